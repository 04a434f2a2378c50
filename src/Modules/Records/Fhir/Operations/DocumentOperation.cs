using System.Text.Json;
using LienY.Fhir;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Records;

/// <summary>
/// <c>Composition/x/$document</c>: the composition first, then everything that it names and what those name, as one Bundle of type document
/// (hl7.org/fhir/R4/composition-operation-document.html). What the asker may not read is not in it; nothing is kept (<c>persist</c> is refused).
/// </summary>
static class DocumentOperation
{
    const int Most = 1_000;

    /// <summary>Gathers it, each resource through the gate.</summary>
    public static async Task<FhirReply> RunAsync(FhirCall call)
    {
        if (OperationInput.Read(call).Flag("persist"))
            throw new FhirProblem(422, "not-supported", "", "$document does not keep what it makes; please ask without 'persist'.");
        var (type, id) = call.Ask.Named();
        var (head, body) = await StoredResource.ReadAsync(call, type, id);
        var found = new List<(string Name, ReadOnlyMemory<byte> Body)> { ($"{type}/{id}", body) };
        var touched = new List<FhirTouched>(head.Touched);
        var asked = new HashSet<string>(StringComparer.Ordinal) { found[0].Name };
        for (var at = 0; at < found.Count; at++)
            foreach (var name in References(found[at].Body, call.Ask.Base))
            {
                if (!asked.Add(name)) continue;
                if (found.Count >= Most) throw new FhirProblem(422, "too-costly", "", $"The document would hold more than {Most} resources.");
                if (await ReadAsync(call, name) is not { } more) continue;
                found.Add((name, more.Body));
                touched.AddRange(more.Touched);
            }
        return new(200)
        {
            Body = FhirText.Object(json => Write(json, call, found)),
            Touched = touched,
            Action = "fhir.document",
            About = $"{type}/{id}",
        };
    }

    static async Task<(ReadOnlyMemory<byte> Body, IReadOnlyList<FhirTouched> Touched)?> ReadAsync(FhirCall call, string name)
    {
        try
        {
            var (reply, body) = await StoredResource.ReadAsync(call, name[..name.IndexOf('/', StringComparison.Ordinal)], name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..]);
            return (body, reply.Touched);
        }
        catch (FhirProblem problem) when (problem.Status is 403 or 404 or 410)
        {
            return null;
        }
    }

    // A patient's other patients, and who replaced whom, are no part of a document.
    static IEnumerable<string> References(ReadOnlyMemory<byte> body, string root)
    {
        using var json = JsonDocument.Parse(body);
        return [.. Walk(json.RootElement).Select(r => r.StartsWith(root + "/", StringComparison.Ordinal) ? r[(root.Length + 1)..] : r)
            .Select(r => r.Split('/')).Where(p => p.Length >= 2 && FhirTypes.Is(p[0]) && p[1].Length > 0).Select(p => $"{p[0]}/{p[1]}").Distinct()];
    }

    static IEnumerable<string> Walk(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Array) foreach (var item in json.EnumerateArray()) foreach (var found in Walk(item)) yield return found;
        if (json.ValueKind != JsonValueKind.Object) yield break;
        foreach (var member in json.EnumerateObject())
        {
            if (member.Name == "reference" && member.Value.ValueKind == JsonValueKind.String) yield return member.Value.GetString()!;
            else if (member.Name is not ("link" or "contained")) foreach (var found in Walk(member.Value)) yield return found;
        }
    }

    static void Write(Utf8JsonWriter json, FhirCall call, List<(string Name, ReadOnlyMemory<byte> Body)> found)
    {
        json.WriteString("resourceType", "Bundle");
        json.WriteStartObject("identifier");
        json.WriteString("system", "urn:ietf:rfc:3986");
        json.WriteString("value", $"urn:uuid:{Guid.CreateVersion7()}");
        json.WriteEndObject();
        json.WriteString("type", "document");
        json.WriteString("timestamp", FhirViews.At(call.Services.GetRequiredService<TimeProvider>().GetUtcNow()));
        json.List("entry", found, one =>
        {
            json.WriteString("fullUrl", $"{call.Ask.Base}/{one.Name}");
            json.WritePropertyName("resource");
            json.WriteRawValue(one.Body.Span, skipInputValidation: true);
        });
    }
}
