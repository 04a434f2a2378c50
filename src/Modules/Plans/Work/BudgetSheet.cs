using System.Globalization;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>Planned, allocated and disbursed, in đồng; null where nobody has said.</summary>
sealed record Money(long? Planned, long? Allocated, long? Spent)
{
    /// <summary>The sum, null where every part is blank.</summary>
    public static Money Sum(IEnumerable<Money> parts)
    {
        var all = parts.ToList();
        return new(Add(all.Select(l => l.Planned)), Add(all.Select(l => l.Allocated)), Add(all.Select(l => l.Spent)));
    }

    /// <summary>Disbursed of what was allocated, else of what was planned, in percent.</summary>
    public decimal? Percent => (Allocated ?? Planned) is > 0 and { } whole && Spent is { } spent ? decimal.Round(spent * 100m / whole, 1) : null;

    /// <summary>What is left of the allocation, else of the plan.</summary>
    public long? Left => (Allocated ?? Planned) is { } whole && Spent is { } spent ? whole - spent : null;

    /// <summary>Planned but not allocated; negative where more was allocated.</summary>
    public long? NotAllocated => Planned is { } planned && Allocated is { } allocated ? planned - allocated : null;

    static long? Add(IEnumerable<long?> amounts)
    {
        var stated = amounts.OfType<long>().ToList();
        return stated.Count == 0 ? null : stated.Sum();
    }
}

/// <summary>A line with its money as entries make it.</summary>
sealed record BudgetCell(Budget Line, Money Money);

/// <summary>The lines of one project and source by year, with their sum and the total that the paper states.</summary>
sealed record BudgetGroup(string Label, string Source, IReadOnlyList<BudgetCell> Cells, Money Sum, Budget? Stated)
{
    /// <summary>The paper states a total that its own lines do not reach.</summary>
    public bool Contradicts => Stated?.Planned is { } stated && Cells.Select(c => c.Line.Planned).OfType<long>().ToList() is { Count: > 0 } lines && stated != lines.Sum();

    /// <summary>What the lines of the paper add up to.</summary>
    public long Written => Cells.Sum(c => c.Line.Planned ?? 0);

    /// <summary>The cell of a year; null where the group has none.</summary>
    public BudgetCell? In(int? year) => Cells.FirstOrDefault(c => c.Line.Year == year);
}

/// <summary>What the paper states of a source beside what its projects add up to.</summary>
sealed record SourceSum(string Source, Money Sum, long? Stated);

/// <summary>The money of a plan: a matrix of project × source × year with cross sums.</summary>
sealed record BudgetView(PlanHead Head, IReadOnlyList<BudgetGroup> Groups, IReadOnlyList<int?> Years, IReadOnlyList<Money> YearSums, Money Total, IReadOnlyList<SourceSum> Sources, IReadOnlyList<Budget> Totals,
    IReadOnlyList<Warning> Warnings, long? Forecast, MoneyUnit Unit)
{
    /// <summary>May enter money.</summary>
    public bool May => Head is { MayLead: true, MayWork: true };
}

/// <summary>Lays out the money: project × source × year, sums, and what does not add up.</summary>
static class BudgetSheet
{
    /// <summary>The page.</summary>
    public static async Task<BudgetView> LoadAsync(PlanDesk desk, Guid id, MoneyUnit? unit, CancellationToken stop)
    {
        var head = await desk.HeadAsync(id, stop);
        var all = await desk.Store.Budgets.AsNoTracking().Where(b => b.PlanId == id && b.EndedOn == null).OrderBy(b => b.Ordinal).ToListAsync(stop);
        var entries = await desk.Store.Money.AsNoTracking().Where(m => m.PlanId == id).ToListAsync(stop);
        var warnings = await desk.Store.Warnings.AsNoTracking().Where(w => w.PlanId == id).OrderBy(w => w.Ordinal).ToListAsync(stop);
        var adjusted = entries.Where(e => e.Kind is MoneyKind.Planned).GroupBy(e => e.LineId).ToDictionary(g => g.Key, g => g.Sum(e => e.Amount));
        // One axis is summed: the same money is told by project and again by source.
        var main = Main(all);
        var groups = all.Where(b => b.Axis == main).GroupBy(b => (Fold.Of(b.Label), Fold.Of(b.Source))).Select(g => Group(g, adjusted)).ToList();
        var years = groups.SelectMany(g => g.Cells).Select(c => c.Line.Year).Distinct().OrderBy(y => y ?? int.MaxValue).ToList();
        var total = Money.Sum(groups.Select(g => g.Sum));
        return new(head, groups, years, [.. years.Select(y => Money.Sum(groups.SelectMany(g => g.Cells).Where(c => c.Line.Year == y).Select(c => c.Money)))], total,
            Sources(all, groups, main), [.. all.Where(b => b.Axis == "total")], [.. warnings.Where(w => Touches(w, all))], Forecast(entries, all, head.Today), unit ?? MoneyUnit.For(total));
    }

    /// <summary>The axis that is summed.</summary>
    public static string Main(IReadOnlyCollection<Budget> all) => new[] { "item", "project", "source" }.FirstOrDefault(axis => all.Any(b => !b.IsTotal && b.Axis == axis))
        ?? new[] { "item", "project", "source" }.FirstOrDefault(axis => all.Any(b => b.Axis == axis)) ?? "item";

    static BudgetGroup Group(IEnumerable<Budget> group, Dictionary<Guid, long> adjusted)
    {
        var all = group.ToList();
        var stated = all.FirstOrDefault(b => b.IsTotal);
        // A project that the paper tells by one sum only has that sum as its line.
        var lines = all.Where(b => !b.IsTotal).OrderBy(b => b.Year ?? int.MaxValue).ToList() is { Count: > 0 } some ? some : [stated!];
        var cells = lines.ConvertAll(l => new BudgetCell(l, new(adjusted.TryGetValue(l.Id, out var more) ? (l.Planned ?? 0) + more : l.Planned, l.Allocated, l.Spent)));
        return new(lines[0].Label, lines[0].Source, cells, Money.Sum(cells.Select(c => c.Money)), lines[0] == stated ? null : stated);
    }

    static List<SourceSum> Sources(List<Budget> all, List<BudgetGroup> groups, string main)
    {
        var stated = main == "source" ? [] : all.Where(b => b.Axis == "source" && b.Planned is not null).GroupBy(b => Fold.Of(b.Source.Length > 0 ? b.Source : b.Label))
            .ToDictionary(g => g.Key, g => (Name: g.First().Source.Length > 0 ? g.First().Source : g.First().Label, Sum: g.FirstOrDefault(b => b.IsTotal)?.Planned ?? g.Sum(b => b.Planned ?? 0)));
        var computed = groups.Where(g => g.Source.Length > 0).GroupBy(g => Fold.Of(g.Source)).Select(g => new SourceSum(g.First().Source, Money.Sum(g.Select(x => x.Sum)),
            stated.TryGetValue(g.Key, out var said) ? said.Sum : null)).ToList();
        return [.. computed, .. stated.Where(s => computed.All(c => Fold.Of(c.Source) != s.Key)).Select(s => new SourceSum(s.Value.Name, new(null, null, null), s.Value.Sum))];
    }

    // At the pace of this year so far; nothing where nothing was disbursed this year.
    static long? Forecast(List<MoneyEntry> entries, List<Budget> all, DateOnly today)
    {
        var lines = all.Where(b => b.Year is null || b.Year == today.Year).Select(b => b.Id).ToHashSet();
        var spent = entries.Where(e => e.Kind is MoneyKind.Spent && e.MadeOn.Year == today.Year && lines.Contains(e.LineId)).Sum(e => e.Amount);
        return spent > 0 ? (long)decimal.Round(spent * (DateTime.IsLeapYear(today.Year) ? 366m : 365m) / today.DayOfYear / 1000) * 1000 : null;
    }

    static bool Touches(Warning warning, List<Budget> lines) =>
        warning.Code.Contains("budget", StringComparison.Ordinal) || warning.Code.Contains("sum", StringComparison.Ordinal) || warning.Code.Contains("money", StringComparison.Ordinal)
        || lines.Any(b => b.LineFirst > 0 && b.LineFirst <= warning.LineLast && warning.LineFirst <= b.LineLast);

    /// <summary>The rows as a file.</summary>
    public static IEnumerable<object?[]> Table(BudgetView view, Words words) => view.Groups
        .SelectMany(g => g.Cells.Select(c => (c.Line, c.Money)).Concat(g.Stated is { } s ? [(s, new Money(s.Planned, null, null))] : Enumerable.Empty<(Budget, Money)>()))
        .Select(x => new object?[]
        {
            x.Item1.Label, x.Item1.Source, x.Item1.Year?.ToString(CultureInfo.InvariantCulture), x.Item2.Planned, x.Item2.Allocated, x.Item1.AllocatedDocument, x.Item2.Spent, x.Item1.SpentDocument, x.Item2.NotAllocated,
            x.Item2.Left, x.Item2.Percent, x.Item1.IsTotal ? words["tổng của văn bản"] : "",
        })
        .Prepend([words["Nội dung"], words["Nguồn"], words["Năm"], words["Kế hoạch (đồng)"], words["Đã giao (đồng)"], words["Văn bản giao"], words["Đã chi (đồng)"], words["Chứng từ"], words["Chưa giao (đồng)"],
            words["Còn lại (đồng)"], words["Giải ngân (%)"], words["Ghi chú"]]);
}
