using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LienY.Signing;

/// <summary>An authority of the demonstration, made anew at each start and forgotten: its certificates say that they have no legal force.</summary>
sealed class DemoAuthority : IDisposable
{
    readonly DateTimeOffset now;

    public DemoAuthority(DateTimeOffset now)
    {
        this.now = now;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var ask = new CertificateRequest(Named("Chứng thư mẫu – không có giá trị pháp lý (gốc)", "Liên Y trình diễn"), key, HashAlgorithmName.SHA256);
        Extend(ask, isAuthority: true);
        Root = ask.CreateSelfSigned(now.AddYears(-3), now.AddYears(17));
        Between = Issue(Named("Chứng thư mẫu – không có giá trị pháp lý (cấp dưới)", "Liên Y trình diễn"), Root, true, now.AddYears(-2), now.AddYears(8), out _);
    }

    public X509Certificate2 Root { get; }

    public X509Certificate2 Between { get; }

    /// <summary>A certificate with its private key.</summary>
    public X509Certificate2 Give(string name, string organisation, DateTimeOffset to, out byte[] pkcs8) =>
        Issue(Named(name.EndsWith("(mẫu)", StringComparison.Ordinal) ? name : name + " (mẫu)", organisation), Between, false, now.AddYears(-1), to, out pkcs8);

    /// <summary>The list of revoked certificates of the authority that issues, empty.</summary>
    public byte[] List(X509Certificate2 authority)
    {
        using var key = authority.GetECDsaPrivateKey()!;
        return new CertificateRevocationListBuilder().Build(authority.SubjectName, X509SignatureGenerator.CreateForECDsa(key), 1, now.AddDays(365),
            HashAlgorithmName.SHA256,
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false), now.AddDays(-1));
    }

    static X509Certificate2 Issue(X500DistinguishedName subject, X509Certificate2 by, bool isAuthority, DateTimeOffset from, DateTimeOffset to, out byte[] pkcs8)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var ask = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        Extend(ask, isAuthority);
        using var above = by.GetECDsaPrivateKey()!;
        using var made = ask.Create(by.SubjectName, X509SignatureGenerator.CreateForECDsa(above), from, to, RandomNumberGenerator.GetBytes(12));
        pkcs8 = isAuthority ? [] : key.ExportPkcs8PrivateKey();
        return made.CopyWithPrivateKey(key);
    }

    // Names of organisations may hold commas; the common name of X.520 has at most 64 letters.
    static X500DistinguishedName Named(string name, string organisation)
    {
        var builder = new X500DistinguishedNameBuilder();
        builder.AddCountryOrRegion("VN");
        builder.AddOrganizationName(organisation);
        builder.AddCommonName(name);
        return builder.Build();
    }

    static void Extend(CertificateRequest ask, bool isAuthority)
    {
        ask.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
        ask.CertificateExtensions.Add(new X509KeyUsageExtension(isAuthority ? X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign
            : X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, true));
        ask.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(ask.PublicKey, false));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Root.Dispose();
        Between.Dispose();
    }
}
