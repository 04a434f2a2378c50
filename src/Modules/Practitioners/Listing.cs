using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace LienY.Practitioners;

/// <summary>What a list was asked for; stands in the address.</summary>
sealed record Asked(string Q, string Title, string State, Guid? At, int Page)
{
    /// <summary>Reads it from an address; what it does not know it leaves out.</summary>
    public static Asked Of(HttpRequest request)
    {
        string One(string name) => request.Query[name].ToString() is { Length: <= 200 } text ? text.Trim() : "";
        return new(One("q"), Titles.Names.ContainsKey(One("title")) ? One("title") : "", Listing.States.Contains(One("state")) ? One("state") : "",
            Guid.TryParse(One("at"), out var at) ? at : null, int.TryParse(One("page"), out var page) ? Math.Clamp(page, 1, 10_000) : 1);
    }

    /// <summary>The same as the part of an address behind the question mark.</summary>
    public string Query(int page) => $"q={Uri.EscapeDataString(Q)}&title={Title}&state={State}&at={At}&page={page.ToString(Say.Vietnam)}";
}

/// <summary>One line of the list.</summary>
sealed record Line(Guid Id, string Name, DateOnly? Born, string Title, Guid PlaceId, string Place, string Position, string Licence, string Issuer, DateOnly? From, DateOnly? To,
    string Scope, string State);

/// <summary>The list.</summary>
sealed record ListView(Asked Asked, IReadOnlyList<Line> Lines, int Total, int Pages, IReadOnlyList<(string, string)> Places, bool MayKeep);

/// <summary>Finds people of the register for lists, by name with or without tone marks and by licence number.</summary>
sealed class Listing(PractitionersStore store, IOrganisations organisations, Caller caller, TimeProvider clock)
{
    /// <summary>States by which the list is filtered.</summary>
    public static readonly string[] States = ["licensed", "expiring", "ended", "none"];

    const int PageSize = 50;
    const int MostPlaces = 1000;

    /// <summary>One page of the list.</summary>
    public async Task<ListView> ShowAsync(Asked asked, CancellationToken stop)
    {
        var found = Found(asked);
        var total = await found.CountAsync(stop);
        var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        asked = asked with { Page = Math.Min(asked.Page, pages) };
        var rows = await PractitionersStore.Whole(found.OrderBy(p => p.Folded).ThenBy(p => p.Id)).Skip((asked.Page - 1) * PageSize).Take(PageSize).ToListAsync(stop);
        return new(asked, await LinesAsync(rows, stop), total, pages, await PlacesAsync(stop), caller.May(PractitionersRights.Keep));
    }

    /// <summary>All lines, for the file.</summary>
    public async Task<IReadOnlyList<Line>> AllAsync(Asked asked, CancellationToken stop) =>
        await LinesAsync(await PractitionersStore.Whole(Found(asked).OrderBy(p => p.Folded).ThenBy(p => p.Id)).ToListAsync(stop), stop);

    /// <summary>Organisations at which the caller sees people.</summary>
    public async Task<IReadOnlyList<(string, string)>> PlacesAsync(CancellationToken stop)
    {
        var ids = await store.Workplaces.Where(w => w.ToDay == null && store.People.Any(p => p.Id == w.PersonId)).Select(w => w.OrganisationId).Distinct()
            .Take(MostPlaces).ToListAsync(stop);
        var names = await organisations.NamesAsync(ids, null, stop);
        return [.. names.OrderBy(n => n.Value, StringComparer.Create(Say.Vietnam, true)).Select(n => (n.Key.ToString(), n.Value))];
    }

    /// <summary>Lines of people.</summary>
    public async Task<IReadOnlyList<Line>> LinesAsync(IReadOnlyList<Practitioner> rows, CancellationToken stop)
    {
        var today = clock.Today();
        var names = await organisations.NamesAsync(rows.Select(p => p.PlaceOn(today)?.OrganisationId).OfType<Guid>().Distinct(), null, stop);
        return [.. rows.Select(p =>
        {
            var (licence, place) = (p.LicenceOn(today), p.PlaceOn(today));
            return new Line(p.Id, p.Name, p.BirthDay, p.Title, place?.OrganisationId ?? Guid.Empty, place is null ? "" : names.GetValueOrDefault(place.OrganisationId, "–"),
                place?.Position ?? "", licence?.Number ?? "", licence?.Issuer ?? "", licence?.From, licence?.ToAsOf(today), licence?.Scope ?? "",
                licence?.StateOn(today) ?? "none");
        })];
    }

    IQueryable<Practitioner> Found(Asked asked)
    {
        var (today, soon, text) = (clock.Today(), clock.Today().AddDays(Terms.Soon), Fold.Of(asked.Q));
        var key = text.Replace(" ", "", StringComparison.Ordinal);
        var found = store.People.AsNoTracking();
        if (text.Length > 0) found = found.Where(p => p.Folded.Contains(text) || p.Folded.Contains(key));
        if (asked.Title.Length > 0) found = found.Where(p => p.Title == asked.Title);
        if (asked.At is { } at) found = found.Where(p => p.Workplaces.Any(w => w.OrganisationId == at && w.FromDay <= today && (w.ToDay == null || w.ToDay >= today)));
        return asked.State switch
        {
            "licensed" => found.Where(p => p.Licences.Any(l =>
                l.Spans.Any(s => s.Kind == SpanKind.Valid && s.FromDay <= today && (s.ToDay == null || s.ToDay >= today))
                && !l.Spans.Any(s => s.Kind != SpanKind.Valid && s.FromDay <= today && (s.ToDay == null || s.ToDay >= today)))),
            "expiring" => found.Where(p => p.Licences.Any(l =>
                l.Spans.Any(s => s.Kind == SpanKind.Valid && s.FromDay <= today && s.ToDay >= today && s.ToDay <= soon)
                && !l.Spans.Any(s => s.Kind == SpanKind.Valid && (s.ToDay == null || s.ToDay > soon)))),
            "ended" => found.Where(p => p.Licences.Any() && !p.Licences.Any(l =>
                l.Spans.Any(s => s.Kind == SpanKind.Valid && s.FromDay <= today && (s.ToDay == null || s.ToDay >= today))
                && !l.Spans.Any(s => s.Kind != SpanKind.Valid && s.FromDay <= today && (s.ToDay == null || s.ToDay >= today)))),
            "none" => found.Where(p => !p.Licences.Any()),
            _ => found,
        };
    }
}
