using LienY.Contracts;
using LienY.Formulas;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>
/// Items of plan measures that look beyond the plan: indicators of the catalogue, data elements, reporting rates. They are figures of the unit that answers
/// for the target with everything below it, over all plans; read all at once.
/// </summary>
sealed class Beyond
{
    readonly Dictionary<(string, Guid, DateOnly, DateOnly), Figure> figures = [];
    readonly Atlas? atlas;

    Beyond(Atlas? atlas) => this.atlas = atlas;

    /// <summary>No such item.</summary>
    public static readonly Beyond Nothing = new(null);

    /// <summary>Figures for some formulas, each for its unit and windows; asks nothing where no formula looks beyond its plan.</summary>
    public static async Task<Beyond> LoadAsync(Analysis analysis, IEnumerable<(Formula Formula, Guid Unit, DateOnly From, DateOnly To)> wanted, CancellationToken stop)
    {
        var asks = wanted.SelectMany(w => w.Formula.Items.Where(i => i is not EvidenceItem).Select(i => new FigureAsk(i.Key, w.Unit, w.From, w.To))).Distinct().ToList();
        if (asks.Count == 0) return Nothing;
        var atlas = await analysis.AtlasAsync(null, stop);
        var sheet = await analysis.SheetAsync(asks, new(), atlas, stop);
        var beyond = new Beyond(atlas);
        foreach (var ask in asks) beyond.figures[(ask.Formula, ask.UnitId, ask.From, ask.To)] = sheet.Of(ask);
        return beyond;
    }

    /// <summary>The figure of an item; null where none was asked for.</summary>
    public Figure? Of(FormulaItem item, Guid unit, DateOnly from, DateOnly to) => figures.GetValueOrDefault((item.Key, unit, from, to));

    /// <summary>The item's name in Vietnamese, for papers.</summary>
    public string Name(FormulaItem item, DateOnly on) => item switch
    {
        IndicatorItem n => atlas?.Catalogue.Of(n.Name, on, null)?.Name ?? n.Name,
        DataItem d => atlas?.Dictionary.Element(d.Element)?.Name ?? d.Element,
        _ => item.Key,
    };

    /// <summary>True where each new fact adds to the formula's one item, so that a pace can be expected of it.</summary>
    public bool Accumulates(Formula formula, DateOnly on)
    {
        if (formula.Items.Count != 1 || formula.Items[0] is not { Window: null, YearToDate: false } item) return false;
        if (item is DataItem d) return (item.Aggregation ?? atlas?.Dictionary.Element(d.Element)?.Aggregation) is "SUM" or "COUNT" && item.Key == formula.Text;
        return item is IndicatorItem n && item.Key == formula.Text && atlas?.Catalogue.Of(n.Name, on, null) is { Denominator.Length: 0, IsAnnualised: false } v
            && FormulaShelf.Read(v.NumeratorText).Accumulates;
    }
}
