using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Records;

/// <summary>Bases of release about a person as Consents: for those who decide about bases at the holder or the receiver.</summary>
static class ConsentView
{
    /// <summary>All of them, the newest first.</summary>
    public static async Task<IReadOnlyList<FhirViews.Shown>> OfAsync(FhirCall call, string patient)
    {
        if (await FhirViews.PersonAsync(call, patient) is not { } person) return [];
        var bases = await (await AllowedAsync(call)).Where(b => b.PersonId == person).OrderByDescending(b => b.MadeAt).Take(500).ToListAsync(call.Stop);
        return await ShownAsync(call, bases, patient);
    }

    /// <summary>One basis by its id; null where there is none for the asker.</summary>
    public static async Task<FhirViews.Single?> OneAsync(FhirCall call, string id)
    {
        if (!Guid.TryParse(id, out var key) || await (await AllowedAsync(call)).FirstOrDefaultAsync(b => b.Id == key, call.Stop) is not { PersonId: { } person } basis) return null;
        var patient = await FhirViews.PatientOfAsync(call, person, basis.HolderId);
        return new((await ShownAsync(call, [basis], patient))[0], person, patient);
    }

    // A citizen sees what lets others read the own record.
    static async Task<IQueryable<Basis>> AllowedAsync(FhirCall call)
    {
        var all = call.Services.GetRequiredService<ReleaseStore>().Bases.AsNoTracking();
        if (OwnGate.IsFor(call.Seat.Reader))
        {
            var self = await FhirViews.OwnPersonAsync(call);
            return all.Where(b => b.PersonId != null && b.PersonId == self);
        }
        var own = (await call.Services.GetRequiredService<Homes>().DecidingAsync(RecordsRights.Bases, call.Stop)).ToList();
        return all.Where(b => own.Contains(b.HolderId) || own.Contains(b.ReceiverId));
    }

    static async Task<IReadOnlyList<FhirViews.Shown>> ShownAsync(FhirCall call, IReadOnlyList<Basis> bases, string patient)
    {
        var names = await call.Services.GetRequiredService<IOrganisations>().NamesAsync(bases.SelectMany(b => new[] { b.HolderId, b.ReceiverId }), null, call.Stop);
        var (words, now) = (call.Services.GetRequiredService<Words>(), call.Seat.Reader.Now);
        return [.. bases.Select(b => new FhirViews.Shown($"urn:uuid:{b.Id}", FhirText.Object(json => Write(json, b, patient, names, words, now))))];
    }

    static void Write(Utf8JsonWriter json, Basis basis, string patient, IReadOnlyDictionary<Guid, string> names, Words words, DateTimeOffset now)
    {
        json.WriteString("resourceType", "Consent");
        json.WriteString("id", basis.Id.ToString());
        json.WriteString("status", basis.RevokedAt is null && basis.ValidTo > now ? "active" : "inactive");
        json.Concept("scope", "http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy");
        json.List("category", [basis.Kind], k =>
        {
            json.List("coding", [k], c =>
            {
                json.WriteString("system", "urn:lieny:basis-kind");
                json.WriteString("code", c.ToString());
            });
            json.WriteString("text", words[BasisWords.Of(k)]);
        });
        Reference(json, "patient", $"Patient/{patient}", "");
        json.WriteString("dateTime", FhirViews.At(basis.MadeAt));
        json.List("organization", [basis.HolderId], h => json.WriteString("display", names.GetValueOrDefault(h, "–")));
        json.WriteStartObject("policyRule");
        json.WriteString("text", basis.Reference);
        json.WriteEndObject();
        json.WriteStartObject("provision");
        json.WriteString("type", "permit");
        json.WriteStartObject("period");
        json.WriteString("start", FhirViews.At(basis.ValidFrom));
        json.WriteString("end", FhirViews.At(basis.RevokedAt ?? basis.ValidTo));
        json.WriteEndObject();
        json.List("actor", [basis.ReceiverId], r =>
        {
            json.Concept("role", "http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "IRCP");
            Reference(json, "reference", "", names.GetValueOrDefault(r, "–"));
        });
        json.List("purpose", [basis.Purpose], p =>
        {
            json.WriteString("system", "urn:lieny:purpose");
            json.WriteString("code", p);
            json.WriteString("display", words[Purposes.NameOf(p)]);
        });
        json.List("class", Kinds(basis.Kinds), k =>
        {
            json.WriteString("system", "urn:lieny:record-kind");
            json.WriteString("code", k.ToString());
        });
        json.WriteEndObject();
    }

    static IEnumerable<RecordKinds> Kinds(RecordKinds kinds) => Enum.GetValues<RecordKinds>().Where(k => k is not (RecordKinds.None or RecordKinds.All) && (kinds & k) != 0);

    static void Reference(Utf8JsonWriter json, string name, string reference, string display)
    {
        json.WriteStartObject(name);
        json.Maybe("reference", reference);
        json.Maybe("display", display);
        json.WriteEndObject();
    }
}
