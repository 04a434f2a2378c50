using System.Diagnostics;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Bench;

/// <summary>Storing episodes as records, and a patient page of 2,000 resources through the gate.</summary>
static class RecordBench
{
    const int Episodes = 3_000;

    public static async Task RunAsync()
    {
        var table = new List<string[]>();
        await using (var site = new SqliteSite()) table.Add(await MeasureAsync("SQLite", site));
        await using (var site = new PostgresSite()) table.Add(await MeasureAsync("PostgreSQL 15", site));
        Machine.Table("Records (targets: 600 episodes/s stored on SQLite, page of 2,000 resources p95 100 ms)",
            ["database", "stored, episodes/s (15 resources each)", "the same again, episodes/s", "page p50, ms", "page p95, ms", "bundle of 2,000 p50, ms",
                "through a basis p95, ms"], [.. table]);
    }

    static async Task<string[]> MeasureAsync(string name, TestSite site)
    {
        await site.InitializeAsync();
        var (holder, other) = (await site.OrganisationAsync("Bệnh viện Đo", kind: "hospital"), await site.OrganisationAsync("Bệnh viện Nhận", kind: "hospital"));
        await StoreAsync(site, [.. Enumerable.Range(0, 200).Select(i => Episode(holder, "warm", i, i))]);
        var fresh = Enumerable.Range(0, Episodes).Select(i => Episode(holder, "e", i, i / 2)).ToList();
        var first = await TimeAsync(site, fresh);
        var again = await TimeAsync(site, [.. fresh.Select(e => e with { Version = 2 })]);
        // One person with some 2,000 resources: 134 visits of 15, of which one is the patient.
        var person = (await StoreAsync(site, [.. Enumerable.Range(0, 143).Select(i => Episode(holder, "long", i, 900_000))]))[0].PersonId;
        await BasisAsync(site, holder, other);
        var own = await site.ProgramAsync(Role.Doctor, holder);
        var far = await site.ProgramAsync(Role.Doctor, other);
        var page = await PagesAsync(own, $"/records/{person}");
        var bundle = await PagesAsync(own, $"/api/records/{person}");
        var crossed = await PagesAsync(far, $"/records/{person}");
        return [name, Machine.Say(first, 0), Machine.Say(again, 0), Machine.Say(Machine.Percentile(page, 0.5)), Machine.Say(Machine.Percentile(page, 0.95)),
            Machine.Say(Machine.Percentile(bundle, 0.5)), Machine.Say(Machine.Percentile(crossed, 0.95))];
    }

    static Task<IReadOnlyList<StoredEpisode>> StoreAsync(TestSite site, IReadOnlyList<ReceivedEpisode> episodes) => site.HouseAsync(async s =>
    {
        await using var connection = await s.GetRequiredService<Database>().OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var stored = await s.GetRequiredService<IEpisodeIntake>().StoreAsync(connection, episodes, default);
        await transaction.CommitAsync();
        return stored;
    });

    static async Task<double> TimeAsync(TestSite site, IReadOnlyList<ReceivedEpisode> episodes)
    {
        var watch = Stopwatch.StartNew();
        foreach (var batch in episodes.Chunk(100)) await StoreAsync(site, batch);
        return episodes.Count / watch.Elapsed.TotalSeconds;
    }

    static async Task<List<double>> PagesAsync(HttpClient program, string address)
    {
        var times = new List<double>();
        for (var i = 0; i < 65; i++)
        {
            var watch = Stopwatch.StartNew();
            await program.GetByteArrayAsync(address);
            if (i >= 5) times.Add(watch.Elapsed.TotalMilliseconds);
        }
        times.Sort();
        return times;
    }

    static async Task BasisAsync(TestSite site, Guid holder, Guid receiver)
    {
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync();
        var now = site.Clock.GetUtcNow();
        await connection.RunAsync(
            "insert into kernel_basis (id, kind, holder_id, receiver_id, purpose, kinds, sensitive, is_identified, reference, reason, valid_from, valid_to, made_at, version) "
            + "values (@p0, 'Law', @p1, @p2, 'treatment', 2047, 31, true, 'bench', '', @p3, @p4, @p3, 1)", default, Guid.CreateVersion7(), holder, receiver,
                now.AddDays(-1), now.AddDays(9));
    }

    /// <summary>A typical outpatient visit: patient, visit, two diagnoses, three drugs, two techniques, three figures with a report, two papers: 15 resources.</summary>
    static ReceivedEpisode Episode(Guid holder, string key, int i, int person)
    {
        var day = $"2026{1 + i % 12:00}{1 + i % 28:00}";
        var number = $"079180{person:000000}";
        Dictionary<string, string> Row(params (string Field, string Text)[] fields) => fields.ToDictionary(f => f.Field, f => f.Text);
        IReadOnlyList<IReadOnlyDictionary<string, string>> head =
        [
            Row(("MA_LK", $"{key}{i}"), ("MA_BN", number[^6..]), ("HO_TEN", $"Nguyễn Thị Đo {person}"), ("SO_CCCD", number), ("NGAY_SINH", "198005170000"),
                ("GIOI_TINH", "2"), ("DIA_CHI", "12 Lê Lợi, phường Bến Thành"),
                ("MA_BENH_CHINH", "I10"), ("MA_BENH_KT", "E11.9"), ("CHAN_DOAN_RV", "Tăng huyết áp, đái tháo đường"), ("MA_LOAI_KCB", "01"), ("NGAY_VAO", day + "0830"),
                    ("NGAY_RA", day + "1000"), ("MA_LOAI_RV", "1"), ("KET_QUA_DTRI", "2")),
        ];
        IReadOnlyList<IReadOnlyDictionary<string,
            string>> drugs = [.. Enumerable.Range(1, 3).Select(n => Row(("MA_THUOC", $"40.{n}"), ("TEN_THUOC", $"Thuốc đo {n}"), ("HAM_LUONG", "500 mg"),
            ("LIEU_DUNG", "1 viên/lần * 2 lần/ngày"), ("SO_LUONG", "28"), ("DON_VI_TINH", "viên"), ("NGAY_YL", day + "0900"), ("MA_BAC_SI", "BS01")))];
        IReadOnlyList<IReadOnlyDictionary<string,
            string>> techniques = [.. Enumerable.Range(1, 2).Select(n => Row(("MA_DICH_VU", $"02.008{n}.1778"), ("TEN_DICH_VU", $"Kỹ thuật đo {n}"), ("MA_NHOM", "3"),
            ("NGAY_YL", day + "0910"), ("NGAY_TH_YL", day + "0920"), ("NGUOI_THUC_HIEN", "BS01;DD02")))];
        IReadOnlyList<IReadOnlyDictionary<string,
            string>> tests = [.. Enumerable.Range(1, 3).Select(n => Row(("MA_DICH_VU", "23.0075"), ("MA_CHI_SO", $"C{n}"), ("TEN_CHI_SO", $"Chỉ số {n}"),
            ("GIA_TRI", $"{n}.5"), ("DON_VI_DO", "mmol/L"), ("MO_TA", "3.9-6.4"), ("NGAY_KQ", day + "0940")))];
        return new(holder, "79011", $"{key}{i}", 1, Guid.CreateVersion7(), new('a', 64),
            [new("XML1", head), new("XML2", drugs), new("XML3", techniques), new("XML4", tests)]);
    }
}
