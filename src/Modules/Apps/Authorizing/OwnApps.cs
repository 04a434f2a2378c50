using LienY.Apps.Pages;
using LienY.Design;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Apps;

/// <summary>Something that a person let an application do and that still holds.</summary>
sealed record OwnGrant(Guid Id, string App, string Organisation, string Role, string Purpose, IReadOnlyList<string> Scopes, DateTimeOffset MadeAt,
    DateTimeOffset EndsAt);

/// <summary>Applications that the caller let in, and taking that back.</summary>
sealed class OwnApps(AppsStore store, Tokens tokens, Contracts.IOrganisations organisations, Caller caller)
{
    const int Most = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/apps/own", async (OwnApps use, CancellationToken stop) => Show.Page<OwnAppsPage>(new { Model = await use.ListAsync(stop) })).NeedsSignIn();
        routes.MapPost("/apps/own/{id:guid}/end", (Guid id, HttpContext context, OwnApps use, CancellationToken stop) => use.EndAsync(id, context, stop))
            .NeedsSignIn();
    }

    async Task<IReadOnlyList<OwnGrant>> ListAsync(CancellationToken stop)
    {
        var now = store.Clock.GetUtcNow();
        var found = await (from g in store.Grants.AsNoTracking()
                           join a in store.Apps.IgnoreQueryFilters(["org"]).AsNoTracking() on g.AppId equals a.Id
                           where g.UserId == caller.UserId && g.EndedAt == null && g.EndsAt > now && a.OffAt == null
                           orderby g.MadeAt descending
                           select new { Grant = g, a.Name }).Take(Most).ToListAsync(stop);
        var names = await organisations.NamesAsync(found.Select(f => f.Grant.OrganisationId), null, stop);
        return [.. found.Select(f => new OwnGrant(f.Grant.Id, f.Name, names.GetValueOrDefault(f.Grant.OrganisationId, "–"),
            AppWords.Roles[Enum.Parse<Role>(f.Grant.Role)], AppWords.Purpose(f.Grant.Purpose),
            f.Grant.Scopes.Split(' '), f.Grant.MadeAt, f.Grant.EndsAt))];
    }

    async Task<IResult> EndAsync(Guid id, HttpContext context, CancellationToken stop)
    {
        var grant = await store.Grants.AsNoTracking().SingleOrDefaultAsync(g => g.Id == id && g.UserId == caller.UserId, stop)
            ?? throw Refusal.Missing("Không tìm thấy ứng dụng này.");
        await tokens.EndAsync(id, "person", stop);
        store.Trace("app.end", "app", grant.AppId.ToString());
        await store.SaveChangesAsync(stop);
        return Show.Done(context, "/apps/own", Words.Key("Đã ngắt ứng dụng; mã truy cập của nó đã hết hiệu lực."));
    }
}
