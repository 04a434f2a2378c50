using System.Text.Json;
using System.Text.Json.Nodes;

namespace LienY.FhirDefs;

/// <summary>
/// terms.tsv: the code systems that the specification itself keeps whole (<c>!address, name</c>, then a line a code: depth, code, display), and values.tsv: the
/// value sets that elements are bound to (address, name, compose). What other bodies keep (SNOMED CT, LOINC, DICOM …) is not among them.
/// </summary>
static class TermTable
{
    const int MostConcepts = 1_200;
    static readonly string[] foreign = ["http://snomed.info/", "http://loinc.org", "http://dicom.nema.org/", "http://www.nlm.nih.gov/", "http://www.ama-assn.org/"];

    /// <summary>Writes both files.</summary>
    public static void Write(Package package, TypeTable types, string folder)
    {
        var sets = package.All("ValueSet").GroupBy(v => v.Text("url")).ToDictionary(g => g.Key, g => g.First());
        var systems = package.All("CodeSystem").GroupBy(c => c.Text("url")).ToDictionary(g => g.Key, g => g.First());
        var bound = types.Types.SelectMany(t => t.GetProperty("snapshot").GetProperty("element").EnumerateArray())
            .Where(e => e.TryGetProperty("binding", out _)).Select(e => e.GetProperty("binding").Text("valueSet").Split('|')[0]);
        var (found, used) = Reach(bound, sets);
        using (var to = new StreamWriter(Path.Combine(folder, "values.tsv")) { NewLine = "\n" })
        {
            foreach (var url in found.Order(StringComparer.Ordinal)) to.WriteLine($"{url}\t{Name(sets[url])}\t{Compose(sets[url])}");
        }
        using var terms = new StreamWriter(Path.Combine(folder, "terms.tsv")) { NewLine = "\n" };
        foreach (var url in used.Order(StringComparer.Ordinal))
        {
            if (!systems.TryGetValue(url, out var system) || system.Text("content") != "complete" || Count(system) > MostConcepts || IsForeign(url)) continue;
            terms.WriteLine($"!{url}\t{Name(system)}");
            Concepts(terms, system, 0);
        }
    }

    static (HashSet<string> Sets, HashSet<string> Systems) Reach(IEnumerable<string> bound, Dictionary<string, JsonElement> sets)
    {
        var (found, used) = (new HashSet<string>(), new HashSet<string>());
        var todo = new Stack<string>(bound.Distinct());
        while (todo.TryPop(out var url))
        {
            if (found.Contains(url) || !sets.TryGetValue(url, out var set) || !set.TryGetProperty("compose", out var compose)) continue;
            var parts = compose.Items("include").Concat(compose.Items("exclude")).ToList();
            if (parts.Exists(p => IsForeign(p.Text("system")) && p.TryGetProperty("concept", out _))) continue;
            found.Add(url);
            foreach (var part in parts)
            {
                if (part.Text("system") is { Length: > 0 } system) used.Add(system);
                foreach (var other in part.Items("valueSet")) todo.Push(other.GetString()!.Split('|')[0]);
            }
        }
        return (found, used);
    }

    static bool IsForeign(string system) => foreign.Any(f => system.StartsWith(f, StringComparison.Ordinal));

    static int Count(JsonElement holder) => holder.Items("concept").Sum(c => 1 + Count(c));

    static void Concepts(StreamWriter to, JsonElement holder, int depth)
    {
        foreach (var concept in holder.Items("concept"))
        {
            to.WriteLine($"{depth}\t{concept.Text("code")}\t{Flat(concept.Text("display"))}");
            Concepts(to, concept, depth + 1);
        }
    }

    static string Name(JsonElement resource) => Flat(resource.Text("title") is { Length: > 0 } title ? title : resource.Text("name"));

    static string Flat(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    // Of a value set only what says which codes are in it.
    static string Compose(JsonElement set)
    {
        var compose = JsonNode.Parse(set.GetProperty("compose").GetRawText())!.AsObject();
        foreach (var part in new[] { "include", "exclude" }.SelectMany(p => compose[p]?.AsArray().OfType<JsonObject>() ?? []))
        {
            part.Remove("extension");
            foreach (var concept in part["concept"]?.AsArray().OfType<JsonObject>() ?? [])
            {
                concept.Remove("extension");
                concept.Remove("designation");
            }
        }
        return compose.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
