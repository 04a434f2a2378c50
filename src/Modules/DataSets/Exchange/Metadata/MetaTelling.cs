using System.Globalization;
using System.Text.Json.Nodes;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.DataSets;

/// <summary>The dictionary in DHIS2's JSON: lists for programs, and the whole as a metadata file.</summary>
sealed class MetaTelling(Glossary glossary, UnitIndex units, IReadOnlyList<ImportedIndicator> indicators, IReadOnlySet<Guid>? reach)
{
    /// <summary>Kinds that can be listed, in the order of a metadata file.</summary>
    public static readonly IReadOnlyList<string> Kinds =
    [
        "categoryOptions", "categories", "categoryCombos", "categoryOptionCombos", "dataElements", "dataSets", "constants", "organisationUnits", "organisationUnitGroups", "indicatorTypes", "indicators",
    ];

    /// <summary>All objects of a kind.</summary>
    public IEnumerable<JsonObject> All(string kind) => kind switch
    {
        "categoryOptions" => glossary.Choices.All.Select(c => Head(c)),
        "categories" => glossary.Categories.All.Select(CategoryOf),
        "categoryCombos" => glossary.Combinations.All.Select(CombinationOf),
        "categoryOptionCombos" => glossary.Combos.All.Select(ComboOf),
        "dataElements" => glossary.Elements.All.Select(ElementOf),
        "dataSets" => glossary.Sets.All.Select(SetOf),
        "constants" => glossary.Constants.All.Select(c => With(Head(c), ("value", JsonValue.Create(c.Value)))),
        "organisationUnits" => units.Tree.Units.Where(u => reach is null || reach.Contains(u.Id)).OrderBy(u => u.Above.Count).ThenBy(u => u.Name, StringComparer.Ordinal).Select(UnitOf),
        "organisationUnitGroups" => glossary.Groups.All.Select(g => With(Head(g), ("organisationUnits", Links(g.Units.Select(u => units.Uid(u.UnitId)))))),
        "indicatorTypes" => indicators.Select(i => (i.TypeName, i.Factor)).Distinct().Select(t => new JsonObject
        {
            ["id"] = TypeUid(t.TypeName, t.Factor),
            ["name"] = t.TypeName,
            ["displayName"] = t.TypeName,
            ["factor"] = t.Factor,
            ["number"] = t.Factor == 1,
        }),
        "indicators" => indicators.Select(IndicatorOf),
        _ => [],
    };

    JsonObject Head(Term term)
    {
        var head = new JsonObject { ["id"] = term.Uid, ["code"] = term.Code, ["name"] = term.Name, ["displayName"] = term.Name };
        var told = new JsonArray();
        foreach (var (locale, name) in new[] { ("en", term.NameEn), ("zh", term.NameZh) })
            if (name.Length > 0) told.Add(new JsonObject { ["property"] = "NAME", ["locale"] = locale, ["value"] = name });
        if (told.Count > 0) head["translations"] = told;
        return head;
    }

    static JsonObject With(JsonObject one, params (string Name, JsonNode? Value)[] more)
    {
        foreach (var (name, value) in more) one[name] = value;
        return one;
    }

    static JsonObject Link(string uid) => new() { ["id"] = uid };

    static JsonArray Links(IEnumerable<string> uids) => new([.. uids.Select(u => (JsonNode)Link(u))]);

    JsonObject CategoryOf(Category c) =>
        With(Head(c), ("dataDimensionType", c.Dimension == Dimension.Attribute ? "ATTRIBUTE" : "DISAGGREGATION"), ("categoryOptions", Links(c.Choices.Select(x => glossary.Choices[x.ChoiceId].Uid))));

    JsonObject CombinationOf(Combination c) => With(Head(c), ("dataDimensionType", c.Dimension == Dimension.Attribute ? "ATTRIBUTE" : "DISAGGREGATION"),
        ("categories", Links(c.Categories.Select(x => glossary.Categories[x.CategoryId].Uid))), ("categoryOptionCombos", Links(glossary.CombosOf[c.Id].Select(x => x.Uid))));

    JsonObject ComboOf(Combo c) => With(Head(c), ("categoryCombo", Link(glossary.Combinations[c.CombinationId].Uid)), ("categoryOptions", Links(c.ChoiceIds.Select(i => glossary.Choices[i].Uid))));

    JsonObject ElementOf(Element e) => With(Head(e), ("shortName", e.Short.Length > 0 ? e.Short : e.Name.Length <= 50 ? e.Name : e.Name[..50]), ("description", e.Description),
        ("domainType", "AGGREGATE"), ("valueType", e.ValueType), ("aggregationType", e.Aggregation), ("zeroIsSignificant", e.ZeroCounts), ("categoryCombo", Link(glossary.Combinations[e.CombinationId].Uid)));

    JsonObject SetOf(DataSet s)
    {
        var one = With(Head(s), ("periodType", s.PeriodType), ("description", s.Description), ("timelyDays", s.TimelyDays), ("expiryDays", s.ExpiryDays),
            ("openFuturePeriods", s.OpenFuturePeriods), ("categoryCombo", Link(glossary.Combinations[s.CombinationId].Uid)),
            ("dataSetElements", new JsonArray([.. s.Elements.Select(e => (JsonNode)new JsonObject { ["dataElement"] = Link(glossary.Elements[e.ElementId].Uid), ["dataSet"] = Link(s.Uid) })])),
            ("organisationUnits", Links(glossary.UnitsOf[s.Id].Where(u => reach is null || reach.Contains(u.UnitId)).Select(u => units.Uid(u.UnitId)))));
        if (s.WorkflowId is { } id && glossary.Workflows.Find(id) is { } workflow) one["workflow"] = Link(workflow.Uid);
        return one;
    }

    JsonObject UnitOf(TreeUnit u)
    {
        var one = new JsonObject
        {
            ["id"] = units.Uid(u.Id),
            ["code"] = units.Code(u.Id) is { Length: > 0 } code ? code : null,
            ["name"] = u.Name,
            ["displayName"] = u.Name,
            ["shortName"] = u.Name.Length <= 50 ? u.Name : u.Name[..50],
            ["level"] = u.Above.Count + 1,
            ["path"] = "/" + string.Join('/', u.Above.Reverse().Append(u.Id).Select(units.Uid)),
        };
        if (u.Above.Count > 0) one["parent"] = Link(units.Uid(u.Above[0]));
        return one;
    }

    static JsonObject IndicatorOf(ImportedIndicator i) => new()
    {
        ["id"] = i.Uid,
        ["code"] = i.Code,
        ["name"] = i.Name,
        ["displayName"] = i.Name,
        ["description"] = i.Description,
        ["numerator"] = i.Numerator,
        ["numeratorDescription"] = i.NumeratorDescription,
        ["denominator"] = i.Denominator,
        ["denominatorDescription"] = i.DenominatorDescription,
        ["annualized"] = i.IsAnnualized,
        ["decimals"] = i.Decimals,
        ["indicatorType"] = With(Link(TypeUid(i.TypeName, i.Factor)), ("name", i.TypeName), ("factor", i.Factor)),
    };

    static string TypeUid(string name, decimal factor) =>
        UidOf.Of(new Guid(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name + factor.ToString(CultureInfo.InvariantCulture)))[..16]));
}
