using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>One target at a glance: what, how much is wanted, what evidence says.</summary>
sealed record GoalRow(Target Target, string Wanted, IndicatorReading? Reading, string Owner, string? ParentSays)
{
    /// <summary>Where it stands; without evidence there is no data.</summary>
    public TargetStatus Status => Reading?.Status ?? TargetStatus.NoData;
}

/// <summary>Targets under one heading of the paper.</summary>
sealed record GoalSection(string Path, string Title, IReadOnlyList<GoalRow> Rows);

/// <summary>The first page of a live plan.</summary>
sealed record GoalsView(PlanHead Head, IReadOnlyList<GoalSection> Sections, IReadOnlyList<Warning> Warnings, Plan? Parent)
{
    /// <summary>To how many units each target is shared out.</summary>
    public IReadOnlyDictionary<Guid, int> Shared { get; init; } = new Dictionary<Guid, int>();

    /// <summary>Tasks measured by facts, in words, with their addresses.</summary>
    public IReadOnlyList<(string Task, Guid Id, GaugeReading Reading)> Measured { get; init; } = [];

    /// <summary>All targets.</summary>
    public IEnumerable<GoalRow> Rows => Sections.SelectMany(s => s.Rows);

    /// <summary>How many targets stand so.</summary>
    public int Count(params TargetStatus[] statuses) => Rows.Count(r => statuses.Contains(r.Status));

    /// <summary>Targets that the parent plan states otherwise.</summary>
    public IEnumerable<GoalRow> Conflicts => Rows.Where(r => r.ParentSays is not null);
}

/// <summary>Loads goals: plan, overdue, targets, warnings, parent and its targets, names, then evidence.</summary>
static class Goals
{
    /// <summary>The goals of a plan as they stand today.</summary>
    public static async Task<GoalsView> LoadAsync(PlanDesk desk, Outlines outlines, Guid id, CancellationToken stop)
    {
        var head = await desk.HeadAsync(id, stop);
        var rows = await desk.Store.Indicators.AsNoTracking().Where(i => i.PlanId == id && i.RestatesId == null && i.EndedOn == null).OrderBy(i => i.Ordinal).ToListAsync(stop);
        var warnings = await desk.Store.Warnings.AsNoTracking().Where(w => w.PlanId == id).OrderBy(w => w.Ordinal).ToListAsync(stop);
        var parent = head.Plan.ParentId is { } parentId ? await desk.Store.Plans.AsNoTracking().FirstOrDefaultAsync(p => p.Id == parentId, stop) : null;
        var above = parent is null ? [] : await desk.Store.Indicators.AsNoTracking().Where(i => i.PlanId == parent.Id).ToListAsync(stop);
        var titles = await outlines.OfAsync(desk.Store, head.Plan, stop);
        var targets = rows.ConvertAll(r => r.Target());
        var others = targets.Select(t => (Guid?)t.OwnerId).Where(o => o != head.Plan.OwnerId).ToList();
        var names = await desk.UnitsAsync(head.Plan, others, stop);
        var readings = desk.Evidence is { } evidence ? (await evidence.ReadAsync(targets, head.Plan.WithdrawnOn is { } gone && gone <= desk.Today ? gone.AddDays(-1) : desk.Today, stop)).ToDictionary(r => r.IndicatorId) : [];
        var said = above.GroupBy(a => Fold.Of(a.Name)).ToDictionary(g => g.Key, g => g.First().Target());
        var sections = targets.GroupBy(t => Outlines.Nearest(titles, t.Path)).Select(g => new GoalSection(g.Key.Path, g.Key.Title,
            [.. g.Select(t => new GoalRow(t, TargetWords.Of(t, desk.Words), readings.GetValueOrDefault(t.IndicatorId),
                names.GetValueOrDefault(t.OwnerId, ""), Otherwise(t, said.GetValueOrDefault(Fold.Of(t.Name)), desk.Words)))])).ToList();
        var gauges = await desk.Gauges.OfPlanAsync(head.Plan, stop);
        var measuredIds = gauges.Keys.ToList();
        var measured = gauges.Count == 0 ? [] : await desk.Store.Tasks.AsNoTracking().Where(t => t.PlanId == id && measuredIds.Contains(t.Id)).OrderBy(t => t.Ordinal).ToListAsync(stop);
        return new(head, sections, warnings, parent)
        {
            Shared = (await desk.Store.Shares.Where(s => s.PlanId == id).GroupBy(s => s.IndicatorId).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(stop)).ToDictionary(g => g.Key, g => g.Count),
            Measured = measured.ConvertAll(t => (t.Name, t.Id, gauges[t.Id])),
        };
    }

    /// <summary>The targets as a file.</summary>
    public static IEnumerable<object?[]> Table(GoalsView view, Words words) => view.Rows
        .Select(r => new object?[]
        {
            r.Target.Path, r.Target.Name, r.Wanted, r.Reading?.Value, r.Target.Unit, words[Design.Components.Signs.Word(r.Status)], r.Reading?.Source, r.Target.To, r.Owner,
        })
        .Prepend([words["Mục"], words["Chỉ tiêu"], words["Kế hoạch"], words["Thực hiện"], words["Đơn vị tính"], words["Đánh giá"], words["Nguồn"], words["Hạn"], words["Đơn vị"]]);

    static string? Otherwise(Target own, Target? parent, Words words) =>
        parent is null || (parent.Comparator == own.Comparator && parent.Value == own.Value && parent.High == own.High && parent.Unit == own.Unit && parent.To == own.To)
            ? null : TargetWords.Of(parent, words) + " · " + Say.Day(parent.To);
}
