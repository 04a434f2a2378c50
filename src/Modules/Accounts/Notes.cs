using System.Globalization;
using LienY.Kernel;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace LienY.Accounts;

/// <summary>
/// A short note that the browser carries for us between two steps (waiting for the code, the challenge of a passkey, a secret that is shown once):
/// sealed, readable by us only, good for a few minutes and for one purpose.
/// </summary>
sealed class Notes(IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>Leaves a note.</summary>
    public void Leave(HttpContext context, string purpose, string text, TimeSpan life)
    {
        var until = Commands.Micros(clock.GetUtcNow() + life).ToString(CultureInfo.InvariantCulture);
        context.Response.Cookies.Append(Name(purpose), Sealer(purpose).Protect(until + "|" + text), Options(context));
    }

    /// <summary>Reads a note without taking it away; null where there is none, it is too old, or it is not ours.</summary>
    public string? Read(HttpContext context, string purpose)
    {
        if (context.Request.Cookies[Name(purpose)] is not { Length: > 0 } sealedText) return null;
        try
        {
            var parts = Sealer(purpose).Unprotect(sealedText).Split('|', 2);
            return clock.GetUtcNow() < Commands.FromMicros(long.Parse(parts[0], CultureInfo.InvariantCulture)) ? parts[1] : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Reads a note and takes it away.</summary>
    public string? Take(HttpContext context, string purpose)
    {
        var text = Read(context, purpose);
        if (!context.Response.HasStarted) context.Response.Cookies.Delete(Name(purpose), Options(context));
        return text;
    }

    IDataProtector Sealer(string purpose) => protection.CreateProtector("accounts", purpose);

    static string Name(string purpose) => "note-" + purpose;

    static CookieOptions Options(HttpContext context) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, Path = "/", IsEssential = true };
}
