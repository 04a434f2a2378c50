using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Network;

/// <summary>What became of each old commune on 2025-07-01, and with it of its district and its province.</summary>
sealed class PlaceMapping(NetworkStore store, IReadOnlyDictionary<(PlaceLevel, string), List<PlaceUnit>> byCode, List<BadRow> bad)
{
    readonly HashSet<(Guid, Guid)> known = [];
    int added;

    /// <summary>Adds what is not known yet; returns how many.</summary>
    public async Task<int> RunAsync(IReadOnlyList<CsvRow> rows, CancellationToken stop)
    {
        foreach (var passage in await store.PlacePassages.AsNoTracking().Select(p => new { p.FromId, p.ToId }).ToListAsync(stop)) known.Add((passage.FromId, passage.ToId));
        var good = rows.Where(IsGood).ToList();
        foreach (var row in good)
            Add(Old(PlaceLevel.Commune, row["old_code"])!, New(PlaceLevel.Commune, row["new_code"])!, row["relation"] == "part" ? Extent.Part : Extent.Whole);
        foreach (var district in good.GroupBy(r => r["old_district_code"]))
            Spread(Old(PlaceLevel.District, district.Key), [.. district.Select(r => r["new_code"]).Distinct().Select(c => New(PlaceLevel.Commune, c))]);
        foreach (var province in good.GroupBy(r => r["old_province_code"]))
            Spread(Old(PlaceLevel.Province, province.Key), [.. province.Select(r => r["new_province_code"]).Distinct().Select(c => New(PlaceLevel.Province, c))]);
        return added;
    }

    bool IsGood(CsvRow row)
    {
        var missing = Old(PlaceLevel.Commune, row["old_code"]) is null ? row["old_code"] : New(PlaceLevel.Commune, row["new_code"]) is null ? row["new_code"] : null;
        if (missing is not null) bad.Add(new(row.File, row.Line, Refusal.Invalid("Không có xã mã “{0}” trong danh mục.", missing)));
        else if (row["relation"] is not ("whole" or "part"))
        {
            bad.Add(new(row.File, row.Line, Refusal.Invalid("Cột relation phải là whole hoặc part, không phải “{0}”.", row["relation"])));
            return false;
        }
        return missing is null;
    }

    void Spread(PlaceUnit? from, IReadOnlyList<PlaceUnit?> to)
    {
        if (from is null) return;
        foreach (var next in to.OfType<PlaceUnit>()) Add(from, next, to.Count == 1 ? Extent.Whole : Extent.Part);
    }

    void Add(PlaceUnit from, PlaceUnit to, Extent extent)
    {
        if (!known.Add((from.Id, to.Id))) return;
        store.PlacePassages.Add(new() { FromId = from.Id, ToId = to.Id, HappenedOn = PlaceUnit.Reform, Extent = extent });
        added++;
    }

    PlaceUnit? Old(PlaceLevel level, string code) => On(level, code, PlaceUnit.Reform.AddDays(-1));

    PlaceUnit? New(PlaceLevel level, string code) => On(level, code, PlaceUnit.Reform);

    PlaceUnit? On(PlaceLevel level, string code, DateOnly day) =>
        byCode.GetValueOrDefault((level, code))?.FirstOrDefault(u => u.ValidFrom <= day && (u.ValidTo is not { } to || to >= day));
}
