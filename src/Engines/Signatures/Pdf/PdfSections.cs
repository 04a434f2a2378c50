using System.Globalization;

namespace LienY.Signatures;

/// <summary>Where an object stands: at an offset of the file, or as number <see cref="Place"/> of an object stream.</summary>
/// <param name="IsFree">It was deleted.</param>
/// <param name="Stream">Number of the object stream; 0: none.</param>
/// <param name="Place">Offset in the file, or index in the object stream.</param>
/// <param name="Generation">Generation.</param>
readonly record struct PdfEntry(bool IsFree, int Stream, long Place, int Generation);

/// <summary>Cross-reference sections, newest first: tables, streams and both (ISO 32000-1, 7.5.4, 7.5.8).</summary>
sealed class PdfSections(byte[] data, int end, PdfBudget budget)
{
    const int Most = 4096;

    public Dictionary<int, PdfEntry> Entries { get; } = [];

    /// <summary>The newest trailer.</summary>
    public PdfDict Trailer { get; private set; } = new();

    /// <summary>Where the newest section stands, and whether it is a stream.</summary>
    public long Newest { get; private set; }

    public bool IsStream { get; private set; }

    static SignatureFault Bad => new(Codes.PdfUnreadable);

    public void Read()
    {
        var next = Newest = Start();
        var seen = new HashSet<long>();
        for (var first = true; next >= 0; first = false)
        {
            if (!seen.Add(next) || seen.Count > Most) throw Bad;
            var trailer = Section(next, seen, out var isStream);
            if (first) (Trailer, IsStream) = (trailer, isStream);
            next = trailer["Prev"] is PdfAtom prev ? Number(prev, end) : -1;
        }
    }

    static long Number(PdfAtom atom, long below) =>
        double.TryParse(atom.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) && n >= 0 && n < below ? (long)n : throw Bad;

    long Start()
    {
        var word = "startxref"u8;
        var from = Math.Max(0, end - 2048);
        var at = data.AsSpan(from, end - from).LastIndexOf(word);
        if (at < 0) throw Bad;
        var place = new PdfLexer(data, from + at + word.Length, end, budget, true).Whole() ?? throw Bad;
        return place >= 0 && place < end ? place : throw Bad;
    }

    PdfDict Section(long place, HashSet<long> seen, out bool isStream)
    {
        var lexer = new PdfLexer(data, (int)place, end, budget, true);
        isStream = !lexer.Takes("xref");
        if (isStream) return Stream((int)place, Entries);
        var free = new List<(int, PdfEntry)>();
        Table(lexer, free);
        if (lexer.Value() is not PdfDict trailer) throw Bad;
        // A table may hide objects in a stream beside it; those marked free in the table are found there.
        if (trailer["XRefStm"] is PdfAtom hybrid && seen.Add(Number(hybrid, end))) Stream((int)Number(hybrid, end), Entries);
        foreach (var (number, entry) in free) Entries.TryAdd(number, entry);
        return trailer;
    }

    void Table(PdfLexer lexer, List<(int, PdfEntry)> free)
    {
        while (!lexer.Takes("trailer"))
        {
            var (first, count) = (lexer.Whole() ?? throw Bad, lexer.Whole() ?? throw Bad);
            if (first is < 0 or > 10_000_000 || count is < 0 or > 10_000_000) throw new SignatureFault(Codes.Bounds);
            for (long i = 0; i < count; i++)
            {
                budget.Node();
                var (offset, generation, kind) = (lexer.Whole() ?? throw Bad, lexer.Whole() ?? throw Bad, lexer.Word());
                var number = (int)(first + i);
                if (kind == "n") Entries.TryAdd(number, new(false, 0, offset, (int)Math.Clamp(generation, 0, 65535)));
                else if (kind == "f") free.Add((number, new(true, 0, 0, 0)));
                else throw Bad;
            }
        }
    }

    PdfDict Stream(int place, Dictionary<int, PdfEntry> into)
    {
        var (_, value) = PdfFile.ObjectAt(data, end, place, budget, _ => null) ?? throw Bad;
        if (value is not PdfStream stream || stream.Dict["Type"] is not PdfName { Name: "XRef" }) throw Bad;
        var bytes = PdfDecoding.Unpack(stream, v => v is PdfRef ? null : v, budget);
        if (stream.Dict["W"] is not PdfArray { Items.Count: >= 3 } w) throw Bad;
        var widths = w.Items.Take(3).Select(i => i is PdfAtom a ? (int)Number(a, 9) : throw Bad).ToArray();
        var size = stream.Dict["Size"] is PdfAtom s ? Number(s, 10_000_001) : throw Bad;
        var index = stream.Dict["Index"] is PdfArray list ? list.Items.Select(i => i is PdfAtom a ? Number(a, 10_000_001) : throw Bad).ToList() : [0, size];
        var at = 0;
        for (var pair = 0; pair + 1 < index.Count; pair += 2)
        {
            for (long i = 0; i < index[pair + 1]; i++)
            {
                if (at + widths.Sum() > bytes.Length) return stream.Dict;
                budget.Node();
                var kind = widths[0] == 0 ? 1 : Field(bytes, ref at, widths[0]);
                var (second, third) = (Field(bytes, ref at, widths[1]), Field(bytes, ref at, widths[2]));
                var number = (int)(index[pair] + i);
                if (kind == 0) into.TryAdd(number, new(true, 0, 0, 0));
                else if (kind == 1) into.TryAdd(number, new(false, 0, second, (int)Math.Clamp(third, 0, 65535)));
                else if (kind == 2 && second is > 0 and <= int.MaxValue) into.TryAdd(number, new(false, (int)second, third, 0));
            }
        }
        return stream.Dict;
    }

    static long Field(byte[] bytes, ref int at, int width)
    {
        var value = 0UL;
        for (var i = 0; i < width; i++) value = value << 8 | bytes[at++];
        return value > long.MaxValue ? long.MaxValue : (long)value;
    }
}
