using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace LienY.Dicom;

/// <summary>Bits of a JPEG scan: a zero byte after FF is stuffing, any other marks the end or a restart (T.81 §B.1.1.5).</summary>
ref struct JpegBits(ReadOnlySpan<byte> bytes)
{
    readonly ReadOnlySpan<byte> bytes = bytes;
    ulong cache;
    int valid, at;

    /// <summary>How many bits were asked for beyond the end.</summary>
    int beyond;

    /// <summary>Where reading goes on after the scan: at a marker.</summary>
    public readonly int At => at;

    void Fill()
    {
        if (valid <= 8 && at + 8 <= bytes.Length)
        {
            var next = BinaryPrimitives.ReadUInt64BigEndian(bytes[at..]) & ~0xFFUL;
            if ((~next - 0x0101010101010100UL & next & 0x8080808080808000UL) == 0)
            {
                cache |= next >> valid;
                valid += 56;
                at += 7;
                return;
            }
        }
        while (valid <= 56)
        {
            if (at >= bytes.Length || bytes[at] == 0xFF && (at + 1 >= bytes.Length || bytes[at + 1] != 0))
            {
                // A few bits may be missing at the end of a sloppy stream; they are taken as zeros.
                beyond += 8;
                if (beyond > 1 << 16) throw new DicomFormatException(at, null, "the JPEG scan ends early");
                valid += 8;
                continue;
            }
            int b = bytes[at];
            at += b == 0xFF ? 2 : 1;
            cache |= (ulong)b << 56 - valid;
            valid += 8;
        }
    }

    /// <summary>The next symbol of a Huffman code.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Symbol(HuffmanTable table)
    {
        if (valid < 32) Fill();
        var found = table.Lookup[(int)(cache >> 64 - HuffmanTable.Quick)];
        if (found != 0)
        {
            cache <<= found >> 8;
            valid -= found >> 8;
            return found & 0xFF;
        }
        var symbol = table.Long((int)(cache >> 48), out var length);
        cache <<= length;
        valid -= length;
        return symbol;
    }

    /// <summary>The next bits, at most 16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Read(int count)
    {
        if (count == 0) return 0;
        if (valid < count) Fill();
        var value = (int)(cache >> 64 - count);
        cache <<= count;
        valid -= count;
        return value;
    }

    /// <summary>A difference of a size category (T.81 §F.2.2.1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Signed(int size)
    {
        var value = Read(size);
        return size > 0 && value < 1 << size - 1 ? value - (1 << size) + 1 : value;
    }

    /// <summary>Goes behind the next restart marker; false where there is none.</summary>
    public bool Restart()
    {
        (cache, valid) = (0, 0);
        // A corrupt interval may have left bytes before the marker.
        while (at + 1 < bytes.Length && !(bytes[at] == 0xFF && bytes[at + 1] is not (0 or 0xFF))) at++;
        if (at + 1 >= bytes.Length || bytes[at + 1] is not (>= 0xD0 and <= 0xD7)) return false;
        at += 2;
        return true;
    }
}
