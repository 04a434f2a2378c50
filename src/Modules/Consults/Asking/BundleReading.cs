using System.Globalization;
using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Consults;

/// <summary>A file that came within a bundle.</summary>
sealed record TakenFile(string Name, byte[] Content);

/// <summary>What was taken over from a record or a bundle, before anybody edited it.</summary>
sealed record TakenCase(CaseIdentity Identity, string Sex, SummaryText Text, IReadOnlyList<TakenFile> Files);

/// <summary>Reads the bundle of a HIS, or what the FHIR server says of a person, into the form of a request. What it does not know it leaves out.</summary>
static class BundleReading
{
    const int MostItems = 200;
    const int MostFiles = 20;
    const int MostText = 8000;

    /// <summary>Reads a Bundle; refused where it is none.</summary>
    public static TakenCase Of(JsonElement bundle, Guid caseId)
    {
        if (bundle.Text("resourceType") != "Bundle") throw new Refusal(RefusalKind.Invalid, "Tệp này không phải là Bundle FHIR (JSON).") { Field = "bundle" };
        var all = bundle.All("entry").Select(e => e.Of("resource")).Where(r => r.ValueKind == JsonValueKind.Object).ToList();
        var patient = all.FirstOrDefault(r => r.Text("resourceType") == "Patient");
        List<JsonElement> Kind(params string[] types) => [.. all.Where(r => types.Contains(r.Text("resourceType"))).OrderByDescending(When)];
        var request = Kind("ServiceRequest", "Task").FirstOrDefault();
        var observations = Kind("Observation");
        var vital = observations.Where(IsVital).ToList();
        var reports = Kind("DiagnosticReport");
        return new(Identity(patient, caseId), Sex(patient), new SummaryText
        {
            Question = Lines(request.All("note").Select(n => n.Text("text")).Prepend(request.All("reasonCode").Select(c => c.Words()).FirstOrDefault() ?? "")),
            History = Lines(Kind("Encounter").SelectMany(e => e.All("reasonCode")).Select(c => c.Words()).Take(5)),
            Past = Lines(Kind("AllergyIntolerance").Select(a => a.Of("code").Words()).Take(20)),
            Findings = Lines(vital.Take(20).Select(Measured)),
            Laboratory = Lines(observations.Except(vital).Take(60).Select(Measured)),
            Imaging = Lines(reports.Take(20).Select(Reported)),
            Treatment = Lines(Kind("MedicationRequest", "MedicationStatement").Select(m => m.Of("medicationCodeableConcept").Words())
                .Concat(Kind("Procedure").Select(p => p.Of("code").Words())).Distinct().Take(40)),
            Diagnoses = [.. Kind("Condition").Select(c => new CaseDiagnosis(Cut(c.Of("code").Code(), 10), Cut(c.Of("code").Words(), 300))).Where(d => d.Text.Length > 0)
                .DistinctBy(d => d.Code.Length > 0 ? d.Code : d.Text).Take(10)],
            Items = [.. all.Where(r => Taken.Contains(r.Text("resourceType"))).OrderByDescending(When).Take(MostItems).Select(Item)],
        }, Files(all));
    }

    static readonly HashSet<string> Taken = ["Condition", "Observation", "DiagnosticReport", "MedicationRequest", "Procedure", "AllergyIntolerance",
        "Immunization", "ImagingStudy"];

    static CaseItem Item(JsonElement r) => new(r.Text("resourceType"), Cut(When(r), 30), Cut(Concept(r).Code(), 40), Cut(Concept(r).Words(), 300), Cut(Value(r), 500));

    static JsonElement Concept(JsonElement r) => new[] { "code", "medicationCodeableConcept", "vaccineCode" }.Select(n => r.Of(n)).FirstOrDefault(c =>
        c.ValueKind == JsonValueKind.Object);

    static string When(JsonElement r) => new[] { "effectiveDateTime", "authoredOn", "performedDateTime", "recordedDate", "onsetDateTime", "issued",
        "started", "occurrenceDateTime" }
        .Select(n => r.Text(n)).FirstOrDefault(t => t.Length > 0) ?? r.Of("effectivePeriod").Text("start") switch { "" => r.Of("period").Text("start"), var at => at };

    static bool IsVital(JsonElement r) => r.All("category").Any(c => c.Code() == "vital-signs");

    static string Measured(JsonElement r) => $"{Day(When(r))}{r.Of("code").Words()}: {Value(r)}";

    static string Reported(JsonElement r) => $"{Day(When(r))}{r.Of("code").Words()}: {r.Text("conclusion")}";

    static string Day(string at) => at.Length >= 10 && DateOnly.TryParseExact(at[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? Say.Day(day) + " " : "";

    static string Value(JsonElement r)
    {
        if (r.Of("valueQuantity") is { ValueKind: JsonValueKind.Object } q)
        {
            var number = q.Of("value") is { ValueKind: JsonValueKind.Number } n ? n.GetRawText().Replace('.', ',') : "";
            return $"{number} {(q.Text("unit") is { Length: > 0 } unit ? unit : q.Text("code"))}".Trim();
        }
        if (r.Text("valueString") is { Length: > 0 } text) return text;
        if (r.Of("valueCodeableConcept") is { ValueKind: JsonValueKind.Object } concept) return concept.Words();
        return r.Text("conclusion") is { Length: > 0 } conclusion ? conclusion : string.Join("; ", r.All("component").Select(c => $"{c.Of("code").Words()} {Value(c)}"));
    }

    static CaseIdentity Identity(JsonElement patient, Guid caseId)
    {
        var name = patient.All("name").FirstOrDefault();
        string Number(string system) => patient.All("identifier").Where(i => i.Text("system") == system).Select(i => i.Text("value")).FirstOrDefault() ?? "";
        var address = patient.All("address").FirstOrDefault();
        return new()
        {
            CaseId = caseId,
            Name = Cut(name.Text("text") is { Length: > 0 } text ? text
                : $"{name.Text("family")} {string.Join(' ', name.All("given").Where(g => g.ValueKind == JsonValueKind.String).Select(g => g.GetString()))}".Trim(), 200),
            Birth = Cut(patient.Text("birthDate"), 10),
            Personal = Cut(Number(IdentifierSystems.Personal), 20),
            Insurance = Cut(Number(IdentifierSystems.InsuranceCard), 20),
            LocalNumber = Cut(patient.All("identifier").Where(i => i.Text("system").StartsWith(IdentifierSystems.Facility(""), StringComparison.Ordinal))
                .Select(i => i.Text("value")).FirstOrDefault() ?? "", 60),
            Address = Cut(address.Text("text") is { Length: > 0 } whole ? whole
                : string.Join(", ", address.All("line").Where(l => l.ValueKind == JsonValueKind.String).Select(l => l.GetString())), 300),
            Phone = Cut(patient.All("telecom").Where(t => t.Text("system") == "phone").Select(t => t.Text("value")).FirstOrDefault() ?? "", 20),
        };
    }

    static string Sex(JsonElement patient) => patient.Text("gender") is "male" or "female" or "other" ? patient.Text("gender") : "unknown";

    static List<TakenFile> Files(List<JsonElement> all)
    {
        var files = new List<TakenFile>();
        foreach (var attachment in all.SelectMany(r => r.All("content").Select(c => c.Of("attachment")).Concat(r.All("presentedForm"))).Take(MostFiles))
        {
            if (attachment.Of("data") is not { ValueKind: JsonValueKind.String } data || !data.TryGetBytesFromBase64(out var content)) continue;
            files.Add(new(attachment.Text("title") is { Length: > 0 } title ? title : "tep-dinh-kem", content));
        }
        return files;
    }

    static string Lines(IEnumerable<string> lines) => Cut(string.Join('\n', lines.Where(l => l.Length > 0)), MostText);

    static string Cut(string text, int most) => (text.Length > most ? text[..most] : text).Replace("\0", "");
}
