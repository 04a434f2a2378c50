namespace LienY.Dicom;

/// <summary>What the elements say, as text, numbers, names and items.</summary>
public sealed partial class DataSet
{
    /// <summary>The first value as text, trimmed as its representation says; null where absent or empty.</summary>
    public string? Text(Tag tag) => this[tag] is { } element && Values.Texts(element, Charset) is [{ Length: > 0 } first, ..] ? first : null;

    /// <summary>All values as text, numbers too; empty where absent.</summary>
    public IReadOnlyList<string> Texts(Tag tag) => this[tag] is { } element ? Values.Texts(element, Charset) : [];

    /// <summary>The first value as a whole number; null where absent or no number.</summary>
    public int? Int(Tag tag) => Number(tag) is { } number && number is >= int.MinValue and <= int.MaxValue ? (int)number : null;

    /// <summary>The first value as a number; null where absent or no number.</summary>
    public double? Number(Tag tag) => this[tag] is { } element ? Values.Number(element, 0) : null;

    /// <summary>All values as numbers; what is no number is left out.</summary>
    public IReadOnlyList<double> Numbers(Tag tag) => this[tag] is { } element ? Values.Numbers(element) : [];

    /// <summary>The items of a sequence; empty where absent.</summary>
    public IReadOnlyList<DataSet> Items(Tag tag) => this[tag]?.Items ?? [];

    /// <summary>One item of a sequence, or null.</summary>
    public DataSet? Item(Tag tag, int index = 0) => Items(tag) is var items && index < items.Count ? items[index] : null;

    /// <summary>The first name of a person; null where absent or empty.</summary>
    public PersonName? Name(Tag tag) => Text(tag) is { } text ? PersonName.Parse(text) : null;

    /// <summary>The bytes of the value; empty where absent or elsewhere.</summary>
    public ReadOnlyMemory<byte> Bytes(Tag tag) => this[tag]?.Value ?? default;

    /// <summary>Sets texts, represented as the dictionary says; numbers may be given as text. A letter the character set lacks makes the whole object UTF-8.</summary>
    public DataSet Set(Tag tag, params IReadOnlyList<string> texts) => SetAs(tag, TagTable.VrOf(tag) is var vr && vr == Vr.UN ? Vr.LO : vr, texts);

    /// <summary>Sets texts with a representation of one's own choice, for private elements.</summary>
    public DataSet SetAs(Tag tag, Vr vr, params IReadOnlyList<string> texts)
    {
        var joined = string.Join('\\', texts);
        if (!vr.IsText()) return Set(Values.OfNumbers(tag, vr, [.. texts.Where(t => t.Length > 0).Select(t => Values.Parse(t, vr))]));
        if (!Charset.TryEncode(vr.UsesCharset() ? joined : AsciiName.Fold(joined), vr, out var bytes))
        {
            Recode(Charset.Utf8);
            Charset.TryEncode(joined, vr, out bytes);
        }
        return Set(new Element(tag, vr, bytes));
    }

    /// <summary>Sets whole numbers, represented as the dictionary says.</summary>
    public DataSet Set(Tag tag, params ReadOnlySpan<long> numbers)
    {
        var texts = new decimal[numbers.Length];
        for (var i = 0; i < texts.Length; i++) texts[i] = numbers[i];
        return Set(Values.OfNumbers(tag, TagTable.VrOf(tag), texts));
    }

    /// <summary>Sets numbers with a fraction, represented as the dictionary says.</summary>
    public DataSet SetNumbers(Tag tag, params ReadOnlySpan<double> numbers) => Set(Values.OfNumbers(tag, TagTable.VrOf(tag), numbers));

    /// <summary>Sets a person's name.</summary>
    public DataSet Set(Tag tag, PersonName name) => SetAs(tag, Vr.PN, name.ToString());

    /// <summary>Sets bytes with a representation.</summary>
    public DataSet Set(Tag tag, Vr vr, ReadOnlyMemory<byte> bytes) => Set(new Element(tag, vr, bytes));

    /// <summary>Sets the items of a sequence; none makes it empty. Items of another character set are written anew in this one's.</summary>
    public DataSet SetItems(Tag tag, params IReadOnlyList<DataSet> items)
    {
        foreach (var item in items)
        {
            if (item.parent is not null && item.parent != this) continue;
            if (item.Has(Tags.SpecificCharacterSet) && !item.Charset.Terms.SequenceEqual(Charset.Terms))
            {
                if (Charset.Terms.Count == 0) Recode(item.Charset);
                else item.Recode(Charset);
            }
            item.Remove(Tags.SpecificCharacterSet);
            item.parent = this;
        }
        return Set(new Element(tag, [.. items]));
    }

    /// <summary>Sets an element with no value: in a query "tell me", in an answer "not known".</summary>
    public DataSet SetEmpty(Tag tag) => TagTable.VrOf(tag) is var vr && vr == Vr.SQ ? Set(new Element(tag, [])) : Set(new Element(tag, vr, default));

    /// <summary>Writes the text of the whole object (this one's root) anew in another character set; a letter it lacks becomes ?, or its plain form.</summary>
    public void Recode(Charset into)
    {
        var root = this;
        while (root.parent is { } outer) root = outer;
        var pending = new Stack<(DataSet Set, Charset From)>([(root, root.Charset)]);
        var done = new List<(DataSet Set, List<Element> Elements)>();
        while (pending.TryPop(out var next))
        {
            var anew = new List<Element>(next.Set.elements.Count);
            foreach (var element in next.Set.elements)
            {
                foreach (var item in element.Items) pending.Push((item, item.Has(Tags.SpecificCharacterSet) ? item.Charset : next.From));
                if (element.Tag == Tags.SpecificCharacterSet) continue;
                anew.Add(element.Vr.UsesCharset() && !element.IsElsewhere ? Written(element, next.From, into) : element);
            }
            done.Add((next.Set, anew));
        }
        foreach (var (set, anew) in done)
        {
            set.elements.Clear();
            set.elements.AddRange(anew);
        }
        if (into.Terms.Count > 0) root.Set(new Element(Tags.SpecificCharacterSet, Vr.CS, System.Text.Encoding.ASCII.GetBytes(string.Join('\\', into.Terms))));
    }

    static Element Written(Element element, Charset from, Charset into)
    {
        var text = from.Decode(element.Value.Span, element.Vr);
        if (!into.TryEncode(text, element.Vr, out var bytes)) into.TryEncode(AsciiName.Fold(text), element.Vr, out bytes);
        return new Element(element.Tag, element.Vr, bytes);
    }
}
