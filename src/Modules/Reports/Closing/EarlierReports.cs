using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Reports;

/// <summary>What a report tells about those before it: the three numbers of the last one, and every figure that moved after its closing and was not told yet; and the papers issued in its period.</summary>
sealed class EarlierReports(ReportsStore store, IEnumerable<IRegisters> registers)
{
    /// <summary>Lines for a report, in the order of the annex.</summary>
    public async Task<List<ReportEarlier>> TakeAsync(Report report, CancellationToken stop)
    {
        var before = (await store.Reports.AsNoTracking().Where(r => r.PlanId == report.PlanId && r.FromId == report.FromId && r.Id != report.Id
            && (r.State == ReportState.Sent || r.State == ReportState.Accepted || r.State == ReportState.Issued)).ToListAsync(stop))
            .Where(r => r.Cutoff < report.Cutoff || r.Id == report.SupplementOf).OrderByDescending(r => r.Cutoff).ThenByDescending(r => r.Id).ToList();
        var lines = new List<ReportEarlier>();
        if ((before.FirstOrDefault(r => r.Id == report.SupplementOf) ?? before.FirstOrDefault(r => r.Cadence == report.Cadence) ?? before.FirstOrDefault()) is { } last)
            foreach (var cell in await store.Cells.AsNoTracking().Where(c => c.ReportId == last.Id).OrderBy(c => c.Ordinal).ToListAsync(stop))
                lines.Add(new()
                {
                    ReportId = report.Id,
                    Ordinal = lines.Count + 1,
                    Kind = "previous",
                    SourceId = last.Id,
                    About = About(last),
                    Name = cell.Name,
                    Unit = cell.Unit,
                    Actual = cell.Actual,
                    Estimate = cell.Estimate,
                    FinalValue = cell.FinalValue,
                    FinalOn = cell.FinalOn,
                });
        var ids = before.ConvertAll(r => r.Id);
        var changes = await store.Changes.AsNoTracking().Where(c => ids.Contains(c.ReportId) && (c.ToldIn == null || c.ToldIn == report.Id)).OrderBy(c => c.NotedAt).ThenBy(c => c.Ordinal).ToListAsync(stop);
        foreach (var change in changes)
            lines.Add(new()
            {
                ReportId = report.Id,
                Ordinal = lines.Count + 1,
                Kind = "change",
                SourceId = change.Id,
                About = About(before.First(r => r.Id == change.ReportId)),
                Name = change.Name,
                Unit = change.Unit,
                Figure = change.Figure,
                Was = change.Was,
                Became = change.Became,
                OnDay = Say.DayOf(change.NotedAt),
                Which = change.Which,
            });
        return lines;
    }

    /// <summary>Papers of the outgoing register issued in the period for the plan; none where no register answers.</summary>
    public async Task<List<ReportDirective>> DirectivesAsync(Report report, CancellationToken stop)
    {
        if (registers.FirstOrDefault() is not { } book) return [];
        var issued = await book.IssuedAsync(report.FromId, report.PeriodFrom, report.Cutoff, report.PlanId, stop);
        return [.. issued.Where(p => p.Source != "report/" + report.Id).Select((p, i) => new ReportDirective
        {
            ReportId = report.Id, Ordinal = i + 1, Number = p.Text, Type = p.Type, Day = p.Day, Subject = p.Subject, Href = p.Href,
        })];
    }

    /// <summary>Marks the changes that an issued report tells.</summary>
    public async Task ToldAsync(Report report, CancellationToken stop)
    {
        var told = await store.Earlier.Where(e => e.ReportId == report.Id && e.Kind == "change").Select(e => e.SourceId).ToListAsync(stop);
        foreach (var change in await store.Changes.Where(c => told.Contains(c.Id) && c.ToldIn == null).ToListAsync(stop)) change.ToldIn = report.Id;
    }

    /// <summary>An earlier report in words.</summary>
    public static string About(Report report) =>
        $"Báo cáo {Cadences.Vietnamese(report.Cadence, report.PeriodTo)}" + (report.NumberText.Length > 0 ? $" (số {report.NumberText})" : "") + (report.SupplementOf is null ? "" : " – bổ sung");
}
