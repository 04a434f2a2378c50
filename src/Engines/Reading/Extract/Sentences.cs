using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>Cuts a block into sentences: at semicolons, and at full stops that end no abbreviation.</summary>
static partial class Sentences
{
    public static IEnumerable<(int Start, int End)> Of(string text)
    {
        var start = 0;
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '(') depth++;
            if (text[i] == ')') depth = Math.Max(0, depth - 1);
            var ends = text[i] == ';' && depth == 0
                || text[i] is '.' or '!' or '?' && (i + 1 == text.Length || text[i + 1] == ' ' && i + 2 < text.Length && !char.IsLower(text[i + 2]) && !Abbreviation().IsMatch(text[Math.Max(start, i - 8)..i]));
            if (!ends) continue;
            if (i > start) yield return (start, i);
            start = i + 1;
            while (start < text.Length && text[start] == ' ') start++;
        }
        if (start < text.Length) yield return (start, text.Length);
    }

    [GeneratedRegex(@"(?:^|[\s(])(?:TP|TT|TX|TS|ThS|BS|PGS|GS|CN|DS|P|Q|St|Dr|vv|v\.v|T|H|KT|TM|NXB|Mr|Ms|CKI{0,2}|\d{1,2})$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Abbreviation();
}
