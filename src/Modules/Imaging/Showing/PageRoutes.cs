using System.Globalization;
using LienY.Design;
using LienY.Imaging.Pages;
using LienY.Kernel;
using LienY.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Imaging;

/// <summary>Pages of images.</summary>
static class PageRoutes
{
    const int Most = 5000;
    const long MostForm = 4L << 30;

    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/imaging", async (HttpRequest request, StudyDesk desk, CancellationToken stop) =>
            Show.Page<StudiesPage>(new { Model = await desk.ListAsync(AskOf(request), stop) })).Needs(ImagingRights.Enter);
        routes.MapExport("/imaging/studies", ExportAsync).Needs(ImagingRights.See);
        routes.MapGet("/imaging/studies/{id:guid}", async (Guid id, string? purpose, StudyDesk desk, CancellationToken stop) =>
            Show.Page<StudyPage>(new { Model = await desk.OneAsync(id, purpose, stop) })).Needs(ImagingRights.See);
        routes.MapPost("/imaging/studies/{id:guid}/share", async (Guid id, HttpContext context, Sharing sharing, CancellationToken stop) =>
        {
            await sharing.ShareAsync(id, await Form.ReadAsync(context.Request, stop), stop);
            return Show.Done(context, $"/imaging/studies/{id}#share", Words.Key("Đã chia sẻ; đơn vị nhận được báo ngay."));
        }).Needs(ImagingRights.Share);
        routes.MapPost("/imaging/studies/{id:guid}/shares/{basis:guid}/revoke", async (Guid id, Guid basis, HttpContext context, Sharing sharing, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await sharing.RevokeAsync(id, basis, form.Whole("version", -1), form.Required("why", 300), stop);
            return Show.Done(context, $"/imaging/studies/{id}#share", Words.Key("Đã thu hồi; đơn vị nhận không xem được nữa."));
        }).Needs(ImagingRights.Share);
        Sending(routes);
        Settling(routes);
    }

    static void Sending(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/imaging/send", () => Show.Page<SendPage>()).Needs(ImagingRights.Send);
        routes.MapPost("/imaging/send", async (HttpContext context, Upload upload, CancellationToken stop) =>
        {
            var form = await context.Request.ReadFormAsync(stop);
            return Show.Page<SendPage>(new { Model = await upload.TakeAsync([.. form.Files], stop) });
        }).Needs(ImagingRights.Send).WithMetadata(new RequestSizeLimitAttribute(MostForm), new RequestFormLimitsAttribute { MultipartBodyLengthLimit = MostForm });
        routes.MapPost("/imaging/send/one", async (HttpContext context, string? name, Upload upload, Words words, CancellationToken stop) =>
        {
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } most) most.MaxRequestBodySize = null;
            var files = await upload.TakeAsync(name ?? "", context.Request.Body, stop);
            return Results.Json(files.Select(f => new
            {
                name = f.Name,
                taken = f.Outcome.IsTaken,
                text = words[f.Outcome.IsTaken ? ImagingWords.Outcome(f.Outcome.Result) : ImagingWords.Problem(f.Outcome)],
            }));
        }).Needs(ImagingRights.Send).WithMetadata(new DisableRequestSizeLimitAttribute());
    }

    static void Settling(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/imaging/reconcile", async (ReconcileDesk desk, CancellationToken stop) => Show.Page<ReconcilePage>(new { Model = await desk.AllAsync(stop) })).Needs(ImagingRights.Settle);
        routes.MapExport("/imaging/reconcile", async (ReconcileDesk desk, Words words, CancellationToken stop) =>
        {
            var all = await desk.AllAsync(stop);
            return Export.Of("cho-doi-chieu", [.. Heads(words, "Người bệnh theo máy chụp", "Mã người bệnh", "Ngày chụp", "Loại máy", "Mô tả", "Đơn vị", "Nhận lúc")],
                all.Studies.Select(s => (IReadOnlyList<object?>)[NameFold.Shown(s.Name), s.Number, ImagingWords.Day(s.StudyDate), s.Modalities.Trim('|').Replace('|', ' '), s.Description,
                    all.Units.GetValueOrDefault(s.HolderId, "–"), s.ReceivedAt]));
        }).Needs(ImagingRights.Settle);
        routes.MapPost("/imaging/reconcile/{id:guid}/tie", async (Guid id, HttpContext context, ReconcileDesk desk, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await desk.TieAsync(id, form.Whole("version", -1), form.Text("number", 64), form.Ticked("new"), stop);
            return Show.Done(context, "/imaging/reconcile", Words.Key("Đã gắn lượt chụp với người bệnh."));
        }).Needs(ImagingRights.Settle);
        routes.MapPost("/imaging/reconcile/conflicts/{id:guid}/keep", async (Guid id, HttpContext context, ReconcileDesk desk, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await desk.KeepFirstAsync(id, form.Whole("version", -1), form.Text("note", 300), stop);
            return Show.Done(context, "/imaging/reconcile", Words.Key("Đã ghi: giữ bản đầu."));
        }).Needs(ImagingRights.Settle);
        routes.MapGet("/imaging/refused/{id:guid}", async (Guid id, ImagingStore store, ImageReaders readers, IFiles files, TrailBook trail, Caller caller, CancellationToken stop) =>
        {
            var homes = await readers.HomesAsync(ImagingRights.Settle, stop);
            var file = await store.Refused.AsNoTracking().SingleOrDefaultAsync(f => f.Id == id && homes.Contains(f.HolderId), stop) ?? throw Refusal.Missing("Không tìm thấy tệp này trong kho lưu.");
            await trail.WriteAsync(caller, "imaging.refused.download", "imaging_refused", id.ToString(), "ok", stop: stop);
            // Never as something a browser would show: what others send is not ours to run.
            return Results.File(await files.OpenAsync(file.HolderId, file.Hash, stop), "application/octet-stream", Path.GetFileName(file.Name.Replace('\\', '/')));
        }).Needs(ImagingRights.Settle);
    }

    static async Task<IResult> ExportAsync(HttpRequest request, StudyDesk desk, Words words, CancellationToken stop)
    {
        var lines = await desk.LinesAsync(AskOf(request).AsQuery(Most, 0), stop);
        return Export.Of("luot-chup", [.. Heads(words, "Người bệnh", "Mã người bệnh", "Ngày chụp", "Loại máy", "Mô tả", "Số phiếu chỉ định", "Nơi chỉ định", "Đơn vị", "Loạt", "Ảnh")],
            lines.Select(l => (IReadOnlyList<object?>)[l.Name, l.Number, ImagingWords.Day(l.Date), l.Modalities, l.Description, l.Accession, l.Referrer, l.Unit, l.Series, l.Instances]));
    }

    static StudiesAsk AskOf(HttpRequest request)
    {
        string Text(string name) => request.Query[name].ToString().Replace("\0", "", StringComparison.Ordinal).Trim() is { Length: <= 100 } text ? text : "";
        DateOnly? Day(string name) => Say.TryDay(request.Query[name], out var day) && day.Year is > 1900 and < 2200 ? day : null;
        return new(Text("name"), Text("number"), Text("accession"), Text("modality"), Guid.TryParse(request.Query["unit"], out var unit) ? unit : null, Day("from"), Day("to"),
            int.TryParse(request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, 10_000) : 1);
    }

    static IEnumerable<Column> Heads(Words words, params string[] heads) => heads.Select(h => new Column(words[h]));
}
