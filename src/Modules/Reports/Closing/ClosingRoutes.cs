using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using LienY.Reports.Pages;
using LienY.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Reports;

/// <summary>Routes of what comes after a report was closed: official figures, supplements, what moved, signatures, rebuilding.</summary>
static class ClosingRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/reports/{id:guid}/final", async (Guid id, HttpContext context, Finals finals, CancellationToken stop) =>
        {
            await finals.SetAsync(id, (await Form.ReadAsync(context.Request, stop)).Whole("version"), stop);
            return Show.Done(context, "/reports/" + id, "Đã chốt số chính thức của kỳ; thay đổi về sau được ghi lại riêng.");
        }).Needs(ReportsRights.Write);
        routes.MapPost("/reports/{id:guid}/supplement", async (Guid id, HttpContext context, Drafting drafting, CancellationToken stop) =>
            Show.Done(context, "/reports/" + await drafting.SupplementAsync(id, stop), "Đã lập báo cáo bổ sung, dẫn chiếu báo cáo đã chốt. Xin đọc lại rồi gửi.")).Needs(ReportsRights.Write);
        foreach (var at in new[] { "/reports/{id:guid}/sign", "/reports/{id:guid}/sign/passkey" })
            routes.MapPost(at, async (Guid id, HttpContext context, ReportSigning signing, CancellationToken stop) =>
            {
                var form = await Form.ReadAsync(context.Request, stop);
                var key = form.Id("key") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn một mục trong danh sách.") { Field = "key" };
                await signing.SignAsync(id, form.Whole("version"), key, form.Text("reason", 200), context, stop);
                return Show.Done(context, "/reports/" + id + "#signatures", "Đã ký số; bản PDF đã ký được lưu.");
            }).Needs(ReportsRights.Issue);
        routes.MapPost("/reports/{id:guid}/sign/passkey/options", async (HttpContext context, IProof proof, CancellationToken stop) =>
            Results.Content(await proof.OfferPasskeyAsync(context, stop), "application/json")).Needs(ReportsRights.Issue);
        routes.MapPost("/reports/{id:guid}/signed", async (Guid id, HttpContext context, ReportSigning signing, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await signing.TakeAsync(id, form.Whole("version"), form.File("file"), stop);
            return Show.Done(context, "/reports/" + id + "#signatures", "Đã nhận bản PDF ký bằng phần mềm khác.");
        }).Needs(ReportsRights.Issue);
        routes.MapGet("/reports/{id:guid}/rebuild", async (Guid id, Rebuilding rebuilding, CancellationToken stop) =>
            Show.Page<RebuiltPage>(new { Model = (object)await rebuilding.CompareAsync(id, stop) })).Needs(ReportsRights.Read);
        routes.MapGet("/api/reports/{id:guid}/rebuild", async (Guid id, Rebuilding rebuilding, CancellationToken stop) =>
            await rebuilding.CompareAsync(id, stop) is var found ? Results.Ok(new { equal = found.IsEqual, parts = found.Lines.Select(l => new { what = l.What, equal = l.IsEqual, finding = l.Finding }) }) : null!)
            .Needs(ReportsRights.Read);
        routes.MapExport("/reports/{id:guid}/changes", ExportAsync).Needs(ReportsRights.Read);
    }

    static async Task<IResult> ExportAsync(Guid id, ReportDesk desk, ReportsStore store, Words words, CancellationToken stop)
    {
        await desk.ReadableAsync(id, stop);
        var rows = await store.Changes.AsNoTracking().Where(c => c.ReportId == id).OrderBy(c => c.NotedAt).ThenBy(c => c.Ordinal).ToListAsync(stop);
        Column[] head = [words["Chỉ tiêu"], words["ĐVT"], words["Loại số"], words["Số đã báo cáo"], words["Nay là"], words["Ngày ghi nhận"], words["Số sự kiện"], words["Sự kiện làm thay đổi"]];
        return Export.Of("so-lieu-thay-doi", head, rows.Select(c => new object?[] { c.Name, c.Unit, words[EarlierTables.FigureName(c.Figure)], c.Was, c.Became, Say.DayOf(c.NotedAt), c.Facts, c.Which }));
    }
}
