namespace LienY.Media;

/// <summary>One picture stream on its way to one receiver: lets through the wanted simulcast and temporal layer, changes the size only at key pictures and
/// the picture rate at any picture, and renumbers what passes, so that the receiver sees one unbroken stream. Time in microseconds. Never throws on packets.</summary>
public sealed class LayerSwitch
{
    const int Size = 1024;

    struct Slot
    {
        public long In;
        public long Out;
        public int PictureShift;
        public bool Open;
    }

    struct Gone
    {
        public long Out;
        public short Spatial;
        public ushort In;
        public Rewritten As;
    }

    readonly Slot[] slots = new Slot[Size];
    readonly Gone[] gone = new Gone[Size];
    readonly uint[] refused = new uint[64];
    int refusals;
    Unrolled incoming;
    long highestIn = -1, lastOut, shift;
    uint lastTimestamp, timestampShift, decided;
    long lastAt;
    int pictureShift, tl0Shift, lastPicture, lastTl0;
    bool started, refusing, broken;

    /// <summary>Starts with these numbers; random ones make a stream harder to forge.</summary>
    public LayerSwitch(ushort firstSequence = 1, uint firstTimestamp = 1, int firstPicture = 1)
    {
        lastOut = 65536L + firstSequence - 1;
        lastTimestamp = firstTimestamp;
        lastPicture = firstPicture & 0x7fff;
        foreach (ref var slot in slots.AsSpan()) slot.In = -1;
        foreach (ref var sent in gone.AsSpan()) sent.Out = -1;
    }

    /// <summary>The spatial layer that passes now; −1 for none.</summary>
    public int Spatial { get; private set; } = -1;

    /// <summary>The highest temporal layer that passes now.</summary>
    public int Temporal { get; private set; } = 3;

    /// <summary>The spatial layer wanted; −1 for none.</summary>
    public int WantedSpatial { get; private set; } = -1;

    /// <summary>The highest temporal layer wanted.</summary>
    public int WantedTemporal { get; private set; } = 3;

    /// <summary>The layer of which a key picture is waited for; −1 when none is.</summary>
    public int WaitsForKey => WantedSpatial >= 0 && (WantedSpatial != Spatial || broken) ? WantedSpatial : -1;

    /// <summary>Says what should pass: spatial −1 stops at once; another size waits for its key picture while the old one goes on;
    /// fewer pictures from the next on.</summary>
    public void Want(int spatial, int temporal)
    {
        (WantedSpatial, WantedTemporal) = (spatial, temporal);
        if (spatial < 0) Spatial = -1;
        if (Temporal > temporal) Temporal = temporal;
    }

    /// <summary>Pictures were thrown away after they had been numbered: nothing more passes until a key picture.</summary>
    public void Broke() => broken = true;

    /// <summary>Decides over one packet. When true, it goes out with the numbers given; call <see cref="Vp8Descriptor.Renumber"/> on the copy.
    /// <paramref name="tight"/>: the line is behind, only the lowest temporal layer passes from the next picture on.</summary>
    public bool TryPass(int spatial, ushort sequence, uint timestamp, in Vp8Descriptor head, long now, bool tight, out Rewritten to)
    {
        to = default;
        if (head.Key && spatial == WantedSpatial && (spatial != Spatial || broken)) Switch(spatial, sequence, timestamp, head, now);
        if (spatial != Spatial || broken) return false;
        var number = incoming.Of(sequence);
        if (number <= highestIn) return TryLate(number, sequence, timestamp, head, out to);
        // Numbers not seen yet keep a place of their own: when they come late they fit in.
        var gap = Math.Min(number - highestIn - 1, Size);
        for (var missing = number - gap; missing < number; missing++) Remember(missing, missing - shift, pictureShift, true);
        highestIn = number;
        if (Refused(head, timestamp, tight))
        {
            Remember(number, 0, pictureShift, false);
            shift++;
            return false;
        }
        Remember(number, number - shift, pictureShift, false);
        lastOut = Math.Max(lastOut, number - shift);
        to = Numbered(number - shift, timestamp, head, pictureShift);
        (lastTimestamp, lastAt) = (to.Timestamp, now);
        if (to.PictureId >= 0) lastPicture = to.PictureId;
        if (to.Tl0PicIdx >= 0) lastTl0 = to.Tl0PicIdx;
        Keep(number - shift, spatial, sequence, to);
        return true;
    }

    /// <summary>Takes one packet without content (padding, probing of the sender) out of the numbering.</summary>
    public void Skip(int spatial, ushort sequence)
    {
        if (spatial != Spatial || broken || !started) return;
        var number = incoming.Of(sequence);
        if (number <= highestIn) return;
        var gap = Math.Min(number - highestIn - 1, Size);
        for (var missing = number - gap; missing < number; missing++) Remember(missing, missing - shift, pictureShift, true);
        highestIn = number;
        Remember(number, 0, pictureShift, false);
        shift++;
    }

    /// <summary>What went out under a number that a receiver asks for again; false when it is too old or was never sent.</summary>
    public bool TryFind(ushort sequence, out Origin origin)
    {
        var number = lastOut + (short)(sequence - (ushort)lastOut);
        ref var found = ref gone[number & (Size - 1)];
        origin = new(found.Spatial, found.In, found.As);
        return number >= 0 && found.Out == number;
    }

    void Switch(int spatial, ushort sequence, uint timestamp, in Vp8Descriptor head, long now)
    {
        incoming = default;
        var number = incoming.Of(sequence);
        foreach (ref var slot in slots.AsSpan()) slot.In = -1;
        (highestIn, refusals) = (number - 1, 0);
        shift = number - (lastOut + 1);
        // The streams of a sender have clocks of their own: as much time passes as passed here, at least one tick.
        var passed = started ? (uint)Math.Clamp((now - lastAt) * 9 / 100, 90, 90_000 * 60L) : 0;
        timestampShift = timestamp - (lastTimestamp + passed);
        pictureShift = head.PictureId - (started ? lastPicture + 1 : lastPicture);
        tl0Shift = head.Tl0PicIdx - (started ? lastTl0 + 1 : 0);
        (Spatial, Temporal, broken, refusing, started, decided) = (spatial, WantedTemporal, false, false, true, timestamp);
    }

    bool Refused(in Vp8Descriptor head, uint timestamp, bool tight)
    {
        // A picture that has begun is never cut: the first of its packets to come decides for all.
        if (timestamp == decided) return refusing;
        (decided, refusing) = (timestamp, false);
        if (head.Temporal < 0) return false;
        if (tight && head.Temporal > 0) Temporal = Math.Min(Temporal, head.Temporal - 1);
        else if (head.Temporal > Temporal && head.Temporal <= WantedTemporal && head.Sync) Temporal = head.Temporal;
        if (head.Temporal <= Temporal) return false;
        refusing = true;
        refused[refusals++ & 63] = timestamp;
        pictureShift++;
        return true;
    }

    bool TryLate(long number, ushort sequence, uint timestamp, in Vp8Descriptor head, out Rewritten to)
    {
        to = default;
        ref var slot = ref slots[number & (Size - 1)];
        if (slot.In != number || !slot.Open || head.Temporal > Temporal
            || refused.AsSpan(0, Math.Min(refusals, 64)).Contains(timestamp)) return false;
        slot.Open = false;
        to = Numbered(slot.Out, timestamp, head, slot.PictureShift);
        // When what followed it was refused, it is the newest that passed.
        if (slot.Out > lastOut)
        {
            (lastOut, lastTimestamp) = (slot.Out, to.Timestamp);
            if (to.PictureId >= 0) lastPicture = to.PictureId;
            if (to.Tl0PicIdx >= 0) lastTl0 = to.Tl0PicIdx;
        }
        Keep(slot.Out, Spatial, sequence, to);
        return true;
    }

    Rewritten Numbered(long number, uint timestamp, in Vp8Descriptor head, int pictures) => new(
        (ushort)number,
        timestamp - timestampShift,
        head.PictureId < 0 ? -1 : (head.PictureId - pictures) & (head.LongPictureId ? 0x7fff : 0x7f),
        head.Tl0PicIdx < 0 ? -1 : (head.Tl0PicIdx - tl0Shift) & 0xff);

    void Remember(long number, long to, int pictures, bool open) =>
        slots[number & (Size - 1)] = new() { In = number, Out = to, PictureShift = pictures, Open = open };

    void Keep(long number, int spatial, ushort sequence, in Rewritten to) =>
        gone[number & (Size - 1)] = new() { Out = number, Spatial = (short)spatial, In = sequence, As = to };
}
