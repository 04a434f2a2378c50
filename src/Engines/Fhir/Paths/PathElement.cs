using System.Globalization;
using System.Text.Json;

namespace LienY.Fhir;

/// <summary>An element of a resource over its JSON, with the type that the specification gives it; nothing is copied.</summary>
public sealed class PathElement : PathItem
{
    readonly JsonElement json;
    readonly JsonElement side;
    object? value;
    bool isRead;

    PathElement(JsonElement json, JsonElement side, PathType type, PathElement? parent, string name, int index)
    {
        this.json = json;
        this.side = side;
        Type = type;
        Parent = parent;
        Name = name;
        Index = index;
    }

    /// <summary>A resource as the root of expressions.</summary>
    public static PathElement Root(JsonElement resource) => new(resource, default, PathTypes.Resource(resource), null, "", -1);

    /// <summary>An element that stands alone, of a named type.</summary>
    public static PathElement Of(JsonElement json, string type) => new(json, default, PathTypes.Named(type), null, "", -1);

    /// <summary>The JSON; undefined where a primitive has only extensions.</summary>
    public JsonElement Json => json;

    /// <summary>The element it stands in; null for the root.</summary>
    public PathElement? Parent { get; }

    /// <summary>Name in FHIRPath (<c>value</c>, not <c>valueQuantity</c>).</summary>
    public string Name { get; }

    /// <summary>Place in its list; -1 where the element does not repeat.</summary>
    public int Index { get; }

    internal PathType Type { get; }

    /// <inheritdoc/>
    public override string Namespace => "FHIR";

    /// <inheritdoc/>
    public override string TypeName => Type.Name;

    internal bool IsResource => json.ValueKind == JsonValueKind.Object && json.TryGetProperty("resourceType", out _);

    /// <summary>The nearest resource around it, or itself.</summary>
    public PathElement Resource
    {
        get
        {
            var at = this;
            while (!at.IsResource && at.Parent is not null) at = at.Parent;
            return at;
        }
    }

    /// <summary>Where it stands, e.g. <c>Patient.name[0].given[1]</c>.</summary>
    public string Path
    {
        get
        {
            if (Parent is null) return TypeName;
            var step = Index < 0 ? Name : string.Create(CultureInfo.InvariantCulture, $"{Name}[{Index}]");
            return $"{Parent.Path}.{step}";
        }
    }

    /// <inheritdoc/>
    public override object? Value
    {
        get
        {
            if (isRead) return value;
            isRead = true;
            return value = ElementValues.Read(json, Type.Name);
        }
    }

    /// <summary>The element as a quantity; null where it is none.</summary>
    internal PathQuantity? Quantity => json.ValueKind == JsonValueKind.Object && PathTypes.IsA(Type.Name, "Quantity") ? ElementValues.Quantity(json) : null;

    /// <summary>Whether the primitive has a value of its own, not only extensions.</summary>
    internal bool HasValue => json.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.Object or JsonValueKind.Array);

    /// <summary>All children in the order of the JSON.</summary>
    public IEnumerable<PathElement> Children()
    {
        var holder = json.ValueKind == JsonValueKind.Object ? json : side;
        if (holder.ValueKind != JsonValueKind.Object) yield break;
        foreach (var property in holder.EnumerateObject())
        {
            var name = property.Name;
            if (name == "resourceType" && IsResource) continue;
            if (name.StartsWith('_'))
            {
                if (holder.TryGetProperty(name.AsSpan(1), out _)) continue;
                foreach (var child in Spread(default, property.Value, name[1..])) yield return child;
                continue;
            }
            foreach (var child in Spread(property.Value, Side(holder, name), name)) yield return child;
        }
    }

    /// <summary>Children of a name in FHIRPath; <c>value</c> finds every <c>value[x]</c>.</summary>
    public IEnumerable<PathElement> Children(string name)
    {
        var holder = json.ValueKind == JsonValueKind.Object ? json : side;
        if (holder.ValueKind != JsonValueKind.Object) return [];
        if (Type.Choice(name) is { } choices)
        {
            foreach (var written in choices)
            {
                var plain = holder.TryGetProperty(written, out var found);
                var beside = Side(holder, written);
                if (plain || beside.ValueKind != JsonValueKind.Undefined) return Spread(found, beside, written);
            }
            return [];
        }
        var has = holder.TryGetProperty(name, out var direct);
        var extra = Side(holder, name);
        if (!has && extra.ValueKind == JsonValueKind.Undefined) return [];
        // What is written valueQuantity is named value.
        var known = Type.Child(name);
        if (known is not null && known.Value.Name != name) return [];
        return name == "resourceType" && IsResource ? [] : Spread(direct, extra, name);
    }

    static JsonElement Side(JsonElement holder, string name) => holder.TryGetProperty("_" + name, out var side) ? side : default;

    IEnumerable<PathElement> Spread(JsonElement found, JsonElement beside, string written)
    {
        var (name, type) = Type.Child(written) ?? (written, PathTypes.Guess(found));
        if (found.ValueKind != JsonValueKind.Array && beside.ValueKind != JsonValueKind.Array)
        {
            yield return Make(found, beside, type, name, -1);
            yield break;
        }
        var many = found.ValueKind == JsonValueKind.Array ? found.GetArrayLength() : 0;
        var sides = beside.ValueKind == JsonValueKind.Array ? beside.GetArrayLength() : 0;
        for (var i = 0; i < Math.Max(many, sides); i++)
        {
            var one = i < many ? found[i] : default;
            var other = i < sides ? beside[i] : default;
            if (one.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null && other.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) continue;
            yield return Make(one, other, type, name, i);
        }
    }

    PathElement Make(JsonElement one, JsonElement beside, PathType type, string name, int index)
    {
        var own = one.ValueKind == JsonValueKind.Object && (type.IsAnyResource || one.TryGetProperty("resourceType", out _)) ? PathTypes.Resource(one) : type;
        return new PathElement(one.ValueKind == JsonValueKind.Null ? default : one, beside, own, this, name, index);
    }
}
