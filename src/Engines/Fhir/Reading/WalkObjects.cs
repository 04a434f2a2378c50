using System.Numerics;
using System.Text.Json;

namespace LienY.Fhir;

ref partial struct Walk
{
    /// <summary>The object that the reader stands at.</summary>
    /// <param name="shape">Its elements.</param>
    /// <param name="node">What the search parameters take from it; null: nothing.</param>
    /// <param name="isResource">It has a resourceType.</param>
    /// <param name="holder">The field that it is the value of; null for a resource.</param>
    void Object(TypeShape shape, SearchNode? node, bool isResource, Field? holder)
    {
        var start = (int)reader.TokenStartIndex;
        var table = shape.Fields;
        Span<ulong> seen = stackalloc ulong[FieldTable.MostWords];
        Span<Slice> slots = stackalloc Slice[Slots.Most];
        var elements = (Low: 0UL, High: 0UL);
        var count = 0;
        var hasType = false;
        var isOdd = false;
        if (node is { Variants.Length: > 0 }) node = Chosen(node);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            count++;
            var name = Text();
            if (isResource && name.SequenceEqual("resourceType"u8))
            {
                if (hasType) Fault("structure", "The property 'resourceType' stands twice.");
                hasType = true;
                reader.Read();
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) reader.Skip();
                if (depth == 0) read.HeadEnd = Math.Max(read.HeadEnd, (int)reader.BytesConsumed);
                continue;
            }
            if (table.Find(name) is not { } field)
            {
                if (check) Fault("structure", $"'{Short(name)}' is no element of {Of(shape)}.");
                reader.Read();
                reader.Skip();
                continue;
            }
            if (!Fresh(field, seen, ref elements))
            {
                reader.Read();
                reader.Skip();
                continue;
            }
            reader.Read();
            var at = (int)reader.TokenStartIndex;
            frames[depth++] = (field, -1);
            Values(field, node?.Child(field), slots, ref isOdd);
            depth--;
            if (depth == 0) AtRoot(field, at);
        }
        if (check) Closed(shape, start, count, elements, slots, isOdd, isResource, holder);
        if (!index) return;
        if (table.Mark == Mark.Coding) Coding(slots, node);
        if (table.Mark == Mark.Reference && slots[0].Is) Reference(slots, node);
        if (node is null) return;
        foreach (var rule in node.Rules) Take(rule, slots, start);
        foreach (var pid in node.Existing) Add(new IndexValue(pid, ParamKind.Token, isThere ? yes : no));
        foreach (var composite in node.Composites) Combine(composite);
    }

    /// <summary>Notes a name; false where it stood before.</summary>
    readonly bool Fresh(Field field, Span<ulong> seen, ref (ulong Low, ulong High) elements)
    {
        ref var word = ref seen[field.Ordinal >> 6];
        var bit = 1UL << (field.Ordinal & 63);
        if ((word & bit) != 0)
        {
            Fault("structure", $"The property '{field.Name}' stands twice.");
            return false;
        }
        word |= bit;
        var ordinal = field.Element.Ordinal;
        var element = 1UL << (ordinal & 63);
        var stood = ((ordinal < 64 ? elements.Low : elements.High) & element) != 0;
        if (ordinal < 64) elements.Low |= element;
        else elements.High |= element;
        // A name and its sibling are neighbours: even and odd.
        if (stood && check && field.Element.IsChoice && (seen[(field.Ordinal ^ 1) >> 6] & (1UL << ((field.Ordinal ^ 1) & 63))) == 0)
            Fault("structure", $"Only one of {field.Element.Name}[x] may stand here.");
        return true;
    }

    void AtRoot(Field field, int at)
    {
        if (field.IsSibling) return;
        if (field.Element.Ordinal == 0 && reader.TokenType == JsonTokenType.String) Id(at, Text());
        else if (field.Name == "meta") Meta(at);
    }

    /// <summary>The value of a property: one, or an array of them.</summary>
    void Values(Field field, SearchNode? node, scoped Span<Slice> slots, ref bool isOdd)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            if (check && field.Element.IsMany) Fault("structure", "An array is expected, since more than one may stand here.");
            One(field, node, slots, false, ref isOdd);
            return;
        }
        if (!field.Element.IsMany)
        {
            if (check) Fault("structure", "One value is expected, not an array.");
            reader.Skip();
            return;
        }
        var count = 0;
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; count++)
        {
            frames[depth - 1].Index = count;
            One(field, count > 0 && node is { First: true } ? null : node, slots, true, ref isOdd);
        }
        frames[depth - 1].Index = -1;
        isOdd |= field.IsSibling;
        if (check && count == 0) Fault("structure", "An array may not be empty.");
        if (check && count > field.Element.Max) Fault("structure", $"At most {field.Element.Max} may stand here, not {count}.");
    }

    void One(Field field, SearchNode? node, scoped Span<Slice> slots, bool isInArray, ref bool isOdd)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject when field.IsSibling || field.Primitive == Primitive.None:
                if (field.Shape is { } shape) Object(shape, node, false, field);
                else Inner(node);
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                if (check) Fault("structure", $"{field.Type} is expected, not {(reader.TokenType == JsonTokenType.StartArray ? "an array" : "an object")}.");
                reader.Skip();
                break;
            case JsonTokenType.Null:
                isOdd = true;
                if (check && !(isInArray && (field.IsSibling || field.Primitive != Primitive.None))) Fault("structure", "null may not stand here.");
                break;
            default:
                if (!field.IsSibling && field.Primitive != Primitive.None) Value(field, node, slots);
                else if (check) Fault("structure", $"An object ({(field.IsSibling ? "Element" : field.Type)}) is expected, not a value.");
                break;
        }
    }

    /// <summary>What can be said of an object only at its end.</summary>
    void Closed(TypeShape shape, int start, int count, (ulong Low, ulong High) elements, scoped Span<Slice> slots, bool isOdd, bool isResource, Field? holder)
    {
        var (low, high) = shape.Fields.RequiredBits;
        if (((low & ~elements.Low) | (high & ~elements.High)) != 0) Missing(shape, elements);
        if (count == 0) Fault("structure", "An object may not be empty.");
        else if (!isResource && elements is (1, 0) && holder is { IsSibling: false } && count == 1) Fault("structure", "An object needs more than an id.");
        if (isOdd) Siblings(shape, start);
        if (shape.Fields.Mark == Mark.Extension) Extension(shape, elements);
        if (holder is { Type: "CodeableConcept", Element.Codes: { } codes }) Bound(codes, start, holder);
    }

    readonly void Missing(TypeShape shape, (ulong Low, ulong High) elements)
    {
        foreach (var element in shape.Fields.Required)
        {
            var bits = element.Ordinal < 64 ? elements.Low : elements.High;
            if ((bits & (1UL << (element.Ordinal & 63))) != 0 || read.Issues.Count >= ResourceReader.MostIssues) continue;
            var name = element.IsChoice ? element.Name + "[x]" : element.Name;
            read.Issues.Add(new Issue("error", "required", $"{Path(true)}.{element.Name}", $"{Of(shape)} needs the element '{name}'."));
        }
    }

    readonly void Extension(TypeShape shape, (ulong Low, ulong High) elements)
    {
        var hasValue = (elements.Low & (1UL << shape.Element("value")!.Ordinal)) != 0;
        var hasInner = (elements.Low & (1UL << shape.Element("extension")!.Ordinal)) != 0;
        if (hasValue == hasInner) Fault("structure", hasValue ? "An extension has a value or extensions, not both." : "An extension has a value or extensions.");
    }

    static string Of(TypeShape shape) => shape.Path;
}
