using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>Rows of a budget table: by item, by year, by source, with its totals checked.</summary>
static partial class BudgetTable
{
    public static void Read(TableContext table, Harvest harvest)
    {
        var grid = table.Grid;
        var name = grid.At(Column.Name);
        var columns = MoneyColumns(grid);
        var unit = columns.Select(c => Money.UnitIn(grid.Headers[c])).FirstOrDefault(u => u is not null) ?? Money.UnitIn(table.Caption) ?? Money.UnitIn(string.Join(' ', grid.Headers));
        var rows = new List<BudgetRowCells>();
        foreach (var row in grid.Rows)
        {
            var mark = grid.At(Column.Number) is var n and >= 0 ? row[n].Trim() : "";
            var label = row[name].Length > 0 ? row[name] : row.Cells.FirstOrDefault(c => c.Own && c.Text.Length > 0 && Vietnamese.Number(c.Text) is null)?.Text ?? "";
            if (label.Length == 0) continue;
            if (mark.Length == 0 && Marker.Find(label) is { } inline)
            {
                mark = inline.Text;
                label = label[inline.Length..];
            }
            rows.Add(new(mark, label, Source(grid, row), [.. columns.Select(c => row.Cells[c].Own ? Vietnamese.Number(row[c]) : null)], row.Lines));
        }
        BudgetRows.Add(table.Document.Id, table.Id, unit, [.. columns.Select(c => new BudgetColumn(grid.Headers[c], HeaderColumns.YearOf(grid.Headers[c]), IsTotal(grid, c, columns), SourceOf(grid.Headers[c])))], rows, grid.Lines, harvest);
    }

    static List<int> MoneyColumns(Grid grid)
    {
        var all = Enumerable.Range(0, grid.Columns.Count)
            .Where(c => grid.Columns[c] is Column.Money or Column.Year or Column.Total or Column.Target or Column.Quantity or Column.Other).ToList();
        var money = all.Where(c => HeaderColumns.IsMoney(grid.Headers[c]) || grid.Columns[c] is Column.Year or Column.Total).Where(c => !UnitPrice().IsMatch(Vietnamese.Fold(grid.Headers[c]))).ToList();
        return money;
    }

    static bool IsTotal(Grid grid, int column, List<int> columns) =>
        columns.Count > 1 && HeaderColumns.YearOf(grid.Headers[column]) is null && (grid.Columns[column] == Column.Total || TotalHead().IsMatch(Vietnamese.Fold(grid.Headers[column])));

    static string? SourceOf(string header)
    {
        var leaf = header.Split(" | ")[^1];
        return SourceName().IsMatch(Vietnamese.Fold(leaf)) && !TotalHead().IsMatch(Vietnamese.Fold(leaf)) ? leaf : null;
    }

    static string? Source(Grid grid, GridRow row)
    {
        if (grid.At(Column.Source) is var s and >= 0 && row[s].Length > 0) return row[s];
        return grid.At(Column.Note) is var n and >= 0 && row[n].Length > 0 && SourceName().IsMatch(Vietnamese.Fold(row[n])) ? row[n] : null;
    }

    [GeneratedRegex(@"don gia|dinh muc|so luong", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex UnitPrice();

    [GeneratedRegex(@"(^|\| ?)(tong|cong)\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TotalHead();

    [GeneratedRegex(@"nguon|ngan sach|nstw|nsdp|nsnn|nst\b|xa hoi hoa|thu su nghiep|vien tro|bhyt|doi ung|tai tro|von ", RegexOptions.CultureInvariant, 1000)]
    internal static partial Regex SourceName();
}
