namespace LienY.Dicom;

/// <summary>A Huffman table of a JPEG stream (T.81 §C, §F.2.2.3): codes of up to 9 bits are looked up at once, longer ones by length.</summary>
sealed class HuffmanTable
{
    public const int Quick = 9;

    /// <summary>For each 9 bits: length of the code in the high byte, symbol in the low one; 0 where the code is longer.</summary>
    public readonly ushort[] Lookup = new ushort[1 << Quick];

    readonly int[] most = new int[18];
    readonly int[] delta = new int[17];
    readonly byte[] symbols;

    /// <summary>A table from the 16 counts and the symbols of a DHT segment; throws where they make no code.</summary>
    public HuffmanTable(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        this.symbols = symbols.ToArray();
        var (code, index) = (0, 0);
        for (var length = 1; length <= 16; length++)
        {
            delta[length] = index - code;
            for (var i = 0; i < counts[length - 1]; i++, code++, index++)
            {
                if (code >= 1 << length) throw new DicomFormatException("A Huffman table of the JPEG stream has too many codes.");
                if (length > Quick) continue;
                Lookup.AsSpan(code << Quick - length, 1 << Quick - length).Fill((ushort)(length << 8 | symbols[index]));
            }
            most[length] = code << 16 - length;
            code <<= 1;
        }
        most[17] = int.MaxValue;
    }

    /// <summary>The symbol of a code longer than nine bits from the next 16 bits, and its length; throws where there is none.</summary>
    public int Long(int sixteen, out int length)
    {
        length = Quick + 1;
        while (length <= 16 && sixteen >= most[length]) length++;
        if (length > 16) throw new DicomFormatException("A code of the JPEG stream is in none of its tables.");
        var index = (sixteen >> 16 - length) + delta[length];
        return (uint)index < (uint)symbols.Length ? symbols[index] : throw new DicomFormatException("A code of the JPEG stream is in none of its tables.");
    }
}
