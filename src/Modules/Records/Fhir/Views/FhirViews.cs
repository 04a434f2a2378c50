using System.Buffers;
using System.Globalization;
using System.Text.Json;
using LienY.Fhir;
using LienY.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Records;

/// <summary>
/// What the house keeps in a form of its own – the trail, the bases of release, who made which version – shown as AuditEvent, Consent and Provenance behind
/// what a search found: <c>AuditEvent?patient=</c>, <c>Consent?patient=</c>, <c>Provenance?target=</c>, and each by its id. Who may see it is decided as on the
/// pages, for an application besides by its scopes; a citizen sees what is about the own record.
/// </summary>
static class FhirViews
{
    /// <summary>One resource that was asked for by its id, with the person and Patient that it is about.</summary>
    public sealed record Single(Shown Shown, Guid? Person, string? Patient);

    /// <summary>One resource with the address by which it is known in the bundle.</summary>
    public sealed record Shown(string Name, byte[] Json);

    static readonly HashSet<string> Shows = ["AuditEvent", "Consent", "Provenance"];

    /// <summary>Reads a resource; where none of that id is kept, what the house shows under it.</summary>
    public static async Task<FhirReply> ReadAsync(FhirCall call, Func<Task<FhirReply>> kept)
    {
        if (!Shows.Contains(call.Ask.Type!)) return await kept();
        try
        {
            return await kept();
        }
        catch (FhirProblem problem) when (problem.Status == 404)
        {
            var shown = call.Ask.Type switch
            {
                "AuditEvent" => await AuditView.OneAsync(call, call.Ask.Id!),
                "Consent" => await ConsentView.OneAsync(call, call.Ask.Id!),
                _ => await ProvenanceView.OneAsync(call, call.Ask.Id!),
            };
            if (shown is not { } one || !MayShow(call, ScopeVerbs.Read, one.Patient)) throw;
            return new(200) { Body = one.Shown.Json, Action = "fhir.read", About = $"{call.Ask.Type}/{call.Ask.Id}", Touched = [new(one.Person, null, null)] };
        }
    }

    // Scopes with a query are not understood here: by them nothing is shown.
    static bool MayShow(FhirCall call, ScopeVerbs verb, string? patient)
    {
        if (call.Seat.Caller.Client is not { } client) return true;
        var scopes = SmartScopes.Parse(client.Scopes);
        return scopes.Seats(call.Ask.Type!, verb).Any(way => scopes.Restrictions(call.Ask.Type!, verb, way)!.Count == 0
            // Whether the target of a Provenance may be read is asked when it is read.
            && (way != ScopeSeat.Patient || call.Ask.Type == "Provenance" || OwnGate.IsFor(call.Seat.Reader) || (patient is not null && patient == client.Patient)));
    }

    /// <summary>The answer with what the house adds.</summary>
    public static async Task<FhirReply> AddAsync(FhirCall call, FhirReply reply)
    {
        if (reply.Status != 200 || call.Ask.Id is not null || !Shows.Contains(call.Ask.Type ?? "")
            || !MayShow(call, ScopeVerbs.Search, Patient(call))) return reply;
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

    /// <summary>The person of a citizen who asks for the own record; null for everybody else.</summary>
    public static async Task<Guid?> OwnPersonAsync(FhirCall call) => OwnGate.IsFor(call.Seat.Reader) && call.Seat.Reader.UserId is { } user
        ? await call.Services.GetRequiredService<LienY.Contracts.IPatientIds>().OwnAsync(user, call.Stop) : null;

    /// <summary>The Patient that stands for a person.</summary>
    public static async Task<string> PatientOfAsync(FhirCall call, Guid person, Guid holder) =>
        await call.Services.GetRequiredService<LienY.Contracts.IPatientIds>().OfPersonAsync(person, holder, call.Stop) ?? "";

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
