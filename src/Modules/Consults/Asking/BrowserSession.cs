using System.Security.Cryptography;
using LienY.Kernel;

namespace LienY.Consults;

/// <summary>A word that tells a browser whether drafts it kept belong to the session that is open; it leads to no session.</summary>
static class BrowserSession
{
    /// <summary>The word; empty without a session.</summary>
    public static string Of(Caller caller) => caller.SessionId is { } id ? Convert.ToHexStringLower(SHA256.HashData([.. "consults/draft"u8,
        .. id.ToByteArray()]))[..24] : "";
}
