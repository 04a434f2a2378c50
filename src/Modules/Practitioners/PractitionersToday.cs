using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Practitioners;

/// <summary>Licences that end soon: for who keeps the register, and for the holder.</summary>
sealed class PractitionersToday(PractitionersStore store, Caller caller, TimeProvider clock, Words words) : ITodaySource
{
    const int Most = 10;
    static readonly TimeSpan Ended = TimeSpan.FromDays(30);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TodayItem>> ItemsAsync(CancellationToken stop)
    {
        var me = caller.UserId ?? Guid.Empty;
        var kept = caller.Posts.Where(p => PractitionersRights.Keep.Roles.Contains(p.Role) && p.Role == Role.UnitOfficer).SelectMany(p => p.Reach).ToList();
        if (me == Guid.Empty || (kept.Count == 0 && !caller.May(PractitionersRights.See))) return [];
        var (today, soon, past) = (clock.Today(), clock.Today().AddDays(Terms.Soon), clock.Today().AddDays(-Ended.Days));
        var rows = await PractitionersStore.Whole(store.People.AsNoTracking().Where(p =>
                (p.UserId == me || p.Workplaces.Any(w => kept.Contains(w.OrganisationId) && w.FromDay <= today && (w.ToDay == null || w.ToDay >= today)))
                && p.Licences.Any(l => l.Spans.Any(s => s.Kind == SpanKind.Valid && s.ToDay >= past && s.ToDay <= soon)
                    && !l.Spans.Any(s => s.Kind == SpanKind.Valid && (s.ToDay == null || s.ToDay > soon)))))
            .ToListAsync(stop);
        return [.. rows.Select(p => (Person: p, Licence: p.LicenceOn(today)!)).Where(r => r.Licence.StateOn(today) is "expiring" or "ended")
            .Select(r => (r.Person, r.Licence, To: r.Licence.ToAsOf(today)!.Value)).Where(r => r.To >= past).OrderBy(r => r.To).Take(Most)
            .Select(r => new TodayItem(TodayList.Due, r.Person.UserId == me ? words["Giấy phép hành nghề của ông/bà sắp hết hạn"]
                : words[r.To < today ? Words.Key("Giấy phép hành nghề đã hết hạn: {0}") : Words.Key("Giấy phép hành nghề sắp hết hạn: {0}"), r.Person.Name],
                r.Licence.Number, r.To, r.Person.UserId == me ? "/practitioners/me" : $"/practitioners/{r.Person.Id}", words["Xem"]))];
    }
}

/// <summary>People of the register in the search of everything: by name with or without tone marks, by licence number.</summary>
sealed class PractitionersSearch(PractitionersStore store, Listing listing, Caller caller, Words words) : ISearchSource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<SearchHit>> FindAsync(string folded, int most, CancellationToken stop)
    {
        if (!caller.May(PractitionersRights.See)) return [];
        var rows = await PractitionersStore.Whole(store.People.AsNoTracking().Where(p => p.Folded.Contains(folded)).OrderBy(p => p.Folded).Take(most)).ToListAsync(stop);
        return [.. (await listing.LinesAsync(rows, stop)).Select(l => new SearchHit(words["Người hành nghề"], l.Name,
            string.Join(" · ", new[] { words[Titles.Name(l.Title)], l.Licence, l.Place }.Where(t => t.Length > 0)), $"/practitioners/{l.Id}"))];
    }
}
