namespace LienY.Evidence;

/// <summary>
/// A series' half-months of one year as bytes: for each that is not empty its place, then total, counts and latest statement as numbers of seven bits a
/// byte (signed ones folded: 0, -1, 1, -2 …). The same cells always give the same bytes.
/// </summary>
static class YearPage
{
    /// <summary>The cells of a page; 24, most of them empty.</summary>
    public static Cell[] Read(ReadOnlySpan<byte> bytes)
    {
        var cells = new Cell[HalfMonth.InYear];
        while (bytes.Length > 0) Next(ref bytes, out cells[bytes[0]]);
        return cells;
    }

    /// <summary>Takes the next cell off the bytes; returns its place in the year.</summary>
    public static int Next(ref ReadOnlySpan<byte> bytes, out Cell cell)
    {
        var place = bytes[0];
        var at = 1;
        cell = new()
        {
            Total = Signed(bytes, ref at),
            Computed = (int)Signed(bytes, ref at),
            Official = (int)Signed(bytes, ref at),
            Filed = (int)Signed(bytes, ref at),
            Declared = (int)Signed(bytes, ref at),
            LastDay = bytes[at++],
        };
        if (cell.LastDay > 0)
        {
            cell.LastSeq = Signed(bytes, ref at);
            cell.LastValue = Signed(bytes, ref at);
        }
        bytes = bytes[at..];
        return place;
    }

    /// <summary>The bytes of a page; empty where nothing is in it.</summary>
    public static byte[] Write(ReadOnlySpan<Cell> cells)
    {
        Span<byte> bytes = stackalloc byte[HalfMonth.InYear * 64];
        var at = 0;
        for (var place = 0; place < cells.Length; place++)
        {
            ref readonly var cell = ref cells[place];
            if (cell.IsEmpty) continue;
            bytes[at++] = (byte)place;
            Put(bytes, ref at, cell.Total);
            Put(bytes, ref at, cell.Computed);
            Put(bytes, ref at, cell.Official);
            Put(bytes, ref at, cell.Filed);
            Put(bytes, ref at, cell.Declared);
            bytes[at++] = cell.LastDay;
            if (cell.LastDay == 0) continue;
            Put(bytes, ref at, cell.LastSeq);
            Put(bytes, ref at, cell.LastValue);
        }
        return bytes[..at].ToArray();
    }

    static void Put(Span<byte> bytes, ref int at, long number)
    {
        var folded = (ulong)(number << 1 ^ number >> 63);
        for (; folded >= 0x80; folded >>= 7) bytes[at++] = (byte)(folded | 0x80);
        bytes[at++] = (byte)folded;
    }

    static long Signed(ReadOnlySpan<byte> bytes, ref int at)
    {
        var (folded, shift) = (0UL, 0);
        byte one;
        do
        {
            one = bytes[at++];
            folded |= (ulong)(one & 0x7F) << shift;
            shift += 7;
        }
        while (one >= 0x80);
        return (long)(folded >> 1) ^ -(long)(folded & 1);
    }
}
