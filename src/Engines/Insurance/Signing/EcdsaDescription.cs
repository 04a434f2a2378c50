using System.Security.Cryptography;

namespace LienY.Insurance;

/// <summary>ECDSA for XMLDSig (RFC 6931), which .NET does not bring: the two halves of the signature one behind the other.</summary>
public abstract class EcdsaDescription : SignatureDescription
{
    /// <summary>The method with SHA-256.</summary>
    public const string Sha256Url = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";

    internal static readonly string[] Urls = [Sha256Url, "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512"];

    readonly HashAlgorithmName hash;

    private protected EcdsaDescription(HashAlgorithmName hash)
    {
        this.hash = hash;
        (KeyAlgorithm, DigestAlgorithm) = (typeof(ECDsa).AssemblyQualifiedName, hash.Name);
    }

    /// <summary>Makes the methods known to <see cref="CryptoConfig"/>; again and again does no harm.</summary>
    public static void Register()
    {
        CryptoConfig.AddAlgorithm(typeof(EcdsaSha256), Urls[0]);
        CryptoConfig.AddAlgorithm(typeof(EcdsaSha384), Urls[1]);
        CryptoConfig.AddAlgorithm(typeof(EcdsaSha512), Urls[2]);
    }

    /// <inheritdoc/>
    public override HashAlgorithm CreateDigest() => hash.Name switch { "SHA384" => SHA384.Create(), "SHA512" => SHA512.Create(), _ => SHA256.Create() };

    /// <inheritdoc/>
    public override AsymmetricSignatureFormatter CreateFormatter(AsymmetricAlgorithm key) => new Formatter((ECDsa)key);

    /// <inheritdoc/>
    public override AsymmetricSignatureDeformatter CreateDeformatter(AsymmetricAlgorithm key) => new Deformatter((ECDsa)key);

    sealed class Formatter(ECDsa key) : AsymmetricSignatureFormatter
    {
        public override byte[] CreateSignature(byte[] rgbHash) => key.SignHash(rgbHash);

        public override void SetHashAlgorithm(string strName)
        {
        }

        public override void SetKey(AsymmetricAlgorithm key)
        {
        }
    }

    sealed class Deformatter(ECDsa key) : AsymmetricSignatureDeformatter
    {
        public override bool VerifySignature(byte[] rgbHash, byte[] rgbSignature) => key.VerifyHash(rgbHash, rgbSignature);

        public override void SetHashAlgorithm(string strName)
        {
        }

        public override void SetKey(AsymmetricAlgorithm key)
        {
        }
    }
}

/// <summary>ECDSA with SHA-256.</summary>
public sealed class EcdsaSha256() : EcdsaDescription(HashAlgorithmName.SHA256);

/// <summary>ECDSA with SHA-384.</summary>
public sealed class EcdsaSha384() : EcdsaDescription(HashAlgorithmName.SHA384);

/// <summary>ECDSA with SHA-512.</summary>
public sealed class EcdsaSha512() : EcdsaDescription(HashAlgorithmName.SHA512);
