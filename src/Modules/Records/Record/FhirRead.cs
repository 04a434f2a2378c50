using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LienY.Records;

/// <summary>Reads what a page shows out of a resource.</summary>
static partial class FhirRead
{
    /// <summary>A text of an object; empty where there is none.</summary>
    public static string Text(this JsonElement e, string name) =>
        e.ValueKind == JsonValueKind.Object && e.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.String ? found.GetString()! : "";

    /// <summary>A member; undefined where there is none.</summary>
    public static JsonElement Of(this JsonElement e, string name) => e.ValueKind == JsonValueKind.Object && e.TryGetProperty(name, out var found) ? found : default;

    /// <summary>Items of a list; none where there is none.</summary>
    public static IEnumerable<JsonElement> All(this JsonElement e, string name) => e.Of(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>The first code of a concept.</summary>
    public static string Code(this JsonElement concept) => concept.All("coding").Select(c => c.Text("code")).FirstOrDefault(c => c.Length > 0) ?? "";

    /// <summary>The words of a concept; its code where there are none.</summary>
    public static string Said(this JsonElement concept) => concept.Text("text") is { Length: > 0 } text ? text : concept.Code();

    /// <summary>Name of a person: as it is written whole, else family name, other names (the Vietnamese order); empty where there is none.</summary>
    public static string Name(this JsonElement person)
    {
        foreach (var name in person.All("name"))
        {
            if (name.Text("text") is { Length: > 0 } whole) return whole;
            var given = name.All("given").Where(g => g.ValueKind == JsonValueKind.String).Select(g => g.GetString());
            var parts = string.Join(' ', given.Prepend(name.Text("family")).Where(p => !string.IsNullOrEmpty(p)));
            if (parts.Length > 0) return parts;
        }
        return "";
    }

    /// <summary>A quantity with its unit.</summary>
    public static string Quantity(this JsonElement e) => e.Of("value") is { ValueKind: JsonValueKind.Number } value && value.TryGetDecimal(out var number)
        ? $"{number.ToString("0.######", CultureInfo.GetCultureInfo("vi-VN"))} {e.Text("unit")}".Trim() : "";

    /// <summary>The identifier by which something is known.</summary>
    public static string Number(this JsonElement known) => known.Of("identifier").Text("value");

    /// <summary>The text of a narrative.</summary>
    public static string Narrative(this JsonElement section) => WebUtility.HtmlDecode(Tags().Replace(section.Of("text").Text("div"), ""));

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();
}
