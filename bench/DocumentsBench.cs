using System.Diagnostics;
using System.Globalization;
using LienY.Contracts;
using LienY.Documents;
using LienY.Edxml;
using LienY.Kernel;
using LienY.Server;
using LienY.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LienY.Bench;

/// <summary>
/// Search in registers of a million papers, with and without tone marks; messages by edXML written, taken in and entered in the register, each on disk.
/// </summary>
static class DocumentsBench
{
    const int Messages = 2_000;
    const int Warm = 200;
    static readonly string[] Verbs = ["Triển khai", "Báo cáo", "Tăng cường", "Đôn đốc", "Hướng dẫn", "Phối hợp", "Rà soát", "Góp ý", "Đề nghị", "Chuẩn bị", "Tổng kết",
        "Kiểm tra", "Cử cán bộ", "Lập dự toán", "Mời dự họp"];
    static readonly string[] Things = ["hội chẩn từ xa", "chuyển giao kỹ thuật", "tiêm chủng mở rộng", "khám lưu động", "hồi sức sơ sinh", "phòng chống dịch sởi",
        "bảo hiểm y tế", "mua sắm trang thiết bị",
        "đào tạo liên tục", "luân phiên bác sĩ", "chăm sóc bà mẹ", "dinh dưỡng trẻ em", "an toàn người bệnh", "bệnh án điện tử", "chuyển đổi số", "tai mũi họng",
            "can thiệp tim mạch", "sàng lọc trước sinh"];
    static readonly string[] Whens = ["quý I", "quý II", "quý III", "quý IV", "sáu tháng đầu năm", "năm 2026", "tháng mười", "giai đoạn 2026 đến 2030", "dịp Tết",
        "mùa đông xuân"];
    static readonly string[] Issuers = ["Bộ Y tế", "Ủy ban nhân dân tỉnh Lào Cai", "Sở Tài chính", "Bệnh viện Nhi Trung ương", "Cục Phòng bệnh",
        "Bảo hiểm xã hội tỉnh", "Trung tâm Y tế huyện", "Sở Nội vụ", "Thanh tra tỉnh", "Bệnh viện Đa khoa tỉnh"];

    public static Task RunAsync() => RunAsync([]);

    /// <summary><c>bench documents [--count N] [--database sqlite|postgres|both]</c></summary>
    public static async Task RunAsync(string[] args)
    {
        var count = Array.IndexOf(args, "--count") is >= 0 and var n ? int.Parse(args[n + 1], CultureInfo.InvariantCulture) : 1_000_000;
        var which = Array.IndexOf(args, "--database") is >= 0 and var at ? args[at + 1] : "both";
        foreach (var postgres in new[] { false, true }.Where(p => which == "both" || which == (p ? "postgres" : "sqlite")))
        {
            var data = Machine.Folder();
            var builder = Host.CreateApplicationBuilder();
            builder.Logging.ClearProviders();
            Door.AddServices(builder.Services, new Settings
            {
                Data = data,
                Database = postgres ? await PostgresServer.FreshDatabaseAsync() : "",
                Urls = "http://127.0.0.1:0"
            });
            using var host = builder.Build();
            await House.MigrateAsync(host.Services);
            await ExchangeAsync(host.Services, postgres);
            await SearchAsync(host.Services, postgres, count);
            Directory.Delete(data, true);
        }
    }

    static string Subject(int i) =>
        $"{Verbs[i % Verbs.Length]} {Things[i / 7 % Things.Length]} {Whens[i / 131 % Whens.Length]} tại {Things[(i * 31 / 11) % Things.Length]} đợt {i / 977 % 300}";

    static async Task SearchAsync(IServiceProvider services, bool postgres, int count)
    {
        var database = services.GetRequiredService<Database>();
        var office = Guid.CreateVersion7();
        var watch = Stopwatch.StartNew();
        await FillAsync(database, office, count);
        Console.WriteLine($"{count} papers filled in {watch.Elapsed.TotalSeconds:F0} s (load {Machine.Load()})");
        string[] marked = ["hội chẩn từ xa", "Triển khai hội chẩn từ xa quý III", "Bệnh viện Nhi Trung ương luân phiên", "hồi sức sơ sinh đợt 217",
            "phòng chống dịch sởi dịp Tết", "Thanh tra bảo hiểm y tế đợt 5", "không có đâu nhé"];
        var rows = new List<string[]>();
        foreach (var (name, asked) in new (string, string[])[]
        {
            ("with tone marks", marked), ("without tone marks", [.. marked.Select(Fold.Of)]), ("number and symbol", ["4182/UBND-VX", $"{count / 2}/UBND", "77/BYT",
                $"{count - 3}"]),
            ("frequent words that seldom meet", ["sàng lọc tai mũi họng tim mạch đợt 3", "dinh dưỡng thanh tra sởi 12", "quý IV Cục Phòng bệnh điện tử đợt 299"]),
                ("beginning of a word", ["hội ch", "triển kh", "sơ si"]),
        })
        {
            var times = new List<double>();
            var found = 0;
            for (var i = 0; i < 140; i++)
            {
                await using var scope = services.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House;
                var one = Stopwatch.StartNew();
                var hits = await scope.ServiceProvider.GetRequiredService<PaperIndex>().FindAsync(office, "in", asked[i % asked.Length], 40, default);
                var ids = hits.Select(h => h.Paper).ToList();
                var page = ids.Count == 0 ? [] : await scope.ServiceProvider.GetRequiredService<DocumentsStore>().Incoming.AsNoTracking().Where(p => ids.Contains(p.Id))
                    .ToListAsync();
                if (i >= 20) times.Add(one.Elapsed.TotalMilliseconds);
                found = Math.Max(found, page.Count);
            }
            times.Sort();
            rows.Add([name, Machine.Say(Machine.Percentile(times, 0.5)), Machine.Say(Machine.Percentile(times, 0.95)), Machine.Say(times[^1]),
                found.ToString(CultureInfo.InvariantCulture)]);
        }
        Machine.Table($"Search in a register of {count:N0} papers, first 40 with their rows, {(postgres ? "PostgreSQL 15" : "SQLite")} (load {Machine.Load()})",
            ["asked", "p50 ms", "p95 ms", "most ms", "most rows"], rows);
    }

    static async Task FillAsync(Database database, Guid office, int count)
    {
        await using var connection = await database.OpenAsync();
        var postgres = connection.IsPostgres();
        if (postgres) await connection.RunAsync("drop index documents_find_words", default);
        connection.KeepStatements();
        var at = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var from = 0; from < count; from += 20_000)
        {
            await connection.RunAsync("begin", default);
            for (var i = from; i < Math.Min(count, from + 20_000); i++)
            {
                var (id, day) = (Guid.CreateVersion7(), new DateOnly(2026, 1, 1).AddDays(i / 4_000));
                var (code, subject, issuer) = ($"{i + 1}/{(i % 3 == 0 ? "UBND-VX" : i % 3 == 1 ? "BYT-KCB" : "SYT-NVY")}", Subject(i),
                    Issuers[i / 13 % Issuers.Length]);
                await connection.RunAsync("insert into documents_incoming (id, organisation_id, book, year, number, arrived_on, registered_on, registered_at, issuer, code, code_key, paper_day, type, subject, "
                    + "urgency, signer, receiver, pages, note, state, frozen, state_reason, duplicate_reason, result, made_by_name, version) values (@p0, @p1, 'chung', 2026, @p2, @p3, @p3, @p4, @p5, @p6, "
                    + "@p7, @p3, '', @p8, 'Normal', '', '', 2, '', 'Done', @p9, '', '', '', 'Văn thư', 0)", default, id, office, i + 1, day, at.AddMinutes(i / 10),
                        issuer, code, PaperCode.Key(code), subject, false);
                await connection.RunAsync("insert into documents_find (paper_id, register, organisation_id, text) values (@p0, 'in', @p1, @p2)", default, id, office,
                    PaperIndex.Line(office, "in", $"{i + 1} {code} {subject} {issuer} 2026"));
            }
            await connection.RunAsync("commit", default);
        }
        if (postgres)
        {
            await connection.RunAsync("create index documents_find_words on documents_find using gin (to_tsvector('simple', text))", default);
            await connection.RunAsync("analyze documents_find", default);
            await connection.RunAsync("analyze documents_incoming", default);
        }
    }

    static async Task ExchangeAsync(IServiceProvider services, bool postgres)
    {
        var (from, to) = await OfficesAsync(services);
        var file = new byte[20_000];
        new Random(1).NextBytes(file);
        "%PDF-1.7"u8.CopyTo(file);
        byte[] Make(int i) => EdxmlWriter.Write(new EdxmlMessage
        {
            From = new("000.00.01.B01", "Sở Y tế"),
            To = [new("000.00.02.B01", "Bệnh viện")],
            Number = i.ToString(CultureInfo.InvariantCulture),
            Notation = "SYT-NVY",
            Day = new(2026, 11, 2),
            TypeName = "Công văn",
            Subject = Subject(i),
            SignerName = "Người ký",
            DocumentId = EdxmlMessage.IdOf("000.00.01.B01", new(2026, 11, 2), $"{i}/SYT-NVY"),
            Traces = [new("000.00.01.B01", new(2026, 11, 2, 0, 0, 0, TimeSpan.Zero))],
            Attachments = [new("a", "van-ban.pdf", "application/pdf")],
        }, file);
        for (var i = 0; i < Warm; i++) await TakeAsync(services, to, Make(1_000_000 + i));
        var engine = Stopwatch.StartNew();
        for (var i = 0; i < Messages; i++) EdxmlReader.Read(Make(i));
        engine.Stop();
        var single = await MeasureAsync(Messages, () => Parallel.ForAsync(0, Messages, new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (i, stop) => await TakeAsync(services, to, Make(i))));
        var box = Directory.CreateDirectory(Path.Combine(services.GetRequiredService<Database>().Folder, "axis", "000.00.02.B01", "in")).FullName;
        for (var i = 0; i < Messages; i++) await File.WriteAllBytesAsync(Path.Combine(box, string.Create(CultureInfo.InvariantCulture, $"{i:00000}.edxml")), Make(100_000 + i));
        var fetched = await MeasureAsync(Messages, () => UntilIdleAsync<Receiving>(services, r => r.RunAsync(default)));
        var due = await CountAsync(services, m => m.State == MessageState.Queued);
        var handed = await MeasureAsync(due, () => UntilIdleAsync<Handing>(services, h => h.RunAsync(default)));
        await using var scope = services.CreateAsyncScope();
        var entered = await scope.ServiceProvider.GetRequiredService<DocumentsStore>().Incoming.CountAsync(p => p.OrganisationId == to);
        Machine.Table($"Messages by edXML with a file of 20 KB, {(postgres ? "PostgreSQL 15" : "SQLite")} (load {Machine.Load()}); {entered} entries of {Warm + 2 * Messages} papers, "
            + $"{await CountAsync(services, m => m.State == MessageState.Sent)} answers handed over",
            ["what", "messages/s", "CPU ms each"],
        [
            ["written and read in memory", Machine.Say(Messages / engine.Elapsed.TotalSeconds, 0), ""],
            ["brought one by one, four at once: kept, entered in the register, answers queued, on disk", .. single],
            ["fetched from the folders of the axis: the same", .. fetched],
            ["answers handed to the folders of the axis, each on disk", .. handed],
        ]);
        _ = from;
    }

    static async Task<string[]> MeasureAsync(int count, Func<Task> work)
    {
        using var process = Process.GetCurrentProcess();
        var (watch, before) = (Stopwatch.StartNew(), process.TotalProcessorTime);
        await work();
        watch.Stop();
        process.Refresh();
        return [Machine.Say(count / watch.Elapsed.TotalSeconds, 0), Machine.Say((process.TotalProcessorTime - before).TotalMilliseconds / count)];
    }

    static async Task UntilIdleAsync<T>(IServiceProvider services, Func<T, Task<int>> run) where T : notnull
    {
        for (var did = 1; did > 0;)
        {
            await using var scope = services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House;
            did = await run(scope.ServiceProvider.GetRequiredService<T>());
        }
    }

    static async Task<int> CountAsync(IServiceProvider services, System.Linq.Expressions.Expression<Func<ExchangeMessage, bool>> which)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<DocumentsStore>().Messages.CountAsync(which);
    }

    static async Task TakeAsync(IServiceProvider services, Guid to, byte[] message)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House;
        await scope.ServiceProvider.GetRequiredService<Receiving>().TakeAsync(to, new MemoryStream(message, writable: false), refuse: true, default);
    }

    static async Task<(Guid From, Guid To)> OfficesAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House;
        var organisations = scope.ServiceProvider.GetRequiredService<IOrganisations>();
        var from = await organisations.CreatePartnerAsync("Sở Y tế tỉnh Đo", "department", null, default);
        var to = await organisations.CreatePartnerAsync("Bệnh viện tỉnh Đo", "hospital", null, default);
        var store = scope.ServiceProvider.GetRequiredService<DocumentsStore>();
        foreach (var (office, code, alone) in new[] { (from, "000.00.01.B01", false), (to, "000.00.02.B01", true) })
            store.Settings.Add(new()
            {
                OrganisationId = office,
                FromDay = new(2020, 1, 1),
                Symbol = "SYT",
                OrganCode = code,
                AutoRegister = alone,
                ChangedByName = "bench",
                ChangedAt = store.Clock.GetUtcNow()
            });
        store.Axis.Add(new() { Kind = AxisChoice.Folder, ChangedByName = "bench", ChangedAt = store.Clock.GetUtcNow() });
        await store.SaveChangesAsync();
        return (from, to);
    }
}
