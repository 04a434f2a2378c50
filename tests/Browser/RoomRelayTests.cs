using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace LienY.Browser;

/// <summary>The house with a TURN server beside it (coturn of Debian), as a network demands that lets nothing through but to that server.</summary>
public sealed class RelaySite : TestSite, IAsyncLifetime
{
    const string Program = "/usr/bin/turnserver", Secret = "bi-mat-thu";
    Process? relay;

    /// <summary>The relay runs.</summary>
    public bool HasRelay => relay is { HasExited: false };

    /// <inheritdoc/>
    protected override Task<string> ConnectionAsync() => Task.FromResult("");

    /// <inheritdoc/>
    protected override async Task PrepareAsync()
    {
        if (!File.Exists(Program)) return;
        var address = NetworkInterface.GetAllNetworkInterfaces().Where(n => n.OperationalStatus == OperationalStatus.Up && n.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .SelectMany(n => n.GetIPProperties().UnicastAddresses).Select(a => a.Address).FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork) ?? IPAddress.Loopback;
        using var free = new TcpListener(address, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        free.Stop();
        relay = Process.Start(new ProcessStartInfo(Program, ["-n", "--use-auth-secret", "--static-auth-secret=" + Secret, "--realm=lieny", "--no-tls", "--no-dtls", "--no-cli",
            "--listening-ip=" + address, "--relay-ip=" + address, "--listening-port=" + port, "--allow-loopback-peers", "--cli-password=" + Secret, "--log-file=stdout",
            "--userdb=" + Path.Combine(Folder, "turndb"), "--pidfile=" + Path.Combine(Folder, "turn.pid")])
        { RedirectStandardOutput = true, RedirectStandardError = true });
        relay!.OutputDataReceived += (_, _) => { };
        relay.BeginOutputReadLine();
        relay.BeginErrorReadLine();
        await File.WriteAllTextAsync(Path.Combine(Folder, "lieny.json"), $$"""{"turnUrls":"turn:{{address}}:{{port}}?transport=udp","turnSecret":"{{Secret}}"}""");
    }

    /// <inheritdoc/>
    public new async ValueTask DisposeAsync()
    {
        if (HasRelay) relay!.Kill();
        relay?.Dispose();
        await base.DisposeAsync();
    }
}

/// <summary>Sound and pictures through a TURN server alone.</summary>
[Collection("browser")]
public sealed class RoomRelayTests(RelaySite site, Chromium chromium) : IClassFixture<RelaySite>
{
    // The page's connection may use nothing but the relay.
    const string RelayOnly = """
        (() => { const Own = window.RTCPeerConnection; window.calls = [];
            window.RTCPeerConnection = class extends Own { constructor(how) { super({ ...how, iceTransportPolicy: 'relay' }); window.calls.push(this); } }; })()
        """;

    [Fact]
    public async Task Two_people_meet_through_a_relay_and_nothing_else()
    {
        Assert.SkipUnless(site.HasRelay, "coturn is not installed: apt-get install coturn.");
        var hospital = await site.OrganisationAsync("Bệnh viện sau tường lửa", kind: "hospital");
        var accounts = new[] { await site.AccountAsync(Role.Doctor, hospital), await site.AccountAsync(Role.Doctor, hospital) };
        var seats = accounts.Select((a, i) => new RoomSeat(Guid.CreateVersion7(), a.Id, a.User, hospital, i == 0 ? RoomRole.Chair : RoomRole.Expert)).ToList();
        var room = await site.HouseAsync(s => s.GetRequiredService<IRooms>().PlanAsync(new("relay/1", "Qua TURN", "/", null, null, seats) { OrganisationId = hospital }, default));
        var pages = new List<IPage>();
        foreach (var account in accounts)
        {
            var page = await chromium.PageAsync(site);
            await page.AddInitScriptAsync(RelayOnly);
            await page.SignInAsync(account);
            await page.GotoAsync("/rooms/" + room);
            await page.EnterRoomAsync();
            await Assertions.Expect(page.Locator("#meeting")).ToBeVisibleAsync();
            pages.Add(page);
        }
        foreach (var page in pages)
        {
            await page.SeeAndHearAsync(1);
            Assert.True(await page.EvaluateAsync<bool>("() => window.calls.length > 0 && window.calls.every(c => c.getConfiguration().iceTransportPolicy === 'relay')"));
        }
        foreach (var page in pages) await page.Context.CloseAsync();
    }
}
