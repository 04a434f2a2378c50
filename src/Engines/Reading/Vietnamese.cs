using System.Globalization;
using System.Text;

namespace LienY.Reading;

static class Vietnamese
{
    /// <summary>Lower case without marks, đ as d; every char keeps its place.</summary>
    public static string Fold(string text) => string.Create(text.Length, text, static (to, from) =>
    {
        for (var i = 0; i < from.Length; i++) to[i] = Fold(from[i]);
    });

    public static char Fold(char c)
    {
        if (c < 0x80) return char.ToLowerInvariant(c);
        if (c is 'đ' or 'Đ' or 'ð') return 'd';
        if (c is '–' or '—' or '−' or '‑' or '‐') return '-';
        if (c is '\u00a0' or '\u2028') return ' ';
        if (char.IsSurrogate(c)) return c;
        var parts = c.ToString().Normalize(NormalizationForm.FormD);
        return char.ToLowerInvariant(parts[0]);
    }

    public static string Lower(string text) => string.Create(text.Length, text, static (to, from) =>
    {
        for (var i = 0; i < from.Length; i++) to[i] = char.ToLowerInvariant(from[i]);
    });

    public static string Squeeze(string text)
    {
        var to = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                if (to.Length > 0 && to[^1] != ' ') to.Append(' ');
            }
            // Marks without width part no words.
            else if (c is not ('\u00ad' or '\u200b' or '\u200c' or '\u200d' or '\u2060' or '\ufeff')) to.Append(Plain(c));
        }
        return to.ToString().Trim();
    }

    // Full-width signs and odd hyphens as a keyboard writes them.
    static char Plain(char c) => c switch
    {
        >= '\uff01' and <= '\uff5e' => (char)(c - 0xfee0),
        '\u2010' or '\u2011' => '-',
        '\u2a7e' or '\u2267' => '≥',
        '\u2a7d' or '\u2266' => '≤',
        _ => c,
    };

    public static bool IsCaps(string text)
    {
        int upper = 0, lower = 0;
        foreach (var c in text)
        {
            if (char.IsUpper(c)) upper++;
            else if (char.IsLower(c)) lower++;
        }
        return upper >= 2 && lower == 0;
    }

    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    public static string Uncapital(string text) =>
        text.Length > 1 && char.IsUpper(text[0]) && !char.IsUpper(text[1]) && !char.IsDigit(text[1]) && !ProperStart(text)
            ? char.ToLowerInvariant(text[0]) + text[1..] : text;

    static bool ProperStart(string text)
    {
        var next = text.IndexOf(' ', StringComparison.Ordinal);
        return next > 0 && next + 1 < text.Length && char.IsUpper(text[next + 1]);
    }

    public static string[] Words(string text) =>
        text.Split([' ', '\t', '\n', ',', ';', '.', ':', '(', ')', '"', '“', '”', '/', '-', '–', '\u2028'],
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>A number in Vietnamese writing: 1.320 is a thousand and more, 24,4 a decimal; null when it is none.</summary>
    public static decimal? Number(string text)
    {
        var s = text.Trim().Replace("\u00a0", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        if (s.Length is 0 or > 24 || !char.IsDigit(s[0])) return null;
        var comma = s.Count(c => c == ',');
        var dots = s.Count(c => c == '.');
        if (comma == 0 && dots > 0)
        {
            var groups = s.Split('.');
            var thousands = groups.Skip(1).All(g => g.Length == 3) && groups[0].Length is >= 1 and <= 3 && groups[0] != "0";
            if (thousands) s = string.Concat(groups);
            else if (dots > 1) return null;
        }
        else if (comma > 0 && dots == 0)
        {
            var groups = s.Split(',');
            if (comma > 1)
            {
                if (!groups.Skip(1).All(g => g.Length == 3)) return null;
                s = string.Concat(groups);
            }
            else s = s.Replace(',', '.');
        }
        else if (comma > 0)
        {
            s = s.LastIndexOf(',') > s.LastIndexOf('.')
                ? s.Replace(".", "", StringComparison.Ordinal).Replace(',', '.')
                : s.Replace(",", "", StringComparison.Ordinal);
        }
        return decimal.TryParse(s, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    public static string Show(decimal value)
    {
        var text = value.ToString("#,##0.####", CultureInfo.InvariantCulture);
        return text.Replace(',', '\u0001').Replace('.', ',').Replace('\u0001', '.');
    }
}
