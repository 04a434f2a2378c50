using System.Collections.Concurrent;
using System.Text;

namespace LienY.Fhir;

/// <summary>The search parameters of a resource type, compiled against its shape, so that one walk over the bytes meets each value once.</summary>
static class IndexTree
{
    static readonly ConcurrentDictionary<string, SearchNode> all = new(StringComparer.Ordinal);

    /// <summary>Parameters that are columns of the resource itself.</summary>
    static readonly string[] columns = ["_id", "_lastUpdated"];

    /// <summary>Parameters by which a resource has its main date, the first that has a value.</summary>
    static readonly string[] mainDates =
    [
        "onset-date", "authoredon", "date", "effective-time", "effective", "whenhandedover", "authored", "occurrence", "started", "period", "collected", "sent",
        "created", "start-date", "datetime", "datewritten", "recorded-date", "issued", "authored-on", "whenprepared", "start", "timestamp",
        "recorded", "received", "event-date", "when", "modified",
    ];

    sealed record Branch(IReadOnlyList<PathStep> Steps, int At, ParamKind Kind, SearchParam Param, IndexComposite? Composite, int Part, string? Target)
    {
        public PathStep Step => Steps[At];

        public bool IsLast => At == Steps.Count - 1;

        public Branch Next => this with { At = At + 1, Target = Step.Target ?? Target };
    }

    /// <summary>The root of a type.</summary>
    public static SearchNode Of(string type) => all.TryGetValue(type, out var root) ? root : all.GetOrAdd(type, Root(type));

    static SearchNode Root(string type)
    {
        var branches = new List<Branch>();
        var existing = new List<int>();
        var composites = new List<(IReadOnlyList<PathStep> Base, IndexComposite Composite)>();
        foreach (var param in FhirTypes.Params(type))
        {
            if (columns.Contains(param.Code)) continue;
            if (param.Expression == "Patient.deceased.exists() and Patient.deceased != false")
            {
                existing.Add(param.Pid);
                branches.Add(new Branch([new PathStep("deceased")], 0, ParamKind.Special, param, null, 0, null));
                continue;
            }
            foreach (var steps in SearchPath.Parse(param.Expression, type))
            {
                if (param.Kind != ParamKind.Composite)
                {
                    branches.Add(new Branch(steps, 0, param.Kind, param, null, 0, null));
                    continue;
                }
                var composite = new IndexComposite(param.Pid);
                composites.Add((steps, composite));
                for (var part = 0; part < param.Components.Count; part++)
                    foreach (var tail in SearchPath.Parse(param.Components[part].Expression, null))
                        branches.Add(new Branch([.. steps, .. tail], 0, param.Components[part].Kind, param, composite, part, null));
            }
        }
        var root = Node(FhirTypes.Shape(type), branches);
        root.Existing = [.. existing];
        foreach (var (steps, composite) in composites) Place(root, FhirTypes.Shape(type), steps, composite);
        return root;
    }

    /// <summary>Notes a composite at the nodes of its base.</summary>
    static void Place(SearchNode node, TypeShape shape, IReadOnlyList<PathStep> steps, IndexComposite composite)
    {
        if (steps.Count == 0)
        {
            node.Composites = [.. node.Composites, composite];
            return;
        }
        foreach (var field in shape.Fields.All)
            if (!field.IsSibling && field.Element.Name == steps[0].Name && node.Child(field) is { } child) Place(child, field.Shape!, [.. steps.Skip(1)], composite);
    }

    static SearchNode Node(TypeShape shape, IReadOnlyCollection<Branch> branches)
    {
        var node = new SearchNode(shape.Fields.All.Count);
        foreach (var field in shape.Fields.All)
        {
            if (field.IsSibling) continue;
            var here = branches.Where(b => b.Step.Name == field.Element.Name && Fits(field, b.Step.Type)).ToList();
            if (here.Count > 0) node.Put(field, Guarded(field, here));
        }
        return node;
    }

    // One expression writes DateTime for dateTime.
    static bool Fits(Field field, string? type) => type is null || FhirTypes.IsA(field.Type, type) || field.Type.Equals(type, StringComparison.OrdinalIgnoreCase);

    static SearchNode Guarded(Field field, List<Branch> here)
    {
        var free = here.Where(b => b.Step.Guard is null).ToList();
        var node = Inside(field, free);
        node.First = here.TrueForAll(b => b.Step.First);
        node.Variants = [.. here.Where(b => b.Step.Guard is not null).GroupBy(b => b.Step.Guard!)
            .Select(g => (g.Key, Encoding.UTF8.GetBytes(g.Key.Literal), Inside(field, [.. free, .. g])))];
        return node;
    }

    static SearchNode Inside(Field field, List<Branch> here)
    {
        var going = new List<Branch>();
        var rules = new List<IndexRule>();
        foreach (var branch in here)
        {
            if (branch.IsLast) End(field, branch.Next, rules, going);
            else going.Add(branch.Next);
        }
        var node = field.Shape is { Kind: not TypeKind.Primitive } shape ? Node(shape, going) : new SearchNode(0);
        node.Rules = [.. rules];
        return node;
    }

    /// <summary>What a parameter takes from an element that its expression ends at: rules here, and branches into the elements of the data type.</summary>
    static void End(Field field, Branch branch, List<IndexRule> rules, List<Branch> going)
    {
        void Take(How how) => rules.Add(Rule(field, branch, how));
        void Below(ParamKind kind, params ReadOnlySpan<string> names)
        {
            foreach (var name in names) going.Add(branch with { Steps = [new PathStep(name)], At = 0, Kind = kind });
        }
        var isPlain = branch.Composite is null;
        switch (branch.Kind, field.Type)
        {
            case (ParamKind.Token, "CodeableConcept"):
                Below(ParamKind.Token, "coding");
                if (HasText(branch)) going.Add(branch with { Steps = [new PathStep("text")], At = 0, Kind = ParamKind.Special });
                break;
            case (ParamKind.Token, "Coding"):
                Take(How.Coding);
                if (HasText(branch)) going.Add(branch with { Steps = [new PathStep("display")], At = 0, Kind = ParamKind.Special });
                break;
            case (ParamKind.Token, "Identifier"):
                Take(How.Identifier);
                break;
            case (ParamKind.Token, "ContactPoint"):
                Take(How.ContactPoint);
                break;
            case (ParamKind.Token, _) when field.Primitive != Primitive.None:
                Take(How.PlainToken);
                break;
            case (ParamKind.String, "HumanName"):
                Below(ParamKind.String, "text", "family", "given", "prefix", "suffix");
                Take(How.WholeName);
                break;
            case (ParamKind.String, "Address"):
                Below(ParamKind.String, "text", "line", "city", "district", "state", "postalCode", "country");
                break;
            case (ParamKind.String, _) when field.Primitive != Primitive.None:
                Take(How.Text);
                break;
            case (ParamKind.Date, "Period"):
                Take(How.Period);
                break;
            case (ParamKind.Date, "Timing"):
                Take(How.Timing);
                break;
            case (ParamKind.Date, _) when field.Primitive is Primitive.Date or Primitive.DateTime or Primitive.Instant:
                Take(How.Date);
                break;
            case (ParamKind.Number, "Range"):
                Take(How.NumberRange);
                break;
            case (ParamKind.Number, _) when field.Primitive != Primitive.None:
                Take(How.Number);
                break;
            case (ParamKind.Quantity, "Range"):
                Take(How.QuantityRange);
                break;
            case (ParamKind.Quantity, "Money"):
                Take(How.Money);
                break;
            case (ParamKind.Quantity, _) when FhirTypes.IsA(field.Type, "Quantity"):
                Take(How.Quantity);
                break;
            case (ParamKind.Uri, _) when field.Primitive != Primitive.None:
                Take(How.Uri);
                break;
            case (ParamKind.Reference, "Reference"):
                Take(How.Reference);
                if (isPlain) Below(ParamKind.Token, "identifier");
                break;
            case (ParamKind.Reference, "Resource"):
                Take(How.Inline);
                break;
            case (ParamKind.Reference, _) when field.Primitive != Primitive.None:
                Take(How.Canonical);
                break;
            case (ParamKind.Special, _) when branch.Param.Code == "near":
                Take(How.Position);
                break;
            case (ParamKind.Special, _) when branch.Param.Code == "deceased":
                Take(How.Exists);
                break;
            case (ParamKind.Special, "string"):
                Take(How.TokenText);
                break;
        }
    }

    /// <summary>Both at once are a union of the others: their texts would only be the same rows again.</summary>
    static bool HasText(Branch branch) => branch.Composite is null && branch.Kind == ParamKind.Token && !branch.Param.Code.StartsWith("combo-", StringComparison.Ordinal);

    static IndexRule Rule(Field field, Branch branch, How how)
    {
        var plain = branch.Composite is null;
        var code = branch.Param.Code;
        var dates = Array.IndexOf(mainDates, code);
        var ways = plain ? Compartments.Params("Patient", branch.Param.Type) : [];
        var way = ways.ToList().IndexOf(code == "patient" && !ways.Contains("patient") ? "subject" : code);
        return new IndexRule
        {
            Pid = branch.Param.Pid,
            How = how,
            Codes = field.Element.Codes,
            Target = branch.Target,
            Composite = branch.Composite,
            Part = branch.Part,
            Occurred = plain && dates >= 0 && branch.Param.Kind == ParamKind.Date ? (byte)dates : (byte)255,
            Patient = way >= 0 ? (byte)way : (byte)255,
            Encounter = plain && code is "encounter" or "context" ? (byte)0 : (byte)255,
        };
    }
}
