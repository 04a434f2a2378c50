using System.Text.Json;

namespace LienY.Fhir;

/// <summary>How the slices of an element are told apart.</summary>
/// <param name="Kind"><c>value</c>, <c>pattern</c>, <c>exists</c>, <c>type</c> or <c>profile</c>.</param>
/// <param name="Path">Restricted FHIRPath from the element.</param>
public readonly record struct Discriminator(string Kind, string Path);

/// <summary>A type that a profile allows, perhaps only in the form of further profiles.</summary>
public sealed record ProfileType(string Code, IReadOnlyList<string> Profiles, IReadOnlyList<string> Targets);

/// <summary>What a profile says of an element; what it does not say is null or empty.</summary>
public sealed class ProfileNode(string name, string slice)
{
    readonly Dictionary<string, ProfileNode> children = new(StringComparer.Ordinal);
    readonly Dictionary<string, ProfileNode> slices = new(StringComparer.Ordinal);

    /// <summary>Name of the element, <c>[x]</c> behind a choice.</summary>
    public string Name => name;

    /// <summary>Name of the slice; empty for the element as a whole.</summary>
    public string Slice => slice;

    /// <summary>Fewest times.</summary>
    public int? Min { get; private set; }

    /// <summary>Most times.</summary>
    public int? Max { get; private set; }

    /// <summary>Types that are allowed; empty: as in the base.</summary>
    public IReadOnlyList<ProfileType> Types { get; private set; } = [];

    /// <summary>The exact value.</summary>
    public JsonElement Fixed { get; private set; }

    /// <summary>What must at least be there.</summary>
    public JsonElement Pattern { get; private set; }

    /// <summary>Smallest and greatest value.</summary>
    public (JsonElement Low, JsonElement High) Range { get; private set; }

    /// <summary>Longest text.</summary>
    public int? MaxLength { get; private set; }

    /// <summary>Strength and value set.</summary>
    public (string Strength, string ValueSet) Binding { get; private set; } = ("", "");

    /// <summary>Invariants that the profile adds.</summary>
    public List<Invariant> Invariants { get; } = [];

    /// <summary>How slices are told apart.</summary>
    public IReadOnlyList<Discriminator> Discriminators { get; private set; } = [];

    /// <summary>No other items than those of the slices.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Elements within it.</summary>
    public IEnumerable<ProfileNode> Children => children.Values;

    /// <summary>Slices of it.</summary>
    public IEnumerable<ProfileNode> Slices => slices.Values;

    /// <summary>Says anything by which an item could be recognised.</summary>
    internal bool IsTelling => Fixed.ValueKind != JsonValueKind.Undefined || Pattern.ValueKind != JsonValueKind.Undefined || Binding.Strength == "required"
        || children.Values.Any(c => c.IsTelling);

    internal ProfileNode? Child(string child) => children.GetValueOrDefault(child) ?? children.GetValueOrDefault(child + "[x]");

    internal ProfileNode Make(string child, string ofSlice)
    {
        if (!children.TryGetValue(child, out var node)) children[child] = node = new ProfileNode(child, "");
        if (ofSlice.Length == 0) return node;
        return node.slices.TryGetValue(ofSlice, out var part) ? part : node.slices[ofSlice] = new ProfileNode(child, ofSlice);
    }

    /// <summary>Takes what an ElementDefinition says; what was said before stays where it is silent.</summary>
    internal void Take(JsonElement element, bool withInvariants)
    {
        if (element.TryGetProperty("min", out var min) && min.TryGetInt32(out var fewest)) Min = fewest;
        if (ProfileJson.Text(element, "max") is { Length: > 0 } max) Max = max == "*" ? null : int.TryParse(max, out var most) ? most : null;
        if (element.TryGetProperty("type", out _)) Types = [.. ProfileJson.Each(element, "type").Select(ProfileJson.Type)];
        if (ProfileJson.Choice(element, "fixed") is { } exact) Fixed = exact;
        if (ProfileJson.Choice(element, "pattern") is { } pattern) Pattern = pattern;
        Range = (ProfileJson.Choice(element, "minValue") ?? Range.Low, ProfileJson.Choice(element, "maxValue") ?? Range.High);
        if (element.TryGetProperty("maxLength", out var length) && length.TryGetInt32(out var longest)) MaxLength = longest;
        if (element.TryGetProperty("binding", out var binding)) Binding = (ProfileJson.Text(binding, "strength"), ProfileJson.Text(binding, "valueSet").Split('|')[0]);
        if (element.TryGetProperty("slicing", out var slicing))
        {
            Discriminators = [.. ProfileJson.Each(slicing, "discriminator").Select(d => new Discriminator(ProfileJson.Text(d, "type"), ProfileJson.Text(d, "path")))];
            IsClosed = ProfileJson.Text(slicing, "rules") == "closed";
        }
        foreach (var constraint in withInvariants ? ProfileJson.Each(element, "constraint") : [])
        {
            var (key, expression) = (ProfileJson.Text(constraint, "key"), ProfileJson.Text(constraint, "expression"));
            if (expression.Length == 0 || Invariants.Exists(i => i.Key == key)) continue;
            Invariants.Add(new Invariant(key, ProfileJson.Text(constraint, "severity") == "error", expression, ProfileJson.Text(constraint, "human")));
        }
    }
}

/// <summary>Reading StructureDefinitions.</summary>
internal static class ProfileJson
{
    internal static string Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.String ? found.GetString()! : "";

    internal static IEnumerable<JsonElement> Each(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.Array ? found.EnumerateArray() : [];

    internal static JsonElement? Choice(JsonElement json, string name)
    {
        foreach (var property in json.EnumerateObject())
        {
            var own = property.Name;
            if (own.Length > name.Length && own.StartsWith(name, StringComparison.Ordinal) && char.IsAsciiLetterUpper(own[name.Length])) return property.Value;
        }
        return null;
    }

    internal static ProfileType Type(JsonElement json) => new(Text(json, "code"), Texts(json, "profile"), Texts(json, "targetProfile"));

    static List<string> Texts(JsonElement json, string name) =>
        [.. Each(json, name).Where(p => p.ValueKind == JsonValueKind.String).Select(p => p.GetString()!.Split('|')[0])];
}
