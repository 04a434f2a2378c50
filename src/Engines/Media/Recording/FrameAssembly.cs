namespace LienY.Media;

/// <summary>One whole sound or picture: its time in microseconds of the media clock.</summary>
public readonly record struct MediaFrame(long Time, bool Key, byte[] Bytes);

/// <summary>Puts recorded packets of one track back in order and together: sounds as they are, pictures from their parts. What is missing stays a gap; after a
/// picture that is not whole nothing is given until one that does not build on it. Who was away and came back sends under another stream number, with numbering and
/// clock of its own: a new run of the same track.</summary>
public sealed class FrameAssembly(int payloadType, int clock, Action<MediaFrame> whole, IReadOnlyList<long>? known = null)
{
    const int Window = 512;
    readonly SortedDictionary<long, (uint Timestamp, bool Marker, byte[] Payload)> waiting = [];
    readonly List<byte> picture = [];
    readonly List<uint> runs = [];
    readonly List<long> fits = [];
    Unrolled numbers;
    long next = -1, ticks, begun, shift;
    uint lastTimestamp;
    bool any, broken = true, open, key;

    /// <summary>What fits the track's clock to the recording's, µs, for each run; a second reading starts with what the first has found.</summary>
    public IReadOnlyList<long> Fits => fits;

    /// <summary>Pictures that could not be put together.</summary>
    public int Lost { get; private set; }

    /// <summary>Adds a packet in the order of recording.</summary>
    public void Add(long time, ReadOnlySpan<byte> packet)
    {
        if (!RtpPacket.TryRead(packet, out var rtp) || rtp.Payload.IsEmpty) return;
        var payload = rtp.Payload;
        if (rtp.PayloadType == Wire.Red && (!SoundMemory.TryPrimary(payload, out _, out payload) || payload.IsEmpty)) return;
        if (runs.Count == 0 || runs[^1] != rtp.Ssrc)
        {
            // What was still under way of an earlier run is not waited for.
            if (runs.Contains(rtp.Ssrc)) return;
            Begin(rtp.Ssrc);
        }
        var number = numbers.Of(rtp.Sequence);
        if (next < 0) next = number;
        if (number < next) return;
        // The shortest way any packet took fits the track's clock to the recording's.
        var at = Ticks(rtp.Timestamp);
        fits[^1] = shift = Math.Min(shift, time - at * 1_000_000 / clock);
        waiting[number] = (rtp.Timestamp, rtp.Marker, payload.ToArray());
        while (waiting.Count > 0)
        {
            var first = waiting.First();
            if (first.Key != next && waiting.Count < Window && number - next < Window) return;
            if (first.Key != next) Gap();
            waiting.Remove(first.Key);
            next = first.Key + 1;
            Take(first.Value.Timestamp, first.Value.Marker, first.Value.Payload);
        }
    }

    void Begin(uint run)
    {
        End();
        runs.Add(run);
        shift = known is not null && known.Count >= runs.Count ? known[runs.Count - 1] : long.MaxValue;
        fits.Add(shift);
        (numbers, next, any, open, broken) = (default, -1, false, false, true);
    }

    /// <summary>Gives out what still waits.</summary>
    public void End()
    {
        foreach (var (number, (timestamp, marker, payload)) in waiting)
        {
            if (number != next) Gap();
            next = number + 1;
            Take(timestamp, marker, payload);
        }
        waiting.Clear();
    }

    long Ticks(uint timestamp)
    {
        if (!any) (any, lastTimestamp, ticks) = (true, timestamp, 0);
        var now = ticks + (int)(timestamp - lastTimestamp);
        if (now > ticks) (ticks, lastTimestamp) = (now, timestamp);
        return now;
    }

    void Gap()
    {
        if (payloadType != Wire.Vp8) return;
        if (open) Lost++;
        (open, broken) = (false, true);
    }

    void Take(uint timestamp, bool marker, byte[] payload)
    {
        var time = Ticks(timestamp) * 1_000_000 / clock + shift;
        if (payloadType != Wire.Vp8)
        {
            whole(new(time, true, payload));
            return;
        }
        if (!Vp8Descriptor.TryRead(payload, out var head)) return;
        if (head.StartsPicture)
        {
            if (open) Lost++;
            if (head.Key) broken = false;
            picture.Clear();
            (open, key, begun) = (!broken, head.Key, time);
            if (broken) Lost++;
        }
        if (!open) return;
        picture.AddRange(payload.AsSpan(head.Length));
        if (!marker) return;
        open = false;
        whole(new(begun, key, [.. picture]));
    }
}
