namespace LienY.Dicom;

/// <summary>A scan of progressive JPEG (T.81 §G): a band of coefficients, first in coarse steps, then refined bit by bit.</summary>
/// <param name="from">The first coefficient of the band.</param>
/// <param name="to">The last one.</param>
/// <param name="high">Bits known from earlier scans; 0 for the first.</param>
/// <param name="low">The lowest bit this scan gives.</param>
sealed class JpegProgressive(int from, int to, int high, int low)
{
    int endRun;

    /// <summary>The scan its head describes; throws where the band is none.</summary>
    public static JpegProgressive Of(ReadOnlySpan<byte> head, int components)
    {
        int from = head[1 + 2 * components], to = head[2 + 2 * components], bits = head[3 + 2 * components];
        if (from > to || to > 63 || from == 0 && to != 0 || from > 0 && components > 1 || (bits & 15) > 13 || bits >> 4 > 13)
        {
            throw new DicomFormatException("A scan of the progressive JPEG stream has no right band.");
        }
        return new JpegProgressive(from, to, bits >> 4, bits & 15);
    }

    /// <summary>A restart forgets the run of empty blocks.</summary>
    public void Restart() => endRun = 0;

    /// <summary>Reads what the scan says of one block.</summary>
    public void Block(ref JpegBits bits, HuffmanTable? dc, HuffmanTable? ac, Span<short> block, ref int last)
    {
        if (from == 0)
        {
            if (high > 0)
            {
                if (bits.Read(1) == 1) block[0] |= (short)(1 << low);
                return;
            }
            var size = bits.Symbol(dc ?? throw Missing());
            if (size > 15) throw new DicomFormatException("A coefficient of the JPEG stream is too large.");
            last += bits.Signed(size);
            block[0] = (short)(last << low);
        }
        else if (high == 0)
        {
            First(ref bits, ac ?? throw Missing(), block);
        }
        else
        {
            Refined(ref bits, ac ?? throw Missing(), block);
        }
    }

    void First(ref JpegBits bits, HuffmanTable ac, Span<short> block)
    {
        if (endRun > 0)
        {
            endRun--;
            return;
        }
        for (var i = from; i <= to; i++)
        {
            var symbol = bits.Symbol(ac);
            var (run, size) = (symbol >> 4, symbol & 15);
            if (size == 0)
            {
                if (run < 15)
                {
                    endRun = (1 << run) - 1 + bits.Read(run);
                    return;
                }
                i += 15;
                continue;
            }
            i += run;
            if (i > 63) throw new DicomFormatException("A block of the JPEG stream has too many coefficients.");
            block[Jpeg.Natural(i)] = (short)(bits.Signed(size) << low);
        }
    }

    void Refined(ref JpegBits bits, HuffmanTable ac, Span<short> block)
    {
        var (i, one) = (from, (short)(1 << low));
        if (endRun == 0)
        {
            for (; i <= to; i++)
            {
                var symbol = bits.Symbol(ac);
                var (run, size, value) = (symbol >> 4, symbol & 15, (short)0);
                if (size == 0 && run < 15)
                {
                    endRun = (1 << run) + bits.Read(run);
                    break;
                }
                if (size > 0) value = bits.Read(1) == 1 ? one : (short)-one;
                // The run counts coefficients that are still zero; those that are not get their next bit on the way.
                for (; i <= to; i++)
                {
                    ref var coefficient = ref block[Jpeg.Natural(i)];
                    if (coefficient != 0) Refine(ref bits, ref coefficient, one);
                    else if (run-- == 0)
                    {
                        coefficient = value;
                        break;
                    }
                }
            }
        }
        if (endRun == 0) return;
        for (; i <= to; i++)
        {
            ref var coefficient = ref block[Jpeg.Natural(i)];
            if (coefficient != 0) Refine(ref bits, ref coefficient, one);
        }
        endRun--;
    }

    static void Refine(ref JpegBits bits, ref short coefficient, short one)
    {
        if (bits.Read(1) == 1 && (coefficient & one) == 0) coefficient += coefficient > 0 ? one : (short)-one;
    }

    static DicomFormatException Missing() => new("A table of the JPEG stream is missing.");
}
