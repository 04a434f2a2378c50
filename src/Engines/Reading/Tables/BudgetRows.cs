using System.Globalization;

namespace LienY.Reading;

/// <summary>A money column: its title, year, whether it totals the row, the source it stands for.</summary>
sealed record BudgetColumn(string Header, int? Year, bool IsTotal, string? Source);

/// <summary>A row of a budget table with one amount a column.</summary>
sealed record BudgetRowCells(string Mark, string Label, string? Source, IReadOnlyList<decimal?> Amounts, LineSpan Lines)
{
    public bool IsTotal => Vietnamese.Fold(Label) is var s && (s.StartsWith("tong", StringComparison.Ordinal) || s.StartsWith("cong", StringComparison.Ordinal));
}

/// <summary>Turns budget rows into lines of money and checks rows, columns and groups.</summary>
static class BudgetRows
{
    public static void Add(string document, string table, string? unit, IReadOnlyList<BudgetColumn> columns, IReadOnlyList<BudgetRowCells> rows, LineSpan lines, Harvest harvest)
    {
        var parents = Nest(rows);
        foreach (var row in rows)
        {
            for (var c = 0; c < columns.Count; c++)
            {
                if (row.Amounts[c] is null && (row.IsTotal || row.Amounts.Any(a => a is not null))) continue;
                harvest.Budgets.Add(new()
                {
                    Id = Harvest.Id("B", harvest.Budgets.Count),
                    Label = row.Label,
                    Axis = row.IsTotal ? "total" : "item",
                    Year = columns[c].Year,
                    Total = columns[c].IsTotal,
                    Amount = row.Amounts[c],
                    Unit = unit,
                    AmountVnd = Money.InDong(row.Amounts[c], unit),
                    Source = columns[c].Source ?? row.Source,
                    Document = document,
                    Row = row.Mark.Length > 0 ? row.Mark : row.Label,
                    Table = table,
                    Lines = row.Lines,
                });
            }
            if (!row.IsTotal && row.Amounts.All(a => a is null) && columns.Count > 0 && !parents.ContainsValue(row))
                harvest.Warn("budget-row-blank", row.Source is null ? $"Dòng kinh phí “{row.Label}” không ghi số tiền."
                    : $"Dòng kinh phí “{row.Label}” không ghi số tiền năm nào, dù đã nêu nguồn “{row.Source}”.", row.Lines);
        }
        CheckRows(columns, rows, harvest);
        CheckColumns(columns, rows, parents, lines, harvest);
    }

    static void CheckRows(IReadOnlyList<BudgetColumn> columns, IReadOnlyList<BudgetRowCells> rows, Harvest harvest)
    {
        var total = columns.ToList().FindIndex(c => c.IsTotal);
        if (total < 0) return;
        foreach (var row in rows)
        {
            var parts = Enumerable.Range(0, columns.Count).Where(c => c != total && !columns[c].IsTotal && row.Amounts[c] is not null).Select(c => row.Amounts[c]!.Value).ToList();
            if (row.Amounts[total] is not { } stated || parts.Count == 0) continue;
            var ok = parts.Sum() == stated;
            harvest.Checks.Add(new("budget-row-sum", $"{row.Label}: {string.Join(" + ", parts.Select(Vietnamese.Show))} = {Vietnamese.Show(parts.Sum())}, tổng ghi {Vietnamese.Show(stated)}", ok, row.Lines));
            if (!ok) harvest.Warn("budget-row-sum", $"Dòng “{row.Label}”: cộng các cột được {Vietnamese.Show(parts.Sum())} nhưng văn bản ghi tổng {Vietnamese.Show(stated)}.", row.Lines);
        }
    }

    static void CheckColumns(IReadOnlyList<BudgetColumn> columns, IReadOnlyList<BudgetRowCells> rows, Dictionary<BudgetRowCells, BudgetRowCells> parents, LineSpan lines, Harvest harvest)
    {
        var total = rows.LastOrDefault(r => r.IsTotal);
        foreach (var parent in rows.Where(r => !r.IsTotal))
        {
            var children = rows.Where(r => ReferenceEquals(parents.GetValueOrDefault(r), parent)).ToList();
            for (var c = 0; c < columns.Count; c++) Compare(parent, c, children, columns[c], harvest);
        }
        if (total is null) return;
        var top = rows.Where(r => !r.IsTotal && !parents.ContainsKey(r)).ToList();
        // "I. Theo dự án", "II. Theo nguồn vốn": each tells the whole once more.
        if (top.Count > 1 && top.TrueForAll(r => Vietnamese.Fold(r.Label).Split(' ').Take(3).Contains("theo")))
        {
            foreach (var axis in top)
            {
                var (stated, below) = (axis.Amounts.Any(a => a is not null), rows.Where(r => ReferenceEquals(parents.GetValueOrDefault(r), axis)).ToList());
                for (var c = 0; c < columns.Count; c++) Compare(total with { Label = $"{total.Label} – {Vietnamese.Uncapital(axis.Label)}" }, c, stated ? [axis] : below, columns[c], harvest);
            }
            return;
        }
        var missing = new List<string>();
        for (var c = 0; c < columns.Count; c++)
        {
            if (total.Amounts[c] is null && columns[c].Year is { } year)
            {
                var sum = top.Sum(r => r.Amounts[c] ?? 0);
                if (sum > 0) missing.Add($"{year.ToString(CultureInfo.InvariantCulture)}: {Vietnamese.Show(sum)}");
            }
            Compare(total, c, top, columns[c], harvest);
        }
        if (missing.Count > 0)
            harvest.Warn("budget-year-totals-missing", $"Hàng tổng cộng không ghi số theo từng năm; cộng các dòng được {string.Join("; ", missing)}.", total.Lines, lines);
    }

    static void Compare(BudgetRowCells parent, int column, List<BudgetRowCells> children, BudgetColumn head, Harvest harvest)
    {
        var parts = children.Where(r => r.Amounts[column] is not null).Select(r => r.Amounts[column]!.Value).ToList();
        if (parent.Amounts[column] is not { } stated || parts.Count == 0) return;
        var ok = parts.Sum() == stated;
        var where = head.Year is { } year ? $" năm {year.ToString(CultureInfo.InvariantCulture)}" : "";
        var leaf = head.Header.Split(" | ")[^1];
        harvest.Checks.Add(new("budget-column-sum", $"{parent.Label}{where} ({leaf}): {string.Join(" + ", parts.Select(Vietnamese.Show))} = {Vietnamese.Show(parts.Sum())}, văn bản ghi {Vietnamese.Show(stated)}", ok, parent.Lines));
        if (!ok) harvest.Warn("budget-column-sum", $"“{parent.Label}”{where} (cột “{leaf}”): cộng các dòng con được {Vietnamese.Show(parts.Sum())} nhưng văn bản ghi {Vietnamese.Show(stated)}.", parent.Lines, [.. children.Select(c => c.Lines)]);
    }

    // "1.2" lies under "1", "1" under the last Roman or capital mark before it, a dash under the last number.
    static Dictionary<BudgetRowCells, BudgetRowCells> Nest(IReadOnlyList<BudgetRowCells> rows)
    {
        var parents = new Dictionary<BudgetRowCells, BudgetRowCells>(ReferenceEqualityComparer.Instance);
        var stack = new List<(int Level, BudgetRowCells Row)>();
        foreach (var row in rows)
        {
            if (row.IsTotal)
            {
                stack.Clear();
                continue;
            }
            var level = Level(row.Mark);
            while (stack.Count > 0 && stack[^1].Level >= level) stack.RemoveAt(stack.Count - 1);
            if (stack.Count > 0) parents[row] = stack[^1].Row;
            stack.Add((level, row));
        }
        return parents;
    }

    static int Level(string mark)
    {
        var m = mark.Length == 0 ? null : Marker.Find(mark.TrimEnd('.', ')') + (mark.Any(char.IsDigit) && mark.Contains('.', StringComparison.Ordinal) ? " X" : mark is "-" or "+" or "*" ? " x" : ". X"));
        return m?.Rank ?? 55;
    }
}
