using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace LienY.Records;

/// <summary>Which form of FHIR is spoken: JSON, and nothing else.</summary>
static class FhirFormat
{
    /// <summary>Refuses (406) what asks for another form than JSON.</summary>
    public static void MustBeJson(IHeaderDictionary headers, string? format)
    {
        if (format is not null)
        {
            var named = format.Replace(' ', '+').Split(';')[0];
            if (named is "json" or "application/json" or "application/fhir+json" or "text/json" or "application/json+fhir" or "html" or "text/html") return;
            throw new FhirProblem(406, "not-supported", "", $"This server answers in JSON only (_format=json), not in '{named}'.");
        }
        var accept = headers.Accept;
        if (accept.Count == 0 || Takes(accept)) return;
        throw new FhirProblem(406, "not-supported", "", $"This server answers in JSON only (application/fhir+json), not in '{accept}'.");
    }

    static bool Takes(StringValues accept)
    {
        foreach (var line in accept)
            if (line is null || line.Length == 0 || line.Contains("json", StringComparison.OrdinalIgnoreCase) || line.Contains("*/*", StringComparison.Ordinal)
                || line.Contains("application/*", StringComparison.Ordinal) || line.Contains("text/html", StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    /// <summary>Media type without parameters, lower case; refused (415) where it is not one that the request can carry.</summary>
    public static string BodyType(string? type, FhirAskKind kind)
    {
        if (string.IsNullOrEmpty(type)) return "";
        var end = type.IndexOf(';', StringComparison.Ordinal);
        var named = (end < 0 ? type : type[..end]).Trim().ToLowerInvariant();
        var fits = kind switch
        {
            FhirAskKind.Patch => named is "application/json-patch+json" or "application/json" or "application/fhir+json",
            FhirAskKind.Form => named is "application/x-www-form-urlencoded" or "application/json" or "application/fhir+json",
            _ => named is "application/fhir+json" or "application/json" or "text/json" or "application/json+fhir" or "application/fhir+ndjson",
        };
        return fits ? named : throw new FhirProblem(415, "not-supported", "", kind == FhirAskKind.Patch
            ? $"A patch is sent as application/json-patch+json, not as '{named}'." : $"This server reads JSON only (application/fhir+json), not '{named}'.");
    }
}

/// <summary>What a body is.</summary>
enum FhirAskKind
{
    /// <summary>A resource.</summary>
    Resource,

    /// <summary>A patch.</summary>
    Patch,

    /// <summary>Search parameters.</summary>
    Form,
}
