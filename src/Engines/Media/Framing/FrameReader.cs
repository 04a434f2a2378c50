using System.Buffers.Binary;

namespace LienY.Media;

/// <summary>Cuts a TCP stream into packets: two bytes of length before each (RFC 4571). It holds at most one frame of 64 kB.</summary>
public sealed class FrameReader
{
    byte[] held = new byte[4096];
    int count;

    /// <summary>Where the next bytes of the stream may be put; at least 1 byte.</summary>
    public Memory<byte> Room
    {
        get
        {
            if (count == held.Length) Array.Resize(ref held, Math.Min(held.Length * 2, 65537 + 4096));
            return held.AsMemory(count);
        }
    }

    /// <summary>Says how many bytes were put into <see cref="Room"/>.</summary>
    public void Advance(int bytes) => count += bytes;

    /// <summary>Takes the next whole packet; it stays valid until the next call of this or <see cref="Room"/>.</summary>
    public bool TryTake(ref int at, out ReadOnlySpan<byte> packet)
    {
        packet = default;
        if (count - at < 2) return Compact(ref at);
        int length = BinaryPrimitives.ReadUInt16BigEndian(held.AsSpan(at));
        if (count - at - 2 < length) return Compact(ref at);
        packet = held.AsSpan(at + 2, length);
        at += 2 + length;
        return true;
    }

    bool Compact(ref int at)
    {
        held.AsSpan(at, count - at).CopyTo(held);
        count -= at;
        at = 0;
        return false;
    }

    /// <summary>Writes a packet with its length before it; gives the bytes written.</summary>
    public static int Write(ReadOnlySpan<byte> packet, Span<byte> to)
    {
        BinaryPrimitives.WriteUInt16BigEndian(to, (ushort)packet.Length);
        packet.CopyTo(to[2..]);
        return packet.Length + 2;
    }
}
