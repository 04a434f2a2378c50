using System.Collections.Concurrent;
using System.Globalization;

namespace LienY.Hl7;

/// <summary>A place in a message: <c>PID</c>, <c>PID-5</c>, <c>PID-5.1</c>, <c>PID-5.1.2</c>, <c>PID-3[2].1</c> (the second repetition). 0 where nothing is
/// named.</summary>
public readonly record struct Place(string Segment, int Field, int Repetition, int Component, int Sub)
{
    static readonly ConcurrentDictionary<string, Place?> Known = new(StringComparer.Ordinal);

    /// <summary>Reads a place; null where it is none.</summary>
    public static Place? Of(string text)
    {
        if (Known.TryGetValue(text, out var known)) return known;
        var read = Read(text);
        // What administrators type is little; a bound keeps others from filling the memory.
        if (Known.Count < 10_000) Known[text] = read;
        return read;
    }

    static Place? Read(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        var name = dash < 0 ? text : text[..dash];
        if (!IsName(name)) return null;
        if (dash < 0) return new(name, 0, 0, 0, 0);
        var parts = text[(dash + 1)..].Split('.');
        if (parts.Length > 3) return null;
        var repetition = 0;
        if (parts[0].EndsWith(']') && parts[0].IndexOf('[', StringComparison.Ordinal) is var open and > 0)
        {
            if (!Number(parts[0][(open + 1)..^1], out repetition)) return null;
            parts[0] = parts[0][..open];
        }
        var numbers = new int[3];
        for (var i = 0; i < parts.Length; i++) if (!Number(parts[i], out numbers[i])) return null;
        return new(name, numbers[0], repetition, numbers[1], numbers[2]);
    }

    static bool Number(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number is > 0 and < 10_000;

    /// <summary>Three signs, the first a capital letter, the others capitals or digits.</summary>
    public static bool IsName(ReadOnlySpan<char> name) =>
        name.Length == 3 && char.IsAsciiLetterUpper(name[0]) && (char.IsAsciiLetterUpper(name[1]) || char.IsAsciiDigit(name[1]))
            && (char.IsAsciiLetterUpper(name[2]) || char.IsAsciiDigit(name[2]));

    /// <inheritdoc/>
    public override string ToString() => Field == 0 ? Segment : string.Create(CultureInfo.InvariantCulture,
        $"{Segment}-{Field}{(Repetition > 1 ? $"[{Repetition}]" : "")}{(Component > 0 ? $".{Component}" : "")}{(Sub > 0 ? $".{Sub}" : "")}");
}
