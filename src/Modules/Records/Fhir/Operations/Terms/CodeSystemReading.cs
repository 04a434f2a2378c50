using System.Text.Json;

namespace LienY.Records;

/// <summary>A CodeSystem resource as a book.</summary>
static class CodeSystemReading
{
    const int Most = 100_000;

    /// <summary>Reads it; concepts within concepts stand below them, and so do those whose property <c>parent</c> says so.</summary>
    public static MemoryBook Read(JsonElement system)
    {
        var url = system.Word("url");
        var concepts = new List<Concept>();
        var children = new List<(string Parent, string Child)>();
        void Walk(JsonElement holder, string above, int depth)
        {
            foreach (var one in holder.Each("concept"))
            {
                if (concepts.Count >= Most || depth > 60) return;
                concepts.Add(Of(url, one, above, children));
                Walk(one, one.Word("code"), depth + 1);
            }
        }
        Walk(system, "", 0);
        if (children.Count > 0)
        {
            var extra = children.ToLookup(c => c.Child, c => c.Parent, StringComparer.Ordinal);
            concepts = [.. concepts.Select(c => extra[c.Code].Any() ? c with { Parents = [.. c.Parents.Union(extra[c.Code])] } : c)];
        }
        var ignoreCase = system.Member("caseSensitive") is { ValueKind: JsonValueKind.False };
        return new MemoryBook(url, system.Word("title") is { Length: > 0 } title ? title : system.Word("name"), system.Word("version"), concepts, ignoreCase);
    }

    static Concept Of(string url, JsonElement one, string above, List<(string, string)> children)
    {
        var code = one.Word("code");
        var parents = new List<string>();
        if (above.Length > 0) parents.Add(above);
        var properties = new List<(string, string)>();
        var inactive = false;
        foreach (var property in one.Each("property"))
        {
            var (name, value) = (property.Word("code"), Value(property));
            if (name == "parent") parents.Add(value);
            else if (name == "child") children.Add((code, value));
            else properties.Add((name, value));
            inactive |= (name is "inactive" or "deprecated" && value == "true") || (name == "status" && value is "retired" or "deprecated");
        }
        return new Concept(url, code, one.Word("display") is { Length: > 0 } display ? display : code)
        {
            Definition = one.Word("definition"),
            Parents = [.. parents.Distinct(StringComparer.Ordinal)],
            Properties = properties,
            Designations = [.. one.Each("designation").Select(d => (d.Word("language"), d.Word("value")))],
            English = one.Each("designation").Where(d => d.Word("language").StartsWith("en", StringComparison.Ordinal))
                .Select(d => d.Word("value")).FirstOrDefault() ?? "",
            IsInactive = inactive,
        };
    }

    static string Value(JsonElement property)
    {
        foreach (var member in property.EnumerateObject())
        {
            if (!member.Name.StartsWith("value", StringComparison.Ordinal)) continue;
            return member.Value.ValueKind switch
            {
                JsonValueKind.String => member.Value.GetString()!,
                JsonValueKind.Object => member.Value.Word("code"),
                _ => member.Value.GetRawText(),
            };
        }
        return "";
    }
}
