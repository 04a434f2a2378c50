namespace LienY.Reading;

/// <summary>Sends each table of a document to the extractor of its kind and keeps it as found.</summary>
static class TableReader
{
    public static void Read(ReadDocument document, Harvest harvest)
    {
        foreach (var (block, caption) in WithCaptions(document))
        {
            var first = true;
            foreach (var grid in Grids.Of(block))
            {
                var kind = KindOf(grid, block);
                var id = Harvest.Id("T", harvest.Tables.Count);
                harvest.Tables.Add(new(id, document.Id, kind, caption, grid.Headers, [.. grid.Rows.Select(r => new TableSourceRow([.. r.Cells.Select(c => c.Spread ? "" : c.Text)], r.Lines))], grid.Lines));
                foreach (var repeat in grid.RepeatedHeaders)
                    harvest.Warn("table-split", "Bảng bị ngắt qua trang, hàng tiêu đề lặp lại; các hàng đã được nối thành một bảng.", repeat, grid.Lines);
                if (first && grid.RepeatedHeaders.Count == 0 && Gap(grid) is { } gap)
                    harvest.Warn("table-split", "Bảng bị ngắt quãng giữa các hàng; các hàng đã được nối thành một bảng.", gap, grid.Lines);
                if (grid.Rows.Count == 0) harvest.Warn("table-empty", "Bảng chỉ có hàng tiêu đề, không có hàng nội dung.", grid.Lines);
                var table = new TableContext(document, id, block, caption, grid);
                switch (kind)
                {
                    case "activities": ActivityTable.Read(table, harvest); break;
                    case "budget": BudgetTable.Read(table, harvest); break;
                    case "indicators": IndicatorTable.Read(table, harvest); break;
                    default:
                        if (grid.Rows.Count > 0) harvest.Warn("table-unread", "Chưa nhận ra loại bảng này; hãy chỉ định ý nghĩa các cột khi rà soát.", grid.Lines);
                        break;
                }
                first = false;
            }
        }
    }

    static IEnumerable<(Block Block, string Caption)> WithCaptions(ReadDocument document)
    {
        foreach (var group in document.Annexes.Select(a => (a.Blocks, Title: a.Annex.Title ?? a.Annex.Label)).Prepend((document.Body, "")))
            for (var i = 0; i < group.Item1.Count; i++)
            {
                if (group.Item1[i].Rows is null) continue;
                var before = string.Join(" ", group.Item1.Take(i).Reverse().TakeWhile(b => b.Rows is null).Take(2).Reverse().Where(b => b.Text.Length < 200).Select(b => b.Text));
                yield return (group.Item1[i], Vietnamese.Squeeze(group.Item2 + " " + before));
            }
    }

    static LineSpan? Gap(Grid grid)
    {
        for (var i = 1; i < grid.Rows.Count; i++)
            if (grid.Rows[i].Lines.First > grid.Rows[i - 1].Lines.Last + 1) return new(grid.Rows[i - 1].Lines.Last, grid.Rows[i].Lines.First);
        return null;
    }

    static string KindOf(Grid grid, Block block)
    {
        bool Has(Column role) => grid.Columns.Contains(role);
        var indicatorName = grid.Headers.Any(h => IsIndicatorName(h));
        var money = Enumerable.Range(0, grid.Headers.Count).Where(i => grid.Columns[i] is Column.Money or Column.Year or Column.Total && HeaderColumns.IsMoney(grid.Headers[i])).ToList();
        var figures = Enumerable.Range(0, grid.Headers.Count).Where(i => grid.Columns[i] is Column.Year or Column.Target && !HeaderColumns.IsMoney(grid.Headers[i])).ToList();
        var work = Has(Column.Lead) || Has(Column.Cooperating) || Has(Column.Product) || Has(Column.Time) || Has(Column.Audience);
        if (figures.Count > 0 && (indicatorName || Has(Column.Unit)) && money.Count == 0 && Filled(grid, figures)) return "indicators";
        if (Has(Column.Name) && work) return "activities";
        if (Has(Column.Name) && money.Count > 0) return "budget";
        if (Has(Column.Name) && figures.Count > 0 && Filled(grid, figures))
            return block.Zone == Zone.Budget || Money.UnitIn(string.Join(' ', grid.Headers)) is not null ? "budget" : "indicators";
        if (Has(Column.Name) && (Has(Column.Quantity) || Has(Column.Place))) return "activities";
        if (Has(Column.Name) && indicatorName && Has(Column.Unit)) return "indicators";
        return "other";
    }

    static bool Filled(Grid grid, List<int> columns) =>
        grid.Rows.Count == 0 || grid.Rows.Any(r => columns.Exists(c => r[c].Any(char.IsDigit)));

    static bool IsIndicatorName(string header)
    {
        var s = Vietnamese.Fold(header);
        return s.Contains("chi tieu", StringComparison.Ordinal) || s.Contains("chi so", StringComparison.Ordinal) || s.Contains("muc tieu", StringComparison.Ordinal);
    }
}

/// <summary>A table on its way to an extractor.</summary>
sealed record TableContext(ReadDocument Document, string Id, Block Block, string Caption, Grid Grid)
{
    public string Prefix => Block.Path;
}
