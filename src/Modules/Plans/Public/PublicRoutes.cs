using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using LienY.Plans.Pages.Public;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>What the owner's page about the public page shows.</summary>
sealed record OpeningView(PlanHead Head, Opening? Opening, string Address, bool MayOpen);

/// <summary>The public page of a plan: its owner's switch, the list of open plans, the page itself.</summary>
static class PublicRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/plans/{id:guid}/public", SettingAsync).Needs(Rights.Read);
        routes.MapPost("/plans/{id:guid}/public", SwitchAsync).Needs(Rights.Adopt);
        // Open: what owners decided to show to everybody.
        routes.MapGet("/public", ListAsync).Open();
        routes.MapGet("/public/plans/{slug}", PageAsync).Open();
    }

    static async Task<IResult> SettingAsync(Guid id, PlanDesk desk, HttpContext context, SignInRules rules, CancellationToken stop)
    {
        var head = await desk.HeadAsync(id, stop);
        var opening = await desk.Store.Openings.AsNoTracking().SingleOrDefaultAsync(o => o.PlanId == id, stop);
        var site = rules.PublicUrl.Length > 0 ? rules.PublicUrl.TrimEnd('/') : $"{context.Request.Scheme}://{context.Request.Host}";
        return Show.Page<OpeningPage>(new { Model = (object)new OpeningView(head, opening, $"{site}/public/plans/{opening?.Slug ?? Opening.SlugOf(head.Plan)}", desk.Caller.May(Rights.Adopt, head.Plan.OwnerId)) });
    }

    static async Task<IResult> SwitchAsync(Guid id, PlanDesk desk, HttpContext context, CancellationToken stop)
    {
        var plan = await desk.Store.PlanAsync(id, stop);
        desk.Caller.Must(Rights.Adopt, plan.OwnerId);
        var form = await Form.ReadAsync(context.Request, stop);
        var open = form.Ticked("open");
        if (open && plan.State is PlanState.Draft or PlanState.Withdrawn) throw Refusal.Conflict("Chỉ công khai được kế hoạch đang thực hiện hoặc đã kết thúc.");
        if (open && !form.Ticked("sure"))
            throw new Refusal(RefusalKind.Invalid, "Xin xác nhận rằng nội dung này được phép công khai.") { Field = "sure" };
        var opening = await desk.Store.Openings.SingleOrDefaultAsync(o => o.PlanId == id, stop);
        if (opening is null) desk.Store.Openings.Add(opening = new Opening { PlanId = id, Slug = await FreeSlugAsync(desk.Store, plan, stop) });
        else desk.Store.Expect(opening, form.Whole("version"));
        if (open && !opening.IsOpen) (opening.OpenedAt, opening.OpenedBy) = (desk.Store.Clock.GetUtcNow(), desk.Caller.UserId);
        if (open != opening.IsOpen)
            desk.Store.Remember(id, open ? Words.Key("Công khai kế hoạch tại {0}") : Words.Key("Thôi công khai kế hoạch tại {0}"), "plan", id, "/public/plans/" + opening.Slug);
        (opening.IsOpen, opening.MayIndex) = (open, open && form.Ticked("index"));
        desk.Store.Trace(open ? "plan.public.open" : "plan.public.close", "plans_plan", id.ToString());
        await desk.Store.SaveChangesAsync(stop);
        return Show.Done(context, $"/plans/{id}/public", open ? Words.Key("Kế hoạch đã được công khai.") : Words.Key("Kế hoạch không còn công khai."));
    }

    static async Task<string> FreeSlugAsync(PlansStore store, Plan plan, CancellationToken stop)
    {
        var slug = Opening.SlugOf(plan);
        return await store.Openings.IgnoreQueryFilters().AnyAsync(o => o.Slug == slug, stop) ? slug + "-" + plan.Id.ToString("N")[^6..] : slug;
    }

    static async Task<IResult> ListAsync(PublicShelf shelf, HttpContext context, CancellationToken stop)
    {
        context.Response.Headers["X-Robots-Tag"] = "noindex, follow";
        return Show.Page<PublicListPage>(new { Model = (object)await shelf.ListAsync(stop) });
    }

    static async Task<IResult> PageAsync(string slug, PublicShelf shelf, Words words, Caller caller, HttpContext context, CancellationToken stop)
    {
        var plan = slug.Length > 100 ? null : await shelf.FindAsync(slug, words.Language, stop);
        if (plan is null) throw Refusal.Missing("Không có kế hoạch công khai tại địa chỉ này, hoặc cơ quan chủ trì đã thôi công khai.");
        if (!plan.MayIndex) context.Response.Headers["X-Robots-Tag"] = "noindex";
        // One's own frame stands around the page for those who are signed in: only the page of strangers may be asked for again by its stamp.
        if (!caller.IsKnown)
        {
            var etag = $"W/\"{plan.Stamp}-{words.Language}\"";
            context.Response.Headers.ETag = etag;
            context.Response.Headers.CacheControl = "private, no-cache";
            context.Response.Headers.Vary = "Cookie";
            if (context.Request.Headers.IfNoneMatch.SelectMany(v => (v ?? "").Split(',')).Any(v => v.Trim() == etag)) return Results.StatusCode(StatusCodes.Status304NotModified);
        }
        return Show.Page<PublicPlanPage>(new { Model = (object)plan });
    }
}
