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

    /// <summary>Removes everything under this id: for files that have an id of their own and a last day (exports), never for an organisation's.</summary>
    Task ClearAsync(Guid organisation, CancellationToken stop);
}

/// <summary>
/// Files in <c>files/</c> of the data folder, sealed in <see cref="Chunks"/> with a key derived from the installation's key for the organisation
/// (HKDF), so that a cut or changed file is found.
/// </summary>
public sealed class LocalFiles(Database database, Keys keys) : IFiles
{
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
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var output = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        long size = 0;
        await Chunks.SealAsync(content, output, Key(organisation), chunk =>
        {
            size += chunk.Length;
            if (size > limit)
                throw new Refusal(RefusalKind.Invalid, "Tệp lớn hơn {0} MB nên không nhận. Xin chia nhỏ hoặc nén lại tệp.", limit / 1024 / 1024) { Code = "too-large" };
            hash.AppendData(chunk.Span);
        }, stop);
        output.Flush(flushToDisk: true);
        return new(Convert.ToHexStringLower(hash.GetHashAndReset()), size);
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(Guid organisation, string hash, CancellationToken stop)
    {
        var path = Place(organisation, hash);
        if (!File.Exists(path)) throw Refusal.Missing("Không tìm thấy tệp này trong kho lưu.");
        await using var input = File.OpenRead(path);
        var content = Room(input.Length);
        try
        {
            await Chunks.OpenAsync(input, content, Key(organisation), stop);
        }
        catch (CryptographicException)
        {
            await content.DisposeAsync();
            throw new Refusal(RefusalKind.Unavailable, "Tệp lưu đã bị hỏng hoặc bị sửa. Xin khôi phục từ bản sao lưu.") { Code = "file-broken" };
        }
        content.Position = 0;
        return content;
    }

    /// <inheritdoc/>
    public Task ClearAsync(Guid organisation, CancellationToken stop)
    {
        var folder = Path.Combine(database.Folder, "files", organisation.ToString("N"));
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    // A large file would fill the memory of the house: it lies on the disk while it is read, and is gone when it is closed.
    Stream Room(long size)
    {
        if (size <= InMemory) return new MemoryStream((int)size);
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(database.Folder, "spool")).FullName, Guid.CreateVersion7().ToString("N"));
        var room = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 128 * 1024, FileOptions.DeleteOnClose);
        // Without a name at once, where the system can do so: whatever kills the house, nothing readable remains.
        if (!OperatingSystem.IsWindows()) File.Delete(path);
        return room;
    }

    /// <summary>Bytes of the largest file that is opened in memory.</summary>
    const long InMemory = 32L * 1024 * 1024;

    byte[] Key(Guid organisation) => keys.Derive("files/" + organisation.ToString("N"), 32);

    string Place(Guid organisation, string hash)
    {
        if (hash.Length != 64 || !hash.All(char.IsAsciiHexDigitLower)) throw Refusal.Missing("Không tìm thấy tệp này trong kho lưu.");
        return Path.Combine(database.Folder, "files", organisation.ToString("N"), hash[..2], hash);
    }
}
