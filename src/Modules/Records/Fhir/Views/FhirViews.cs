using System.Buffers;
using System.Globalization;
using System.Text.Json;
using LienY.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Records;

/// <summary>
/// What the house keeps in a form of its own – the trail, the bases of release, who made which version – shown as AuditEvent, Consent and Provenance behind
/// what a search found: <c>AuditEvent?patient=</c>, <c>Consent?patient=</c>, <c>Provenance?target=</c>. Who may see it is decided as on the pages.
/// </summary>
static class FhirViews
{
    /// <summary>One resource with the address by which it is known in the bundle.</summary>
    public sealed record Shown(string Name, byte[] Json);

    /// <summary>The answer with what the house adds; applications see only what is kept as resources.</summary>
    public static async Task<FhirReply> AddAsync(FhirCall call, FhirReply reply)
    {
        if (reply.Status != 200 || call.Ask.Id is not null || call.Seat.Caller.Client is not null) return reply;
        var rows = call.Ask.Type switch
        {
            "AuditEvent" when Patient(call) is { } patient => await AuditView.OfAsync(call, patient),
            "Consent" when Patient(call) is { } patient => await ConsentView.OfAsync(call, patient),
            "Provenance" when call.Ask.Of("target") is { Length: > 0 } target => await ProvenanceView.OfAsync(call, target),
            _ => [],
        };
        return rows.Count == 0 ? reply : With(reply, rows);
    }

    static string? Patient(FhirCall call) => (call.Ask.Of("patient") ?? call.Ask.Of("patient.id") ?? call.Ask.Of("entity") ?? call.Ask.Of("subject")) is { Length: > 0 } text
        ? text[(text.LastIndexOf('/') + 1)..] : null;

    /// <summary>The person of a patient's row; null where there is none.</summary>
    public static async Task<Guid?> PersonAsync(FhirCall call, string patient)
    {
        await using var connection = await call.Services.GetRequiredService<Database>().OpenAsync(call.Stop);
        var found = await connection.RowsAsync("select person_id from records_resource where type = 'Patient' and fid = @p0", r => r.Id(0), call.Stop, patient);
        return found.Count > 0 ? found[0] : null;
    }

    static FhirReply With(FhirReply reply, IReadOnlyList<Shown> rows)
    {
        var buffer = new ArrayBufferWriter<byte>();
        if (reply.Write is { } write) write(buffer);
        else buffer.Write(reply.Body.Span);
        using var bundle = JsonDocument.Parse(buffer.WrittenMemory);
        return new(reply.Status)
        {
            Body = FhirText.Object(json => Write(json, bundle.RootElement, rows)),
            Touched = reply.Touched,
            Action = reply.Action,
            About = reply.About,
        };
    }

    static void Write(Utf8JsonWriter json, JsonElement bundle, IReadOnlyList<Shown> rows)
    {
        foreach (var member in bundle.EnumerateObject())
        {
            if (member.Name == "entry") continue;
            if (member.Name == "total" && member.Value.TryGetInt32(out var total)) json.WriteNumber("total", total + rows.Count);
            else member.WriteTo(json);
        }
        json.WriteStartArray("entry");
        foreach (var entry in bundle.Each("entry")) entry.WriteTo(json);
        foreach (var row in rows)
        {
            json.WriteStartObject();
            json.WriteString("fullUrl", row.Name);
            json.WritePropertyName("resource");
            json.WriteRawValue(row.Json);
            json.WriteStartObject("search");
            json.WriteString("mode", "match");
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>A coding in an object.</summary>
    public static void Coding(this Utf8JsonWriter json, string name, string system, string code, string display = "")
    {
        json.WriteStartObject(name);
        json.WriteString("system", system);
        json.WriteString("code", code);
        json.Maybe("display", display);
        json.WriteEndObject();
    }

    /// <summary>A concept with one coding.</summary>
    public static void Concept(this Utf8JsonWriter json, string name, string system, string code)
    {
        json.WriteStartObject(name);
        json.List("coding", [code], c =>
        {
            json.WriteString("system", system);
            json.WriteString("code", c);
        });
        json.WriteEndObject();
    }

    /// <summary>A moment as FHIR writes it.</summary>
    public static string At(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
