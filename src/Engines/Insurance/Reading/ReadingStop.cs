using System.Globalization;

namespace LienY.Insurance;

/// <summary>Reading cannot go on here: the kind of fault, its value and what was expected.</summary>
sealed class ReadingStop(string kind, string? value = null, string? expected = null) : Exception(kind)
{
    public string Kind { get; } = kind;

    public string? Value { get; } = value;

    public string? Expected { get; } = expected;

    /// <summary>A bound was passed.</summary>
    public static ReadingStop Beyond(string kind, long most) => new(kind, null, most.ToString(CultureInfo.InvariantCulture));
}

/// <summary>The file around a table broke while the table was read: what is wrong is not the table's.</summary>
sealed class OuterBroken(Exception inner) : Exception(inner.Message, inner);
