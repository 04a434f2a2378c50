using System.Globalization;

namespace LienY.Signatures;

/// <summary>A PDF, or one of its earlier revisions (its first <c>end</c> bytes), object by object as they are asked for.</summary>
sealed class PdfFile
{
    /// <summary>Bytes of the largest PDF read.</summary>
    public const int MostBytes = 128 << 20;

    readonly Dictionary<int, PdfValue> known = [];
    readonly Dictionary<int, (byte[] Bytes, List<(int Number, int At)> Places)> packed = [];
    readonly HashSet<int> opening = [];
    readonly PdfBudget budget;
    readonly PdfSections sections;

    PdfFile(byte[] data, int end, PdfBudget budget)
    {
        this.budget = budget;
        Data = data;
        End = end;
        sections = new(data, end, budget);
        sections.Read();
    }

    public byte[] Data { get; }

    public int End { get; }

    public PdfDict Trailer => sections.Trailer;

    public bool IsStream => sections.IsStream;

    public long Newest => sections.Newest;

    public IReadOnlyDictionary<int, PdfEntry> Entries => sections.Entries;

    public PdfRef Root => Trailer["Root"] as PdfRef ?? throw new SignatureFault(Codes.PdfUnreadable);

    public PdfDict Catalog => Dict(Root) ?? throw new SignatureFault(Codes.PdfUnreadable);

    public int Size => Math.Max(Entries.Count == 0 ? 1 : Entries.Keys.Max() + 1,
        Trailer["Size"] is PdfAtom a && int.TryParse(a.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n < 10_000_000 ? n : 1);

    public static PdfFile Open(byte[] data, int? end = null, PdfBudget? budget = null)
    {
        if (data.Length > MostBytes) throw new SignatureFault(Codes.Bounds);
        if (data.AsSpan(0, Math.Min(1024, data.Length)).IndexOf("%PDF-"u8) < 0) throw new SignatureFault(Codes.PdfUnreadable);
        var file = new PdfFile(data, end ?? data.Length, budget ?? new());
        if (file.Resolve(file.Trailer["Encrypt"]) is PdfDict) throw new SignatureFault(Codes.PdfEncrypted);
        return file;
    }

    /// <summary>What a value means: follows a reference, at most a few in a row.</summary>
    public PdfValue? Resolve(PdfValue? value)
    {
        for (var i = 0; value is PdfRef to; i++)
        {
            if (i > 16) return null;
            value = Object(to.Number);
        }
        return value is PdfAtom { Text: "null" } ? null : value;
    }

    public PdfDict? Dict(PdfValue? value) => Resolve(value) switch { PdfDict d => d, PdfStream s => s.Dict, _ => null };

    public PdfArray? Array(PdfValue? value) => Resolve(value) as PdfArray;

    public string? Name(PdfValue? value) => (Resolve(value) as PdfName)?.Name;

    public PdfValue? Object(int number)
    {
        if (known.TryGetValue(number, out var found)) return found;
        if (!Entries.TryGetValue(number, out var entry) || entry.IsFree || !opening.Add(number)) return null;
        try
        {
            var value = entry.Stream == 0 ? AtOffset(number, entry) : InStream(number, entry);
            if (value is not null) known[number] = value;
            return value;
        }
        finally
        {
            opening.Remove(number);
        }
    }

    PdfValue? AtOffset(int number, PdfEntry entry)
    {
        if (entry.Place <= 0 || entry.Place >= End) return null;
        return ObjectAt(Data, End, (int)entry.Place, budget, r => Resolve(r), number)?.Value;
    }

    PdfValue? InStream(int number, PdfEntry entry)
    {
        if (!packed.TryGetValue(entry.Stream, out var stream))
        {
            if (!Entries.TryGetValue(entry.Stream, out var holder) || holder.Stream != 0 || Object(entry.Stream) is not PdfStream { } raw) return null;
            packed[entry.Stream] = stream = Unpack(raw);
        }
        var index = entry.Place >= 0 && entry.Place < stream.Places.Count && stream.Places[(int)entry.Place].Number == number ? (int)entry.Place
            : stream.Places.FindIndex(p => p.Number == number);
        return index < 0 ? null : new PdfLexer(stream.Bytes, stream.Places[index].At, stream.Bytes.Length, budget, false).Value();
    }

    (byte[], List<(int, int)>) Unpack(PdfStream raw)
    {
        long Told(string key) => Resolve(raw.Dict[key]) is PdfAtom a && long.TryParse(a.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n
            : throw new SignatureFault(Codes.PdfUnreadable);
        var bytes = PdfDecoding.Unpack(raw, Resolve, budget);
        var (count, first) = (Told("N"), Told("First"));
        if (first > bytes.Length) throw new SignatureFault(Codes.PdfUnreadable);
        var lexer = new PdfLexer(bytes, 0, (int)first, budget, false);
        var places = new List<(int, int)>();
        for (long i = 0; i < count; i++)
        {
            budget.Node();
            if (lexer.Whole() is not { } number || lexer.Whole() is not { } at || first + at > bytes.Length || at < 0 || number is < 0 or > int.MaxValue) break;
            places.Add(((int)number, (int)(first + at)));
        }
        return (bytes, places);
    }

    /// <summary>The object at an offset with its number; null where there is none, or not the one that is wanted.</summary>
    public static (int Number, PdfValue Value)? ObjectAt(byte[] data, int end, int place, PdfBudget budget, Func<PdfValue?, PdfValue?> resolve,
        int? wanted = null)
    {
        var lexer = new PdfLexer(data, place, end, budget, true);
        if (lexer.Whole() is not (>= 0 and <= int.MaxValue and var number) || lexer.Whole() is null || !lexer.Takes("obj")) return null;
        if (wanted is not null && wanted != number) return null;
        var value = lexer.Value();
        if (value is not PdfDict dict || !lexer.Takes("stream")) return ((int)number, value);
        var at = lexer.At;
        if (at < end && data[at] == 13) at++;
        if (at < end && data[at] == 10) at++;
        var length = resolve(dict["Length"]) is PdfAtom a && long.TryParse(a.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var told)
            && told <= end - at ? (int)told : -1;
        if (length < 0 || !new PdfLexer(data, at + length, Math.Min(end, at + length + 32), budget, true).Takes("endstream"))
        {
            var found = data.AsSpan(at, end - at).IndexOf("endstream"u8);
            budget.Unpack(found < 0 ? end - at : found);
            if (found < 0) throw new SignatureFault(Codes.PdfUnreadable);
            length = found;
            if (length > 0 && data[at + length - 1] == 10) length--;
            if (length > 0 && data[at + length - 1] == 13) length--;
        }
        return ((int)number, new PdfStream(dict, data.AsMemory(at, length)));
    }
}
