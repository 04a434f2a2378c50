using System.Collections;
using System.Runtime.CompilerServices;

namespace LienY.Dicom;

/// <summary>Elements in the order of their tags (PS3.5 §7): a whole object, its meta information, a command or an item of a sequence.</summary>
public sealed partial class DataSet : IEnumerable<Element>
{
    readonly List<Element> elements = [];
    DataSet? parent;
    (Element? From, Charset Charset)? charset;

    /// <summary>How many elements there are at this level.</summary>
    public int Count => elements.Count;

    /// <summary>The element of a tag, or null.</summary>
    [IndexerName("At")]
    public Element? this[Tag tag] => Find(tag) is >= 0 and var at ? elements[at] : null;

    /// <summary>True where the tag is there, be it empty.</summary>
    public bool Has(Tag tag) => Find(tag) >= 0;

    /// <summary>True where the tag is there with a value.</summary>
    public bool HasValue(Tag tag) => this[tag] is { IsEmpty: false };

    /// <summary>The data set this one is an item of, or null.</summary>
    public DataSet? Parent => parent;

    /// <summary>The character set of (0008,0005) here or in the data set around it (PS3.5 §6.1.2.4).</summary>
    public Charset Charset
    {
        get
        {
            var said = this[Tags.SpecificCharacterSet];
            if (said is null && parent is not null) return parent.Charset;
            if (charset is { } known && ReferenceEquals(known.From, said)) return known.Charset;
            var made = said is null ? Charset.Default : Charset.Of(Values.Texts(said, Charset.Default));
            charset = (said, made);
            return made;
        }
    }

    /// <summary>Puts an element in its place, instead of one with the same tag.</summary>
    public DataSet Set(Element element)
    {
        foreach (var item in element.Items) item.parent = this;
        if (elements.Count == 0 || elements[^1].Tag.Number < element.Tag.Number)
        {
            elements.Add(element);
            return this;
        }
        var at = Find(element.Tag);
        if (at >= 0) elements[at] = element;
        else elements.Insert(~at, element);
        return this;
    }

    /// <summary>Takes an element out; false where it was not there.</summary>
    public bool Remove(Tag tag)
    {
        var at = Find(tag);
        if (at >= 0) elements.RemoveAt(at);
        return at >= 0;
    }

    /// <summary>Takes out the elements for which the condition holds, at this level only.</summary>
    public int RemoveWhere(Predicate<Element> condition) => elements.RemoveAll(condition);

    /// <summary>A copy of this level; values and items are shared, the character set around it is kept.</summary>
    public DataSet Copy()
    {
        var copy = new DataSet { parent = parent };
        copy.elements.AddRange(elements);
        return copy;
    }

    /// <inheritdoc/>
    public IEnumerator<Element> GetEnumerator() => elements.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>For the reader: adds at the end whatever the tag; <see cref="Order"/> puts it right.</summary>
    internal void Append(Element element) => elements.Add(element);

    internal void Inside(DataSet? outer) => parent = outer;

    /// <summary>For the reader: sorts, and of two elements with one tag keeps the first.</summary>
    internal void Order()
    {
        for (var i = 1; i < elements.Count; i++)
        {
            if (elements[i - 1].Tag.Number < elements[i].Tag.Number) continue;
            var sorted = elements.DistinctBy(e => e.Tag.Number).OrderBy(e => e.Tag.Number).ToList();
            elements.Clear();
            elements.AddRange(sorted);
            return;
        }
    }

    int Find(Tag tag)
    {
        var (low, high, wanted) = (0, elements.Count - 1, tag.Number);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var number = elements[middle].Tag.Number;
            if (number == wanted) return middle;
            if (number < wanted) low = middle + 1; else high = middle - 1;
        }
        return ~low;
    }
}
