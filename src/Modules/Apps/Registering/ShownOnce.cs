using LienY.Kernel;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace LienY.Apps;

/// <summary>A secret on its way to the one page that shows it: sealed in a cookie that the page takes away.</summary>
sealed class ShownOnce(IDataProtectionProvider protection)
{
    const string Cookie = "app-secret";
    readonly IDataProtector sealer = protection.CreateProtector("LienY.Apps.ShownOnce");

    /// <summary>Leaves the secret of an application for the page that follows.</summary>
    public void Leave(HttpContext context, Guid app, string secret) => context.Response.Cookies.Append(Cookie, sealer.Protect($"{app}|{secret}"),
        new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            IsEssential = true,
            MaxAge = TimeSpan.FromMinutes(10),
            Path = "/apps",
            Secure = context.Request.IsHttps
        });

    /// <summary>Takes it; null where there is none for this application.</summary>
    public string? Take(HttpContext context, Guid app)
    {
        if (context.Request.Cookies[Cookie] is not { Length: > 0 } text) return null;
        if (!context.Response.HasStarted) context.Response.Cookies.Delete(Cookie, new() { Path = "/apps" });
        try
        {
            return sealer.Unprotect(text).Split('|') is [var id, var secret] && id == app.ToString() ? secret : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}
