using System.Globalization;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace LienY.Documents;

/// <summary>
/// What the address of a list of papers asks for. <paramref name="Mine"/>: only what was routed to the caller. <paramref name="Late"/>: only what is past its
/// day.
/// </summary>
sealed record PapersAsk(Guid? Organisation, string Q, string State, Urgency? Urgency, string Type, int? Year, DateOnly? From, DateOnly? To, bool Mine, bool Late,
    int Page)
{
    /// <summary>Papers on a page.</summary>
    public const int Size = 40;

    /// <summary>Reads an address; what cannot be read counts as not asked.</summary>
    public static PapersAsk Of(HttpRequest request)
    {
        var query = request.Query;
        return new(Guid.TryParse(query["org"], out var org) ? org : null, query["q"].ToString() is { Length: <= 200 } q ? q.Trim() : "", query["state"].ToString(),
            Enum.TryParse<Urgency>(query["urgency"], out var urgency) && Enum.IsDefined(urgency) ? urgency : null, query["type"].ToString(),
            int.TryParse(query["year"], NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 1999 and < 2200 ? year : null,
            Say.TryDay(query["from"], out var from) ? from : null, Say.TryDay(query["to"], out var to) ? to : null, query["mine"] == "on", query["late"] == "on",
            int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, 100_000) : 1);
    }

    /// <summary>The same as an address.</summary>
    public string Query(int page) => string.Join('&', new (string Name, string Value)[]
    {
        ("org", Organisation?.ToString() ?? ""), ("q", Q), ("state", State), ("urgency", Urgency?.ToString() ?? ""), ("type", Type),
            ("year", Year?.ToString(CultureInfo.InvariantCulture) ?? ""),
        ("from", Day(From)), ("to", Day(To)), ("mine", Mine ? "on" : ""), ("late", Late ? "on" : ""), ("page", page > 1 ? page.ToString(CultureInfo.InvariantCulture)
            : ""),
    }.Where(p => p.Value.Length > 0).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value)}"));

    static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}

/// <summary>A page of the register of incoming papers, or of the follow-up register.</summary>
sealed record IncomingView(PapersAsk Asked, IReadOnlyList<Incoming> Rows, IReadOnlyDictionary<Guid, string> Answers, int Pages,
    IReadOnlyList<(Guid Id, string Name)> Desks, bool MayRegister, bool Whole,
    FollowCount? Count, DateOnly Today);

/// <summary>How the organisation stands with its incoming papers of a year.</summary>
/// <param name="OnTime">Done by their day, of those that had one.</param>
/// <param name="Judged">Done papers that had a day.</param>
sealed record FollowCount(int Open, int Late, int Done, int OnTime, int Judged, int SameDay, int All)
{
    /// <summary>Share in percent; null where there is nothing to judge.</summary>
    public decimal? OnTimeShare => Judged == 0 ? null : Math.Round(100m * OnTime / Judged, 1);

    /// <summary>Share entered on the day of arrival.</summary>
    public decimal? SameDayShare => All == 0 ? null : Math.Round(100m * SameDay / All, 1);
}

/// <summary>Lists of incoming papers.</summary>
sealed class IncomingListing(DocumentsStore store, PaperBook book, Desks desks, PaperIndex index, IOrganisations organisations, TimeProvider clock)
{
    const int MostFound = 400;

    /// <summary>A page of the register; <paramref name="follow"/>: the follow-up register, what is late first.</summary>
    public async Task<IncomingView> ListAsync(PapersAsk ask, bool follow, CancellationToken stop)
    {
        var whole = await desks.OfAsync(DocumentsRights.See, stop);
        var all = whole.Count > 0 && !ask.Mine;
        var organisation = all ? await desks.ChosenAsync(DocumentsRights.See, ask.Organisation, stop) : (Guid?)null;
        ask = ask with { Organisation = organisation, Mine = ask.Mine && whole.Count > 0 };
        var rows = await RowsAsync(ask, organisation, stop);
        var total = await rows.CountAsync(stop);
        var page = await Ordered(rows, follow, clock.Today()).Skip((ask.Page - 1) * PapersAsk.Size).Take(PapersAsk.Size).AsNoTracking().ToListAsync(stop);
        var names = await organisations.NamesAsync(whole, null, stop);
        return new(ask, page, await AnswersAsync(page, stop), Math.Max(1, (total + PapersAsk.Size - 1) / PapersAsk.Size),
            [.. whole.Select(o => (o, names.GetValueOrDefault(o, "")))],
            organisation is { } at && await desks.HoldsAsync(DocumentsRights.Register, at, stop), all, follow && organisation is { } counted
                ? await CountAsync(counted, ask.Year ?? clock.Today().Year, stop) : null,
            clock.Today());
    }

    /// <summary>Everything that is asked for, for a file.</summary>
    public async Task<IReadOnlyList<Incoming>> AllAsync(PapersAsk ask, bool follow, CancellationToken stop)
    {
        var whole = await desks.OfAsync(DocumentsRights.See, stop);
        var organisation = whole.Count > 0 && !ask.Mine ? await desks.ChosenAsync(DocumentsRights.See, ask.Organisation, stop) : (Guid?)null;
        return await Ordered(await RowsAsync(ask, organisation, stop), follow, clock.Today()).Take(50_000).AsNoTracking().ToListAsync(stop);
    }

    /// <summary>Codes of the papers that answer these.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> AnswersAsync(IReadOnlyList<Incoming> rows, CancellationToken stop)
    {
        var ids = rows.Select(r => r.AnswerId).OfType<Guid>().Distinct().ToList();
        return ids.Count == 0 ? new Dictionary<Guid, string>() : await store.Outgoing.AsNoTracking().Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o =>
            o.Code, stop);
    }

    /// <summary>How the organisation stands in a year.</summary>
    public async Task<FollowCount> CountAsync(Guid organisation, int year, CancellationToken stop)
    {
        var today = clock.Today();
        var rows = store.Incoming.AsNoTracking().Where(p => p.OrganisationId == organisation && p.Year == year && p.State != IncomingState.Withdrawn);
        var open = rows.Where(p => p.State != IncomingState.Done);
        var judged = rows.Where(p => p.State == IncomingState.Done && p.DueOn != null);
        return new(await open.CountAsync(stop), await open.CountAsync(p => p.DueOn < today, stop), await rows.CountAsync(p => p.State == IncomingState.Done, stop),
            await judged.CountAsync(p => p.DoneOn <= p.DueOn, stop), await judged.CountAsync(stop), await rows.CountAsync(p => p.ArrivedOn == p.RegisteredOn, stop),
                await rows.CountAsync(stop));
    }

    async Task<IQueryable<Incoming>> RowsAsync(PapersAsk ask, Guid? organisation, CancellationToken stop)
    {
        var today = clock.Today();
        var rows = organisation is { } at ? store.Incoming.Where(p => p.OrganisationId == at) : book.Mine();
        if (ask.Q.Length > 0 && organisation is { } searched)
        {
            var found = (await index.FindAsync(searched, Numbering.In, ask.Q, MostFound, stop)).Select(f => f.Paper).ToList();
            rows = rows.Where(p => found.Contains(p.Id));
        }
        else if (ask.Q.Length > 0)
        {
            var wanted = PaperIndex.Words(ask.Q);
            var found = (await rows.AsNoTracking().OrderByDescending(p => p.RegisteredAt).Take(2_000).Select(p => new { p.Id, p.Number, p.Code, p.Subject, p.Issuer })
                .ToListAsync(stop))
                .Where(p => wanted.All(PaperIndex.Words($"{p.Number} {p.Code} {p.Subject} {p.Issuer}").Contains)).Select(p => p.Id).ToList();
            rows = rows.Where(p => found.Contains(p.Id));
        }
        if (ask.State == "open") rows = rows.Where(p => p.State == IncomingState.Received || p.State == IncomingState.Assigned || p.State == IncomingState.InProgress);
        else if (Enum.TryParse<IncomingState>(ask.State, out var state) && Enum.IsDefined(state)) rows = rows.Where(p => p.State == state);
        if (ask.Urgency is { } urgency) rows = rows.Where(p => p.Urgency == urgency);
        if (ask.Type.Length > 0) rows = rows.Where(p => p.Type == (ask.Type == "CV" ? "" : ask.Type));
        if (ask.Year is { } year) rows = rows.Where(p => p.Year == year);
        if (ask.From is { } from) rows = rows.Where(p => p.ArrivedOn >= from);
        if (ask.To is { } to) rows = rows.Where(p => p.ArrivedOn <= to);
        if (ask.Late) rows = rows.Where(p => p.DueOn < today && (p.State == IncomingState.Received || p.State == IncomingState.Assigned
            || p.State == IncomingState.InProgress));
        return rows;
    }

    static IQueryable<Incoming> Ordered(IQueryable<Incoming> rows, bool follow, DateOnly today) => follow
        ? rows.OrderBy(p => p.State == IncomingState.Withdrawn ? 3 : p.State == IncomingState.Done ? 2 : p.DueOn != null && p.DueOn < today ? 0 : 1)
            .ThenBy(p => p.DueOn == null).ThenBy(p => p.DueOn)
            .ThenByDescending(p => p.RegisteredAt)
        : rows.OrderByDescending(p => p.RegisteredAt).ThenByDescending(p => p.Number);
}
