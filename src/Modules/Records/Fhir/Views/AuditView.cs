using System.Globalization;
using System.Text.Json;
using LienY.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Records;

/// <summary>Openings of a person's record out of the trail, as AuditEvents: for those who may see who opened records of their organisation.</summary>
static class AuditView
{
    const string Prefix = "trail-";
    const int Usual = 100, Most = 1_000;

    /// <summary>The newest openings of a patient's record, within the days of <c>date</c>.</summary>
    public static async Task<IReadOnlyList<FhirViews.Shown>> OfAsync(FhirCall call, string patient)
    {
        if (await FhirViews.PersonAsync(call, patient) is not { } person) return [];
        var (from, to) = Days(call.Ask);
        var count = int.TryParse(call.Ask.Of("_count"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? Math.Min(asked, Most) : Usual;
        var openings = call.Services.GetRequiredService<Openings>();
        var words = call.Services.GetRequiredService<Words>();
        var span = new OpeningsAsked(from, to, "", false, null);
        var rows = !OwnGate.IsFor(call.Seat.Reader) ? await openings.OfHolderAsync(span, count, call.Stop, person)
            : await FhirViews.OwnPersonAsync(call) == person ? await openings.OfPersonAsync(person, span, count, call.Stop) : [];
        return [.. rows.Select(r => Shown(r, patient, words))];
    }

    /// <summary>One opening by the id under which it is shown; null where there is none for the asker.</summary>
    public static async Task<FhirViews.Single?> OneAsync(FhirCall call, string id)
    {
        if (!id.StartsWith(Prefix, StringComparison.Ordinal) || !long.TryParse(id.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var seq)) return null;
        var own = await FhirViews.OwnPersonAsync(call);
        if (own is null && OwnGate.IsFor(call.Seat.Reader)) return null;
        if (await call.Services.GetRequiredService<Openings>().OneAsync(seq, own, call.Stop) is not { } row || row.PersonId == Guid.Empty) return null;
        var patient = await FhirViews.PatientOfAsync(call, row.PersonId, call.Seat.HolderId);
        return new(Shown(row, patient, call.Services.GetRequiredService<Words>()), row.PersonId, patient);
    }

    static FhirViews.Shown Shown(OpeningRow row, string patient, Words words) =>
        new($"urn:lieny:trail:{row.Seq.ToString(CultureInfo.InvariantCulture)}", FhirText.Object(json => Write(json, row, patient, words)));

    static void Write(Utf8JsonWriter json, OpeningRow row, string patient, Words words)
    {
        json.WriteString("resourceType", "AuditEvent");
        json.WriteString("id", $"{Prefix}{row.Seq.ToString(CultureInfo.InvariantCulture)}");
        json.Coding("type", "http://terminology.hl7.org/CodeSystem/audit-event-type", "rest", "RESTful Operation");
        json.List("subtype", [row.Action], a =>
        {
            json.WriteString("system", "urn:lieny:trail-action");
            json.WriteString("display", words[a]);
        });
        json.WriteString("action", "R");
        json.WriteString("recorded", FhirViews.At(row.At));
        json.WriteString("outcome", "0");
        json.List("purposeOfEvent", [row.Purpose], p => json.WriteString("text", words[p]));
        json.List("agent", [row], r =>
        {
            json.List("role", [r.Role], role => json.WriteString("text", words[role]));
            json.WriteStartObject("who");
            json.WriteString("display", $"{r.Who}, {r.Organisation}");
            json.WriteEndObject();
            json.WriteBoolean("requestor", true);
        });
        json.WriteStartObject("source");
        json.WriteStartObject("observer");
        json.WriteString("display", row.Holder);
        json.WriteEndObject();
        json.WriteEndObject();
        json.List("entity", [row], r =>
        {
            json.WriteStartObject("what");
            json.WriteString("reference", $"Patient/{patient}");
            json.WriteEndObject();
            json.WriteString("description", UrgentWords.Basis(r.Basis, words));
        });
    }

    // date=ge2026-01-01&date=le2026-01-31; a bare day is that day.
    static (DateOnly? From, DateOnly? To) Days(FhirAsk ask)
    {
        DateOnly? from = null, to = null;
        foreach (var (key, value) in ask.Query)
        {
            if (key != "date") continue;
            var prefix = value.Length > 2 && char.IsAsciiLetter(value[0]) ? value[..2] : "";
            var text = value[prefix.Length..];
            if (text.Length < 10 || !DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                throw new FhirProblem(400, "value", "", $"'{value}' is not a day (yyyy-MM-dd).");
            if (prefix is "" or "eq" or "ge" or "gt" or "sa") from = prefix is "gt" or "sa" ? day.AddDays(1) : day;
            if (prefix is "" or "eq" or "le" or "lt" or "eb") to = prefix is "lt" or "eb" ? day.AddDays(-1) : day;
        }
        return (from, to);
    }
}
