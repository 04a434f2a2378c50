using System.Collections.Concurrent;
using LienY.Formulas;

namespace LienY.Evidence;

/// <summary>Where an indicator's figure comes from.</summary>
enum MeasureKind
{
    /// <summary>An official figure, entered with its document.</summary>
    Official,

    /// <summary>Declared by a unit.</summary>
    Declared,

    /// <summary>Computed from facts by a formula.</summary>
    Formula,

    /// <summary>Computed as an indicator of the catalogue, over the owner's unit with everything below it and all plans.</summary>
    Catalogue,
}

/// <summary>How entered values of several periods become one.</summary>
enum OverTime
{
    /// <summary>Periods add up (counts).</summary>
    Sum,

    /// <summary>The latest period counts (rates, stocks).</summary>
    Last,

    /// <summary>Mean of the periods; by numerators and denominators where they were entered.</summary>
    Average,
}

/// <summary>How the latest values of several units become one.</summary>
enum OverUnits
{
    /// <summary>One figure for the whole: the newest, whoever entered it.</summary>
    Latest,

    /// <summary>Units add up.</summary>
    Sum,

    /// <summary>Mean over units.</summary>
    Average,
}

/// <summary>How an indicator is measured from a day on. Versions are kept; a report can say which one it used.</summary>
sealed class IndicatorMeasure
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public required Guid IndicatorId { get; init; }
    public required Guid PlanId { get; init; }

    /// <summary>1, 2, 3 … for the indicator.</summary>
    public required int Number { get; init; }
    public required MeasureKind Kind { get; init; }

    /// <summary>The formula where the kind is Formula; the indicator's code where it is Catalogue.</summary>
    public string? Formula { get; init; }
    public OverTime OverTime { get; init; } = OverTime.Last;
    public OverUnits OverUnits { get; init; } = OverUnits.Latest;

    /// <summary>The value is multiplied by this, e.g. 100 or 100.000.</summary>
    public decimal Factor { get; init; } = 1;

    /// <summary>Valid from this day.</summary>
    public required DateOnly FromDay { get; init; }
    public Guid? AuthorId { get; init; }
    public required string Author { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public string Note { get; init; } = "";

    /// <summary>Entered values are facts too: official and declared measures are formulas over them.</summary>
    public string FormulaText => Kind == MeasureKind.Catalogue ? $"N{{{Formula}}}" : Kind == MeasureKind.Formula ? Formula ?? "" : (OverTime, OverUnits) switch
    {
        (OverTime.Sum, _) => $"E{{{Kinds.Value}; topic=this}}",
        (OverTime.Average, _) =>
            $"if(isNull(E{{{Kinds.Denominator}; topic=this}}), average(E{{{Kinds.Value}; topic=this}}), E{{{Kinds.Numerator}; topic=this}} / E{{{Kinds.Denominator}; topic=this}} * 100)",
        (_, OverUnits.Sum) => $"lastSum(E{{{Kinds.Value}; topic=this}})",
        (_, OverUnits.Average) => $"lastAverage(E{{{Kinds.Value}; topic=this}})",
        _ => $"last(E{{{Kinds.Value}; topic=this}})",
    };

    /// <summary>The formula; the same few texts stand in most measures, so each is read once.</summary>
    public Formula Read()
    {
        var text = FormulaText;
        if (Known.TryGetValue(text, out var known)) return known;
        if (Known.Count > MostKnown) Known.Clear();
        return Known[text] = LienY.Formulas.Formula.Parse(text);
    }

    const int MostKnown = 5_000;
    static readonly ConcurrentDictionary<string, Formula> Known = new(StringComparer.Ordinal);
}
