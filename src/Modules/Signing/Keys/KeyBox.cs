using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LienY.Kernel;
using LienY.Signatures;

namespace LienY.Signing;

/// <summary>
/// Private keys at rest: PKCS#8 under AES-256-GCM with a key derived for the organisation; the id of the row is bound in, so that one sealed key cannot be put in
/// the place of another. The password of an uploaded file is used once and kept nowhere.
/// </summary>
sealed class KeyBox(Keys keys)
{
    /// <summary>Bytes of the largest .p12 read.</summary>
    public const int MostBytes = 256 * 1024;

    AesGcm Cipher(Guid organisation) => new(keys.Derive("signing/" + organisation.ToString("N"), 32), 16);

    /// <summary>Seals a private key.</summary>
    public byte[] Close(Guid organisation, Guid id, byte[] plain)
    {
        var nonce = RandomNumberGenerator.GetBytes(12);
        var secret = new byte[plain.Length + 16];
        using var cipher = Cipher(organisation);
        cipher.Encrypt(nonce, plain, secret.AsSpan(0, plain.Length), secret.AsSpan(plain.Length), id.ToByteArray());
        return [.. nonce, .. secret];
    }

    /// <summary>The certificate with its private key, to be disposed by the caller.</summary>
    public X509Certificate2 Open(HeldKey row)
    {
        var plain = new byte[row.Secret!.Length - 28];
        try
        {
            using var cipher = Cipher(row.OrganisationId);
            cipher.Decrypt(row.Secret.AsSpan(0, 12), row.Secret.AsSpan(12, plain.Length), row.Secret.AsSpan(12 + plain.Length), plain, row.Id.ToByteArray());
            using var bare = X509CertificateLoader.LoadCertificate(row.Raw);
            if (bare.PublicKey.Oid.Value == "1.2.840.10045.2.1")
            {
                using var ecdsa = ECDsa.Create();
                ecdsa.ImportPkcs8PrivateKey(plain, out _);
                return bare.CopyWithPrivateKey(ecdsa);
            }
            using var rsa = RSA.Create();
            rsa.ImportPkcs8PrivateKey(plain, out _);
            return bare.CopyWithPrivateKey(rsa);
        }
        catch (CryptographicException)
        {
            throw new Refusal(RefusalKind.Unavailable, "Không mở được khóa ký “{0}”: khóa của hệ thống đã đổi hoặc dữ liệu bị hỏng. Xin nạp lại chứng thư.", row.Label)
            { Code = "signing-key-broken" };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <summary>Certificates above one, as they were kept.</summary>
    public static List<X509Certificate2> Above(HeldKey row)
    {
        var above = new X509Certificate2Collection();
        if (row.Above.Length > 0) above.ImportFromPem(row.Above);
        return [.. above];
    }

    /// <summary>Reads a .p12: the certificate with its key first, then those above it. Refused with a sentence where it is none or the password is wrong.</summary>
    public static (X509Certificate2 Own, List<X509Certificate2> Above, byte[] Pkcs8) Read(byte[] file, string password)
    {
        X509Certificate2Collection all;
        try
        {
            all = X509CertificateLoader.LoadPkcs12Collection(file, password, X509KeyStorageFlags.EphemeralKeySet | X509KeyStorageFlags.Exportable);
        }
        catch (CryptographicException)
        {
            throw new Refusal(RefusalKind.Invalid, "Không mở được tệp chứng thư: tệp không phải .p12/.pfx hoặc mật khẩu không đúng.") { Field = "password" };
        }
        var own = all.Where(c => c.HasPrivateKey).ToList();
        if (own.Count != 1) throw new Refusal(RefusalKind.Invalid, "Tệp phải có đúng một chứng thư kèm khóa bí mật; tệp này có {0}.", own.Count) { Field = "file" };
        using var rsa = own[0].GetRSAPrivateKey();
        using var ecdsa = rsa is null ? own[0].GetECDsaPrivateKey() : null;
        if (rsa is null && ecdsa is null) throw new Refusal(RefusalKind.Invalid, "Khóa phải là RSA hoặc ECDSA.") { Field = "file" };
        if (rsa is { KeySize: < 2048 }) throw new Refusal(RefusalKind.Invalid, "Khóa RSA {0} bit quá yếu. Cần từ 2048 bit.", rsa.KeySize) { Field = "file" };
        if (!Trust.IsForSigning(own[0]))
            throw new Refusal(RefusalKind.Invalid, "Chứng thư “{0}” không được cấp để ký số (mục đích sử dụng khóa). Xin dùng chứng thư ký.",
                own[0].Subject)
            { Field = "file" };
        return (own[0], [.. all.Where(c => !c.HasPrivateKey && c.Subject != c.Issuer).Take(6)], rsa?.ExportPkcs8PrivateKey() ?? ecdsa!.ExportPkcs8PrivateKey());
    }
}
