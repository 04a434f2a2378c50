using LienY.Writing;

namespace LienY.DemoDocuments;

/// <summary>Compact source of a plan's content: "#" to "####" are headings by depth, "-" a list item, "*" a phase, any other line a paragraph.</summary>
static class PlanText
{
    /// <summary>The blocks of a source text.</summary>
    public static IReadOnlyList<Block> Blocks(string source)
    {
        var blocks = new List<Block>();
        var items = new List<string>();
        foreach (var line in source.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).Append(""))
        {
            if (line.StartsWith("- ", StringComparison.Ordinal))
            {
                items.Add(line[2..]);
                continue;
            }
            if (items.Count > 0)
                blocks.Add(new Bullets([.. items]));
            items.Clear();
            var depth = line.TakeWhile(letter => letter == '#').Count();
            if (depth > 0)
                blocks.Add(new Heading((HeadingLevel)(depth - 1), line[depth..].Trim()));
            else if (line.Length > 0)
                blocks.Add(new Paragraph(line) { Italic = line[0] == '*' });
        }
        return blocks;
    }

    /// <summary>The six-column table of activities most cooperation plans carry; rows are cells parted by "|", the number counted.</summary>
    public static Table Activities(string source) => new(
        [new("STT", 0.5, Align.Center), new("Nội dung thực hiện", 2.6), new("Thời gian", 1.4, Align.Center), new("Đơn vị chủ trì", 1.5), new("Đơn vị phối hợp", 2.6), new("Sản phẩm", 2.6)],
        [.. source.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)
            .Select((line, i) => Row.Of([$"{i + 1}", .. line.Split('|').Select(cell => cell.Trim().Replace("; ", ";\n", StringComparison.Ordinal))]))]);
}
