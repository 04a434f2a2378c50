using System.Globalization;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>Planned, allocated and spent, in đồng; null where nobody has said.</summary>
sealed record Money(long? Planned, long? Allocated, long? Spent)
{
    /// <summary>The sum of lines, null where every line is blank.</summary>
    public static Money Sum(IEnumerable<Budget> lines)
    {
        var all = lines.ToList();
        return new(Add(all.Select(l => l.Planned)), Add(all.Select(l => l.Allocated)), Add(all.Select(l => l.Spent)));
    }

    /// <summary>Spent of what was allocated, else of what was planned, in percent.</summary>
    public decimal? Percent => (Allocated ?? Planned) is > 0 and { } whole && Spent is { } spent ? decimal.Round(spent * 100m / whole, 1) : null;

    /// <summary>What is left of the allocation, else of the plan.</summary>
    public long? Left => (Allocated ?? Planned) is { } whole && Spent is { } spent ? whole - spent : null;

    static long? Add(IEnumerable<long?> amounts)
    {
        var stated = amounts.OfType<long>().ToList();
        return stated.Count == 0 ? null : stated.Sum();
    }
}

/// <summary>The lines of one project or source, by year, with their sum and the total that the paper states.</summary>
sealed record BudgetGroup(string Label, string Source, IReadOnlyList<Budget> Lines, Money Sum, Budget? Stated)
{
    /// <summary>The paper states a total that its own lines do not reach.</summary>
    public bool Contradicts => Stated?.Planned is { } stated && Sum.Planned is { } sum && stated != sum;
}

/// <summary>The money of a plan.</summary>
sealed record BudgetView(PlanHead Head, IReadOnlyList<BudgetGroup> Groups, Money Total, IReadOnlyList<Budget> Totals, IReadOnlyList<(int Year, Money Sum)> Years,
    IReadOnlyList<Warning> Warnings, Budget? Open);

/// <summary>Lays out the money: project × source × year, sums, and what does not add up.</summary>
static class BudgetSheet
{
    /// <summary>The page; <paramref name="open"/> is the line whose form is shown.</summary>
    public static async Task<BudgetView> LoadAsync(PlanDesk desk, Guid id, Guid? open, CancellationToken stop)
    {
        var head = await desk.HeadAsync(id, stop);
        var all = await desk.Store.Budgets.AsNoTracking().Where(b => b.PlanId == id).OrderBy(b => b.Ordinal).ToListAsync(stop);
        var warnings = await desk.Store.Warnings.AsNoTracking().Where(w => w.PlanId == id).OrderBy(w => w.Ordinal).ToListAsync(stop);
        var groups = all.Where(b => b.Axis != "total").GroupBy(b => (Fold.Of(b.Label), b.Source)).Select(Group).ToList();
        // One axis is summed: the same money is told by project and again by source.
        var lines = all.Where(b => !b.IsTotal && b.Axis == Main(all)).ToList();
        return new(head, groups, Money.Sum(lines), [.. all.Where(b => b.Axis == "total")],
            [.. lines.Where(b => b.Year != null).GroupBy(b => b.Year!.Value).OrderBy(g => g.Key).Select(g => (g.Key, Money.Sum(g)))],
            [.. warnings.Where(w => Touches(w, all))], all.FirstOrDefault(b => b.Id == open));
    }

    static BudgetGroup Group(IGrouping<(string, string), Budget> group)
    {
        var lines = group.Where(b => !b.IsTotal).OrderBy(b => b.Year ?? 0).ToList();
        var stated = group.FirstOrDefault(b => b.IsTotal);
        // A project that the paper tells by one sum only has that sum as its line.
        if (lines.Count == 0 && stated is not null) return new(stated.Label, stated.Source, [stated], Money.Sum([stated]), null);
        return new(lines[0].Label, lines[0].Source, lines, Money.Sum(lines), stated);
    }

    static string Main(List<Budget> all) => new[] { "item", "project", "source" }.FirstOrDefault(axis => all.Any(b => !b.IsTotal && b.Axis == axis)) ?? "item";

    static bool Touches(Warning warning, List<Budget> lines) =>
        warning.Code.Contains("budget", StringComparison.Ordinal) || warning.Code.Contains("sum", StringComparison.Ordinal) || warning.Code.Contains("money", StringComparison.Ordinal)
        || lines.Any(b => b.LineFirst > 0 && b.LineFirst <= warning.LineLast && warning.LineFirst <= b.LineLast);

    /// <summary>The rows as a file.</summary>
    public static IEnumerable<object?[]> Table(BudgetView view, Words words) => view.Groups
        .SelectMany(g => g.Lines.Concat(g.Stated is { } s ? [s] : Enumerable.Empty<Budget>()))
        .Select(b => new object?[]
        {
            b.Label, b.Source, b.Year?.ToString(CultureInfo.InvariantCulture), b.Planned, b.Allocated, b.AllocatedDocument, b.Spent, b.SpentDocument, b.IsTotal ? words["tổng của văn bản"] : "",
        })
        .Prepend([words["Nội dung"], words["Nguồn"], words["Năm"], words["Kế hoạch (đồng)"], words["Đã giao (đồng)"], words["Văn bản giao"], words["Đã chi (đồng)"], words["Chứng từ"], words["Ghi chú"]]);
}
