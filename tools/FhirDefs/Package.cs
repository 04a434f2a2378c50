using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;

namespace LienY.FhirDefs;

/// <summary>The definitions of the package, by resource type.</summary>
sealed class Package
{
    static readonly string[] Wanted = ["StructureDefinition", "SearchParameter", "ValueSet", "CodeSystem", "CompartmentDefinition"];
    readonly Dictionary<string, List<JsonElement>> all = Wanted.ToDictionary(t => t, _ => new List<JsonElement>());

    /// <summary>All resources of a type, ordered by id.</summary>
    public IReadOnlyList<JsonElement> All(string type) => all[type];

    /// <summary>Reads a .tgz of npm.</summary>
    public static Package Open(string path)
    {
        var package = new Package();
        foreach (var (name, bytes) in Files(path))
        {
            var type = Path.GetFileName(name).Split('-')[0];
            if (!package.all.TryGetValue(type, out var list)) continue;
            list.Add(JsonDocument.Parse(bytes).RootElement);
        }
        foreach (var list in package.all.Values) list.Sort((a, b) => string.CompareOrdinal(a.Text("id"), b.Text("id")));
        return package;
    }

    /// <summary>Every JSON file of a .tgz with its bytes.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> Files(string path)
    {
        using var unzipped = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var tar = new TarReader(unzipped);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is null || !entry.Name.EndsWith(".json", StringComparison.Ordinal)) continue;
            var bytes = new byte[entry.Length];
            entry.DataStream.ReadExactly(bytes);
            yield return (entry.Name, bytes);
        }
    }
}

/// <summary>Short ways through JSON.</summary>
static class JsonPaths
{
    /// <summary>A text property; empty where it is absent.</summary>
    public static string Text(this JsonElement e, string name) => e.TryGetProperty(name, out var v) && v.ValueKind == JsonValueKind.String ? v.GetString()! : "";

    /// <summary>The items of an array property; none where it is absent.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement e, string name) => e.TryGetProperty(name, out var v) ? v.EnumerateArray() : [];

    /// <summary>A property that is true.</summary>
    public static bool IsTrue(this JsonElement e, string name) => e.TryGetProperty(name, out var v) && v.ValueKind == JsonValueKind.True;

    /// <summary>The last part of an address, without a version.</summary>
    public static string Last(this string url) => url[(url.LastIndexOf('/') + 1)..].Split('|')[0];
}
