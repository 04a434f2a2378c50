using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>One plan's money told in several places: the total of the text against that of the table or annex, the table by project against the table by source.</summary>
static partial class BudgetChecks
{
    public static void Run(IReadOnlyList<ReadDocument> documents, Harvest harvest)
    {
        foreach (var document in documents.Where(d => !d.Part.IsSlip)) Run(document.Id, harvest);
    }

    static void Run(string document, Harvest harvest)
    {
        var rows = harvest.Budgets.Where(b => b.Document == document && b.AmountVnd is not null).ToList();
        var tables = rows.Where(b => b.Table is not null).GroupBy(b => b.Table!).Select(g => (Total: Grand(g), IsBySource: IsBySource(g))).Where(t => t.Total is not null).ToList();
        for (var i = 1; i < tables.Count; i++)
        {
            var (one, other) = (tables.Take(i).FirstOrDefault(t => t.IsBySource != tables[i].IsBySource), tables[i]);
            if (one.Total is null || one.Total.AmountVnd == other.Total!.AmountVnd) continue;
            var (source, item) = one.IsBySource ? (one.Total, other.Total) : (other.Total, one.Total);
            harvest.Warn("budget-axes-differ", $"Bảng theo nguồn cộng {Vietnamese.Show(source!.AmountVnd!.Value)} đồng nhưng bảng theo nội dung, dự án cộng {Vietnamese.Show(item!.AmountVnd!.Value)} đồng.", source.Lines, item.Lines);
        }
        var stated = rows.Where(b => b.Table is null && b.Axis == "total" && Whole().IsMatch(Vietnamese.Fold(b.Label))).ToList();
        for (var i = 1; i < stated.Count; i++)
            if (stated[i].AmountVnd != stated[0].AmountVnd && stated[i].Year == stated[0].Year && Vietnamese.Fold(stated[i].Label) == Vietnamese.Fold(stated[0].Label))
                harvest.Warn("budget-total-twice", $"“{stated[i].Label}” được ghi hai mức: {Show(stated[0])} và {Show(stated[i])}.", stated[i].Lines, stated[0].Lines);
        if (stated.Count == 0 || tables.Count == 0 || stated[0].Year is not null) return;
        var totals = tables.Select(t => t.Total!.AmountVnd!.Value).ToList();
        // Annexes may each tell a part of the whole.
        if (totals.Contains(stated[0].AmountVnd!.Value) || totals.Sum() == stated[0].AmountVnd) return;
        var near = tables.MinBy(t => Math.Abs(t.Total!.AmountVnd!.Value - stated[0].AmountVnd!.Value)).Total!;
        harvest.Warn("budget-text-table", $"Phần lời ghi “{stated[0].Label}” là {Show(stated[0])} nhưng bảng ghi tổng {Show(near)}.", stated[0].Lines, near.Lines);
    }

    static string Show(BudgetRow row) => $"{Vietnamese.Show(row.AmountVnd!.Value)} đồng";

    // The cell where the row and the column of totals meet; the only amount of the last row of totals where there is no such column.
    static BudgetRow? Grand(IEnumerable<BudgetRow> table)
    {
        var totals = table.Where(b => b.Axis == "total").ToList();
        return totals.LastOrDefault(b => b.Total) ?? (totals.Select(b => b.Row).Distinct().Count() == totals.Count ? totals.LastOrDefault(b => b.Year is null && b.Source is null) : null);
    }

    static bool IsBySource(IEnumerable<BudgetRow> table)
    {
        var labels = table.Where(b => b.Axis != "total").Select(b => b.Label).Distinct().ToList();
        return labels.Count > 0 && labels.Count(l => BudgetTable.SourceName().IsMatch(Vietnamese.Fold(l))) * 2 > labels.Count;
    }

    [GeneratedRegex(@"^(du kien )?(tong (kinh phi|du toan|nhu cau|muc|so|cong)|kinh phi thuc hien|tong)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Whole();
}
