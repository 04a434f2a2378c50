namespace LienY.Hl7;

/// <summary>The separators of a message, as MSH-1 and MSH-2 name them; <c>\0</c> where the message names none.</summary>
public sealed record Delimiters(char Field, char Component, char Repetition, char Escape, char Sub)
{
    /// <summary>The usual ones: <c>|^~\&amp;</c>.</summary>
    public static readonly Delimiters Usual = new('|', '^', '~', '\\', '&');

    /// <summary>MSH-2 as it is written.</summary>
    public string Encoding => new([.. new[] { Component, Repetition, Escape, Sub }.Where(c => c != '\0')]);

    /// <summary>Reads MSH-1 and MSH-2; null where two of them are the same, or one is a letter, a digit or no visible sign.</summary>
    public static Delimiters? Of(char field, string encoding)
    {
        if (encoding.Length == 0) return null;
        var all = new[] { field }.Concat(encoding.Take(5)).ToList();
        if (encoding.Length > 5 || all.Distinct().Count() != all.Count || all.Any(c => char.IsLetterOrDigit(c) || c <= ' ' || c > '~')) return null;
        char At(int i) => i < encoding.Length ? encoding[i] : '\0';
        return new(field, At(0), At(1), At(2), At(3));
    }
}
