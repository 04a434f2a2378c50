using LienY.Kernel;
using LienY.Outlines;
using Microsoft.EntityFrameworkCore;

namespace LienY.Boards;

/// <summary>The outlines that hold on a day: those loaded for this installation, else those that come with the product.</summary>
sealed class ShapeBook(BoardsStore store)
{
    /// <summary>Level of provinces.</summary>
    public const string Province = "province";

    /// <summary>Level of communes.</summary>
    public const string Commune = "commune";

    /// <summary>Provinces, always with both archipelagos.</summary>
    public async Task<IReadOnlyList<Outline>> ProvincesAsync(DateOnly on, CancellationToken stop)
    {
        var loaded = await LoadedAsync(Province, null, on, stop);
        return loaded.Count == 0 ? OutlineFile.Provinces : WithArchipelagos(loaded);
    }

    /// <summary>Communes of a province; empty where none are known.</summary>
    public async Task<IReadOnlyList<Outline>> CommunesAsync(string province, DateOnly on, CancellationToken stop)
    {
        var loaded = await LoadedAsync(Commune, province, on, stop);
        return loaded.Count > 0 ? loaded : [.. OutlineFile.Communes.Where(o => o.Within == province)];
    }

    /// <summary>Provinces whose communes can be drawn.</summary>
    public async Task<IReadOnlySet<string>> WithCommunesAsync(CancellationToken stop) =>
        (await store.Shapes.Where(s => s.Level == Commune).Select(s => s.Within).Distinct().ToListAsync(stop)).Concat(OutlineFile.Communes.Select(o => o.Within)).ToHashSet();

    async Task<List<Outline>> LoadedAsync(string level, string? within, DateOnly on, CancellationToken stop)
    {
        var rows = await store.Shapes.AsNoTracking().Where(s => s.Level == level && s.ValidFrom <= on && (within == null || s.Within == within)).ToListAsync(stop);
        if (rows.Count == 0) return [];
        var newest = rows.Max(r => r.ValidFrom);
        return [.. rows.Where(r => r.ValidFrom == newest).OrderBy(r => r.Code, StringComparer.Ordinal).Select(r => RingText.Read(r.Code, r.Name, r.Rings) with { Within = r.Within })];
    }

    /// <summary>A national map always shows Hoàng Sa and Trường Sa: where loaded outlines lack their islands, ours are added to them.</summary>
    static List<Outline> WithArchipelagos(List<Outline> outlines)
    {
        foreach (var archipelago in Archipelago.All.Where(a => !outlines.Any(o => a.Of(o).Any())))
        {
            var ours = OutlineFile.Provinces.Single(o => o.Code == archipelago.Province);
            var at = outlines.FindIndex(o => o.Code == archipelago.Province);
            var islands = archipelago.Of(ours);
            if (at < 0) outlines.Add(ours with { Rings = [.. islands] });
            else outlines[at] = outlines[at] with { Rings = [.. outlines[at].Rings, .. islands.Select(r => Scaled(r, ours.Scale, outlines[at].Scale))] };
        }
        return outlines;
    }

    static IReadOnlyList<Spot> Scaled(IReadOnlyList<Spot> ring, int from, int to) =>
        from == to ? ring : [.. ring.Select(s => new Spot((int)Math.Round((double)s.X * to / from), (int)Math.Round((double)s.Y * to / from)))];
}
