using LienY.Design;
using LienY.Kernel;
using LienY.Plans.Pages.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>Routes of the plan's money.</summary>
static class MoneyRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/plans/{id:guid}/budget", async (Guid id, Guid? line, PlanDesk desk, CancellationToken stop) =>
            Show.Page<BudgetPage>(new { Model = await BudgetSheet.LoadAsync(desk, id, line, stop) })).Needs(Rights.Read);
        routes.MapExport("/plans/{id:guid}/budget", async (Guid id, PlanDesk desk, CancellationToken stop) =>
            Export.Of("kinh-phi", BudgetSheet.Table(await BudgetSheet.LoadAsync(desk, id, null, stop), desk.Words))).Needs(Rights.Read);
        routes.MapPost("/budget/{id:guid}", EnterAsync).Needs(Rights.Work);
    }

    static async Task<IResult> EnterAsync(Guid id, PlanDesk desk, HttpContext context, CancellationToken stop)
    {
        var line = await desk.Store.Budgets.FirstOrDefaultAsync(b => b.Id == id, stop)
            ?? throw Refusal.Missing("Không có dòng kinh phí này, hoặc dòng này thuộc kế hoạch mà đơn vị của ông/bà không tham gia.");
        var plan = await desk.Store.PlanAsync(line.PlanId, stop);
        WhoMay.MustBeLive(plan);
        WhoMay.MustLead(desk.Caller, plan);
        var posted = await Form.ReadAsync(context.Request, stop);
        var form = BudgetForm.Read(posted, desk.Today);
        desk.Store.Expect(line, posted.Whole("version"));
        await BudgetWork.EnterAsync(desk.Store, plan, desk.Act, line, form, stop);
        await desk.Store.SaveChangesAsync(stop);
        return Show.Done(context, $"/plans/{plan.Id}/budget", Words.Key("Đã ghi kinh phí."));
    }
}
