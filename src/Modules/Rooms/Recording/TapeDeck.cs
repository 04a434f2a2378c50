using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Threading.Channels;
using LienY.Media;
using Microsoft.Extensions.Logging;

namespace LienY.Rooms;

/// <summary>
/// Writes what a room sends, each track into a file of its own: sealed segments of two seconds, whose last hash is noted in the database. Hears packets on the room's
/// media thread and keeps that thread only for the writing of a segment.
/// </summary>
sealed class TapeDeck : IAsyncDisposable
{
    // Pictures come in up to three sizes; the largest is not kept.
    const int LargestLayer = 1;

    sealed record Running(TrackSegments Segments, FileStream File, Guid Id, int Number, TrackKind Kind, string Name)
    {
        public int Noted { get; set; }
    }

    readonly Lock gate = new();
    readonly Dictionary<(int Member, TrackKind Kind, int Layer), Running> tracks = [];
    readonly Channel<bool> wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    readonly TapeShelf shelf;
    readonly string folder;
    readonly byte[] key;
    readonly Guid recording;
    readonly TimeProvider clock;
    readonly ILogger log;
    readonly ITimer timer;
    readonly Task noting;
    bool ended;

    /// <summary>A deck for a recording.</summary>
    public TapeDeck(TapeShelf shelf, Guid organisation, Guid recording, TimeProvider clock, ILogger log)
    {
        (this.shelf, this.recording, this.clock, this.log) = (shelf, recording, clock, log);
        (folder, key) = (shelf.FolderOf(organisation, recording), shelf.KeyOf(organisation, recording));
        Directory.CreateDirectory(folder);
        noting = NoteAsync();
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
            if (!tracks.TryGetValue((member, kind, layer), out var track)) tracks[(member, kind, layer)] = track = Begin(member, kind, layer, now);
            track.Segments.Add(packet.Bytes, now);
            if (track.Segments.Segments != track.Noted) wake.Writer.TryWrite(true);
        }
    }

    Running Begin(int member, TrackKind kind, int layer, long now)
    {
        var (payload, rate) = kind == TrackKind.Sound ? (Wire.Opus, Wire.AudioClock) : (Wire.Vp8, Wire.VideoClock);
        var name = string.Create(CultureInfo.InvariantCulture, $"{member}-{kind}-{layer}-{Guid.CreateVersion7(clock.GetUtcNow()):N}.track").ToLowerInvariant();
        var file = new FileStream(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        var began = (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        return new(new(file, key, new TrackHead(recording, id, payload, rate, began, now)), file, id, member, kind, name);
    }

    void Tick()
    {
        lock (gate)
        {
            try
            {
                if (!ended) foreach (var track in tracks.Values) track.Segments.Tick(Now);
            }
            catch (IOException problem)
            {
                log.LogError(problem, "Recording '{Recording}' could not write.", recording);
            }
        }
        wake.Writer.TryWrite(true);
    }

    // The file is always ahead of the note: what is noted was written.
    async Task NoteAsync()
    {
        await foreach (var _ in wake.Reader.ReadAllAsync())
        {
            try
            {
                var fresh = Fresh(out var files);
                if (fresh.Count == 0) continue;
                foreach (var file in files) Keep(file);
                await shelf.NoteAsync(fresh, CancellationToken.None);
                lock (gate)
                    foreach (var row in fresh) tracks.Values.First(t => t.Id == row.Id).Noted = row.Segments;
            }
            catch (Exception problem) when (problem is DbException or TimeoutException or InvalidOperationException)
            {
                log.LogError(problem, "How far recording '{Recording}' has come could not be noted; it is noted with the next segment.", recording);
            }
        }
    }

    // A note outlives a loss of power: the segment that it speaks of has to.
    static void Keep(FileStream file)
    {
        try
        {
            RandomAccess.FlushToDisk(file.SafeFileHandle);
        }
        catch (ObjectDisposedException)
        {
            // Ended meanwhile, which has brought it to the disk.
        }
    }

    List<TrackRow> Fresh(out FileStream[] files)
    {
        lock (gate)
        {
            files = [.. tracks.Values.Where(t => t.Segments.Segments != t.Noted && !ended).Select(t => t.File)];
            return [.. tracks.Values.Where(t => t.Segments.Segments != t.Noted).Select(t => new TrackRow
            {
                Id = t.Id,
                RecordingId = recording,
                Number = t.Number,
                Kind = t.Kind.ToString().ToLowerInvariant(),
                File = t.Name,
                Segments = t.Segments.Segments,
                Hash = Convert.ToHexStringLower(t.Segments.Hash),
                Ended = ended,
                WrittenAt = clock.GetUtcNow(),
            })];
        }
    }

    /// <summary>Ends every track in order and notes their ends.</summary>
    public async ValueTask DisposeAsync()
    {
        await timer.DisposeAsync();
        lock (gate)
        {
            if (ended) return;
            ended = true;
            foreach (var track in tracks.Values) End(track);
            CryptographicOperations.ZeroMemory(key);
        }
        wake.Writer.TryWrite(true);
        wake.Writer.Complete();
        await noting;
    }

    void End(Running track)
    {
        try
        {
            track.Segments.End();
            track.File.Flush(flushToDisk: true);
        }
        catch (IOException problem)
        {
            log.LogError(problem, "Recording '{Recording}' could not write.", recording);
        }
        track.Segments.Dispose();
        track.File.Dispose();
    }
}
