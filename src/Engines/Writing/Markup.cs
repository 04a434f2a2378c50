using System.Text.RegularExpressions;

namespace LienY.Writing;

/// <summary>
/// Light markup that officers type: <c># I.</c>, <c>## 1.</c>, <c>### 1.1.</c>, <c>#### a)</c> headings (numbered where no number is typed), <c>- </c> and <c>+ </c> lists,
/// <c>| cell | cell |</c> tables whose first row is the head, <c>**bold line**</c>, <c>&gt; remark</c>, "Điều 1." with its number bold; every other line is a paragraph.
/// </summary>
public static partial class Markup
{
    const int MostColumns = 12;

    /// <summary>The blocks of a text; nothing is refused, what is not markup is words.</summary>
    public static IReadOnlyList<Block> Read(string text)
    {
        var blocks = new List<Block>();
        var lines = text.ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim()).ToList();
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (line.Length == 0) continue;
            if (line[0] == '|' && line.Length > 2)
            {
                var rows = lines.Skip(i).TakeWhile(l => l.StartsWith('|')).Select(Cells).ToList();
                blocks.Add(TableOf(rows));
                i += rows.Count - 1;
            }
            else if (ItemForm().Match(line) is { Success: true } item)
            {
                var mark = item.Groups[1].Value;
                var items = lines.Skip(i).Select(l => ItemForm().Match(l)).TakeWhile(m => m.Success && m.Groups[1].Value == mark).Select(m => m.Groups[2].Value).ToList();
                blocks.Add(new Bullets(items, mark));
                i += items.Count - 1;
            }
            else blocks.Add(Of(line));
        }
        return blocks;
    }

    static Block Of(string line)
    {
        if (HeadForm().Match(line) is { Success: true } head)
        {
            var (words, marker) = (head.Groups[2].Value, MarkerForm().Match(head.Groups[2].Value));
            return new Heading((HeadingLevel)(head.Groups[1].Length - 1), marker.Success ? words[marker.Length..] : words, marker.Success ? marker.Groups[1].Value : null);
        }
        if (line.StartsWith("> ", StringComparison.Ordinal)) return new Note(line[2..].Trim());
        if (line.Length > 4 && line.StartsWith("**", StringComparison.Ordinal) && line.EndsWith("**", StringComparison.Ordinal)) return new Paragraph(line[2..^2]) { Bold = true };
        return ArticleForm().Match(line) is { Success: true } article ? new Paragraph(line[article.Length..].Trim()) { Lead = article.Value.Trim() } : new Paragraph(line);
    }

    static Table TableOf(List<string[]> rows)
    {
        var head = rows[0];
        var ruled = rows.Count > 1 && rows[1].All(c => RuleForm().IsMatch(c));
        var aligns = ruled ? rows[1] : [];
        var body = rows.Skip(ruled ? 2 : 1).ToList();
        var columns = head.Take(MostColumns).Select((title, i) => new Column(title, Math.Clamp(body.Select(r => i < r.Length ? r[i].Length : 0).Append(title.Length).Max(), 4, 40), AlignOf(aligns.ElementAtOrDefault(i)))).ToList();
        return new(columns, [.. body.Select(r => Row.Of([.. r.Take(columns.Count), .. Enumerable.Repeat("", Math.Max(columns.Count - r.Length, 0))]))]) { Landscape = columns.Count > 7 };
    }

    static Align AlignOf(string? rule) => rule is null ? Align.Left : (rule.StartsWith(':'), rule.EndsWith(':')) switch { (true, true) => Align.Center, (false, true) => Align.Right, _ => Align.Left };

    static string[] Cells(string line) => [.. line.Trim('|').Split('|').Select(c => c.Trim())];

    [GeneratedRegex(@"^(#{1,4})\s+(.+)$")]
    private static partial Regex HeadForm();

    [GeneratedRegex(@"^([IVXLC]+\.|\d+(?:\.\d+)+\.?|\d+\.|[a-zđ]\))\s+")]
    private static partial Regex MarkerForm();

    [GeneratedRegex(@"^([-+])\s+(.+)$")]
    private static partial Regex ItemForm();

    [GeneratedRegex(@"^:?-{2,}:?$")]
    private static partial Regex RuleForm();

    [GeneratedRegex(@"^Điều \d+[a-zđ]?\.(?=\s|$)")]
    private static partial Regex ArticleForm();
}
