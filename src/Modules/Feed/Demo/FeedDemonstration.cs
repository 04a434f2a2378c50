using LienY.Contracts;
using LienY.Insurance;
using LienY.Kernel;

namespace LienY.Feed;

/// <summary>
/// Two hospitals of the demonstration feed a year of invented visits (every name and number can be seen to be invented): some with warnings, some refused,
/// one sent again with a change, one file with the code of another hospital.
/// </summary>
sealed class FeedDemonstration(Database database, IFiles files, FeedRules rules, FeedWork work, Facilities facilities, TimeProvider clock) : IDemonstration
{
    static readonly (string Key, int Seed)[] Hospitals = [("bvdk-than-uyen", 11), ("bv-san-nhi-lao-cai", 23)];

    /// <inheritdoc/>
    public int Order => 45;

    /// <inheritdoc/>
    public async Task TellAsync(DemoWorld world, CancellationToken stop)
    {
        foreach (var (key, seed) in Hospitals)
        {
            if (!world.Organisations.TryGetValue(key, out var id) || await facilities.FindAsync(id, stop) is not { Code.Length: 5 } facility) continue;
            var (number, files) = (1, 0);
            foreach (var (day, count) in Days(world.Today))
            {
                var maker = new EpisodeMaker(seed, facility.Code, day);
                var episodes = maker.Many(count, number).ToList();
                number += count;
                if (seed == Hospitals[0].Seed ? files % 6 == 2 : files == 16) episodes[3] = Returning(world.Today, seed, facility.Code, day, number - count + 3);
                if (++files % 5 == 0) Spoil(episodes[0], Severity.Warn);
                if (files % 9 == 0) Spoil(episodes[1], Severity.Refuse);
                await SendAsync(facility, facility.Code, maker, episodes, day, stop);
                if (files != 12) continue;
                // The same visit comes again, its outcome corrected.
                var again = maker.Make(Scene.Outpatient, number - count);
                again.Summary![FieldNames.GHI_CHU] = "Dữ liệu thử: gửi lại, bổ sung lời dặn";
                await SendAsync(facility, facility.Code, maker, [again], day.AddDays(1), stop);
            }
            // One hospital has sent just now; the other has been silent since yesterday evening.
            if (seed == Hospitals[0].Seed) await SendAsync(facility, facility.Code, new(seed, facility.Code, world.Today.AddDays(-1)),
                [new EpisodeMaker(seed, facility.Code, world.Today.AddDays(-1)).Make(Scene.Remote, number)], null, stop);
            var other = new EpisodeMaker(seed, "XD999", world.Today.AddDays(-6));
            await SendAsync(facility, "XD999", other, [other.Make(Scene.Outpatient, 9_000)], world.Today.AddDays(-6), stop);
        }
    }

    /// <summary>A file each half month of the year, then each of the last ten days: some 150 visits.</summary>
    static IEnumerable<(DateOnly Day, int Count)> Days(DateOnly today)
    {
        for (var back = 360; back > 12; back -= 18) yield return (today.AddDays(-back), 5);
        for (var back = 11; back > 0; back--) yield return (today.AddDays(-back), 5);
    }

    async Task SendAsync(Facility facility, string code, EpisodeMaker maker, IReadOnlyList<Episode> episodes, DateOnly? on, CancellationToken stop)
    {
        // Sent on the evening of the day, so that delays are those of a hospital that sends daily; without a day: now.
        var day = on ?? clock.Today();
        var receipts = new Receipts(database, files, rules, on is null ? clock : new EveningClock(day));
        using var content = new MemoryStream();
        EnvelopeWriter.Write(content, code, day, episodes, maker.Set);
        content.Position = 0;
        var kept = await receipts.KeepAsync(facility.Id, FormattableString.Invariant($"XML3176_{code}_{day:yyyyMMdd}.xml"), content, stop);
        var (_, booked) = await receipts.BookAsync(new(facility.Id, code, null, "HIS (mẫu)"), Channel.Hanoi, [kept], null, stop);
        await work.NowAsync(booked[0], Timeout.InfiniteTimeSpan, stop);
    }

    /// <summary>One person comes again and again, to both hospitals: the patient whose account the demonstration has.</summary>
    static Episode Returning(DateOnly today, int seed, string code, DateOnly day, int number)
    {
        static bool IsMan(Episode e) => e.Summary![FieldNames.GIOI_TINH] == "1" && e.Summary[FieldNames.MA_THE_BHYT] is not null;
        var always = new EpisodeMaker(5, "XD035", today.AddDays(-360));
        var who = Enumerable.Range(1, 99).Select(n => always.Make(Scene.Outpatient, n)).First(IsMan).Summary!;
        var episode = Enumerable.Range(1, 99).Select(n => new EpisodeMaker(seed * 100 + n, code, day).Make(Scene.Outpatient, number)).First(IsMan);
        foreach (var row in episode.Tables.SelectMany(t => episode.Rows(t)))
        {
            foreach (var field in row.Layout.Fields.Where(f => Own.Contains(f.Name) && row[f.Name] is not null)) row[field.Name] = who[field.Name];
            if (row.Layout.Number == 1) row[FieldNames.HO_TEN] = "Hà Văn Bun (mẫu)";
        }
        return episode;
    }

    static readonly string[] Own = [FieldNames.SO_CCCD, FieldNames.NGAY_SINH, FieldNames.GIOI_TINH, FieldNames.MA_BN, FieldNames.DIA_CHI, FieldNames.MAXA_CU_TRU,
        FieldNames.MA_THE_BHYT];

    static void Spoil(Episode episode, Severity severity)
    {
        foreach (var injection in Injection.All.Where(i => i.Severity == severity && i.Table <= 1))
            if (injection.Spoil(episode) is not null) return;
    }

    /// <summary>A clock that stands at half past nine in the evening of a day, Hà Nội.</summary>
    sealed class EveningClock(DateOnly day) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(day.ToDateTime(new TimeOnly(14, 30)), TimeSpan.Zero);
    }
}
