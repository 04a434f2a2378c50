using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using LienY.Kernel;

namespace LienY.Consults;

/// <summary>A personal signature that was found good.</summary>
sealed record PersonalSigner(string Subject, string Issuer, string Name);

/// <summary>
/// Checks a detached CMS (RFC 5652) over the sealed text: one signer, SHA-256 or better, the arithmetic, the certificate in force, a trusted root above it, and the
/// name of the member on it. Nothing is fetched from outside; whether a certificate was revoked is not asked.
/// </summary>
static class CmsCheck
{
    /// <summary>Bytes of the largest signature.</summary>
    public const int MostBytes = 64 * 1024;

    static readonly string[] Digests = ["2.16.840.1.101.3.4.2.1", "2.16.840.1.101.3.4.2.2", "2.16.840.1.101.3.4.2.3"];

    /// <summary>The signer; refused with a whole sentence where something is not as it must be.</summary>
    public static PersonalSigner Check(byte[] cms, byte[] body, string member, IReadOnlyCollection<X509Certificate2> trusted, DateTimeOffset at)
    {
        if (cms.Length is 0 or > MostBytes) throw No(Words.Key("Tệp chữ ký phải là CMS tách rời (.p7s), nhiều nhất {0} kB."), MostBytes / 1024);
        var signed = new SignedCms(new ContentInfo(body), detached: true);
        try
        {
            signed.Decode(Bare(cms));
        }
        catch (CryptographicException)
        {
            throw No(Words.Key("Tệp không phải là chữ ký CMS (.p7s) đọc được."));
        }
        if (!signed.Detached || signed.SignerInfos.Count != 1) throw No(Words.Key("Chữ ký phải là CMS tách rời, có đúng một người ký."));
        var info = signed.SignerInfos[0];
        if (info.Certificate is not { } certificate) throw No(Words.Key("Trong tệp chữ ký không có chứng thư của người ký. Xin ký lại có kèm chứng thư."));
        if (!Digests.Contains(info.DigestAlgorithm.Value)) throw No(Words.Key("Thuật toán băm của chữ ký quá yếu. Cần SHA-256 trở lên."));
        try
        {
            info.CheckSignature(verifySignatureOnly: true);
        }
        catch (CryptographicException)
        {
            throw No(Words.Key("Chữ ký không khớp với văn bản của biên bản này. Xin tải lại tệp văn bản và ký lại."));
        }
        if (at < certificate.NotBefore.ToUniversalTime() || at > certificate.NotAfter.ToUniversalTime())
            throw No(Words.Key("Chứng thư của người ký không còn hoặc chưa có hiệu lực."));
        if (!IsTrusted(certificate, signed.Certificates, trusted, at))
            throw No(Words.Key("Chứng thư “{0}” không do tổ chức được tin cậy cấp. Xin quản trị viên thêm chứng thư gốc vào danh sách tin cậy."), certificate.Issuer);
        var name = certificate.GetNameInfo(X509NameType.SimpleName, false);
        if (Name(name) != Name(member)) throw No(Words.Key("Chứng thư mang tên “{0}”, không phải {1}."), name, member);
        return new(certificate.Subject, certificate.Issuer, name);
    }

    static bool IsTrusted(X509Certificate2 certificate, X509Certificate2Collection others, IReadOnlyCollection<X509Certificate2> trusted, DateTimeOffset at)
    {
        if (trusted.Any(t => t.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span))) return true;
        var anchors = trusted.Where(t => t.SubjectName.RawData.AsSpan().SequenceEqual(t.IssuerName.RawData)).ToList();
        if (anchors.Count == 0) return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        foreach (var root in anchors) chain.ChainPolicy.CustomTrustStore.Add(root);
        foreach (var between in trusted.Except(anchors).Concat(others.Take(10))) chain.ChainPolicy.ExtraStore.Add(between);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = at.UtcDateTime;
        return chain.Build(certificate);
    }

    // Signing programs write DER or PEM.
    static byte[] Bare(byte[] file)
    {
        if (file[0] == 0x30) return file;
        var text = System.Text.Encoding.ASCII.GetString(file);
        return PemEncoding.TryFind(text, out var fields) ? Convert.FromBase64String(text[fields.Base64Data]) : file;
    }

    static string Name(string name) => Fold.Of(name.Replace("(mẫu)", "", StringComparison.Ordinal)).Trim();

    static Refusal No(string text, params object[] args) => new(RefusalKind.Invalid, text, args) { Field = "cms", Code = "cms" };
}
