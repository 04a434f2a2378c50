using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>A budget table whose cells were flattened to lines of their own: rows rebuilt from the running number and the line of figures.</summary>
static partial class FlattenedTable
{
    /// <summary>Whether a line is the head of a flattened table.</summary>
    public static bool IsHead(Line line) => line.Cells is null && line.Text.Length < 90 && Head().IsMatch(line.Folded);

    /// <summary>Index of the head in a list of lines, or null.</summary>
    public static int? Find(IReadOnlyList<Line> lines)
    {
        for (var i = 0; i < lines.Count; i++)
            if (IsHead(lines[i]) && lines.Skip(i + 1).Any(l => l.Text is "1" || l.Text.StartsWith("1 ", StringComparison.Ordinal))) return i;
        return null;
    }

    public static void Read(ReadDocument document, AnnexBody annex, Harvest harvest)
    {
        if (Find(annex.Lines) is not { } head) return;
        var lines = annex.Lines;
        var first = head + 1;
        while (first < lines.Count && !RowStart(lines[first], 1)) first++;
        var header = string.Join(' ', Enumerable.Range(head, first - head).Select(i => lines[i].Text).Where(t => t.Length > 0));
        var columns = Columns(header);
        var span = new LineSpan(lines[head].Number, lines.Last(l => l.Text.Length > 0).Number);
        harvest.Warn("table-flattened", "Bảng đã bị trải phẳng thành từng dòng (mất cột); các hàng được dựng lại theo số thứ tự, cần đối chiếu bản gốc.", span);
        var rows = Rows(lines, first, columns.Count);
        var id = Harvest.Id("T", harvest.Tables.Count);
        var headers = columns.Select(c => c.Header).Prepend("Nội dung").Prepend("TT").Append("Ghi chú").ToList();
        harvest.Tables.Add(new(id, document.Id, columns.Count > 0 ? "budget" : "other", annex.Annex.Title ?? annex.Annex.Label, headers,
            [.. rows.Select(r => new TableSourceRow([r.Mark, r.Label, .. r.Amounts.Select(a => a is { } v ? Vietnamese.Show(v) : ""), r.Source ?? ""], r.Lines))], span));
        if (columns.Count > 0) BudgetRows.Add(document.Id, id, Money.UnitIn(header), columns, rows, span, harvest);
    }

    static List<BudgetColumn> Columns(string header)
    {
        var columns = new List<BudgetColumn>();
        var group = GroupHead().Match(header) is { Success: true } g ? g.Value + " | " : "";
        foreach (Match m in YearOrTotal().Matches(header))
            columns.Add(m.Groups[1].Success ? new(group + "Năm " + m.Groups[1].Value, DayText.Int(m.Groups[1].Value), false, null) : new(group + m.Value, null, true, null));
        if (columns.Count == 0 && Money.UnitIn(header) is not null) columns.Add(new("Kinh phí", null, false, null));
        if (columns.Count == 1) columns[0] = columns[0] with { IsTotal = false };
        return columns;
    }

    static List<BudgetRowCells> Rows(IReadOnlyList<Line> lines, int from, int columns)
    {
        var rows = new List<BudgetRowCells>();
        var at = from;
        var expected = 1;
        while (at < lines.Count)
        {
            var total = TotalRow().Match(lines[at].Text);
            if (lines[at].Text.Length > 0 && total.Success)
            {
                var figures = Figures(total.Groups[2].Value);
                rows.Add(new("", total.Groups[1].Value.Trim(), null, Place(figures, columns), new(lines[at].Number, lines[at].Number)));
                at++;
                continue;
            }
            if (!RowStart(lines[at], expected)) { at++; continue; }
            var end = at + 1;
            while (end < lines.Count && !RowStart(lines[end], expected + 1) && !TotalRow().IsMatch(lines[end].Text)) end++;
            rows.Add(One(lines, at, end, columns, expected));
            expected++;
            at = end;
        }
        return rows;
    }

    static BudgetRowCells One(IReadOnlyList<Line> lines, int at, int end, int columns, int number)
    {
        var mark = DayTextNumber(number);
        var label = new List<string>();
        var note = new List<string>();
        IReadOnlyList<decimal?> amounts = Place([], columns);
        var rest = lines[at].Text[mark.Length..].Trim();
        if (rest.Length > 0) label.Add(rest);
        var figured = false;
        var last = at;
        for (var i = at + 1; i < end; i++)
        {
            var text = lines[i].Text;
            if (text.Length == 0)
            {
                // Blank cells of a row without figures leave a line of blanks.
                if (lines[i].Width == 0 && !figured && label.Count > 0 && i + 1 < end && StartsSource(lines, i + 1, end)) figured = true;
                continue;
            }
            last = i;
            if (!figured && Figures(text) is { Count: > 0 } figures)
            {
                amounts = Place(figures, columns);
                figured = true;
            }
            else if (figured) note.Add(text);
            else label.Add(text);
        }
        return new(mark, string.Join(' ', label), note.Count == 0 ? null : string.Join(' ', note), amounts, new(lines[at].Number, lines[last].Number));
    }

    static bool StartsSource(IReadOnlyList<Line> lines, int from, int end)
    {
        for (var i = from; i < end; i++)
            if (lines[i].Text.Length > 0) return char.IsUpper(lines[i].Text[0]) && (SourceStart().IsMatch(lines[i].Folded));
        return false;
    }

    static string DayTextNumber(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    static bool RowStart(Line line, int number)
    {
        var mark = DayTextNumber(number);
        return line.Text == mark || (line.Text.StartsWith(mark + " ", StringComparison.Ordinal) && line.Text.Length > mark.Length + 1 && char.IsUpper(line.Text[mark.Length + 1]));
    }

    static List<decimal> Figures(string text)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var values = parts.Select(Vietnamese.Number).ToList();
        return parts.Length > 0 && values.TrueForAll(v => v is not null) ? [.. values.Select(v => v!.Value)] : [];
    }

    // A single figure of a row with several columns is its total; any other shortfall stays blank rather than guessed.
    static IReadOnlyList<decimal?> Place(List<decimal> figures, int columns)
    {
        var row = new decimal?[columns];
        if (figures.Count == columns)
            for (var i = 0; i < columns; i++) row[i] = figures[i];
        else if (figures.Count == 1 && columns > 0) row[^1] = figures[0];
        return row;
    }

    [GeneratedRegex(@"^s?tt\s+(noi dung|hang muc|ten|nhiem vu|hoat dong|danh muc|cong viec)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Head();

    [GeneratedRegex(@"Năm\s+((?:19|20)\d\d)|Tổng(?: cộng| số)?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex YearOrTotal();

    [GeneratedRegex(@"(Kinh phí|Dự toán|Số tiền)\s*(\([^)]*\))?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex GroupHead();

    [GeneratedRegex(@"^(Tổng cộng|Tổng số|Cộng|Tổng)\s*:?\s*([\d.,\s]*)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex TotalRow();

    [GeneratedRegex(@"^(nguon|ngan sach|nsnn|xa hoi|von|bhyt|thu su nghiep)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SourceStart();
}
