using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace LienY.Consults;

/// <summary>Signed minutes are kept as a paper and go into the record of the asking facility as a DocumentReference; the same again changes nothing.</summary>
sealed class IntoRecord(ConsultsStore store, MinutesPapers papers, IFhirDoor door, IPatientIds patients, ILogger<IntoRecord> log) : IListen<MinutesCompleted>
{
    public async Task OnAsync(MinutesCompleted happened, CancellationToken stop)
    {
        var minutes = await store.Minutes.SingleAsync(m => m.Id == happened.MinutesId, stop);
        await papers.KeepAsync(minutes, stop);
        var one = await store.Cases.AsNoTracking().SingleAsync(c => c.Id == minutes.CaseId, stop);
        if (minutes.DocumentId is null && one.PersonId is { } person && await patients.OfPersonAsync(person, minutes.AskingId, stop) is { } patient)
            minutes.DocumentId = await SendAsync(minutes, patient, await papers.DocxAsync(minutes, stop), stop);
        await store.SaveChangesAsync(stop);
    }

    async Task<string?> SendAsync(MinutesEdition minutes, string patient, byte[] docx, CancellationToken stop)
    {
        // The id is the edition's own: sent twice after a crash it is still one document.
        var id = minutes.Id.ToString();
        var old = minutes.ReplacesId is { } replaced ? await store.Minutes.AsNoTracking().Where(m => m.Id == replaced && m.DocumentId != null)
            .Select(m => m.DocumentId).SingleOrDefaultAsync(stop) : null;
        var body = new Dictionary<string, object?>
        {
            ["resourceType"] = "DocumentReference",
            ["id"] = id,
            ["status"] = "current",
            ["docStatus"] = "final",
            ["type"] = new { coding = new[] { new { system = "http://loinc.org", code = "11488-4", display = "Consult note" } }, text = "Biên bản hội chẩn từ xa" },
            ["subject"] = new { reference = "Patient/" + patient },
            ["date"] = minutes.SignedAt!.Value.ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture),
            ["description"] = $"Biên bản {minutes.Number}, SHA-256 {minutes.Hash}",
            ["content"] = new[]
            {
                new
                {
                    attachment = new
                    {
                        contentType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", language = "vi", data = Convert.ToBase64String(docx),
                        size = docx.Length,
                        title = minutes.Number + ".docx",
                    },
                },
            },
        };
        if (old is not null) body["relatesTo"] = new[] { new { code = "replaces", target = new { reference = "DocumentReference/" + old } } };
        var answer = await door.SendAsync("PUT", "DocumentReference/" + id, JsonSerializer.SerializeToUtf8Bytes(body),
            new(minutes.AskingId, "Hội chẩn từ xa", minutes.Id, minutes.Number), stop);
        if (answer.IsDone) return id;
        log.LogError("The record did not take minutes {Minutes}: {Status}.", minutes.Id, answer.Status);
        throw new InvalidOperationException($"The record answered {answer.Status}.");
    }
}
