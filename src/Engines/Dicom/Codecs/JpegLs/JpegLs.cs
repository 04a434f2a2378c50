using System.Buffers.Binary;

namespace LienY.Dicom;

/// <summary>JPEG-LS (ITU-T T.87), lossless and near-lossless, 2 to 16 bits, 1 to 4 components in any interleaving.</summary>
static class JpegLs
{
    /// <summary>Decodes a frame; the head must agree with the layout. Throws DicomFormatException.</summary>
    public static SampleFrame Decode(ReadOnlySpan<byte> stream, PixelLayout layout)
    {
        var head = new Head();
        SampleFrame? frame = null;
        var done = 0;
        for (var at = Markers.Start(stream); at < stream.Length;)
        {
            var marker = Markers.Next(stream, ref at, out var body);
            if (marker == Markers.Eoi) break;
            switch (marker)
            {
                case Markers.SofLs:
                    if (frame is not null) throw new DicomFormatException(at, null, "a second frame head in the JPEG-LS stream");
                    frame = head.Frame(body, layout, stream.Length);
                    break;
                case Markers.Lse:
                    head.Preset(body);
                    break;
                case Markers.Dri when body.IndexOfAnyExcept((byte)0) >= 0:
                    throw new DicomFormatException(at, null, "restart intervals of JPEG-LS are not read");
                case Markers.Sos:
                    if (frame is null) throw new DicomFormatException(at, null, "a JPEG-LS scan before the frame's head");
                    at += Scan(stream[at..], head, frame, body, ref done);
                    if (done == frame.Samples) return frame;
                    break;
            }
        }
        throw new DicomFormatException("The JPEG-LS stream ends before all components came.");
    }

    static int Scan(ReadOnlySpan<byte> data, Head head, SampleFrame frame, ReadOnlySpan<byte> body, ref int done)
    {
        if (body.Length < 4 || body.Length < 4 + 2 * body[0]) throw new DicomFormatException("The scan head of the JPEG-LS stream is too short.");
        int count = body[0], near = body[1 + 2 * count], interleave = body[2 + 2 * count];
        if (count == 0 || done + count > frame.Samples || interleave > 2 || interleave == 0 && count > 1)
        {
            throw new DicomFormatException("The scan head of the JPEG-LS stream is wrong.");
        }
        var most = head.Most == 0 ? (1 << frame.Bits) - 1 : head.Most;
        if (most >= 1 << frame.Bits || most < 1) throw new DicomFormatException("The greatest value of the JPEG-LS stream does not fit its precision.");
        var model = new JpegLsModel(most, near, head.T1, head.T2, head.T3, head.Reset);
        var (width, first) = (frame.Columns, done);
        var bits = new JpegLsReader(data);
        var (above, lines) = (Buffers(count, width), Buffers(count, width));
        var runs = new int[count];
        for (var y = 0; y < frame.Rows; y++)
        {
            if (interleave == 2 && count > 1) JpegLsScan.Pixels(ref bits, model, above, lines, width, ref runs[0]);
            else for (var c = 0; c < count; c++) JpegLsScan.Line(ref bits, model, above[c], lines[c], width, ref runs[c]);
            var row = frame.Values.AsSpan(y * width * frame.Samples, width * frame.Samples);
            for (var c = 0; c < count; c++)
            {
                var table = head.Table(body[2 + 2 * c]);
                var line = lines[c].AsSpan(1, width);
                if (frame.Samples == 1 && table is null) line.CopyTo(row);
                else for (var x = 0; x < width; x++) row[x * frame.Samples + first + c] = table is null ? line[x] : line[x] < table.Length ? table[line[x]] : (ushort)0;
            }
            (above, lines) = (lines, above);
        }
        done += count;
        return bits.End;
    }

    static ushort[][] Buffers(int count, int width)
    {
        var buffers = new ushort[count][];
        for (var i = 0; i < count; i++) buffers[i] = new ushort[width + 2];
        return buffers;
    }

    /// <summary>What the markers before a scan say.</summary>
    sealed class Head
    {
        readonly Dictionary<byte, ushort[]> tables = [];

        public int Most, T1, T2, T3, Reset;

        public SampleFrame Frame(ReadOnlySpan<byte> body, PixelLayout layout, int length)
        {
            if (body.Length < 6 || body.Length < 6 + 3 * body[5]) throw new DicomFormatException("The frame head of the JPEG-LS stream is too short.");
            if (body[0] is < 2 or > 16 || body[0] > Math.Max(8, layout.BitsAllocated))
            {
                throw new DicomFormatException($"JPEG-LS of {body[0]} bits does not fit {layout.BitsAllocated} allocated ones.");
            }
            var (rows, columns) = (BinaryPrimitives.ReadUInt16BigEndian(body[1..]), BinaryPrimitives.ReadUInt16BigEndian(body[3..]));
            return SampleFrame.Checked(rows, columns, body[5], body[0], layout, length);
        }

        public void Preset(ReadOnlySpan<byte> body)
        {
            if (body.IsEmpty) return;
            if (body[0] == 1 && body.Length >= 11)
            {
                int At(ReadOnlySpan<byte> b, int i) => BinaryPrimitives.ReadUInt16BigEndian(b[(1 + 2 * i)..]);
                (Most, T1, T2, T3, Reset) = (At(body, 0), At(body, 1), At(body, 2), At(body, 3), At(body, 4));
            }
            else if (body[0] is 2 or 3 && body.Length >= 3)
            {
                int width = body[2];
                if (width is not (1 or 2)) throw new DicomFormatException($"A mapping table of {width} bytes an entry is not read.");
                var before = body[0] == 3 ? Table(body[1]) ?? [] : [];
                var more = new ushort[(body.Length - 3) / width];
                for (var i = 0; i < more.Length; i++) more[i] = width == 1 ? body[3 + i] : BinaryPrimitives.ReadUInt16BigEndian(body[(3 + 2 * i)..]);
                if (before.Length + more.Length > 65_536) throw new DicomFormatException("A mapping table of the JPEG-LS stream is too long.");
                tables[body[1]] = [.. before, .. more];
            }
        }

        public ushort[]? Table(byte id) => id == 0 ? null : tables.GetValueOrDefault(id);
    }
}
