namespace LienY.Reading;

/// <summary>A sheet of a workbook that comes with a plan as its annex: its rows with what is hidden left out; Hidden says how many rows that were.</summary>
public sealed record AnnexSheet(string Name, IReadOnlyList<IReadOnlyList<AnnexCell>> Rows, int Hidden)
{
    /// <summary>The text of a file with sheets behind it, each as an annex with its table.</summary>
    internal static SourceText Append(SourceText source, IReadOnlyList<AnnexSheet> sheets)
    {
        if (sheets.Count == 0) return source;
        var lines = source.Lines.ToList();
        var warnings = source.Warnings.ToList();
        foreach (var sheet in sheets)
        {
            // Titles stand above the table in single cells.
            var table = sheet.Rows.TakeWhile(r => r.Count(c => c.Text.Length > 0) <= 1).Count();
            var titles = sheet.Rows.Take(table).SelectMany(r => r).Select(c => Vietnamese.Squeeze(c.Text)).Where(t => t.Length > 0).ToList();
            var first = lines.Count + 1;
            void Add(string text) => lines.Add(new(lines.Count + 1, text));
            Add("");
            if (!titles.Exists(t => Vietnamese.Fold(t).StartsWith("phu luc", StringComparison.Ordinal) || Vietnamese.Fold(t).StartsWith("bieu", StringComparison.Ordinal))) Add("PHỤ LỤC: " + sheet.Name);
            foreach (var title in titles) Add(title);
            MarkupTable.Add([.. sheet.Rows.Skip(table).Select(r => r.Select(c => new MarkupCell(c.Text, c.Columns, c.Rows)).ToList())], lines);
            if (sheet.Hidden > 0)
                warnings.Add(new("rows-hidden", $"Trang tính “{sheet.Name}” có {sheet.Hidden} hàng ẩn, không được đọc. Xin mở tệp gốc nếu cần các hàng đó.", new(first, first), []));
        }
        return source with { Lines = lines, Warnings = warnings };
    }
}

/// <summary>A cell of such a sheet, and how many columns and rows it covers; covered cells are not stated again.</summary>
public sealed record AnnexCell(string Text, int Columns = 1, int Rows = 1);
