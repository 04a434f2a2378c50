using System.Buffers.Binary;

namespace LienY.Media;

/// <summary>One RTP packet read in place (RFC 3550 §5.1, header extensions of RFC 8285); nothing is copied.</summary>
public readonly ref struct RtpPacket
{
    readonly ReadOnlySpan<byte> bytes;
    readonly ReadOnlySpan<byte> extensions;
    readonly int form;

    RtpPacket(ReadOnlySpan<byte> bytes, int headerLength, int padding, ReadOnlySpan<byte> extensions, int form)
    {
        this.bytes = bytes;
        this.extensions = extensions;
        this.form = form;
        HeaderLength = headerLength;
        PaddingLength = padding;
    }

    /// <summary>The whole packet as it was read.</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>Length of the fixed header, the contributing sources and the extensions, in bytes.</summary>
    public int HeaderLength { get; }

    /// <summary>Bytes of padding at the end.</summary>
    public int PaddingLength { get; }

    /// <summary>The marker bit: the last packet of a picture, the first of a talk spurt.</summary>
    public bool Marker => (bytes[1] & 0x80) != 0;

    /// <summary>Payload type, 0–127.</summary>
    public int PayloadType => bytes[1] & 0x7f;

    /// <summary>Sequence number.</summary>
    public ushort Sequence => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);

    /// <summary>Sampling time in units of the payload's clock.</summary>
    public uint Timestamp => BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);

    /// <summary>Synchronisation source.</summary>
    public uint Ssrc => BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]);

    /// <summary>What is carried, without padding.</summary>
    public ReadOnlySpan<byte> Payload => bytes[HeaderLength..^PaddingLength];

    /// <summary>Reads a decrypted packet; false where it is no whole RTP packet.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out RtpPacket packet)
    {
        packet = default;
        if (!TryHeaderLength(bytes, out var length, out var form)) return false;
        var padding = 0;
        if ((bytes[0] & 0x20) != 0)
        {
            padding = bytes[^1];
            if (padding == 0 || length + padding > bytes.Length) return false;
        }
        var fixedPart = 12 + 4 * (bytes[0] & 0x0f);
        var area = (bytes[0] & 0x10) != 0 ? bytes[(fixedPart + 4)..length] : default;
        packet = new(bytes, length, padding, area, form);
        return true;
    }

    /// <summary>Where the payload of a (possibly still encrypted) packet begins, and the extension profile (0xBEDE one-byte, 0x100x two-byte, 0 none).</summary>
    public static bool TryHeaderLength(ReadOnlySpan<byte> bytes, out int length, out int profile)
    {
        length = profile = 0;
        if (bytes.Length < 12 || (bytes[0] & 0xc0) != 0x80) return false;
        length = 12 + 4 * (bytes[0] & 0x0f);
        if ((bytes[0] & 0x10) != 0)
        {
            if (length + 4 > bytes.Length) return false;
            profile = BinaryPrimitives.ReadUInt16BigEndian(bytes[length..]);
            length += 4 + 4 * BinaryPrimitives.ReadUInt16BigEndian(bytes[(length + 2)..]);
        }
        return length <= bytes.Length;
    }

    /// <summary>The value of one header extension; false where the packet has none of that id.</summary>
    public bool TryExtension(int id, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (form == 0xBEDE) return TryOneByte(id, out value);
        return (form & 0xfff0) == 0x1000 && TryTwoByte(id, out value);
    }

    bool TryOneByte(int id, out ReadOnlySpan<byte> value)
    {
        value = default;
        for (var at = 0; at < extensions.Length;)
        {
            var head = extensions[at++];
            if (head == 0) continue;
            var size = (head & 0x0f) + 1;
            if (head >> 4 == 15 || at + size > extensions.Length) return false;
            if (head >> 4 == id)
            {
                value = extensions.Slice(at, size);
                return true;
            }
            at += size;
        }
        return false;
    }

    bool TryTwoByte(int id, out ReadOnlySpan<byte> value)
    {
        value = default;
        for (var at = 0; at + 1 < extensions.Length;)
        {
            var found = extensions[at++];
            if (found == 0) continue;
            int size = extensions[at++];
            if (at + size > extensions.Length) return false;
            if (found == id)
            {
                value = extensions.Slice(at, size);
                return true;
            }
            at += size;
        }
        return false;
    }
}
