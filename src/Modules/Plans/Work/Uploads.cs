using System.Text;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace LienY.Plans;

/// <summary>A file that people of a plan hand in: kept by its hash, shown by a cleaned name, given back only as a download.</summary>
static class Uploads
{
    /// <summary>Largest file, 50 MB.</summary>
    public const long Limit = 50L * 1024 * 1024;

    /// <summary>What the file chooser offers.</summary>
    public static string Accept => string.Join(',', Types.Keys);

    static readonly Dictionary<string, (string Type, byte[] Start)> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".pdf"] = ("application/pdf", "%PDF"u8.ToArray()),
        [".docx"] = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "PK"u8.ToArray()),
        [".xlsx"] = ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK"u8.ToArray()),
        [".pptx"] = ("application/vnd.openxmlformats-officedocument.presentationml.presentation", "PK"u8.ToArray()),
        [".odt"] = ("application/vnd.oasis.opendocument.text", "PK"u8.ToArray()),
        [".ods"] = ("application/vnd.oasis.opendocument.spreadsheet", "PK"u8.ToArray()),
        [".zip"] = ("application/zip", "PK"u8.ToArray()),
        [".doc"] = ("application/msword", [0xD0, 0xCF, 0x11, 0xE0]),
        [".xls"] = ("application/vnd.ms-excel", [0xD0, 0xCF, 0x11, 0xE0]),
        [".ppt"] = ("application/vnd.ms-powerpoint", [0xD0, 0xCF, 0x11, 0xE0]),
        [".png"] = ("image/png", [0x89, 0x50, 0x4E, 0x47]),
        [".jpg"] = ("image/jpeg", [0xFF, 0xD8, 0xFF]),
        [".jpeg"] = ("image/jpeg", [0xFF, 0xD8, 0xFF]),
        [".mp4"] = ("video/mp4", []),
        [".txt"] = ("text/plain", []),
        [".csv"] = ("text/csv", []),
    };

    /// <summary>Takes a posted file: its kind must be known and its first bytes must fit its name. Nothing remains of a refused one.</summary>
    public static async Task<KeptUpload> KeepAsync(IFiles files, Guid organisation, IFormFile file, string field, CancellationToken stop)
    {
        var name = CleanName(file.FileName);
        if (!Types.TryGetValue(Path.GetExtension(name), out var kind))
            throw new Refusal(RefusalKind.Invalid, "Loại tệp “{0}” không nhận. Xin dùng PDF, Word, Excel, PowerPoint, ảnh, CSV, văn bản hoặc ZIP.", Path.GetExtension(name)) { Field = field };
        if (file.Length > Limit) throw TooLarge(field);
        await using var content = file.OpenReadStream();
        var start = new byte[kind.Start.Length];
        var read = await content.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, stop);
        if (read < start.Length || !start.AsSpan().SequenceEqual(kind.Start))
            throw new Refusal(RefusalKind.Invalid, "Nội dung tệp không đúng với đuôi “{0}”. Xin mở tệp kiểm tra rồi lưu lại đúng loại.", Path.GetExtension(name)) { Field = field };
        content.Position = 0;
        var kept = await files.PutAsync(organisation, content, Limit, stop);
        return new(name, kept.Hash, kept.Size);
    }

    /// <summary>The file as a download: never shown in the page's own origin, its type never guessed.</summary>
    public static async Task<IResult> DownloadAsync(HttpContext context, IFiles files, Guid organisation, string hash, string name, CancellationToken stop)
    {
        var content = await files.OpenAsync(organisation, hash, stop);
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(CleanName(name));
        context.Response.Headers.ContentDisposition = disposition.ToString();
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Stream(content, Types.TryGetValue(Path.GetExtension(name), out var kind) ? kind.Type : "application/octet-stream");
    }

    /// <summary>Only the last part of a path, without signs that turn writing around or end a header, at most 120 characters.</summary>
    public static string CleanName(string? name)
    {
        var last = (name ?? "").Replace('\\', '/').Split('/')[^1].Normalize(NormalizationForm.FormC);
        var clean = new string([.. last.Where(c => !char.IsControl(c) && char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.Format && c is not ('"' or '<' or '>' or '|' or ':' or '*' or '?'))]).Trim(' ', '.');
        var extension = Path.GetExtension(clean);
        if (clean.Length > 120) clean = clean[..(120 - Math.Min(extension.Length, 10))] + (extension.Length <= 10 ? extension : "");
        return clean.Length == 0 ? "tep" : clean;
    }

    /// <summary>1,4 MB or 12 KB, for people.</summary>
    public static string Size(long bytes) => bytes >= 1024 * 1024
        ? Say.Number(decimal.Round(bytes / 1048576m, 1)) + " MB"
        : Say.Number(Math.Max(1, bytes / 1024)) + " KB";

    static Refusal TooLarge(string field) =>
        new(RefusalKind.Invalid, "Tệp lớn hơn {0} MB nên không nhận. Xin chia nhỏ hoặc nén lại tệp.", Limit / 1024 / 1024) { Code = "too-large", Field = field };
}

/// <summary>A file as kept: cleaned name, hash and size in bytes.</summary>
sealed record KeptUpload(string Name, string Hash, long Size);
