using LienY.Kernel;
using LienY.Reading;
using LienY.Sheets;

namespace LienY.Plans;

/// <summary>Sheets of a workbook as annexes of a plan: merged cells kept, hidden sheets, rows and columns left out, numbers and days as Vietnamese papers write them.</summary>
static class SheetAnnexes
{
    const int MostSheets = 40;

    /// <summary>The sheets of all workbooks, in order; refuses broken, hostile and macro files by name.</summary>
    public static IReadOnlyList<AnnexSheet> Read(IReadOnlyList<GivenAnnex> annexes) => [.. annexes.SelectMany(Read).Take(MostSheets)];

    static List<AnnexSheet> Read(GivenAnnex annex)
    {
        try
        {
            using var book = WorkbookReader.Open(new MemoryStream(annex.Content, writable: false));
            if (book.HasMacros) throw Refused(Words.Key("Bảng tính “{0}” có chứa macro nên không được nhập. Xin lưu lại dạng .xlsx không macro."), annex.FileName);
            return [.. book.SheetNames.Select(n => (Name: n, Layout: book.Layout(n))).Where(s => !s.Layout.IsHidden).Select(s => Sheet(s.Name, s.Layout, [.. book.Rows(s.Name)])).Where(s => s.Rows.Count > 0)];
        }
        catch (TableFault fault)
        {
            throw Refused(Words.Key("Không đọc được bảng tính “{0}”. {1}"), annex.FileName, fault.Message);
        }
    }

    static Refusal Refused(string message, params object[] args) => new(RefusalKind.Invalid, message, args) { Code = "annex", Field = "annex" };

    static AnnexSheet Sheet(string name, SheetLayout layout, List<TableRow> rows)
    {
        var shown = rows.Where(r => !layout.HiddenRows.Contains(r.Number)).ToList();
        var begun = layout.Merges.ToDictionary(m => (m.Top, m.Left), m => m);
        bool Covered(int row, int column) => layout.Merges.Any(m => row >= m.Top && row <= m.Bottom && column >= m.Left && column <= m.Right && (row, column) != (m.Top, m.Left));
        var width = shown.Count == 0 ? 0 : shown.Max(r => r.Cells.Count);
        var found = new List<IReadOnlyList<AnnexCell>>();
        foreach (var row in shown)
        {
            var cells = new List<AnnexCell>();
            for (var c = 0; c < width; c++)
            {
                if (layout.HiddenColumns.Contains(c) || Covered(row.Number, c)) continue;
                var text = Text(row[c]);
                cells.Add(begun.TryGetValue((row.Number, c), out var m)
                    ? new(text, Enumerable.Range(m.Left, m.Right - m.Left + 1).Count(k => !layout.HiddenColumns.Contains(k)), Math.Max(1, shown.Count(r => r.Number >= m.Top && r.Number <= m.Bottom)))
                    : new(text));
            }
            found.Add(cells);
        }
        return new(name, found, rows.Count - shown.Count);
    }

    // A year or an ordinal stands without a dot; an amount with one.
    static string Text(Cell cell) => cell switch
    {
        { Day: { } day } => Say.Day(day),
        { Number: { } n, IsPercent: true } => (n * 100).ToString("0.####", Say.Vietnam) + "%",
        { Number: { } n } => n.ToString(Math.Abs(n) < 10_000 && n == decimal.Truncate(n) ? "0" : "#,##0.####", Say.Vietnam),
        _ => cell.ToString().Trim().Replace("\r\n", "\u2028", StringComparison.Ordinal).Replace('\n', '\u2028'),
    };
}
