using System.Text.Json;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>A resource as one line of a page or a file.</summary>
/// <param name="Mark">H, L, A or N where a figure bears one.</param>
/// <param name="Use">Which diagnosis it is (chief, comorbid, traditional), or which request (referral, appointment).</param>
/// <param name="Parts">Headed texts of a document.</param>
sealed record RecordLine(SeenRow Row, string Title, string Code, string Detail, string Mark, string Use, IReadOnlyList<(string Head, string Text)> Parts)
{
    /// <summary>Reads a row whose content was asked for.</summary>
    public static RecordLine Of(SeenRow row)
    {
        using var json = JsonDocument.Parse(row.Body!);
        var e = json.RootElement;
        return row.Type switch
        {
            "Condition" => New(row, e.Of("code"), "", use: e.All("category").SelectMany(c => c.All("coding")).Select(c => c.Text("code")).LastOrDefault() ?? ""),
            "MedicationRequest" => New(row, e.Of("medicationCodeableConcept"),
                Join(e.All("dosageInstruction").Select(d => d.Text("text")).FirstOrDefault(),
                    e.All("dosageInstruction").Select(d => d.Text("patientInstruction")).FirstOrDefault(), e.Of("dispenseRequest").Of("quantity").Quantity())),
            "Procedure" => New(row, e.Of("code"), string.Join(", ", e.All("performer").Select(p => p.Of("actor").Number()).Where(n => n.Length > 0))),
            "Observation" => New(row, e.Of("code"), Join(e.Of("valueQuantity").Quantity() is { Length: > 0 } number ? number : e.Text("valueString"), Range(e)),
                mark: e.All("interpretation").Select(i => i.Code()).FirstOrDefault() ?? ""),
            "DiagnosticReport" => New(row, e.Of("code"), e.Text("conclusion")),
            "ServiceRequest" => New(row, e.All("category").FirstOrDefault(),
                Join([Day(e.Text("occurrenceDateTime")), e.All("performer").Select(p => p.Number()).FirstOrDefault(), e.Of("code").Said(),
                    .. e.All("reasonCode").Select(r => Join(r.Code(), r.Text("text"))), .. e.All("note").Select(n => n.Text("text"))]),
                use: e.All("category").Select(c => c.Code()).FirstOrDefault() ?? ""),
            "Composition" => New(row, e.Of("type"), "") with { Parts = [.. e.All("section").Select(s => (s.Text("title"), s.Narrative()))] },
            "DocumentReference" => New(row, e.Of("type"), e.All("content").Select(c => c.Of("attachment").Text("contentType")).FirstOrDefault() ?? ""),
            "AllergyIntolerance" => New(row, e.Of("code"), ""),
            "Encounter" => New(row, e.All("type").FirstOrDefault(),
                Join([.. e.Of("hospitalization").Of("dischargeDisposition").All("coding").Select(c => c.Text("display"))])),
            _ => New(row, e.Of("code"), ""),
        };
    }

    static RecordLine New(SeenRow row, JsonElement concept, string detail, string mark = "", string use = "") =>
        new(row, concept.Said(), concept.Code(), detail, mark, use, []);

    static string Join(params IReadOnlyList<string?> parts) => string.Join(" · ", parts.Where(p => !string.IsNullOrEmpty(p)));

    static string Range(JsonElement e) => e.All("referenceRange").FirstOrDefault() is { ValueKind: JsonValueKind.Object } range
        && range.Of("low").Quantity() is { Length: > 0 } low
        ? $"({low}–{range.Of("high").Quantity()})" : "";

    static string? Day(string time) => time.Length >= 10 && Say.TryDay(time[..10], out var day) ? Say.Day(day) : null;
}
