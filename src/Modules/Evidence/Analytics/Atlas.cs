using LienY.Contracts;
using LienY.Formulas;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>What the words of a formula mean: elements, indicators, sets, groups and units at one moment. A word that means nothing is refused with a sentence.</summary>
sealed class Atlas(DataDictionary dictionary, CatalogueBook catalogue, OrganisationTree tree, UnitNames? units)
{
    public DataDictionary Dictionary => dictionary;
    public CatalogueBook Catalogue => catalogue;
    public OrganisationTree Tree => tree;

    /// <summary>The same words with another catalogue (a draft on trial).</summary>
    public Atlas With(CatalogueBook other) => new(dictionary, other, tree, units);

    /// <summary>Where an item's value comes from.</summary>
    public Answer Of(FormulaItem item, in Scene scene) => item switch
    {
        EvidenceItem e => new Looked(Evidence(e, scene)),
        DataItem d => new Looked(Data(d, scene)),
        ConstantItem c => new Fixed(dictionary.Constant(c.Name) ?? throw Unknown(Words.Key("Chưa có hằng số “{0}”."), c.Name)),
        GroupItem g => new Fixed(Size(g.Name, scene.Unit)),
        RateItem r => Rate(r, scene),
        IndicatorItem n => Indicator(n, scene),
        _ => throw Unknown(Words.Key("“{0}” thuộc dữ liệu theo từng hồ sơ, nền tảng này không tính từ đó."), item.Key),
    };

    /// <summary>Is a unit in a group.</summary>
    public bool InGroup(Guid unit, string group) => dictionary.Group(group)?.Contains(unit) == true;

    /// <summary>Does a unit stand below the one with this code (an id counts too).</summary>
    public bool IsBelow(Guid unit, string ancestor) =>
        Unit(ancestor) is { } above && unit != above.Id && tree.Find(unit)?.Above.Contains(above.Id) == true;

    /// <summary>A unit by id, code or uid.</summary>
    public TreeUnit? Unit(string name) => Guid.TryParse(name, out var id) ? tree.Find(id) : tree.Find(name) ?? (units?.Find(name) is { } found ? tree.Find(found) : null);

    /// <summary>What programs call a unit: its uid, else its id.</summary>
    public string NameOf(Guid unit) => units?.Uid(unit) ?? unit.ToString();

    static Look Evidence(EvidenceItem item, in Scene scene)
    {
        if (item.Topic == "this") throw Unknown(Words.Key("“topic=this” chỉ dùng được trong cách đo của một chỉ tiêu kế hoạch."));
        Guid? only = item.Unit is null ? null : item.Unit == "this" ? scene.Unit : Guid.Parse(item.Unit);
        return Look.Of(new(item.Kind, item.Topic is null ? null : Guid.Parse(item.Topic)), Overridden(item, scene) ?? Hows.Of(item.Measure), only ?? scene.Unit, only,
            [.. item.Dims.Select(d => (d.Name, (string?)d.Value))], scene.Within(item), scene.KnownFor(item));
    }

    Look Data(DataItem item, in Scene scene)
    {
        var element = dictionary.Element(item.Element) ?? throw Unknown(Words.Key("Chưa có phần tử dữ liệu “{0}”."), item.Element);
        var dims = new List<(string, string?)>(2);
        if (item.Option is { } option) dims.Add((DataFacts.Option, Code(option)));
        if (item.Attribute is { } attribute) dims.Add((DataFacts.Attribute, Code(attribute)));
        else if (element.CurrentAttribute is { } current) dims.Add((DataFacts.Attribute, current));
        return Look.Of(new(DataFacts.Value, element.Id), Overridden(item, scene) ?? Hows.Of(element.Aggregation) ?? How.Sum, scene.Unit, null, dims, scene.Within(item), scene.KnownFor(item));
    }

    // The default combination leaves no dimension on its facts.
    string? Code(string name) => name == "default" ? null : (dictionary.Option(name) ?? throw Unknown(Words.Key("Chưa có tổ hợp phân tổ “{0}”."), name)).Code is var code && code == "default" ? null : code;

    static How? Overridden(FormulaItem item, in Scene scene)
    {
        var name = item.Aggregation ?? (scene.Aggregation is { } outer ? outer : null);
        return name is null or "DEFAULT" ? null : Hows.Of(name) ?? throw Unknown(Words.Key("Không có cách gộp “{0}”."), name);
    }

    Rated Rate(RateItem item, in Scene scene)
    {
        var set = dictionary.Set(item.Set) ?? throw Unknown(Words.Key("Chưa có bộ dữ liệu “{0}”."), item.Set);
        var (from, to) = scene.Within(item);
        var expected = item.Metric is "ACTUAL_REPORTS" or "ACTUAL_REPORTS_ON_TIME" ? null : new Expectation(set.Id, scene.Unit, from, to);
        if (item.Metric == "EXPECTED_REPORTS") return new(null, expected, false);
        IReadOnlyList<(string, string?)> dims = item.Metric.EndsWith("ON_TIME", StringComparison.Ordinal) ? [(DataFacts.OnTime, "true")] : [];
        return new(Look.Of(new(DataFacts.Complete, set.Id), How.Count, scene.Unit, null, dims, (from, to), scene.KnownFor(item)), expected, expected is not null);
    }

    /// <summary>What a unit and those below it are expected to report of a data set in the window, for orgUnit.dataSet.</summary>
    public Expectation Reports(string set, in Scene scene) =>
        new((dictionary.Set(set) ?? throw Unknown(Words.Key("Chưa có bộ dữ liệu “{0}”."), set)).Id, scene.Unit, scene.From, scene.To);

    decimal Size(string group, Guid unit)
    {
        var members = dictionary.Group(group) ?? throw Unknown(Words.Key("Chưa có nhóm đơn vị “{0}”."), group);
        return tree.Below(unit).Count(members.Contains);
    }

    Deeper Indicator(IndicatorItem item, in Scene scene)
    {
        var inside = scene.Inside(item);
        return new(catalogue.Of(item.Name, inside.To, inside.Known) ?? throw Unknown(Words.Key("Danh mục chưa có chỉ tiêu “{0}” được công bố."), item.Name), inside);
    }

    static Refusal Unknown(string text, params object[] args) => new(RefusalKind.Invalid, text, args) { Field = "formula" };
}
