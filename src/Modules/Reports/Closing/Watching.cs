using System.Globalization;
using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Reports;

/// <summary>Compares closed reports with the ledger and writes down every figure that has moved since: old, new, which facts, when. The report itself never changes.</summary>
sealed class Watching(ReportsStore store, Figures figures, IFactKinds kinds, TimeProvider clock)
{
    /// <summary>Facts named in words; more are only counted.</summary>
    const int MostNamed = 5;

    /// <summary>The job; a report already compared up to the newest fact costs nothing.</summary>
    public static readonly Job Often = new("report-changes", TimeSpan.FromMinutes(10), (s, stop) => ActivatorUtilities.CreateInstance<Watching>(s).RunAsync(stop));

    /// <summary>Compares what may have moved; returns how many changes were written.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var newest = await store.Set<Fact>().MaxAsync(f => (long?)f.Seq, stop) ?? 0;
        var due = await store.Reports.AsNoTracking().Where(r => (r.State == ReportState.Sent || r.State == ReportState.Accepted || r.State == ReportState.Issued)
            && !store.Watches.Any(w => w.ReportId == r.Id && w.Ledger >= newest)).OrderBy(r => r.Id).ToListAsync(stop);
        var written = 0;
        foreach (var report in due)
        {
            written += await CompareAsync(report, stop);
            await store.SaveChangesAsync(stop);
            store.ChangeTracker.Clear();
        }
        return written;
    }

    async Task<int> CompareAsync(Report report, CancellationToken stop)
    {
        var cells = await store.Cells.AsNoTracking().Where(c => c.ReportId == report.Id).OrderBy(c => c.Ordinal).ToListAsync(stop);
        var known = (await store.Changes.AsNoTracking().Where(c => c.ReportId == report.Id).OrderBy(c => c.NotedAt).ThenBy(c => c.Id).ToListAsync(stop)).ToLookup(c => (c.CellId, c.Figure));
        var position = 0L;
        var written = 0;
        async Task AgainstAsync(string figure, DateOnly asOf, Func<ReportCell, decimal?> closed, Func<ReportCell, string> query, IReadOnlyList<ReportCell> asked)
        {
            var now = await figures.OnAsync(report, asked, asOf, stop);
            foreach (var cell in asked)
            {
                if (!now.TryGetValue(cell.IndicatorId, out var reading)) continue;
                position = Math.Max(position, Asked.Of(reading.Query).Ledger);
                var last = known[(cell.Id, figure)].LastOrDefault();
                var was = last is null ? closed(cell) : last.Became;
                var became = Figures.Kept(reading.Value);
                if (was == became) continue;
                store.Changes.Add(await ChangeAsync(report, cell, figure, was, became, last?.Ledger ?? Asked.Of(query(cell)).Ledger, Asked.Of(reading.Query), asOf, stop));
                written++;
            }
        }
        await AgainstAsync("actual", report.Cutoff, c => c.Actual, c => c.Query, cells);
        if (report.FinalOn is not null) await AgainstAsync("final", report.PeriodTo, c => c.FinalValue, c => c.FinalQuery, [.. cells.Where(c => c.FinalQuery.Length > 0)]);
        var watch = await store.Watches.FindAsync([report.Id], stop);
        if (watch is null) store.Watches.Add(new() { ReportId = report.Id, Ledger = position });
        else watch.Ledger = position;
        if (written > 0) Tell(report, written);
        return written;
    }

    async Task<ReportChange> ChangeAsync(Report report, ReportCell cell, string figure, decimal? was, decimal? became, long since, Asked asked, DateOnly to, CancellationToken stop)
    {
        var facts = await store.Set<Fact>().AsNoTracking().Where(f => f.Seq > since && f.Seq <= asked.Ledger && asked.Kinds.Contains(f.Kind) && f.OccurredOn <= to && f.OccurredOn >= asked.From
            && (f.PlanId == report.PlanId || f.TopicId == cell.IndicatorId)).OrderBy(f => f.Seq).ToListAsync(stop);
        if (facts.Any(f => f.TopicId == cell.IndicatorId)) facts = [.. facts.Where(f => f.TopicId == cell.IndicatorId)];
        return new()
        {
            ReportId = report.Id,
            CellId = cell.Id,
            IndicatorId = cell.IndicatorId,
            Ordinal = cell.Ordinal,
            Name = cell.Name,
            Unit = cell.Unit,
            Figure = figure,
            Was = was,
            Became = became,
            NotedAt = clock.GetUtcNow(),
            Ledger = asked.Ledger,
            Facts = facts.Count,
            Which = string.Join("; ", facts.Take(MostNamed).Select(Said)) + (facts.Count > MostNamed ? $"; và {facts.Count - MostNamed} sự kiện khác" : ""),
        };
    }

    string Said(Fact fact) => $"{kinds.Known.GetValueOrDefault(fact.Kind, fact.Kind)} ngày {Say.Day(fact.OccurredOn)}: {Say.Number(fact.Value)} (ghi sổ {Say.Moment(fact.RecordedAt)}, mã {fact.Id.ToString("N")[^12..]})";

    void Tell(Report report, int changes)
    {
        foreach (var organisation in new[] { report.FromId, report.ToId }.Distinct())
            store.Notify(new Notice
            {
                OrganisationId = organisation,
                Text = Words.Key("{1} số liệu đã thay đổi sau khi chốt báo cáo: {0}"),
                Args = Notice.ArgsOf(report.Title, changes.ToString(CultureInfo.InvariantCulture)),
                Link = "/reports/" + report.Id + "#changes",
                Once = string.Create(CultureInfo.InvariantCulture, $"report/{report.Id}/changed/{organisation}/{clock.GetUtcNow().UtcTicks}"),
            });
    }
}

/// <summary>What a kept fact query says, as far as a comparison needs it.</summary>
sealed record Asked(IReadOnlyList<string> Kinds, DateOnly From, long Ledger)
{
    /// <summary>Reads a query as Evidence writes it; an unreadable one asks for nothing.</summary>
    public static Asked Of(string query)
    {
        try
        {
            using var json = JsonDocument.Parse(query);
            var root = json.RootElement;
            return new(root.TryGetProperty("kinds", out var kinds) ? [.. kinds.EnumerateArray().Select(k => k.GetString() ?? "")] : [],
                root.TryGetProperty("from", out var from) && DateOnly.TryParse(from.GetString(), CultureInfo.InvariantCulture, out var day) ? day : DateOnly.MinValue,
                root.TryGetProperty("ledger", out var position) && position.TryGetInt64(out var seq) ? seq : 0);
        }
        catch (JsonException)
        {
            return new([], DateOnly.MinValue, 0);
        }
    }
}
