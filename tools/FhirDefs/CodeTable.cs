using System.Text.Json;

namespace LienY.FhirDefs;

/// <summary>
/// codes.tsv: the codes of every value set that an element is bound to as required: <c>value set, system, code, code …</c>, a line a system. Sets whose codes
/// another body keeps (media types, currencies, UCUM, LOINC) are not among them.
/// </summary>
static class CodeTable
{
    /// <summary>Writes the file.</summary>
    public static void Write(Package package, TypeTable types, string folder)
    {
        var sets = package.All("ValueSet").GroupBy(v => v.Text("url")).ToDictionary(g => g.Key, g => g.First());
        var systems = package.All("CodeSystem").GroupBy(c => c.Text("url")).ToDictionary(g => g.Key, g => g.First());
        var bound = types.Types.SelectMany(t => t.GetProperty("snapshot").GetProperty("element").EnumerateArray())
            .Where(e => e.TryGetProperty("binding", out var b) && b.Text("strength") == "required")
            .Select(e => e.GetProperty("binding").Text("valueSet").Split('|')[0]).Where(u => u != "").Distinct().Order(StringComparer.Ordinal);
        using var to = new StreamWriter(Path.Combine(folder, "codes.tsv")) { NewLine = "\n" };
        foreach (var url in bound)
        {
            if (!sets.TryGetValue(url, out var set)) continue;
            var lines = set.GetProperty("compose").Items("include").Select(i => (System: i.Text("system"), Codes: Codes(i, systems))).ToList();
            if (lines.Exists(l => l.Codes is null)) continue;
            var name = url.StartsWith(StructureTable.ValueSets, StringComparison.Ordinal) ? url[StructureTable.ValueSets.Length..] : url;
            foreach (var (system, codes) in lines) to.WriteLine($"{name}\t{system}\t{string.Join('\t', codes!.Distinct())}");
        }
    }

    static List<string>? Codes(JsonElement include, Dictionary<string, JsonElement> systems)
    {
        if (include.TryGetProperty("concept", out _)) return [.. include.Items("concept").Select(c => c.Text("code"))];
        if (include.TryGetProperty("filter", out _) || include.TryGetProperty("valueSet", out _)) return null;
        if (!systems.TryGetValue(include.Text("system"), out var system) || system.Text("content") != "complete") return null;
        var codes = new List<string>();
        void Walk(IEnumerable<JsonElement> concepts)
        {
            foreach (var c in concepts)
            {
                codes.Add(c.Text("code"));
                Walk(c.Items("concept"));
            }
        }
        Walk(system.Items("concept"));
        return codes;
    }
}
