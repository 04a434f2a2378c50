using System.Diagnostics;
using System.Globalization;
using LienY.Kernel;
using LienY.Media;
using Microsoft.Extensions.Logging;

namespace LienY.Rooms;

/// <summary>
/// Writes what a room sends, each track into a file of its own: sealed segments of two seconds. Hears packets on the room's media thread and keeps that thread only
/// for the writing of a segment.
/// </summary>
sealed class TapeDeck : IDisposable
{
    // Pictures come in up to three sizes; the largest is not kept.
    const int LargestLayer = 1;

    readonly Lock gate = new();
    readonly Dictionary<(int Member, TrackKind Kind, int Layer), TrackSegments> tracks = [];
    readonly List<Stream> files = [];
    readonly string folder;
    readonly byte[] key;
    readonly Guid recording;
    readonly TimeProvider clock;
    readonly ILogger log;
    readonly ITimer timer;
    bool ended;

    /// <summary>A deck for a recording.</summary>
    public TapeDeck(TapeShelf shelf, Guid organisation, Guid recording, TimeProvider clock, ILogger log)
    {
        (folder, key, this.recording, this.clock, this.log) = (shelf.FolderOf(organisation, recording), shelf.KeyOf(organisation, recording), recording, clock, log);
        Directory.CreateDirectory(folder);
        timer = clock.CreateTimer(_ => Tick(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    static long Now => (long)(Stopwatch.GetTimestamp() * (1e6 / Stopwatch.Frequency));

    /// <summary>Takes a packet of a track; what this deck does not keep is let go.</summary>
    public void Hear(int member, TrackKind kind, int layer, in RtpPacket packet, long now)
    {
        var fits = kind == TrackKind.Sound ? packet.PayloadType is Wire.Opus or Wire.Red : packet.PayloadType == Wire.Vp8;
        if (!fits || (kind == TrackKind.Picture && layer > LargestLayer)) return;
        lock (gate)
        {
            if (ended) return;
            if (!tracks.TryGetValue((member, kind, layer), out var track)) tracks[(member, kind, layer)] = track = Begin(member, kind, layer, kind == TrackKind.Sound ? Wire.Opus : Wire.Vp8, now);
            track.Add(packet.Bytes, now);
        }
    }

    TrackSegments Begin(int member, TrackKind kind, int layer, int payload, long now)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{member}-{kind}-{layer}-{Guid.CreateVersion7(clock.GetUtcNow()):N}.track").ToLowerInvariant();
        var file = new FileStream(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        files.Add(file);
        var began = (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        return new(file, key, new TrackHead(recording, Guid.CreateVersion7(clock.GetUtcNow()), payload, payload == Wire.Opus ? Wire.AudioClock : Wire.VideoClock, began, now));
    }

    void Tick()
    {
        lock (gate)
        {
            try
            {
                if (!ended) foreach (var track in tracks.Values) track.Tick(Now);
            }
            catch (IOException problem)
            {
                log.LogError(problem, "Recording '{Recording}' could not write.", recording);
            }
        }
    }

    /// <summary>Ends every track in order.</summary>
    public void Dispose()
    {
        timer.Dispose();
        lock (gate)
        {
            if (ended) return;
            ended = true;
            foreach (var track in tracks.Values)
            {
                try
                {
                    track.End();
                }
                catch (IOException problem)
                {
                    log.LogError(problem, "Recording '{Recording}' could not write.", recording);
                }
                track.Dispose();
            }
            foreach (var file in files) file.Dispose();
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(key);
        }
    }
}
