using LienY.Apps.Pages;
using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Apps;

/// <summary>Applications that can be opened for a patient.</summary>
sealed record LaunchView(KnownPerson Person, string Purpose, IReadOnlyList<AppCard> Apps);

/// <summary>
/// Opening an application from a patient's page (SMART "EHR launch"): a token of five minutes for this person, this application and this user goes along; the
/// application brings it back when it asks to be let in.
/// </summary>
sealed class Launching(Database database, TimeProvider clock, Caller caller, Site site, IPersons persons, IOrganisations organisations, TrailBook trail)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/apps/launch", (HttpContext context, Guid? person, string? purpose, Launching use, CancellationToken stop) =>
            use.ShowAsync(context, person, purpose, stop)).NeedsSignIn();
        routes.MapPost("/apps/launch", (HttpContext context, Launching use, CancellationToken stop) => use.OpenAsync(context, stop)).NeedsSignIn();
    }

    async Task<IResult> ShowAsync(HttpContext context, Guid? person, string? purpose, CancellationToken stop)
    {
        var use = Known(purpose ?? "");
        var known = await FindAsync(person, use, stop);
        var apps = await AppsAsync(stop);
        var origins = apps.Select(a => new Uri(a.LaunchUrl).GetLeftPart(UriPartial.Authority)).Distinct();
        context.Features.Set(new FormTarget(string.Join(' ', origins)));
        return Show.Page<LaunchPage>(new { Model = new LaunchView(known, use, apps) });
    }

    async Task<IResult> OpenAsync(HttpContext context, CancellationToken stop)
    {
        if (context.Request.Headers.Authorization.Count > 0) throw Refusal.Forbidden("Việc cho phép ứng dụng chỉ làm được trên trang, sau khi đăng nhập.");
        var form = await Form.ReadAsync(context.Request, stop);
        var use = Known(form.Text("purpose", 40));
        var known = await FindAsync(form.Id("person"), use, stop);
        var app = (await AppsAsync(stop)).FirstOrDefault(a => a.Id == form.Id("app")) ?? throw Refusal.Missing("Không tìm thấy ứng dụng này.");
        var (token, now) = (Secret.Make("ll_"), clock.GetUtcNow());
        await using var connection = await database.OpenAsync(stop);
        await connection.RunAsync("insert into apps_launch (hash, app_id, user_id, person_id, purpose, expires_at) values (@p0, @p1, @p2, @p3, @p4, @p5)", stop,
            Secret.Hash(token), app.Id, caller.UserId, known.Id, use, now + OpenLaunch.Life);
        await trail.WriteAsync(connection, caller with { Purpose = use }, "app.launch", "app", app.Id.ToString(), "ok", app.Name, stop);
        return Results.Redirect(AuthorizeAsk.Answer(app.LaunchUrl, ("iss", site.Fhir(context)), ("launch", token)));
    }

    async Task<KnownPerson> FindAsync(Guid? person, string purpose, CancellationToken stop) =>
        person is { } id && await persons.FindAsync(id, purpose, stop) is { } known ? known : throw Refusal.Missing("Không tìm thấy người bệnh này.");

    // Applications of the caller's organisations and of those above them.
    async Task<IReadOnlyList<AppCard>> AppsAsync(CancellationToken stop)
    {
        var within = caller.Organisations.ToHashSet();
        foreach (var post in caller.Posts) within.UnionWith((await organisations.AboveAsync(post.OrganisationId, stop)).Select(o => o.Id));
        await using var connection = await database.OpenAsync(stop);
        return await AppBook.LaunchableAsync(connection, within, stop);
    }

    static string Known(string purpose) => AppWords.Purposes.ContainsKey(purpose) ? purpose : AppWords.Purposes.Keys.First();
}
