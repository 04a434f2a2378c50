using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Server;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Rooms.Tests;

/// <summary>A house on PostgreSQL whose key another process may share.</summary>
public sealed class SharedSite : TestSite
{
    protected override Task<string> ConnectionAsync() => PostgresServer.FreshDatabaseAsync();

    protected override Settings Set(Settings settings) => settings with { Key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) };
}

/// <summary>Two processes on one PostgreSQL: a room is carried by one; the other passes visitors on, and carries the room when the first is gone.</summary>
public sealed class NodeTests(SharedSite site) : IClassFixture<SharedSite>
{
    async Task<(Process Process, Uri Url)> StartAsync(string plane = "mesh", string? data = null)
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var url = new Uri("http://127.0.0.1:" + ((IPEndPoint)probe.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture));
        probe.Stop();
        var info = new ProcessStartInfo("dotnet", [typeof(Settings).Assembly.Location, "serve", "--data", data ?? Directory.CreateTempSubdirectory("lieny-node").FullName, "--urls", url.ToString().TrimEnd('/')])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["LIENY_DATABASE"] = site.Settings.Database, ["LIENY_KEY"] = site.Settings.Key, ["LIENY_MEDIA_PLANE"] = plane },
        };
        var process = Process.Start(info)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var client = new HttpClient { BaseAddress = url };
        while (!process.HasExited)
        {
            try
            {
                if ((await client.GetAsync("/health/ready")).IsSuccessStatusCode) return (process, url);
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50);
            }
        }
        throw new InvalidOperationException("The node did not start.");
    }

    /// <summary>Comes to a process again and again, as a page does, until it is in the room.</summary>
    static async Task<RoomClient> ComeAsync(Uri url, string token, Guid room, long? last)
    {
        while (true)
        {
            try
            {
                var client = await RoomClient.EnterAsync(url, token, room, last);
                var first = await client.UntilAsync(m => !RoomClient.Is(m, "refused"));
                if (RoomClient.Is(first, "state") || RoomClient.Is(first, "resumed")) return client;
                await client.DisposeAsync();
            }
            catch (Exception problem) when (problem is InvalidOperationException or WebSocketException or HttpRequestException)
            {
                await Task.Delay(100);
            }
        }
    }

    [Fact]
    public async Task Who_kills_the_recording_process_loses_no_more_than_the_segment_that_was_not_closed()
    {
        site.Clock.Pass(TimeProvider.System.GetUtcNow() - site.Clock.GetUtcNow());
        var party = await Party.MakeAsync(site, RoomRole.Chair, RoomRole.Expert);
        var (doomed, url) = await StartAsync("embedded", site.Settings.Data);
        try
        {
            var chair = await ComeAsync(url, party.Token(RoomRole.Chair), party.Room, null);
            var expert = await ComeAsync(url, party.Token(RoomRole.Expert), party.Room, null);
            await using var talk = new Talker(chair);
            await using var other = new Talker(expert);
            var recording = await Tape.BeginAsync(chair, expert);
            await Tape.UntilNotedAsync(site, recording, tracks: 2, segments: 2);
            doomed.Kill();
            var sent = talk.Sounds;
            await doomed.WaitForExitAsync();

            await using var back = await ComeAsync(site.Url, party.Token(RoomRole.Chair), party.Room, null);
            var tracks = await Tape.TracksAsync(site, party, recording);
            Assert.Equal(2, tracks.Count(t => t is { State: LienY.Media.TrackState.Cut, Kind: "sound" }));
            Assert.DoesNotContain(tracks, t => t.IsDamaged);
            var (kept, spans) = Tape.Sounds(site, party, recording, tracks.First(t => t.Number == talk.Number));
            // Nothing is missing within, and no segment waits longer than two seconds for its end.
            Assert.All(kept.Zip(kept.Skip(1)), pair => Assert.True(pair.Second > pair.First));
            Assert.All(spans, span => Assert.InRange(span, 0, 2_000_000));
            TestContext.Current.TestOutputHelper?.WriteLine($"Lost {(ushort)(sent - kept[^1])} packets of 20 ms.");
            Assert.Contains("<audio", await Tape.PageAsync(site, party, recording), StringComparison.Ordinal);
            await chair.DisposeAsync();
            await expert.DisposeAsync();
        }
        finally
        {
            if (!doomed.HasExited) doomed.Kill();
            doomed.Dispose();
        }
    }

    [Fact]
    public async Task A_room_survives_the_loss_of_its_node()
    {
        // The other process lives on real time.
        site.Clock.Pass(TimeProvider.System.GetUtcNow() - site.Clock.GetUtcNow());
        var party = await Party.MakeAsync(site, RoomRole.Chair, RoomRole.Expert);
        var (doomed, url) = await StartAsync();
        try
        {
            var chair = await ComeAsync(url, party.Token(RoomRole.Chair), party.Room, null);
            // Comes to the process that does not carry the room, and is passed on.
            await using var expert = await ComeAsync(site.Url, party.Token(RoomRole.Expert), party.Room, null);
            await chair.EventAsync("entered");
            await chair.SendAsync(new { t = "say", text = "trước khi máy hỏng" });
            await expert.EventAsync("said");
            var seq = chair.Seq;

            doomed.Kill();
            await doomed.WaitForExitAsync();
            Assert.Equal("moved", await expert.EndAsync());
            await using var back = await ComeAsync(site.Url, party.Token(RoomRole.Chair), party.Room, seq);
            await using var second = await ComeAsync(site.Url, party.Token(RoomRole.Expert), party.Room, null);
            await back.SendAsync(new { t = "say", text = "sau khi máy hỏng" });
            await second.EventAsync("said", e => e.GetProperty("text").GetString() == "sau khi máy hỏng");
            var state = second.All.First(m => RoomClient.Is(m, "state"));
            Assert.Contains("trước khi máy hỏng", state.GetProperty("chat").ToString(), StringComparison.Ordinal);
            var chairs = (await party.ReportAsync()).Presence.Where(p => p.Role == RoomRole.Chair).ToList();
            Assert.All(chairs.SkipLast(1), p => Assert.NotNull(p.To));
            Assert.Null(chairs[^1].To);
            await chair.DisposeAsync();
        }
        finally
        {
            if (!doomed.HasExited) doomed.Kill();
            doomed.Dispose();
        }
    }
}
