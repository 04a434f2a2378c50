using LienY.Kernel;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace LienY.Feed;

/// <summary>A secret on its way to the one page that shows it: sealed in a cookie that the page takes away.</summary>
sealed class ShownOnce(IDataProtectionProvider protection)
{
    const string Cookie = "feed-key";
    readonly IDataProtector sealer = protection.CreateProtector("LienY.Feed.ShownOnce");

    /// <summary>Leaves user name and password of a key for the page that follows.</summary>
    public void Leave(HttpContext context, FeedKey key, string password) => context.Response.Cookies.Append(Cookie, sealer.Protect($"{key.Id}|{key.UserName}|{password}"),
        new() { HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true, MaxAge = TimeSpan.FromMinutes(10), Path = "/feed", Secure = context.Request.IsHttps });

    /// <summary>Takes it: id, user name and password; null where there is none.</summary>
    public (Guid Key, string User, string Password)? Take(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is not { Length: > 0 } text) return null;
        if (!context.Response.HasStarted) context.Response.Cookies.Delete(Cookie, new() { Path = "/feed" });
        try
        {
            var parts = sealer.Unprotect(text).Split('|');
            return (Guid.Parse(parts[0]), parts[1], parts[2]);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}
