using System.Security.Cryptography;

namespace LienY.Kernel;

/// <summary>
/// The key with which the roots of the books are signed: ECDSA P-256, derived from the installation's secret, so that it is in no other place than the data
/// folder and every node signs alike. Its public half may be kept elsewhere: whoever has it can check the roots without trusting this machine.
/// </summary>
public sealed class RootKey : IDisposable
{
    readonly ECDsa key;

    /// <param name="keys">The installation's keys.</param>
    public RootKey(Keys keys)
    {
        // Eight bytes more than the group's order, reduced: every private key is as likely as any other (FIPS 186-5, A.2.1).
        var order = new System.Numerics.BigInteger(Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551"), isUnsigned: true,
            isBigEndian: true);
        var wide = new System.Numerics.BigInteger(keys.Derive("root/p256", 40), isUnsigned: true, isBigEndian: true);
        var number = (wide % (order - 1) + 1).ToByteArray(isUnsigned: true, isBigEndian: true);
        var secret = new byte[32];
        number.CopyTo(secret, 32 - number.Length);
        key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = secret });
    }

    /// <summary>Signs (SHA-256, r and s of 32 bytes each).</summary>
    public byte[] Sign(byte[] data) => key.SignData(data, HashAlgorithmName.SHA256);

    /// <summary>Is the signature ours?</summary>
    public bool IsOurs(byte[] data, byte[] signature) => key.VerifyData(data, signature, HashAlgorithmName.SHA256);

    /// <summary>The public half (PEM).</summary>
    public string Public => key.ExportSubjectPublicKeyInfoPem();

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();
}
