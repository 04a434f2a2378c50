using System.Globalization;

namespace LienY.Hl7;

/// <summary>A message in the making: texts are put at places, escaped as they are written; what is empty at the end of a line is left out.</summary>
public sealed class MessageDraft(Delimiters? by = null)
{
    readonly List<SegmentDraft> segments = [];

    /// <summary>The separators.</summary>
    public Delimiters By { get; } = by ?? Delimiters.Usual;

    /// <summary>A segment more, at the end.</summary>
    public SegmentDraft Add(string name)
    {
        var segment = new SegmentDraft(name, By);
        segments.Add(segment);
        return segment;
    }

    /// <summary>The message.</summary>
    public Message Done()
    {
        var read = MessageReader.Read(ToString());
        return read.Message ?? throw new InvalidOperationException($"The draft is no message: '{string.Join("; ", read.Faults)}'.");
    }

    /// <inheritdoc/>
    public override string ToString() => string.Concat(segments.Select(s => s + "\r"));
}

/// <summary>A segment in the making.</summary>
public sealed class SegmentDraft(string name, Delimiters by)
{
    readonly SortedDictionary<(int Field, int Repetition, int Component, int Sub), string> texts = [];

    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Puts a text at a field, a component and so on, each from 1; an empty text puts nothing.</summary>
    public SegmentDraft Put(int field, string? text, int component = 1, int sub = 1, int repetition = 1)
    {
        if (!string.IsNullOrEmpty(text)) texts[(field, repetition, component, sub)] = Escapes.Escape(text, by);
        return this;
    }

    /// <summary>Puts what is written already: separators in it stay separators.</summary>
    public SegmentDraft Raw(int field, string raw)
    {
        if (raw.Length > 0) texts[(field, 1, 1, 1)] = raw;
        return this;
    }

    /// <summary>Nothing stands at the place.</summary>
    public bool IsFree(Place at) => !texts.ContainsKey((at.Field, Math.Max(1, at.Repetition), Math.Max(1, at.Component), Math.Max(1, at.Sub)));

    /// <inheritdoc/>
    public override string ToString()
    {
        if (name == "MSH") return $"MSH{by.Field}{by.Encoding}{by.Field}{Fields(3)}";
        return texts.Count == 0 ? name : $"{name}{by.Field}{Fields(1)}";
    }

    string Fields(int first) => texts.Count == 0 ? "" : string.Join(by.Field, Enumerable.Range(first, Math.Max(0, texts.Keys.Max(k => k.Field) - first + 1))
        .Select(FieldText));

    string FieldText(int field)
    {
        var own = texts.Where(t => t.Key.Field == field).ToList();
        if (own.Count == 0) return "";
        return Join(own, by.Repetition, t => t.Key.Repetition, reps =>
            Join(reps, by.Component, t => t.Key.Component, subs => Join(subs, by.Sub, t => t.Key.Sub, last => last[^1].Value)));
    }

    static string Join(IReadOnlyList<KeyValuePair<(int Field, int Repetition, int Component, int Sub), string>> of, char by,
        Func<KeyValuePair<(int Field, int Repetition, int Component, int Sub), string>, int> number,
        Func<List<KeyValuePair<(int Field, int Repetition, int Component, int Sub), string>>, string> inner)
    {
        var groups = of.GroupBy(number).ToDictionary(g => g.Key, g => g.ToList());
        return string.Join(by, Enumerable.Range(1, groups.Keys.Max()).Select(n => groups.TryGetValue(n, out var found) ? inner(found) : ""));
    }

    /// <summary>Puts a text at a place such as <c>PID-3[2].4.1</c>.</summary>
    public SegmentDraft Put(Place at, string? text) => at.Field < 1
        ? throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"'{at}' names no field."))
        : Put(at.Field, text, Math.Max(1, at.Component), Math.Max(1, at.Sub), Math.Max(1, at.Repetition));
}
