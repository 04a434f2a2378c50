using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace LienY.Apps;

/// <summary>
/// Browsers ask whether a page of another site may call <c>/fhir</c>: one of a registered application that is switched on may (its redirect and launch addresses
/// say where it lives), no other. Cookies never count; <c>/fhir/metadata</c> may be read from everywhere.
/// </summary>
sealed class CrossOrigin(RequestDelegate next, AppOrigins origins)
{
    const string Methods = "GET, HEAD, POST, PUT, PATCH, DELETE";
    const string Sent = "Authorization, Content-Type, Accept, If-Match, If-None-Match, If-None-Exist, If-Modified-Since, Prefer";
    const string Seen = "ETag, Location, Content-Location, Last-Modified, Retry-After, X-Progress, WWW-Authenticate";

    /// <summary>Middleware.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        if (!request.Path.StartsWithSegments("/fhir", out var rest) || rest.StartsWithSegments("/.well-known") || request.Headers.Origin is not [{ Length: > 0 } origin])
        {
            await next(context);
            return;
        }
        var allowed = rest == "/metadata" ? "*" : await origins.IsKnownAsync(origin, context.RequestAborted) ? origin : null;
        // As the answer leaves: a refusal clears what was said before it.
        response.OnStarting(() =>
        {
            response.Headers.Append("Vary", "Origin");
            if (allowed is not null) (response.Headers.AccessControlAllowOrigin, response.Headers.AccessControlExposeHeaders) = (allowed, Seen);
            return Task.CompletedTask;
        });
        if (!HttpMethods.IsOptions(request.Method) || request.Headers.AccessControlRequestMethod.Count == 0)
        {
            await next(context);
            return;
        }
        response.StatusCode = StatusCodes.Status204NoContent;
        if (allowed is not null)
            (response.Headers.AccessControlAllowMethods, response.Headers.AccessControlAllowHeaders, response.Headers.AccessControlMaxAge) = (Methods, Sent, "600");
    }
}

/// <summary>Puts it before everything else: also what answers programs on a short way of its own is then seen by it.</summary>
sealed class CrossOriginDoor : IStartupFilter
{
    /// <inheritdoc/>
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseMiddleware<CrossOrigin>();
        next(app);
    };
}

/// <summary>Where registered applications live: scheme, host and port of their addresses, looked up at most every five seconds and after each change here.</summary>
sealed class AppOrigins(Database database, SeenTokens seen, TimeProvider clock)
{
    volatile Known? known;

    sealed record Known(HashSet<string> Origins, DateTimeOffset Until, int Edition);

    /// <summary>Does an application that is switched on live there?</summary>
    public async ValueTask<bool> IsKnownAsync(string origin, CancellationToken stop)
    {
        var (now, edition) = (clock.GetUtcNow(), seen.Edition);
        if (known is not { } kept || kept.Until <= now || kept.Until > now + SeenTokens.Believed || kept.Edition != edition)
            known = kept = new(await LoadAsync(stop), now + SeenTokens.Believed, edition);
        return kept.Origins.Contains(origin);
    }

    async Task<HashSet<string>> LoadAsync(CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        var addresses = await connection.RowsAsync("select redirects, launch_url from apps_app where off_at is null", r => (r.GetString(0), r.GetString(1)), stop);
        var origins = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (redirects, launch) in addresses)
            foreach (var address in redirects.Split('\n', StringSplitOptions.RemoveEmptyEntries).Append(launch))
                if (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http") origins.Add(uri.GetLeftPart(UriPartial.Authority));
        return origins;
    }
}
