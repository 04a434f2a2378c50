using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Kernel;

/// <summary>What a route needs; a test walks all routes and finds one of these on each.</summary>
public sealed record Guarded(Right? Right)
{
    /// <summary>Open to everybody, on purpose.</summary>
    public bool IsOpen { get; init; }
}

/// <summary>An application may enter with the token that a person or an administrator gave it; every other route is closed to it.</summary>
public sealed record AppsWelcome;

/// <summary>How a route says who may enter.</summary>
public static class Guard
{
    /// <summary>Only callers that hold <paramref name="right"/> at some organisation; the use checks the organisation itself.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder builder, Right right) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new Guarded(right));

    /// <summary>Anybody who has signed in.</summary>
    public static TBuilder NeedsSignIn<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new Guarded((Right?)null));

    /// <summary>Everybody; say why in the route table.</summary>
    public static TBuilder Open<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new Guarded((Right?)null) { IsOpen = true });

    /// <summary>Applications with a token of their own may enter too (<see cref="Caller.Client"/>); the route looks at its scopes itself.</summary>
    public static TBuilder ForApps<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new AppsWelcome());

    /// <summary>Deny unless allowed: runs after the caller is known, before the route.</summary>
    public static async Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint() is { } endpoint)
        {
            var guard = endpoint.Metadata.GetMetadata<Guarded>()
                ?? throw Refusal.Forbidden("Địa chỉ này chưa có quy định ai được vào.");
            var caller = context.RequestServices.GetRequiredService<Caller>();
            if (caller.Client is not null && endpoint.Metadata.GetMetadata<AppsWelcome>() is null)
                throw new Refusal(RefusalKind.Forbidden, "Mã truy cập của ứng dụng chỉ dùng cho giao diện FHIR, không dùng cho địa chỉ này.") { Code = "not-for-apps" };
            if (!guard.IsOpen)
            {
                if (!caller.IsKnown)
                {
                    var page = HttpMethods.IsGet(context.Request.Method) && !context.Request.Path.StartsWithSegments("/api") && !context.Request.Path.StartsWithSegments("/fhir")
                        && !context.Request.Path.StartsWithSegments("/dicom-web")
                        && context.Request.Headers.Authorization.Count == 0;
                    if (!page) throw new Refusal(RefusalKind.Forbidden, "Xin đăng nhập, hoặc gửi mã truy cập hợp lệ.") { Code = "sign-in" };
                    context.Response.Redirect("/sign-in?then=" + Uri.EscapeDataString(context.Request.Path + context.Request.QueryString));
                    return;
                }
                if (guard.Right is { } right && !caller.May(right))
                    throw Refusal.Forbidden("Ông/bà chưa được phân quyền “{0}”. Xin liên hệ quản trị viên của đơn vị.", right.Title);
            }
        }
        await next(context);
    }
}
