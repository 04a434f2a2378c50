using System.Buffers.Binary;

namespace LienY.Dicom;

/// <summary>A table from values to values (PS3.3 §C.11.1, §C.11.2, §C.7.6.3.1.5): entries from a first value on; those outside take the nearest.</summary>
/// <param name="First">The value the first entry stands for.</param>
/// <param name="Entries">What the values become.</param>
/// <param name="Bits">Bits of an entry.</param>
public sealed record LookupTable(int First, ushort[] Entries, int Bits)
{
    /// <summary>What a value becomes.</summary>
    public ushort this[int value] => Entries[Math.Clamp(value - First, 0, Entries.Length - 1)];

    /// <summary>The table of an item of Modality LUT or VOI LUT Sequence; null where it is missing or empty.</summary>
    public static LookupTable? Of(DataSet? item, bool isSigned) => item is null ? null : Of(item, Tags.LutDescriptor, Tags.LutData, default, isSigned);

    /// <summary>A table from descriptor, data and, for palettes, segmented data; null where it is missing or empty.</summary>
    public static LookupTable? Of(DataSet set, Tag descriptor, Tag data, Tag segmented, bool isSigned)
    {
        var numbers = set.Numbers(descriptor);
        if (numbers.Count < 3) return null;
        var count = (int)numbers[0] & 0xFFFF;
        if (count == 0) count = 65_536;
        // The first value is signed where pixels are, whatever representation the descriptor came in.
        var first = (int)numbers[1];
        if (isSigned && first > 32_767) first -= 65_536;
        var bits = (int)numbers[2] is 8 ? 8 : Math.Clamp((int)numbers[2], 8, 16);
        var entries = set[data] is { } plain ? Plain(plain, count, bits)
            : segmented != default && set[segmented] is { } pieces ? Segmented(pieces.Value.Span, count, bits) : [];
        return entries.Length == 0 ? null : new LookupTable(first, entries, bits);
    }

    static ushort[] Plain(Element element, int count, int bits)
    {
        var bytes = element.Value.Span;
        // Entries of 8 bits come packed or, as some devices write them, one in 16.
        var isPacked = bits == 8 && bytes.Length < 2 * count;
        var entries = new ushort[Math.Min(count, isPacked ? bytes.Length : bytes.Length / 2)];
        for (var i = 0; i < entries.Length; i++) entries[i] = isPacked ? bytes[i] : BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]);
        return entries;
    }

    /// <summary>Segments (PS3.3 §C.7.9.2): 0 discrete, 1 linear, 2 an earlier one again.</summary>
    static ushort[] Segmented(ReadOnlySpan<byte> bytes, int count, int bits)
    {
        var wide = bits > 8 || bytes.Length % 2 == 0;
        var words = new ushort[wide ? bytes.Length / 2 : bytes.Length];
        for (var i = 0; i < words.Length; i++) words[i] = wide ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]) : bytes[i];
        var entries = new List<ushort>(count);
        Expand(words, 0, words.Length, int.MaxValue, entries, count, wide, 0);
        return [.. entries.Take(count)];
    }

    static void Expand(ushort[] words, int at, int end, int segments, List<ushort> entries, int count, bool wide, int depth)
    {
        for (; segments > 0 && at + 1 < end && entries.Count < count; segments--)
        {
            int kind = words[at], length = words[at + 1];
            at += 2;
            if (kind == 0)
            {
                for (var i = 0; i < length && at < end && entries.Count < count; i++) entries.Add(words[at++]);
            }
            else if (kind == 1 && at < end)
            {
                int from = entries.Count > 0 ? entries[^1] : 0, to = words[at++];
                for (var i = 1; i <= length && entries.Count < count; i++) entries.Add((ushort)(from + (int)Math.Round((to - from) * (double)i / length)));
            }
            else if (kind == 2 && at + (wide ? 1 : 3) < end && depth == 0)
            {
                // An offset in bytes, low half first.
                var offset = wide ? words[at] | words[at + 1] << 16 : words[at] | words[at + 1] << 8 | words[at + 2] << 16 | words[at + 3] << 24;
                at += wide ? 2 : 4;
                var start = wide ? offset / 2 : offset;
                if (offset < 0 || start >= at) return;
                Expand(words, start, end, length, entries, count, wide, 1);
            }
            else
            {
                return;
            }
        }
    }
}
