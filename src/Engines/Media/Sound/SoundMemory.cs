using System.Buffers.Binary;

namespace LienY.Media;

/// <summary>The last sounds of one sender, so that a receiver on a bad line gets each twice: once itself, once with the next (RFC 2198). One for all receivers;
/// nothing is allocated for a packet.</summary>
public sealed class SoundMemory
{
    const int Size = 8, Most = 600;
    readonly byte[] bytes = new byte[Size * Most];
    readonly (long Number, uint Timestamp, int Length)[] frames = new (long, uint, int)[Size];
    Unrolled numbers;

    /// <summary>Keeps one sound; longer ones than 600 bytes are not kept.</summary>
    public void Keep(ushort sequence, uint timestamp, ReadOnlySpan<byte> payload)
    {
        var number = numbers.Of(sequence);
        var place = (int)(number % Size);
        if (frames[place].Number > number) return;
        frames[place] = (number, timestamp, payload.Length <= Most ? payload.Length : 0);
        if (payload.Length <= Most) payload.CopyTo(bytes.AsSpan(place * Most));
    }

    /// <summary>How many bytes of payload a sound would have with the sounds before it; no more than <paramref name="depth"/> of them.</summary>
    public int SizeWith(ushort sequence, uint timestamp, int length, int depth)
    {
        var size = length + 1;
        for (var back = depth; back >= 1; back--) if (Find(sequence, timestamp, back, out var older, out _)) size += 4 + older.Length;
        return size;
    }

    /// <summary>Writes the payload of a redundant packet: up to <paramref name="depth"/> sounds before this one, oldest first, then this one.
    /// Returns its length.</summary>
    public int Write(Span<byte> to, int payloadType, ushort sequence, uint timestamp, ReadOnlySpan<byte> payload, int depth)
    {
        var at = 0;
        for (var back = depth; back >= 1; back--)
        {
            if (!Find(sequence, timestamp, back, out var older, out var offset)) continue;
            to[at] = (byte)(0x80 | payloadType);
            BinaryPrimitives.WriteUInt16BigEndian(to[(at + 1)..], (ushort)((offset << 2) | (uint)(older.Length >> 8)));
            to[at + 3] = (byte)older.Length;
            at += 4;
        }
        to[at++] = (byte)payloadType;
        for (var back = depth; back >= 1; back--)
        {
            if (!Find(sequence, timestamp, back, out var older, out _)) continue;
            older.CopyTo(to[at..]);
            at += older.Length;
        }
        payload.CopyTo(to[at..]);
        return at + payload.Length;
    }

    /// <summary>The newest sound inside a redundant payload (what a receiver without redundancy gets); false where the payload is broken.</summary>
    public static bool TryPrimary(ReadOnlySpan<byte> payload, out int payloadType, out ReadOnlySpan<byte> sound)
    {
        payloadType = 0;
        sound = default;
        int at = 0, older = 0;
        while (at < payload.Length && (payload[at] & 0x80) != 0)
        {
            if (at + 4 > payload.Length) return false;
            older += ((payload[at + 2] & 0x03) << 8) | payload[at + 3];
            at += 4;
        }
        if (at >= payload.Length) return false;
        payloadType = payload[at] & 0x7f;
        if (at + 1 + older > payload.Length) return false;
        sound = payload[(at + 1 + older)..];
        return true;
    }

    bool Find(ushort sequence, uint timestamp, int back, out ReadOnlySpan<byte> sound, out uint offset)
    {
        sound = default;
        offset = 0;
        var number = numbers.Peek(sequence) - back;
        if (number < 0) return false;
        var place = (int)(number % Size);
        var frame = frames[place];
        // The distance has 14 bits; after a pause the older sound is of no use any longer.
        if (frame.Number != number || frame.Length == 0 || (offset = timestamp - frame.Timestamp) is 0 or > 6_000) return false;
        sound = bytes.AsSpan(place * Most, frame.Length);
        return true;
    }
}
