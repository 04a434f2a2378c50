using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Documents;

/// <summary>A file that lies on the shelf and belongs to no paper yet; <paramref name="Signatures"/> as in <see cref="PaperFile.Signatures"/>.</summary>
sealed record ShelvedFile(string Name, string MediaType, Kept Kept, string Signatures);

/// <summary>Keeps the files of papers: any scan, any office format; a browser is handed only what is known by its bytes to be a page or a picture.</summary>
sealed class Keeping(DocumentsStore store, IFiles files, IServiceProvider services)
{
    /// <summary>Largest file in bytes.</summary>
    public const long Limit = 100L * 1024 * 1024;

    /// <summary>Files up to this size are asked for their signatures.</summary>
    const long Checked = 40L * 1024 * 1024;

    static readonly string[] Never = [".exe", ".dll", ".bat", ".cmd", ".com", ".js", ".vbs", ".ps1", ".sh", ".html", ".htm", ".svg", ".msi", ".scr", ".lnk"];

    /// <summary>Keeps what a form sent, for a paper; saved with the store.</summary>
    public async Task PutAsync(Guid organisation, Guid paper, IEnumerable<IFormFile> sent, CancellationToken stop)
    {
        foreach (var file in sent.Where(f => f.Length > 0))
        {
            await using var content = file.OpenReadStream();
            await PutAsync(organisation, paper, file.FileName, content, stop);
        }
    }

    /// <summary>Keeps one file for a paper; saved with the store.</summary>
    public async Task<PaperFile> PutAsync(Guid organisation, Guid paper, string fileName, Stream content, CancellationToken stop) =>
        Add(organisation, paper, await ShelveAsync(organisation, fileName, content, stop));

    /// <summary>A row for a file that lies on the shelf; saved with the store.</summary>
    public PaperFile Add(Guid organisation, Guid paper, ShelvedFile file)
    {
        var row = new PaperFile
        {
            OrganisationId = organisation,
            PaperId = paper,
            Name = file.Name,
            MediaType = file.MediaType,
            Size = file.Kept.Size,
            Hash = file.Kept.Hash,
            Signatures = file.Signatures,
            AddedByName = services.GetRequiredService<Caller>().Name,
            AddedAt = store.Clock.GetUtcNow(),
        };
        store.Files.Add(row);
        return row;
    }

    /// <summary>Keeps the bytes of a file and looks at them; no row is made. Content that can be read twice is not fetched from the shelf again.</summary>
    public async Task<ShelvedFile> ShelveAsync(Guid organisation, string fileName, Stream content, CancellationToken stop)
    {
        var name = Path.GetFileName(fileName.Replace('\\', '/')) is { Length: > 0 } given ? given : "van-ban";
        if (name.Length > 200) name = name[..180] + Path.GetExtension(name);
        if (Never.Contains(Path.GetExtension(name).ToLowerInvariant()))
            throw new Refusal(RefusalKind.Invalid, "Tệp “{0}” là chương trình hoặc trang web nên không nhận. Xin gửi bản PDF, DOCX hoặc ảnh quét.",
                name)
            { Field = "files" };
        var kept = await files.PutAsync(organisation, content, Limit, stop);
        await using var again = content.CanSeek ? null : await files.OpenAsync(organisation, kept.Hash, stop);
        if (again is null) content.Position = 0;
        var (type, signatures) = await LookAsync(again ?? content, kept.Size, stop);
        return new(name, type, kept, signatures);
    }

    /// <summary>Files of a paper that stand.</summary>
    public Task<List<PaperFile>> OfAsync(Guid paper, CancellationToken stop) =>
        store.Files.AsNoTracking().Where(f => f.PaperId == paper && f.RemovedAt == null).OrderBy(f => f.AddedAt).ThenBy(f => f.Id).ToListAsync(stop);

    async Task<(string Type, string Signatures)> LookAsync(Stream content, long size, CancellationToken stop)
    {
        var head = new byte[16];
        var count = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, stop);
        var type = TypeOf(head.AsSpan(0, count));
        if (type != "application/pdf" || size > Checked || services.GetService<ISigning>() is not { } signing) return (type, "");
        content.Position = 0;
        var bytes = new byte[size];
        await content.ReadExactlyAsync(bytes, stop);
        return (type, await SignatureWords.OfAsync(signing, bytes, stop));
    }

    /// <summary>What bytes are: a page, a picture, or anything else.</summary>
    internal static string TypeOf(ReadOnlySpan<byte> head) =>
        head.StartsWith("%PDF-"u8) ? "application/pdf"
        : head.StartsWith<byte>([0x89, 0x50, 0x4E, 0x47]) ? "image/png"
        : head.StartsWith<byte>([0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : "application/octet-stream";
}

/// <summary>What a check of signatures found, in one word that is kept.</summary>
static class SignatureWords
{
    /// <summary>none, valid, unknown, broken, expired or revoked: the worst of all signatures.</summary>
    public static async Task<string> OfAsync(ISigning signing, byte[] file, CancellationToken stop)
    {
        try
        {
            var found = await signing.CheckAsync(file, stop);
            string[] worst = ["broken", "revoked", "expired", "unknown", "valid"];
            return found.Count == 0 ? "none" : worst.FirstOrDefault(w => found.Any(f => f.State == w)) ?? "unknown";
        }
        catch (Refusal)
        {
            return "";
        }
    }

    /// <summary>The word in words (a Vietnamese key).</summary>
    public static string Say(string state) => state switch
    {
        "valid" => Words.Key("Chữ ký số hợp lệ"),
        "none" => Words.Key("Không có chữ ký số"),
        "unknown" => Words.Key("Có chữ ký số, chưa rõ chứng thư"),
        "broken" => Words.Key("Chữ ký số không còn đúng: tệp đã bị sửa"),
        "expired" => Words.Key("Chứng thư số đã hết hạn khi ký"),
        "revoked" => Words.Key("Chứng thư số đã bị thu hồi khi ký"),
        _ => Words.Key("Chưa kiểm chữ ký"),
    };

    /// <summary>Kind of its badge.</summary>
    public static string Kind(string state) => state switch { "valid" => "ok", "broken" or "revoked" => "bad", "unknown" or "expired" => "warn", _ => "none" };
}
