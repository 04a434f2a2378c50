using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>Splits a cell into the units it names, without cutting "TTYT huyện, thành phố" in two.</summary>
static partial class UnitNames
{
    public static IReadOnlyList<string> Split(IReadOnlyList<string> items)
    {
        var found = new List<string>();
        foreach (var item in items)
            foreach (var part in Cut(item.Trim().TrimEnd(';', '.', ',', ' '), ';'))
                foreach (var unit in ByComma(part)) found.Add(unit);
        return [.. found.Select(Neat).Where(u => u.Length > 1)];
    }

    static List<string> ByComma(string text)
    {
        var units = new List<string>();
        foreach (var piece in Cut(text, ','))
        {
            if (units.Count > 0 && !Begins(piece)) units[^1] += ", " + piece;
            else units.AddRange(And().Split(piece));
        }
        return units;
    }

    static bool Begins(string piece) => piece.Length > 0 && (char.IsUpper(piece[0]) || piece.StartsWith("các ", StringComparison.Ordinal) || LowerOrgan().IsMatch(piece));

    // Cuts outside parentheses only.
    static List<string> Cut(string text, char at)
    {
        var parts = new List<string>();
        int depth = 0, start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '(') depth++;
            else if (text[i] == ')') depth = Math.Max(0, depth - 1);
            else if (text[i] == at && depth == 0)
            {
                parts.Add(text[start..i].Trim());
                start = i + 1;
            }
        }
        parts.Add(text[start..].Trim());
        parts.RemoveAll(p => p.Length == 0);
        return parts;
    }

    static string Neat(string unit) => Role().Replace(unit.Trim(), "").TrimEnd(';', ',', ' ').TrimEnd('.') is var s && s.EndsWith(" TP", StringComparison.Ordinal) ? s + "." : s;

    [GeneratedRegex(@"\s+(?:và|&)\s+(?=(?:các )?(?:Sở|SYT|BV|Bệnh viện|Trung tâm|TTYT|UBND|Phòng|Khoa|Ban|Chi cục|Viện|Trường|Hội|Đại học|Cục|Bộ)\b)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex And();

    [GeneratedRegex(@"^(bệnh viện|trung tâm|phòng|khoa|sở|trạm|đơn vị|cơ quan|ủy ban|chi cục|ban)\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LowerOrgan();

    [GeneratedRegex(@"^(?:[-+•]\s*)?(?:Đơn vị |Cơ quan )?(?:[Cc]hủ trì|[Pp]hối hợp)\s*:\s*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Role();
}
