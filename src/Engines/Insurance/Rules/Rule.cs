namespace LienY.Insurance;

/// <summary>One rule of checking, a row of data.</summary>
/// <param name="Id">Stable id, <c>XML1.NGAY_RA.required</c>.</param>
/// <param name="Set">The one rule set it belongs to, or null for every one.</param>
/// <param name="From">First day (end of the visit) on which it holds; null: always.</param>
/// <param name="To">Last day; null: for good.</param>
/// <param name="Severity">How bad breaking it is.</param>
/// <param name="Table">Number of the table.</param>
/// <param name="Field">Element name; empty for rules of the table as a whole.</param>
/// <param name="Kind">What is checked: <c>required</c>, <c>length</c>, <c>range</c>, <c>sum</c> and so on.</param>
/// <param name="Parameters">What the kind needs.</param>
/// <param name="When">Under which condition of the same row; empty: always.</param>
public sealed record Rule(string Id, string? Set, DateOnly? From, DateOnly? To, Severity Severity, int Table, string Field, string Kind, string Parameters, string When)
{
    /// <summary>Whether it holds in a set on a day.</summary>
    public bool Holds(string set, DateOnly day) => (Set is null || Set == set) && (From is null || From <= day) && (To is null || day <= To);

    internal Fault Break(Row? row, string kind, string? value = null, string? expected = null) => FaultTexts.Make(Severity, Id, kind) with
    {
        Table = $"XML{Table}",
        Row = row?.Number,
        Line = row is { Line: > 0 } ? row.Line : null,
        Field = Field.Length > 0 ? Field : null,
        Value = value is null ? null : FaultTexts.Short(value),
        Expected = expected,
    };
}
