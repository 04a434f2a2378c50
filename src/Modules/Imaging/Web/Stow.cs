using System.Text.Json;
using LienY.Dicom;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace LienY.Imaging;

/// <summary>Store over the web (STOW-RS, PS3.18 §10.5): instances one by one as they stream in; the answer names each.</summary>
sealed class Stow(IImageArchive archive, ImageReaders readers, Caller caller)
{
    const int MostParts = 100_000;

    /// <summary>Takes a body for a study, or for any where none is named.</summary>
    public async Task AnswerAsync(HttpContext context, string? study, CancellationToken stop)
    {
        var request = context.Request;
        if (!Accepting.Json(request)) throw WebProblem.NotAcceptable("application/dicom+json");
        if (study is not null && !Uids.IsWellFormed(study)) throw WebProblem.Bad("The study UID is malformed.");
        var sender = new ImageSender(await readers.SendingForAsync(stop), "stow", caller.Name, caller.UserId);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } most) most.MaxRequestBodySize = null;
        var outcomes = new List<IngestOutcome>();
        try
        {
            await TakeAsync(request, sender, study, outcomes, stop);
        }
        catch (MultipartFault fault) when (outcomes.Count > 0)
        {
            // What came whole is kept and said so; the cut one is not there.
            outcomes.Add(new(IngestResult.Refused, "", "", "", "", fault.Message));
        }
        catch (MultipartFault fault)
        {
            throw WebProblem.Bad("The multipart body is broken: " + fault.Message + ".");
        }
        if (outcomes.Count == 0) throw WebProblem.Bad("The body holds no instance.");
        await WriteAsync(context, study, outcomes, stop);
    }

    async Task TakeAsync(HttpRequest request, ImageSender sender, string? study, List<IngestOutcome> outcomes, CancellationToken stop)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)) throw Unsupported();
        if (type.MediaType.Equals("application/dicom", StringComparison.OrdinalIgnoreCase))
        {
            await using var file = new FileIntake(archive, sender, study);
            while (true)
            {
                var read = await request.BodyReader.ReadAsync(stop);
                foreach (var piece in read.Buffer) await file.WriteAsync(piece, stop);
                request.BodyReader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted) break;
            }
            outcomes.Add(await file.CommitAsync(stop));
            return;
        }
        if (!type.MediaType.Equals("multipart/related", StringComparison.OrdinalIgnoreCase)) throw Unsupported();
        var inner = type.Parameters.FirstOrDefault(p => p.Name.Equals("type", StringComparison.OrdinalIgnoreCase))?.Value;
        if (inner is { } said && !HeaderUtilities.RemoveQuotes(said.Value).Equals("application/dicom", StringComparison.OrdinalIgnoreCase)) throw Unsupported();
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        if (boundary.Length is 0 or > 70) throw WebProblem.Bad("The boundary of the multipart is missing or too long.");
        var body = new MultipartBody(request.BodyReader, boundary);
        while (await body.NextAsync(stop) is { } heads)
        {
            if (outcomes.Count >= MostParts) throw WebProblem.Bad("Too many parts.");
            await using var file = new FileIntake(archive, sender, study);
            await body.ContentAsync(piece => file.WriteAsync(piece, stop), stop);
            var isOther = heads.TryGetValue("content-type", out var part) && !part.StartsWith("application/dicom", StringComparison.OrdinalIgnoreCase)
                && !part.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase);
            outcomes.Add(isOther ? new(IngestResult.Refused, "", "", "", "", "the part is no application/dicom") : await file.CommitAsync(stop));
        }
    }

    static WebProblem Unsupported() => new(StatusCodes.Status415UnsupportedMediaType, "Send multipart/related; type=\"application/dicom\", or one application/dicom.");

    static async Task WriteAsync(HttpContext context, string? study, List<IngestOutcome> outcomes, CancellationToken stop)
    {
        var bad = outcomes.Where(o => !o.IsTaken).ToList();
        context.Response.StatusCode = bad.Count == 0 ? StatusCodes.Status200OK : bad.Count < outcomes.Count ? StatusCodes.Status202Accepted
            : bad.TrueForAll(o => o.Result == IngestResult.Full) ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status409Conflict;
        context.Response.ContentType = "application/dicom+json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        var root = WebAddress.Of(context.Request);
        var studies = outcomes.Where(o => o.IsTaken).Select(o => o.StudyUid).Distinct().ToList();
        if (study is not null || studies.Count == 1) JsonElements.Text(json, Tags.RetrieveUrl, Vr.UR, root + "/studies/" + (study ?? studies[0]));
        if (bad.Count > 0)
        {
            JsonElements.Open(json, Tags.FailedSopSequence, Vr.SQ);
            foreach (var one in bad)
            {
                json.WriteStartObject();
                if (one.SopClass.Length > 0) JsonElements.Text(json, Tags.ReferencedSopClassUid, Vr.UI, one.SopClass);
                if (one.SopUid.Length > 0) JsonElements.Text(json, Tags.ReferencedSopInstanceUid, Vr.UI, one.SopUid);
                JsonElements.Number(json, Tags.FailureReason, Vr.US, Reason(one));
                // Error Comment tells people what the number does not.
                JsonElements.Text(json, Tags.ErrorComment, Vr.LO, one.Problem);
                json.WriteEndObject();
            }
            JsonElements.Close(json);
        }
        if (bad.Count < outcomes.Count)
        {
            JsonElements.Open(json, Tags.ReferencedSopSequence, Vr.SQ);
            foreach (var one in outcomes.Where(o => o.IsTaken))
            {
                json.WriteStartObject();
                JsonElements.Text(json, Tags.ReferencedSopClassUid, Vr.UI, one.SopClass);
                JsonElements.Text(json, Tags.ReferencedSopInstanceUid, Vr.UI, one.SopUid);
                JsonElements.Text(json, Tags.RetrieveUrl, Vr.UR, $"{root}/studies/{one.StudyUid}/series/{one.SeriesUid}/instances/{one.SopUid}");
                // The first with this UID stays; this one lies aside until people have looked.
                if (one.Result == IngestResult.Conflict) JsonElements.Number(json, new Tag(0x0008, 0x1196), Vr.US, 0xB000);
                json.WriteEndObject();
            }
            JsonElements.Close(json);
        }
        json.WriteEndObject();
        await json.FlushAsync(stop);
    }

    static int Reason(IngestOutcome outcome) => outcome.Result == IngestResult.Full ? 0xA700 : outcome.Problem.Contains("another study", StringComparison.Ordinal) ? 0xA900 : 0xC000;
}
