using LienY.Design;
using LienY.Kernel;
using LienY.Reports.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Reports;

/// <summary>Routes of chains of approval.</summary>
static class ChainRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/reports/chain", async (HttpRequest request, ChainDesk desk, CancellationToken stop) => Show.Page<ChainPage>(new
        {
            Model = (object)await desk.LoadAsync(Guid.TryParse(request.Query["organisation"], out var id) ? id : null, TypeOf(request.Query["type"].ToString()), stop),
        })).Needs(PapersRights.Read);
        routes.MapPost("/reports/chain/steps", async (HttpContext context, ChainDesk desk, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            var (organisation, type) = (form.Id("organisation") ?? Guid.Empty, TypeOf(form.Text("type", 10)));
            await desk.AddAsync(organisation, type, form.Required("title", 80), form.Id("user") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn một mục trong danh sách.") { Field = "user" },
                form.Whole("workdays", 2), stop);
            return Show.Done(context, $"/reports/chain?organisation={organisation}&type={Uri.EscapeDataString(type)}", "Đã lưu.");
        }).Needs(ReportsRights.Arrange);
        routes.MapPost("/reports/chain/steps/{id:guid}/remove", async (Guid id, HttpContext context, ChainDesk desk, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await desk.RemoveAsync(id, stop);
            return Show.Done(context, Show.Local(form.Text("back", 300)), "Đã lưu.");
        }).Needs(ReportsRights.Arrange);
        routes.MapPost("/reports/chain/delegates", async (HttpContext context, ChainDesk desk, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            var organisation = form.Id("organisation") ?? Guid.Empty;
            DateOnly Day(string name) => form.Day(name) ?? throw new Refusal(RefusalKind.Invalid, "Xin nhập ngày.") { Field = name };
            await desk.DelegateAsync(organisation, form.Id("to") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn một mục trong danh sách.") { Field = "to" }, Day("from"), Day("until"), stop);
            return Show.Done(context, "/reports/chain?organisation=" + organisation, "Đã ghi ủy quyền.");
        }).Needs(PapersRights.Read);
        routes.MapPost("/reports/chain/delegates/{id:guid}/end", async (Guid id, HttpContext context, ChainDesk desk, CancellationToken stop) =>
        {
            await desk.EndAsync(id, (await Form.ReadAsync(context.Request, stop)).Whole("version"), stop);
            return Show.Done(context, "/reports/chain", "Đã lưu.");
        }).Needs(PapersRights.Read);
        routes.MapPost("/approvals/{id:guid}", async (Guid id, HttpContext context, ApprovalDesk desk, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            var (href, outcome) = await desk.DecideAsync(id, form.Whole("step"), form.Text("do", 10) != "return", form.Text("opinion", 1000), stop);
            return Show.Done(context, href, outcome switch
            {
                ChainOutcome.Agreed => Words.Key("Đã đồng ý; đó là bước duyệt cuối."),
                ChainOutcome.Returned => Words.Key("Đã trả lại cho người soạn kèm lý do."),
                _ => Words.Key("Đã đồng ý; văn bản chuyển sang bước sau."),
            });
        }).NeedsSignIn();
        routes.MapPost("/reports/{id:guid}/take-back", async (Guid id, HttpContext context, ApprovalDesk desk, CancellationToken stop) =>
        {
            await desk.TakeBackAsync(id, (await Form.ReadAsync(context.Request, stop)).Whole("version"), stop);
            return Show.Done(context, "/reports/" + id, "Đã rút lại dự thảo để sửa.");
        }).Needs(ReportsRights.Write);
    }

    static string TypeOf(string text) => PaperTypes.All.Any(t => t.Code == text) ? text : "";
}
