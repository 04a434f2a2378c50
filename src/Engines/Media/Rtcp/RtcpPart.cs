using System.Buffers.Binary;

namespace LienY.Media;

/// <summary>One report out of a compound packet, read in place (RFC 3550 §6, RFC 4585 §6).</summary>
public readonly ref struct RtcpPart
{
    /// <summary>Sender report.</summary>
    public const int SenderReport = 200;

    /// <summary>Receiver report.</summary>
    public const int ReceiverReport = 201;

    /// <summary>Source description.</summary>
    public const int SourceDescription = 202;

    /// <summary>Good-bye.</summary>
    public const int Bye = 203;

    /// <summary>Transport feedback: formats 1 (NACK) and 15 (transport-wide).</summary>
    public const int TransportFeedback = 205;

    /// <summary>Payload feedback: formats 1 (PLI), 4 (FIR) and 15 (REMB).</summary>
    public const int PayloadFeedback = 206;

    readonly ReadOnlySpan<byte> bytes;

    RtcpPart(ReadOnlySpan<byte> bytes) => this.bytes = bytes;

    /// <summary>The whole part with its header of four bytes.</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>Packet type, 200–207.</summary>
    public int Type => bytes[1];

    /// <summary>Number of blocks, or the format of a feedback.</summary>
    public int Count => bytes[0] & 0x1f;

    /// <summary>Who sent it; 0 where the part is too short to say.</summary>
    public uint Sender => Word(4);

    /// <summary>The stream a feedback is about.</summary>
    public uint Media => Word(8);

    /// <summary>Whether it is a generic NACK (RFC 4585 §6.2.1).</summary>
    public bool IsNack => Type == TransportFeedback && Count == 1 && bytes.Length >= 16;

    /// <summary>Whether it is transport-wide feedback (format 15).</summary>
    public bool IsTransportWide => Type == TransportFeedback && Count == 15 && bytes.Length >= 20;

    /// <summary>Whether it asks for a whole picture: PLI (RFC 4585 §6.3.1) or FIR (RFC 5104 §4.3.1).</summary>
    public bool AsksForPicture => Type == PayloadFeedback && Count is 1 or 4 && bytes.Length >= 12;

    /// <summary>The stream whose picture is asked for; FIR names it in its entry.</summary>
    public uint PictureOf => Count == 4 && bytes.Length >= 20 ? Word(12) : Media;

    /// <summary>Words of a NACK: first lost number and a mask of the 16 after it.</summary>
    public int NackWords => (bytes.Length - 12) / 4;

    /// <summary>The i-th word of a NACK.</summary>
    public (ushort First, ushort Mask) Nack(int i) => ((ushort)(Word(12 + 4 * i) >> 16), (ushort)Word(12 + 4 * i));

    /// <summary>NTP time of a sender report.</summary>
    public ulong Ntp => ((ulong)Word(8) << 32) | Word(12);

    /// <summary>RTP time of a sender report.</summary>
    public uint RtpTime => Word(16);

    /// <summary>Whether a sender report is whole.</summary>
    public bool IsSenderReport => Type == SenderReport && bytes.Length >= 28;

    /// <summary>How many report blocks are really there.</summary>
    public int Blocks => Math.Min(Count, Type switch { SenderReport => bytes.Length - 28, ReceiverReport => bytes.Length - 8, _ => 0 } / 24);

    /// <summary>The i-th report block.</summary>
    public ReportBlock Block(int i)
    {
        var at = (Type == SenderReport ? 28 : 8) + 24 * i;
        return new(Word(at), bytes[at + 4], (int)(Word(at + 4) << 8) >> 8, Word(at + 8), Word(at + 12), Word(at + 16), Word(at + 20));
    }

    /// <summary>Receiver estimated maximum bitrate in bit/s; false where this is none.</summary>
    public bool TryRemb(out long bitrate)
    {
        bitrate = 0;
        if (Type != PayloadFeedback || Count != 15 || bytes.Length < 20 || !bytes.Slice(12, 4).SequenceEqual("REMB"u8)) return false;
        var word = Word(16);
        var exponent = (int)(word >> 18) & 0x3f;
        bitrate = exponent > 40 ? long.MaxValue : (long)(word & 0x3ffff) << exponent;
        return true;
    }

    uint Word(int at) => at + 4 <= bytes.Length ? BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]) : 0;

    /// <summary>Whether a datagram is RTCP rather than RTP (RFC 5761 §4): packet types 192 to 223.</summary>
    public static bool Looks(ReadOnlySpan<byte> datagram) => datagram.Length >= 8 && datagram[0] >> 6 == 2 && datagram[1] is >= 192 and <= 223;

    /// <summary>Takes the next part off a compound; false at its end or where lengths do not fit.</summary>
    public static bool TryNext(ref ReadOnlySpan<byte> rest, out RtcpPart part)
    {
        part = default;
        if (rest.Length < 4 || rest[0] >> 6 != 2) return false;
        var length = 4 * (BinaryPrimitives.ReadUInt16BigEndian(rest[2..]) + 1);
        if (length > rest.Length || length < 8 && rest[1] != Bye) return false;
        part = new(rest[..length]);
        rest = rest[length..];
        return true;
    }
}

/// <summary>What a receiver says about one stream (RFC 3550 §6.4.1): loss since the last report in 1/256, packets lost in all, highest number with its turns,
/// jitter in clock units, the middle 32 bits of the last sender report and the time since it in 1/65536 s.</summary>
public readonly record struct ReportBlock(uint Ssrc, byte Loss, int Lost, uint Highest, uint Jitter, uint LastReport, uint Delay);
