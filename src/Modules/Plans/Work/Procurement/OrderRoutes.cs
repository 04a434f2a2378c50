using LienY.Design;
using LienY.Kernel;
using LienY.Plans.Pages.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>Routes of procurement items and equipment.</summary>
static class OrderRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/plans/{id:guid}/orders", async (Guid id, HttpRequest request, PlanDesk desk, CancellationToken stop) =>
            Show.Page<OrdersPage>(new { Model = await OrderSheet.LoadAsync(desk, id, OrderFilter.Of(request.Query), stop) })).Needs(Rights.Read);
        routes.MapExport("/plans/{id:guid}/orders", async (Guid id, HttpRequest request, PlanDesk desk, CancellationToken stop) =>
            Export.Of("mua-sam", OrderSheet.Orders(await OrderSheet.LoadAsync(desk, id, OrderFilter.Of(request.Query), stop), desk.Words))).Needs(Rights.Read);
        routes.MapExport("/plans/{id:guid}/equipment", async (Guid id, HttpRequest request, PlanDesk desk, CancellationToken stop) =>
            Export.Of("thiet-bi", OrderSheet.Equipment(await OrderSheet.LoadAsync(desk, id, OrderFilter.Of(request.Query), stop), desk.Words))).Needs(Rights.Read);
        routes.MapGet("/plans/{id:guid}/orders/new", async (Guid id, PlanDesk desk, CancellationToken stop) =>
            Show.Page<OrderPage>(new { Model = await OrderSheet.OneAsync(desk, id, null, stop) })).Needs(Rights.Work);
        routes.MapGet("/plans/{id:guid}/equipment/new", async (Guid id, Guid? order, PlanDesk desk, CancellationToken stop) =>
            Show.Page<EquipmentPage>(new { Model = await OrderSheet.EquipmentAsync(desk, id, null, order, stop) })).Needs(Rights.Work);
        routes.MapGet("/orders/{id:guid}", async (Guid id, PlanDesk desk, CancellationToken stop) =>
        {
            var order = await OrderAsync(desk, id, stop);
            return Show.Page<OrderPage>(new { Model = await OrderSheet.OneAsync(desk, order.PlanId, order, stop) });
        }).Needs(Rights.Read);
        routes.MapGet("/equipment/{id:guid}", async (Guid id, PlanDesk desk, CancellationToken stop) =>
        {
            var equipment = await EquipmentAsync(desk, id, stop);
            return Show.Page<EquipmentPage>(new { Model = await OrderSheet.EquipmentAsync(desk, equipment.PlanId, equipment, equipment.OrderId, stop) });
        }).Needs(Rights.Read);
        routes.MapGet("/orders/steps/{id:guid}/file", async (Guid id, PlanDesk desk, HttpContext context, IFiles files, CancellationToken stop) =>
        {
            var step = await desk.Store.OrderSteps.FirstOrDefaultAsync(s => s.Id == id, stop);
            if (step?.FileOrgId is not { } organisation) throw Refusal.Missing("Bước này không kèm tệp.");
            return await Uploads.DownloadAsync(context, files, organisation, step.FileHash, step.FileName, stop);
        }).Needs(Rights.Read);
        routes.MapPost("/plans/{id:guid}/orders", async (Guid id, PlanDesk desk, HttpContext context, CancellationToken stop) =>
        {
            var plan = await LeadAsync(desk, id, stop);
            var order = OrderWork.Add(desk.Store, plan, desk.Act, await OrderForm.ReadAsync(desk, plan, await Form.ReadAsync(context.Request, stop), stop));
            await desk.Store.SaveChangesAsync(stop);
            return Show.Done(context, $"/orders/{order.Id}", Words.Key("Đã thêm hạng mục mua sắm."));
        }).Needs(Rights.Work);
        routes.MapPost("/orders/{id:guid}", async (Guid id, PlanDesk desk, HttpContext context, CancellationToken stop) =>
        {
            var order = await OrderAsync(desk, id, stop);
            var plan = await LeadAsync(desk, order.PlanId, stop);
            var posted = await Form.ReadAsync(context.Request, stop);
            var form = await OrderForm.ReadAsync(desk, plan, posted, stop);
            desk.Store.Expect(order, posted.Whole("version"));
            OrderWork.Change(desk.Store, desk.Act, order, form);
            await desk.Store.SaveChangesAsync(stop);
            return Show.Done(context, $"/orders/{id}", Words.Key("Đã lưu hạng mục mua sắm."));
        }).Needs(Rights.Work);
        routes.MapPost("/orders/{id:guid}/stage", AdvanceAsync).Needs(Rights.Work);
        routes.MapPost("/plans/{id:guid}/equipment", async (Guid id, PlanDesk desk, HttpContext context, CancellationToken stop) =>
        {
            var plan = await LeadAsync(desk, id, stop);
            await OrderWork.EquipAsync(desk.Store, plan, desk.Act, null, await EquipmentForm.ReadAsync(desk, plan, await Form.ReadAsync(context.Request, stop), stop), stop);
            await desk.Store.SaveChangesAsync(stop);
            return Show.Done(context, $"/plans/{id}/orders#equipment", Words.Key("Đã lưu thiết bị."));
        }).Needs(Rights.Work);
        routes.MapPost("/equipment/{id:guid}", async (Guid id, PlanDesk desk, HttpContext context, CancellationToken stop) =>
        {
            var equipment = await EquipmentAsync(desk, id, stop);
            var plan = await LeadAsync(desk, equipment.PlanId, stop);
            var posted = await Form.ReadAsync(context.Request, stop);
            var form = await EquipmentForm.ReadAsync(desk, plan, posted, stop);
            desk.Store.Expect(equipment, posted.Whole("version"));
            await OrderWork.EquipAsync(desk.Store, plan, desk.Act, equipment, form, stop);
            await desk.Store.SaveChangesAsync(stop);
            return Show.Done(context, $"/plans/{plan.Id}/orders#equipment", Words.Key("Đã lưu thiết bị."));
        }).Needs(Rights.Work);
    }

    static async Task<IResult> AdvanceAsync(Guid id, PlanDesk desk, HttpContext context, IFiles files, CancellationToken stop)
    {
        var order = await OrderAsync(desk, id, stop);
        var plan = await LeadAsync(desk, order.PlanId, stop);
        var form = await Form.ReadAsync(context.Request, stop);
        desk.Store.Expect(order, form.Whole("version"));
        var file = form.File("file") is { } upload ? await Uploads.KeepAsync(files, plan.OwnerId, upload, "file", stop) : null;
        await OrderWork.AdvanceAsync(desk.Store, plan, desk.Act, order, form.One<OrderStage>("stage"), form.Day("on") ?? desk.Today, form.Text("document", 120), form.Day("document-on"), form.Text("note", 500), file, stop);
        await desk.Store.SaveChangesAsync(stop);
        return Show.Done(context, $"/orders/{id}", Words.Key("Đã ghi bước mới."));
    }

    static async Task<Plan> LeadAsync(PlanDesk desk, Guid id, CancellationToken stop)
    {
        var plan = await desk.Store.PlanAsync(id, stop);
        WhoMay.MustBeLive(plan);
        WhoMay.MustLead(desk.Caller, plan);
        return plan;
    }

    static async Task<Order> OrderAsync(PlanDesk desk, Guid id, CancellationToken stop) => await desk.Store.Orders.FirstOrDefaultAsync(o => o.Id == id, stop)
        ?? throw Refusal.Missing("Không có hạng mục này, hoặc nó thuộc kế hoạch mà đơn vị của ông/bà không tham gia.");

    static async Task<Equipment> EquipmentAsync(PlanDesk desk, Guid id, CancellationToken stop) => await desk.Store.Equipment.FirstOrDefaultAsync(e => e.Id == id, stop)
        ?? throw Refusal.Missing("Không có thiết bị này, hoặc nó thuộc kế hoạch mà đơn vị của ông/bà không tham gia.");
}
