using System.Globalization;
using System.Text;

namespace LienY.Hl7;

/// <summary>Escape sequences of ER7 (HL7 v2 chapter 2.7): text is written with them and read without.</summary>
public static class Escapes
{
    /// <summary>Text for a field: separators, the escape sign, line ends and other control signs are escaped.</summary>
    public static string Escape(string text, Delimiters by)
    {
        if (by.Escape == '\0' || !text.Any(c => c < ' ' || Sign(c, by) != '\0')) return text;
        var to = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (Sign(c, by) is var sign and not '\0') to.Append(by.Escape).Append(sign).Append(by.Escape);
            else if (c == '\n') to.Append(by.Escape).Append(".br").Append(by.Escape);
            else if (c < ' ') to.Append(by.Escape).Append('X').Append(((int)c).ToString("X2", CultureInfo.InvariantCulture)).Append(by.Escape);
            else to.Append(c);
        }
        return to.ToString();
    }

    static char Sign(char c, Delimiters by) =>
        c == by.Field ? 'F' : c == by.Component ? 'S' : c == by.Sub ? 'T' : c == by.Repetition ? 'R' : c == by.Escape ? 'E' : '\0';

    /// <summary>The text behind the sequences; a sequence that cannot be read stays as it is, emphasis is dropped.</summary>
    public static string Unescape(ReadOnlySpan<char> raw, Delimiters by)
    {
        if (by.Escape == '\0' || raw.IndexOf(by.Escape) < 0) return raw.ToString();
        var to = new StringBuilder(raw.Length);
        while (raw.Length > 0)
        {
            var at = raw.IndexOf(by.Escape);
            var end = at < 0 ? -1 : raw[(at + 1)..].IndexOf(by.Escape);
            if (end < 0)
            {
                to.Append(raw);
                break;
            }
            to.Append(raw[..at]);
            var code = raw.Slice(at + 1, end);
            if (Read(code, by, to)) raw = raw[(at + end + 2)..];
            else
            {
                // Not a sequence: this sign stands for itself, and the next one may begin one.
                to.Append(by.Escape);
                raw = raw[(at + 1)..];
            }
        }
        return to.ToString();
    }

    static bool Read(ReadOnlySpan<char> code, Delimiters by, StringBuilder to)
    {
        switch (code)
        {
            case "F": to.Append(by.Field); return true;
            case "S": to.Append(by.Component); return true;
            case "T": to.Append(by.Sub); return true;
            case "R": to.Append(by.Repetition); return true;
            case "E": to.Append(by.Escape); return true;
            case ".br" or ".sp" or ".fi" or ".nf" or ".ce": to.Append('\n'); return true;
            case "H" or "N": return true;
        }
        if (code.Length < 3 || code[0] != 'X' || code.Length % 2 == 0 || code[1..].ContainsAnyExcept("0123456789abcdefABCDEF")) return false;
        to.Append(Encoding.Latin1.GetString(Convert.FromHexString(code[1..])));
        return true;
    }
}
