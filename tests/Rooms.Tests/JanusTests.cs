using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using LienY.Bench;
using Microsoft.Extensions.Logging;

namespace LienY.Rooms.Tests;

/// <summary>The real Janus behind <see cref="JanusPlane"/>; skipped where the package is not installed.</summary>
public sealed class JanusTests
{
    static async Task<JanusProcess> StartAsync(bool fullTrickle = true, string secret = "")
    {
        Assert.SkipUnless(JanusProcess.IsThere, "Janus is not installed (package janus).");
        var janus = new JanusProcess(fullTrickle, secret);
        await janus.ReadyAsync();
        return janus;
    }

    static JanusPlane Plane(string url, Noted log, string secret = "") => new(new MediaSettings { JanusUrl = url, JanusSecret = secret }, TimeProvider.System, log);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_speaks_behind_Janus_is_received_by_the_others_and_gone_after_leaving(bool addressesOneByOne)
    {
        using var janus = await StartAsync(addressesOneByOne);
        using var plane = Plane(janus.Url, new());
        var room = (JanusRoom)await plane.OpenAsync(Guid.CreateVersion7(), TestContext.Current.CancellationToken);
        await using var chair = new JanusPage(room, 0, speaks: true);
        await using var expert = new JanusPage(room, 1, speaks: true);
        await using var observer = new JanusPage(room, 2, speaks: false);
        foreach (var page in new[] { chair, expert, observer }) page.Join();

        Assert.Equal(["1/picture", "1/sound"], JanusPage.Tracks(await chair.ToldAsync("offer", o => JanusPage.Tracks(o).Count == 2)));
        Assert.Equal(["0/picture", "0/sound"], JanusPage.Tracks(await expert.ToldAsync("offer", o => JanusPage.Tracks(o).Count == 2)));
        Assert.Equal(["0/picture", "0/sound", "1/picture", "1/sound"], JanusPage.Tracks(await observer.ToldAsync("offer", o => JanusPage.Tracks(o).Count == 4)));
        foreach (var page in new[] { chair, expert, observer }) await page.ReceiveAsync(100);

        expert.Sends("sound");
        await observer.ToldAsync("offer", o => JanusPage.Tracks(o) is ["0/picture", "0/sound", "1/sound"]);
        chair.Leave();
        await observer.ToldAsync("offer", o => JanusPage.Tracks(o) is ["1/sound"]);
        await observer.ReceiveAsync(100);

        Assert.True(await ExistsAsync(janus.Url, room.Number));
        await room.DisposeAsync();
        Assert.False(await ExistsAsync(janus.Url, room.Number));
    }

    [Fact]
    public async Task A_call_comes_back_after_Janus_was_started_again()
    {
        using var janus = await StartAsync();
        using var plane = Plane(janus.Url, new());
        await using var room = await plane.OpenAsync(Guid.CreateVersion7(), TestContext.Current.CancellationToken);
        await using var chair = new JanusPage(room, 1, speaks: true);
        await using var expert = new JanusPage(room, 2, speaks: true);
        chair.Join();
        expert.Join();
        await chair.ReceiveAsync(50);
        await expert.ReceiveAsync(50);

        await janus.KillAsync();
        await chair.ToldAsync("closed");
        await expert.ToldAsync("closed");
        // While it is away the page is told that there is no way, and may ask again.
        chair.Join();
        await chair.ToldAsync("none");
        await janus.StartAgainAsync();
        chair.Join();
        expert.Join();
        await chair.ReceiveAsync(50);
        await expert.ReceiveAsync(50);
    }

    [Fact]
    public async Task A_wrong_secret_is_named_with_the_setting_that_mends_it()
    {
        using var janus = await StartAsync(secret: "right");
        var log = new Noted();
        using (var plane = Plane(janus.Url, log, "wrong"))
        {
            await using var room = await plane.OpenAsync(Guid.CreateVersion7(), TestContext.Current.CancellationToken);
            await using var page = new JanusPage(room, 1, speaks: true);
            page.Join();
            await page.ToldAsync("none");
            Assert.Contains(log.Said, s => s.Contains("LIENY_JANUS_SECRET", StringComparison.Ordinal) && s.Contains(janus.Url, StringComparison.Ordinal));
        }
        using (var plane = Plane(janus.Url, log, "right"))
        {
            await using var room = await plane.OpenAsync(Guid.CreateVersion7(), TestContext.Current.CancellationToken);
            await using var page = new JanusPage(room, 1, speaks: true);
            page.Join();
            await page.ToldAsync("published");
        }
    }

    [Fact]
    public async Task A_Janus_that_is_not_there_is_named_with_its_address()
    {
        var log = new Noted();
        using var plane = Plane("http://127.0.0.1:9/janus", log);
        await using var room = await plane.OpenAsync(Guid.CreateVersion7(), TestContext.Current.CancellationToken);
        await using var page = new JanusPage(room, 1, speaks: true);
        page.Join();
        await page.ToldAsync("none");
        Assert.Contains(log.Said, s => s.Contains("does not answer at http://127.0.0.1:9/janus", StringComparison.Ordinal));
    }

    static async Task<bool> ExistsAsync(string url, int number)
    {
        using var client = new HttpClient();
        async Task<JsonElement> AskAsync(string path, JsonObject what)
        {
            what["transaction"] = "t";
            return await (await client.PostAsJsonAsync(new Uri(url + path), what)).Content.ReadFromJsonAsync<JsonElement>();
        }
        var session = (await AskAsync("", new() { ["janus"] = "create" })).GetProperty("data").GetProperty("id").GetInt64();
        var handle = (await AskAsync($"/{session}", new() { ["janus"] = "attach", ["plugin"] = "janus.plugin.videoroom" })).GetProperty("data").GetProperty("id").GetInt64();
        var said = await AskAsync($"/{session}/{handle}", new() { ["janus"] = "message", ["body"] = new JsonObject { ["request"] = "exists", ["room"] = number } });
        return said.GetProperty("plugindata").GetProperty("data").GetProperty("exists").GetBoolean();
    }

    /// <summary>Keeps what was logged.</summary>
    sealed class Noted : ILogger<JanusPlane>
    {
        public ConcurrentQueue<string> Said { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Said.Enqueue(formatter(state, exception));
    }
}
