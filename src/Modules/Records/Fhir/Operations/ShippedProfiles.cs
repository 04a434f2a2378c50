using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace LienY.Records;

/// <summary>
/// Profiles that come with the house. Their addresses begin with the setting <c>Fhir:Profiles</c> (default: the address that VN Core uses); they are the house's
/// own documents, not a national standard, and say so.
/// </summary>
sealed class ShippedProfiles
{
    const string Usual = "http://fhir.hl7.org.vn/core";
    readonly Dictionary<string, JsonElement> all = new(StringComparer.Ordinal);

    /// <summary>Reads them.</summary>
    public ShippedProfiles(IConfiguration configuration)
    {
        var root = configuration["Fhir:Profiles"] is { Length: > 0 } set ? set.TrimEnd('/') : Usual;
        var assembly = typeof(ShippedProfiles).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith("Profiles/", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var reader = new StreamReader(stream, Encoding.UTF8);
            var json = JsonDocument.Parse(reader.ReadToEnd().Replace("{root}", root, StringComparison.Ordinal)).RootElement;
            all[json.GetProperty("url").GetString()!] = json;
        }
    }

    /// <summary>Their addresses.</summary>
    public IEnumerable<string> Urls => all.Keys.Order(StringComparer.Ordinal);

    /// <summary>One by its address; null where there is none.</summary>
    public JsonElement? Find(string url) => all.TryGetValue(url, out var found) ? found : null;
}
