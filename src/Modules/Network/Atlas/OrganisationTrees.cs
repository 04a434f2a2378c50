using System.Collections.Concurrent;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Network;

/// <summary>Makes trees out of the atlas, for sums over organisations; keeps the few days that are asked for until the network changes.</summary>
sealed class OrganisationTrees(AtlasBook book, Database database, TimeProvider clock) : IOrganisationTree
{
    readonly ConcurrentDictionary<(Guid Stamp, DateOnly Day), OrganisationTree> kept = [];

    /// <inheritdoc/>
    public async Task<OrganisationTree> OnAsync(DateOnly? day, CancellationToken stop)
    {
        var atlas = await book.NowAsync(stop);
        var on = day ?? clock.Today();
        if (kept.TryGetValue((atlas.Stamp, on), out var tree)) return tree;
        await using var connection = await database.OpenAsync(stop);
        var places = (await connection.RowsAsync("select id, code from network_place", r => (Id: r.GetGuid(0), Code: r.GetString(1)), stop)).ToDictionary(p => p.Id, p => p.Code);
        if (kept.Count > 8) kept.Clear();
        return kept[(atlas.Stamp, on)] = new($"{atlas.Stamp:N}-{on:yyyyMMdd}", atlas.Units.Values.Select(u => Of(atlas, u, on, places)));
    }

    static TreeUnit Of(OrganisationAtlas atlas, Unit unit, DateOnly on, Dictionary<Guid, string> places) =>
        new(unit.Id, unit.Name(on), unit.Kind, Above(atlas, unit.Id, on), unit.IsOpen(on), [.. unit.Codes.Select(c => c.Text)],
            atlas.PlaceOf(unit.Id, on) is { } place ? places.GetValueOrDefault(place) : null);

    static List<Guid> Above(OrganisationAtlas atlas, Guid id, DateOnly on)
    {
        var above = new List<Guid>();
        for (var next = Next(atlas, id, on); next is { } n && n != id && !above.Contains(n); next = Next(atlas, n, on)) above.Add(n);
        return above;
    }

    /// <summary>Where an organisation counts: its main successor when it has ended, else its parent.</summary>
    static Guid? Next(OrganisationAtlas atlas, Guid id, DateOnly on)
    {
        if (!atlas.Units.TryGetValue(id, out var unit)) return null;
        if (unit.EndedOn is { } ended && ended < on
            && atlas.Onward(id).Where(p => p.HappenedOn <= on).OrderBy(p => p.HappenedOn).ThenBy(p => p.Id).FirstOrDefault() is { } passage) return passage.ToId;
        return unit.Parent(on);
    }
}
