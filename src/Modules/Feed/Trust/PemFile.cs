using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using LienY.Kernel;

namespace LienY.Feed;

/// <summary>Certificates of an uploaded file: PEM with one or several, or one in DER.</summary>
static class PemFile
{
    /// <summary>Bytes of the largest file.</summary>
    public const int MostBytes = 256 * 1024;

    const int Most = 10;

    /// <summary>Reads them; refused where there is none, where a private key came along, or where a key is too weak to rely on.</summary>
    public static IReadOnlyList<X509Certificate2> Read(byte[] file)
    {
        var text = Encoding.UTF8.GetString(file);
        if (text.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
            throw Refused("Tệp có cả khóa bí mật. Khóa bí mật không được rời máy của người ký; xin chỉ gửi chứng thư (BEGIN CERTIFICATE).");
        var found = new X509Certificate2Collection();
        try
        {
            if (text.Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal)) found.ImportFromPem(text);
            else found.Add(X509CertificateLoader.LoadCertificate(file));
        }
        catch (CryptographicException)
        {
            throw Refused("Tệp không phải là chứng thư số X.509 (PEM hoặc CER).");
        }
        if (found.Count is 0 or > Most) throw Refused("Tệp phải có từ 1 đến {0} chứng thư.", Most);
        foreach (var certificate in found)
        {
            using var rsa = certificate.GetRSAPublicKey();
            using var ecdsa = certificate.GetECDsaPublicKey();
            if (rsa is { KeySize: < 2048 } || (rsa is null && ecdsa is null) || ecdsa is { KeySize: < 256 })
                throw Refused("Khóa của chứng thư “{0}” quá yếu hoặc không phải RSA, ECDSA. Cần RSA từ 2048 bit hoặc ECDSA từ 256 bit.", certificate.Subject);
        }
        return [.. found];
    }

    /// <summary>Whom it vouches for, by what it says of itself.</summary>
    public static CertificateKind KindOf(X509Certificate2 certificate)
    {
        var isAuthority = certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(b => b.CertificateAuthority);
        if (!isAuthority) return CertificateKind.Signer;
        return certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData) ? CertificateKind.Authority : CertificateKind.Between;
    }

    static Refusal Refused(string text, params object[] args) => new(RefusalKind.Invalid, text, args) { Field = "file" };
}
