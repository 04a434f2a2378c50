using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace LienY.Rooms;

/// <summary>One session with Janus over its HTTP interface: requests by POST, what happens by a GET that is kept waiting.</summary>
sealed class JanusLink : IAsyncDisposable
{
    readonly HttpClient http;
    readonly ILogger log;
    readonly CancellationTokenSource stop = new();
    readonly ConcurrentDictionary<string, TaskCompletionSource<JsonObject>> waiting = [];
    readonly ConcurrentDictionary<long, Action<JsonObject>> handles = [];
    readonly string session;
    readonly Task listening;

    JanusLink(HttpClient http, string session, ILogger log)
    {
        (this.http, this.session, this.log) = (http, session, log);
        listening = ListenAsync();
    }

    /// <summary>Opens a session; the client's base address is Janus' root with a slash behind.</summary>
    public static async Task<JanusLink> OpenAsync(HttpClient http, ILogger log, CancellationToken stop)
    {
        var made = await PostAsync(http, "", new() { ["janus"] = "create", ["transaction"] = Transaction() }, stop);
        return new(http, FormattableString.Invariant($"{made["data"]!["id"]!.GetValue<long>()}"), log);
    }

    static string Transaction() => RandomNumberGenerator.GetHexString(16);

    static async Task<JsonObject> PostAsync(HttpClient http, string path, JsonObject what, CancellationToken stop)
    {
        using var answer = await http.PostAsJsonAsync(http.BaseAddress!.ToString().TrimEnd('/') + path, what, stop);
        var said = await answer.Content.ReadFromJsonAsync<JsonObject>(stop) ?? [];
        return said["janus"]?.GetValue<string>() == "error" ? throw new InvalidOperationException($"Janus refused '{what["janus"]}': {said["error"]?["reason"]}") : said;
    }

    /// <summary>Attaches to the video room plugin; what happens there is told to <paramref name="hear"/>.</summary>
    public async Task<long> AttachAsync(Action<JsonObject> hear)
    {
        var made = await PostAsync(http, "/" + session, new()
        {
            ["janus"] = "attach",
            ["plugin"] = "janus.plugin.videoroom",
            ["transaction"] = Transaction()
        }, stop.Token);
        var id = made["data"]!["id"]!.GetValue<long>();
        handles[id] = hear;
        return id;
    }

    /// <summary>Asks the plugin something and waits for its event (or its immediate answer); its data and, where there is one, its description.</summary>
    public async Task<(JsonObject Data, string? Sdp)> AskAsync(long handle, JsonObject body, JsonObject? jsep = null)
    {
        var transaction = Transaction();
        var come = waiting[transaction] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            var what = new JsonObject { ["janus"] = "message", ["transaction"] = transaction, ["body"] = body };
            if (jsep is not null) what["jsep"] = jsep;
            var said = await PostAsync(http, FormattableString.Invariant($"/{session}/{handle}"), what, stop.Token);
            if (said["janus"]?.GetValue<string>() == "ack") said = await come.Task.WaitAsync(TimeSpan.FromSeconds(10), stop.Token);
            var data = said["plugindata"]?["data"] as JsonObject ?? [];
            return data["error"] is { } error ? throw new InvalidOperationException($"Janus refused '{body["request"]}': {error}")
                : (data, said["jsep"]?["sdp"]?.GetValue<string>());
        }
        finally
        {
            waiting.TryRemove(transaction, out _);
        }
    }

    /// <summary>Gives a handle back.</summary>
    public async Task DetachAsync(long handle)
    {
        handles.TryRemove(handle, out _);
        try
        {
            await PostAsync(http, FormattableString.Invariant($"/{session}/{handle}"), new() { ["janus"] = "detach", ["transaction"] = Transaction() }, stop.Token);
        }
        catch (Exception fault) when (fault is HttpRequestException or InvalidOperationException or OperationCanceledException)
        {
            // It is gone already.
        }
    }

    async Task ListenAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                foreach (var said in await http.GetFromJsonAsync<JsonArray>($"{http.BaseAddress!.ToString().TrimEnd('/')}/{session}?maxev=10", stop.Token) ?? [])
                    if (said is JsonObject happened) Hear(happened);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) when (fault is HttpRequestException or System.Text.Json.JsonException or OperationCanceledException)
            {
                log.LogWarning("Janus does not answer: {Reason}", fault.Message);
                await Task.Delay(1000, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    void Hear(JsonObject happened)
    {
        if (happened["transaction"]?.GetValue<string>() is { } transaction && waiting.TryGetValue(transaction, out var come)
            && happened["janus"]?.GetValue<string>() != "ack")
            come.TrySetResult(happened);
        else if (happened["sender"]?.GetValue<long>() is { } sender && handles.TryGetValue(sender, out var hear)) hear(happened);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await PostAsync(http, "/" + session, new() { ["janus"] = "destroy", ["transaction"] = Transaction() }, stop.Token);
        }
        catch (Exception fault) when (fault is HttpRequestException or InvalidOperationException or OperationCanceledException)
        {
            // Janus ends sessions nobody asks for by itself.
        }
        await stop.CancelAsync();
        await listening;
    }
}
