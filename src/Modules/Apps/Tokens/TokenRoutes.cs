using System.Security.Cryptography;
using System.Text;
using LienY.Contracts;
using LienY.Fhir;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;

namespace LienY.Apps;

/// <summary>The token end point: codes, refresh tokens and signed assertions become access tokens (RFC 6749 §3.2).</summary>
sealed class TokenDoor(Tokens tokens, ClientSignIn clients, SigningKeys keys, Database database, TimeProvider clock, TrailBook trail, Site site, IPeople people,
    IClientMeter meter)
{
    const int MostBytes = 64 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        // Open: the application proves itself here; no cookie is looked at.
        routes.MapPost("/oauth/token", (HttpContext context, TokenDoor door, CancellationToken stop) =>
            OAuthProblem.AnswerAsync(context, () => door.GiveAsync(context, stop)))
            .Open().ForApps().DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(MostBytes));
    }

    async Task<object?> GiveAsync(HttpContext context, CancellationToken stop)
    {
        var given = await Given.FormAsync(context.Request, stop);
        var kind = given.Must("grant_type");
        if (kind is not ("authorization_code" or "refresh_token" or "client_credentials"))
            throw new OAuthProblem("unsupported_grant_type", "Use authorization_code, refresh_token or client_credentials.");
        var app = await clients.WhoAsync(context, given, stop);
        try
        {
            return kind switch
            {
                "authorization_code" => await ByCodeAsync(context, app, given, stop),
                "refresh_token" => await ByRefreshAsync(context, app, given, stop),
                _ => await ByItselfAsync(context, app, given, stop),
            };
        }
        catch (OAuthProblem problem) when (problem.Error == "invalid_grant")
        {
            await clients.FailedAsync(context, app, problem.Message, stop);
            throw;
        }
    }

    async Task<object> ByCodeAsync(HttpContext context, AppCard app, Given given, CancellationToken stop)
    {
        if (app.Kind == AppKind.Backend) throw new OAuthProblem("unauthorized_client", "A backend service uses client_credentials.");
        var (code, verifier) = (given.Must("code"), given.Must("code_verifier"));
        if (await tokens.TakeCodeAsync(code, app.Id, stop) is not { } taken) throw OAuthProblem.Grant("The code is unknown, was used, or has expired.");
        if (given["redirect_uri"] != taken.Redirect) throw OAuthProblem.Grant("'redirect_uri' is not the one of the authorization request.");
        if (!Fits(verifier, taken.Challenge)) throw OAuthProblem.Grant("'code_verifier' does not fit the challenge.");
        return await AnswerAsync(context, app, taken.Grant, SmartScopes.Parse(taken.Grant.Scopes), taken.Nonce, stop);
    }

    async Task<object> ByRefreshAsync(HttpContext context, AppCard app, Given given, CancellationToken stop)
    {
        if (app.Kind == AppKind.Backend) throw new OAuthProblem("unauthorized_client", "A backend service uses client_credentials.");
        if (await tokens.TakeRefreshAsync(given.Must("refresh_token"), app.Id, stop) is not { } grant)
            throw OAuthProblem.Grant("The refresh token is unknown, was used, or has ended.");
        var scopes = SmartScopes.Parse(grant.Scopes);
        if (given["scope"] is { } wish) scopes = SmartScopes.Parse(wish).Within(scopes);
        if (scopes.Clinical.Count == 0 && scopes.Words.Count == 0) throw new OAuthProblem("invalid_scope", "Nothing of this scope was granted.");
        return await AnswerAsync(context, app, grant, scopes, null, stop);
    }

    async Task<object> ByItselfAsync(HttpContext context, AppCard app, Given given, CancellationToken stop)
    {
        if (app.Kind != AppKind.Backend) throw new OAuthProblem("unauthorized_client", "Only a backend service uses client_credentials.");
        if (!app.IsApproved) throw new OAuthProblem("unauthorized_client", "The service waits for the approval of a director.");
        var scopes = SmartScopes.Parse(given.Must("scope")).Within(SmartScopes.Parse(app.Scopes));
        if (scopes.Clinical.Count == 0) throw new OAuthProblem("invalid_scope", "None of these scopes is registered for the client.");
        var purposes = app.Purposes.Split(' ');
        var purpose = given["purpose"] ?? purposes[0];
        if (!purposes.Contains(purpose)) throw OAuthProblem.Request("The client is not registered for this purpose.");
        var now = clock.GetUtcNow();
        var grant = new GrantCard(Guid.CreateVersion7(), app.Id, null, app.OrganisationId, app.Role.ToString()!, purpose, scopes.ToString(), null, null,
            now + Tokens.ServiceLife, false);
        await using (var connection = await database.OpenAsync(stop)) await Tokens.AddAsync(connection, grant, now, stop);
        return await AnswerAsync(context, app, grant, scopes, null, stop);
    }

    async Task<object> AnswerAsync(HttpContext context, AppCard app, GrantCard grant, SmartScopes scopes, string? nonce, CancellationToken stop)
    {
        var began = clock.GetTimestamp();
        var issued = await tokens.IssueAsync(grant, scopes, stop);
        meter.Count(app.Id, "token", 200, (long)clock.GetElapsedTime(began).TotalMicroseconds, 0);
        await trail.WriteAsync(app.AsCaller(context) with { UserId = grant.UserId, SessionId = grant.Id, Purpose = grant.Purpose }, "app.token", "app",
            app.Id.ToString(), "ok", issued.Scopes, stop);
        var answer = new Dictionary<string, object?>
        {
            ["access_token"] = issued.Access,
            ["token_type"] = "Bearer",
            ["expires_in"] = issued.Seconds,
            ["scope"] = issued.Scopes,
        };
        if (issued.Refresh is not null) answer["refresh_token"] = issued.Refresh;
        if (grant.Patient is not null && (scopes.Has("launch/patient") || scopes.Has("launch") || scopes.Clinical.Any(c => c.Seat == ScopeSeat.Patient)))
            (answer["patient"], answer["need_patient_banner"]) = (grant.Patient, !scopes.Has("launch"));
        if (grant.UserId is { } user && scopes.Has("openid")) answer["id_token"] = await IdTokenAsync(context, app, user, grant, scopes, nonce, issued.Access, stop);
        return answer;
    }

    async Task<string> IdTokenAsync(HttpContext context, AppCard app, Guid user, GrantCard grant, SmartScopes scopes, string? nonce, string access,
        CancellationToken stop)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var claims = new Dictionary<string, object>
        {
            ["iss"] = site.Of(context),
            ["sub"] = user.ToString(),
            ["aud"] = app.Id.ToString(),
            ["iat"] = now,
            ["exp"] = now + (long)Tokens.AccessLife.TotalSeconds,
            // OpenID Connect Core §3.1.3.6: the left half of the hash of the access token.
            ["at_hash"] = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(access)).AsSpan(0, 16)),
        };
        if (nonce is not null) claims["nonce"] = nonce;
        if (scopes.Has("fhirUser")) claims["fhirUser"] = Users.Fhir(site.Fhir(context), user, grant);
        if (scopes.Has("profile") && (await people.NamesAsync([user], stop)).TryGetValue(user, out var name)) claims["name"] = name;
        return await keys.SignAsync(claims, stop);
    }

    // RFC 7636 §4.1 and §4.6: 43 to 128 unreserved signs, compared without telling how far they agree.
    static bool Fits(string verifier, string challenge) =>
        verifier.Length is >= 43 and <= 128 && verifier.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~')
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)))),
        Encoding.ASCII.GetBytes(challenge));
}

/// <summary>People as resources.</summary>
static class Users
{
    /// <summary>The address of the resource that stands for a person who signed in (the claim fhirUser): a Practitioner, or the own Patient of a citizen.</summary>
    public static string Fhir(string fhir, Guid user, GrantCard grant) =>
        grant.Role == nameof(Role.Citizen) && grant.Patient is { } patient ? $"{fhir}/Patient/{patient}" : $"{fhir}/Practitioner/{user}";
}
