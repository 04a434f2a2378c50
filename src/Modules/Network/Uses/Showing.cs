using System.Globalization;
using LienY.Design;
using LienY.Kernel;
using LienY.Network.Pages;
using Microsoft.EntityFrameworkCore;

namespace LienY.Network;

/// <summary>Loads what the pages of one organisation show.</summary>
sealed class Showing(NetworkStore store, AtlasBook book, Caller caller, TimeProvider clock)
{
    /// <summary>An organisation as it stood on a day.</summary>
    public async Task<OrganisationPage.View> OneAsync(Guid id, DateOnly on, CancellationToken stop)
    {
        var atlas = await book.NowAsync(stop);
        if (!atlas.Units.TryGetValue(id, out var unit)) throw Refusal.Missing("Không tìm thấy đơn vị này.");
        var row = await store.AllOrganisations.AsNoTracking().SingleAsync(o => o.Id == id, stop);
        var province = (await new Provinces(store).OnAsync(atlas, on, stop)).Of(id);
        var day = on.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Crumb Link(Unit u) => new(u.Name(on), $"/network/{u.Id}?on={day}");
        var above = atlas.Above(id, on);
        var agreements = await store.Agreements.AsNoTracking().Where(a => a.Parties.Any(p => p.OrganisationId == id)).OrderByDescending(a => a.SignedOn).ToListAsync(stop);
        return new(id, unit.Name(on), on, unit.IsOpen(on), Kinds.NameOf(row.Kind), Kinds.Tiers[row.Tier], Kinds.Levels[row.Level], row.Short,
            above.Count > 1 ? Link(above[1]) : null, province?.FullName ?? "", row.Country, unit.Aliases, row.Note, Span(unit),
            [new("Mạng lưới", "/network"), .. above.Skip(1).Reverse().Select(Link)], [.. PeriodsOf(atlas, unit)],
            [.. atlas.From(id).OrderBy(p => p.HappenedOn).Select(p => Stage(atlas, p, p.FromId))], [.. atlas.Onward(id).OrderBy(p => p.HappenedOn).Select(p => Stage(atlas, p, p.ToId))],
            [.. atlas.Below(id, on).Where(u => u.IsOpen(on)).Select(u => new OrganisationPage.Under(u.Name(on), Kinds.NameOf(u.Kind), atlas.Reach(u.Id, on).Count - 1, $"/network/{u.Id}?on={day}"))
                .OrderBy(u => u.Name, StringComparer.Create(Say.Vietnam, ignoreCase: true))],
            [.. agreements.Select(a => new Crumb(a.Title, $"/agreements/{a.Id}"))], Editing.May(caller, unit, clock.Today()));
    }

    /// <summary>The form of a new organisation, below another where one is given.</summary>
    public async Task<OrganisationForm.View> NewAsync(Guid? parent, CancellationToken stop)
    {
        var atlas = await book.NowAsync(stop);
        var today = clock.Today();
        var above = parent is { } id ? atlas.Units.GetValueOrDefault(id) : null;
        return new(null, 0, "", above is null ? "" : Chosen.Label(atlas, above, today), "hospital", nameof(Tier.None), nameof(CareLevel.None), "", "VN", "", "",
            Chosen.Options(atlas, caller, today), await PlacesAsync(null, today, stop));
    }

    /// <summary>The form of what is not dated.</summary>
    public async Task<OrganisationForm.View> EditAsync(Guid id, CancellationToken stop)
    {
        var row = await EditableAsync(id, stop);
        var today = clock.Today();
        return new(id, row.Version, row.Names.OrderBy(n => n.ValidFrom).Last().Text, "", row.Kind, row.Tier.ToString(), row.Level.ToString(), row.Short, row.Country, row.PlaceId?.ToString() ?? "",
            row.Note, [], await PlacesAsync(row.PlaceId, today, stop));
    }

    /// <summary>The page of dated changes.</summary>
    public async Task<OrganisationChange.View> ChangeAsync(Guid id, CancellationToken stop)
    {
        var row = await EditableAsync(id, stop);
        var today = clock.Today();
        return new(id, row.Version, row.Names.OrderBy(n => n.ValidFrom).Last().Text, today, [.. row.Aliases.Select(a => (a.Id, a.Text))],
            Chosen.Options(await book.NowAsync(stop), caller, today));
    }

    async Task<Organisation> EditableAsync(Guid id, CancellationToken stop)
    {
        var atlas = await book.NowAsync(stop);
        if (!atlas.Units.TryGetValue(id, out var unit)) throw Refusal.Missing("Không tìm thấy đơn vị này.");
        if (!Editing.May(caller, unit, clock.Today())) caller.Must(Rights.Edit, id);
        return await store.AllOrganisations.AsNoTracking().Include(o => o.Names).Include(o => o.Aliases).SingleAsync(o => o.Id == id, stop);
    }

    async Task<IReadOnlyList<(string, string)>> PlacesAsync(Guid? chosen, DateOnly today, CancellationToken stop) =>
        [.. (await store.Places.AsNoTracking().Where(p => p.Id == chosen || (p.Level == PlaceLevel.Province && p.ValidFrom <= today && (p.ValidTo == null || p.ValidTo >= today))).ToListAsync(stop))
            .OrderBy(p => p.Name, StringComparer.Create(Say.Vietnam, ignoreCase: true)).Select(p => (p.Id.ToString(), p.FullName))];

    static IEnumerable<OrganisationPage.Period> PeriodsOf(OrganisationAtlas atlas, Unit unit)
    {
        foreach (var n in unit.Names) yield return new(Words.Key("Tên"), n.Text, n.ValidFrom, n.ValidTo ?? unit.EndedOn, null);
        foreach (var p in unit.Parents)
            if (p.ParentId is { } id && atlas.Units.TryGetValue(id, out var above))
                yield return new(Words.Key("Trực thuộc"), above.Name(p.ValidFrom ?? p.ValidTo ?? DateOnly.MaxValue), p.ValidFrom, p.ValidTo ?? unit.EndedOn, $"/network/{id}");
        foreach (var c in unit.Codes.OrderBy(c => c.Kind).ThenBy(c => c.ValidFrom))
            yield return new(c.Kind == CodeKind.Facility ? Words.Key("Mã cơ sở") : Words.Key("Mã định danh"), c.Text, c.ValidFrom, c.ValidTo ?? unit.EndedOn, null);
    }

    static LineageMap.Stage Stage(OrganisationAtlas atlas, Passage passage, Guid other) => new(
        atlas.Units.TryGetValue(other, out var unit) ? unit.Name(passage.HappenedOn) : "–", passage.Kind == PassageKind.Merged ? Words.Key("sáp nhập") : Words.Key("tách ra"),
        passage.HappenedOn, $"/network/{other}");

    static string Span(Unit unit) => $"{(unit.StartedOn is { } s ? Say.Day(s) : "…")} – {(unit.EndedOn is { } e ? Say.Day(e) : "…")}";
}
