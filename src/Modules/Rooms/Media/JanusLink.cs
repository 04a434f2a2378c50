using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LienY.Rooms;

/// <summary>Janus refused or does not answer; the message says what to do about it.</summary>
sealed class JanusFault(string message, bool isLost = false, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Our session is gone there: Janus was started again, or has forgotten us.</summary>
    public bool IsLost => isLost;
}

/// <summary>One session with Janus over its HTTP interface: requests by POST, what happens by a GET that is kept waiting. Not safe to use after it was lost.</summary>
sealed class JanusLink : IAsyncDisposable
{
    const int Patience = 3;
    readonly HttpClient http;
    readonly MediaSettings settings;
    readonly CancellationTokenSource stop = new();
    readonly ConcurrentDictionary<string, TaskCompletionSource<JsonObject>> waiting = [];
    readonly ConcurrentDictionary<long, Action<JsonObject>> handles = [];
    readonly Action lost;
    readonly string session;
    readonly Task listening;

    JanusLink(HttpClient http, MediaSettings settings, string session, Action lost)
    {
        (this.http, this.settings, this.session, this.lost) = (http, settings, session, lost);
        listening = ListenAsync();
    }

    /// <summary>Opens a session at <see cref="MediaSettings.JanusUrl"/>; <paramref name="lost"/> is called once when Janus no longer knows it.</summary>
    public static async Task<JanusLink> OpenAsync(HttpClient http, MediaSettings settings, Action lost, CancellationToken stop)
    {
        var made = await PostAsync(http, settings, "", new() { ["janus"] = "create" }, stop);
        return new(http, settings, Number(made["data"]?["id"]), lost);
    }

    static string Number(JsonNode? id) => id?.GetValue<long>().ToString(CultureInfo.InvariantCulture) ?? throw new JanusFault("Janus answered without a number.");

    static string Address(MediaSettings settings, string path) => settings.JanusUrl.TrimEnd('/') + path;

    static async Task<JsonObject> PostAsync(HttpClient http, MediaSettings settings, string path, JsonObject what, CancellationToken stop)
    {
        what["transaction"] ??= RandomNumberGenerator.GetHexString(16);
        if (settings.JanusSecret.Length > 0) what["apisecret"] = settings.JanusSecret;
        try
        {
            using var answer = await http.PostAsJsonAsync(Address(settings, path), what, stop);
            var said = JsonNode.Parse(await answer.Content.ReadAsStringAsync(stop)) as JsonObject ?? [];
            return Text(said["janus"]) == "error" ? throw Fault(settings, $"'{what["janus"]}'", said["error"]) : said;
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException || fault is TaskCanceledException { InnerException: TimeoutException })
        {
            throw new JanusFault($"Janus does not answer at {settings.JanusUrl} (LIENY_JANUS_URL): {fault.Message}", inner: fault);
        }
    }

    // Codes of Janus 1.x: 403 unauthorised, 458 no such session, 459 no such handle.
    static JanusFault Fault(MediaSettings settings, string what, JsonNode? error)
    {
        var code = error?["code"] is JsonValue value && value.TryGetValue<int>(out var number) ? number : 0;
        return code == 403
            ? new($"Janus at {settings.JanusUrl} refuses this house: LIENY_JANUS_SECRET must be the api_secret of its janus.jcfg.")
            : new($"Janus refused {what}: {error?["reason"]} ({code.ToString(CultureInfo.InvariantCulture)}).", isLost: code == 458);
    }

    static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    Task<JsonObject> PostAsync(string path, JsonObject what) => PostAsync(http, settings, path, what, stop.Token);

    string Handle(long handle) => string.Create(CultureInfo.InvariantCulture, $"/{session}/{handle}");

    /// <summary>Attaches to the video room plugin; what happens there is told to <paramref name="hear"/>.</summary>
    public async Task<long> AttachAsync(Action<JsonObject> hear)
    {
        var made = await PostAsync("/" + session, new() { ["janus"] = "attach", ["plugin"] = "janus.plugin.videoroom" });
        var id = long.Parse(Number(made["data"]?["id"]), CultureInfo.InvariantCulture);
        handles[id] = hear;
        return id;
    }

    /// <summary>Asks the plugin something and waits for its event (or its immediate answer); its data and, where there is one, its description.</summary>
    public async Task<(JsonObject Data, string? Sdp)> AskAsync(long handle, JsonObject body, JsonObject? jsep = null)
    {
        var transaction = RandomNumberGenerator.GetHexString(16);
        var come = waiting[transaction] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            var what = new JsonObject { ["janus"] = "message", ["transaction"] = transaction, ["body"] = body };
            if (jsep is not null) what["jsep"] = jsep;
            var said = await PostAsync(Handle(handle), what);
            if (Text(said["janus"]) == "ack") said = await come.Task.WaitAsync(TimeSpan.FromSeconds(10), stop.Token);
            var data = said["plugindata"]?["data"] as JsonObject ?? [];
            return data["error"] is { } error ? throw new JanusFault($"Janus refused '{body["request"]}': {error}") : (data, said["jsep"]?["sdp"]?.GetValue<string>());
        }
        finally
        {
            waiting.TryRemove(transaction, out _);
        }
    }

    /// <summary>Passes on an address at which the page may be reached; null: there are no more.</summary>
    public Task TrickleAsync(long handle, JsonObject? candidate) =>
        PostAsync(Handle(handle), new() { ["janus"] = "trickle", ["candidate"] = candidate ?? new JsonObject { ["completed"] = true } });

    /// <summary>Gives a handle back.</summary>
    public async Task DetachAsync(long handle)
    {
        handles.TryRemove(handle, out _);
        try
        {
            await PostAsync(Handle(handle), new() { ["janus"] = "detach" });
        }
        catch (Exception fault) when (fault is JanusFault or OperationCanceledException)
        {
            // It is gone already.
        }
    }

    async Task ListenAsync()
    {
        var secret = settings.JanusSecret.Length > 0 ? "&apisecret=" + Uri.EscapeDataString(settings.JanusSecret) : "";
        for (var failed = 0; !stop.IsCancellationRequested && failed < Patience;)
        {
            try
            {
                using var answer = await http.GetAsync(Address(settings, $"/{session}?maxev=10{secret}"), stop.Token);
                if (JsonNode.Parse(await answer.Content.ReadAsStringAsync(stop.Token)) is not JsonArray all) break;
                failed = 0;
                foreach (var said in all.OfType<JsonObject>()) Hear(said);
                if (all.OfType<JsonObject>().Any(said => Text(said["janus"]) == "timeout")) break;
            }
            catch (Exception fault) when (fault is HttpRequestException or JsonException or OperationCanceledException)
            {
                failed++;
                await Task.Delay(300, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        if (stop.IsCancellationRequested) return;
        foreach (var come in waiting.Values) come.TrySetException(new JanusFault("Janus has forgotten this house.", isLost: true));
        lost();
    }

    void Hear(JsonObject happened)
    {
        if (waiting.TryGetValue(Text(happened["transaction"]), out var come) && Text(happened["janus"]) != "ack") come.TrySetResult(happened);
        else if (happened["sender"] is JsonValue value && value.TryGetValue<long>(out var sender) && handles.TryGetValue(sender, out var hear)) hear(happened);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!listening.IsCompleted)
        {
            try
            {
                await PostAsync("/" + session, new() { ["janus"] = "destroy" }).WaitAsync(TimeSpan.FromSeconds(5), CancellationToken.None);
            }
            catch (Exception fault) when (fault is JanusFault or OperationCanceledException or TimeoutException)
            {
                // Janus ends sessions nobody asks for by itself.
            }
        }
        await stop.CancelAsync();
        await listening;
        stop.Dispose();
    }
}
