using System.Text.Json;

namespace LienY.Fhir;

/// <summary>A profile (StructureDefinition with derivation constraint) made ready for checking: its rules as a tree over the elements of its type.</summary>
public sealed class Profile
{
    const string Core = "http://hl7.org/fhir/StructureDefinition/";
    const int MostBases = 10;

    Profile(string url, string type, ProfileNode root) => (Url, Type, Root) = (url, type, root);

    /// <summary>Canonical address.</summary>
    public string Url { get; }

    /// <summary>The type it constrains, e.g. <c>Patient</c> or <c>Extension</c>.</summary>
    public string Type { get; }

    /// <summary>Rules of the whole.</summary>
    public ProfileNode Root { get; }

    /// <summary>
    /// Reads a StructureDefinition. Its differential is laid over those of its base profiles (found by <paramref name="find"/>); where a base is not known, or
    /// there is no differential, its snapshot serves.
    /// </summary>
    /// <exception cref="PathFault">It is no profile that can be used; the message says why.</exception>
    public static Profile Read(JsonElement definition, Func<string, JsonElement?> find)
    {
        ArgumentNullException.ThrowIfNull(find);
        var type = ProfileJson.Text(definition, "type");
        if (FhirTypes.Kind(type) is null) throw PathFault.Semantic($"The profile constrains '{type}', which is no type of FHIR R4.");
        var chain = Chain(definition, find);
        var root = new ProfileNode(type, "");
        if (chain is not null) foreach (var one in chain) Take(root, one, "differential", true);
        else if (definition.TryGetProperty("snapshot", out _)) Take(root, definition, "snapshot", true);
        else throw PathFault.Semantic($"The base '{ProfileJson.Text(definition, "baseDefinition")}' is not known, and there is no snapshot.");
        return new Profile(ProfileJson.Text(definition, "url"), type, root);
    }

    /// <summary>The definitions from the base up; null where one is not known or has no differential.</summary>
    static List<JsonElement>? Chain(JsonElement definition, Func<string, JsonElement?> find)
    {
        var chain = new List<JsonElement>();
        for (JsonElement? at = definition; at is { } one; at = Base(one, find))
        {
            if (!one.TryGetProperty("differential", out _) || chain.Count == MostBases) return null;
            chain.Insert(0, one);
            var below = ProfileJson.Text(one, "baseDefinition");
            if (IsCore(below)) return chain;
        }
        return null;
    }

    static JsonElement? Base(JsonElement definition, Func<string, JsonElement?> find) => find(ProfileJson.Text(definition, "baseDefinition").Split('|')[0]);

    /// <summary>The specification's own definition of a type: the structure check and the invariants have seen to it.</summary>
    internal static bool IsCore(string url) => url.StartsWith(Core, StringComparison.Ordinal) && FhirTypes.Kind(url[Core.Length..].Split('|')[0]) is not null;

    internal static string Tail(string url) => url[(url.LastIndexOf('/') + 1)..];

    static void Take(ProfileNode root, JsonElement definition, string part, bool withInvariants)
    {
        if (!definition.TryGetProperty(part, out var view)) return;
        foreach (var element in ProfileJson.Each(view, "element"))
        {
            var id = ProfileJson.Text(element, "id");
            var path = ProfileJson.Text(element, "path");
            if (path.Length == 0) continue;
            if (id.Length == 0) id = ProfileJson.Text(element, "sliceName") is { Length: > 0 } slice ? $"{path}:{slice}" : path;
            var node = root;
            foreach (var step in id.Split('.').Skip(1))
            {
                var colon = step.IndexOf(':', StringComparison.Ordinal);
                node = colon < 0 ? node.Make(step, "") : node.Make(step[..colon], step[(colon + 1)..]);
            }
            node.Take(element, withInvariants && !IsInherited(element, part));
        }
    }

    // In a snapshot the constraints of the base are repeated; they have been tested already.
    static bool IsInherited(JsonElement element, string part) => part == "snapshot"
        && ProfileJson.Each(element, "constraint")
            .All(c => ProfileJson.Text(c, "key") is var key && (key is "ele-1" or "ext-1" || key.StartsWith("dom-", StringComparison.Ordinal)));
}
