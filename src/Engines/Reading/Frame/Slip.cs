using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>The fields of a routing slip (phiếu giải quyết văn bản đến), blank ones as null.</summary>
static partial class Slip
{
    public static IReadOnlyList<SlipField> Fields(IReadOnlyList<Line> lines, DocumentPart part)
    {
        var fields = new List<SlipField>();
        for (var i = part.TitleAt + 1; i <= part.Last; i++)
        {
            var text = lines[i].Text;
            if (text.Length == 0) continue;
            var here = new LineSpan(lines[i].Number, lines[i].Number);
            if (Marker.Find(text) is { } marker) text = text[marker.Length..];
            if (NumberDay().IsMatch(lines[i].Folded))
            {
                fields.Add(new("Số, ngày văn bản", Filled(text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..]), here));
                continue;
            }
            if (lines[i].Folded.Contains("ngay", StringComparison.Ordinal) && DayPlace().Match(text) is { Success: true } day)
            {
                fields.Add(new("Ngày " + Filled(text[(day.Index + day.Length)..]), DayText.First(text) is null ? null : Filled(day.Value.TrimStart('N', 'n', 'g', 'à', 'y', ',', ' ')), here));
                continue;
            }
            var cut = text.IndexOfAny([':', ';']);
            if (cut < 0) cut = text.IndexOf("...", StringComparison.Ordinal);
            fields.Add(cut < 0 ? new(Filled(text) ?? text, null, here) : new(text[..cut].Trim(), Filled(text[(cut + 1)..]), here));
        }
        return fields;
    }

    static string? Filled(string text)
    {
        var value = text.Trim().Trim('.', '…', ';', ':', ' ', '_', ',').Trim();
        return value.Length == 0 || value is "nếu có" or "(nếu có)" ? null : value;
    }

    [GeneratedRegex(@"^so( di)?\s*:", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NumberDay();

    [GeneratedRegex(@"^Ngày[\s,.…_]*[\d.…_]*[\s,]*tháng[\s,]*[\d.…_]*[\s,]*năm[\s,]*[\d.…_]*", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex DayPlace();
}
