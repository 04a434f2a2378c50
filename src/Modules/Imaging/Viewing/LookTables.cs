using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using LienY.Kernel;

namespace LienY.Imaging;

/// <summary>
/// Tables around which people look at a study together. Nothing is kept: each seat tells the others by signals, in this process and in others, that it is there, and
/// every process comes to the same answer who leads. A signal bears identifiers of pictures and names of staff, never data of a person.
/// </summary>
sealed class LookTables(Signals signals, TimeProvider clock)
{
    /// <summary>A seat at the table of a study; disposing it leaves.</summary>
    public async Task<Looker> SitAsync(Guid study, string name, CancellationToken stop)
    {
        var looker = new Looker(signals, $"imaging/look/{study:N}", name, clock);
        await looker.OpenAsync(stop);
        return looker;
    }
}

/// <summary>One who looks: what the others do comes in <see cref="Messages"/>; what they do goes out by <see cref="SayAsync"/>.</summary>
sealed class Looker(Signals signals, string topic, string name, TimeProvider clock) : IAsyncDisposable
{
    static readonly TimeSpan Beat = TimeSpan.FromSeconds(10), Gone = TimeSpan.FromSeconds(35);

    readonly string id = Guid.CreateVersion7().ToString("N");
    readonly Channel<byte[]> messages = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(64) { FullMode = BoundedChannelFullMode.DropOldest });
    readonly Dictionary<string, (string Name, DateTimeOffset Seen)> people = new(StringComparer.Ordinal);
    readonly Lock gate = new();
    // Who took the lead last: the later claim wins, of two at one moment the greater id.
    (long At, string Who) lead = (0, "");
    IDisposable? ear;
    ITimer? timer;

    /// <summary>What the page is to be told, oldest first.</summary>
    public ChannelReader<byte[]> Messages => messages.Reader;

    /// <summary>Sits down and says so.</summary>
    public async Task OpenAsync(CancellationToken stop)
    {
        people[id] = (name, DateTimeOffset.MaxValue);
        ear = await signals.ListenAsync(topic, Hear, stop);
        await CallAsync("hello", [], stop);
        timer = clock.CreateTimer(_ => _ = BeatAsync(), null, Beat, Beat);
        Tell();
    }

    /// <summary>Takes one message of the page: <c>lead</c>, or <c>look</c> and <c>point</c> of who leads; others are ignored.</summary>
    public async Task SayAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        JsonObject? said;
        try
        {
            said = JsonNode.Parse(bytes.Span) as JsonObject;
        }
        catch (JsonException)
        {
            return;
        }
        var what = said?["t"] is JsonValue kind && kind.TryGetValue<string>(out var text) ? text : "";
        if (what == "lead") await CallAsync("lead", new() { ["when"] = clock.GetUtcNow().UtcTicks }, stop);
        else if (what is "look" or "point" && Leader() == id)
        {
            said!.Remove("t");
            await CallAsync(what, new() { ["of"] = said }, stop);
        }
    }

    string Leader()
    {
        lock (gate) return people.ContainsKey(lead.Who) ? lead.Who : people.Keys.Min(StringComparer.Ordinal) ?? id;
    }

    async Task BeatAsync()
    {
        try
        {
            bool fewer;
            lock (gate) fewer = people.Where(p => p.Value.Seen < clock.GetUtcNow() - Gone).ToList().Count(p => people.Remove(p.Key)) > 0;
            if (fewer) Tell();
            await CallAsync("here", new() { ["when"] = lead.At, ["leader"] = lead.Who }, CancellationToken.None);
        }
        catch (Exception problem) when (problem is System.Data.Common.DbException or InvalidOperationException or TimeoutException)
        {
            // The next beat says it again.
        }
    }

    Task CallAsync(string what, JsonObject more, CancellationToken stop)
    {
        more["c"] = what;
        more["who"] = id;
        more["name"] = name;
        return signals.SendAsync(topic, more.ToJsonString(), stop);
    }

    void Hear(string? call)
    {
        if (call is null || JsonNode.Parse(call) is not JsonObject said) return;
        var (what, who, from) = ((string)said["c"]!, (string)said["who"]!, (string)said["name"]!);
        if (what is "look" or "point")
        {
            if (who == id || who != Leader() || said["of"] is not JsonObject of) return;
            of["t"] = what;
            of["name"] = from;
            messages.Writer.TryWrite(JsonSerializer.SerializeToUtf8Bytes(of));
            return;
        }
        bool news;
        lock (gate)
        {
            news = what == "bye" ? people.Remove(who) : who != id && !people.ContainsKey(who);
            if (what != "bye" && who != id) people[who] = (from, clock.GetUtcNow());
            if (said["when"] is { } when)
            {
                var claim = ((long)when, what == "lead" ? who : (string?)said["leader"] ?? "");
                if (claim.CompareTo(lead) > 0) (lead, news) = (claim, true);
            }
        }
        if (what == "hello" && who != id) _ = BeatAsync();
        if (news) Tell();
    }

    void Tell()
    {
        byte[] message;
        lock (gate)
        {
            var leader = people.ContainsKey(lead.Who) ? lead.Who : people.Keys.Min(StringComparer.Ordinal) ?? id;
            message = JsonSerializer.SerializeToUtf8Bytes(new { t = "here", you = id, leader, leaderName = people.GetValueOrDefault(leader).Name, names = people.Values.Select(p => p.Name) });
        }
        messages.Writer.TryWrite(message);
    }

    /// <summary>No more is told.</summary>
    public void Leave() => messages.Writer.TryComplete();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Leave();
        ear?.Dispose();
        if (timer is not null) await timer.DisposeAsync();
        await CallAsync("bye", [], CancellationToken.None);
    }
}
