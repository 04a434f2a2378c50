using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace LienY.Outreach;

/// <summary>Puts an examination into the record of the organisation that examined: the child, the visit with what was found, height and weight; the same again changes nothing.</summary>
sealed class IntoRecord(OutreachStore store, IFhirDoor door, TimeProvider clock, ILogger<IntoRecord> log) : IListen<ExaminationTaken>
{
    public async Task OnAsync(ExaminationTaken happened, CancellationToken stop)
    {
        var x = await store.Examinations.SingleAsync(e => e.Id == happened.Id, stop);
        if (x.RecordedAt is not null) return;
        var title = await store.Campaigns.Where(c => c.Id == x.CampaignId).Select(c => c.Title).SingleAsync(stop);
        var answer = await door.SendAsync("POST", "", JsonSerializer.SerializeToUtf8Bytes(Bundle(x)), new(x.HolderId, "Khám lưu động", x.Id, title), stop);
        if (!answer.IsDone)
        {
            log.LogError("The record did not take examination {Examination}: {Status}.", x.Id, answer.Status);
            throw new InvalidOperationException($"The record answered {answer.Status}: {System.Text.Encoding.UTF8.GetString(answer.Body.Span)}");
        }
        x.RecordedAt = clock.GetUtcNow();
        await store.SaveChangesAsync(stop);
    }

    static JsonObject Bundle(Examination x)
    {
        var entries = new JsonArray(Entry("Patient", x.Id.ToString(), Patient(x)), Entry("Encounter", x.Id.ToString(), Visit(x)));
        if (x.HeightMm is { } height) entries.Add(Entry("Observation", x.Id + "-h", Measured(x, "8302-2", "Body height", height / 10m, "cm")));
        if (x.WeightG is { } weight) entries.Add(Entry("Observation", x.Id + "-w", Measured(x, "29463-7", "Body weight", weight / 1000m, "kg")));
        return new JsonObject { ["resourceType"] = "Bundle", ["type"] = "transaction", ["entry"] = entries };
    }

    static JsonObject Entry(string type, string id, JsonObject body)
    {
        (body["resourceType"], body["id"]) = (type, id);
        return new JsonObject { ["resource"] = body, ["request"] = new JsonObject { ["method"] = "PUT", ["url"] = $"{type}/{id}" } };
    }

    static JsonObject Patient(Examination x)
    {
        var identifiers = new JsonArray(new JsonObject
        {
            ["type"] = new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["system"] = "http://terminology.hl7.org/CodeSystem/v2-0203", ["code"] = "MR" }) },
            ["value"] = x.Local,
        });
        if (x.Personal.Length > 0) identifiers.Add(new JsonObject { ["system"] = IdentifierSystems.Personal, ["value"] = x.Personal });
        var patient = new JsonObject
        {
            ["identifier"] = identifiers,
            ["name"] = new JsonArray(new JsonObject { ["text"] = x.Name }),
            ["gender"] = x.Sex,
            ["birthDate"] = x.Birth.EndsWith("0000", StringComparison.Ordinal) ? x.Birth[..4] : $"{x.Birth[..4]}-{x.Birth[4..6]}-{x.Birth[6..]}",
        };
        if (x.Commune.Length > 0) patient["address"] = new JsonArray(new JsonObject { ["text"] = x.Commune });
        if (x.Guardian.Length > 0) patient["contact"] = new JsonArray(new JsonObject { ["name"] = new JsonObject { ["text"] = x.Guardian } });
        return patient;
    }

    static JsonObject Visit(Examination x)
    {
        var reasons = x.Problems.Split('\n', StringSplitOptions.RemoveEmptyEntries).Append(Result(x)).Concat(x.Note.Length > 0 ? [x.Note] : []);
        return new JsonObject
        {
            ["status"] = "finished",
            ["class"] = new JsonObject { ["system"] = "http://terminology.hl7.org/CodeSystem/v3-ActCode", ["code"] = "FLD", ["display"] = "field" },
            ["type"] = new JsonArray(new JsonObject { ["text"] = "Khám lưu động, thiện nguyện" }),
            ["subject"] = new JsonObject { ["reference"] = "Patient/" + x.Id },
            ["period"] = new JsonObject { ["start"] = Day(x.ExaminedOn), ["end"] = Day(x.ExaminedOn) },
            ["reasonCode"] = new JsonArray([.. reasons.Select(r => (JsonNode)new JsonObject { ["text"] = r })]),
        };
    }

    static string Result(Examination x) => x.Result switch
    {
        "healthy" => "Kết luận: khỏe mạnh",
        "treat" => "Kết luận: điều trị, tư vấn tại chỗ",
        _ => $"Kết luận: giới thiệu đến {x.ReferTo}, trước ngày {Say.Day(x.ReferBy)}",
    };

    static JsonObject Measured(Examination x, string code, string name, decimal value, string unit) => new()
    {
        ["status"] = "final",
        ["code"] = new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["system"] = "http://loinc.org", ["code"] = code, ["display"] = name }) },
        ["subject"] = new JsonObject { ["reference"] = "Patient/" + x.Id },
        ["encounter"] = new JsonObject { ["reference"] = "Encounter/" + x.Id },
        ["effectiveDateTime"] = Day(x.ExaminedOn),
        ["valueQuantity"] = new JsonObject { ["value"] = value, ["unit"] = unit, ["system"] = "http://unitsofmeasure.org", ["code"] = unit },
    };

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
