namespace LienY.Dicom;

/// <summary>Sequential DCT of JPEG (T.81 §F): blocks of 8 × 8 in units that hold the subsampled components.</summary>
sealed class JpegDct
{
    readonly Jpeg jpeg;
    readonly int unitsAcross, unitsDown, mostH, mostV;
    readonly Plane[] planes;

    public JpegDct(Jpeg jpeg)
    {
        this.jpeg = jpeg;
        (mostH, mostV) = (jpeg.Components.Max(c => c.H), jpeg.Components.Max(c => c.V));
        (unitsAcross, unitsDown) = ((jpeg.Columns + 8 * mostH - 1) / (8 * mostH), (jpeg.Rows + 8 * mostV - 1) / (8 * mostV));
        planes = Array.ConvertAll(jpeg.Components, c =>
        {
            var (width, height) = (unitsAcross * c.H * 8, unitsDown * c.V * 8);
            return new Plane(width, height) { Coefficients = jpeg.IsProgressive ? new short[width * height] : null };
        });
    }

    /// <summary>A component's samples, padded to whole units.</summary>
    sealed record Plane(int Width, int Height)
    {
        public ushort[] Samples { get; } = new ushort[Width * Height];

        /// <summary>The coefficients by block, where scans bring them piece by piece.</summary>
        public short[]? Coefficients { get; init; }

        public Span<short> Block(int left, int top) => Coefficients.AsSpan((top / 8 * (Width / 8) + left / 8) * 64, 64);
    }

    /// <summary>Decodes a scan; the bytes it took.</summary>
    public int Scan(ReadOnlySpan<byte> data, JpegComponent[] scan, ReadOnlySpan<byte> head)
    {
        var band = jpeg.IsProgressive ? JpegProgressive.Of(head, scan.Length) : null;
        var bits = new JpegBits(data);
        Span<int> block = stackalloc int[64];
        Span<int> last = stackalloc int[scan.Length];
        last.Clear();
        // A scan of one component counts its own blocks, one a unit (T.81 §A.2.2).
        var single = scan.Length == 1;
        var across = single ? Blocks(jpeg.Columns, scan[0].H, mostH) : unitsAcross;
        var down = single ? Blocks(jpeg.Rows, scan[0].V, mostV) : unitsDown;
        var untilRestart = jpeg.RestartInterval;
        for (var y = 0; y < down; y++)
        {
            for (var x = 0; x < across; x++)
            {
                if (jpeg.RestartInterval > 0 && untilRestart-- == 0)
                {
                    if (!bits.Restart()) throw new DicomFormatException("A restart marker of the JPEG stream is missing.");
                    last.Clear();
                    band?.Restart();
                    untilRestart = jpeg.RestartInterval - 1;
                }
                for (var c = 0; c < scan.Length; c++)
                {
                    var component = scan[c];
                    var plane = planes[Array.IndexOf(jpeg.Components, component)];
                    for (var v = 0; v < (single ? 1 : component.V); v++)
                    {
                        for (var h = 0; h < (single ? 1 : component.H); h++)
                        {
                            var (left, top) = (single ? x * 8 : (x * component.H + h) * 8, single ? y * 8 : (y * component.V + v) * 8);
                            if (band is not null)
                            {
                                band.Block(ref bits, jpeg.Dc[component.Dc], jpeg.Ac[component.Ac], plane.Block(left, top), ref last[c]);
                                continue;
                            }
                            var isFlat = Block(ref bits, component, block, ref last[c]);
                            Dct.Inverse(block, plane.Samples.AsSpan(top * plane.Width + left), plane.Width, jpeg.Precision, isFlat);
                        }
                    }
                }
            }
        }
        return bits.At;
    }

    static int Blocks(int size, int factor, int most) => ((size * factor + most - 1) / most + 7) / 8;

    /// <summary>Reads the coefficients of a block, times their quantisers; true where only the first is not zero.</summary>
    bool Block(ref JpegBits bits, JpegComponent component, scoped Span<int> block, scoped ref int last)
    {
        var (dc, ac, quantiser) = (jpeg.Dc[component.Dc], jpeg.Ac[component.Ac], jpeg.Quantisers[component.Quantiser]);
        if (dc is null || ac is null || quantiser is null) throw new DicomFormatException("A table of the JPEG stream is missing.");
        block.Clear();
        var size = bits.Symbol(dc);
        if (size > 16) throw new DicomFormatException("A coefficient of the JPEG stream is too large.");
        last += bits.Signed(size);
        block[0] = last * quantiser[0];
        var isFlat = true;
        for (var i = 1; i < 64; i++)
        {
            var symbol = bits.Symbol(ac);
            var (run, bitsOf) = (symbol >> 4, symbol & 15);
            if (bitsOf == 0)
            {
                if (run < 15) break;
                i += 15;
                continue;
            }
            i += run;
            if (i > 63) throw new DicomFormatException("A block of the JPEG stream has too many coefficients.");
            var at = Jpeg.Natural(i);
            block[at] = bits.Signed(bitsOf) * quantiser[at];
            isFlat = false;
        }
        return isFlat;
    }

    /// <summary>Turns the coefficients of a progressive stream into samples.</summary>
    void Finish(Plane plane, JpegComponent component)
    {
        var quantiser = jpeg.Quantisers[component.Quantiser] ?? throw new DicomFormatException("A table of the JPEG stream is missing.");
        Span<int> block = stackalloc int[64];
        for (var top = 0; top < plane.Height; top += 8)
        {
            for (var left = 0; left < plane.Width; left += 8)
            {
                var coefficients = plane.Block(left, top);
                for (var i = 0; i < 64; i++) block[i] = coefficients[i] * quantiser[i];
                Dct.Inverse(block, plane.Samples.AsSpan(top * plane.Width + left), plane.Width, jpeg.Precision, isFlat: false);
            }
        }
    }

    /// <summary>Brings all components to the frame's size: what is halved across is smoothed, all else repeated.</summary>
    public void Fill(SampleFrame frame)
    {
        var count = planes.Length;
        for (var c = 0; c < count; c++)
        {
            var (plane, component) = (planes[c], jpeg.Components[c]);
            if (plane.Coefficients is not null) Finish(plane, component);
            var smooth = component.H * 2 == mostH && frame.Columns > 2;
            var wide = (frame.Columns + 1) / 2;
            for (var y = 0; y < frame.Rows; y++)
            {
                var line = plane.Samples.AsSpan(y * component.V / mostV * plane.Width, plane.Width);
                var row = frame.Values.AsSpan(y * frame.Columns * count, frame.Columns * count);
                if (smooth)
                {
                    for (int x = 0, at = c; x < frame.Columns; x++, at += count)
                    {
                        var (near, far) = (x >> 1, (x & 1) == 0 ? Math.Max(0, (x >> 1) - 1) : Math.Min(wide - 1, (x >> 1) + 1));
                        row[at] = (ushort)(3 * line[near] + line[far] + 1 + (x & 1) >> 2);
                    }
                }
                else if (component.H == mostH)
                {
                    for (int x = 0, at = c; x < frame.Columns; x++, at += count) row[at] = line[x];
                }
                else
                {
                    for (int x = 0, at = c; x < frame.Columns; x++, at += count) row[at] = line[x * component.H / mostH];
                }
            }
        }
    }
}
