using System.Data.Common;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;

namespace LienY.Apps;

/// <summary>Which application asks at an end point for programs, and whether it proved it (RFC 6749 §2.3, RFC 7523).</summary>
sealed class ClientSignIn(Database database, TimeProvider clock, TrailBook trail, Site site, Contracts.IClientMeter meter)
{
    /// <summary>
    /// The application behind a request: by signed assertion, by secret (header or form), or by its id alone where it can keep none. Refused with
    /// <c>invalid_client</c>; each failure counts against the application at this address and stands in the trail.
    /// </summary>
    public async Task<AppCard> WhoAsync(HttpContext context, Given given, CancellationToken stop)
    {
        var (now, address) = (clock.GetUtcNow(), context.Connection.RemoteIpAddress?.ToString());
        await using var connection = await database.OpenAsync(stop);
        var (id, secret) = Claimed(context, given);
        var app = await AppBook.FindAsync(connection, id, stop) ?? throw OAuthProblem.Client("Unknown client.");
        await ClientTries.MustBeFreeAsync(connection, app.Id, address, now, stop);
        try
        {
            if (!app.IsOn) throw OAuthProblem.Client("The client is switched off.", app.Id);
            await ProveAsync(connection, context, app, given, secret, now, stop);
            return app;
        }
        catch (OAuthProblem problem) when (problem.Error == "invalid_client")
        {
            await FailedAsync(connection, context, app, problem.Message, stop);
            throw;
        }
    }

    /// <summary>Counts a failure (a wrong code, a replay) against the application.</summary>
    public async Task FailedAsync(HttpContext context, AppCard app, string why, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        await FailedAsync(connection, context, app, why, stop);
    }

    async Task FailedAsync(DbConnection connection, HttpContext context, AppCard app, string why, CancellationToken stop)
    {
        await ClientTries.FailAsync(connection, app.Id, context.Connection.RemoteIpAddress?.ToString(), clock.GetUtcNow(), stop);
        meter.Count(app.Id, "token", 401, 0, 0, why);
        await trail.WriteAsync(connection, app.AsCaller(context), "app.token", "app", app.Id.ToString(), "refused", why, stop);
    }

    static (string? Id, string? Secret) Claimed(HttpContext context, Given given)
    {
        if (given["client_assertion"] is { } assertion)
        {
            var claimed = Assertion.Claimed(assertion);
            if (given["client_id"] is { } named && claimed is not null && named != claimed)
                throw OAuthProblem.Client("'client_id' is not the one of the assertion.");
            return (claimed, null);
        }
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)) return (given["client_id"] ??
            throw OAuthProblem.Client("No client authentication."), given["client_secret"]);
        if (given["client_secret"] is not null) throw OAuthProblem.Request("Use one way of client authentication, not two.");
        try
        {
            // Id and secret are form-encoded before they are joined (RFC 6749 §2.3.1).
            var pair = Encoding.UTF8.GetString(Convert.FromBase64String(header["Basic ".Length..].Trim())).Split(':', 2);
            return (WebUtility.UrlDecode(pair[0]), pair.Length > 1 ? WebUtility.UrlDecode(pair[1]) : null);
        }
        catch (FormatException)
        {
            throw OAuthProblem.Client("The Authorization header could not be read.");
        }
    }

    async Task ProveAsync(DbConnection connection, HttpContext context, AppCard app, Given given, string? secret, DateTimeOffset now, CancellationToken stop)
    {
        if (given["client_assertion"] is { } assertion)
        {
            if (given["client_assertion_type"] != Assertion.Kind) throw OAuthProblem.Request("'client_assertion_type' must be " + Assertion.Kind + ".");
            if (app.Keys.Length == 0) throw OAuthProblem.Client("The client has no keys registered.", app.Id);
            var issuer = site.Of(context);
            var proof = Assertion.Check(assertion, app, [issuer + "/oauth/token", issuer], now);
            // The row is the memory of all nodes: who inserts it first has used it.
            if (await connection.RunAsync("insert into apps_assertion (app_id, jti, expires_at) values (@p0, @p1, @p2) on conflict do nothing", stop, app.Id,
                Secret.Hash(proof.Id), proof.Ends.AddMinutes(1)) == 0)
                throw OAuthProblem.Client("The assertion was used before ('jti').", app.Id);
            return;
        }
        if (app.Kind == AppKind.Public)
        {
            if (secret is not null) throw OAuthProblem.Client("A public client has no secret.", app.Id);
            return;
        }
        if (app.SecretHash is null) throw OAuthProblem.Client("The client must authenticate by private_key_jwt.", app.Id);
        if (secret is null || !CryptographicOperations.FixedTimeEquals(Secret.Hash(secret), app.SecretHash))
            throw OAuthProblem.Client("Client authentication failed.", app.Id);
    }
}

/// <summary>The address under which the house is known to programs.</summary>
sealed class Site(Contracts.SignInRules rules)
{
    /// <summary>The public address of the settings, else as the request came; without a slash at the end.</summary>
    public string Of(HttpContext context) => rules.PublicUrl.Length > 0 ? rules.PublicUrl.TrimEnd('/') : $"{context.Request.Scheme}://{context.Request.Host}";

    /// <summary>The base of the FHIR server.</summary>
    public string Fhir(HttpContext context) => Of(context) + "/fhir";
}
