using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace LienY.Rooms;

/// <summary>A guest's link on its way to the one page that shows it: sealed in a cookie that the page takes away.</summary>
sealed class ShownLink(IDataProtectionProvider protection)
{
    const string Cookie = "room-link";
    readonly IDataProtector sealer = protection.CreateProtector("LienY.Rooms.ShownLink");

    /// <summary>Leaves the link of a seat for the page that follows.</summary>
    public void Leave(HttpContext context, Guid seat, string link) => context.Response.Cookies.Append(Cookie, sealer.Protect($"{seat}|{link}"),
        new() { HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true, MaxAge = TimeSpan.FromMinutes(5), Path = "/rooms", Secure = context.Request.IsHttps });

    /// <summary>Takes it: seat and link; null where there is none.</summary>
    public (Guid Seat, string Link)? Take(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is not { Length: > 0 } text) return null;
        if (!context.Response.HasStarted) context.Response.Cookies.Delete(Cookie, new() { Path = "/rooms" });
        try
        {
            var parts = sealer.Unprotect(text).Split('|', 2);
            return (Guid.Parse(parts[0]), parts[1]);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}
