using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace LienY.Dicom;

/// <summary>Bits of a JPEG-LS scan: after a byte FF the next one carries seven (T.87 §C.1).</summary>
ref struct JpegLsReader(ReadOnlySpan<byte> bytes)
{
    readonly ReadOnlySpan<byte> bytes = bytes;
    ulong cache;
    int valid, at;
    bool afterFF;

    /// <summary>Where the marker after the scan begins.</summary>
    public readonly int End
    {
        get
        {
            // Bytes in the cache that were not used lie before the marker; the scan ends where the marker begins.
            var end = at;
            while (end + 1 < bytes.Length && !(bytes[end] == 0xFF && bytes[end + 1] >= 0x80)) end++;
            return Math.Min(end, bytes.Length);
        }
    }

    void Fill()
    {
        if (!afterFF && valid <= 8 && at + 8 <= bytes.Length)
        {
            var next = BinaryPrimitives.ReadUInt64BigEndian(bytes[at..]) & ~0xFFUL;
            // No byte FF among the next seven: they can be taken at once.
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
            if (at >= bytes.Length || bytes[at] == 0xFF && (at + 1 >= bytes.Length || bytes[at + 1] >= 0x80))
            {
                // Past the end come zeros, but not for ever.
                if (valid < -4096) throw new DicomFormatException(at, null, "the JPEG-LS scan ends early");
                return;
            }
            int b = bytes[at++];
            if (afterFF)
            {
                cache |= (ulong)b << 57 - valid;
                valid += 7;
            }
            else
            {
                cache |= (ulong)b << 56 - valid;
                valid += 8;
            }
            afterFF = b == 0xFF;
        }
    }

    /// <summary>The next bits, at most 16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Read(int count)
    {
        if (count == 0) return 0;
        if (valid < count) Need(count);
        var value = (int)(cache >> 64 - count);
        cache <<= count;
        valid -= count;
        return value;
    }

    /// <summary>One bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Bit()
    {
        if (valid < 1) Need(1);
        var bit = (long)cache < 0;
        cache <<= 1;
        valid--;
        return bit;
    }

    void Need(int count)
    {
        if (valid >= 0) Fill();
        if (valid < count) throw new DicomFormatException(at, null, "the JPEG-LS scan ends early");
    }

    /// <summary>A value in the limited Golomb code (T.87 §A.5.3).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Golomb(int k, int limit, int bits)
    {
        if (valid < 32) Fill();
        var zeros = BitOperations.LeadingZeroCount(cache);
        if (zeros + k < valid && zeros + k < 48 && zeros < limit - bits - 1)
        {
            var value = zeros << k | (int)(k == 0 ? 0 : cache << zeros + 1 >> 64 - k);
            cache = cache << zeros << k + 1;
            valid -= zeros + k + 1;
            return value;
        }
        return Long(k, limit, bits);
    }

    int Long(int k, int limit, int bits)
    {
        var zeros = 0;
        while (!Bit())
        {
            if (++zeros > limit) throw new DicomFormatException(at, null, "a code of the JPEG-LS scan is too long");
        }
        if (zeros < limit - bits - 1) return zeros << k | Read(k);
        return Read(bits) + 1;
    }
}

/// <summary>Writes the bits of a JPEG-LS scan, a zero bit after every byte FF.</summary>
sealed class JpegLsWriter(int capacity)
{
    byte[] bytes = new byte[Math.Max(capacity, 1024)];
    ulong cache;
    int held, at;
    bool afterFF;

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, at);

    /// <summary>Bytes as they are, before or after a scan.</summary>
    public void Raw(ReadOnlySpan<byte> raw)
    {
        Room(raw.Length);
        raw.CopyTo(bytes.AsSpan(at));
        at += raw.Length;
    }

    /// <summary>The low bits of a value, at most 32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(uint value, int count)
    {
        cache = cache << count | value;
        held += count;
        if (held >= 24) Flush();
    }

    void Flush()
    {
        Room(16);
        while (held >= 8)
        {
            var width = afterFF ? 7 : 8;
            held -= width;
            var b = (byte)(cache >> held & (afterFF ? 0x7FUL : 0xFFUL));
            bytes[at++] = b;
            afterFF = b == 0xFF;
        }
    }

    /// <summary>Fills the last byte with zeros.</summary>
    public void End()
    {
        Flush();
        if (held > 0)
        {
            var width = afterFF ? 7 : 8;
            Room(4);
            bytes[at++] = (byte)(cache << width - held & (afterFF ? 0x7FUL : 0xFFUL));
            afterFF = bytes[at - 1] == 0xFF;
            held = 0;
        }
        if (afterFF) Raw([0]);
        (cache, afterFF) = (0, false);
    }

    /// <summary>A value in the limited Golomb code (T.87 §A.5.3).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Golomb(int k, int value, int limit, int bits)
    {
        var high = value >> k;
        if (high < limit - bits - 1)
        {
            if (high + k + 1 <= 32)
            {
                Write(1u << k | (uint)value & (1u << k) - 1, high + k + 1);
                return;
            }
            Zeros(high);
            Write(1u << k | (uint)value & (1u << k) - 1, k + 1);
            return;
        }
        Zeros(limit - bits - 1);
        Write(1, 1);
        Write((uint)(value - 1) & (1u << bits) - 1, bits);
    }

    void Zeros(int count)
    {
        for (; count > 16; count -= 16) Write(0, 16);
        Write(0, count);
    }

    void Room(int more)
    {
        if (at + more > bytes.Length) Array.Resize(ref bytes, Math.Max(bytes.Length * 2, at + more));
    }
}
