using System.Buffers.Binary;

namespace LienY.Dicom;

/// <summary>Marker segments of JPEG and JPEG-LS streams (T.81 §B.1).</summary>
static class Markers
{
    public const int Soi = 0xD8, Eoi = 0xD9, Sos = 0xDA, Dqt = 0xDB, Dnl = 0xDC, Dri = 0xDD, Dht = 0xC4, Dac = 0xCC, SofLs = 0xF7, Lse = 0xF8, App0 = 0xE0, App14 = 0xEE;

    /// <summary>The byte after SOI; throws where the stream begins otherwise.</summary>
    public static int Start(ReadOnlySpan<byte> stream)
    {
        // Some writers put a zero byte or two in front.
        for (var at = 0; at + 1 < stream.Length && at < 16; at++)
        {
            if (stream[at] == 0xFF && stream[at + 1] == Soi) return at + 2;
        }
        throw new DicomFormatException(0, null, "the compressed frame does not begin with SOI");
    }

    /// <summary>The next marker and its segment's content; moves behind it.</summary>
    public static int Next(ReadOnlySpan<byte> stream, ref int at, out ReadOnlySpan<byte> body)
    {
        body = default;
        // What stands between segments, as fill bytes do, says nothing.
        while (at < stream.Length && (stream[at] != 0xFF || at + 1 < stream.Length && stream[at + 1] is 0 or 0xFF)) at++;
        if (at + 1 >= stream.Length) throw new DicomFormatException(at, null, "the compressed frame ends without EOI");
        int marker = stream[at + 1];
        at += 2;
        if (marker is Soi or Eoi or 0x01 or (>= 0xD0 and <= 0xD7)) return marker;
        if (at + 2 > stream.Length) throw new DicomFormatException(at, null, "a segment of the compressed frame has no length");
        int length = BinaryPrimitives.ReadUInt16BigEndian(stream[at..]);
        if (length < 2 || length > stream.Length - at) throw new DicomFormatException(at, null, $"a segment of {length} bytes, {stream.Length - at} are left");
        body = stream.Slice(at + 2, length - 2);
        at += length;
        return marker;
    }
}
