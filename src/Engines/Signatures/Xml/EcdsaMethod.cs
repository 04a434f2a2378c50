using System.Security.Cryptography;

namespace LienY.Signatures;

/// <summary>ECDSA for XML signatures (RFC 6931), which .NET does not bring: the two halves of the signature one behind the other.</summary>
public abstract class EcdsaMethod : SignatureDescription
{
    internal const string Sha256Url = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";
    internal static readonly string[] Urls = [Sha256Url, "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512"];

    readonly HashAlgorithmName hash;

    private protected EcdsaMethod(HashAlgorithmName hash)
    {
        this.hash = hash;
        (KeyAlgorithm, DigestAlgorithm) = (typeof(ECDsa).AssemblyQualifiedName, hash.Name);
    }

    /// <summary>Makes the methods known to the platform; again and again does no harm.</summary>
    internal static void Register()
    {
        CryptoConfig.AddAlgorithm(typeof(EcdsaWithSha256), Urls[0]);
        CryptoConfig.AddAlgorithm(typeof(EcdsaWithSha384), Urls[1]);
        CryptoConfig.AddAlgorithm(typeof(EcdsaWithSha512), Urls[2]);
    }

    /// <inheritdoc/>
    public override HashAlgorithm CreateDigest() => hash.Name switch { "SHA384" => SHA384.Create(), "SHA512" => SHA512.Create(), _ => SHA256.Create() };

    /// <inheritdoc/>
    public override AsymmetricSignatureFormatter CreateFormatter(AsymmetricAlgorithm key) => new Making((ECDsa)key);

    /// <inheritdoc/>
    public override AsymmetricSignatureDeformatter CreateDeformatter(AsymmetricAlgorithm key) => new Checking((ECDsa)key);

    sealed class Making(ECDsa key) : AsymmetricSignatureFormatter
    {
        public override byte[] CreateSignature(byte[] rgbHash) => key.SignHash(rgbHash);

        public override void SetHashAlgorithm(string strName)
        {
        }

        public override void SetKey(AsymmetricAlgorithm key)
        {
        }
    }

    sealed class Checking(ECDsa key) : AsymmetricSignatureDeformatter
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
public sealed class EcdsaWithSha256() : EcdsaMethod(HashAlgorithmName.SHA256);

/// <summary>ECDSA with SHA-384.</summary>
public sealed class EcdsaWithSha384() : EcdsaMethod(HashAlgorithmName.SHA384);

/// <summary>ECDSA with SHA-512.</summary>
public sealed class EcdsaWithSha512() : EcdsaMethod(HashAlgorithmName.SHA512);
