using System.Text.Json;

namespace LienY.FhirDefs;

/// <summary>All types with the numbers that they keep for ever: <c>number, name, kind (resource | abstract | complex | primitive), base</c>.</summary>
sealed class TypeTable
{
    /// <summary>Definitions without profiles, in the order of their numbers.</summary>
    public required IReadOnlyList<JsonElement> Types { get; init; }

    /// <summary>Names of the resource types that can be instances.</summary>
    public required IReadOnlyList<string> Resources { get; init; }

    /// <summary>Writes types.tsv; a type that a previous file knows keeps its number.</summary>
    public static TypeTable Write(Package package, string folder)
    {
        var path = Path.Combine(folder, "types.tsv");
        var known = File.Exists(path) ? File.ReadLines(path).Select(l => l.Split('\t')).ToDictionary(c => c[1], c => int.Parse(c[0])) : [];
        var next = known.Count == 0 ? 1 : known.Values.Max() + 1;
        var types = package.All("StructureDefinition")
            .Where(s => s.Text("derivation") != "constraint" && s.Text("kind") is "resource" or "complex-type" or "primitive-type")
            .OrderBy(s => s.Text("kind") switch { "resource" => 0, "complex-type" => 1, _ => 2 }).ThenBy(s => s.Text("id"), StringComparer.Ordinal)
            .Select(s => (Definition: s, Number: known.TryGetValue(s.Text("id"), out var n) ? n : next++))
            .OrderBy(t => t.Number).ToList();
        File.WriteAllLines(path, types.Select(t => $"{t.Number}\t{t.Definition.Text("id")}\t{Kind(t.Definition)}\t{t.Definition.Text("baseDefinition").Last()}"));
        return new TypeTable
        {
            Types = [.. types.Select(t => t.Definition)],
            Resources = [.. types.Where(t => Kind(t.Definition) == "resource").Select(t => t.Definition.Text("id"))],
        };
    }

    static string Kind(JsonElement s) => s.Text("kind") switch
    {
        "resource" => s.IsTrue("abstract") ? "abstract" : "resource",
        "primitive-type" => "primitive",
        _ => "complex",
    };
}
