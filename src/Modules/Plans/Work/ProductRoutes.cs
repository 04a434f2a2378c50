using LienY.Design;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>Routes of products.</summary>
static class ProductRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/tasks/{id:guid}/products", DeliverAsync).Needs(Rights.Work);
        routes.MapGet("/products/{id:guid}", WhereAsync).Needs(Rights.Read);
        routes.MapGet("/products/{id:guid}/file", DownloadAsync).Needs(Rights.Read);
        routes.MapPost("/products/{id:guid}/accept", AcceptAsync).Needs(Rights.Work);
        routes.MapPost("/products/{id:guid}/return", ReturnAsync).Needs(Rights.Work);
        routes.MapPost("/products/{id:guid}/again", AgainAsync).Needs(Rights.Work);
    }

    static async Task<IResult> DeliverAsync(Guid id, PlanDesk desk, HttpContext context, IFiles files, CancellationToken stop)
    {
        var (plan, task) = await desk.TaskAsync(id, stop);
        WhoMay.MustBeLive(plan);
        WhoMay.MustChange(desk.Caller, plan, task);
        var form = await Form.ReadAsync(context.Request, stop);
        var (name, on, note) = (form.Required("name", 300), form.Day("on") ?? desk.Today, form.Text("note", 2000));
        var file = form.File("file") is { } posted ? await Uploads.KeepAsync(files, plan.OwnerId, posted, "file", stop) : null;
        var product = await ProductWork.DeliverAsync(desk.Store, plan, desk.Act, task, null, name, on, note, file, plan.OwnerId, stop);
        desk.Store.Notify(new Notice
        {
            OrganisationId = plan.OwnerId,
            Text = Words.Key("Sản phẩm “{0}” đã nộp, chờ nghiệm thu"),
            Args = Notice.ArgsOf(name),
            Link = $"/tasks/{id}#products",
            Once = $"product/{product.Id}/1",
        });
        await desk.Store.SaveChangesAsync(stop);
        return Show.Done(context, $"/tasks/{id}#products", Words.Key("Đã nộp sản phẩm."));
    }

    static async Task<IResult> WhereAsync(Guid id, PlanDesk desk, CancellationToken stop)
    {
        var (_, product, _, _) = await FindAsync(id, desk, stop);
        return Results.Redirect(product.TaskId is { } task ? $"/tasks/{task}#products" : $"/plans/{product.PlanId}/timeline");
    }

    static async Task<IResult> DownloadAsync(Guid id, PlanDesk desk, HttpContext context, IFiles files, CancellationToken stop)
    {
        var (_, product, _, _) = await FindAsync(id, desk, stop);
        if (product.FileOrgId is not { } organisation) throw Refusal.Missing("Sản phẩm này không kèm tệp.");
        return await Uploads.DownloadAsync(context, files, organisation, product.FileHash, product.FileName, stop);
    }

    static async Task<IResult> AcceptAsync(Guid id, PlanDesk desk, HttpContext context, CancellationToken stop)
    {
        var (plan, product, task, activity) = await FindAsync(id, desk, stop);
        WhoMay.MustBeLive(plan);
        WhoMay.MustAccept(desk.Caller, plan, product, await PartnersAsync(desk, product, task, stop));
        var form = await Form.ReadAsync(context.Request, stop);
        desk.Store.Expect(product, form.Whole("version", product.Version));
        await ProductWork.AcceptAsync(desk.Store, plan, desk.Act, product, task, activity, stop);
        await desk.Store.SaveChangesAsync(stop);
        return Back(context, product, Words.Key("Đã nghiệm thu sản phẩm."));
    }

    static async Task<IResult> ReturnAsync(Guid id, PlanDesk desk, HttpContext context, CancellationToken stop)
    {
        var (plan, product, task, _) = await FindAsync(id, desk, stop);
        WhoMay.MustBeLive(plan);
        WhoMay.MustAccept(desk.Caller, plan, product, await PartnersAsync(desk, product, task, stop));
        var form = await Form.ReadAsync(context.Request, stop);
        var reason = form.Required("reason", 500);
        desk.Store.Expect(product, form.Whole("version", product.Version));
        await ProductWork.ReturnAsync(desk.Store, plan, desk.Act, product, reason, stop);
        if (product.DeliveredBy is { } person)
            desk.Store.Notify(new Notice
            {
                UserId = person,
                Text = Words.Key("Sản phẩm “{0}” bị trả lại: {1}"),
                Args = Notice.ArgsOf(product.Name, reason),
                Link = $"/products/{id}",
                Once = $"product/{id}/returned/{product.Version}",
            });
        await desk.Store.SaveChangesAsync(stop);
        return Back(context, product, Words.Key("Đã trả lại sản phẩm."));
    }

    static async Task<IResult> AgainAsync(Guid id, PlanDesk desk, HttpContext context, IFiles files, CancellationToken stop)
    {
        var (plan, product, task, activity) = await FindAsync(id, desk, stop);
        WhoMay.MustBeLive(plan);
        if (task is not null) WhoMay.MustChange(desk.Caller, plan, task);
        else WhoMay.MustLead(desk.Caller, plan);
        var form = await Form.ReadAsync(context.Request, stop);
        desk.Store.Expect(product, form.Whole("version", product.Version));
        var file = form.File("file") is { } posted ? await Uploads.KeepAsync(files, plan.OwnerId, posted, "file", stop) : null;
        await ProductWork.DeliverAgainAsync(desk.Store, plan, desk.Act, product, task, activity, form.Day("on") ?? desk.Today, form.Text("note"), file, plan.OwnerId, stop);
        await desk.Store.SaveChangesAsync(stop);
        return Back(context, product, Words.Key("Đã nộp lại sản phẩm."));
    }

    static async Task<(Plan Plan, Product Product, PlanTask? Task, Activity? Activity)> FindAsync(Guid id, PlanDesk desk, CancellationToken stop)
    {
        var product = await desk.Store.Products.FirstOrDefaultAsync(p => p.Id == id, stop)
            ?? throw Refusal.Missing("Không có sản phẩm này, hoặc sản phẩm thuộc kế hoạch mà đơn vị của ông/bà không tham gia.");
        return (await desk.Store.PlanAsync(product.PlanId, stop), product,
            product.TaskId is { } task ? await desk.Store.Tasks.FirstAsync(t => t.Id == task, stop) : null,
            product.ActivityId is { } activity ? await desk.Store.Activities.FirstAsync(a => a.Id == activity, stop) : null);
    }

    static async Task<List<Guid?>> PartnersAsync(PlanDesk desk, Product product, PlanTask? task, CancellationToken stop) => await desk.Store.Assignments
        .Where(a => a.PlanId == product.PlanId && a.Role == PartyRole.Cooperating && (a.WorkId == product.TaskId || a.WorkId == product.ActivityId || (task != null && a.WorkId == task.ActivityId)))
        .Select(a => a.OrgId).ToListAsync(stop);

    static IResult Back(HttpContext context, Product product, string said) => Show.Done(context, product.TaskId is { } task ? $"/tasks/{task}#products" : $"/plans/{product.PlanId}", said);
}
