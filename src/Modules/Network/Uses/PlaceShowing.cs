using System.Globalization;
using LienY.Design;
using LienY.Kernel;
using LienY.Network.Pages;
using Microsoft.EntityFrameworkCore;

namespace LienY.Network;

/// <summary>Loads what the pages of places show.</summary>
sealed class PlaceShowing(NetworkStore store)
{
    const int Most = 500;

    /// <summary>Provinces on a day, or units in force on the day whose name or code was asked for.</summary>
    public async Task<PlacesPage.View> ListAsync(string q, DateOnly on, CancellationToken stop)
    {
        var words = Fold.Of(q);
        var units = On(on);
        units = words.Length == 0 ? units.Where(p => p.Level == PlaceLevel.Province) : units.Where(p => p.Folded.Contains(words) || p.Code == words);
        var total = await units.CountAsync(stop);
        var found = await units.OrderBy(p => p.Level == PlaceLevel.Province ? 0 : p.Level == PlaceLevel.District ? 1 : 2).ThenBy(p => p.Code).Take(Most).ToListAsync(stop);
        var above = found.Select(p => p.ParentId).OfType<Guid>().Distinct().ToList();
        var parents = await store.Places.AsNoTracking().Where(p => above.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.FullName, stop);
        return new([.. found.Select(p => Row(p, on, p.ParentId is { } id ? parents.GetValueOrDefault(id, "") : ""))], total, q, on,
            $"/places/export.csv?q={Uri.EscapeDataString(q)}&on={Address(on)}");
    }

    /// <summary>One unit, with what lay in it on a day.</summary>
    public async Task<PlacePage.View> OneAsync(Guid id, DateOnly on, CancellationToken stop)
    {
        var unit = await store.Places.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy đơn vị hành chính này.");
        var parent = unit.ParentId is { } above ? await store.Places.AsNoTracking().SingleAsync(p => p.Id == above, stop) : null;
        var before = await (from s in store.PlacePassages where s.ToId == id join p in store.Places on s.FromId equals p.Id orderby p.Code select new { s, p }).AsNoTracking().ToListAsync(stop);
        var after = await (from s in store.PlacePassages where s.FromId == id join p in store.Places on s.ToId equals p.Id orderby p.Code select new { s, p }).AsNoTracking().ToListAsync(stop);
        // On a map only steps of the same level are told; a district's communes would hide the rest.
        var inside = await InsideAsync(unit, on, stop);
        var same = await store.Places.AsNoTracking().Where(p => p.Code == unit.Code && p.Level == unit.Level && p.Id != id).OrderBy(p => p.ValidFrom).ToListAsync(stop);
        return new(id, unit.FullName, unit.Code, LevelName(unit.Level), unit.NameEn, on, Holds(unit, on), Known(unit.ValidFrom), unit.ValidTo, Span(unit),
            [new("Địa giới", "/places"), .. parent is null ? [] : new[] { new Crumb(parent.FullName, $"/places/{parent.Id}?on={Address(on)}") }],
            [.. before.Where(b => b.p.Level == unit.Level || unit.Level == PlaceLevel.District).Select(b => Stage(b.s, b.p))], [.. after.Select(a => Stage(a.s, a.p))],
            [.. same.Select(p => new Crumb($"{p.FullName} ({Span(p)})", $"/places/{p.Id}"))],
            [.. inside.GroupBy(p => p.Level).OrderBy(g => g.Key).Select(g => new PlacePage.Part(
                g.Key == PlaceLevel.District ? Words.Key("{0} huyện, quận, thị xã vào ngày {1}") : Words.Key("{0} xã, phường vào ngày {1}"),
                [.. g.Select(p => Row(p, on, ""))], $"/places/{id}/export.csv?on={Address(on)}"))]);
    }

    /// <summary>Units directly inside on a day: of every unit that bore this code and level then.</summary>
    public async Task<List<PlaceUnit>> InsideAsync(PlaceUnit unit, DateOnly on, CancellationToken stop)
    {
        if (!Holds(unit, on)) return [];
        var ids = await store.Places.Where(p => p.Code == unit.Code && p.Level == unit.Level).Select(p => p.Id).ToListAsync(stop);
        return await On(on).Where(p => p.ParentId != null && ids.Contains(p.ParentId.Value)).OrderBy(p => p.Code).ToListAsync(stop);
    }

    /// <summary>One unit, or a refusal.</summary>
    public async Task<PlaceUnit> FindAsync(Guid id, CancellationToken stop) =>
        await store.Places.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy đơn vị hành chính này.");

    /// <summary>Name (key) of a level.</summary>
    public static string LevelName(PlaceLevel level) => level switch
    {
        PlaceLevel.Province => Words.Key("Tỉnh, thành phố"),
        PlaceLevel.District => Words.Key("Huyện, quận, thị xã"),
        _ => Words.Key("Xã, phường"),
    };

    IQueryable<PlaceUnit> On(DateOnly on) => store.Places.AsNoTracking().Where(p => p.ValidFrom <= on && (p.ValidTo == null || p.ValidTo >= on));

    static bool Holds(PlaceUnit unit, DateOnly on) => unit.ValidFrom <= on && (unit.ValidTo is not { } to || on <= to);

    static DateOnly? Known(DateOnly from) => from == PlaceUnit.Unknown ? null : from;

    static string Span(PlaceUnit unit) => $"{(Known(unit.ValidFrom) is { } f ? Say.Day(f) : "…")} – {(unit.ValidTo is { } t ? Say.Day(t) : "…")}";

    static LineageMap.Stage Stage(PlacePassage step, PlaceUnit other) =>
        new(other.FullName, step.Extent == Extent.Whole ? Words.Key("toàn bộ") : Words.Key("một phần"), step.HappenedOn, $"/places/{other.Id}?on={Address(other.ValidTo ?? other.ValidFrom)}");

    static PlacesPage.Row Row(PlaceUnit p, DateOnly on, string above) => new(p.Code, p.FullName, above, Known(p.ValidFrom), p.ValidTo, $"/places/{p.Id}?on={Address(on)}");

    static string Address(DateOnly on) => on.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
