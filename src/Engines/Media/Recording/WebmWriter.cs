using System.Buffers.Binary;

namespace LienY.Media;

/// <summary>Writes VP8 and Opus into one WebM file (RFC 9559, profile of webmproject.org): clusters of up to five seconds, an index of the key pictures, the
/// length. Frames must come in order of time over all tracks; the stream must allow to go back.</summary>
public sealed class WebmWriter
{
    const uint Segment = 0x18538067, Cluster = 0x1F43B675, Cues = 0x1C53BB6B, Info = 0x1549A966, Tracks = 0x1654AE6B, SeekHead = 0x114D9B74;
    const long Span = 5_000_000;

    readonly Stream to;
    readonly Guid id;
    readonly List<(long Time, int Track, long Place)> cues = [];
    readonly List<(bool Sound, int Width, int Height, string Name)> tracks = [];
    readonly MemoryStream blocks = new();
    long segment, infoAt, tracksAt, clusterFrom = -1, origin = -1, last;
    bool begun;

    /// <summary>Begins a file; <paramref name="id"/> marks it.</summary>
    public WebmWriter(Stream to, Guid id)
    {
        if (!to.CanSeek) throw new ArgumentException("A WebM file needs a stream that can go back.", nameof(to));
        (this.to, this.id) = (to, id);
    }

    /// <summary>Adds a sound track (Opus, two channels at most); returns its number. Before the first frame.</summary>
    public int Sound(string name) => Track((true, 0, 0, name));

    /// <summary>Adds a picture track (VP8) of a size in pixels; returns its number. Before the first frame.</summary>
    public int Picture(string name, int width, int height) => Track((false, width, height, name));

    int Track((bool, int, int, string) track)
    {
        if (begun) throw new InvalidOperationException("Tracks are named before the first frame.");
        tracks.Add(track);
        return tracks.Count;
    }

    /// <summary>Adds a frame of a track at a time in microseconds; the first one's time is the start of the file.</summary>
    public void Add(int track, in MediaFrame frame)
    {
        if (!begun) Begin();
        if (origin < 0) origin = frame.Time;
        var time = Math.Max(frame.Time - origin, 0);
        last = Math.Max(last, time);
        var sound = tracks[track - 1].Sound;
        if (clusterFrom < 0 || time - clusterFrom >= Span || blocks.Length > 4_000_000 || !sound && frame.Key && time - clusterFrom > Span / 5) NewCluster(time);
        if (!sound && frame.Key || cues.Count == 0) cues.Add((time, track, to.Position - segment));
        Ebml.Id(blocks, 0xA3);
        Ebml.Size(blocks, frame.Bytes.Length + 4L);
        Span<byte> head = stackalloc byte[4];
        head[0] = (byte)(0x80 | track);
        BinaryPrimitives.WriteInt16BigEndian(head[1..], (short)Math.Clamp((time - clusterFrom) / 1000, short.MinValue, short.MaxValue));
        head[3] = (byte)(frame.Key ? 0x80 : 0);
        blocks.Write(head);
        blocks.Write(frame.Bytes);
    }

    /// <summary>Writes the index and the length; the file is whole afterwards. A file without frames holds its tracks only.</summary>
    public void End()
    {
        if (!begun) Begin();
        Flush();
        var cuesAt = to.Position - segment;
        var index = new Ebml();
        foreach (var (time, track, place) in cues)
            index.Group(0xBB, point => point.UInt(0xB3, (ulong)(time / 1000)).Group(0xB7, at => at.UInt(0xF7, (ulong)track).UInt(0xF1, (ulong)place)));
        if (cues.Count > 0) to.Write(new Ebml().Binary(Cues, index.Bytes).Bytes);
        var end = to.Position;
        to.Position = segment - 8;
        Ebml.Size(to, end - segment, 8);
        to.Write(Seeks(cues.Count > 0 ? cuesAt : 0));
        to.Position = segment + infoAt;
        to.Write(Described((last + 20_000) / 1000.0));
        to.Position = end;
        to.Flush();
    }

    void Begin()
    {
        begun = true;
        to.Write(new Ebml().Group(0x1A45DFA3, h => h.UInt(0x4286, 1).UInt(0x42F7, 1).UInt(0x42F2, 4).UInt(0x42F3, 8)
            .Text(0x4282, "webm").UInt(0x4287, 4).UInt(0x4285, 2)).Bytes);
        Ebml.Id(to, Segment);
        Ebml.Size(to, 0, 8);
        segment = to.Position;
        to.Write(Seeks(0));
        infoAt = to.Position - segment;
        to.Write(Described(0));
        tracksAt = to.Position - segment;
        var all = new Ebml();
        for (var i = 0; i < tracks.Count; i++)
        {
            var (number, (sound, width, height, name)) = (i + 1, tracks[i]);
            all.Group(0xAE, t =>
            {
                t.UInt(0xD7, (ulong)number).UInt(0x73C5, (ulong)number).UInt(0x83, sound ? 2u : 1u).UInt(0x9C, 0).Text(0x536E, name)
                    .Text(0x86, sound ? "A_OPUS" : "V_VP8");
                if (sound) t.UInt(0x56AA, 0).UInt(0x56BB, 80_000_000).Binary(0x63A2, OpusHead).Group(0xE1, a => a.Float(0xB5, 48_000).UInt(0x9F, 2));
                else t.Group(0xE0, v => v.UInt(0xB0, (ulong)width).UInt(0xBA, (ulong)height));
            });
        }
        to.Write(new Ebml().Binary(Tracks, all.Bytes).Bytes);
    }

    // RFC 7845 §5.1: version 1, two channels, no pre-skip, 48 kHz, no gain, one stream.
    static ReadOnlySpan<byte> OpusHead => [(byte)'O', (byte)'p', (byte)'u', (byte)'s', (byte)'H', (byte)'e', (byte)'a', (byte)'d', 1, 2, 0, 0, 0x80, 0xbb, 0, 0, 0, 0, 0];

    ReadOnlySpan<byte> Described(double milliseconds) => new Ebml().Group(Info, i => i.UInt(0x2AD7B1, 1_000_000).Float(0x4489, milliseconds).Text(0x4D80, "LienY")
        .Text(0x5741, "LienY").Binary(0x73A4, id.ToByteArray(true))).Bytes;

    byte[] Seeks(long cuesAt)
    {
        const int room = 100;
        var seeks = new Ebml().Group(SeekHead, all =>
        {
            var name = new byte[4];
            foreach (var (what, where) in new[] { (Info, infoAt), (Tracks, tracksAt), (Cues, cuesAt) })
            {
                if (where == 0) continue;
                BinaryPrimitives.WriteUInt32BigEndian(name, what);
                all.Group(0x4DBB, s => s.Binary(0x53AB, name).UInt(0x53AC, (ulong)where));
            }
        });
        var left = room - (int)seeks.Length - 2;
        return seeks.Binary(0xEC, new byte[left]).Bytes.ToArray();
    }

    void NewCluster(long time)
    {
        Flush();
        clusterFrom = time;
    }

    void Flush()
    {
        if (blocks.Length == 0) return;
        var start = new Ebml().UInt(0xE7, (ulong)(clusterFrom / 1000));
        Ebml.Id(to, Cluster);
        Ebml.Size(to, start.Length + blocks.Length);
        to.Write(start.Bytes);
        to.Write(blocks.GetBuffer().AsSpan(0, (int)blocks.Length));
        blocks.SetLength(0);
    }
}
