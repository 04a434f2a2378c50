using System.Buffers.Binary;
using System.Security.Cryptography;

namespace LienY.Media;

/// <summary>How a recorded track stands.</summary>
public enum TrackState
{
    /// <summary>Whole and ended in order.</summary>
    Whole,

    /// <summary>All segments are true; the end is missing (the process fell, or the file was cut).</summary>
    Cut,

    /// <summary>Something was changed, left out or put elsewhere.</summary>
    Changed,

    /// <summary>It is no recorded track.</summary>
    NoTrack,
}

/// <summary>What checking a track found: its state, how many segments from the start are true, the first that is not (−1 for none), and the hash up to there.</summary>
public readonly record struct TrackCheck(TrackState State, int True, int FirstFalse, byte[] Hash);

/// <summary>Takes a packet that was recorded at a time of the media clock (µs).</summary>
public delegate void RecordedPacket(long time, ReadOnlySpan<byte> packet);

/// <summary>Reads and checks a file of <see cref="TrackSegments"/> segment by segment, with the key or (checking only) without. A cut end is left out; nothing
/// that is not true is ever given out. Throws ArgumentException for a key of another length than 32 bytes.</summary>
public sealed class TrackReading : IDisposable
{
    const int Most = 16 * 1024 * 1024;

    readonly Stream file;
    readonly AesGcm? cipher;
    readonly byte[] start = new byte[TrackHead.Length];
    byte[] part = new byte[64 * 1024], clear = [], hash = [];
    int index;

    /// <summary>Opens a file at its start.</summary>
    public TrackReading(Stream file, ReadOnlySpan<byte> key = default)
    {
        if (!key.IsEmpty && key.Length != 32) throw new ArgumentException($"The key of a recording has 32 bytes, not {key.Length}.", nameof(key));
        this.file = file;
        if (!key.IsEmpty) cipher = new(key, TrackSegments.TagLength);
        if (file.ReadAtLeast(start, start.Length, false) == start.Length && TrackHead.TryRead(start, out var head))
        {
            Head = head;
            hash = TrackHead.Hash(start);
        }
        else Found = new(TrackState.NoTrack, 0, -1, []);
    }

    /// <summary>What the track is.</summary>
    public TrackHead Head { get; }

    /// <summary>Segments found true so far.</summary>
    public int Count => index;

    /// <summary>Hash of the last of them; of the head before the first.</summary>
    public ReadOnlySpan<byte> Hash => hash;

    /// <summary>What was found, once there is no further segment; null before.</summary>
    public TrackCheck? Found { get; private set; }

    /// <summary>Checks the whole file without the key: the hashes cover every byte of it.</summary>
    public static TrackCheck Check(Stream file)
    {
        using var reading = new TrackReading(file);
        while (reading.Next((_, _) => { })) { }
        return reading.Found!.Value;
    }

    /// <summary>Checks the whole file with the key and gives out its packets in the order of recording, up to the first segment that is not true.</summary>
    public static TrackCheck Read(Stream file, ReadOnlySpan<byte> key, RecordedPacket take)
    {
        using var reading = new TrackReading(file, key);
        while (reading.Next(take)) { }
        return reading.Found!.Value;
    }

    /// <summary>Gives out the packets of the next segment; false when there is none or it is not true: <see cref="Found"/> says which.</summary>
    public bool Next(RecordedPacket take)
    {
        if (Found is not null) return false;
        if (file.ReadAtLeast(part.AsSpan(0, TrackSegments.HeadLength), TrackSegments.HeadLength, false) < TrackSegments.HeadLength) return Ends(TrackState.Cut, -1);
        var (last, length) = (part.AsSpan(0, 4).SequenceEqual("END1"u8), BinaryPrimitives.ReadInt32BigEndian(part.AsSpan(16)));
        if (!last && !part.AsSpan(0, 4).SequenceEqual("SEG1"u8) || BinaryPrimitives.ReadInt32BigEndian(part.AsSpan(4)) != index || length is < 0 or > Most
            || !part.AsSpan(20, TrackSegments.HashLength).SequenceEqual(hash)
            || !part.AsSpan(TrackSegments.CheckAt, TrackSegments.HeadLength - TrackSegments.CheckAt).SequenceEqual(TrackSegments.HeadCheck(part)))
            return Ends(TrackState.Changed, index);
        var whole = TrackSegments.HeadLength + length + TrackSegments.TagLength + TrackSegments.HashLength;
        if (part.Length < whole) Array.Resize(ref part, whole);
        var rest = part.AsSpan(TrackSegments.HeadLength, whole - TrackSegments.HeadLength);
        if (file.ReadAtLeast(rest, rest.Length, false) < rest.Length) return Ends(TrackState.Cut, -1);
        var own = SHA256.HashData(part.AsSpan(0, whole - TrackSegments.HashLength));
        if (!rest[^TrackSegments.HashLength..].SequenceEqual(own) || !Opens(length)) return Ends(TrackState.Changed, index);
        if (cipher is not null) Packets(clear.AsSpan(0, length), BinaryPrimitives.ReadInt64BigEndian(part.AsSpan(8)), take);
        (hash, index) = (own, index + 1);
        if (!last) return true;
        // Nothing may follow the end.
        var more = file.ReadByte() >= 0;
        Ends(more ? TrackState.Changed : TrackState.Whole, more ? index : -1);
        return true;
    }

    /// <summary>Forgets the key; the file stays open.</summary>
    public void Dispose()
    {
        cipher?.Dispose();
        CryptographicOperations.ZeroMemory(clear);
    }

    bool Ends(TrackState state, int firstFalse)
    {
        Found = new(state, index, firstFalse, hash);
        return false;
    }

    bool Opens(int length)
    {
        if (cipher is null) return true;
        if (clear.Length < length) clear = new byte[length * 2];
        Span<byte> nonce = stackalloc byte[12];
        TrackSegments.Nonce(nonce, start.AsSpan(64, 4), index);
        try
        {
            cipher.Decrypt(nonce, part.AsSpan(TrackSegments.HeadLength, length), part.AsSpan(TrackSegments.HeadLength + length, TrackSegments.TagLength),
                clear.AsSpan(0, length), part.AsSpan(0, TrackSegments.HeadLength));
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    static void Packets(ReadOnlySpan<byte> clear, long first, RecordedPacket take)
    {
        for (var at = 0; at + 6 <= clear.Length;)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(clear[(at + 4)..]);
            if (at + 6 + length > clear.Length) return;
            take(first + BinaryPrimitives.ReadInt32BigEndian(clear[at..]), clear.Slice(at + 6, length));
            at += 6 + length;
        }
    }
}
