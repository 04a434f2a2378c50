using System.Text.Json;
using LienY.Contracts;

namespace LienY.Exchange;

/// <summary>What a summary is made of: the person, one visit, and everything that belongs to it.</summary>
sealed class VisitParts
{
    readonly ILookup<string, JsonElement> parts;

    VisitParts(JsonElement patient, JsonElement visit, ILookup<string, JsonElement> parts, Facility facility, DateOnly today) =>
        (Patient, Visit, this.parts, Facility, Today) = (patient, visit, parts, facility, today);

    /// <summary>The person as the holder of the visit knows them.</summary>
    public JsonElement Patient { get; }

    /// <summary>The visit.</summary>
    public JsonElement Visit { get; }

    /// <summary>The hospital of the visit.</summary>
    public Facility Facility { get; }

    /// <summary>The day of the summary.</summary>
    public DateOnly Today { get; }

    /// <summary>Number of the visit, which ties the groups together (sovaovien).</summary>
    public string Number => Visit.At("identifier", "value");

    /// <summary>Resources of a type, oldest first.</summary>
    public IEnumerable<JsonElement> Of(string type) => parts[type];

    /// <summary>Diagnoses, the main one first.</summary>
    public IReadOnlyList<JsonElement> Diagnoses => [.. Of("Condition")
        .OrderBy(c => c.Items("category").SelectMany(k => k.Items("coding")).Any(k => k.At("code") == "chief") ? 0 : 1)];

    /// <summary>Belongs to a visit: entered with it, or naming it.</summary>
    public static bool IsOf(ExportedResource r, string visit) => (r.EncounterId is { } id && Guid.TryParse(visit, out var own) && id == own)
        || JsonSerializer.Deserialize<JsonElement>(r.Body).At("encounter", "reference") == "Encounter/" + visit;

    /// <summary>Gathers a visit of a person; null where it is not among what passed the gate.</summary>
    public static VisitParts? Of(IReadOnlyList<ExportedResource> all, string visit, Func<Guid, Facility> facility, DateOnly today)
    {
        if (all.FirstOrDefault(r => r.Type == "Encounter" && r.Id == visit) is not { } encounter) return null;
        var patient = all.FirstOrDefault(r => r.Type == "Patient" && r.HolderId == encounter.HolderId) ?? all.FirstOrDefault(r => r.Type == "Patient");
        var own = all.Where(r => IsOf(r, visit) || (r.Type == "AllergyIntolerance" && r.HolderId == encounter.HolderId)).OrderBy(r => r.Occurred)
            .ToLookup(r => r.Type, r => JsonSerializer.Deserialize<JsonElement>(r.Body));
        return new(patient is null ? default : JsonSerializer.Deserialize<JsonElement>(patient.Body), JsonSerializer.Deserialize<JsonElement>(encounter.Body), own,
            facility(encounter.HolderId), today);
    }
}
