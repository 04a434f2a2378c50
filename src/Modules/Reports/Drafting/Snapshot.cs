using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Reports;

/// <summary>What a plan and the ledger say for a report on its cut-off day.</summary>
sealed record Snapshot(IReadOnlyList<ReportCell> Cells, IReadOnlyList<ReportTask> Tasks, IReadOnlyList<ReportBudget> Budgets, IReadOnlyList<ReportIssue> Issues)
{
    /// <summary>What is told about earlier reports.</summary>
    public IReadOnlyList<ReportEarlier> Earlier { get; init; } = [];

    /// <summary>Units whose reports are gathered.</summary>
    public IReadOnlyList<ReportUnit> Units { get; init; } = [];

    /// <summary>Their figures.</summary>
    public IReadOnlyList<ReportUnitFigure> UnitFigures { get; init; } = [];

    /// <summary>Papers issued in the period.</summary>
    public IReadOnlyList<ReportDirective> Directives { get; init; } = [];
}

/// <summary>Takes snapshots from Plans and Evidence.</summary>
sealed class Figures(IPlans plans, IEvidence evidence, IOrganisations organisations, EarlierReports earlier, Gathering gathering)
{
    /// <summary>Targets, tasks and budget of the report's plan for its period; estimates already entered, with their basis, are kept by target.</summary>
    public async Task<Snapshot> TakeAsync(Report report, IReadOnlyDictionary<Guid, ReportCell> old, CancellationToken stop)
    {
        var all = await plans.TargetsOnAsync(report.PlanId, report.Cutoff, stop);
        var within = await WithinAsync(report, stop);
        var targets = all.Where(t => t.From <= report.Cutoff && t.To >= report.PeriodFrom).Select(t => within is null ? t : t with { Within = within }).ToList();
        var readings = (await evidence.ReadAsync(targets, report.Cutoff, stop)).ToDictionary(r => r.IndicatorId);
        var inPeriod = await evidence.WithinAsync(targets, report.PeriodFrom, report.Cutoff, stop);
        var before = await evidence.WithinAsync(targets, report.PeriodFrom.AddYears(-1), report.Cutoff.AddYears(-1), stop);
        var cells = targets.Select((t, i) => Cell(report, i + 1, t, readings.GetValueOrDefault(t.IndicatorId), inPeriod.GetValueOrDefault(t.IndicatorId),
            before.GetValueOrDefault(t.IndicatorId), old.GetValueOrDefault(t.IndicatorId))).ToList();
        var gathered = report.Gathers ? await gathering.TakeAsync(report, cells, stop) : new([], [], new Dictionary<Guid, decimal?>());
        foreach (var cell in cells) cell.UnitsTotal = gathered.Totals.GetValueOrDefault(cell.IndicatorId);
        List<ReportEarlier> told = [.. await earlier.TakeAsync(report, stop)];
        if (report.Cadence is Cadence.Midterm or Cadence.Final) told.AddRange(await RevisedAsync(report, all, told.Count, stop));
        return new(cells, await TasksAsync(report, stop), await BudgetsAsync(report, stop), await IssuesAsync(report, stop))
        {
            Earlier = told,
            Units = gathered.Units,
            UnitFigures = gathered.Figures,
            Directives = await earlier.DirectivesAsync(report, stop),
        };
    }

    /// <summary>What the ledger says now about cells taken earlier, by target.</summary>
    public Task<IReadOnlyDictionary<Guid, IndicatorReading>> NowAsync(Report report, IReadOnlyList<ReportCell> cells, CancellationToken stop) => OnAsync(report, cells, report.Cutoff, stop);

    /// <summary>What the ledger says now about cells taken earlier as of a day, by target.</summary>
    public async Task<IReadOnlyDictionary<Guid, IndicatorReading>> OnAsync(Report report, IReadOnlyList<ReportCell> cells, DateOnly day, CancellationToken stop) =>
        cells.Count == 0 ? new Dictionary<Guid, IndicatorReading>()
        : await WithinAsync(report, stop) is var within
            ? (await evidence.ReadAsync([.. cells.Select(c => c.AsTarget(report.PlanId) with { Within = within })], day, stop)).ToDictionary(r => r.IndicatorId) : [];

    async Task<IReadOnlyCollection<Guid>?> WithinAsync(Report report, CancellationToken stop) => report.IsOwnPart ? await organisations.ReachAsync(report.FromId, stop) : null;

    // How the plan's targets have changed since its first day.
    async Task<List<ReportEarlier>> RevisedAsync(Report report, IReadOnlyList<Target> now, int told, CancellationToken stop)
    {
        var plan = await plans.FindAsync(report.PlanId, stop);
        var first = (await plans.TargetsOnAsync(report.PlanId, plan.From, stop)).ToDictionary(t => t.IndicatorId);
        var present = now.ToDictionary(t => t.IndicatorId);
        var rows = new List<ReportEarlier>();
        foreach (var id in first.Keys.Concat(present.Keys).Distinct())
        {
            var (was, became) = (first.GetValueOrDefault(id), present.GetValueOrDefault(id));
            var (before, after) = (was is null ? "chưa có" : Reached.Written(was), became is null ? "đã bỏ" : Reached.Written(became));
            if (before == after && was?.To == became?.To) continue;
            if (before == after) (before, after) = ($"{before}, đến {Say.Day(was?.To)}", $"{after}, đến {Say.Day(became?.To)}");
            rows.Add(new() { ReportId = report.Id, Ordinal = told + rows.Count + 1, Kind = "revision", SourceId = id, About = before, Which = after, Name = (became ?? was)!.Name, Unit = (became ?? was)!.Unit });
        }
        return rows;
    }

    async Task<List<ReportTask>> TasksAsync(Report report, CancellationToken stop)
    {
        var lines = await plans.TasksAsync(report.PlanId, stop);
        var counted = await plans.CountedAsync(report.PlanId, report.Cutoff, stop);
        var names = await organisations.NamesAsync(lines.Select(l => l.UnitId).OfType<Guid>().Distinct(), report.Cutoff, stop);
        return [.. lines.Where(l => l.DoneOn is not { } done || done >= report.PeriodFrom).Select((l, i) => new ReportTask
        {
            ReportId = report.Id, Ordinal = i + 1, Path = l.Path, Content = l.Content, Name = l.Name, Unit = l.UnitId is { } unit ? names.GetValueOrDefault(unit) ?? "" : "", Due = l.Due,
            State = l.State, Progress = l.Progress, Products = l.Products, DoneOn = l.DoneOn, IsOverdue = l.Due < report.Cutoff && (l.DoneOn is null || l.DoneOn > report.Cutoff),
            Counted = counted.GetValueOrDefault(l.Id)?.Count, CountedGoal = counted.GetValueOrDefault(l.Id)?.Goal, CountedThing = counted.GetValueOrDefault(l.Id)?.Thing ?? "",
        })];
    }

    async Task<List<ReportIssue>> IssuesAsync(Report report, CancellationToken stop) =>
        [.. (await plans.OpenIssuesAsync(report.PlanId, report.Cutoff, stop)).Select((issue, i) => new ReportIssue
        {
            ReportId = report.Id, Ordinal = i + 1, IssueId = issue.Id, Title = issue.Title, Cause = issue.Cause, Action = issue.Action, Severity = issue.Severity,
            RaisedOn = issue.RaisedOn, DueOn = issue.DueOn,
        })];

    async Task<List<ReportBudget>> BudgetsAsync(Report report, CancellationToken stop) =>
        [.. (await plans.BudgetAsync(report.PlanId, stop)).Where(b => b.Year is not { } year || year <= report.PeriodTo.Year).Select((b, i) => new ReportBudget
        {
            ReportId = report.Id, Ordinal = i + 1, Label = b.Label, Source = b.Source, Year = b.Year, Planned = b.Planned, Allocated = b.Allocated, Spent = b.Spent,
        })];

    static ReportCell Cell(Report report, int ordinal, Target target, IndicatorReading? reading, decimal? inPeriod, decimal? before, ReportCell? old) => new()
    {
        ReportId = report.Id,
        Ordinal = ordinal,
        IndicatorId = target.IndicatorId,
        Path = target.Path,
        Name = target.Name,
        Unit = target.Unit,
        Comparator = target.Comparator,
        Target = target.Value,
        TargetHigh = target.High,
        TargetFrom = target.From,
        TargetTo = target.To,
        OwnerId = target.OwnerId,
        Actual = Kept(reading?.Value),
        Estimate = report.Cutoff >= target.To ? null : old?.Estimate,
        EstimateBasis = report.Cutoff >= target.To ? "" : old?.EstimateBasis ?? "",
        EstimateBy = report.Cutoff >= target.To ? "" : old?.EstimateBy ?? "",
        EstimateAt = report.Cutoff >= target.To ? null : old?.EstimateAt,
        IsFinal = report.Cutoff >= target.To,
        Percent = Reached.Percent(target.Comparator, target.Value, reading?.Value),
        InPeriod = Kept(inPeriod),
        SamePeriod = Kept(before),
        Status = reading?.Status ?? TargetStatus.NoData,
        Grade = reading?.Grade,
        Facts = reading?.Facts ?? 0,
        Source = reading?.Source ?? "",
        Formula = reading?.Formula ?? "",
        Query = reading?.Query ?? "",
    };

    /// <summary>A value as the ledger keeps numbers: four decimals.</summary>
    internal static decimal? Kept(decimal? value) => value is { } v ? decimal.Round(v, 4, MidpointRounding.AwayFromZero) : null;
}

/// <summary>How much of a target was reached, and how a target is written.</summary>
static class Reached
{
    /// <summary>Percent of the plan, one decimal; null where more is not better or a number is missing.</summary>
    public static decimal? Percent(Comparator comparator, decimal? target, decimal? actual) =>
        comparator is Comparator.AtLeast or Comparator.Above or Comparator.Equal or Comparator.Between or Comparator.Maintain
        && target is { } goal and > 0 && actual is { } value && value / goal < 1_000_000 ? decimal.Round(value / goal * 100, 1, MidpointRounding.AwayFromZero) : null;

    /// <summary>The target as a paper writes it: "≥ 95", "5–15", "duy trì".</summary>
    public static string Written(ReportCell cell) => Written(cell.Comparator, cell.Target, cell.TargetHigh);

    /// <summary>The same for a target of a plan.</summary>
    public static string Written(Target target) => Written(target.Comparator, target.Value, target.High);

    static string Written(Comparator comparator, decimal? target, decimal? upper) => (comparator, target, upper) switch
    {
        (Comparator.Maintain, { } value, _) => $"Duy trì {Say.Number(value)}",
        (Comparator.Maintain, _, _) => "Duy trì",
        (_, null, _) => "–",
        (Comparator.Between, _, { } high) => $"{Say.Number(target)}–{Say.Number(high)}",
        _ => Sign(comparator) + Say.Number(target),
    };

    /// <summary>A change with its sign: "+2,1".</summary>
    public static string Signed(decimal? change) => change is { } c ? (c > 0 ? "+" : "") + Say.Number(c) : "–";

    static string Sign(Comparator comparator) => comparator switch
    {
        Comparator.Below => "< ",
        Comparator.AtMost => "≤ ",
        Comparator.AtLeast => "≥ ",
        Comparator.Above => "> ",
        _ => "",
    };
}
