using System.Buffers.Binary;
using System.Text;

namespace LienY.Fhir;

/// <summary>A name as it stands in JSON: of an element, of one type of a choice, or (with an underscore) of what accompanies a value.</summary>
sealed class Field
{
    /// <summary>The JSON name, e.g. <c>valueQuantity</c>, <c>_birthDate</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The same as bytes.</summary>
    public required byte[] Utf8 { get; init; }

    /// <summary>The element.</summary>
    public required ElementShape Element { get; init; }

    /// <summary>The type that this name means.</summary>
    public required string Type { get; init; }

    /// <summary>How a value is checked; <see cref="Primitive.None"/> for what has elements.</summary>
    public required Primitive Primitive { get; init; }

    /// <summary>True for <c>_name</c>.</summary>
    public required bool IsSibling { get; init; }

    /// <summary>Place among the names of its type; a name and its sibling are neighbours (even, odd).</summary>
    public required int Ordinal { get; init; }

    /// <summary>Where the value is kept until its object ends, for types that are read as one (<see cref="Slots"/>); -1: nowhere.</summary>
    public required sbyte Slot { get; init; }

    /// <summary>Elements of the value; null where any resource may stand here.</summary>
    public TypeShape? Shape => field ??= Element.Inner ?? (Type is "Resource" ? null : FhirTypes.Shape(IsSibling ? "Element" : Type));
}

/// <summary>The JSON names of a type, found by their bytes.</summary>
sealed class FieldTable
{
    readonly Field?[] slots;
    readonly int mask;

    /// <summary>Words of 64 bits that it takes to note which names were seen.</summary>
    public int Words { get; }

    /// <summary>All names.</summary>
    public IReadOnlyList<Field> All { get; }

    /// <summary>Elements that must be there.</summary>
    public IReadOnlyList<ElementShape> Required { get; }

    /// <summary>The same as bits by ordinal.</summary>
    public (ulong Low, ulong High) RequiredBits { get; }

    /// <summary>What the type is read as when its object ends.</summary>
    public Mark Mark { get; }

    /// <summary>Most words that any type takes; a test holds it.</summary>
    public const int MostWords = 10;

    public FieldTable(TypeShape shape)
    {
        var all = new List<Field>();
        foreach (var element in shape.Elements)
            foreach (var type in element.Types.Count == 0 ? [new ElementType("Element", [])] : element.Types)
            {
                var name = element.IsChoice ? element.Name + char.ToUpperInvariant(type.Name[0]) + type.Name[1..] : element.Name;
                var primitive = Primitives.Kind(type.Name);
                all.Add(New(element, name, type.Name, primitive, false, all.Count, Slots.Of(shape.Path, name)));
                all.Add(New(element, "_" + name, type.Name, Primitive.None, true, all.Count, -1));
            }
        var size = 8;
        while (size < all.Count * 2) size *= 2;
        slots = new Field?[size];
        mask = size - 1;
        foreach (var field in all)
        {
            if (field.IsSibling && Primitives.Kind(field.Type) == Primitive.None) continue;
            var at = Hash(field.Utf8) & mask;
            while (slots[at] is not null) at = (at + 1) & mask;
            slots[at] = field;
        }
        All = all;
        Words = (all.Count + 63) / 64;
        Required = [.. shape.Elements.Where(e => e.Min > 0)];
        foreach (var element in Required) RequiredBits = element.Ordinal < 64 ? (RequiredBits.Low | (1UL << element.Ordinal), RequiredBits.High)
            : (RequiredBits.Low, RequiredBits.High | (1UL << (element.Ordinal - 64)));
        Mark = shape.Path switch
        {
            "Coding" => Mark.Coding,
            "Reference" => Mark.Reference,
            "Extension" => Mark.Extension,
            _ => Mark.None,
        };
    }

    /// <summary>The field of a name; null where the type knows none so named.</summary>
    public Field? Find(ReadOnlySpan<byte> name)
    {
        for (var at = Hash(name) & mask; slots[at] is { } field; at = (at + 1) & mask)
            if (name.SequenceEqual(field.Utf8)) return field;
        return null;
    }

    static int Hash(ReadOnlySpan<byte> name)
    {
        var head = name.Length >= 4 ? BinaryPrimitives.ReadUInt32LittleEndian(name) : name.Length > 0 ? name[0] : 0u;
        var tail = name.Length >= 4 ? BinaryPrimitives.ReadUInt32LittleEndian(name[^4..]) : (uint)name.Length;
        return (int)(((head * 0x9E3779B1u) ^ (tail * 0x85EBCA6Bu) ^ ((uint)name.Length * 0xC2B2AE35u)) >> 12);
    }

    static Field New(ElementShape element, string name, string type, Primitive primitive, bool sibling, int ordinal, sbyte slot) => new()
    {
        Name = name,
        Utf8 = Encoding.UTF8.GetBytes(name),
        Element = element,
        Type = type,
        Primitive = primitive,
        IsSibling = sibling,
        Ordinal = ordinal,
        Slot = slot,
    };
}

/// <summary>Types that mean something to the reader as a whole.</summary>
enum Mark : byte
{
    None,
    Coding,
    Reference,
    Extension,
}

/// <summary>Places of values that are needed together when their object ends.</summary>
static class Slots
{
    /// <summary>How many a type has at most.</summary>
    public const int Most = 5;

    /// <summary>The place of a field; -1 for none.</summary>
    public static sbyte Of(string type, string field) => (type, field) switch
    {
        ("Coding" or "Identifier" or "ContactPoint", "system") => 0,
        ("Coding", "code") or ("Identifier" or "ContactPoint", "value") => 1,
        ("Coding", "display") => 2,
        ("Reference", "reference") or ("Period", "start") or ("Extension", "url") => 0,
        ("Reference", "type") or ("Period", "end") => 1,
        ("Quantity" or "Age" or "Duration" or "Count" or "Distance" or "Money", "value") => 0,
        ("Quantity" or "Age" or "Duration" or "Count" or "Distance", "comparator") => 1,
        ("Quantity" or "Age" or "Duration" or "Count" or "Distance", "unit") => 2,
        ("Quantity" or "Age" or "Duration" or "Count" or "Distance", "system") => 3,
        ("Quantity" or "Age" or "Duration" or "Count" or "Distance", "code") or ("Money", "currency") => 4,
        ("Location.position", "latitude") => 0,
        ("Location.position", "longitude") => 1,
        _ => -1,
    };
}
