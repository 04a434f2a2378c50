using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json;

namespace LienY.Fhir;

/// <summary>A type as expressions see it: names of children without the type behind a choice.</summary>
internal sealed class PathType
{
    readonly Dictionary<string, (string Name, Func<PathType> Type)> children = new(StringComparer.Ordinal);
    readonly Dictionary<string, string[]> choices = new(StringComparer.Ordinal);
    readonly HashSet<string> names = new(StringComparer.Ordinal);
    readonly bool isOpen;

    internal PathType(string name, TypeShape? shape)
    {
        Name = name;
        Shape = shape;
        isOpen = shape is null;
        IsAnyResource = name is "Resource" or "DomainResource";
        foreach (var element in shape?.Elements ?? []) Take(element);
    }

    internal string Name { get; }

    internal TypeShape? Shape { get; }

    internal bool IsAnyResource { get; }

    void Take(ElementShape element)
    {
        names.Add(element.Name);
        if (!element.IsChoice)
        {
            children[element.Name] = (element.Name, () => PathTypes.Of(element, element.Types.Count > 0 ? element.Types[0].Name : "Element"));
            return;
        }
        var written = element.Types.Select(t => (Json: element.Name + char.ToUpperInvariant(t.Name[0]) + t.Name[1..], t.Name)).ToList();
        choices[element.Name] = [.. written.Select(w => w.Json)];
        foreach (var (json, type) in written) children[json] = (element.Name, () => PathTypes.Of(element, type));
    }

    /// <summary>Name in expressions and type of what stands under a JSON name; null where the type has none such.</summary>
    internal (string Name, PathType Type)? Child(string json) => children.TryGetValue(json, out var found) ? (found.Name, found.Type()) : null;

    /// <summary>The JSON names of a choice; null where the name is none.</summary>
    internal string[]? Choice(string name) => choices.GetValueOrDefault(name);

    internal bool Has(string name) => isOpen || names.Contains(name);
}

/// <summary>Types of elements, and which of them are the same.</summary>
internal static class PathTypes
{
    static readonly ConcurrentDictionary<TypeShape, PathType> byShape = new();
    static readonly ConcurrentDictionary<string, PathType> byName = new(StringComparer.Ordinal);
    static readonly PathType unknown = new("", null);

    static readonly FrozenSet<string> system =
        new[] { "Boolean", "String", "Integer", "Long", "Decimal", "Date", "DateTime", "Time", "Quantity", "Any" }.ToFrozenSet(StringComparer.Ordinal);

    internal static PathType Of(ElementShape element, string type) =>
        element.Inner is { } inner ? byShape.GetOrAdd(inner, s => new PathType(s.Name, s)) : Named(type);

    internal static PathType Named(string name)
    {
        if (byName.TryGetValue(name, out var known)) return known;
        return FhirTypes.Kind(name) is null ? unknown : byName.GetOrAdd(name, New);
    }

    // A value may have an id and extensions like every element.
    static PathType New(string name) => new(name, FhirTypes.Shape(FhirTypes.Kind(name) == TypeKind.Primitive ? "Element" : name));

    internal static PathType Resource(JsonElement resource) =>
        resource.ValueKind == JsonValueKind.Object && resource.TryGetProperty("resourceType", out var type) && type.ValueKind == JsonValueKind.String
            ? Named(type.GetString()!) : unknown;

    /// <summary>The type of an element that the specification does not know, by its JSON.</summary>
    internal static PathType Guess(JsonElement found) => found.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => Named("boolean"),
        JsonValueKind.Number => Named("decimal"),
        JsonValueKind.String => Named("string"),
        JsonValueKind.Array when found.GetArrayLength() > 0 => Guess(found[0]),
        _ => unknown,
    };

    internal static bool IsA(string type, string ancestor) => type == ancestor || (type.Length > 0 && FhirTypes.IsA(type, ancestor));

    /// <summary>Whether a written type (<c>Patient</c>, <c>System.String</c>, <c>FHIR.code</c>) exists.</summary>
    internal static bool IsKnown(string name)
    {
        var (space, bare) = Split(name);
        return (space != "FHIR" && system.Contains(bare)) || FhirTypes.Kind(bare) is not null;
    }

    internal static (string Space, string Name) Split(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? ("", name) : (name[..dot], name[(dot + 1)..]);
    }
}
