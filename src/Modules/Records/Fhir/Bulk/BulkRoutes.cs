using System.Buffers;
using System.Globalization;
using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace LienY.Records;

/// <summary>Addresses of exports under way: how far (202), the manifest (200), the files, calling off. Only who asked is answered.</summary>
static class BulkRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/fhir/bulk/{id:guid}", (Guid id, HttpContext context, BulkBook book, Caller caller, TimeProvider clock, CancellationToken stop) =>
            FhirRoutes.GuardAsync(context, () => StatusAsync(id, context, book, caller, clock, stop))).Needs(RecordsRights.Export).ForApps();
        routes.MapDelete("/fhir/bulk/{id:guid}", (Guid id, HttpContext context, BulkBook book, BulkWork work, Caller caller, CancellationToken stop) =>
            FhirRoutes.GuardAsync(context, async () =>
            {
                await OfAsync(id, book, caller, stop);
                await work.EndAsync(id, "Called off by who asked.", stop);
                return new(202) { Body = OperationOutcomes.Done("The export was called off; its files are gone.") };
            })).Needs(RecordsRights.Export).ForApps();
        routes.MapPost("/fhir/$import", (HttpContext context, BulkImport import, FhirSeats seats, CancellationToken stop) => FhirRoutes.GuardAsync(context, async () =>
        {
            if (context.Request.ContentType?.Split(';')[0].Trim().ToLowerInvariant() is not ("application/fhir+ndjson" or "application/ndjson" or "application/x-ndjson"))
                throw new FhirProblem(415, "not-supported", "", "$import takes the resources themselves, one a line, as application/fhir+ndjson; addresses of files elsewhere are not fetched.");
            return await import.TakeAsync(await seats.OfAsync(context.Request.Query["_purpose"].FirstOrDefault(), stop), context.Request.BodyReader, stop);
        })).Needs(RecordsRights.Exchange).ForApps().DisableAntiforgery().WithMetadata(new DisableRequestSizeLimitAttribute());
        routes.MapGet("/fhir/bulk/{id:guid}/{number:int}.ndjson", FileAsync).Needs(RecordsRights.Export).ForApps();
    }

    static async Task<(BulkJob Job, List<BulkFile> Files)> OfAsync(Guid id, BulkBook book, Caller caller, CancellationToken stop) =>
        await book.FindAsync(id, stop) is { } found && found.Job.IsOf(caller) && found.Job.State != "ended" ? found
            : throw new FhirProblem(404, "not-found", "", "There is no such export, or its files are gone.");

    static async Task<FhirReply> StatusAsync(Guid id, HttpContext context, BulkBook book, Caller caller, TimeProvider clock, CancellationToken stop)
    {
        var (job, files) = await OfAsync(id, book, caller, stop);
        if (job.State == "failed") throw new FhirProblem(500, "exception", "", job.Error);
        if (job.IsOpen)
        {
            context.Response.Headers["X-Progress"] = $"{job.Done.ToString(CultureInfo.InvariantCulture)} resources";
            context.Response.Headers.RetryAfter = "2";
            return new(202) { Body = OperationOutcomes.Done("The export is being made.") };
        }
        if (!await book.IsLawfulAsync(id, clock.GetUtcNow(), stop)) throw NoLonger();
        context.Response.Headers.Expires = job.EndsAt.ToString("r", CultureInfo.InvariantCulture);
        return new(200) { ContentType = "application/json; charset=utf-8", Body = Manifest(job, files, FhirHttp.Base(context)) };
    }

    static FhirProblem NoLonger() => new(403, "forbidden", "", "A basis by which something in these files passed is no longer in force; please ask for a new export.");

    static byte[] Manifest(BulkJob job, List<BulkFile> files, string root)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var w = new Utf8JsonWriter(buffer))
        {
            w.WriteStartObject();
            w.WriteString("transactionTime", job.AsOf!.Value.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            w.WriteString("request", job.Address);
            w.WriteBoolean("requiresAccessToken", true);
            w.WriteStartArray("output");
            foreach (var file in files)
            {
                w.WriteStartObject();
                w.WriteString("type", file.Type);
                w.WriteString("url", $"{root}/bulk/{job.Id}/{file.Number.ToString(CultureInfo.InvariantCulture)}.ndjson");
                w.WriteNumber("count", file.Rows);
                w.WriteEndObject();
            }
            w.WriteEndArray();
            w.WriteStartArray("error");
            w.WriteEndArray();
            w.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    static async Task<IResult> FileAsync(Guid id, int number, BulkBook book, IFiles files, TrailBook trail, Caller caller, TimeProvider clock, CancellationToken stop)
    {
        try
        {
            var (job, all) = await OfAsync(id, book, caller, stop);
            if (!job.IsDone || all.Find(f => f.Number == number) is not { } file) throw new FhirProblem(404, "not-found", "", "There is no such file.");
            if (!await book.IsLawfulAsync(id, clock.GetUtcNow(), stop)) throw NoLonger();
            await trail.WriteAsync(caller, "fhir.export.fetched", "export", id.ToString(), "ok", file.Type, stop);
            return Results.File(await files.OpenAsync(id, file.Hash, stop), "application/fhir+ndjson", $"{file.Type}-{number.ToString(CultureInfo.InvariantCulture)}.ndjson");
        }
        catch (FhirProblem problem)
        {
            return Results.Bytes(OperationOutcomes.Of(problem.Issues), FhirReply.FhirJson) is var told ? new Told(told, problem.Status) : null!;
        }
    }

    sealed class Told(IResult body, int status) : IResult
    {
        public Task ExecuteAsync(HttpContext context)
        {
            context.Response.StatusCode = status;
            return body.ExecuteAsync(context);
        }
    }
}
