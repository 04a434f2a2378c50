using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Credits;

/// <summary>The hours of one person.</summary>
sealed record PersonView(PractitionerCard? Card, string Place, Stand? Stand, IReadOnlyList<Entry> Entries, IReadOnlyList<Claim> Claims,
    IReadOnlyDictionary<Guid, string> Issuers, IReadOnlyList<CreditRule> Counting, bool IsMe, bool MaySee);

/// <summary>One line of the list of a unit.</summary>
sealed record UnitLine(Stand Stand, string Place);

/// <summary>Everybody of a unit with how they stand; the most urgent first.</summary>
sealed record UnitView(IReadOnlyList<UnitLine> Lines, int All, int Short, int Urgent, string Q, string State, int Page, int Pages);

/// <summary>One entry.</summary>
sealed record EntryView(Entry Entry, PractitionerCard Card, Entry? Reversal, CreditRule? Rule, string Issuer);

/// <summary>Reads hours for pages.</summary>
sealed class Showing(CreditsStore store, Standing standing, Doors doors, IPractitioners register, IOrganisations organisations, Caller caller, TimeProvider clock)
{
    const int PageSize = 50;
    const int MostPeople = 50_000;

    /// <summary>The caller's own hours.</summary>
    public async Task<PersonView> MineAsync(CancellationToken stop) => await ViewAsync(await doors.MeAsync(stop), stop);

    /// <summary>Somebody's hours.</summary>
    public async Task<PersonView> PersonAsync(Guid id, CancellationToken stop) => await ViewAsync(await doors.SeenAsync(id, stop), stop);

    async Task<PersonView> ViewAsync(PractitionerCard? card, CancellationToken stop)
    {
        var (today, book, may) = (clock.Today(), await RuleBook.LoadAsync(store, stop), caller.May(CreditsRights.See));
        var counting = book.All.Where(r => r.Kind == "worth" && r.HoldsOn(today) && r.Activity != "opening").ToList();
        if (card is null) return new(null, "", null, [], [], new Dictionary<Guid, string>(), counting, true, may);
        var entries = await store.Entries.AsNoTracking().Where(e => e.PractitionerId == card.Id).OrderByDescending(e => e.OnDay).ThenByDescending(e => e.NotedAt).ToListAsync(stop);
        var claims = await store.Claims.AsNoTracking().Where(c => c.PractitionerId == card.Id).OrderByDescending(c => c.MadeAt).ToListAsync(stop);
        var names = await organisations.NamesAsync(entries.Select(e => e.IssuerId).OfType<Guid>().Append(card.OrganisationId).Distinct(), null, stop);
        return new(card, names.GetValueOrDefault(card.OrganisationId, ""), (await standing.OfAsync([card], today, stop)).FirstOrDefault(), entries, claims, names, counting,
            doors.IsMe(card), may);
    }

    /// <summary>The list of the caller's organisations.</summary>
    public async Task<UnitView> UnitAsync(string q, string state, int page, CancellationToken stop)
    {
        var all = await LinesAsync(q, stop);
        var shown = Of(all, state);
        var pages = Math.Max(1, (shown.Count + PageSize - 1) / PageSize);
        page = Math.Clamp(page, 1, pages);
        return new([.. shown.Skip((page - 1) * PageSize).Take(PageSize)], all.Count, Of(all, "short").Count, Of(all, "urgent").Count, q, state, page, pages);
    }

    /// <summary>All lines, for the file.</summary>
    public async Task<IReadOnlyList<UnitLine>> AllAsync(string q, string state, CancellationToken stop) => Of(await LinesAsync(q, stop), state);

    async Task<List<UnitLine>> LinesAsync(string q, CancellationToken stop)
    {
        var reach = caller.Posts.Where(p => CreditsRights.See.Roles.Contains(p.Role)).SelectMany(p => p.Reach).Distinct().ToList();
        var stands = await standing.OfAsync(await register.AtAsync(reach, q, MostPeople, stop), clock.Today(), stop);
        var names = await organisations.NamesAsync(stands.Select(s => s.Card.OrganisationId).Distinct(), null, stop);
        return [.. stands.OrderBy(s => s.Short == 0).ThenBy(s => s.Window.To).ThenByDescending(s => s.Short).ThenBy(s => s.Card.Name, StringComparer.Ordinal)
            .Select(s => new UnitLine(s, names.GetValueOrDefault(s.Card.OrganisationId, "")))];
    }

    static List<UnitLine> Of(List<UnitLine> lines, string state) => state switch
    {
        "short" => [.. lines.Where(l => l.Stand.Short > 0)],
        "urgent" => [.. lines.Where(l => l.Stand.Short > 0 && l.Stand.DaysLeft <= Warnings.First)],
        "enough" => [.. lines.Where(l => l.Stand.Short == 0)],
        _ => lines,
    };

    /// <summary>One entry, by the id of what was earned or of what took it back.</summary>
    public async Task<EntryView> EntryAsync(Guid id, CancellationToken stop)
    {
        var entry = await store.Entries.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy dòng giờ này.");
        if (entry.ReversesId is { } earned) entry = await store.Entries.AsNoTracking().SingleAsync(e => e.Id == earned, stop);
        var card = await doors.SeenAsync(entry.PractitionerId, stop);
        var edition = entry.Rule;
        var rule = RuleBook.Printed.Concat(await store.Rules.AsNoTracking().ToListAsync(stop)).FirstOrDefault(r => r.Edition == edition);
        var issuer = entry.IssuerId is { } at ? (await organisations.NamesAsync([at], entry.OnDay, stop)).GetValueOrDefault(at, "") : "";
        return new(entry, card, await store.Entries.AsNoTracking().SingleOrDefaultAsync(e => e.ReversesId == entry.Id, stop), rule, issuer);
    }
}
