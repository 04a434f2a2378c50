using System.Runtime.InteropServices;
using System.Text;

namespace LienY.Fhir;

ref partial struct Walk
{
    static readonly long yes = Hashes.Of("true"u8);
    static readonly long no = Hashes.Of("false"u8);
    const long Ever = 253_402_300_800_000;
    const long Never = -62_135_596_800_000;

    readonly void Add(IndexValue value)
    {
        if (scratch.Values.Count < ResourceReader.MostValues) scratch.Values.Add(value);
    }

    readonly void Add(IndexRule rule, IndexValue value)
    {
        if (rule.Composite is not { } composite) Add(value);
        else if (scratch.Parts.Count < MostParts) scratch.Parts.Add((composite, rule.Part, value));
    }

    /// <summary>What a parameter takes from a primitive.</summary>
    void Take(IndexRule rule, scoped ReadOnlySpan<byte> text)
    {
        switch (rule.How)
        {
            case How.PlainToken:
                var code = Hashes.Of(text);
                long system = 0;
                rule.Codes?.Has(code, out system);
                Add(rule, new IndexValue(rule.Pid, ParamKind.Token, code, system));
                break;
            case How.TokenText or How.Text:
                if (Folded(text) is { Length: > 0 } folded) Add(rule, new IndexValue(rule.Pid, ParamKind.String, Text: folded));
                break;
            case How.Date:
                if (FhirDates.Range(text, out var from, out var to)) Span(rule, from, to);
                break;
            case How.Number:
                if (Numbers.Range(text, out var low, out var high)) Add(rule, new IndexValue(rule.Pid, ParamKind.Number, Low: low, High: high));
                break;
            case How.Uri:
                if (text.Length <= MostUri) Add(rule, new IndexValue(rule.Pid, ParamKind.Uri, Text: Interned.Of(text)));
                break;
            case How.Canonical:
                Add(rule, new IndexValue(rule.Pid, ParamKind.Reference, Hashes.Of(text)));
                if (text.LastIndexOf((byte)'|') is > 0 and var bar) Add(rule, new IndexValue(rule.Pid, ParamKind.Reference, Hashes.Of(text[..bar])));
                break;
            case How.Exists:
                isThere = !text.SequenceEqual("false"u8);
                break;
        }
    }

    const int MostUri = 1000;

    // Parts are paired with each other, so that many would take long; an element of a real record has few.
    const int MostParts = 1000;

    static string Folded(ReadOnlySpan<byte> text)
    {
        const int most = Folds.Most * 12;
        if (text.Length <= most) return Folds.Cut(Interned.Of(text));
        var end = most;
        while ((text[end] & 0xC0) == 0x80) end--;
        return Folds.Cut(Encoding.UTF8.GetString(text[..end]));
    }

    /// <summary>What a parameter takes from an object, at its end.</summary>
    void Take(IndexRule rule, scoped Span<Slice> slots, int start)
    {
        switch (rule.How)
        {
            case How.Coding when slots[1].Is:
                Add(rule, new IndexValue(rule.Pid, ParamKind.Token, Hash(slots[1]), Hash(slots[0])));
                break;
            case How.Identifier or How.ContactPoint when slots[1].Is:
                Add(rule, new IndexValue(rule.Pid, ParamKind.Token, Hash(slots[1]), Hash(slots[0])));
                break;
            case How.Period:
                var from = Never;
                var to = Ever;
                var begins = slots[0].Is && FhirDates.Range(Bytes(slots[0]), out from, out _);
                var ends = slots[1].Is && FhirDates.Range(Bytes(slots[1]), out _, out to);
                if (begins || ends) Span(rule, begins ? from : Never, ends ? to : Ever);
                break;
            case How.Quantity when slots[0].Is:
                if (Numbers.Range(Bytes(slots[0]), out var low, out var high))
                {
                    (low, high) = Numbers.Compared(slots[1].Is ? Text(slots[1]) : null, low, high);
                    Quantity(rule, low, high, Text(slots[3]), Text(slots[4]), Text(slots[2]));
                }
                break;
            case How.Money when slots[0].Is:
                if (Numbers.Range(Bytes(slots[0]), out low, out high)) Quantity(rule, low, high, "urn:iso:std:iso:4217", Text(slots[4]), "");
                break;
            case How.Position when slots[0].Is && slots[1].Is:
                if (Numbers.Value(Text(slots[0]), out var latitude) && Numbers.Value(Text(slots[1]), out var longitude))
                    Add(rule, new IndexValue(rule.Pid, ParamKind.Number, Low: latitude, High: longitude));
                break;
            case How.WholeName or How.Timing or How.NumberRange or How.QuantityRange:
                Rare(rule, json[start..(int)reader.BytesConsumed]);
                break;
            case How.Exists:
                isThere = true;
                break;
        }
    }

    readonly ReadOnlySpan<byte> Bytes(Slice slice) => slice.IsEscaped ? Encoding.UTF8.GetBytes(Text(slice)) : json.Slice(slice.Start, slice.Length);

    void Span(IndexRule rule, long from, long to)
    {
        Add(rule, new IndexValue(rule.Pid, ParamKind.Date, From: from, To: to));
        if (rule.Occurred >= occurred || from <= Never || from >= Ever) return;
        occurred = rule.Occurred;
        read.Occurred = DateTimeOffset.FromUnixTimeMilliseconds(from);
    }

    /// <summary>The bare number, the canonical unit, the written unit where it is another.</summary>
    readonly void Quantity(IndexRule rule, double low, double high, string system, string code, string unit)
    {
        Add(rule, new IndexValue(rule.Pid, ParamKind.Quantity, Low: low, High: high));
        var (a, b) = (low, high);
        if (system == Units.Ucum && Units.Canonical(code, ref a, ref b, out var hash))
            Add(rule, new IndexValue(rule.Pid, ParamKind.Quantity, hash, Low: a, High: b));
        else if (code != "")
        {
            if (system != "") Add(rule, new IndexValue(rule.Pid, ParamKind.Quantity, Hashes.Unit(system, code), Low: low, High: high));
            Add(rule, new IndexValue(rule.Pid, ParamKind.Quantity, Hashes.Unit("", code), Low: low, High: high));
        }
        if (unit != "" && unit != code && rule.Composite is null) Add(rule, new IndexValue(rule.Pid, ParamKind.Quantity, Hashes.Unit("", unit), Low: low, High: high));
    }

    /// <summary>Notes a coding for the labels of what is sensitive.</summary>
    readonly void Coding(scoped Span<Slice> slots, SearchNode? node)
    {
        if (!slots[1].Is) return;
        var place = Place(node);
        if (place.EndsWith(".coding", StringComparison.Ordinal))
        {
            place = place[..^".coding".Length];
            if (node is not null) node.Path = place;
        }
        read.Codings.Add(new CodingSpot(place, Text(slots[0]), Text(slots[1]), Text(slots[2])));
    }

    readonly string Place(SearchNode? node) => node is null ? Path(false) : node.Path ??= Path(false);

    void Reference(scoped Span<Slice> slots, SearchNode? node)
    {
        var text = Text(slots[0]);
        read.References.Add(new ReferenceSpot(slots[0].Start - 1, slots[0].Length + 2, text, Place(node)));
        if (node is null || text.Length == 0 || text[0] == '#' || text.Contains('?', StringComparison.Ordinal)) return;
        var version = text.IndexOf("/_history/", StringComparison.Ordinal);
        var target = version > 0 ? text[..version] : text;
        var hash = Hashes.Of(target);
        var type = References.Type(target);
        foreach (var rule in node.Rules)
        {
            if (rule.How != How.Reference || (rule.Target is { } only && !type.SequenceEqual(only))) continue;
            Add(rule, new IndexValue(rule.Pid, ParamKind.Reference, hash));
            if (rule.Patient < patient && type is "Patient") (patient, read.Patient) = (rule.Patient, target);
            if (rule.Encounter == 0 && type is "Encounter") read.Encounter ??= target;
        }
    }

    /// <summary>A resource in a bundle that a parameter speaks of: its own type and id.</summary>
    readonly void Inline(IndexRule rule, string type)
    {
        if (!index || rule.How != How.Inline) return;
        var ahead = reader;
        while (ahead.Read() && ahead.TokenType == System.Text.Json.JsonTokenType.PropertyName)
        {
            var isId = ahead.ValueTextEquals("id"u8);
            ahead.Read();
            if (isId && ahead.TokenType == System.Text.Json.JsonTokenType.String)
                Add(rule, new IndexValue(rule.Pid, ParamKind.Reference, Hashes.Reference($"{type}/{Plain(ref ahead)}")));
            if (isId) return;
            ahead.Skip();
        }
    }

    /// <summary>Brings the parts of a composite together that stand in the element which now ends.</summary>
    readonly void Combine(IndexComposite composite)
    {
        var parts = scratch.Parts;
        foreach (var (owner, part, first) in parts)
        {
            if (owner != composite || part != 0) continue;
            foreach (var (other, second, value) in parts)
                if (other == composite && second == 1) Add(Pair(composite.Pid, first, value));
        }
        parts.RemoveAll(p => p.Composite == composite);
    }

    static IndexValue Pair(int pid, IndexValue first, IndexValue second) => second.Kind switch
    {
        ParamKind.Date => new IndexValue(pid, ParamKind.Composite, first.Code, first.System, From: second.From, To: second.To),
        ParamKind.Quantity or ParamKind.Number =>
            new IndexValue(pid, ParamKind.Composite, first.Code, first.System, Low: second.Low, High: second.High, Other: second.Code),
        ParamKind.String => new IndexValue(pid, ParamKind.Composite, first.Code, first.System, Text: second.Text),
        _ => new IndexValue(pid, ParamKind.Composite, first.Code, first.System, Other: second.Code, OtherSystem: second.System),
    };

    /// <summary>The same row twice would meet itself in the tables.</summary>
    readonly void Distinct()
    {
        var values = CollectionsMarshal.AsSpan(scratch.Values);
        var kept = 0;
        if (values.Length > 64)
        {
            var seen = new HashSet<IndexValue>(values.Length);
            foreach (ref readonly var value in values)
                if (seen.Add(value)) values[kept++] = value;
        }
        else
        {
            for (var i = 0; i < values.Length; i++)
                if (IsNew(values[..kept], in values[i])) values[kept++] = values[i];
        }
        read.Values.AddRange(values[..kept]);
    }

    static bool IsNew(ReadOnlySpan<IndexValue> kept, in IndexValue value)
    {
        foreach (ref readonly var other in kept)
            if (other.Pid == value.Pid && other.Code == value.Code && other.Equals(value)) return false;
        return true;
    }
}
