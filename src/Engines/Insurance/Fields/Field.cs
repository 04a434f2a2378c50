namespace LienY.Insurance;

/// <summary>What a field holds.</summary>
public enum FieldKind
{
    /// <summary>Free text.</summary>
    Text,

    /// <summary>One code, no white space inside; leading zeros count.</summary>
    Code,

    /// <summary>Codes apart by semicolons.</summary>
    Codes,

    /// <summary>A decimal number with a point.</summary>
    Number,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>yyyyMMddHHmm at Hà Nội.</summary>
    Moment,

    /// <summary>yyyyMMdd.</summary>
    Day,

    /// <summary>Days apart by semicolons.</summary>
    Days,

    /// <summary>yyyyMMdd or yyyyMMddHHmm.</summary>
    DayOrMoment,

    /// <summary>yyyyMMdd or yyyyMMddHHmm whose unknown parts are zeros.</summary>
    Birth,
}

/// <summary>One field of the insurance XML.</summary>
/// <param name="Table">Number of its table, 0 to 15.</param>
/// <param name="Name">Element name.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Longest">Characters at most; null: without bound.</param>
/// <param name="Need">Whether it must be filled: null, or how bad a gap is.</param>
/// <param name="List">Its code list, or null.</param>
/// <param name="ListSeverity">How bad a code outside the list is.</param>
/// <param name="Set">The one rule set that knows it, or null for every one.</param>
/// <param name="Meaning">What it says, in a few Vietnamese words.</param>
/// <param name="Index">Its place in a row.</param>
public sealed record Field(
    int Table, string Name, FieldKind Kind, int? Longest, Severity? Need, string? List, Severity ListSeverity, string? Set, string Meaning, int Index)
{
    /// <summary>Table and name: <c>XML1.MA_LK</c>.</summary>
    public string Address { get; } = $"XML{Table}.{Name}";

    /// <summary>Whether a rule set knows the field.</summary>
    public bool IsIn(string set) => Set is null || Set == set;
}
