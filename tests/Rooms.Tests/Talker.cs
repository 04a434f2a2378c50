using System.Text.Json;
using System.Text.Json.Nodes;
using LienY.Bench;
using LienY.Media;

namespace LienY.Rooms.Tests;

/// <summary>Gives a page in a room a voice and a picture: real STUN, DTLS and SRTP over a socket, of made-up bytes.</summary>
sealed class Talker : IAsyncDisposable
{
    static readonly DtlsIdentity Identity = new(TimeProvider.System.GetUtcNow());

    readonly CancellationTokenSource ending = new();
    readonly LoadSeat seat;
    readonly Task beating;

    public Talker(RoomClient client)
    {
        seat = new(Identity, speaks: true, picturePackets: 30, said => _ = client.SendAsync(new { t = "media", m = said }));
        client.Came = message =>
        {
            if (!RoomClient.Is(message, "media") || message.GetProperty("m") is not { ValueKind: JsonValueKind.Object } m) return;
            if (m.TryGetProperty("you", out var you)) Number = you.GetInt32();
            if (m.TryGetProperty("type", out var type) && type.GetString() == "offer") seat.Hear(JsonNode.Parse(m.GetRawText())!);
        };
        seat.Join();
        beating = BeatAsync();
    }

    /// <summary>The room's number of who talks.</summary>
    public int Number { get; private set; } = -1;

    /// <summary>Number of the last packet of sound.</summary>
    public ushort Sounds => seat.Sounds;

    /// <summary>Packets that came from the others.</summary>
    public long Came => seat.Came;

    /// <summary>Waits until so many more packets of sound were sent; returns the number of the last.</summary>
    public async Task<ushort> TalkAsync(int packets)
    {
        var from = Sounds;
        while ((ushort)(Sounds - from) < packets) await Task.Delay(20);
        return Sounds;
    }

    async Task BeatAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        for (var beat = 0L; !ending.IsCancellationRequested; beat++)
        {
            seat.Beat(beat);
            await timer.WaitForNextTickAsync(ending.Token).AsTask().ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await beating;
        seat.Dispose();
    }
}
