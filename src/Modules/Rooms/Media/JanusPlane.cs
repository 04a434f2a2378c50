using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using LienY.Media;
using Microsoft.Extensions.Logging;

namespace LienY.Rooms;

/// <summary>A Janus server of one's own carries the media (its video room, several streams a connection). It shares out no line among pictures and records
/// nothing here.</summary>
sealed class JanusPlane(MediaSettings settings, TimeProvider clock, ILogger<JanusPlane> log) : IMediaPlane, IDisposable
{
    // Janus keeps the waiting GET for 30 seconds.
    readonly HttpClient http = new() { BaseAddress = new(settings.JanusUrl), Timeout = TimeSpan.FromSeconds(50) };
    readonly ConcurrentDictionary<Guid, JanusRoom> rooms = [];
    readonly SemaphoreSlim opening = new(1);

    /// <inheritdoc/>
    public string Name => "janus";

    /// <inheritdoc/>
    public int MostSpeakers => 16;

    /// <inheritdoc/>
    public int MostSeats => 100;

    internal ILogger Log => log;

    internal JsonArray Relays() => settings.Relays(clock.GetUtcNow());

    /// <inheritdoc/>
    public async Task<IMediaRoom> OpenAsync(Guid room, CancellationToken stop)
    {
        await opening.WaitAsync(stop);
        try
        {
            if (rooms.TryGetValue(room, out var open)) return open;
            var link = await JanusLink.OpenAsync(http, log, stop);
            var (control, number) = (await link.AttachAsync(_ => { }), RandomNumberGenerator.GetInt32(1_000_000, int.MaxValue));
            await link.AskAsync(control, new()
            {
                ["request"] = "create",
                ["room"] = number,
                ["is_private"] = true,
                ["publishers"] = MostSpeakers,
                ["bitrate"] = 500_000,
                ["fir_freq"] = 10,
                ["audiocodec"] = "opus",
                ["videocodec"] = "vp8",
                ["secret"] = RandomNumberGenerator.GetHexString(32),
            });
            return rooms[room] = new(this, link, number, () => rooms.TryRemove(room, out _));
        }
        finally
        {
            opening.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();
}

/// <summary>One room at Janus: who sends what, and therefore what each seat is subscribed to. One task after another.</summary>
sealed class JanusRoom(JanusPlane plane, JanusLink link, int number, Action closed) : IMediaRoom
{
    readonly Dictionary<int, JanusSeat> seats = [];
    readonly SemaphoreSlim turn = new(1);

    internal JanusPlane Plane => plane;

    internal JanusLink Link => link;

    internal int Number => number;

    /// <inheritdoc/>
    public IMediaSeat Sit(int member, bool mayPublish, Action<MediaNotice> tell)
    {
        var seat = new JanusSeat(this, member, mayPublish, tell);
        Do(async () =>
        {
            if (seats.Remove(member, out var old)) await old.VacateAsync();
            seats[member] = seat;
        });
        return seat;
    }

    /// <inheritdoc/>
    public bool Tap(TrackTap? tap) => tap is null;

    /// <inheritdoc/>
    public void Refresh()
    {
    }

    internal void Do(Func<Task> what) => _ = DoAsync(what);

    async Task DoAsync(Func<Task> what)
    {
        await turn.WaitAsync();
        try
        {
            await what();
        }
        catch (Exception fault) when (fault is HttpRequestException or InvalidOperationException or OperationCanceledException or TimeoutException)
        {
            plane.Log.LogWarning("Janus could not do what a room asked: {Reason}", fault.Message);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>What everybody sends at present has changed.</summary>
    internal async Task SubscribeAsync()
    {
        foreach (var seat in seats.Values)
            await seat.SubscribeAsync([.. seats.Values.Where(s => s != seat).SelectMany(s => s.Sends.Select(kind => (s.Member, kind)))]);
    }

    internal void Remove(JanusSeat seat) => Do(async () =>
    {
        if (seats.TryGetValue(seat.Member, out var sitting) && sitting == seat) seats.Remove(seat.Member);
        await seat.VacateAsync();
        await SubscribeAsync();
    });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        closed();
        await link.DisposeAsync();
    }
}
