using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>What a file is by its first bytes.</summary>
sealed record Sniffed(FileNature Nature, string MediaType);

/// <summary>Tells what a file is by its first bytes; its name and what a browser claims count for nothing.</summary>
static class Sniffing
{
    static readonly Sniffed Unknown = new(FileNature.Other, "application/octet-stream");

    /// <summary>Reads the beginning of a stream.</summary>
    public static async Task<Sniffed> OfAsync(Stream content, CancellationToken stop)
    {
        var head = new byte[4096];
        var length = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, stop);
        return Of(head.AsSpan(0, length));
    }

    /// <summary>By the first bytes (4 kB are enough).</summary>
    public static Sniffed Of(ReadOnlySpan<byte> head) =>
        head.StartsWith<byte>([0xFF, 0xD8, 0xFF]) ? new(FileNature.Picture, "image/jpeg")
        : head.StartsWith<byte>([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) ? new(FileNature.Picture, "image/png")
        : head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8) ? new(FileNature.Picture, "image/gif")
        : head.Length > 12 && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8) ? new(FileNature.Picture, "image/webp")
        : head.StartsWith("%PDF-"u8) ? new(FileNature.Pdf, "application/pdf")
        : head.Length > 132 && head[128..].StartsWith("DICM"u8) ? new(FileNature.Dicom, "application/dicom")
        : IsText(head) ? new(FileNature.Text, "text/plain; charset=utf-8")
        : Unknown;

    // Text that a browser or a script could take for a page, a drawing or a program is not shown as text either.
    static bool IsText(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty || head.ContainsAnyInRange((byte)0, (byte)8) || head.ContainsAny((byte)'<', (byte)0x1B) || head.StartsWith("MZ"u8)
            || head.StartsWith("#!"u8)) return false;
        // A letter may be cut at the end of what was read.
        var text = head.Length < 4096 ? head : head[..^3];
        return System.Text.Unicode.Utf8.IsValid(text) || System.Text.Unicode.Utf8.IsValid(head);
    }
}

/// <summary>
/// Keeps files of a case in the files of whoever hands them in. Nothing is ever unpacked or run; what is not a known picture or PDF is only handed out.
/// </summary>
sealed class Filing(ConsultsStore store, IFiles files, TimeProvider clock)
{
    /// <summary>The largest file.</summary>
    public const long MostBytes = 200L * 1024 * 1024;

    /// <summary>The most files of a case.</summary>
    public const int MostFiles = 100;

    /// <summary>Keeps a file; the same content in the same case again changes nothing.</summary>
    public async Task<CaseAttachment> KeepAsync(Case of, Stream content, string name, bool showsIdentity, Actor by, CancellationToken stop)
    {
        var kept = await files.PutAsync(by.OrganisationId, content, MostBytes, stop);
        if (kept.Size == 0) throw new Refusal(RefusalKind.Invalid, "Tệp này rỗng. Xin chọn lại tệp.") { Field = "file" };
        var there = await store.Attachments.Where(a => a.CaseId == of.Id && a.RemovedAt == null).ToListAsync(stop);
        if (there.Concat(store.Attachments.Local.Where(a => a.CaseId == of.Id)).FirstOrDefault(a => a.Hash == kept.Hash
            && a.OrganisationId == by.OrganisationId) is { } same) return same;
        if (there.Count >= MostFiles) throw Refusal.Conflict("Một ca hội chẩn có tối đa {0} tệp.", MostFiles);
        await using var copy = await files.OpenAsync(by.OrganisationId, kept.Hash, stop);
        var sniffed = await Sniffing.OfAsync(copy, stop);
        var attachment = new CaseAttachment
        {
            CaseId = of.Id,
            OrganisationId = by.OrganisationId,
            Name = NameOf(name),
            Nature = sniffed.Nature,
            MediaType = sniffed.MediaType,
            Size = kept.Size,
            Hash = kept.Hash,
            ShowsIdentity = showsIdentity,
            MadeById = by.UserId ?? Guid.Empty,
            MadeByName = by.Name,
            MadeAt = clock.GetUtcNow(),
        };
        store.Attachments.Add(attachment);
        return attachment;
    }

    /// <summary>A name without folders and without what confuses the eye or a file system.</summary>
    public static string NameOf(string name)
    {
        var last = name.Replace('\\', '/').Split('/')[^1];
        var clean = string.Concat(last.Where(c => !char.IsControl(c) && !Path.GetInvalidFileNameChars().Contains(c) && c is not ('"' or ';' or '<' or '>')
            && char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.Format)).Trim().Trim('.');
        return clean.Length == 0 ? "tep" : clean.Length > 120 ? clean[^120..] : clean;
    }
}
