using LienY.Kernel;

namespace LienY.Reports;

/// <summary>Kept papers of an organisation, by their SHA-256.</summary>
sealed class Shelf(IFiles files)
{
    /// <summary>Largest file that is kept.</summary>
    public const long MostBytes = 50L * 1024 * 1024;

    /// <summary>Keeps a file and gives its SHA-256 (hex).</summary>
    public async Task<string> PutAsync(Guid organisation, byte[] content, CancellationToken stop) => (await files.PutAsync(organisation, new MemoryStream(content), MostBytes, stop)).Hash;

    /// <summary>A kept file; refused where it is gone or a bit has changed.</summary>
    public async Task<byte[]> ReadAsync(Guid organisation, string hash, CancellationToken stop)
    {
        await using var content = await files.OpenAsync(organisation, hash, stop);
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, stop);
        return copy.ToArray();
    }
}
