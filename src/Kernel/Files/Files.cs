using System.Security.Cryptography;

namespace LienY.Kernel;

/// <summary>A kept file: SHA-256 of its content (hex) and its size in bytes.</summary>
public sealed record Kept(string Hash, long Size);

/// <summary>Originals and products, by the hash of their content, encrypted at rest with a key of the organisation that holds them.</summary>
public interface IFiles
{
    /// <summary>Keeps content of at most <paramref name="limit"/> bytes; a longer one is refused and nothing remains.</summary>
    Task<Kept> PutAsync(Guid organisation, Stream content, long limit, CancellationToken stop);

    /// <summary>Opens what was kept; refused as missing where it is not there, and as broken where a bit has changed.</summary>
    Task<Stream> OpenAsync(Guid organisation, string hash, CancellationToken stop);
}

/// <summary>
/// Files in <c>files/</c> of the data folder. Format: chunks of 64 KiB, each AES-256-GCM (nonce = chunk number and last flag), so that a cut or
/// changed file is found. The key is derived from the installation's key for the organisation (HKDF).
/// </summary>
public sealed class LocalFiles(Database database, Keys keys) : IFiles
{
    const int Chunk = 64 * 1024;
    const int Tag = 16;

    /// <inheritdoc/>
    public async Task<Kept> PutAsync(Guid organisation, Stream content, long limit, CancellationToken stop)
    {
        var folder = Directory.CreateDirectory(Path.Combine(database.Folder, "files", organisation.ToString("N")));
        var temporary = Path.Combine(folder.FullName, Guid.CreateVersion7().ToString("N") + ".part");
        try
        {
            var kept = await WriteAsync(organisation, content, temporary, limit, stop);
            var final = Place(organisation, kept.Hash);
            Directory.CreateDirectory(Path.GetDirectoryName(final)!);
            File.Move(temporary, final, overwrite: true);
            return kept;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    async Task<Kept> WriteAsync(Guid organisation, Stream content, string path, long limit, CancellationToken stop)
    {
        using var cipher = new AesGcm(keys.Derive("files/" + organisation.ToString("N"), 32), Tag);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var output = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        var salt = RandomNumberGenerator.GetBytes(7);
        await output.WriteAsync(salt, stop);
        var plain = new byte[Chunk];
        var secret = new byte[Chunk + Tag];
        long size = 0;
        for (uint number = 0; ; number++)
        {
            var length = await content.ReadAtLeastAsync(plain, Chunk, throwOnEndOfStream: false, stop);
            size += length;
            if (size > limit)
                throw new Refusal(RefusalKind.Invalid, "Tệp lớn hơn {0} MB nên không nhận. Xin chia nhỏ hoặc nén lại tệp.", limit / 1024 / 1024) { Code = "too-large" };
            hash.AppendData(plain, 0, length);
            var last = length < Chunk;
            cipher.Encrypt(Nonce(salt, number, last), plain.AsSpan(0, length), secret.AsSpan(0, length), secret.AsSpan(length, Tag));
            await output.WriteAsync(secret.AsMemory(0, length + Tag), stop);
            if (last) break;
        }
        output.Flush(flushToDisk: true);
        return new(Convert.ToHexStringLower(hash.GetHashAndReset()), size);
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(Guid organisation, string hash, CancellationToken stop)
    {
        var path = Place(organisation, hash);
        if (!File.Exists(path)) throw Refusal.Missing("Không tìm thấy tệp này trong kho lưu.");
        await using var input = File.OpenRead(path);
        using var cipher = new AesGcm(keys.Derive("files/" + organisation.ToString("N"), 32), Tag);
        var salt = new byte[7];
        await input.ReadExactlyAsync(salt, stop);
        var secret = new byte[Chunk + Tag];
        var plain = new byte[Chunk];
        var content = new MemoryStream((int)Math.Min(input.Length, int.MaxValue));
        for (uint number = 0; ; number++)
        {
            var length = await input.ReadAtLeastAsync(secret, secret.Length, throwOnEndOfStream: false, stop) - Tag;
            var last = length < Chunk;
            try
            {
                if (length < 0) throw new CryptographicException("The file is cut.");
                cipher.Decrypt(Nonce(salt, number, last), secret.AsSpan(0, length), secret.AsSpan(length, Tag), plain.AsSpan(0, length));
            }
            catch (CryptographicException)
            {
                throw new Refusal(RefusalKind.Unavailable, "Tệp lưu đã bị hỏng hoặc bị sửa. Xin khôi phục từ bản sao lưu.") { Code = "file-broken" };
            }
            content.Write(plain, 0, length);
            if (last) break;
        }
        content.Position = 0;
        return content;
    }

    string Place(Guid organisation, string hash)
    {
        if (hash.Length != 64 || !hash.All(char.IsAsciiHexDigitLower)) throw Refusal.Missing("Không tìm thấy tệp này trong kho lưu.");
        return Path.Combine(database.Folder, "files", organisation.ToString("N"), hash[..2], hash);
    }

    static byte[] Nonce(byte[] salt, uint number, bool last) =>
        [.. salt, (byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number, last ? (byte)1 : (byte)0];
}
