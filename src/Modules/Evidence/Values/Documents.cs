using System.Text;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace LienY.Evidence;

/// <summary>A kept file with the name it came under.</summary>
sealed record KeptDocument(Guid Owner, string Hash, string Name, long Size);

/// <summary>Files that prove a value: documents, tables and scans; the content must be what the name says.</summary>
static class Documents
{
    const long Limit = 50L * 1024 * 1024;

    static readonly (string Extension, string Type, byte[] Start)[] Kinds =
    [
        (".pdf", "application/pdf", "%PDF"u8.ToArray()),
        (".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "PK"u8.ToArray()),
        (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK"u8.ToArray()),
        (".png", "image/png", [0x89, 0x50, 0x4E, 0x47]),
        (".jpg", "image/jpeg", [0xFF, 0xD8, 0xFF]),
        (".jpeg", "image/jpeg", [0xFF, 0xD8, 0xFF]),
        (".csv", "text/csv", []),
    ];

    /// <summary>What the file chooser offers.</summary>
    public static string Accept => string.Join(',', Kinds.Select(k => k.Extension));

    /// <summary>Keeps a posted file for an organisation; null where none was posted.</summary>
    public static async Task<KeptDocument?> KeepAsync(IFiles files, Guid owner, IFormFile? file, CancellationToken stop)
    {
        if (file is null) return null;
        var name = Clean(file.FileName);
        var kind = Kinds.FirstOrDefault(k => name.EndsWith(k.Extension, StringComparison.OrdinalIgnoreCase));
        if (kind.Extension is null) throw new Refusal(RefusalKind.Invalid, "Tệp minh chứng phải là PDF, Word (.docx), Excel (.xlsx), CSV hoặc ảnh.") { Field = "file" };
        await using var content = file.OpenReadStream();
        var start = new byte[kind.Start.Length];
        if (await content.ReadAtLeastAsync(start, start.Length, false, stop) < start.Length || !start.AsSpan().SequenceEqual(kind.Start))
            throw new Refusal(RefusalKind.Invalid, "Nội dung tệp không đúng với đuôi “{0}”. Xin mở tệp kiểm tra rồi lưu lại đúng loại.", kind.Extension) { Field = "file" };
        content.Position = 0;
        var kept = await files.PutAsync(owner, content, Limit, stop);
        return new(owner, kept.Hash, name, kept.Size);
    }

    /// <summary>The file as a download; a browser never shows it in our own origin.</summary>
    public static async Task<IResult> DownloadAsync(HttpContext context, IFiles files, EnteredValue value, CancellationToken stop)
    {
        if (value is not { FileOwner: { } owner, FileHash: { } hash, FileName: { } name }) throw Refusal.Missing("Số liệu này không kèm tệp.");
        var content = await files.OpenAsync(owner, hash, stop);
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name);
        context.Response.Headers.ContentDisposition = disposition.ToString();
        return Results.Stream(content, Kinds.FirstOrDefault(k => name.EndsWith(k.Extension, StringComparison.OrdinalIgnoreCase)).Type ?? "application/octet-stream");
    }

    /// <summary>The last part of a path without control and formatting characters, at most 120 characters, its ending kept.</summary>
    static string Clean(string name)
    {
        var last = name.Replace('\\', '/').Split('/')[^1].Normalize(NormalizationForm.FormC);
        var clean = new string([.. last.Where(c => !char.IsControl(c) && char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.Format)]).Trim(' ', '.');
        return clean.Length <= 120 ? clean : clean[..110] + Path.GetExtension(clean)[..Math.Min(10, Path.GetExtension(clean).Length)];
    }
}
