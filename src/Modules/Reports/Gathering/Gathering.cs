using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Reports;

/// <summary>What was gathered from the reports of units.</summary>
sealed record Gathered(IReadOnlyList<ReportUnit> Units, IReadOnlyList<ReportUnitFigure> Figures, IReadOnlyDictionary<Guid, decimal?> Totals);

/// <summary>
/// Gathers the reports that units sent to the reporting organisation for the same plan and period. A unit's figure is what its accepted report froze; the total is computed by the
/// indicator's own formula over the facts of exactly those units, so that shares are divided once from summed numerators and denominators, and people are counted once.
/// </summary>
sealed class Gathering(ReportsStore store, IEvidence evidence, IOrganisations organisations)
{
    /// <summary>Gathers for a report whose cells are given.</summary>
    public async Task<Gathered> TakeAsync(Report report, IReadOnlyList<ReportCell> cells, CancellationToken stop)
    {
        var chosen = await ChosenAsync(report, stop);
        var names = await organisations.NamesAsync(chosen.Select(r => r.FromId).Distinct(), report.Cutoff, stop);
        List<ReportUnit> units = [.. chosen.OrderBy(r => names.GetValueOrDefault(r.FromId, ""), StringComparer.Ordinal).Select((r, i) => new ReportUnit
        {
            ReportId = report.Id, Ordinal = i + 1, UnitId = r.FromId, Name = names.GetValueOrDefault(r.FromId, "–"), SourceId = r.Id, Number = r.NumberText, DueOn = r.DueOn, SentOn = r.SentOn,
            AcceptedOn = r.AcceptedOn,
            Standing = r.State is ReportState.Accepted or ReportState.Issued ? UnitStanding.Counted : r.State == ReportState.Sent ? UnitStanding.Waiting : UnitStanding.Missing,
        })];
        var counted = units.Where(u => u.Standing == UnitStanding.Counted).ToList();
        var sources = counted.ConvertAll(u => u.SourceId);
        var theirs = (await store.Cells.IgnoreQueryFilters(["org"]).AsNoTracking().Where(c => sources.Contains(c.ReportId)).ToListAsync(stop)).ToLookup(c => (c.ReportId, c.IndicatorId));
        var figures = new List<ReportUnitFigure>();
        foreach (var cell in cells)
            foreach (var unit in counted)
                if (theirs[(unit.SourceId, cell.IndicatorId)].FirstOrDefault() is { } own)
                    figures.Add(new() { ReportId = report.Id, Ordinal = figures.Count + 1, UnitId = unit.UnitId, IndicatorId = cell.IndicatorId, Actual = own.Actual, Estimate = own.Estimate, Facts = own.Facts });
        return new(units, figures, await TotalsAsync(report, cells, counted, stop));
    }

    /// <summary>What the units wrote, one line each, led by their names; by part.</summary>
    public async Task<IReadOnlyDictionary<TextPart, IReadOnlyList<string>>> TextsAsync(Guid reportId, CancellationToken stop)
    {
        var units = await store.Units.AsNoTracking().Where(u => u.ReportId == reportId && u.Standing == UnitStanding.Counted).OrderBy(u => u.Ordinal).ToListAsync(stop);
        var sources = units.ConvertAll(u => u.SourceId);
        var texts = (await store.Texts.IgnoreQueryFilters(["org"]).AsNoTracking().Where(t => sources.Contains(t.ReportId)).ToListAsync(stop)).ToLookup(t => t.Part);
        return texts.ToDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. units.SelectMany(u => g.Where(t => t.ReportId == u.SourceId)
            .SelectMany(t => t.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Select(line => $"- {u.Name}: {line.TrimStart('-', '+', ' ')}"))]);
    }

    // One report a unit: an accepted supplement before the one it supplements, the newest period first.
    async Task<List<Report>> ChosenAsync(Report report, CancellationToken stop) => [.. (await store.Reports.IgnoreQueryFilters(["org"]).AsNoTracking()
        .Where(r => r.PlanId == report.PlanId && r.ToId == report.FromId && r.FromId != report.FromId && r.StoppedOn == null && r.PeriodTo >= report.PeriodFrom && r.PeriodTo <= report.PeriodTo).ToListAsync(stop))
        .GroupBy(r => r.FromId).Select(g => g.OrderByDescending(r => r.Cadence == report.Cadence).ThenByDescending(r => r.PeriodTo)
            .ThenByDescending(r => r.SupplementOf is not null && r.State is ReportState.Accepted or ReportState.Issued).ThenByDescending(r => r.SupplementOf is null).ThenByDescending(r => r.Id).First())];

    async Task<IReadOnlyDictionary<Guid, decimal?>> TotalsAsync(Report report, IReadOnlyList<ReportCell> cells, IReadOnlyList<ReportUnit> counted, CancellationToken stop)
    {
        if (cells.Count == 0 || counted.Count == 0) return new Dictionary<Guid, decimal?>();
        var within = new HashSet<Guid>();
        foreach (var unit in counted) within.UnionWith(await organisations.ReachAsync(unit.UnitId, stop));
        var readings = await evidence.ReadAsync([.. cells.Select(c => c.AsTarget(report.PlanId) with { Within = within })], report.Cutoff, stop);
        return readings.ToDictionary(r => r.IndicatorId, r => Figures.Kept(r.Value));
    }
}
