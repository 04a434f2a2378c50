using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Server;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Bench;

/// <summary>The line of rooms under load, against the published server as a process of its own: how soon what the presenter does is seen by the others, how soon a
/// page gets the offer for sound and pictures, and what a room's page weighs on the wire.</summary>
static class RoomsBench
{
    const int Rooms = 150, Members = 4, PerSecond = 10, Joining = 300, JoinsPerSecond = 30;
    static readonly TimeSpan Settle = TimeSpan.FromSeconds(5), Measured = TimeSpan.FromSeconds(20);
    static readonly RoomRole[] Roles = [RoomRole.Chair, RoomRole.Secretary, RoomRole.Presenter, RoomRole.Expert];

    public static async Task RunAsync()
    {
        var rows = new List<string[]>();
        foreach (var postgres in new[] { false, true })
        {
            var (folder, database) = (Machine.Folder(), postgres ? await PostgresServer.FreshDatabaseAsync() : "");
            try
            {
                var (people, rooms) = await FillAsync(folder, database);
                await using var server = await RunningServer.StartAsync(database, demo: false, folder);
                using var program = new HttpClient { BaseAddress = server.Url };
                var name = postgres ? "PostgreSQL 15" : "SQLite";
                // The code of a fresh process is compiled before it is measured.
                await JoinAsync(server, program, people, rooms[^10..]);
                rows.AddRange((await JoinAsync(server, program, people, rooms[..(Joining / Members)])).Select(r => (string[])[name, .. r]));
                rows.Add([name, .. await ViewsAsync(server, program, people, rooms[(Joining / Members)..])]);
                if (!postgres) rows.Add(["–", .. await WeightAsync(server, people[0], rooms[^1])]);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        Machine.Table("Rooms: lines over WebSocket, the server a process of its own", ["database", "what", "p50", "p95", "p99", "worst", "how many",
            "server", "load"], rows);
    }

    // Four people of one hospital, each with a seat in every room.
    static async Task<(MadeAccount[] People, Guid[] Rooms)> FillAsync(string folder, string database)
    {
        await using var house = Door.Build(new Settings { Data = folder, Database = database, Urls = "http://127.0.0.1:0" });
        await House.MigrateAsync(house.Services);
        await using var scope = house.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House;
        var hospital = await scope.ServiceProvider.GetRequiredService<IOrganisations>().CreatePartnerAsync("Bệnh viện đo tải", "hospital", null, default);
        var people = new MadeAccount[Members];
        for (var i = 0; i < Members; i++)
            people[i] = await scope.ServiceProvider.GetRequiredService<IAccountMaker>()
                .MakeAsync($"tai{i}", $"Người đo tải {i}", "Bác sĩ", Role.Doctor, hospital, default);
        var rooms = new Guid[Rooms + Joining / Members];
        for (var i = 0; i < rooms.Length; i++)
        {
            var seats = people.Select((p, n) => new RoomSeat(Guid.CreateVersion7(), p.Id, p.User, hospital, Roles[n])).ToList();
            await using var each = house.Services.CreateAsyncScope();
            each.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House;
            rooms[i] = await each.ServiceProvider.GetRequiredService<IRooms>()
                .PlanAsync(new($"bench/{i}", "Phòng đo tải", "/", null, null, seats) { OrganisationId = hospital }, default);
        }
        return (people, rooms);
    }

    static async Task<List<string[]>> JoinAsync(RunningServer server, HttpClient program, MadeAccount[] people, Guid[] rooms)
    {
        var count = rooms.Length * Members;
        var (offers, wholes) = (new double[count], new double[count]);
        var (cpu, clock) = (server.Cpu, Stopwatch.StartNew());
        var all = await Task.WhenAll(Enumerable.Range(0, count).Select(async i =>
        {
            await Task.Delay(TimeSpan.FromSeconds((double)i / JoinsPerSecond));
            var offered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var line = new RoomLine(bytes =>
            {
                if (bytes.Span.StartsWith("{\"t\":\"media\""u8) && bytes.Span.IndexOf("\"offer\""u8) > 0) offered.TrySetResult();
            });
            var from = Stopwatch.GetTimestamp();
            await line.EnterAsync(program, people[i % Members].Token, rooms[i / Members]);
            await line.Told.Task.WaitAsync(TimeSpan.FromMinutes(1));
            var asked = Stopwatch.GetTimestamp();
            await line.SendAsync("""{"t":"media","m":{"type":"join"}}"""u8.ToArray());
            await offered.Task.WaitAsync(TimeSpan.FromMinutes(1));
            (offers[i], wholes[i]) = (Stopwatch.GetElapsedTime(asked).TotalMilliseconds, Stopwatch.GetElapsedTime(from).TotalMilliseconds);
            return line;
        }));
        var used = Cores(server, cpu, clock);
        foreach (var line in all) await line.DisposeAsync();
        return [Row($"join → offer, {count} users in {rooms.Length} rooms, {JoinsPerSecond} a second, ms", offers, used),
            Row("pass asked → line → offer, the same users, ms", wholes, used)];
    }

    static async Task<string[]> ViewsAsync(RunningServer server, HttpClient program, MadeAccount[] people, Guid[] rooms)
    {
        var sent = rooms.Select(_ => new long[4096]).ToArray();
        var seen = new List<double>[rooms.Length * Members];
        var lines = new RoomLine[rooms.Length * Members];
        var measuring = false;
        for (var i = 0; i < lines.Length; i++)
        {
            var (times, room) = (seen[i] = [], i / Members);
            lines[i] = new(bytes =>
            {
                if (bytes.Span.StartsWith("{\"t\":\"view\""u8) && Volatile.Read(ref measuring) && Number(bytes.Span) is > 0 and var number)
                    times.Add(Stopwatch.GetElapsedTime(Volatile.Read(ref sent[room][number])).TotalMilliseconds);
            });
            await lines[i].EnterAsync(program, people[i % Members].Token, rooms[room]);
        }
        foreach (var line in lines) await line.Told.Task.WaitAsync(TimeSpan.FromMinutes(1));
        for (var r = 0; r < rooms.Length; r++)
            await lines[r * Members].SendAsync(JsonSerializer.SerializeToUtf8Bytes(new { t = "floor", seat = lines[r * Members].Seat }));
        return await DriveAsync(server, lines, sent, seen, on => Volatile.Write(ref measuring, on));
    }

    static async Task<string[]> DriveAsync(RunningServer server, RoomLine[] lines, long[][] sent, List<double>[] seen, Action<bool> measure)
    {
        var (clock, ping, number, told) = (Stopwatch.StartNew(), TimeSpan.Zero, 0L, 0L);
        var (cpu, from) = (TimeSpan.Zero, (Stopwatch?)null);
        var count = sent.Length;
        while (clock.Elapsed < Settle + Measured)
        {
            // Rooms speak one after the other, so that they do not all at the same instant.
            for (var due = (long)(clock.Elapsed.TotalSeconds * PerSecond * count); number < due; number++)
            {
                var (room, own) = ((int)(number % count), number / count + 1);
                Volatile.Write(ref sent[room][own], Stopwatch.GetTimestamp());
                await lines[room * Members].SendAsync(System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
                    $$$"""{"t":"view","v":{"page":1,"zoom":1.25,"x":480.5,"y":375,"turn":0,"pointX":{{{own}}},"pointY":200,"light":100,"contrast":120}}""")));
                if (from is not null) told++;
            }
            if (from is null && clock.Elapsed >= Settle)
            {
                (cpu, from) = (server.Cpu, Stopwatch.StartNew());
                measure(true);
            }
            if (clock.Elapsed - ping > TimeSpan.FromSeconds(4))
            {
                ping = clock.Elapsed;
                foreach (var line in lines) await line.SendAsync("""{"t":"ping"}"""u8.ToArray());
            }
            await Task.Delay(1);
        }
        var used = Cores(server, cpu, from!);
        await Task.Delay(1000);
        measure(false);
        var all = seen.SelectMany(s => s).ToArray();
        foreach (var line in lines) await line.DisposeAsync();
        var share = 100.0 * all.Length / (told * (Members - 1));
        return Row($"view sent → seen by the other three, {sent.Length} rooms × {Members}, {PerSecond} a second, ms", all,
            used + string.Create(CultureInfo.InvariantCulture, $", {told / Measured.TotalSeconds:N0} views/s in, {share:N1} % seen (a slow reader gets the latest)"));
    }

    static int Number(ReadOnlySpan<byte> view)
    {
        var at = view.IndexOf("\"pointX\":"u8);
        return at >= 0 && System.Buffers.Text.Utf8Parser.TryParse(view[(at + 9)..], out int number, out _) ? number : 0;
    }

    static string Cores(RunningServer server, TimeSpan since, Stopwatch clock) =>
        Machine.Say((server.Cpu - since).TotalSeconds / clock.Elapsed.TotalSeconds, 2) + " core, " + Machine.Say(server.Megabytes, 0) + " MB";

    static string[] Row(string what, IEnumerable<double> times, string server)
    {
        var sorted = times.Order().ToList();
        if (sorted.Count == 0) return [what, "–", "–", "–", "–", "0", server, Machine.Load()];
        return [what, Machine.Say(Machine.Percentile(sorted, 0.5)), Machine.Say(Machine.Percentile(sorted, 0.95)), Machine.Say(Machine.Percentile(sorted, 0.99)),
            Machine.Say(sorted[^1]), Machine.Say(sorted.Count, 0), server, Machine.Load()];
    }

    /// <summary>Everything that a browser loads to stand in a room, as it comes over the wire (brotli).</summary>
    static async Task<string[]> WeightAsync(RunningServer server, MadeAccount account, Guid room)
    {
        var visitor = new Visitor(server.Url);
        await visitor.SignInAsync(account.User, account.Password);
        var page = await visitor.OpenAsync("/rooms/" + room);
        var files = page.QuerySelectorAll("link[href]").Select(l => l.GetAttribute("href")!)
            .Concat(page.QuerySelectorAll("script[src]").Select(s => s.GetAttribute("src")!))
            .Append(page.GetElementById("room")!.GetAttribute("data-call")!).Where(h => h.StartsWith('/')).Distinct().Prepend("/rooms/" + room).ToList();
        using var client = new HttpClient(new SocketsHttpHandler { CookieContainer = visitor.Cookies, AutomaticDecompression = DecompressionMethods.None })
        {
            BaseAddress = server.Url,
            DefaultRequestHeaders = { { "Accept-Encoding", "br" }, { "Accept", "text/html,*/*" } },
        };
        var sizes = new List<int>();
        foreach (var file in files) sizes.Add((await client.GetByteArrayAsync(file)).Length);
        return [$"room page with its style and scripts, kB over the wire ({files.Count} files, the largest {Machine.Say(sizes.Max() / 1000.0)})", "–", "–", "–",
            Machine.Say(sizes.Sum() / 1000.0), Machine.Say(files.Count, 0), "–", Machine.Load()];
    }
}
