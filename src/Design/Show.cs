using LienY.Kernel;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LienY.Design;

/// <summary>How a route answers with a page.</summary>
public static class Show
{
    /// <summary>Renders a page component; <paramref name="parameters"/> is an anonymous object with the component's parameters.</summary>
    public static IResult Page<TPage>(object parameters) where TPage : IComponent => new RazorComponentResult<TPage>(parameters);

    /// <summary>Renders a page component without parameters.</summary>
    public static IResult Page<TPage>() where TPage : IComponent => new RazorComponentResult<TPage>();

    /// <summary>After a POST: goes to a page (303) that says <paramref name="message"/> (a Vietnamese key) once.</summary>
    public static IResult Done(HttpContext context, string href, string? message = null)
    {
        if (message is not null)
            context.Response.Cookies.Append(FlashCookie, Uri.EscapeDataString(message), new() { HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true, Path = "/" });
        return Results.Redirect(Local(href), permanent: false, preserveMethod: false);
    }

    /// <summary>An address of this site, or the home page: a redirect never leaves the house.</summary>
    public static string Local(string? href) =>
        href is { Length: > 0 } && href[0] == '/' && !href.StartsWith("//", StringComparison.Ordinal) && !href.StartsWith("/\\", StringComparison.Ordinal) ? href : "/";

    internal const string FlashCookie = "said";

    /// <summary>Takes the message of <see cref="Done"/>, once.</summary>
    internal static string? TakeFlash(HttpContext context, Words words)
    {
        if (context.Request.Cookies[FlashCookie] is not { Length: > 0 } said) return null;
        if (!context.Response.HasStarted) context.Response.Cookies.Delete(FlashCookie);
        return words[Uri.UnescapeDataString(said)];
    }
}
