using System.Buffers.Binary;

namespace LienY.Media;

/// <summary>Writes a compound of reports into a buffer of the caller.</summary>
public ref struct RtcpWriter(Span<byte> buffer)
{
    readonly Span<byte> buffer = buffer;

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    /// <summary>Bytes left.</summary>
    public readonly int Left => buffer.Length - Length;

    void Head(int type, int count, int length)
    {
        buffer[Length] = (byte)(0x80 | count);
        buffer[Length + 1] = (byte)type;
        BinaryPrimitives.WriteUInt16BigEndian(buffer[(Length + 2)..], (ushort)(length / 4 - 1));
        Length += 4;
    }

    void Word(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(buffer[Length..], value);
        Length += 4;
    }

    /// <summary>Sender report without blocks.</summary>
    public void SenderReport(uint ssrc, ulong ntp, uint rtpTime, uint packets, uint octets)
    {
        Head(RtcpPart.SenderReport, 0, 28);
        Word(ssrc);
        Word((uint)(ntp >> 32));
        Word((uint)ntp);
        Word(rtpTime);
        Word(packets);
        Word(octets);
    }

    /// <summary>Receiver report with up to 31 blocks.</summary>
    public void ReceiverReport(uint ssrc, scoped ReadOnlySpan<ReportBlock> blocks)
    {
        Head(RtcpPart.ReceiverReport, blocks.Length, 8 + 24 * blocks.Length);
        Word(ssrc);
        foreach (var block in blocks)
        {
            Word(block.Ssrc);
            Word(((uint)block.Loss << 24) | ((uint)block.Lost & 0xffffff));
            Word(block.Highest);
            Word(block.Jitter);
            Word(block.LastReport);
            Word(block.Delay);
        }
    }

    /// <summary>Source description with the canonical name that ties streams of one sender together.</summary>
    public void Description(uint ssrc, scoped ReadOnlySpan<byte> name)
    {
        var length = (8 + 2 + name.Length + 1 + 3) & ~3;
        var end = Length + length;
        Head(RtcpPart.SourceDescription, 1, length);
        Word(ssrc);
        buffer[Length++] = 1;
        buffer[Length++] = (byte)name.Length;
        name.CopyTo(buffer[Length..]);
        buffer[(Length + name.Length)..end].Clear();
        Length = end;
    }

    /// <summary>Good-bye of one stream.</summary>
    public void Bye(uint ssrc)
    {
        Head(RtcpPart.Bye, 1, 8);
        Word(ssrc);
    }

    /// <summary>Asks for lost packets; the numbers are in order.</summary>
    public void Nack(uint sender, uint media, scoped ReadOnlySpan<ushort> lost)
    {
        var start = Length;
        Head(RtcpPart.TransportFeedback, 1, 12);
        Word(sender);
        Word(media);
        for (var i = 0; i < lost.Length;)
        {
            var first = lost[i++];
            uint mask = 0;
            for (; i < lost.Length && Wire.Ahead(lost[i], first) is > 0 and <= 16; i++) mask |= 1u << (Wire.Ahead(lost[i], first) - 1);
            Word(((uint)first << 16) | mask);
        }
        BinaryPrimitives.WriteUInt16BigEndian(buffer[(start + 2)..], (ushort)((Length - start) / 4 - 1));
    }

    /// <summary>Asks for a whole picture.</summary>
    public void PictureLoss(uint sender, uint media)
    {
        Head(RtcpPart.PayloadFeedback, 1, 12);
        Word(sender);
        Word(media);
    }

    /// <summary>Tells the sender how much may come, in bit/s.</summary>
    public void Remb(uint sender, long bitrate, uint media)
    {
        var exponent = 0;
        for (; bitrate >> exponent > 0x3ffff; exponent++) ;
        Head(RtcpPart.PayloadFeedback, 15, 24);
        Word(sender);
        Word(0);
        "REMB"u8.CopyTo(buffer[Length..]);
        Length += 4;
        Word((1u << 24) | ((uint)exponent << 18) | (uint)(bitrate >> exponent));
        Word(media);
    }

    /// <summary>Adds a part that was written elsewhere, such as transport-wide feedback.</summary>
    public void Raw(scoped ReadOnlySpan<byte> part)
    {
        part.CopyTo(buffer[Length..]);
        Length += part.Length;
    }
}
