using System.Security.Cryptography;

namespace LienY.Media;

/// <summary>How packets are sealed (RFC 5764 §4.1.2, RFC 7714 §14.2).</summary>
public enum SrtpProfile
{
    /// <summary>AES in counter mode with HMAC-SHA1 of 80 bits.</summary>
    Aes128CmSha1 = 1,

    /// <summary>AES-128 in Galois/counter mode with a tag of 128 bits.</summary>
    AeadAes128Gcm = 7,
}

/// <summary>One direction's session keys, derived from a master key (RFC 3711 §4.3).</summary>
public sealed class SrtpKeys
{
    /// <summary>Derives the six session keys; salt of 14 bytes (counter mode) or 12 (Galois).</summary>
    public SrtpKeys(SrtpProfile profile, ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> masterSalt)
    {
        Profile = profile;
        var saltLength = profile == SrtpProfile.AeadAes128Gcm ? 12 : 14;
        RtpKey = Derive(masterKey, masterSalt, 0, 16);
        RtpAuth = Derive(masterKey, masterSalt, 1, 20);
        RtpSalt = Derive(masterKey, masterSalt, 2, saltLength);
        RtcpKey = Derive(masterKey, masterSalt, 3, 16);
        RtcpAuth = Derive(masterKey, masterSalt, 4, 20);
        RtcpSalt = Derive(masterKey, masterSalt, 5, saltLength);
    }

    internal SrtpProfile Profile { get; }
    internal byte[] RtpKey { get; }
    internal byte[] RtpAuth { get; }
    internal byte[] RtpSalt { get; }
    internal byte[] RtcpKey { get; }
    internal byte[] RtcpAuth { get; }
    internal byte[] RtcpSalt { get; }

    /// <summary>Bytes the exporter of DTLS has to give for both directions.</summary>
    public static int MaterialLength(SrtpProfile profile) => 2 * (16 + (profile == SrtpProfile.AeadAes128Gcm ? 12 : 14));

    /// <summary>Cuts exported material into the keys of client and server (RFC 5764 §4.2).</summary>
    public static (SrtpKeys Client, SrtpKeys Server) From(SrtpProfile profile, ReadOnlySpan<byte> material)
    {
        var salt = profile == SrtpProfile.AeadAes128Gcm ? 12 : 14;
        return (new(profile, material[..16], material.Slice(32, salt)), new(profile, material.Slice(16, 16), material.Slice(32 + salt, salt)));
    }

    /// <summary>The pseudo-random function of RFC 3711 §4.3.3 with key derivation rate 0; for Galois mode the salt is padded by two zero bytes (RFC 7714 §11).</summary>
    public static byte[] Derive(ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> masterSalt, byte label, int length)
    {
        using var aes = Aes.Create();
        aes.Key = masterKey.ToArray();
        Span<byte> block = stackalloc byte[16];
        block.Clear();
        masterSalt.CopyTo(block);
        block[7] ^= label;
        var stream = new byte[(length + 15) / 16 * 16];
        for (var i = 0; i < stream.Length / 16; i++)
        {
            block[15] = (byte)i;
            aes.EncryptEcb(block, stream.AsSpan(16 * i, 16), PaddingMode.None);
        }
        return stream[..length];
    }
}
