using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>The list of meetings.</summary>
sealed record SessionsView(string Show, Guid? Series, int Page, int Pages, IReadOnlyList<Session> Rows, IReadOnlyDictionary<Guid, int> Cases,
    IReadOnlyDictionary<Guid, string> Names,
    IReadOnlyList<(string Value, string Label)> Lines, bool MayArrange)
{
    /// <summary>Address with the filters.</summary>
    public string Href(string path, int page = 1) =>
        $"{path}?show={Show}" + (Series is { } line ? "&series=" + line : "") + (page > 1 ? "&page=" + page.ToString(Say.Vietnam) : "");
}

/// <summary>A case on the page of a meeting. <paramref name="Case"/>: null where the caller may not see it.</summary>
sealed record AgendaRow(AgendaItem Item, Case? Case, string Presenter, MinutesEdition? Minutes);

/// <summary>A meeting as its page shows it.</summary>
sealed record SessionView(Session Session, Series? Series, IReadOnlyList<AgendaRow> Agenda, IReadOnlyList<Presence> Presence, IReadOnlyDictionary<Guid, string> Names,
    bool MayArrange, bool MayEnter,
    IReadOnlyList<Case> Waiting, IReadOnlyList<PersonCard> People, DateTimeOffset Now)
{
    /// <summary>A guest's seat and their link, shown only now.</summary>
    public (Guid Seat, string Link)? Invited { get; init; }
}

/// <summary>What the form of a new meeting offers.</summary>
sealed record NewSessionView(IReadOnlyList<(string Value, string Label)> Holders, IReadOnlyList<Case> Waiting, IReadOnlyDictionary<Guid, string> Names, Guid? Case,
    DateOnly Day);

/// <summary>What the form of a new line offers.</summary>
sealed record NewSeriesView(IReadOnlyList<(string Value, string Label)> Holders, IReadOnlyList<(string Value, string Label)> Facilities, IReadOnlyList<PersonCard> People,
    IReadOnlyList<(string Value, string Label)> Targets, DateOnly Day);

/// <summary>A line with its meetings.</summary>
sealed record SeriesView(Series Series, IReadOnlyList<Session> Sessions, IReadOnlyDictionary<Guid, string> Names, bool MayArrange, DateOnly Today);

/// <summary>Loads the pages of meetings.</summary>
sealed class MeetingDesk(ConsultsStore store, CaseBook cases, Seats seats, Scheduling scheduling, IOrganisations organisations, IPeople people, IPlans plans,
    Caller caller, TimeProvider clock)
{
    /// <summary>Rows of a page of the list.</summary>
    public const int PageSize = 50;

    /// <summary>What may be shown.</summary>
    public static readonly (string Value, string Label)[] Shows = [("ahead", Words.Key("Sắp tới")), ("past", Words.Key("Đã qua")), ("all", Words.Key("Tất cả"))];

    /// <summary>Meetings that the caller may see, as the address asks.</summary>
    public async Task<(string Show, Guid? Series, List<Session> Rows)> RowsAsync(HttpRequest request, CancellationToken stop)
    {
        var show = Array.Exists(Shows, s => s.Value == request.Query["show"]) ? request.Query["show"].ToString() : "ahead";
        Guid? line = Guid.TryParse(request.Query["series"], out var id) ? id : null;
        var today = Moments.At(clock.Today(), "00:00");
        var rows = store.Sessions.AsNoTracking().Include(s => s.Seats).Where(s => line == null || s.SeriesId == line);
        rows = show switch
        {
            "ahead" => rows.Where(s => s.StartsAt >= today).OrderBy(s => s.StartsAt),
            "past" => rows.Where(s => s.StartsAt < today).OrderByDescending(s => s.StartsAt),
            _ => rows.OrderByDescending(s => s.StartsAt),
        };
        return (show, line, await rows.Take(5_000).ToListAsync(stop));
    }

    /// <summary>The list.</summary>
    public async Task<SessionsView> ListAsync(HttpRequest request, CancellationToken stop)
    {
        var (show, line, rows) = await RowsAsync(request, stop);
        var page = int.TryParse(request.Query["page"], out var p) ? Math.Max(1, p) : 1;
        var shown = rows.Skip((page - 1) * PageSize).Take(PageSize).ToList();
        var ids = shown.ConvertAll(s => s.Id);
        var counts = (await store.Agenda.AsNoTracking().Where(a => ids.Contains(a.SessionId)).Select(a => a.SessionId).ToListAsync(stop)).GroupBy(a => a)
            .ToDictionary(g => g.Key, g => g.Count());
        var lines = await store.Series.AsNoTracking().OrderBy(s => s.Title).Select(s => new { s.Id, s.Title }).ToListAsync(stop);
        return new(show, line, page, Math.Max(1, (rows.Count + PageSize - 1) / PageSize), shown, counts, await NamesAsync(shown.SelectMany(Facilities), stop),
            lines.ConvertAll(l => (l.Id.ToString(), l.Title)),
            caller.May(ConsultsRights.Arrange));
    }

    /// <summary>Facilities of a meeting: who holds it and whose people sit there.</summary>
    public static IEnumerable<Guid> Facilities(Session session) => session.Seats.Select(s => s.FacilityId).OfType<Guid>().Prepend(session.OrganisationId).Distinct();

    /// <summary>Names of organisations.</summary>
    public Task<IReadOnlyDictionary<Guid, string>> NamesAsync(IEnumerable<Guid> ids, CancellationToken stop) => organisations.NamesAsync(ids.Distinct(), null, stop);

    /// <summary>A meeting.</summary>
    public async Task<SessionView> FindAsync(Guid id, CancellationToken stop)
    {
        var session = await store.Sessions.AsNoTracking().Include(s => s.Seats).SingleOrDefaultAsync(s => s.Id == id, stop)
            ?? throw Refusal.Missing("Không tìm thấy buổi hội chẩn này.");
        var series = session.SeriesId is { } line ? await store.Series.AsNoTracking().Include(s => s.Facilities).SingleOrDefaultAsync(s => s.Id == line, stop) : null;
        var items = await store.Agenda.AsNoTracking().Where(a => a.SessionId == id).OrderBy(a => a.Ordinal).ToListAsync(stop);
        var ids = items.ConvertAll(a => a.CaseId);
        var seen = await (await cases.SeenAsync(stop)).AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, stop);
        var minutes = (await store.Minutes.AsNoTracking().Where(m => m.SessionId == id && m.State != MinutesState.Void && m.State != MinutesState.Replaced)
            .ToListAsync(stop)).GroupBy(m => m.CaseId).ToDictionary(g => g.Key, g => g.MaxBy(m => m.Edition));
        var mayArrange = await scheduling.MayArrangeAsync(session, stop);
        var facilities = Facilities(session).Concat(series?.Facilities.Select(f => f.FacilityId) ?? []).Concat(seen.Values.Select(c => c.AskingId)).Distinct().ToList();
        var seats = session.Seats.ToDictionary(s => s.Id, s => s.Name);
        return new(session, series, [.. items.Select(i => new AgendaRow(i, seen.GetValueOrDefault(i.CaseId),
            i.PresenterId is { } p ? seats.GetValueOrDefault(p, "") : "", minutes.GetValueOrDefault(i.CaseId)))],
            await store.Presence.AsNoTracking().Where(p => p.SessionId == id).OrderBy(p => p.FromAt).ToListAsync(stop), await NamesAsync(facilities, stop), mayArrange,
            mayArrange || session.Seats.Exists(s => s.UserId is { } user && user == caller.UserId), mayArrange
            && session.IsAhead ? await WaitingAsync(facilities, stop) : [],
            mayArrange ? await people.AtAsync(facilities, stop) : [], clock.GetUtcNow());
    }

    async Task<List<Case>> WaitingAsync(IReadOnlyCollection<Guid> facilities, CancellationToken stop) =>
        await (await cases.SeenAsync(stop)).AsNoTracking().Where(c => c.State == CaseState.AwaitingSchedule
            && (facilities.Contains(c.AskingId) || facilities.Contains(c.AnsweringId!.Value))).OrderBy(c => c.SentAt).Take(100).ToListAsync(stop);

    /// <summary>The form of a new meeting.</summary>
    public async Task<NewSessionView> NewAsync(Guid? caseId, CancellationToken stop)
    {
        var mine = await seats.OfAsync(ConsultsRights.Arrange, stop);
        var waiting = await WaitingAsync(mine.ToList(), stop);
        var names = await NamesAsync(mine.Concat(waiting.Select(c => c.AskingId)).Concat(waiting.Select(c => c.AnsweringId).OfType<Guid>()), stop);
        return new([.. mine.Select(m => (m.ToString(), names.GetValueOrDefault(m, "")))], waiting, names, caseId, clock.Today().AddDays(1));
    }

    /// <summary>The form of a new line.</summary>
    public async Task<NewSeriesView> NewSeriesAsync(CancellationToken stop)
    {
        var mine = await seats.OfAsync(ConsultsRights.Arrange, stop);
        var names = await NamesAsync(mine, stop);
        var all = await organisations.ListAsync(null, 500, stop);
        var targets = new List<(string, string)>();
        foreach (var plan in await plans.ListAsync(stop))
            foreach (var target in await plans.TargetsAsync(plan.Id, stop))
                if (Fold.Of(target.Name).Contains("hoi chan", StringComparison.Ordinal)) targets.Add(($"{plan.Id}/{target.IndicatorId}",
                $"{target.Name} ({plan.Title})"));
        return new([.. mine.Select(m => (m.ToString(), names.GetValueOrDefault(m, "")))],
            [.. all.Where(o => o.Kind is "hospital" or "centre" or "partner").Select(o => (o.Id.ToString(), o.Name))],
            await people.AtAsync(mine.ToList(), stop), targets, clock.Today());
    }

    /// <summary>A line.</summary>
    public async Task<SeriesView> SeriesAsync(Guid id, CancellationToken stop)
    {
        var series = await store.Series.AsNoTracking().Include(s => s.Facilities).SingleOrDefaultAsync(s => s.Id == id, stop)
            ?? throw Refusal.Missing("Không tìm thấy lịch tuần này.");
        var sessions = await store.Sessions.IgnoreQueryFilters(["org"]).AsNoTracking().Where(s => s.SeriesId == id).OrderBy(s => s.StartsAt).ToListAsync(stop);
        return new(series, sessions, await NamesAsync(series.Facilities.Select(f => f.FacilityId), stop),
            await seats.HoldsAsync(ConsultsRights.Arrange, series.OrganisationId, stop), clock.Today());
    }
}
