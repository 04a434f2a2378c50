using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Server;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Bench;

/// <summary>
/// Four people in the room's own page, in Chromium with a camera and a microphone that say who they are: who is seen and heard by whom, how soon, how late. The
/// embedded plane and Janus of Debian after each other. LIENY_CALL_PROBE names the folder of the probe (probe.mjs with its node_modules).
/// </summary>
static class CallsBench
{
    static readonly RoomRole[] Roles = [RoomRole.Chair, RoomRole.Secretary, RoomRole.Presenter, RoomRole.Expert];

    public static async Task RunAsync()
    {
        if (Environment.GetEnvironmentVariable("LIENY_CALL_PROBE") is not { Length: > 0 } probe || !File.Exists(Path.Combine(probe, "probe.mjs")))
        {
            Console.WriteLine("Calls: LIENY_CALL_PROBE does not name the folder of the probe; nothing was measured.\n");
            return;
        }
        var rows = new List<string[]> { await OneAsync(probe, janus: false) };
        if (JanusProcess.IsThere) rows.Add(await OneAsync(probe, janus: true));
        else Console.WriteLine("Janus is not installed (package janus).");
        Machine.Table("Calls: four people in Chromium, 320x240 at 15 pictures a second", ["plane", "pairs seen and heard", "first picture p50", "p95", "latency p50", "gone and back", "server, cores",
            "Janus, cores", "machine busy, cores", "load"], rows);
    }

    static async Task<string[]> OneAsync(string probe, bool janus)
    {
        var folder = Machine.Folder();
        using var back = janus ? new JanusProcess(fullTrickle: true) : null;
        try
        {
            if (back is not null) await back.ReadyAsync();
            var (people, room) = await FillAsync(folder);
            Environment.SetEnvironmentVariable("LIENY_JANUS_URL", back?.Url);
            await using var server = await RunningServer.StartAsync("", demo: false, folder);
            Environment.SetEnvironmentVariable("LIENY_JANUS_URL", null);
            for (var i = 0; i < people.Length; i++) await KeepAsync(server.Url, people[i], Path.Combine(folder, $"person-{i}.json"));
            var report = await ProbeAsync(probe, folder, server, room, back);
            return [janus ? "Janus " + await JanusProcess.VersionAsync() : "embedded", .. Told(report), Machine.Load()];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static async Task<(MadeAccount[] People, Guid Room)> FillAsync(string folder)
    {
        await using var house = Door.Build(new Settings { Data = folder, Urls = "http://127.0.0.1:0" });
        await House.MigrateAsync(house.Services);
        await using var scope = house.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House;
        var (maker, rooms) = (scope.ServiceProvider.GetRequiredService<IAccountMaker>(), scope.ServiceProvider.GetRequiredService<IRooms>());
        var hospital = await scope.ServiceProvider.GetRequiredService<IOrganisations>().CreatePartnerAsync("Bệnh viện thử", "hospital", null, default);
        var people = new MadeAccount[Roles.Length];
        for (var i = 0; i < people.Length; i++) people[i] = await maker.MakeAsync($"goi{i}", $"Người gọi {i}", "Bác sĩ", Role.Doctor, hospital, default);
        var seats = people.Select((p, n) => new RoomSeat(Guid.CreateVersion7(), p.Id, p.User, hospital, Roles[n])).ToList();
        return (people, await rooms.PlanAsync(new("bench/calls", "Phòng thử", "/", null, null, seats) { OrganisationId = hospital }, default));
    }

    /// <summary>A signed-in browser, as the probe takes it.</summary>
    static async Task KeepAsync(Uri url, MadeAccount account, string path)
    {
        var visitor = new Visitor(url);
        await visitor.SignInAsync(account.User, account.Password);
        var cookies = visitor.Cookies.GetAllCookies().Select(c => (JsonNode)new JsonObject
        {
            ["name"] = c.Name,
            ["value"] = c.Value,
            ["domain"] = url.Host,
            ["path"] = "/",
            ["expires"] = -1,
            ["httpOnly"] = true,
            ["secure"] = false,
            ["sameSite"] = "Lax",
        });
        await File.WriteAllTextAsync(path, new JsonObject { ["cookies"] = new JsonArray([.. cookies]), ["origins"] = new JsonArray() }.ToJsonString());
    }

    static async Task<JsonNode> ProbeAsync(string probe, string folder, RunningServer server, Guid room, JanusProcess? janus)
    {
        var (steps, report) = (Path.Combine(folder, "steps.json"), Path.Combine(folder, "report.json"));
        await File.WriteAllTextAsync(steps, $$"""
            [{"goto":"{{server.Url}}rooms/{{room}}"},{"wait":"#enter-sound:not([hidden])","timeout":60000},{"click":"#enter"},{"wait":"#meeting:not([hidden])","timeout":60000}]
            """);
        var info = new ProcessStartInfo("node", ["probe.mjs", "--url", server.Url.ToString(), "--participants", "4", "--steps", steps, "--storage-state", Path.Combine(folder, "person-{i}.json"),
            "--video", "#faces video:not(.own)", "--launch", "chromium", "--arg=--no-sandbox", "--settle", "8", "--duration", "15", "--rejoin", "--json", report,
            "--watch", $"server={server.Id}", .. janus is null ? Array.Empty<string>() : ["--watch", $"janus={janus.Id}"]])
        { WorkingDirectory = probe };
        using var run = Process.Start(info)!;
        await run.WaitForExitAsync();
        return JsonNode.Parse(await File.ReadAllTextAsync(report))!;
    }

    static string[] Told(JsonNode report)
    {
        var (summary, rejoin) = (report["summary"]!, report["rejoin"]);
        string Ms(JsonNode? value) => value is null ? "–" : value.GetValue<double>().ToString("N0", CultureInfo.InvariantCulture) + " ms";
        string Cores(string label) => report["cpu"]!.AsArray().FirstOrDefault(c => c!["label"]!.GetValue<string>() == label)?["cores"] is { } cores ? Machine.Say(cores.GetValue<double>(), 2) : "–";
        var back = rejoin?["sees"]!.AsArray().Concat(rejoin["seenBy"]!.AsArray()).Select(s => s!["ms"]?.GetValue<double>()).ToList() ?? [];
        return [$"{summary["ok"]} of {summary["pairs"]}", Ms(summary["ttffP50"]), Ms(summary["ttffP95"]), Ms(summary["latP50"]),
            back.Count == 0 || back.Contains(null) ? "–" : Machine.Say(back.Max()!.Value / 1000, 1) + " s", Cores("server"), Cores("janus"), Machine.Say(report["machineBusy"]!.GetValue<double>(), 2)];
    }
}
