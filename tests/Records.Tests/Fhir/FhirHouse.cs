using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using LienY.Kernel;
using LienY.Site;

namespace LienY.Records.Tests;

/// <summary>What tests of the FHIR server do, in its own words.</summary>
static class FhirHouse
{
    /// <summary>A program of a doctor at a new hospital.</summary>
    public static async Task<HttpClient> HospitalProgramAsync(this TestSite site, string name = "Bệnh viện FHIR") => await site.ProgramAsync(Role.Doctor, await site.HospitalAsync(name));

    /// <summary>Sends FHIR JSON with headers.</summary>
    public static async Task<FhirSaid> SendAsync(this HttpClient client, string method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new(method), path.Length == 0 ? "/fhir" : $"/fhir/{path}");
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, method == "PATCH" ? "application/json-patch+json" : "application/fhir+json");
        foreach (var (name, value) in headers)
        {
            if (name == "Content-Type") request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            else request.Headers.TryAddWithoutValidation(name, value);
        }
        using var answer = await client.SendAsync(request);
        return new((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.ETag?.ToString(), answer.Headers.Location?.ToString(),
            answer.Content.Headers.LastModified, answer.Content.Headers.ContentType?.MediaType);
    }

    /// <summary>A patient whose identifier nobody else has.</summary>
    public static string Patient(string family = "Nguyễn", string? id = null, string? number = null) =>
        $$"""{"resourceType":"Patient",{{(id is null ? "" : $"\"id\":\"{id}\",")}}"identifier":[{"system":"urn:thu","value":"{{number ?? Guid.CreateVersion7().ToString("N")}}"}],"name":[{"family":"{{family}}","given":["Văn","An"]}],"gender":"male","birthDate":"1980-02-03"}""";

    /// <summary>An observation of a patient; the decimal keeps its zero.</summary>
    public static string Observation(string subject, string value = "5.10", string? id = null) =>
        $$$"""{"resourceType":"Observation",{{{(id is null ? "" : $"\"id\":\"{id}\",")}}}"status":"final","code":{"coding":[{"system":"http://loinc.org","code":"15074-8"}]},"subject":{"reference":"{{{subject}}}"},"effectiveDateTime":"2025-11-01T08:00:00+07:00","valueQuantity":{"value":{{{value}}},"unit":"mmol/L","system":"http://unitsofmeasure.org","code":"mmol/L"}}""";

    /// <summary>A bundle of entries.</summary>
    public static string Bundle(string type, params string[] entries) => $$"""{"resourceType":"Bundle","type":"{{type}}","entry":[{{string.Join(',', entries)}}]}""";

    /// <summary>An entry of a bundle.</summary>
    public static string Entry(string method, string url, string? resource = null, string? fullUrl = null, string more = "") =>
        "{" + (fullUrl is null ? "" : $"\"fullUrl\":\"{fullUrl}\",") + (resource is null ? "" : $"\"resource\":{resource},")
        + $"\"request\":{{\"method\":\"{method}\",\"url\":\"{url}\"{more}}}}}";
}

/// <summary>What the server said.</summary>
sealed record FhirSaid(int Status, string Text, string? Tag, string? Location, DateTimeOffset? Modified, string? Media)
{
    /// <summary>The body.</summary>
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    /// <summary>Logical id of the body.</summary>
    public string Id => Json.GetProperty("id").GetString()!;

    /// <summary>Version of the body.</summary>
    public string Version => Json.GetProperty("meta").GetProperty("versionId").GetString()!;

    /// <summary>The first issue of an OperationOutcome.</summary>
    public JsonElement Issue => Json.GetProperty("resourceType").GetString() == "OperationOutcome" ? Json.GetProperty("issue")[0] : throw new InvalidOperationException(Text);
}
