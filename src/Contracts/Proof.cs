using Microsoft.AspNetCore.Http;

namespace LienY.Contracts;

/// <summary>By what the present person can show anew who they are.</summary>
/// <param name="HasPassword">A password is set.</param>
/// <param name="HasCode">A second factor is on: its code is asked for beside the password.</param>
/// <param name="HasPasskey">A passkey is registered.</param>
public sealed record ProofWays(bool HasPassword, bool HasCode, bool HasPasskey);

/// <summary>The present person shows anew that it is they, before something that binds them (a signature). Answered by Accounts.</summary>
public interface IProof
{
    /// <summary>What they can show.</summary>
    Task<ProofWays> WaysAsync(CancellationToken stop);

    /// <summary>
    /// Judges the fields <c>proof-password</c>, <c>proof-code</c> or <c>credential</c> of the posted form: <c>password</c>, <c>password+code</c>,
    /// <c>password+recovery</c> or <c>passkey</c>. Refused where they are wrong; wrong tries count as at sign-in. Only in a session of a browser.
    /// </summary>
    Task<string> ProveAsync(HttpContext context, CancellationToken stop);

    /// <summary>The challenge for a passkey, as JSON for the browser.</summary>
    Task<string> OfferPasskeyAsync(HttpContext context, CancellationToken stop);
}
