namespace LienY.Media;

/// <summary>The head of a VP8 payload (RFC 7741 §4.2) read in place: which part of which picture this is. −1 where a number is not sent.</summary>
public readonly record struct Vp8Descriptor
{
    /// <summary>Length of the descriptor in bytes.</summary>
    public byte Length { get; init; }

    /// <summary>Whether a picture's first byte follows (S bit set and partition 0).</summary>
    public bool StartsPicture { get; init; }

    /// <summary>Whether this begins a key picture, which needs no other to be decoded.</summary>
    public bool Key { get; init; }

    /// <summary>Whether no other picture refers to this one (N bit).</summary>
    public bool Spare { get; init; }

    /// <summary>Number of the picture, 7 or 15 bits.</summary>
    public int PictureId { get; init; }

    /// <summary>Whether the picture's number has 15 bits.</summary>
    public bool LongPictureId { get; init; }

    /// <summary>Running number of the last picture of the lowest temporal layer, 8 bits.</summary>
    public int Tl0PicIdx { get; init; }

    /// <summary>Temporal layer, 0–3.</summary>
    public int Temporal { get; init; }

    /// <summary>Whether this picture depends on the lowest temporal layer only (Y bit): where a receiver may go up.</summary>
    public bool Sync { get; init; }

    /// <summary>Reads the head of a payload; false where it is cut short or nothing follows it.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out Vp8Descriptor found)
    {
        found = default;
        if (payload.Length < 2) return false;
        var first = payload[0];
        var starts = (first & 0x10) != 0 && (first & 0x07) == 0;
        int at = 1, picture = -1, lowest = -1, temporal = -1;
        bool sync = false, isLong = false;
        if ((first & 0x80) != 0)
        {
            var more = payload[at++];
            if ((more & 0x80) != 0)
            {
                if (at >= payload.Length) return false;
                picture = payload[at] & 0x7f;
                if (isLong = (payload[at++] & 0x80) != 0)
                {
                    if (at >= payload.Length) return false;
                    picture = (picture << 8) | payload[at++];
                }
            }
            if ((more & 0x40) != 0)
            {
                if (at >= payload.Length) return false;
                lowest = payload[at++];
            }
            if ((more & 0x30) != 0)
            {
                if (at >= payload.Length) return false;
                if ((more & 0x20) != 0) (temporal, sync) = (payload[at] >> 6, (payload[at] & 0x20) != 0);
                at++;
            }
        }
        if (at >= payload.Length) return false;
        found = new()
        {
            Length = (byte)at,
            StartsPicture = starts,
            Key = starts && (payload[at] & 0x01) == 0,
            Spare = (first & 0x20) != 0,
            PictureId = picture,
            LongPictureId = isLong,
            Tl0PicIdx = lowest,
            Temporal = temporal,
            Sync = sync,
        };
        return true;
    }

    /// <summary>Writes other numbers into a payload whose descriptor this is; its length stays the same.</summary>
    public void Renumber(Span<byte> payload, int pictureId, int tl0PicIdx)
    {
        var at = 2;
        if (PictureId >= 0)
        {
            if (LongPictureId) payload[at++] = (byte)(0x80 | ((pictureId >> 8) & 0x7f));
            payload[at] = LongPictureId ? (byte)pictureId : (byte)(pictureId & 0x7f);
            at++;
        }
        if (Tl0PicIdx >= 0) payload[at] = (byte)tl0PicIdx;
    }

    /// <summary>Writes this head; returns its length. For sources of our own (tests, still pictures).</summary>
    public int Write(Span<byte> to)
    {
        to[0] = (byte)((StartsPicture ? 0x10 : 0) | (Spare ? 0x20 : 0));
        if (PictureId < 0 && Tl0PicIdx < 0 && Temporal < 0) return 1;
        to[0] |= 0x80;
        to[1] = (byte)((PictureId >= 0 ? 0x80 : 0) | (Tl0PicIdx >= 0 ? 0x40 : 0) | (Temporal >= 0 ? 0x20 : 0));
        var at = 2;
        if (PictureId >= 0)
        {
            if (LongPictureId) to[at++] = (byte)(0x80 | ((PictureId >> 8) & 0x7f));
            to[at++] = LongPictureId ? (byte)PictureId : (byte)(PictureId & 0x7f);
        }
        if (Tl0PicIdx >= 0) to[at++] = (byte)Tl0PicIdx;
        if (Temporal >= 0) to[at++] = (byte)((Temporal << 6) | (Sync ? 0x20 : 0));
        return at;
    }

    /// <summary>Width and height of a key picture from the first bytes after the descriptor (RFC 6386 §9.1); false where they are not there.</summary>
    public static bool TrySize(ReadOnlySpan<byte> picture, out int width, out int height)
    {
        width = height = 0;
        if (picture.Length < 10 || (picture[0] & 1) != 0 || picture[3] != 0x9d || picture[4] != 0x01 || picture[5] != 0x2a) return false;
        width = (picture[6] | (picture[7] << 8)) & 0x3fff;
        height = (picture[8] | (picture[9] << 8)) & 0x3fff;
        return width > 0 && height > 0;
    }
}
