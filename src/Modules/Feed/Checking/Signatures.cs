using System.IO.Compression;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using LienY.Insurance;

namespace LienY.Feed;

/// <summary>What the signature of a part is worth; one that is too large to be checked is of an unknown issuer and says so.</summary>
sealed record PartSignature(SignatureState State, EnvelopeSignature? Checked = null, bool IsUnchecked = false)
{
    /// <summary>There is no signature.</summary>
    public static readonly PartSignature None = new(SignatureState.None);

    /// <summary>There is one that was not checked.</summary>
    public static readonly PartSignature Unchecked = new(SignatureState.UnknownIssuer, null, true);

    /// <summary>As the book of files keeps it; null where there is none.</summary>
    public string? Said => State == SignatureState.None ? null : IsUnchecked ? "Unchecked" : State.ToString();

    /// <summary>The worse of two: entries of an archive with one name are judged as one.</summary>
    public static PartSignature Worse(PartSignature a, PartSignature b) => Rank(a) <= Rank(b) ? a : b;

    static int Rank(PartSignature p) => p.State switch
    {
        SignatureState.Invalid => 0,
        SignatureState.None => 1,
        SignatureState.UnknownIssuer => p.IsUnchecked ? 2
        : 3,
        _ => 4
    };
}

/// <summary>Checks the signatures of a file before anything of it is stored: of the file itself, or of each entry of an archive.</summary>
static class Signatures
{
    static readonly byte[][] Marks = [.. new[] { Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode }.Select(e => e.GetBytes("SignatureValue"))];
    static readonly int Longest = Marks.Max(m => m.Length);

    const long MostEntry = 16L << 20;

    /// <summary>By entry (empty for a single file); what is not there has none.</summary>
    public static async Task<IReadOnlyDictionary<string, PartSignature>> CheckAsync(Stream content, IReadOnlyCollection<X509Certificate2> trusted, DateTimeOffset at,
        CancellationToken stop)
    {
        var found = new Dictionary<string, PartSignature>();
        var head = new byte[4];
        var length = await content.ReadAtLeastAsync(head, 4, throwOnEndOfStream: false, stop);
        content.Position = 0;
        if (length < 4 || !head.AsSpan().StartsWith("PK"u8))
        {
            if (await IsSignedAsync(content, stop)) found[""] = content.Length > EnvelopeSignature.MostBytes ? PartSignature.Unchecked
                : Of(await BytesAsync(content, content.Length, stop), trusted, at);
            return found;
        }
        try
        {
            using var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            foreach (var entry in zip.Entries.Where(e => e.Length > 0).Take(2_000))
            {
                var (name, worth) = (entry.FullName[(entry.FullName.LastIndexOfAny(['/', '\\']) + 1)..], await OfEntryAsync(entry, trusted, at, stop));
                found[name] = found.TryGetValue(name, out var before) ? PartSignature.Worse(before, worth) : worth;
            }
        }
        catch (InvalidDataException)
        {
            // The reader of the parcel tells what is wrong with the archive.
        }
        return found;
    }

    static async Task<PartSignature> OfEntryAsync(ZipArchiveEntry entry, IReadOnlyCollection<X509Certificate2> trusted, DateTimeOffset at, CancellationToken stop)
    {
        // An entry that grows too large is refused by the reader; whether it bears a signature is of no matter then.
        if (entry.Length / Math.Max(1, entry.CompressedLength) > 200) return PartSignature.Unchecked;
        await using var opened = await entry.OpenAsync(stop);
        if (entry.Length > MostEntry) return await IsSignedAsync(opened, stop) ? PartSignature.Unchecked : PartSignature.None;
        var bytes = await BytesAsync(opened, entry.Length, stop);
        return Marks.Any(m => bytes.Span.IndexOf(m) >= 0) ? Of(bytes, trusted, at) : PartSignature.None;
    }

    static PartSignature Of(ReadOnlyMemory<byte> bytes, IReadOnlyCollection<X509Certificate2> trusted, DateTimeOffset at)
    {
        var signature = EnvelopeSignature.Check(bytes, trusted, at);
        return new(signature.State, signature);
    }

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
            if (Marks.Any(m => buffer.AsSpan(0, filled).IndexOf(m) >= 0)) return true;
            kept = Math.Min(filled, Longest - 1);
            buffer.AsSpan(filled - kept, kept).CopyTo(buffer);
        }
        return false;
    }
}
