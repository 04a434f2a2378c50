using System.Text.Json;

namespace LienY.Consults;

/// <summary>Reads FHIR JSON from others: what is not there, or is another kind of value, reads as nothing.</summary>
static class Json
{
    /// <summary>A property; undefined where there is none.</summary>
    public static JsonElement Of(this JsonElement e, string name) =>
        e.ValueKind == JsonValueKind.Object && e.TryGetProperty(name, out var value) ? value : default;

    /// <summary>A text; empty where there is none.</summary>
    public static string Text(this JsonElement e, string name) => e.Of(name) is { ValueKind: JsonValueKind.String } text ? text.GetString()!.Trim() : "";

    /// <summary>Items of a list; none where it is no list.</summary>
    public static IEnumerable<JsonElement> All(this JsonElement e, string name) => e.Of(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>Text of a CodeableConcept.</summary>
    public static string Words(this JsonElement concept) => concept.Text("text") is { Length: > 0 } text ? text
        : concept.All("coding").Select(c => c.Text("display")).FirstOrDefault(d => d.Length > 0) ?? concept.Code();

    /// <summary>First code of a CodeableConcept.</summary>
    public static string Code(this JsonElement concept) => concept.All("coding").Select(c => c.Text("code")).FirstOrDefault(c => c.Length > 0) ?? "";
}
