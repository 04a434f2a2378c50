namespace LienY.Dicom;

/// <summary>The codes of a Huffman table for writing (T.81 §C).</summary>
sealed class HuffmanCodes
{
    public readonly byte[] Counts, Symbols;
    public readonly uint[] Code = new uint[256];
    public readonly int[] Length = new int[256];

    public HuffmanCodes(byte[] counts, byte[] symbols)
    {
        (Counts, Symbols) = (counts, symbols);
        var (code, index) = (0u, 0);
        for (var length = 1; length <= 16; length++, code <<= 1)
        {
            for (var i = 0; i < counts[length - 1]; i++, index++) (Code[symbols[index]], Length[symbols[index]]) = (code++, length);
        }
    }
}

/// <summary>Writes the bits of a JPEG scan, a zero byte after every FF.</summary>
sealed class JpegBitWriter(int capacity)
{
    byte[] bytes = new byte[capacity];
    ulong cache;
    int held, at;

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, at);

    public void Raw(ReadOnlySpan<byte> raw)
    {
        Room(raw.Length);
        raw.CopyTo(bytes.AsSpan(at));
        at += raw.Length;
    }

    public void Write(uint value, int count)
    {
        cache = cache << count | value;
        held += count;
        if (held < 32) return;
        Room(16);
        while (held >= 8)
        {
            held -= 8;
            var b = (byte)(cache >> held);
            bytes[at++] = b;
            if (b == 0xFF) bytes[at++] = 0;
        }
    }

    /// <summary>Fills the last byte with ones.</summary>
    public void End()
    {
        var spare = (8 - held % 8) % 8;
        cache = cache << spare | (1u << spare) - 1;
        held += spare;
        Room(16);
        while (held >= 8)
        {
            held -= 8;
            var b = (byte)(cache >> held);
            bytes[at++] = b;
            if (b == 0xFF) bytes[at++] = 0;
        }
    }

    void Room(int more)
    {
        if (at + more > bytes.Length) Array.Resize(ref bytes, Math.Max(bytes.Length * 2, at + more));
    }
}
