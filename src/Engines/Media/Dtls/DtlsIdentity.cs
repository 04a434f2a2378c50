using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LienY.Media;

/// <summary>Who this process is on the wire: a self-signed ECDSA P-256 certificate made by .NET, and the library's context that carries it.</summary>
public sealed unsafe class DtlsIdentity : IDisposable
{
    /// <summary>Makes a certificate that lasts from the day before to a year after the given instant.</summary>
    public DtlsIdentity(DateTimeOffset now)
    {
        if (!IsPossible) throw new PlatformNotSupportedException("libssl.so.3 was not found: only peer-to-peer calls are possible here.");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=media", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddYears(1));
        var der = certificate.RawData;
        Fingerprint = FingerprintOf(der);
        Context = LibSsl.SSL_CTX_new(LibSsl.DTLS_method());
        LibSsl.SSL_CTX_ctrl(Context, LibSsl.SetMinVersion, LibSsl.Dtls12, 0);
        LibSsl.SSL_CTX_ctrl(Context, LibSsl.SetMaxVersion, LibSsl.Dtls12, 0);
        LibSsl.SSL_CTX_set_options(Context, LibSsl.NoQueryMtu | LibSsl.NoTicket);
        LibSsl.SSL_CTX_set_verify(Context, LibSsl.VerifyPeerOrFail, &LibSsl.TakeAnyCertificate);
        fixed (byte* bytes = der, secret = key.ExportECPrivateKey())
        {
            if (LibSsl.SSL_CTX_use_certificate_ASN1(Context, der.Length, bytes) != 1
                || LibSsl.SSL_CTX_use_PrivateKey_ASN1(LibSsl.PKeyEc, Context, secret, key.ExportECPrivateKey().Length) != 1
                || LibSsl.SSL_CTX_set_cipher_list(Context,
                    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES128-SHA") != 1
                || LibSsl.SSL_CTX_set_tlsext_use_srtp(Context, "SRTP_AEAD_AES_128_GCM:SRTP_AES128_CM_SHA1_80") != 0)
                throw new InvalidOperationException("libssl refused the certificate or the ciphers of the media plane.");
        }
    }

    /// <summary>Whether the system has libssl.so.3.</summary>
    public static bool IsPossible => LibSsl.IsThere;

    /// <summary>SHA-256 of the certificate in the form of a=fingerprint (RFC 8122): pairs of capital hex digits with colons.</summary>
    public string Fingerprint { get; }

    internal nint Context { get; private set; }

    internal static string FingerprintOf(ReadOnlySpan<byte> der) => BitConverter.ToString(SHA256.HashData(der)).Replace('-', ':');

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Context != 0) LibSsl.SSL_CTX_free(Context);
        Context = 0;
    }
}
