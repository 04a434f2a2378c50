using System.Text;
using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>Turns a digital PDF into lines: paragraphs, ruled and unruled tables with their cells, blocks that stand side by side one after the other.</summary>
sealed partial class PdfIntake(IReadOnlyList<PdfPage> pages)
{
    readonly Dictionary<(int, int), (double Left, double Right)> margins = Margins(pages);
    readonly List<(PdfParagraph? Text, PdfTable? Table)> items = [];

    /// <summary>The lines of a PDF; refuses what is locked, broken or a mere picture.</summary>
    public static SourceText Open(ReadOnlyMemory<byte> bytes, ReadingLimits limits, IReadOnlyList<ScannedPage>? scanned = null, IReadOnlyCollection<string>? names = null)
    {
        using var file = PdfFile.Open(bytes, limits);
        var read = file.Read(scanned);
        var pages = ScannedText.Of(read, names ?? []);
        var intake = new PdfIntake(pages);
        var running = Running(pages);
        foreach (var page in pages) intake.Read(page, running);
        return intake.Finish(limits) is var text && pages.Any(p => p.IsScan) ? text with { Warnings = [.. text.Warnings, .. ScannedText.Warnings(file.Scans, text.Printed)] } : text;
    }

    // Text at the edge of most pages (a running head, a file's name) is no part of the paper.
    static HashSet<string> Running(IReadOnlyList<PdfPage> pages) => pages.Count < 3 ? [] :
        [.. pages.SelectMany(p => PdfLine.Of(p.Words).Where(l => AtEdge(p, l)).Select(l => Key(l.Text)).Distinct()).GroupBy(k => k)
            .Where(g => g.Count() >= 3 && g.Count() * 2 > pages.Count).Select(g => g.Key)];

    static bool AtEdge(PdfPage page, PdfLine line) => line.Bottom < page.Height * 0.08 || line.Top > page.Height * 0.93;

    static string Key(string text) => Digits().Replace(text, "#");

    void Read(PdfPage page, HashSet<string> running)
    {
        var words = page.Words.ToList();
        var tables = PdfGrids.Of(page).Where(g => !IsFrame(g, words)).Select(g => new PlacedTable(g.Left, g.Top, g.Right, g.Bottom, PdfTable.Of(g, words))).ToList();
        var lines = PdfLine.Of(words).Where(l => !(AtEdge(page, l) && (running.Contains(Key(l.Text)) || PageNumber().IsMatch(l.Text)))).ToList();
        var (left, right) = margins[Size(page)];
        var first = true;
        // What a column leaves unfinished may go on in the next as on a new page.
        foreach (var region in PdfLayout.Of(lines, tables, left, right)) first = Read(region, first || region.GoesOn);
    }

    bool Read(PdfRegion region, bool first)
    {
        var pending = new List<PdfLine>();
        var (tables, table) = (region.Tables, 0);
        foreach (var line in region.Lines)
        {
            for (; table < tables.Count && tables[table].Top < line.Top; table++, first = false)
            {
                first = Text(pending, region, first);
                Add(tables[table].Table, first);
            }
            pending.Add(line);
        }
        first = Text(pending, region, first);
        for (; table < tables.Count; table++, first = false) Add(tables[table].Table, first);
        return first;
    }

    // A line around a page or a box around one text is no table.
    static bool IsFrame(PdfGrid grid, List<PdfWord> words) =>
        grid.Cells.Count(c => words.Exists(w => w.Middle > c.Left && w.Middle <= c.Right && w.Centre > c.Top && w.Centre <= c.Bottom)) < 2;

    void Add(PdfTable table, bool isFirst)
    {
        if (isFirst && items.Count > 0 && items[^1].Table is { } before && table.GoesOn(before)) before.Append(table);
        else items.Add((null, table));
    }

    bool Text(List<PdfLine> lines, PdfRegion region, bool first)
    {
        if (lines.Count == 0) return first;
        var (left, right) = (region.Left, region.Right);
        foreach (var part in PdfColumns.Split(lines, left, right))
        {
            if (part.Right is { } other)
            {
                foreach (var column in new[] { part.Lines, other })
                    foreach (var (text, words) in PdfColumns.Texts(column, column == part.Lines && PdfColumns.IsNation(other))) items.Add((new(text, false, false, words), null));
                first = false;
                continue;
            }
            var begin = 0;
            if (first && items.Count > 0 && items[^1].Table is { } above && PdfUnruled.Rest(above, part.Lines, out begin) is { } rest)
            {
                above.Append(rest);
                // What follows is still the first of its page: the table may go on with further rows.
            }
            for (var i = begin; i < part.Lines.Count;)
            {
                if (PdfUnruled.At(part.Lines, i, out var next) is { } table)
                {
                    Add(table, first);
                    (i, first) = (next, false);
                    continue;
                }
                var end = i + 1;
                while (end < part.Lines.Count && PdfUnruled.At(part.Lines, end, out _) is null) end++;
                foreach (var paragraph in PdfParagraphs.Of(part.Lines[i..end], left, right))
                {
                    if (first && items.Count > 0 && items[^1].Text is { } before && PdfParagraphs.GoesOn(before, paragraph))
                    {
                        var text = new StringBuilder(before.Text);
                        PdfParagraphs.Append(text, paragraph.Text);
                        items[^1] = (paragraph with { Text = text.ToString(), Words = [.. before.Words, .. paragraph.Words] }, null);
                    }
                    else items.Add((paragraph, null));
                    first = false;
                }
                i = end;
            }
        }
        lines.Clear();
        return first;
    }

    // Where full lines begin and end, over all pages of this size; tables count where there is little text.
    static Dictionary<(int, int), (double Left, double Right)> Margins(IReadOnlyList<PdfPage> pages) => pages.GroupBy(Size).ToDictionary(g => g.Key, g =>
    {
        var wide = g.SelectMany(p => PdfLine.Of(p.Words)).Where(l => l.Right - l.Left > g.First().Width * 0.4).ToList();
        return wide.Count < 3 ? (g.First().Width * 0.14, g.First().Width * 0.93) : (wide.Min(l => l.Left), wide.Max(l => l.Right));
    });

    static (int, int) Size(PdfPage page) => ((int)page.Width / 10, (int)page.Height / 10);

    SourceText Finish(ReadingLimits limits)
    {
        var lines = new List<SourceLine>();
        var printed = PrintedText.Of(pages.Select(p => new PrintedPage(p.Number, p.Width, p.Height, p.IsScan)));
        foreach (var (text, table) in items)
        {
            if (text is not null)
            {
                lines.Add(new(lines.Count + 1, text.Text));
                printed.With(lines.Count, text.Words);
            }
            else
            {
                foreach (var (row, words) in table!.Rows.Zip(table.Words))
                {
                    lines.Add(new(lines.Count + 1, string.Join('\t', row.SelectMany(c => Enumerable.Repeat("", c.Span - 1).Prepend(c.Text))), row));
                    printed.With(lines.Count, words);
                }
                lines.Add(new(lines.Count + 1, ""));
            }
            if (lines.Count > limits.Lines)
                throw new ReadingRefusal("too-many-lines", $"Văn bản có hơn {limits.Lines} dòng.", "Hãy tách tệp rồi nhập từng phần.");
        }
        return OldEncodings.Whole(pages.Any(p => p.IsScan) ? "scan" : "pdf", lines) with { Printed = printed };
    }

    [GeneratedRegex(@"\d+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Digits();

    [GeneratedRegex(@"^(?:[Tt]rang\s*)?[-–]?\s*\d{1,4}\s*(?:[-–/]\s*\d{0,4})?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PageNumber();
}
