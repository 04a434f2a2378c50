using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Evidence;

/// <summary>Official indicators of the catalogue have figures of the last years for the demonstration's departments; documents and numbers are invented and say so.</summary>
sealed class OfficialDemonstration(EvidenceStore store, IFiles files, Following following) : IDemonstration
{
    static readonly (string Code, decimal From, decimal Step)[] Told =
        [("TUOITHO", 70.1m, 0.3m), ("TV_DUOI1", 22.4m, -1.1m), ("TV_DUOI5", 31.2m, -1.4m), ("SDD_NHECAN", 15.2m, -0.6m), ("SDD_THAPCOI", 27.1m, -0.9m), ("BHYT_BAOPHU", 93.2m, 0.8m), ("TSGT_SINH", 111.2m, -0.3m)];

    /// <inheritdoc/>
    public int Order => 41;

    /// <inheritdoc/>
    public async Task TellAsync(DemoWorld world, CancellationToken stop)
    {
        var indicators = await store.Indicators.AsNoTracking().ToDictionaryAsync(i => i.Code, i => i.Id, stop);
        var names = (await store.IndicatorVersions.AsNoTracking().Where(v => v.Kind == IndicatorKind.Official && v.PublishedAt != null).ToListAsync(stop)).ToLookup(v => v.IndicatorId);
        foreach (var (code, from, step) in Told)
            if (indicators.TryGetValue(code, out var id) && names[id].FirstOrDefault() is { } version)
                foreach (var (key, offset) in new[] { ("syt-lao-cai", 0m), ("syt-lai-chau", -0.4m), ("syt-an-giang", 0.9m) })
                    for (var year = world.Today.Year - 3; year < world.Today.Year; year++)
                        await EnterAsync(version, world.Organisations[key], year, from + offset + step * (year - world.Today.Year + 3), stop);
        await CommunesAsync(world, indicators, names, stop);
        await store.SaveChangesAsync(stop);
        await following.RunAsync(stop);
    }

    // The stations of the communes have the newest figure of two indicators, so that a map of communes has something to colour.
    async Task CommunesAsync(DemoWorld world, Dictionary<string, Guid> indicators, ILookup<Guid, IndicatorVersion> names, CancellationToken stop)
    {
        var stations = world.Organisations.Where(o => o.Key.StartsWith("tram-", StringComparison.Ordinal)).OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => o.Value).ToList();
        foreach (var (code, first, step) in new[] { ("BHYT_BAOPHU", 91.4m, 1.3m), ("TCMR_DAYDU", 88.2m, 1.9m) })
            for (var i = 0; i < stations.Count && indicators.TryGetValue(code, out var id) && names[id].FirstOrDefault() is { } version; i++)
                await EnterAsync(version, stations[i], world.Today.Year - 1, first + step * (i * 5 % stations.Count), stop);
    }

    async Task EnterAsync(IndicatorVersion version, Guid unit, int year, decimal number, CancellationToken stop)
    {
        var text = $"\uFEFFChỉ tiêu;Năm;Giá trị;Đơn vị tính\r\n{version.Name};{year};{Say.Number(number)};{version.Unit}\r\nSố liệu trình diễn, không phải số liệu thật\r\n";
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var file = await files.PutAsync(unit, content, 1024 * 1024, stop);
        var value = new EnteredValue
        {
            EntryId = Guid.CreateVersion7(),
            Edition = 1,
            IndicatorId = version.IndicatorId,
            PlanId = Guid.Empty,
            UnitId = unit,
            FromDay = new DateOnly(year, 1, 1),
            ToDay = new DateOnly(year, 12, 31),
            Value = number,
            Grade = Grade.Official,
            DocumentNumber = FormattableString.Invariant($"{year - 2000}/NGTK (giả định)"),
            DocumentDate = new DateOnly(year + 1, 3, 31),
            DocumentIssuer = "Đơn vị thống kê (giả định)",
            FileOwner = unit,
            FileHash = file.Hash,
            FileName = "trich-nien-giam.csv",
            FileSize = file.Size,
            Note = "Số liệu trình diễn",
            EnteredByName = "Người nhập trình diễn",
            EnteredAt = store.Clock.GetUtcNow(),
        };
        ValueFacts.State(store, value);
        store.Values.Add(value);
    }
}
