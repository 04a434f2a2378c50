using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LienY.Fhir;

namespace LienY.Records;

/// <summary>A piece of a JSON text as a page shows it: text, and where a click leads (references).</summary>
readonly record struct JsonPiece(string Text, string? Href = null, string Kind = "");

/// <summary>JSON in lines with indents, references as links, long texts cut; never changes what numbers look like.</summary>
static class JsonLines
{
    const int MostLines = 4_000, MostText = 2_000;

    /// <summary>The lines; each a depth and its pieces.</summary>
    public static IReadOnlyList<(int Depth, IReadOnlyList<JsonPiece> Pieces)> Of(ReadOnlyMemory<byte> json)
    {
        var lines = new List<(int, IReadOnlyList<JsonPiece>)>();
        if (json.IsEmpty) return lines;
        try
        {
            using var document = JsonDocument.Parse(json);
            Value(document.RootElement, 0, "", "", lines);
        }
        catch (JsonException)
        {
            foreach (var line in Encoding.UTF8.GetString(json.Span).Split('\n').Take(MostLines)) lines.Add((0, [new(Cut(line))]));
        }
        return lines;
    }

    static void Value(JsonElement value, int depth, string name, string comma, List<(int, IReadOnlyList<JsonPiece>)> lines)
    {
        if (lines.Count >= MostLines)
        {
            if (lines.Count == MostLines) lines.Add((0, [new("…")]));
            return;
        }
        List<JsonPiece> head = name.Length > 0 ? [new($"\"{name}\"", null, "name"), new(": ")] : [];
        if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            var (open, close) = value.ValueKind == JsonValueKind.Object ? ("{", "}") : ("[", "]");
            lines.Add((depth, [.. head, new(open)]));
            var parts = value.ValueKind == JsonValueKind.Object ? value.EnumerateObject().Select(p => (p.Name, p.Value)).ToList()
                : value.EnumerateArray().Select(v => (Name: "", Value: v)).ToList();
            for (var i = 0; i < parts.Count; i++) Value(parts[i].Value, depth + 1, parts[i].Name, i < parts.Count - 1 ? "," : "", lines);
            lines.Add((depth, [new(close + comma)]));
            return;
        }
        lines.Add((depth, [.. head, Leaf(value, name), new(comma)]));
    }

    static JsonPiece Leaf(JsonElement value, string name)
    {
        if (value.ValueKind != JsonValueKind.String) return new(value.GetRawText(), null, "number");
        var text = value.GetString()!;
        var shown = $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(Cut(text))}\"";
        return new(shown, name == "reference" ? Href(text) : null, "text");
    }

    /// <summary>The page of a resource of this server.</summary>
    static string? Href(string reference) => reference.Split('/') is [var type, var id] && FhirTypes.Is(type) && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.')
        ? $"/integration/resources/{type}/{id}" : null;

    static string Cut(string text) => text.Length <= MostText ? text : text[..MostText] + "…";
}
