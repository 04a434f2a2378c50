using LienY.Design;
using LienY.Kernel;
using LienY.Reports.Pages;
using LienY.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

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
            Show.Done(context, "/reports/" + await drafting.SupplementAsync(id, stop), "Đã lập báo cáo bổ sung, dẫn chiếu báo cáo đã chốt. Xin đọc lại rồi gửi."))
                .Needs(ReportsRights.Write);
        SigningRoutes.Map(routes, "/reports", ReportsRights.Issue, s => s.GetRequiredService<ReportSigning>());
        routes.MapGet("/reports/{id:guid}/rebuild", async (Guid id, Rebuilding rebuilding, CancellationToken stop) =>
            Show.Page<RebuiltPage>(new { Model = (object)await rebuilding.CompareAsync(id, stop) })).Needs(ReportsRights.Read);
        routes.MapGet("/api/reports/{id:guid}/rebuild", async (Guid id, Rebuilding rebuilding, CancellationToken stop) =>
            Results.Ok((await rebuilding.CompareAsync(id, stop)).ForPrograms())).Needs(ReportsRights.Read);
        routes.MapExport("/reports/{id:guid}/changes", ExportAsync).Needs(ReportsRights.Read);
    }

    static async Task<IResult> ExportAsync(Guid id, ReportDesk desk, ReportsStore store, Words words, CancellationToken stop)
    {
        await desk.ReadableAsync(id, stop);
        var rows = await store.Changes.AsNoTracking().Where(c => c.ReportId == id).OrderBy(c => c.NotedAt).ThenBy(c => c.Ordinal).ToListAsync(stop);
        Column[] head = [words["Chỉ tiêu"], words["ĐVT"], words["Loại số"], words["Số đã báo cáo"], words["Nay là"], words["Ngày ghi nhận"], words["Số sự kiện"],
            words["Sự kiện làm thay đổi"]];
        return Export.Of("so-lieu-thay-doi", head, rows.Select(c => new object?[] { c.Name, c.Unit, words[EarlierTables.FigureName(c.Figure)], c.Was, c.Became,
            Say.DayOf(c.NotedAt), c.Facts, c.Which }));
    }
}
