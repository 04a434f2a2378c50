using System.Buffers.Binary;

namespace LienY.Reading;

/// <summary>A TIFF (revision 6.0) of one or many pages, strip by strip: bare, PackBits, LZW, deflate, fax groups 3 and 4, or JPEG, as scanners write it.</summary>
static class TiffPicture
{
    const int MostPages = 600;

    public static IReadOnlyList<IReadOnlyList<PictureStrip>> Of(byte[] file)
    {
        var tiff = new Fields(file, file[0] == 'I');
        var pages = new List<IReadOnlyList<PictureStrip>>();
        var seen = new HashSet<uint>();
        for (var at = tiff.Long(4); at > 0 && seen.Add(at) && pages.Count < MostPages;)
        {
            pages.Add(Page(tiff, tiff.Directory(at, out var next)));
            at = next;
        }
        return pages.Count > 0 ? pages : throw new InvalidDataException();
    }

    static List<PictureStrip> Page(Fields tiff, Dictionary<int, uint[]> tags)
    {
        uint One(int tag, uint otherwise) => tags.TryGetValue(tag, out var values) && values.Length > 0 ? values[0] : otherwise;
        var (columns, rows, depth, parts, packing) = ((int)One(256, 0), (int)One(257, 0), (int)One(258, 1), (int)One(277, 1), (int)One(259, 1));
        PngPicture.Check(columns, rows);
        var (light, each) = ((int)One(262, 0), (int)Math.Min(One(278, uint.MaxValue), (uint)rows));
        if (tags.ContainsKey(322)) throw PicturePaper.Unknown("Ảnh TIFF chia ô");
        if (depth is not (1 or 4 or 8) || parts is not (1 or 3) || One(284, 1) != 1 || !tags.TryGetValue(273, out var places) || !tags.TryGetValue(279, out var lengths)
            || places.Length != lengths.Length || each <= 0)
            throw PicturePaper.Unknown("Ảnh TIFF này");
        var strips = new List<PictureStrip>();
        for (var i = 0; i < places.Length && i * each < rows; i++)
        {
            var high = Math.Min(each, rows - i * each);
            var data = tiff.Bytes(places[i], lengths[i]);
            if (One(266, 1) == 2) data = [.. data.Select(Mirrored)];
            strips.Add(new((double)i * each / rows, (double)high / rows, columns, high, Form(packing, columns, high, depth, parts, light, (int)One(317, 1), (int)One(292, 0), tags, tiff, ref data), data));
        }
        return strips;
    }

    static string Form(int packing, int columns, int rows, int depth, int parts, int light, int predictor, int fax, Dictionary<int, uint[]> tags, Fields tiff, ref byte[] data)
    {
        var table = light == 3 && tags.TryGetValue(320, out var colours) && colours.Length == 3 << depth ? colours : null;
        var space = table is not null ? $"[/Indexed/DeviceRGB {(1 << depth) - 1}<{string.Concat(Enumerable.Range(0, 1 << depth).Select(i => $"{table[i] >> 8:X2}{table[i + (1 << depth)] >> 8:X2}{table[i + (2 << depth)] >> 8:X2}"))}>]"
            : parts == 3 ? "/DeviceRGB" : "/DeviceGray";
        var head = $"/ColorSpace{space}/BitsPerComponent {depth}";
        // 0: white is nought; fax data say so themselves.
        var turned = light == 0 ? "/Decode[1 0]" : "";
        var rule = predictor == 2 ? $"/DecodeParms<</Predictor 2/Colors {parts}/BitsPerComponent {depth}/Columns {columns}>>" : "";
        switch (packing)
        {
            case 1: return head + turned;
            case 32773: return head + turned + "/Filter/RunLengthDecode";
            case 5: return head + turned + "/Filter/LZWDecode" + rule;
            case 8 or 32946: return head + turned + "/Filter/FlateDecode" + rule;
            case 2 or 3 or 4:
                var k = packing == 4 ? -1 : packing == 3 && (fax & 1) != 0 ? 1 : 0;
                return $"/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/CCITTFaxDecode/DecodeParms<</K {k}/Columns {columns}/Rows {rows}/BlackIs1 {(light == 1 ? "true" : "false")}"
                    + $"{(packing == 2 ? "/EncodedByteAlign true" : "")}>>";
            case 7:
                if (tags.TryGetValue(347, out var tables) && tables.Length > 4) data = [.. tables[..^2].Select(b => (byte)b), .. data[2..]];
                return head + "/Filter/DCTDecode";
            default: throw PicturePaper.Unknown("Cách nén của ảnh TIFF này");
        }
    }

    static byte Mirrored(byte b)
    {
        var to = 0;
        for (var i = 0; i < 8; i++) to |= ((b >> i) & 1) << (7 - i);
        return (byte)to;
    }

    sealed class Fields(byte[] file, bool little)
    {
        public uint Long(long at) => little ? BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(checked((int)at), 4)) : BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(checked((int)at), 4));

        int Short(long at) => little ? BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(checked((int)at), 2)) : BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(checked((int)at), 2));

        public byte[] Bytes(uint at, uint length) => file.AsSpan(checked((int)at), checked((int)length)).ToArray();

        public Dictionary<int, uint[]> Directory(uint at, out uint next)
        {
            var tags = new Dictionary<int, uint[]>();
            var count = Short(at);
            for (var i = 0; i < count; i++)
            {
                var field = at + 2 + i * 12L;
                var (type, many) = (Short(field + 2), Long(field + 4));
                var size = type switch { 1 or 2 or 7 => 1, 3 => 2, 4 => 4, _ => 0 };
                if (size == 0 || many > 1_000_000) continue;
                var from = many * size <= 4 ? field + 8 : Long(field + 8);
                tags[Short(field)] = [.. Enumerable.Range(0, (int)many).Select(n => size switch { 1 => file[checked((int)(from + n))], 2 => (uint)Short(from + n * 2L), _ => Long(from + n * 4L) })];
            }
            next = Long(at + 2 + count * 12L);
            return tags;
        }
    }
}
