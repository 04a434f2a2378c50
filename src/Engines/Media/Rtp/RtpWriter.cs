using System.Buffers.Binary;

namespace LienY.Media;

/// <summary>Writes one RTP packet into a buffer of the caller (RFC 3550 §5.1): header, then extensions, then payload or padding.</summary>
public ref struct RtpWriter(Span<byte> buffer)
{
    readonly Span<byte> buffer = buffer;
    int extensionStart;

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    /// <summary>Writes the fixed header of 12 bytes without contributing sources.</summary>
    public void Header(int payloadType, bool marker, ushort sequence, uint timestamp, uint ssrc)
    {
        buffer[0] = 0x80;
        buffer[1] = (byte)(payloadType | (marker ? 0x80 : 0));
        BinaryPrimitives.WriteUInt16BigEndian(buffer[2..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(buffer[4..], timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(buffer[8..], ssrc);
        Length = 12;
        extensionStart = 0;
    }

    /// <summary>Adds a one-byte-header extension (RFC 8285 §4.2) of 1 to 16 bytes; all of them before the payload.</summary>
    public Span<byte> Extension(int id, int size)
    {
        if (extensionStart == 0)
        {
            buffer[0] |= 0x10;
            BinaryPrimitives.WriteUInt16BigEndian(buffer[Length..], 0xBEDE);
            Length += 4;
            extensionStart = Length;
        }
        buffer[Length++] = (byte)((id << 4) | (size - 1));
        var place = buffer.Slice(Length, size);
        Length += size;
        return place;
    }

    /// <summary>Closes the extensions (padded to whole words); called once after the last of them.</summary>
    public void EndExtensions()
    {
        if (extensionStart == 0) return;
        while ((Length - extensionStart) % 4 != 0) buffer[Length++] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(buffer[(extensionStart - 2)..], (ushort)((Length - extensionStart) / 4));
    }

    /// <summary>Adds payload bytes.</summary>
    public void Payload(scoped ReadOnlySpan<byte> payload)
    {
        payload.CopyTo(buffer[Length..]);
        Length += payload.Length;
    }

    /// <summary>Fills with 1 to 255 bytes of padding, as probing does.</summary>
    public void Padding(int count)
    {
        buffer[0] |= 0x20;
        buffer.Slice(Length, count).Clear();
        Length += count;
        buffer[Length - 1] = (byte)count;
    }
}
