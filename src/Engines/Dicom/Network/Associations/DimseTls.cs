using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace LienY.Dicom;

/// <summary>TLS 1.2 or 1.3 on the line (PS3.15 annex B): our certificate, and whom we believe.</summary>
public sealed record DimseTls
{
    /// <summary>Our certificate with its key; a server needs one.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Authorities that certificates of the other side are checked against; null: a server takes any, a client those that the system knows.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>A server that talks only with clients who show a certificate of the authorities.</summary>
    public bool NeedsClient { get; init; }

    internal async Task<SslStream> ServeAsync(Stream line, CancellationToken stop)
    {
        var secure = new SslStream(line);
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
        {
            ServerCertificate = Certificate,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            // Asked for wherever authorities are named; without one the caller is let in as without TLS unless it is needed.
            ClientCertificateRequired = NeedsClient || Authorities is not null,
            RemoteCertificateValidationCallback = (_, given, _, _) => given is X509Certificate2 one ? Authorities is null || IsTrusted(one, Authorities)
                : !NeedsClient,
        }, stop);
        return secure;
    }

    internal async Task<SslStream> CallAsync(Stream line, string host, CancellationToken stop)
    {
        var secure = new SslStream(line);
        await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = host,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ClientCertificates = Certificate is null ? null : [Certificate],
            // Devices are known by their address and seldom named in their certificates: the chain is what counts where the authorities are ours.
            RemoteCertificateValidationCallback = (_, given, _, errors) =>
                Authorities is null ? errors == SslPolicyErrors.None : given is X509Certificate2 one && IsTrusted(one, Authorities),
        }, stop);
        return secure;
    }

    static bool IsTrusted(X509Certificate2 given, X509Certificate2Collection authorities)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(given);
    }
}
