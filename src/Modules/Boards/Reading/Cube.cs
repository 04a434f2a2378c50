using LienY.Contracts;

namespace LienY.Boards;

/// <summary>One figure of an item: what was asked, what came; <paramref name="Sees"/> false where it lies outside the reader's reach.</summary>
sealed record Cell(FigureAsk? Ask, Figure? Figure, bool Sees)
{
    /// <summary>A place or unit without figures.</summary>
    public static readonly Cell Nothing = new(null, null, true);

    /// <summary>Its value, null where there is none.</summary>
    public decimal? Value => Figure?.Value;
}

/// <summary>The figures of one item: lines × organisations × windows.</summary>
sealed class Cube(IReadOnlyList<MeasureHead> measures, IReadOnlyList<UnitHead> units, IReadOnlyList<Span> spans, bool doors)
{
    readonly Dictionary<FigureAsk, Figure> figures = [];

    public IReadOnlyList<MeasureHead> Measures => measures;

    public IReadOnlyList<UnitHead> Units => units;

    public IReadOnlyList<Span> Spans => spans;

    /// <summary>Windows beyond those shown (runs of values, comparisons) that were asked too.</summary>
    public IReadOnlyList<Span> Beside { get; init; } = [];

    /// <summary>No organisation lies below another, so that adding counts nothing twice.</summary>
    public bool Apart { get; init; }

    /// <summary>Everything that has to be asked.</summary>
    public IEnumerable<FigureAsk> Asks =>
        from measure in measures from unit in units where unit is { Sees: true, Id: not null } from span in spans.Concat(Beside) select Ask(measure, unit, span);

    /// <summary>How many figures that is.</summary>
    public int Size => measures.Count * units.Count * (spans.Count + Beside.Count);

    /// <summary>Takes the answers.</summary>
    public void Take(IReadOnlyDictionary<FigureAsk, Figure> answers)
    {
        foreach (var ask in Asks)
            if (answers.TryGetValue(ask, out var figure)) figures[ask] = figure;
    }

    /// <summary>One figure.</summary>
    public Cell At(MeasureHead measure, UnitHead unit, Span span)
    {
        if (!unit.Sees) return new(null, null, false);
        if (unit.Id is null) return Cell.Nothing;
        var ask = Ask(measure, unit, span);
        return new(ask, figures.GetValueOrDefault(ask), true);
    }

    /// <summary>One figure by the places of its heads.</summary>
    public Cell At(int measure, int unit, int span) => At(measures[measure], units[unit], spans[span]);

    /// <summary>Where a figure leads; null where it is no door.</summary>
    public string? Href(Cell cell) => doors && cell is { Ask: { } ask, Figure: { Value: not null } or { Trouble: not null } } ? IAnalytics.ExplainHref(ask) : null;

    static FigureAsk Ask(MeasureHead measure, UnitHead unit, Span span) => new(measure.Formula, unit.Id!.Value, span.From, span.To);
}
