namespace LienY.Hl7;

/// <summary>A message as it was sent: its segments in their order, every field still as it was written. Equal text in, equal text out.</summary>
public sealed class Message(Delimiters by, IReadOnlyList<Segment> segments)
{
    /// <summary>Its separators.</summary>
    public Delimiters By => by;

    /// <summary>Segments; the first is MSH.</summary>
    public IReadOnlyList<Segment> Segments => segments;

    /// <summary>MSH.</summary>
    public Segment Head => segments[0];

    /// <summary>Kind of message (MSH-9.1), e.g. ADT.</summary>
    public string Kind => Head[9].Text;

    /// <summary>Event: MSH-9.2, else EVN-1, else the only one the kind has.</summary>
    public string Event => Head[9].At(2) is { Length: > 0 } told ? told
        : First("EVN")?[1].Text is { Length: > 0 } also ? also : Kind switch { "ORM" => "O01", "OMI" => "O23", "ORU" => "R01", _ => "" };

    /// <summary>Kind and event: <c>ADT^A01</c>.</summary>
    public string Type => Event.Length > 0 ? $"{Kind}^{Event}" : Kind;

    /// <summary>MSH-10, by which the sender knows the message.</summary>
    public string ControlId => Head[10].Text;

    /// <summary>Version (MSH-12.1).</summary>
    public string Version => Head[12].Text;

    /// <summary>Character set (MSH-18, first repetition).</summary>
    public string Charset => Head[18].Text;

    /// <summary>The first segment of a name; null where there is none.</summary>
    public Segment? First(string name)
    {
        foreach (var segment in segments) if (segment.Name == name) return segment;
        return null;
    }

    /// <summary>The text at a place such as <c>PID-5.1</c>; empty where there is none.</summary>
    public string Text(string place) => Place.Of(place) is { } p && First(p.Segment) is { } segment ? segment.Text(p) : "";

    /// <summary>The message as text, segments ended by CR.</summary>
    public override string ToString() => string.Concat(segments.Select(s => s + "\r"));
}

/// <summary>One segment. Fields count from 1; MSH-1 is the field separator itself, MSH-2 the other separators.</summary>
public sealed class Segment(string name, IReadOnlyList<string> fields, Delimiters by, int number)
{
    /// <summary>Three signs: PID.</summary>
    public string Name => name;

    /// <summary>The how-manieth of its name in the message, from 1.</summary>
    public int Number => number;

    /// <summary>How many fields were written.</summary>
    public int Count => fields.Count;

    /// <summary>A field; an empty one where nothing was written.</summary>
    public Field this[int field] => new(field >= 1 && field <= fields.Count ? fields[field - 1] : "", by);

    /// <summary>The text of a place within this segment.</summary>
    public string Text(Place place)
    {
        if (place.Field == 0) return "";
        var field = this[place.Field];
        if (name == "MSH" && place.Field <= 2) return field.Raw;
        return field.Rep(place.Repetition).At(Math.Max(1, place.Component), Math.Max(1, place.Sub));
    }

    /// <summary>How a fault names this segment: <c>OBX(2)</c>, the first of its name without a number.</summary>
    public string Called => number == 1 ? name : FormattableString.Invariant($"{name}({number})");

    /// <inheritdoc/>
    public override string ToString() => name == "MSH"
        ? $"MSH{by.Field}{string.Join(by.Field, fields.Skip(1))}"
        : fields.Count == 0 ? name : $"{name}{by.Field}{string.Join(by.Field, fields)}";
}

/// <summary>A field as it was written: repetitions, each of components, each of subcomponents, all counted from 1.</summary>
public readonly record struct Field(string Raw, Delimiters By)
{
    /// <summary>Nothing was written, or the sign for "delete" (two quotation marks).</summary>
    public bool IsEmpty => Raw.Length == 0 || Raw == "\"\"";

    /// <summary>The repetitions; none of an empty field.</summary>
    public IEnumerable<Field> Repetitions
    {
        get
        {
            if (IsEmpty) yield break;
            if (By.Repetition == '\0')
            {
                yield return this;
                yield break;
            }
            var from = 0;
            for (var at = Raw.IndexOf(By.Repetition); at >= 0; at = Raw.IndexOf(By.Repetition, from))
            {
                yield return new(Raw[from..at], By);
                from = at + 1;
            }
            yield return new(Raw[from..], By);
        }
    }

    /// <summary>One repetition; an empty one where there are not so many.</summary>
    public Field Rep(int number) => new(Slice(Raw, By.Repetition, Math.Max(1, number)).ToString(), By);

    /// <summary>The text of a component and subcomponent of the first repetition; empty where there is none.</summary>
    public string At(int component, int sub = 1)
    {
        var text = Slice(Slice(Slice(Raw, By.Repetition, 1), By.Component, component), By.Sub, sub);
        return text is "\"\"" ? "" : Escapes.Unescape(text, By);
    }

    /// <summary>The first subcomponent of the first component.</summary>
    public string Text => At(1);

    /// <summary>The whole field as text, separators of components taken for signs of the text: some senders do not escape them.</summary>
    public string Whole => Raw is "\"\"" ? "" : Escapes.Unescape(Raw, By);

    static ReadOnlySpan<char> Slice(ReadOnlySpan<char> text, char by, int number)
    {
        if (by == '\0') return number == 1 ? text : default;
        for (; number > 1; number--)
        {
            var at = text.IndexOf(by);
            if (at < 0) return default;
            text = text[(at + 1)..];
        }
        var end = text.IndexOf(by);
        return end < 0 ? text : text[..end];
    }
}
