using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LienY.Signatures.Tests;

/// <summary>A test authority: root, authority between, and certificates of people; made anew in each run.</summary>
sealed class Authority
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Day = new(2026, 11, 20, 2, 0, 0, TimeSpan.Zero);

    public Authority()
    {
        using var rootKey = RSA.Create(2048);
        var ask = new CertificateRequest("CN=Test Root,O=Test Authority", rootKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        ask.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        ask.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        ask.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(ask.PublicKey, false));
        Root = ask.CreateSelfSigned(Start, Start.AddYears(20));
        Between = Issue("CN=Test Intermediate,O=Test Authority", Root, isAuthority: true, Start, Start.AddYears(10));
    }

    public X509Certificate2 Root { get; }

    public X509Certificate2 Between { get; }

    /// <summary>A certificate of a person, with its key.</summary>
    public X509Certificate2 Person(string name, bool isEcdsa = false, DateTimeOffset? from = null, DateTimeOffset? to = null, X509KeyUsageFlags? usage = null,
        int bits = 2048) =>
        Issue($"CN={name},O=Sở Y tế tỉnh Lào Cai,C=VN", Between, false, from ?? Start, to ?? Start.AddYears(2), isEcdsa, usage, bits);

    static X509Certificate2 Issue(string subject, X509Certificate2 by, bool isAuthority, DateTimeOffset from, DateTimeOffset to, bool isEcdsa = false,
        X509KeyUsageFlags? usage = null, int bits = 2048)
    {
        using var rsa = isEcdsa ? null : RSA.Create(bits);
        using var ecdsa = isEcdsa ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : null;
        var ask = rsa is not null ? new CertificateRequest(subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(subject, ecdsa!, HashAlgorithmName.SHA256);
        ask.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
        ask.CertificateExtensions.Add(new X509KeyUsageExtension(isAuthority ? X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign
            : usage ?? X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, true));
        ask.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(ask.PublicKey, false));
        using var byKey = by.GetRSAPrivateKey()!;
        using var made = ask.Create(by.SubjectName, X509SignatureGenerator.CreateForRSA(byKey, RSASignaturePadding.Pkcs1), from, to,
            RandomNumberGenerator.GetBytes(12));
        return rsa is not null ? made.CopyWithPrivateKey(rsa) : made.CopyWithPrivateKey(ecdsa!);
    }

    /// <summary>The list of the authority between, with these certificates revoked.</summary>
    public RevocationList List(DateTimeOffset made, params (X509Certificate2 Certificate, DateTimeOffset At, X509RevocationReason Reason)[] revoked)
    {
        var builder = new CertificateRevocationListBuilder();
        foreach (var (certificate, at, reason) in revoked) builder.AddEntry(certificate, at, reason);
        return RevocationList.Read(builder.Build(Between, 1, made.AddDays(30), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1, made));
    }

    /// <summary>The list of the root, empty.</summary>
    public RevocationList RootList(DateTimeOffset made) =>
        RevocationList.Read(new CertificateRevocationListBuilder().Build(Root, 1, made.AddDays(90), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1, made));

    public Trust Trusted(DateTimeOffset? now = null, params RevocationList[] more) =>
        new([X509CertificateLoader.LoadCertificate(Root.RawData)], [List(Day.AddDays(-1)), RootList(Day.AddDays(-1)), .. more], now ?? Day.AddHours(1));
}
