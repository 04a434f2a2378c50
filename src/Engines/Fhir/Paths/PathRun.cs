namespace LienY.Fhir;

/// <summary>What an evaluation may know and how much it may take.</summary>
public sealed record PathSetting
{
    /// <summary>The setting without callbacks.</summary>
    public static readonly PathSetting Plain = new();

    /// <summary>Finds the resource that a reference names; null where it is not known.</summary>
    public Func<string, PathElement?>? Resolve { get; init; }

    /// <summary>Whether an element (code, Coding, CodeableConcept) is in a value set; null where that is not known.</summary>
    public Func<PathElement, string, bool?>? MemberOf { get; init; }

    /// <summary>Whether a resource conforms to a profile; null where the profile is not known.</summary>
    public Func<PathElement, string, bool?>? ConformsTo { get; init; }

    /// <summary>Further variables: <c>%name</c> → items.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<PathItem>>? Variables { get; init; }

    /// <summary>What <c>now()</c> and <c>today()</c> answer.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>True: an unknown element name is a fault (as in checking an expression before use).</summary>
    public bool IsStrict { get; init; }

    /// <summary>True: <c>as</c> on several items keeps those of the type, as invariants of R4 are written.</summary>
    public bool AsKeepsMany { get; init; }

    /// <summary>How many steps an evaluation may take.</summary>
    public int MaxSteps { get; init; } = 2_000_000;

    /// <summary>Called with the name and the items of <c>trace</c>.</summary>
    public Action<string, IReadOnlyList<PathItem>>? Trace { get; init; }

    /// <summary>Ends an evaluation from outside.</summary>
    public CancellationToken Stop { get; init; }
}

/// <summary>One evaluation: its roots, its setting and the steps it has taken.</summary>
internal sealed class PathRun(IReadOnlyList<PathItem> context, PathElement? resource, PathSetting setting)
{
    int steps;

    internal PathSetting Setting => setting;

    internal PathElement? Resource => resource;

    internal void Step(int count = 1)
    {
        steps += count;
        if (steps > setting.MaxSteps || steps < 0) throw new PathFault(PathFaultKind.Limit, "The expression takes too many steps.");
        if ((steps & 1023) == 0) setting.Stop.ThrowIfCancellationRequested();
    }

    internal void Add(List<PathItem> to, PathItem item)
    {
        Step();
        to.Add(item);
    }

    internal DateTimeOffset Now => setting.Now ?? throw PathFault.Execution("No clock was given for now() and today().");

    internal IReadOnlyList<PathItem> Variable(string name)
    {
        switch (name)
        {
            case "context":
                return context;
            case "resource":
                return resource is null ? [] : [resource];
            case "rootResource":
                return resource is null ? [] : [Outermost(resource)];
            case "ucum":
                return [new PathValue("http://unitsofmeasure.org")];
            case "sct":
                return [new PathValue("http://snomed.info/sct")];
            case "loinc":
                return [new PathValue("http://loinc.org")];
        }
        if (setting.Variables is { } more && more.TryGetValue(name, out var given)) return given;
        if (name.StartsWith("vs-", StringComparison.Ordinal)) return [new PathValue("http://hl7.org/fhir/ValueSet/" + name[3..])];
        if (name.StartsWith("ext-", StringComparison.Ordinal)) return [new PathValue("http://hl7.org/fhir/StructureDefinition/" + name[4..])];
        throw PathFault.Semantic($"%{name} is unknown.");
    }

    // A contained resource belongs to the one around it; an entry of a bundle stands for itself.
    static PathElement Outermost(PathElement resource)
    {
        var at = resource;
        while (at is { Name: "contained", Parent: not null }) at = at.Parent.Resource;
        return at;
    }
}
