using LienY.Kernel;
using LienY.Network.Pages;
using Microsoft.EntityFrameworkCore;

namespace LienY.Network;

/// <summary>What a list of organisations asks: words, kind, province, open or ended, day, page.</summary>
sealed record Asked(string Q, string Kind, Guid? Province, string State, DateOnly On, int Page)
{
    /// <summary>From the address.</summary>
    public static Asked Of(Microsoft.AspNetCore.Http.HttpRequest request, DateOnly today)
    {
        string Text(string name) => request.Query[name].ToString().Trim();
        return new(Text("q"), Text("kind"), Guid.TryParse(Text("province"), out var p) ? p : null, Text("state") is { Length: > 0 } s ? s : "open",
            Say.TryDay(Text("on"), out var on) ? on : today, int.TryParse(Text("page"), out var page) ? Math.Max(1, page) : 1);
    }

    /// <summary>Address of a page with the same questions.</summary>
    public string Address(string path, int page = 1) =>
        $"{path}?q={Uri.EscapeDataString(Q)}&kind={Uri.EscapeDataString(Kind)}&province={Province}&state={Uri.EscapeDataString(State)}&on={On.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)}&page={page}";
}

/// <summary>Organisations as a list in the order of the tree, on a day.</summary>
sealed class Listing(NetworkStore store, AtlasBook book)
{
    static readonly StringComparer ByName = StringComparer.Create(Say.Vietnam, ignoreCase: true);

    /// <summary>All rows that were asked for.</summary>
    public async Task<List<OrganisationsPage.Row>> RowsAsync(Asked asked, CancellationToken stop)
    {
        var atlas = await book.NowAsync(stop);
        var provinces = await new Provinces(store).OnAsync(atlas, asked.On, stop);
        var words = Fold.Of(asked.Q).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var flat = words.Length > 0 || asked.Kind.Length > 0;
        return [.. InOrder(atlas, asked.On)
            .Where(u => asked.State == "all" || u.Unit.IsOpen(asked.On) == (asked.State != "ended"))
            .Where(u => asked.Kind.Length == 0 || u.Unit.Kind == asked.Kind)
            .Where(u => words.All(w => u.Unit.Hay.Contains(w, StringComparison.Ordinal)))
            .Where(u => asked.Province is not { } p || provinces.Of(u.Unit.Id)?.Id == p)
            .Select(u => new OrganisationsPage.Row(u.Unit.Id, u.Unit.Name(asked.On), u.Unit.Short, Kinds.NameOf(u.Unit.Kind), provinces.Of(u.Unit.Id)?.Name ?? "",
                u.Unit.Parent(asked.On) is { } above && atlas.Units.TryGetValue(above, out var parent) ? parent.Name(asked.On) : "", CodesOn(u.Unit, asked.On, CodeKind.Facility),
                CodesOn(u.Unit, asked.On, CodeKind.Identification), u.Unit.IsOpen(asked.On), flat ? 0 : u.Depth))];
    }

    /// <summary>Provinces in force on the day, for the filter.</summary>
    public async Task<List<(string, string)>> ProvinceOptionsAsync(DateOnly on, CancellationToken stop) =>
        [.. (await store.Places.AsNoTracking().Where(p => p.Level == PlaceLevel.Province && p.ValidFrom <= on && (p.ValidTo == null || p.ValidTo >= on)).ToListAsync(stop))
            .OrderBy(p => p.Name, ByName).Select(p => (p.Id.ToString(), p.Name))];

    static string CodesOn(Unit unit, DateOnly on, CodeKind kind) => string.Join(", ", unit.Codes.Where(c => c.Kind == kind && c.Holds(on)).Select(c => c.Text));

    static IEnumerable<(Unit Unit, int Depth)> InOrder(OrganisationAtlas atlas, DateOnly on)
    {
        var seen = new HashSet<Guid>();
        var open = new Stack<(Unit, int)>();
        foreach (var root in Sorted(atlas.Units.Values.Where(u => u.Parent(on) is null), on).Reverse()) open.Push((root, 0));
        while (open.TryPop(out var next))
        {
            if (!seen.Add(next.Item1.Id)) continue;
            yield return next;
            foreach (var child in Sorted(atlas.Below(next.Item1.Id, on), on).Reverse()) open.Push((child, next.Item2 + 1));
        }
    }

    static IEnumerable<Unit> Sorted(IEnumerable<Unit> units, DateOnly on) =>
        units.OrderBy(u => u.Kind switch { "ministry" => 0, "committee" => 1, "department" => 2, "partner" => 8, "group" => 9, _ => 3 }).ThenBy(u => u.Name(on), ByName);
}

/// <summary>The province of each organisation on a day: of the nearest seat above it that is in force then.</summary>
sealed class Provinces(NetworkStore store)
{
    Dictionary<Guid, PlaceUnit> places = [];
    OrganisationAtlas atlas = null!;
    DateOnly on;

    /// <summary>Reads what is needed for a day.</summary>
    public async Task<Provinces> OnAsync(OrganisationAtlas tree, DateOnly day, CancellationToken stop)
    {
        (atlas, on) = (tree, day);
        var ids = tree.Units.Values.Select(u => u.PlaceId).OfType<Guid>().Distinct().ToList();
        var found = await store.Places.AsNoTracking().Where(p => p.Level == PlaceLevel.Province || ids.Contains(p.Id)).ToListAsync(stop);
        var above = found.Where(p => p.Level == PlaceLevel.Commune).Select(p => p.ParentId).OfType<Guid>().Distinct().ToList();
        found.AddRange(await store.Places.AsNoTracking().Where(p => above.Contains(p.Id)).ToListAsync(stop));
        places = found.DistinctBy(p => p.Id).ToDictionary(p => p.Id);
        return this;
    }

    /// <summary>The province, null where none is known.</summary>
    public PlaceUnit? Of(Guid id)
    {
        foreach (var unit in atlas.Above(id, on))
        {
            if (unit.PlaceId is not { } placeId || !places.TryGetValue(placeId, out var place) || on < place.ValidFrom || on > place.ValidTo) continue;
            while (place.Level != PlaceLevel.Province && place.ParentId is { } up && places.TryGetValue(up, out var next)) place = next;
            return place;
        }
        return null;
    }
}
