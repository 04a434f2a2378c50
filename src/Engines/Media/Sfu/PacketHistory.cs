using System.Buffers.Binary;

namespace LienY.Media;

/// <summary>The last packets of one incoming stream, kept once for all who receive it; bounded.</summary>
public sealed class PacketHistory(int size)
{
    readonly byte[]?[] slots = new byte[size][];
    readonly short[] lengths = new short[size];

    /// <summary>Keeps a copy of an opened packet.</summary>
    public void Keep(ReadOnlySpan<byte> packet)
    {
        if (packet.Length > Wire.MaxPacket) return;
        var at = BinaryPrimitives.ReadUInt16BigEndian(packet[2..]) % size;
        // Most packets of a stream are alike in size: a slot grows once or twice and is then used again for ever.
        if (slots[at] is not { } slot || slot.Length < packet.Length) slots[at] = slot = new byte[Math.Min(Wire.MaxPacket, (packet.Length + 255) & ~255)];
        packet.CopyTo(slot);
        lengths[at] = (short)packet.Length;
    }

    /// <summary>A kept packet by its number; false where it never came or is gone.</summary>
    public bool TryFind(ushort sequence, out RtpPacket packet)
    {
        var at = sequence % size;
        packet = default;
        return slots[at] is { } slot && RtpPacket.TryRead(slot.AsSpan(0, lengths[at]), out packet) && packet.Sequence == sequence;
    }
}
