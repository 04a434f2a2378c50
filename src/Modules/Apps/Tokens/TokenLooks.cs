using LienY.Contracts;
using LienY.Fhir;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace LienY.Apps;

/// <summary>Introspection (RFC 7662), revocation (RFC 7009) and userinfo (OpenID Connect Core §5.3).</summary>
sealed class TokenLooks(Tokens tokens, ClientSignIn clients, TrailBook trail, Site site, IPeople people, Caller caller)
{
    const int MostBytes = 64 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        // Open: the application proves itself here; no cookie is looked at.
        routes.MapPost("/oauth/introspect", (HttpContext context, TokenLooks looks, CancellationToken stop) =>
            OAuthProblem.AnswerAsync(context, () => looks.IntrospectAsync(context, stop)))
            .Open().ForApps().DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(MostBytes));
        routes.MapPost("/oauth/revoke", (HttpContext context, TokenLooks looks, CancellationToken stop) =>
            OAuthProblem.AnswerAsync(context, () => looks.RevokeAsync(context, stop)))
            .Open().ForApps().DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(MostBytes));
        foreach (var method in new[] { "GET", "POST" })
            routes.MapMethods("/oauth/userinfo", [method], (HttpContext context, TokenLooks looks, CancellationToken stop) =>
                OAuthProblem.AnswerAsync(context, () => looks.WhoAsync(context, stop)))
                .Open().ForApps().DisableAntiforgery();
    }

    /// <summary>
    /// What a token is: to an application that proved itself, about its own tokens and those of applications of the same organisation; to a token, about
    /// tokens of its
    /// own application. Everything else is "not active", which says nothing.
    /// </summary>
    async Task<object?> IntrospectAsync(HttpContext context, CancellationToken stop)
    {
        var given = await Given.FormAsync(context.Request, stop);
        var token = given.Must("token");
        var (app, organisation) = caller.Client is { } client ? (client.Id, (Guid?)null) : await ProvedAsync(context, given, stop);
        if (token.Length > 100 || await tokens.FindAsync(token, stop) is not { IsLive: true } found) return new { active = false };
        var grant = found.Grant;
        if (grant.AppId != app && grant.OrganisationId != organisation) return new { active = false };
        var scopes = SmartScopes.Parse(found.Scopes);
        var name = grant.UserId is { } user && (await people.NamesAsync([user], stop)).TryGetValue(user, out var known) ? known : null;
        return new
        {
            active = true,
            scope = found.Scopes,
            client_id = grant.AppId.ToString(),
            token_type = found.IsAccess ? "Bearer" : "refresh_token",
            exp = found.Ends.ToUnixTimeSeconds(),
            iat = found.Made.ToUnixTimeSeconds(),
            iss = site.Of(context),
            sub = (grant.UserId ?? grant.AppId).ToString(),
            username = scopes.Has("profile") ? name : null,
            fhirUser = scopes.Has("fhirUser") && grant.UserId is { } who ? Users.Fhir(site.Fhir(context), who, grant) : null,
            patient = grant.Patient,
            organisation = grant.OrganisationId.ToString(),
            role = grant.Role,
            purpose = grant.Purpose,
        };
    }

    async Task<(Guid App, Guid? Organisation)> ProvedAsync(HttpContext context, Given given, CancellationToken stop)
    {
        var app = await clients.WhoAsync(context, given, stop);
        return app.Kind == AppKind.Public ? throw OAuthProblem.Client("A public client introspects with its own access token in the Authorization header.")
            : (app.Id, app.OrganisationId);
    }

    /// <summary>Ends a token; a refresh token takes all of its family with it. Unknown tokens are answered alike.</summary>
    async Task<object?> RevokeAsync(HttpContext context, CancellationToken stop)
    {
        var given = await Given.FormAsync(context.Request, stop);
        var token = given.Must("token");
        var app = await clients.WhoAsync(context, given, stop);
        if (token.Length > 100 || await tokens.FindAsync(token, stop) is not { } found || found.Grant.AppId != app.Id) return null;
        if (found.IsAccess) await tokens.EndAccessAsync(token, stop);
        else await tokens.EndAsync(found.Grant.Id, "revoked", stop);
        await trail.WriteAsync(app.AsCaller(context) with { UserId = found.Grant.UserId, SessionId = found.Grant.Id }, "app.revoke", "app", app.Id.ToString(), "ok",
            found.IsAccess ? "access" : "refresh", stop);
        return null;
    }

    async Task<object?> WhoAsync(HttpContext context, CancellationToken stop)
    {
        if (caller.Client is null) throw new OAuthProblem("invalid_token", "Send the access token of an application in the Authorization header.", 401);
        if (caller.Client is not { } client || caller.UserId is not { } user || !client.Scopes.Contains("openid"))
            throw new OAuthProblem("insufficient_scope", "The token needs the scope openid of a person who signed in.", 403);
        var grant = await tokens.FindAsync(context.Request.Headers.Authorization.ToString()["Bearer ".Length..].Trim(), stop);
        var scopes = SmartScopes.Parse(client.Scopes);
        return new
        {
            sub = user.ToString(),
            name = scopes.Has("profile") ? (await people.NamesAsync([user], stop)).GetValueOrDefault(user) : null,
            fhirUser = scopes.Has("fhirUser") && grant is { } g ? Users.Fhir(site.Fhir(context), user, g.Grant) : null,
            organisation = caller.OrganisationId.ToString(),
            organisation_name = caller.Organisation,
            role = caller.Posts[0].Role.ToString(),
            purpose = caller.Purpose,
        };
    }
}
