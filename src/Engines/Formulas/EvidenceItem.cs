namespace LienY.Formulas;

/// <summary>What is taken from the facts of an item.</summary>
public enum Measure
{
    /// <summary>Sum of the values.</summary>
    Sum,

    /// <summary>How many facts, reversals taken off.</summary>
    Count,

    /// <summary>How many different subjects (by keyed hash).</summary>
    Distinct,

    /// <summary>The latest value, of whichever unit.</summary>
    Last,

    /// <summary>The latest value of each unit, summed over units.</summary>
    LastSum,

    /// <summary>The latest value of each unit, averaged over units.</summary>
    LastAverage,

    /// <summary>Mean of the values.</summary>
    Average,
}

/// <summary>One piece of evidence in a formula: facts of a kind, narrowed by topic, unit and dimensions.</summary>
public sealed record EvidenceItem(Measure Measure, string Kind) : FormulaItem
{
    /// <summary>Null: the whole plan; <c>this</c>: the indicator itself; else an id.</summary>
    public string? Topic { get; init; }

    /// <summary>Null: every unit; <c>this</c>: the unit that answers for the target; else an id.</summary>
    public string? Unit { get; init; }

    /// <summary>Dimensions that must match, names sorted.</summary>
    public IReadOnlyList<(string Name, string Value)> Dims { get; init; } = [];

    /// <summary>True where roll-ups cannot answer: dimensions and distinct subjects need the facts themselves.</summary>
    public bool NeedsFacts => Dims.Count > 0 || Measure == Measure.Distinct;

    protected internal override string Text
    {
        get
        {
            var narrowed = (Topic is null ? "" : "; topic=" + Topic) + (Unit is null ? "" : "; unit=" + Unit) + string.Concat(Dims.Select(d => $"; {d.Name}={d.Value}"));
            return Measure == Measure.Sum ? $"E{{{Kind}{narrowed}}}" : $"{Functions.Word(Measure)}(E{{{Kind}{narrowed}}})";
        }
    }
}
