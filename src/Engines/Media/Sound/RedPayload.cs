namespace LienY.Media;

/// <summary>One earlier sound inside a redundant packet: how long before the packet's own time (ticks), and where it lies in the payload.</summary>
public readonly record struct RedBlock(uint Before, int Start, int Length);

/// <summary>Reads redundant sound (RFC 2198 §3): earlier sounds, oldest first, and the packet's own.</summary>
public static class RedPayload
{
    /// <summary>Reads a payload; false where it is broken or carries more earlier sounds than <paramref name="blocks"/> has room for.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, scoped Span<RedBlock> blocks, out int count, out int payloadType, out ReadOnlySpan<byte> sound)
    {
        (count, payloadType) = (0, 0);
        sound = default;
        var at = 0;
        for (; at < payload.Length && (payload[at] & 0x80) != 0; at += 4)
        {
            if (at + 4 > payload.Length || count == blocks.Length) return false;
            blocks[count++] = new((uint)((payload[at + 1] << 6) | (payload[at + 2] >> 2)), 0, ((payload[at + 2] & 3) << 8) | payload[at + 3]);
        }
        if (at >= payload.Length) return false;
        payloadType = payload[at++] & 0x7f;
        for (var i = 0; i < count; i++)
        {
            blocks[i] = blocks[i] with { Start = at };
            at += blocks[i].Length;
        }
        if (at > payload.Length) return false;
        sound = payload[at..];
        return true;
    }
}
