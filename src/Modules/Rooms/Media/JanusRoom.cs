using System.Security.Cryptography;
using System.Text.Json.Nodes;
using LienY.Media;
using Microsoft.Extensions.Logging;

namespace LienY.Rooms;

/// <summary>One room at Janus: who sends what, and therefore what each seat is subscribed to. One task after another; made anew when Janus has forgotten it.</summary>
sealed class JanusRoom(JanusPlane plane, Guid id) : IMediaRoom
{
    readonly Dictionary<int, JanusSeat> seats = [];
    readonly SemaphoreSlim turn = new(1);
    readonly string secret = RandomNumberGenerator.GetHexString(32);
    JanusLink? link;
    long control;

    /// <summary>The room's id.</summary>
    public Guid Id => id;

    /// <summary>The number that Janus knows it by.</summary>
    public int Number { get; } = RandomNumberGenerator.GetInt32(1_000_000, int.MaxValue);

    internal JanusPlane Plane => plane;

    /// <summary>The session at Janus; only within a turn, after <see cref="OpenAsync"/>.</summary>
    internal JanusLink Link => link ?? throw new JanusFault("Janus has forgotten this house.", isLost: true);

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

    /// <summary>Opens the session and the room at Janus where they are not open; throws <see cref="JanusFault"/>. Within a turn only.</summary>
    internal async Task OpenAsync()
    {
        if (link is not null) return;
        JanusLink? opened = null;
        opened = await plane.LinkAsync(() => Do(() => LoseAsync(opened)));
        try
        {
            control = await opened.AttachAsync(_ => { });
            await opened.AskAsync(control, new()
            {
                ["request"] = "create",
                ["room"] = Number,
                ["is_private"] = true,
                ["publishers"] = plane.MostSpeakers,
                ["bitrate"] = 500_000,
                ["fir_freq"] = 10,
                ["audiocodec"] = "opus",
                ["videocodec"] = "vp8",
                ["secret"] = secret,
            });
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
        link = opened;
    }

    // Janus has forgotten everything: the pages come again, and the first of them opens the room anew.
    async Task LoseAsync(JanusLink? which)
    {
        if (link is null || link != which) return;
        plane.Log.LogWarning("Janus has lost room {Room}; the pages come again.", id);
        link = null;
        foreach (var seat in seats.Values) seat.Lose();
        await which.DisposeAsync();
    }

    internal void Do(Func<Task> what, Action? failed = null) => _ = DoAsync(what, failed);

    async Task DoAsync(Func<Task> what, Action? failed)
    {
        await turn.WaitAsync();
        try
        {
            await what();
        }
        catch (JanusFault fault)
        {
            plane.Log.LogError("Janus, room {Room}: {Reason}", id, fault.Message);
            if (fault.IsLost) await LoseAsync(link);
            failed?.Invoke();
        }
        catch (Exception fault)
        {
            plane.Log.LogError(fault, "Janus, room {Room}, could not do what was asked.", id);
            failed?.Invoke();
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>What everybody sends at present has changed. Within a turn only.</summary>
    internal async Task SubscribeAsync()
    {
        var senders = seats.Values.Where(s => s.IsUp).Select(s => s.Member).ToHashSet();
        foreach (var seat in seats.Values.ToList())
        {
            try
            {
                await seat.SubscribeAsync([.. seats.Values.Where(s => s != seat).SelectMany(s => s.Sends.Select(kind => (s.Member, kind)))], senders);
            }
            catch (JanusFault fault) when (!fault.IsLost)
            {
                // One page's trouble is not the others'.
                plane.Log.LogWarning("Janus, room {Room}, seat {Seat}: {Reason}", id, seat.Member, fault.Message);
            }
        }
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
        plane.Close(this);
        await DoAsync(async () =>
        {
            if (link is not { } open) return;
            link = null;
            foreach (var seat in seats.Values) seat.Forget();
            seats.Clear();
            try
            {
                // A room that is not destroyed stays at Janus until it is started again.
                await open.AskAsync(control, new() { ["request"] = "destroy", ["room"] = Number, ["secret"] = secret });
            }
            finally
            {
                await open.DisposeAsync();
            }
        }, null);
    }
}
