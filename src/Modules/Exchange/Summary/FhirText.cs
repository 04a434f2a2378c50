using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LienY.Exchange;

/// <summary>Reads texts out of resources for the summary; empty where there is nothing.</summary>
static partial class FhirText
{
    /// <summary>A member; undefined where there is none.</summary>
    public static JsonElement Of(this JsonElement e, string name) => e.ValueKind == JsonValueKind.Object && e.TryGetProperty(name, out var found) ? found
        : e.ValueKind == JsonValueKind.Array && e.GetArrayLength() > 0 ? e[0].Of(name) : default;

    /// <summary>A text behind members; of lists the first item.</summary>
    public static string At(this JsonElement e, params string[] path)
    {
        var at = path.Aggregate(e, (now, name) => now.Of(name));
        if (at.ValueKind == JsonValueKind.Array && at.GetArrayLength() > 0) at = at[0];
        return at.ValueKind switch
        {
            JsonValueKind.String => at.GetString()!,
            JsonValueKind.Number => at.GetRawText(),
            JsonValueKind.True => "1",
            JsonValueKind.False => "0",
            _ => ""
        };
    }

    /// <summary>Items of a list.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement e, string name) => e.Of(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>Words of a concept, else of its coding, else its code.</summary>
    public static string Said(this JsonElement concept) =>
        new[] { concept.At("text"), concept.At("coding", "display"), concept.At("coding", "code") }.FirstOrDefault(t => t.Length > 0) ?? "";

    /// <summary>The first code of a concept.</summary>
    public static string Code(this JsonElement concept) => concept.At("coding", "code");

    /// <summary>Value of the identifier whose system begins so.</summary>
    public static string Number(this JsonElement resource, string system) =>
        resource.Items("identifier").FirstOrDefault(i => i.At("system").StartsWith(system, StringComparison.Ordinal)).At("value");

    /// <summary>A FHIR day as dd/MM/yyyy; a month or a year as far as it is known.</summary>
    public static string Day(string fhir) => fhir.Split('T')[0].Split('-') is [var y, var m, var d] ? $"{d}/{m}/{y}"
        : string.Join('/', fhir.Split('T')[0].Split('-').Reverse());

    /// <summary>A FHIR time as dd/MM/yyyy HH:mm:ss.fff at Hà Nội; a mere day without a time.</summary>
    public static string Moment(string fhir) => fhir.Contains('T', StringComparison.Ordinal)
        && DateTimeOffset.TryParse(fhir, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? Kernel.Say.WallClock(at).ToString("dd/MM/yyyy HH:mm:ss.fff", CultureInfo.InvariantCulture) : Day(fhir);

    /// <summary>A section of a composition by its title, without marks.</summary>
    public static string Section(this IEnumerable<JsonElement> compositions, string title) => compositions.SelectMany(c => c.Items("section"))
        .Where(s => s.At("title") == title).Select(s => WebUtility.HtmlDecode(Tags().Replace(s.At("text", "div"), ""))).FirstOrDefault(t => t.Length > 0) ?? "";

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();
}
