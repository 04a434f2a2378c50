using LienY.Apps.Pages;
using LienY.Contracts;
using LienY.Design;
using LienY.Fhir;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace LienY.Apps;

/// <summary>A post that a person may lend to an application.</summary>
sealed record PostChoice(Role Role, Guid OrganisationId, string Organisation)
{
    /// <summary>As a form says it.</summary>
    public string Value => $"{Role}|{OrganisationId}";
}

/// <summary>The page on which a person lets an application in.</summary>
/// <param name="Asked">What the application sent, to be carried along.</param>
/// <param name="Patient">Who was chosen already; null: nobody.</param>
/// <param name="IsFixed">The patient comes from the page where it was opened, or is the citizen.</param>
sealed record ConsentView(AuthorizeAsk Ask, string Organisation, IReadOnlyList<(string Name, string Value)> Asked, IReadOnlyList<PostChoice> Posts, string Post,
    string Purpose, string Find,
    IReadOnlyList<KnownPerson>? Found, KnownPerson? Patient, bool IsFixed, string? Trouble);

/// <summary>
/// The authorization end point: who signs in by the session of the house, sees in words what is asked, chooses in whose name, for what and about whom.
/// </summary>
sealed class Authorizing(Database database, TimeProvider clock, Caller caller, Site site, Choosing choosing, TrailBook trail)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        // Open: a faulty request is answered before anybody signs in; a good one leads to the sign-in page.
        routes.MapGet("/oauth/authorize", (HttpContext context, Authorizing use, CancellationToken stop) => use.ShowAsync(context, stop)).Open();
        routes.MapPost("/oauth/authorize", (HttpContext context, Authorizing use, CancellationToken stop) => use.DecideAsync(context, stop)).NeedsSignIn();
    }

    async Task<IResult> ShowAsync(HttpContext context, CancellationToken stop)
    {
        try
        {
            var given = Given.Query(context.Request);
            var ask = await ReadAsync(context, given, stop);
            if (caller.UserId is null)
                return ask.IsSilent ? throw new WayBack(ask.Redirect, ask.State, new("login_required", "Nobody has signed in."))
                    : Results.Redirect("/sign-in?then=" + Uri.EscapeDataString(context.Request.Path + context.Request.QueryString));
            if (ask.IsSilent) throw new WayBack(ask.Redirect, ask.State, new("interaction_required", "The person must be asked."));
            // The browser follows the answer of the form to the application's address; the page must allow that one, and no other.
            context.Features.Set(new FormTarget(new Uri(ask.Redirect).GetLeftPart(UriPartial.Authority)));
            var asked = AuthorizeAsk.Names.Select(n => (Name: n, Value: given[n] ?? "")).Where(p => p.Value.Length > 0).ToList();
            return Show.Page<ConsentPage>(new
            {
                Model = await choosing.ViewAsync(ask, asked, given["post"], given["purpose"], given["find"], given["person"],
                stop)
            });
        }
        catch (Exception problem) when (problem is NoWayBack or WayBack or OAuthProblem)
        {
            return Told(context, problem);
        }
    }

    async Task<IResult> DecideAsync(HttpContext context, CancellationToken stop)
    {
        // An API token of a person must not let applications in; only the person at the page may.
        if (context.Request.Headers.Authorization.Count > 0) throw Refusal.Forbidden("Việc cho phép ứng dụng chỉ làm được trên trang, sau khi đăng nhập.");
        try
        {
            var given = await Given.FormAsync(context.Request, stop);
            var ask = await ReadAsync(context, given, stop);
            var form = await Form.ReadAsync(context.Request, stop);
            if (given["decision"] != "allow")
            {
                await trail.WriteAsync(caller, "app.deny", "app", ask.App.Id.ToString(), "ok", ask.App.Name, stop);
                throw new WayBack(ask.Redirect, ask.State, new("access_denied", "The person did not allow it."));
            }
            var code = await AllowAsync(ask, form, stop);
            return See(AuthorizeAsk.Answer(ask.Redirect, ("code", code), ("state", ask.State), ("iss", site.Of(context))));
        }
        catch (Exception problem) when (problem is NoWayBack or WayBack or OAuthProblem)
        {
            return Told(context, problem);
        }
    }

    async Task<AuthorizeAsk> ReadAsync(HttpContext context, Given given, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        return await AuthorizeAsk.ReadAsync(connection, given, site.Fhir(context), caller.UserId, clock.GetUtcNow(), stop);
    }

    async Task<string> AllowAsync(AuthorizeAsk ask, Form form, CancellationToken stop)
    {
        var post = choosing.Post(form.Text("post", 100));
        var purpose = choosing.Purpose(post, ask.Launch?.Purpose ?? form.Text("purpose", 40));
        var ticked = SmartScopes.Parse(string.Join(' ', form.All("allow")));
        var scopes = ticked.Within(ask.Scopes);
        if (scopes.Clinical.Count == 0 && scopes.Words.Count == 0)
            throw new Refusal(RefusalKind.Invalid, "Xin để lại ít nhất một quyền, hoặc bấm Không cho phép.") { Field = "allow" };
        var (person, patient) = await choosing.PatientAsync(ask, post, purpose, form.Id("person"), stop);
        var now = clock.GetUtcNow();
        var ends = scopes.Has("offline_access") ? now + Tokens.OfflineLife : scopes.Has("online_access") ? now + Tokens.OnlineLife
            : now + Tokens.CodeLife + Tokens.AccessLife;
        var grant = new GrantCard(Guid.CreateVersion7(), ask.App.Id, caller.UserId, post.OrganisationId, post.Role.ToString(), purpose, scopes.ToString(), patient,
            person, ends, false);
        await using var connection = await database.OpenAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        if (ask.Launch is { } launch && await connection.RunAsync("update apps_launch set used_at = @p1 where hash = @p0 and used_at is null", stop, launch.Hash,
            now) == 0)
            throw new WayBack(ask.Redirect, ask.State, OAuthProblem.Request("'launch' was used."));
        await Tokens.AddAsync(connection, grant, now, stop);
        var code = await Tokens.CodeAsync(connection, grant.Id, ask.Redirect, ask.Challenge, ask.Nonce, now, stop);
        var who = caller with { Purpose = purpose };
        if (person is { } one) await trail.AboutAsync(connection, who, "app.allow", "app", ask.App.Id.ToString(),
            new(one, post.OrganisationId, null, post.Role.ToString()), grant.Scopes, stop);
        else await trail.WriteAsync(connection, who, "app.allow", "app", ask.App.Id.ToString(), "ok", grant.Scopes, stop);
        await transaction.CommitAsync(stop);
        return code;
    }

    IResult Told(HttpContext context, Exception problem) => problem switch
    {
        WayBack back => See(back.Address(site.Of(context))),
        NoWayBack none => new RazorComponentResult<RefusedPage>(new { Says = none.Message }) { StatusCode = 400 },
        _ => new RazorComponentResult<RefusedPage>(new
        {
            Says = Words.Key("Yêu cầu của ứng dụng bị thiếu hoặc sai. Xin báo cho bên làm ứng dụng."),
            Detail = problem.Message
        })
        { StatusCode = 400 },
    };

    // 303: a form was sent, what follows is a GET (RFC 9700 §4.12).
    static IResult See(string address) => new SeeOther(address);

    sealed class SeeOther(string address) : IResult
    {
        public Task ExecuteAsync(HttpContext context)
        {
            (context.Response.StatusCode, context.Response.Headers.Location) = (303, address);
            return Task.CompletedTask;
        }
    }
}
