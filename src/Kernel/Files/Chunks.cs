using System.Security.Cryptography;

namespace LienY.Kernel;

/// <summary>
/// A stream sealed in chunks of 64 KiB with AES-256-GCM: 7 random bytes, then each chunk with its tag; the nonce holds the chunk's number and
/// whether it is the last, so that a changed, cut or reordered stream is found.
/// </summary>
public static class Chunks
{
    const int Size = 64 * 1024;
    const int Tag = 16;

    /// <summary>Seals <paramref name="input"/> into <paramref name="output"/>; sees each plain chunk before it is sealed.</summary>
    public static async Task SealAsync(Stream input, Stream output, byte[] key, Action<ReadOnlyMemory<byte>>? see, CancellationToken stop)
    {
        using var cipher = new AesGcm(key, Tag);
        var salt = RandomNumberGenerator.GetBytes(7);
        await output.WriteAsync(salt, stop);
        var plain = new byte[Size];
        var secret = new byte[Size + Tag];
        for (uint number = 0; ; number++)
        {
            var length = await input.ReadAtLeastAsync(plain, Size, throwOnEndOfStream: false, stop);
            see?.Invoke(plain.AsMemory(0, length));
            var last = length < Size;
            cipher.Encrypt(Nonce(salt, number, last), plain.AsSpan(0, length), secret.AsSpan(0, length), secret.AsSpan(length, Tag));
            await output.WriteAsync(secret.AsMemory(0, length + Tag), stop);
            if (last) return;
        }
    }

    /// <summary>Opens what was sealed; throws <see cref="CryptographicException"/> where a bit has changed, a part is missing or the key is another.</summary>
    public static async Task OpenAsync(Stream input, Stream output, byte[] key, CancellationToken stop)
    {
        using var cipher = new AesGcm(key, Tag);
        var salt = new byte[7];
        if (await input.ReadAtLeastAsync(salt, salt.Length, throwOnEndOfStream: false, stop) < salt.Length) throw new CryptographicException("The sealed stream is cut.");
        var secret = new byte[Size + Tag];
        var plain = new byte[Size];
        for (uint number = 0; ; number++)
        {
            var length = await input.ReadAtLeastAsync(secret, secret.Length, throwOnEndOfStream: false, stop) - Tag;
            if (length < 0) throw new CryptographicException("The sealed stream is cut.");
            var last = length < Size;
            cipher.Decrypt(Nonce(salt, number, last), secret.AsSpan(0, length), secret.AsSpan(length, Tag), plain.AsSpan(0, length));
            await output.WriteAsync(plain.AsMemory(0, length), stop);
            if (last) return;
        }
    }

    static byte[] Nonce(byte[] salt, uint number, bool last) =>
        [.. salt, (byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number, last ? (byte)1 : (byte)0];
}
