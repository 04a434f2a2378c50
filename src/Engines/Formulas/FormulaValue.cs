using System.Globalization;

namespace LienY.Formulas;

/// <summary>What a value is.</summary>
public enum ValueKind
{
    /// <summary>No value.</summary>
    Nothing,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Truth,

    /// <summary>Words; also days as yyyy-MM-dd.</summary>
    Words,
}

/// <summary>A value of a formula or of a part of it.</summary>
public readonly struct FormulaValue
{
    readonly decimal number;
    readonly string? words;

    FormulaValue(ValueKind kind, decimal number, string? words = null) => (Kind, this.number, this.words) = (kind, number, words);

    /// <summary>What it is.</summary>
    public ValueKind Kind { get; }

    /// <summary>True where there is no value.</summary>
    public bool IsNothing => Kind == ValueKind.Nothing;

    /// <summary>As a number: a number, or words that are a numeral; null for anything else.</summary>
    public decimal? AsNumber => Kind switch
    {
        ValueKind.Number => number,
        ValueKind.Words when Numerals.Read(words!, out var numeral) => numeral,
        _ => null,
    };

    /// <summary>As true or false: a truth, the words true and false, a whole number (0 is false); null for anything else.</summary>
    public bool? AsTruth => Kind switch
    {
        ValueKind.Truth => number != 0,
        ValueKind.Number when number == decimal.Truncate(number) => number != 0,
        ValueKind.Words when string.Equals(words, "true", StringComparison.OrdinalIgnoreCase) => true,
        ValueKind.Words when string.Equals(words, "false", StringComparison.OrdinalIgnoreCase) => false,
        _ => null,
    };

    /// <summary>As words; null for no value.</summary>
    public string? AsWords => Kind switch
    {
        ValueKind.Nothing => null,
        ValueKind.Words => words,
        ValueKind.Truth => number != 0 ? "true" : "false",
        _ => Numerals.Write(number),
    };

    /// <summary>No value.</summary>
    public static FormulaValue Nothing => default;

    /// <summary>A number; null is no value.</summary>
    public static FormulaValue Of(decimal? number) => number is { } n ? new(ValueKind.Number, n) : default;

    /// <summary>A truth; null is no value.</summary>
    public static FormulaValue Of(bool? truth) => truth is { } t ? new(ValueKind.Truth, t ? 1 : 0) : default;

    /// <summary>Words; null is no value.</summary>
    public static FormulaValue Of(string? words) => words is null ? default : new(ValueKind.Words, 0, words);

    /// <summary>The value as a formula would write it.</summary>
    public override string ToString() => Kind == ValueKind.Words ? Words.Quoted(words!) : AsWords ?? "null";
}

/// <summary>Numbers as formulas write them: a dot for the fraction, no groups.</summary>
static class Numerals
{
    public static bool Read(ReadOnlySpan<char> text, out decimal number) =>
        decimal.TryParse(text.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number);

    public static string Write(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);
}
