using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LienY.Feed.Tests;

/// <summary>An authority of the tests: a root, and certificates for signers that it vouches for.</summary>
sealed class TestAuthority : IDisposable
{
    readonly RSA key = RSA.Create(2048);
    readonly DateTimeOffset now;

    public TestAuthority(string name, DateTimeOffset now)
    {
        this.now = now;
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        Root = request.CreateSelfSigned(now.AddYears(-2), now.AddYears(2));
    }

    /// <summary>Its own certificate.</summary>
    public X509Certificate2 Root { get; }

    /// <summary>The certificate as people send it.</summary>
    public byte[] Pem => Encode(Root);

    public static byte[] Encode(X509Certificate2 certificate) => System.Text.Encoding.ASCII.GetBytes(certificate.ExportCertificatePem());

    /// <summary>A certificate with its private key for a signer, good until a day (a year from now).</summary>
    public X509Certificate2 Signer(string name, DateTimeOffset? until = null)
    {
        var own = RSA.Create(2048);
        var request = new CertificateRequest("CN=" + name, own, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.Create(Root.SubjectName, X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1), now.AddYears(-1), until ?? now.AddYears(1),
            Guid.CreateVersion7().ToByteArray()).CopyWithPrivateKey(own);
    }

    public void Dispose()
    {
        key.Dispose();
        Root.Dispose();
    }
}
