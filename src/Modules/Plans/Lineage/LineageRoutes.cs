using LienY.Design;
using LienY.Kernel;
using LienY.Plans.Pages.Links;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Plans;

/// <summary>Routes of the page "Đơn vị".</summary>
static class LineageRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/plans/{id:guid}/units", async (Guid id, string? view, PlanUnits units, CancellationToken stop) =>
            Show.Page<PlanUnitsPage>(new { Model = (object)await units.LayAsync(id, view == "now", stop) })).Needs(Rights.Read);
        routes.MapExport("/plans/{id:guid}/units", ExportAsync).Needs(Rights.Read);
        routes.MapPost("/plans/{id:guid}/handovers", async (Guid id, HttpContext context, PlanUnits units, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await units.HandOverAsync(id, form.Id("from") ?? Guid.Empty, form.Id("to") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn đơn vị đang hoạt động.") { Field = "to" },
                form.Day("day") ?? throw new Refusal(RefusalKind.Invalid, "Xin nhập ngày giao.") { Field = "day" }, form.Text("note", 500), stop);
            return Show.Done(context, $"/plans/{id}/units?view=now", Words.Key("Đã giao việc cho đơn vị tiếp nhận."));
        }).Needs(Rights.Work);
    }

    static async Task<IResult> ExportAsync(Guid id, string? view, PlanUnits units, Words words, CancellationToken stop)
    {
        var laid = await units.LayAsync(id, view == "now", stop);
        return Export.Of("don-vi", laid.Rows.Select(r => new object?[] { r.Name, r.Beside, r.Load.Tasks, r.Load.Done, r.Load.Overdue, r.Load.Duties, r.Load.Targets, r.Load.Reports })
            .Prepend([words["Đơn vị"], words["Ghi chú"], words["Nhiệm vụ"], words["Đã xong"], words["Quá hạn"], words["Phân công"], words["Chỉ tiêu"], words["Báo cáo"]]));
    }
}
