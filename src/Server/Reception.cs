using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Antiforgery;

namespace LienY.Server;

/// <summary>
/// Finds out who asks, checks that a form came from our own page (a bearer token needs none), and writes what was refused or failed into the trail.
/// </summary>
public sealed class Reception(RequestDelegate next, IAntiforgery antiforgery)
{
    /// <summary>Middleware.</summary>
    public async Task InvokeAsync(HttpContext context, CallerSeat seat, ICallers callers, IAppCallers apps, TrailBook trail)
    {
        var origin = new Origin(context.Connection.RemoteIpAddress?.ToString(), context.Connection.RemotePort, context.Request.Headers.UserAgent.ToString());
        if (seat.Caller == Caller.Nobody)
            seat.Caller = (await apps.OfAsync(context, context.RequestAborted) ?? await callers.OfAsync(context, context.RequestAborted)) with { Origin = origin };
        try
        {
            if (NeedsToken(context) && !await antiforgery.IsRequestValidAsync(context))
                throw Refusal.Invalid("Trang đã mở quá lâu hoặc không còn hợp lệ. Xin tải lại trang rồi gửi lại.");
            await next(context);
        }
        catch (Refusal refusal) when (refusal.Kind == RefusalKind.Forbidden || !IsRead(context))
        {
            await trail.WriteAsync(seat.Caller, $"{context.Request.Method} {Pattern(context)}", "route", context.Request.Path, "refused", refusal.Text);
            throw;
        }
    }

    static bool IsRead(HttpContext context) => HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);

    static bool NeedsToken(HttpContext context) =>
        !IsRead(context) && !HttpMethods.IsOptions(context.Request.Method) && context.Request.Headers.Authorization.Count == 0 && context.GetEndpoint() is { } endpoint
        // Where programs sign in without a browser, no cookie is looked at, so there is nothing to forge.
        && endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>() is not { RequiresValidation: false };

    static string Pattern(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? context.Request.Path;
}
