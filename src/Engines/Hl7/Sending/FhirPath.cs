using System.Text.Json;

namespace LienY.Hl7;

/// <summary>
/// Reads texts out of resources by simple paths: <c>Patient.name.text</c>, alternatives by "|", a choice of items by
/// <c>identifier[system=urn:…].value</c> or by the beginning, <c>identifier[system~urn:…].value</c>. Lists are walked through.
/// </summary>
static class FhirPath
{
    /// <summary>Texts at a path, one for each item that has one; alternatives are asked until one has any.</summary>
    public static IReadOnlyList<string> All(string source, Func<string, JsonElement?> entry)
    {
        foreach (var one in source.Split('|'))
        {
            var parts = Parts(one.Trim());
            if (entry(parts[0]) is not { } resource) continue;
            var found = Walk(resource, parts, 1).Select(Text).Where(t => t.Length > 0).ToList();
            if (found.Count > 0) return found;
        }
        return [];
    }

    /// <summary>For each item of the list that the path names first: the text behind it, empty where there is none.</summary>
    public static IReadOnlyList<string> Each(string source, Func<string, JsonElement?> entry)
    {
        var parts = Parts(source.Split('|')[0].Trim());
        if (entry(parts[0]) is not { } resource || !resource.TryGetProperty(parts[1], out var list) || list.ValueKind != JsonValueKind.Array) return [];
        return [.. list.EnumerateArray().Select(item => Walk(item, parts, 2).Select(Text).FirstOrDefault() ?? "")];
    }

    // Points within brackets do not divide.
    static List<string> Parts(string path)
    {
        var (parts, from, depth) = (new List<string>(), 0, 0);
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] == '[') depth++;
            else if (path[i] == ']') depth--;
            else if (path[i] == '.' && depth == 0)
            {
                parts.Add(path[from..i]);
                from = i + 1;
            }
        }
        parts.Add(path[from..]);
        return parts;
    }

    static IEnumerable<JsonElement> Walk(JsonElement at, List<string> parts, int index)
    {
        if (at.ValueKind == JsonValueKind.Array) return at.EnumerateArray().SelectMany(item => Walk(item, parts, index));
        if (index == parts.Count) return [at];
        if (at.ValueKind != JsonValueKind.Object) return [];
        var part = parts[index];
        var open = part.IndexOf('[', StringComparison.Ordinal);
        if (!at.TryGetProperty(open < 0 ? part : part[..open], out var next)) return [];
        if (open < 0) return Walk(next, parts, index + 1);
        var sign = part.IndexOfAny(['=', '~'], open);
        var (name, value) = (part[(open + 1)..sign], part[(sign + 1)..^1]);
        bool Fits(JsonElement item) => item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var told) && Text(told) is var text
            && (part[sign] == '=' ? text == value : text.StartsWith(value, StringComparison.Ordinal));
        return (next.ValueKind == JsonValueKind.Array ? next.EnumerateArray() : Enumerable.Repeat(next, 1)).Where(Fits)
            .SelectMany(item => Walk(item, parts, index + 1));
    }

    static string Text(JsonElement e) => e.ValueKind switch
    {
        JsonValueKind.String => e.GetString()!,
        JsonValueKind.Number => e.GetRawText(),
        JsonValueKind.True => "Y",
        JsonValueKind.False => "N",
        _ => "",
    };
}
