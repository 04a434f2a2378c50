using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>Money in running text: totals, "trong đó", sources, years, and words beside digits.</summary>
static partial class BudgetProse
{
    public static void Read(ReadDocument document, Harvest harvest)
    {
        (BudgetRow Total, List<BudgetRow> Parts, int Rank)? open = null;
        foreach (var block in document.Blocks.Where(b => b.Rows is null && b.Text.Length > 0))
        {
            if (block.Zone is Zone.Bases or Zone.Front or Zone.Situation) continue;
            var rank = block.Marker?.Rank ?? 100;
            if (open is { } o && block.Marker is { IsBullet: false } && rank <= o.Rank) open = Close(open, harvest);
            var from = 0;
            foreach (var (start, end, amount, unit) in Money.In(block.Text))
            {
                var before = block.Text[from..start];
                from = end;
                if (WordsBefore().IsMatch(before) || before.Count(c => c == '(') > before.Count(c => c == ')') && block.Zone != Zone.Budget) continue;
                if (block.Zone != Zone.Budget && !MoneyLead().IsMatch(Vietnamese.Fold(before))) continue;
                var label = Label(before, block);
                var opens = open is null && (block.Text.Contains("trong đó", StringComparison.OrdinalIgnoreCase) && !before.Contains("trong đó", StringComparison.OrdinalIgnoreCase) || ListAfter().IsMatch(block.Text[end..]));
                var total = opens || TotalLead().IsMatch(Vietnamese.Fold(label));
                var year = PeriodText.In(label).Where(p => p.Period is { From: { } f, To: { } t } && f.Year == t.Year).Select(p => (int?)p.Period.From!.Value.Year).FirstOrDefault();
                var source = BudgetTable.SourceName().IsMatch(Vietnamese.Fold(label)) && !total;
                var row = new BudgetRow
                {
                    Id = Harvest.Id("B", harvest.Budgets.Count),
                    Label = label,
                    Axis = total ? "total" : source ? "source" : year is not null ? "year" : "item",
                    Year = year,
                    Total = total,
                    Amount = amount,
                    Unit = unit,
                    AmountVnd = Money.InDong(amount, unit),
                    Source = source ? label : null,
                    Document = document.Id,
                    Lines = block.Span(start, end),
                };
                harvest.Budgets.Add(row);
                if (total && open is null && Above(block, row, harvest, document.Id) is { Count: >= 2 } listed) Close((row, listed, rank), harvest);
                InWords(block, end, row, harvest);
                if (total)
                {
                    Close(open, harvest);
                    open = (row, [], rank);
                }
                else open?.Parts.Add(row);
            }
        }
        Close(open, harvest);
    }

    // A total after its parts: the amounts of the same section that stand right above it.
    static List<BudgetRow> Above(Block block, BudgetRow row, Harvest harvest, string document)
    {
        if (!LastTotal().IsMatch(Vietnamese.Fold(row.Label))) return [];
        var parts = harvest.Budgets.Where(b => b.Document == document && b.Table is null && !ReferenceEquals(b, row) && b.Lines.First < row.Lines.First
            && block.Parent is not null && b.Lines.First > block.Parent.Lines.Last).ToList();
        return parts.Exists(p => p.Total) ? [] : [.. parts.Select(p => p with { Axis = "item" })];
    }

    static string Label(string before, Block block)
    {
        var s = Vietnamese.Squeeze(before);
        var cut = s.LastIndexOfAny([';', '(']);
        if (cut >= 0 && cut + 1 < s.Length) s = s[(cut + 1)..];
        s = Lead().Replace(s, "");
        s = Tail().Replace(s, "").Trim(' ', ',', ':', ';', '.', '-', ')');
        if (s.Length == 0) s = block.Parent?.Text.TrimEnd(':', '.') ?? "Kinh phí";
        return s.Length > 200 ? s[^200..] : s;
    }

    static (BudgetRow, List<BudgetRow>, int)? Close((BudgetRow Total, List<BudgetRow> Parts, int Rank)? open, Harvest harvest)
    {
        if (open is not { } o || o.Parts.Count < 2 || o.Total.AmountVnd is not { } total) return null;
        // Sources and years may each add up to the same total; every axis is checked by itself.
        foreach (var axis in o.Parts.GroupBy(p => p.Axis))
        {
            var parts = axis.Where(p => p.AmountVnd is not null).ToList();
            if (parts.Count < 2) continue;
            var sum = parts.Sum(p => p.AmountVnd!.Value);
            var ok = sum == total;
            var span = new LineSpan(o.Total.Lines.First, parts.Max(p => p.Lines.Last));
            harvest.Checks.Add(new("budget-parts-sum", $"{o.Total.Label}: các khoản cộng lại {Vietnamese.Show(sum)} đồng, tổng ghi {Vietnamese.Show(total)} đồng", ok, span));
            if (!ok) harvest.Warn("budget-parts-sum", $"“{o.Total.Label}”: các khoản thành phần cộng lại {Vietnamese.Show(sum)} đồng nhưng văn bản ghi tổng {Vietnamese.Show(total)} đồng.", span);
        }
        return null;
    }

    static void InWords(Block block, int end, BudgetRow row, Harvest harvest)
    {
        var m = InWordsMark().Match(block.Text, end);
        if (!m.Success || m.Index - end > 12 || NumberWords.Read(m.Groups[1].Value.Replace("./.", "", StringComparison.Ordinal)) is not { } words || row.AmountVnd is not { } digits) return;
        var ok = words == digits;
        harvest.Checks.Add(new("words-digits", $"{row.Label}: bằng chữ {Vietnamese.Show(words)}, bằng số {Vietnamese.Show(digits)} đồng", ok, row.Lines));
        if (!ok) harvest.Warn("words-digits", $"“{row.Label}”: số tiền bằng chữ ({Vietnamese.Show(words)} đồng) khác số tiền bằng số ({Vietnamese.Show(digits)} đồng).", row.Lines);
    }

    [GeneratedRegex(@"^\s*(?:\([^()]{0,200}\)\s*)?:\s*(?:\S|$)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ListAfter();

    [GeneratedRegex(@"^(tong )?cong\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LastTotal();

    [GeneratedRegex(@"[Bb]ằng chữ", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex WordsBefore();

    [GeneratedRegex(@"(?:\(?\s*[Bb]ằng chữ\s*(?:là\s*)?:?\s*|\((?=\p{Lu}))([^).;]{3,200})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex InWordsMark();

    [GeneratedRegex(@"kinh phi|du toan|ngan sach|nguon|tong so tien|tri gia|tong tien", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex MoneyLead();

    [GeneratedRegex(@"^(du kien )?(tong|cong)\b|\btong (kinh phi|du toan|so|nhu cau|muc)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TotalLead();

    [GeneratedRegex(@"^(?:[,.;:\s]|và\s|trong đó\s*:?|gồm\s*:?|\+|-)+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Lead();

    [GeneratedRegex(@"(?:\s(?:là|khoảng|dự kiến|ước|với số tiền|số tiền|trị giá|không quá|:))+\s*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Tail();
}
