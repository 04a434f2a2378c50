using System.IO.Compression;
using LienY.Insurance;

namespace LienY.Feed;

/// <summary>Checks the signatures of a file before anything of it is stored: of the file itself, or of each entry of an archive.</summary>
static class Signatures
{
    static readonly byte[] Mark = "SignatureValue"u8.ToArray();

    /// <summary>By entry (empty for a single file); an unsigned part, or one too large to be checked, is left out.</summary>
    public static async Task<IReadOnlyDictionary<string, EnvelopeSignature>> CheckAsync(Stream content, DateTimeOffset at, CancellationToken stop)
    {
        var found = new Dictionary<string, EnvelopeSignature>();
        var head = new byte[4];
        var length = await content.ReadAtLeastAsync(head, 4, throwOnEndOfStream: false, stop);
        content.Position = 0;
        if (length < 4 || !head.AsSpan().StartsWith("PK"u8))
        {
            if (await IsSignedAsync(content, stop) && content.Length <= EnvelopeSignature.MostBytes) found[""] = EnvelopeSignature.Check(await BytesAsync(content,
                content.Length, stop), [], at);
            return found;
        }
        try
        {
            using var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            foreach (var entry in zip.Entries.Where(e => e.Length is > 0 and <= MostEntry && e.Length / Math.Max(1, e.CompressedLength) <= 200).Take(2_000))
            {
                await using var opened = await entry.OpenAsync(stop);
                var bytes = await BytesAsync(opened, entry.Length, stop);
                if (bytes.Span.IndexOf(Mark) >= 0) found[entry.FullName[(entry.FullName.LastIndexOfAny(['/', '\\']) + 1)..]] = EnvelopeSignature.Check(bytes, [], at);
            }
        }
        catch (InvalidDataException)
        {
            // The reader of the parcel tells what is wrong with the archive.
        }
        return found;
    }

    const long MostEntry = 16L << 20;

    static async Task<ReadOnlyMemory<byte>> BytesAsync(Stream from, long length, CancellationToken stop)
    {
        if (from.CanSeek) from.Position = 0;
        var bytes = new byte[length];
        return bytes.AsMemory(0, await from.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, stop));
    }

    static async Task<bool> IsSignedAsync(Stream content, CancellationToken stop)
    {
        var (buffer, kept) = (new byte[128 * 1024], 0);
        while (await content.ReadAsync(buffer.AsMemory(kept), stop) is var read and > 0)
        {
            var filled = kept + read;
            if (buffer.AsSpan(0, filled).IndexOf(Mark) >= 0) return true;
            kept = Math.Min(filled, Mark.Length - 1);
            buffer.AsSpan(filled - kept, kept).CopyTo(buffer);
        }
        return false;
    }
}
