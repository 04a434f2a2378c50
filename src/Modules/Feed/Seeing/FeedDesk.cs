using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Feed;

/// <summary>Loads what the pages show, and decides how much of it.</summary>
sealed class FeedDesk(FeedStore store, Overview overview, Facilities facilities, Caller caller)
{
    const int PageSize = 50, RecordsOfPage = 100;

    /// <summary>A hospital and how it sends.</summary>
    public async Task<HospitalView> HospitalAsync(Guid id, int days, CancellationToken stop)
    {
        var facility = await facilities.ReachedAsync(id, stop);
        var holder = caller.Holds(FeedRights.Open, id);
        var files = await store.Files.AsNoTracking().Where(f => f.OrganisationId == id).OrderByDescending(f => f.ReceivedAt).Take(10).ToListAsync(stop);
        return new(await overview.LineAsync(facility, stop), await overview.ByDayAsync(id, days, stop), files, holder ? await overview.RulesAsync(id, stop) : [], holder,
            caller.Holds(FeedRights.Send, id), caller.May(FeedRights.Keys, id), caller.May(FeedRights.Trust, id));
    }

    /// <summary>Files of a hospital.</summary>
    public async Task<FilesView> FilesAsync(Guid id, FilesAsk ask, CancellationToken stop)
    {
        var facility = await facilities.ReachedAsync(id, stop);
        var rows = Asked(id, ask);
        var pages = Math.Max(1, (await rows.CountAsync(stop) + PageSize - 1) / PageSize);
        var at = Math.Clamp(ask.Page, 1, pages);
        var files = await rows.OrderByDescending(f => f.ReceivedAt).Skip((at - 1) * PageSize).Take(PageSize).ToListAsync(stop);
        return new(facility, files, ask with { Page = at }, pages, caller.Holds(FeedRights.Open, id));
    }

    /// <summary>Rows of a list of files.</summary>
    public IQueryable<ReceivedFile> Asked(Guid id, FilesAsk ask)
    {
        var rows = store.Files.AsNoTracking().Where(f => f.OrganisationId == id);
        if (ask.Outcome is { } outcome) rows = rows.Where(f => f.Outcome == outcome);
        if (ask.Channel is { } channel) rows = rows.Where(f => f.Channel == channel);
        if (ask.From is { } from && Start(from) is var since) rows = rows.Where(f => f.ReceivedAt >= since);
        if (ask.To is { } to && Start(to.AddDays(1)) is var until) rows = rows.Where(f => f.ReceivedAt < until);
        return rows;
    }

    static DateTimeOffset Start(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(7));

    /// <summary>A file that the caller reaches.</summary>
    public async Task<ReceivedFile> ReachedAsync(Guid id, CancellationToken stop) =>
        await store.Files.AsNoTracking().FirstOrDefaultAsync(f => f.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy tệp này.");

    /// <summary>A file; <paramref name="show"/>: all, refused, warned.</summary>
    public async Task<FileView> FileAsync(Guid id, string show, int page, CancellationToken stop)
    {
        var file = await ReachedAsync(id, stop);
        var facility = await facilities.FindAsync(file.OrganisationId, stop) ?? new(file.OrganisationId, "", []);
        if (!caller.Holds(FeedRights.Open, file.OrganisationId)) return new(facility, file, [], [], 0, show, 1, 1, false, false, false);
        var rows = store.Records.AsNoTracking().Where(r => r.FileId == id);
        if (show == "refused") rows = rows.Where(r => r.Outcome == RecordOutcome.Refused);
        if (show == "warned") rows = rows.Where(r => r.Faults > 0 && r.Outcome != RecordOutcome.Refused);
        var pages = Math.Max(1, (await rows.CountAsync(stop) + RecordsOfPage - 1) / RecordsOfPage);
        var at = Math.Clamp(page, 1, pages);
        var records = await rows.OrderBy(r => r.Number).Skip((at - 1) * RecordsOfPage).Take(RecordsOfPage).ToListAsync(stop);
        var shown = records.Select(r => (Guid?)r.Id).ToList();
        var faults = await store.Faults.AsNoTracking().Where(f => f.FileId == id && (f.RecordId == null || shown.Contains(f.RecordId))).OrderBy(f => f.Place)
            .Take(400).ToListAsync(stop);
        if (records.Count > 0) store.Trace("feed.file.read", "feed_file", id.ToString());
        await store.SaveChangesAsync(stop);
        return new(facility, file, records, faults, await store.Faults.CountAsync(f => f.FileId == id, stop), show, at, pages, true,
            caller.Holds(FeedRights.Originals, file.OrganisationId),
            caller.Holds(FeedRights.Send, file.OrganisationId));
    }

    /// <summary>Faults of a hospital.</summary>
    public async Task<FaultsView> FaultsAsync(Guid id, string rule, bool onlyRefusals, int page, CancellationToken stop)
    {
        var facility = await facilities.ReachedAsync(id, stop);
        caller.MustHold(FeedRights.Open, id);
        var rows = Faults(id, rule, onlyRefusals);
        var pages = Math.Max(1, (await rows.CountAsync(stop) + RecordsOfPage - 1) / RecordsOfPage);
        var at = Math.Clamp(page, 1, pages);
        var faults = await rows.OrderByDescending(f => f.ToldAt).ThenBy(f => f.Place).Skip((at - 1) * RecordsOfPage).Take(RecordsOfPage).ToListAsync(stop);
        if (faults.Count > 0) store.Trace("feed.faults.read", "organisation", id.ToString());
        await store.SaveChangesAsync(stop);
        return new(facility, faults, await overview.RulesAsync(id, stop), rule, onlyRefusals, at, pages);
    }

    /// <summary>Rows of a list of faults.</summary>
    public IQueryable<FaultRow> Faults(Guid id, string rule, bool onlyRefusals)
    {
        var since = store.Clock.GetUtcNow().AddDays(-Overview.Days);
        var rows = store.Faults.AsNoTracking().Where(f => f.OrganisationId == id && f.ToldAt >= since);
        if (rule.Length > 0) rows = rows.Where(f => f.Rule == rule);
        return onlyRefusals ? rows.Where(f => f.IsRefusal) : rows;
    }
}
