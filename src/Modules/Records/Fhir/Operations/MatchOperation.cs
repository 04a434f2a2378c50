using System.Text.Json;
using LienY.Fhir;
using LienY.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Records;

/// <summary><c>Patient/$match</c>: who a described person may be, best first (hl7.org/fhir/R4/patient-operation-match.html).</summary>
static class MatchOperation
{
    const int MostBody = 256 * 1024;

    /// <summary>Asks the person index in the name of the caller; the index writes its own trail.</summary>
    public static async Task<FhirReply> RunAsync(FhirCall call)
    {
        if (call.Ask.Body.Length > MostBody)
            throw new Refusal(RefusalKind.Invalid, "Nội dung gửi lên lớn hơn mức cho phép nên không nhận. Xin chia nhỏ hoặc nén lại tệp.") { Code = "too-large" };
        MustBeAllowed(call.Seat);
        using var body = Parse(call.Ask.Body);
        var asked = FhirPatient.Asked(body.RootElement);
        var services = call.Services;
        var reader = call.Ask.Of("purpose") is { } purpose
            ? await services.GetRequiredService<RecordReaders>().ReaderAsync(Purposes.Known(purpose), call.Stop) : call.Seat.Reader;
        var found = await services.GetRequiredService<Matching>().FindAsync(reader, asked.Claim, asked.Count, asked.OnlyCertain, call.Stop);
        return new(200) { Body = FhirPatient.Bundle(found, services.GetRequiredService<Words>()) };
    }

    // An application may look among persons only where its scopes let it search all patients.
    static void MustBeAllowed(FhirSeat seat)
    {
        if (OwnGate.IsFor(seat.Reader)) throw new FhirProblem(403, "forbidden", "", "Who reads the own record does not look among patients.");
        if (seat.Caller.Client is not { } client) return;
        var scopes = SmartScopes.Parse(client.Scopes);
        if (scopes.Seats("Patient", ScopeVerbs.Search).Any(way => way != ScopeSeat.Patient && scopes.Restrictions("Patient", ScopeVerbs.Search, way)!.Count == 0)) return;
        throw new FhirProblem(403, "forbidden", "", "The scopes of this token do not allow to look among patients.");
    }

    static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            var document = JsonDocument.Parse(body, new() { MaxDepth = 32 });
            if (document.RootElement.ValueKind == JsonValueKind.Object) return document;
            document.Dispose();
        }
        catch (JsonException)
        {
            // Told below in the words of the house.
        }
        throw Refusal.Invalid("Nội dung gửi lên không phải là JSON đúng.");
    }
}
