using System.Globalization;
using LienY.Design;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>Files handed in: as a plain form, and in chunks.</summary>
static class FileRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/consults/cases/{id:guid}/files", PlainAsync).Needs(ConsultsRights.See);
        routes.MapPost("/consults/cases/{id:guid}/files/{file:guid}/remove", RemoveAsync).Needs(ConsultsRights.Ask);
        routes.MapPost("/api/consults/cases/{id:guid}/uploads", async (Guid id, UploadAsk ask, Uploading uploading, CancellationToken stop) =>
            Results.Json(await uploading.BeginAsync(id, ask, stop))).Needs(ConsultsRights.See);
        routes.MapPut("/api/consults/uploads/{id:guid}/{number}", async (Guid id, string number, HttpRequest request, Uploading uploading, CancellationToken stop) =>
            Results.Json(await uploading.TakeAsync(id, Number(number), request.Headers["X-Chunk-SHA256"].ToString(), request.Body, stop)))
            .Needs(ConsultsRights.See).WithMetadata(new RequestSizeLimitAttribute(CaseUpload.Chunk + 1024));
        routes.MapPost("/api/consults/uploads/{id:guid}/end", async (Guid id, Uploading uploading, CancellationToken stop) =>
            Results.Json(await uploading.EndAsync(id, stop))).Needs(ConsultsRights.See);
    }

    // Out of range is refused where the file is known, so that nobody learns of files by asking.
    static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    static async Task<IResult> PlainAsync(Guid id, HttpContext context, CaseBook book, Uploading uploading, Filing filing, Seats seats,
        ConsultsStore store, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var one = await book.FindAsync(id, stop);
        var facility = await uploading.FacilityAsync(one, stop);
        var file = form.File("file") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn tệp.") { Field = "file" };
        await using var content = file.OpenReadStream();
        await filing.KeepAsync(one, content, file.FileName, form.Ticked("identity"), seats.At(facility), stop);
        await store.SaveChangesAsync(stop);
        return Show.Done(context, Show.Local(form.Text("back", 200)), Words.Key("Đã thêm tệp."));
    }

    static async Task<IResult> RemoveAsync(Guid id, Guid file, HttpContext context, CaseBook book, Uploading uploading, ConsultsStore store,
        TimeProvider clock, CancellationToken stop)
    {
        var one = await book.FindAsync(id, stop);
        var facility = await uploading.FacilityAsync(one, stop);
        var row = await store.Attachments.SingleOrDefaultAsync(a => a.Id == file && a.CaseId == id && a.OrganisationId == facility,
            stop) ?? throw Refusal.Missing("Không có tệp này.");
        // What the other side has seen stays.
        if (one.SentAt is { } sent && row.MadeAt <= sent) throw Refusal.Conflict("Tệp này đã được gửi đi nên không bỏ được.");
        row.RemovedAt = clock.GetUtcNow();
        await store.SaveChangesAsync(stop);
        return Show.Done(context, $"/consults/cases/{id}", Words.Key("Đã bỏ tệp khỏi ca hội chẩn."));
    }
}
