using LienY.Formulas;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>Items of formulas in words of the caller's language.</summary>
sealed class ItemNames(Atlas atlas, Words words, DateOnly on, DateOnly? known = null)
{
    /// <summary>An item without its modifiers; a word that means nothing is shown as it is written.</summary>
    public string Of(FormulaItem item) => item switch
    {
        EvidenceItem { Kind: Kinds.Value, Topic: { } topic } when Guid.TryParse(topic, out var id) && atlas.Catalogue.Of(id, on, known) is { } official => words[Words.Key("số liệu chính thức “{0}”"), official.In(words.Language)],
        EvidenceItem e => words[Kinds.Name(e.Kind)],
        DataItem d => Data(d),
        IndicatorItem n => atlas.Catalogue.Of(n.Name, on, known)?.In(words.Language) ?? n.Name,
        ConstantItem c => words[Words.Key("hằng số {0}"), c.Name],
        RateItem r => words[Metric(r.Metric), atlas.Dictionary.Set(r.Set)?.Name ?? r.Set],
        GroupItem g => words[Words.Key("số đơn vị thuộc nhóm {0}"), g.Name],
        _ => item.Key,
    };

    /// <summary>An item with its measure, dimensions and modifiers.</summary>
    public string Whole(FormulaItem item) => Explain(FormulaShelf.Read(item.Key));

    /// <summary>A refusal in words.</summary>
    public string Say(Refusal trouble) => words.Of(trouble);

    /// <summary>A whole formula in words.</summary>
    public string Explain(Formula formula) => formula.Explain(Of, key => words[Kinds.Dim(key)]);

    string Data(DataItem item)
    {
        var name = atlas.Dictionary.Element(item.Element)?.Name ?? item.Element;
        var parts = new[] { item.Option, item.Attribute }.OfType<string>().Where(o => o != "default").Select(o => atlas.Dictionary.Option(o)?.Name ?? o).ToList();
        return parts.Count == 0 ? name : $"{name} ({string.Join(", ", parts)})";
    }

    static string Metric(string metric) => metric switch
    {
        "REPORTING_RATE" => Words.Key("tỷ lệ báo cáo của bộ “{0}”"),
        "REPORTING_RATE_ON_TIME" => Words.Key("tỷ lệ báo cáo đúng hạn của bộ “{0}”"),
        "ACTUAL_REPORTS" => Words.Key("số báo cáo đã nhận của bộ “{0}”"),
        "ACTUAL_REPORTS_ON_TIME" => Words.Key("số báo cáo nhận đúng hạn của bộ “{0}”"),
        _ => Words.Key("số báo cáo phải có của bộ “{0}”"),
    };
}
