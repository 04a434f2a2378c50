using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>Counts that contradict themselves: digits against the words in brackets behind them, a total against the parts listed under it.</summary>
static partial class CountChecks
{
    public static void Run(IReadOnlyList<ReadDocument> documents, Harvest harvest)
    {
        foreach (var document in documents.Where(d => !d.Part.IsSlip))
        {
            foreach (var block in document.Blocks.Where(b => b.Rows is null && b.Text.Length > 0))
            {
                Words(block.Text, (start, end) => block.Span(start, end), harvest);
                Listed(block, harvest);
            }
            foreach (var line in document.Lines.Where(l => l.Cells is not null)) Words(line.Text, (_, _) => new(line.Number, line.Number), harvest);
            Below(document, harvest);
        }
    }

    // "06 (bảy) đợt"; money in words has a check of its own.
    static void Words(string text, Func<int, int, LineSpan> at, Harvest harvest)
    {
        foreach (Match m in DigitsAndWords().Matches(text))
        {
            if (Vietnamese.Number(m.Groups[1].Value) is not { } digits || NumberWords.Read(m.Groups[2].Value) is not { } words || words == digits) continue;
            harvest.Warn("words-digits", $"“{m.Value}”: bằng số là {Vietnamese.Show(digits)}, bằng chữ là {Vietnamese.Show(words)}.", at(m.Index, m.Index + m.Length));
        }
    }

    // "12 lớp, gồm: 05 lớp hồi sức, 06 lớp nhi": the parts in the same paragraph.
    static void Listed(Block block, Harvest harvest)
    {
        foreach (Match m in Parts().Matches(block.Text))
        {
            var figures = Figures.In(block.Text, Masks.Of(block.Text)).Where(f => !f.IsRate && f.High is null && f.Fraction is null).ToList();
            if (figures.LastOrDefault(f => f.End <= m.Index + 1) is not { Unit: { } unit } total) continue;
            var end = Sentences.Of(block.Text).Where(s => s.Start <= m.Index).Select(s => s.End).DefaultIfEmpty(block.Text.Length).Last();
            if (m.Value.EndsWith(':')) end = block.Text.Length;
            var parts = figures.Where(f => f.Start >= m.Index + m.Length && f.End <= end && Same(f.Unit, unit)).ToList();
            if (parts.Count >= 2) Compare(total, [.. parts.Select(p => (p.Value, block.Span(p.Start, p.End)))], block.Span(total.Start, total.End), block.Text, IsWhole(m.Value), harvest);
        }
    }

    // The parts as items of their own below a line that ends in a colon.
    static void Below(ReadDocument document, Harvest harvest)
    {
        var blocks = document.Blocks.ToList();
        for (var i = 0; i + 2 < blocks.Count; i++)
        {
            if (blocks[i].Rows is not null || blocks[i].Marker is not { } marker || !blocks[i].Text.EndsWith(':')) continue;
            var figures = Figures.In(blocks[i].Text, Masks.Of(blocks[i].Text)).Where(f => !f.IsRate && f.High is null && f.Unit is not null).ToList();
            if (figures.Count != 1) continue;
            var parts = new List<(decimal, LineSpan)>();
            for (var k = i + 1; k < blocks.Count && blocks[k].Marker is { } own && own.Rank > marker.Rank; k++)
                if (Figures.In(blocks[k].Text, Masks.Of(blocks[k].Text)).FirstOrDefault(f => !f.IsRate && f.High is null) is { } part && Same(part.Unit, figures[0].Unit!)) parts.Add((part.Value, blocks[k].Lines));
                else parts.Add((-1, default));
            if (parts.Count >= 2 && parts.TrueForAll(p => p.Item1 >= 0)) Compare(figures[0], parts, blocks[i].Lines, blocks[i].Text, IsWhole(blocks[i].Text), harvest);
        }
    }

    static void Compare(Figure total, List<(decimal Value, LineSpan Lines)> parts, LineSpan lines, string text, bool isWhole, Harvest harvest)
    {
        var sum = parts.Sum(p => p.Value);
        // "trong đó" may name only some of the parts.
        if (sum == total.Value || sum < total.Value && !isWhole) return;
        harvest.Warn("count-parts-sum", $"“{Cut(text, total)}”: ghi {Vietnamese.Show(total.Value)} {total.Unit}, các phần cộng lại {Vietnamese.Show(sum)} ({string.Join(" + ", parts.Select(p => Vietnamese.Show(p.Value)))}).",
            lines, [.. parts.Select(p => p.Lines).Distinct()]);
    }

    static string Cut(string text, Figure figure) => text[Math.Max(0, text.LastIndexOf(' ', Math.Max(0, figure.Start - 30)))..Math.Min(text.Length, figure.End + 30)].Trim();

    static bool Same(string? a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    static bool IsWhole(string words) => Whole().IsMatch(words);

    [GeneratedRegex(@"(?<![\d.,/])(\d{1,3}(?:\.\d{3})+|\d{1,6})\s*\(\s*(\p{L}+(?:\s\p{L}+){0,8})\s*\)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DigitsAndWords();

    [GeneratedRegex(@"[,;:(]\s*(?:trong đó|bao gồm|gồm|chia ra|cụ thể)(?:\s+có)?\s*:?", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Parts();

    [GeneratedRegex(@"gồm|chia ra|cụ thể", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Whole();
}
