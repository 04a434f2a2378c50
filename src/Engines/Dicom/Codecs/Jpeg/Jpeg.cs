using System.Buffers.Binary;

namespace LienY.Dicom;

/// <summary>A component of a JPEG frame (T.81 §B.2.2).</summary>
sealed class JpegComponent
{
    public required int Id { get; init; }

    /// <summary>How many blocks lie side by side in a unit.</summary>
    public required int H { get; init; }

    public required int V { get; init; }

    public required int Quantiser { get; init; }

    public int Dc { get; set; }

    public int Ac { get; set; }

    /// <summary>Whether its scan has come.</summary>
    public bool IsDone { get; set; }
}

/// <summary>JPEG (ITU-T T.81): baseline, extended and progressive DCT of 8 and 12 bits, and lossless (process 14) of 2 to 16 bits, Huffman coded.</summary>
sealed class Jpeg
{
    static ReadOnlySpan<byte> ZigZag =>
    [
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
        35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
    ];

    // A progressive stream of four components needs some forty.
    const int MostScans = 200;

    public readonly HuffmanTable?[] Dc = new HuffmanTable?[4], Ac = new HuffmanTable?[4];
    public readonly int[]?[] Quantisers = new int[]?[4];
    public JpegComponent[] Components = [];
    public int Precision, Rows, Columns, RestartInterval;

    /// <summary>Adobe's word on the colours: 0 as they are, 1 YCbCr; null where it says nothing.</summary>
    public int? Adobe;

    /// <summary>True where a JFIF head says that three components are YCbCr.</summary>
    public bool IsJfif;

    /// <summary>True where several scans bring each component.</summary>
    public bool IsProgressive;

    /// <summary>True for the lossless process.</summary>
    public bool IsLossless;

    /// <summary>
    /// Decodes a frame; the head must agree with the layout. The colours stay as the stream has them; <paramref name="jpeg"/> tells which.
    /// Throws DicomFormatException.
    /// </summary>
    public static SampleFrame Decode(ReadOnlySpan<byte> stream, PixelLayout layout, out Jpeg jpeg)
    {
        jpeg = new Jpeg();
        SampleFrame? frame = null;
        JpegDct? dct = null;
        var scans = 0;
        for (var at = Markers.Start(stream); ;)
        {
            // A sloppy end is forgiven once every component is there.
            if (frame is not null && !jpeg.IsProgressive && jpeg.Components.All(c => c.IsDone)) break;
            var marker = Markers.Next(stream, ref at, out var body);
            switch (marker)
            {
                case Markers.Eoi when jpeg.IsProgressive && jpeg.Components.All(c => c.IsDone):
                    dct!.Fill(frame!);
                    return frame!;
                case Markers.Eoi:
                    throw new DicomFormatException(at, null, "the JPEG stream ends before all components came");
                case 0xC0 or 0xC1 or 0xC2 or 0xC3:
                    if (frame is not null) throw new DicomFormatException(at, null, "a second frame head in the JPEG stream");
                    (jpeg.IsLossless, jpeg.IsProgressive) = (marker == 0xC3, marker == 0xC2);
                    frame = jpeg.Frame(body, layout, stream.Length);
                    if (!jpeg.IsLossless) dct = new JpegDct(jpeg);
                    break;
                case >= 0xC0 and <= 0xCF when marker is not (Markers.Dht or 0xC8 or Markers.Dac):
                    throw new DicomFormatException(at, null, $"JPEG process SOF{marker - 0xC0} is not read");
                case Markers.Dht:
                    jpeg.Huffman(body);
                    break;
                case Markers.Dqt:
                    jpeg.Quantiser(body);
                    break;
                case Markers.Dri when body.Length >= 2:
                    jpeg.RestartInterval = BinaryPrimitives.ReadUInt16BigEndian(body);
                    break;
                case Markers.App0 when body.StartsWith("JFIF\0"u8):
                    jpeg.IsJfif = true;
                    break;
                case Markers.App14 when body.Length >= 12 && body.StartsWith("Adobe"u8):
                    jpeg.Adobe = body[11];
                    break;
                case Markers.Sos:
                    if (frame is null) throw new DicomFormatException(at, null, "a JPEG scan before the frame's head");
                    if (++scans > MostScans) throw new DicomFormatException(at, null, $"more than {MostScans} scans in the JPEG stream");
                    var scan = jpeg.Scan(body);
                    at += jpeg.IsLossless ? JpegLossless.Scan(stream[at..], jpeg, scan, body, frame) : dct!.Scan(stream[at..], scan, body);
                    foreach (var component in scan) component.IsDone = true;
                    break;
            }
        }
        dct?.Fill(frame!);
        return frame!;
    }

    SampleFrame Frame(ReadOnlySpan<byte> body, PixelLayout layout, int length)
    {
        if (body.Length < 6 || body.Length < 6 + 3 * body[5]) throw new DicomFormatException("The frame head of the JPEG stream is too short.");
        (Precision, Rows, Columns) = (body[0], BinaryPrimitives.ReadUInt16BigEndian(body[1..]), BinaryPrimitives.ReadUInt16BigEndian(body[3..]));
        if (IsLossless ? Precision is < 2 or > 16 : Precision is not (8 or 12)) throw new DicomFormatException($"JPEG of {Precision} bits is not read.");
        if (Precision > Math.Max(8, layout.BitsAllocated))
        {
            throw new DicomFormatException($"JPEG of {Precision} bits does not fit {layout.BitsAllocated} allocated ones.");
        }
        var frame = SampleFrame.Checked(Rows == 0 ? layout.Rows : Rows, Columns, body[5], Precision, layout, length);
        Rows = frame.Rows;
        Components = new JpegComponent[body[5]];
        for (var i = 0; i < Components.Length; i++)
        {
            var c = body.Slice(6 + 3 * i, 3);
            Components[i] = new JpegComponent { Id = c[0], H = c[1] >> 4, V = c[1] & 15, Quantiser = c[2] & 3 };
            if (Components[i].H is < 1 or > 4 || Components[i].V is < 1 or > 4) throw new DicomFormatException("The sampling factors of the JPEG stream are wrong.");
        }
        return frame;
    }

    void Huffman(ReadOnlySpan<byte> body)
    {
        while (body.Length >= 17)
        {
            var (kind, number, count) = (body[0] >> 4, body[0] & 15, 0);
            foreach (var n in body.Slice(1, 16)) count += n;
            if (kind > 1 || number > 3 || count > 256 || body.Length < 17 + count) throw new DicomFormatException("A Huffman table of the JPEG stream is wrong.");
            (kind == 0 ? Dc : Ac)[number] = new HuffmanTable(body.Slice(1, 16), body.Slice(17, count));
            body = body[(17 + count)..];
        }
    }

    void Quantiser(ReadOnlySpan<byte> body)
    {
        while (body.Length > 0)
        {
            var (wide, number) = (body[0] >> 4, body[0] & 15);
            var size = wide == 0 ? 64 : 128;
            if (wide > 1 || number > 3 || body.Length < 1 + size) throw new DicomFormatException("A quantisation table of the JPEG stream is wrong.");
            var table = new int[64];
            for (var i = 0; i < 64; i++) table[ZigZag[i]] = wide == 0 ? body[1 + i] : BinaryPrimitives.ReadUInt16BigEndian(body[(1 + 2 * i)..]);
            Quantisers[number] = table;
            body = body[(1 + size)..];
        }
    }

    JpegComponent[] Scan(ReadOnlySpan<byte> body)
    {
        if (body.Length < 4 || body[0] is < 1 or > 4 || body.Length < 4 + 2 * body[0]) throw new DicomFormatException("The scan head of the JPEG stream is too short.");
        var scan = new JpegComponent[body[0]];
        for (var i = 0; i < scan.Length; i++)
        {
            int id = body[1 + 2 * i];
            scan[i] = Components.FirstOrDefault(c => c.Id == id) ?? throw new DicomFormatException($"A JPEG scan of component {id}, which the frame does not have.");
            var isTwice = scan[i].IsDone && !IsProgressive || scan.AsSpan(0, i).Contains(scan[i]);
            if (isTwice) throw new DicomFormatException($"Component {id} of the JPEG stream comes twice.");
            (scan[i].Dc, scan[i].Ac) = (body[2 + 2 * i] >> 4 & 3, body[2 + 2 * i] & 3);
        }
        return scan;
    }

    /// <summary>The natural place of the i-th coefficient of a block.</summary>
    public static int Natural(int i) => ZigZag[i];
}
