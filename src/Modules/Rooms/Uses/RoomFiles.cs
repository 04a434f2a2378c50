using System.Net.Http.Headers;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Writing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Caching.Memory;

namespace LienY.Rooms;

/// <summary>Pages that were drawn a while ago, at most 64 MB of them.</summary>
sealed class DrawnPages() : MemoryCache(new MemoryCacheOptions { SizeLimit = 64L * 1024 * 1024 });

/// <summary>Files on the table: pictures and documents, known by their content, and pages of documents as pictures.</summary>
sealed class RoomFiles(RoomsStore store, IFiles files, PdfPages pages, DrawnPages drawn, Node node, TimeProvider clock)
{
    /// <summary>Largest file in bytes.</summary>
    public const long Largest = 20L * 1024 * 1024;

    /// <summary>Largest thing of another module that is fetched, in bytes.</summary>
    public const long LargestShown = 50L * 1024 * 1024;

    /// <summary>Width of a page's picture in pixels.</summary>
    public const int Width = 1400;

    const int MostPages = 300;

    /// <summary>Lays a file on the table of a room. Only pictures (PNG, JPEG, WebP) and PDF, told by their first bytes whatever they are called.</summary>
    public async Task LayAsync(AtDoor at, IFormFile file, Guid by, CancellationToken stop)
    {
        if (!at.MayLay) throw Refusal.Forbidden("Chỉ chủ tọa, thư ký, người trình bày và chuyên gia đưa tài liệu vào phòng họp.");
        using var content = new MemoryStream();
        if (file.Length is 0 or > Largest) throw new Refusal(RefusalKind.Invalid, "Xin chọn một tệp ảnh hoặc PDF không quá {0} MB.", Largest / 1024 / 1024) { Field = "file" };
        await file.CopyToAsync(content, stop);
        var bytes = content.ToArray();
        var (kind, type) = KindOf(bytes) ?? throw new Refusal(RefusalKind.Invalid, "Tệp này không phải là ảnh (PNG, JPEG, WebP) hoặc PDF nên không nhận.") { Field = "file" };
        var count = kind == "pdf" ? await CountAsync(bytes, stop) : 1;
        content.Position = 0;
        var kept = await files.PutAsync(at.Room.OrganisationId, content, Largest, stop);
        var name = Path.GetFileName(file.FileName.Replace('\\', '/')).Trim();
        store.Files.Add(new()
        {
            RoomId = at.Room.Id,
            OrganisationId = at.Room.OrganisationId,
            Name = name.Length is 0 ? "tep" : name.Length > 200 ? name[..200] : name,
            Kind = kind,
            Type = type,
            Hash = kept.Hash,
            Size = kept.Size,
            Pages = count,
            PutBy = by,
            PutAt = clock.GetUtcNow(),
        });
        await store.SaveChangesAsync(stop);
    }

    /// <summary>What it is by its first bytes; null: neither a picture nor a document.</summary>
    public static (string Kind, string Type)? KindOf(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, ..] => ("image", "image/png"),
        [0xFF, 0xD8, 0xFF, ..] => ("image", "image/jpeg"),
        [0x52, 0x49, 0x46, 0x46, _, _, _, _, 0x57, 0x45, 0x42, 0x50, ..] => ("image", "image/webp"),
        [0x25, 0x50, 0x44, 0x46, 0x2D, ..] => ("pdf", "application/pdf"),
        _ => null,
    };

    /// <summary>How many pages a document has.</summary>
    public async Task<int> CountAsync(byte[] pdf, CancellationToken stop)
    {
        try
        {
            var count = await pages.CountAsync(pdf, stop);
            return count <= MostPages ? count : throw new Refusal(RefusalKind.Invalid, "Tài liệu dài quá {0} trang. Xin tách lấy phần cần trình bày.", MostPages) { Field = "file" };
        }
        catch (Exception problem) when (problem is PdfFailed or PdfTimedOut)
        {
            throw new Refusal(RefusalKind.Invalid, "Tệp PDF này không đọc được. Xin xuất lại tệp rồi thử lại.") { Field = "file" };
        }
        catch (PdfUnavailable)
        {
            throw Refusal.Unavailable("Máy chủ chưa cài chương trình đọc PDF (poppler-utils). Xin báo quản trị viên, hoặc đưa tài liệu vào dưới dạng ảnh.");
        }
    }

    /// <summary>A page as PNG; drawn once and kept for a while.</summary>
    public async Task<byte[]> PageAsync(byte[] pdf, string hash, int page, CancellationToken stop)
    {
        if (page is < 1 or > MostPages) throw Refusal.Missing("Tài liệu không có trang này.");
        if (drawn.Get<byte[]>((hash, page)) is { } known) return known;
        try
        {
            var png = await pages.PictureAsync(pdf, page, Width, stop);
            return drawn.Set((hash, page), png, new MemoryCacheEntryOptions { Size = png.Length, SlidingExpiration = TimeSpan.FromMinutes(30) });
        }
        catch (Exception problem) when (problem is PdfFailed or PdfTimedOut)
        {
            throw Refusal.Missing("Tài liệu không có trang này.");
        }
        catch (PdfUnavailable)
        {
            throw Refusal.Unavailable("Máy chủ chưa cài chương trình đọc PDF (poppler-utils). Xin báo quản trị viên, hoặc đưa tài liệu vào dưới dạng ảnh.");
        }
    }

    /// <summary>Content of a file on the table.</summary>
    public async Task<byte[]> BytesAsync(FileRow file, CancellationToken stop)
    {
        await using var content = await files.OpenAsync(file.OrganisationId, file.Hash, stop);
        using var all = new MemoryStream();
        await content.CopyToAsync(all, stop);
        return all.ToArray();
    }

    /// <summary>
    /// Content of an exhibit of another module, fetched from this very house in the name of who asks: the module's own route says whether they may, and writes it
    /// into the trail.
    /// </summary>
    public async Task<byte[]> FetchAsync(RoomExhibit exhibit, HttpRequest asked, CancellationToken stop)
    {
        if (exhibit.Href is not ['/', not ('/' or '\\'), ..]) throw Refusal.Missing("Tài liệu này không còn trong danh sách của cuộc họp.");
        using var client = new HttpClient { BaseAddress = new Uri(node.Address + "/"), MaxResponseContentBufferSize = LargestShown, Timeout = TimeSpan.FromSeconds(30) };
        using var request = new HttpRequestMessage(HttpMethod.Get, exhibit.Href.TrimStart('/'));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(exhibit.Kind == "pdf" ? "application/pdf" : "*/*"));
        if (asked.Headers.Cookie.Count > 0) request.Headers.Add("Cookie", asked.Headers.Cookie.ToString());
        if (asked.Headers.Authorization.Count > 0) request.Headers.Add("Authorization", asked.Headers.Authorization.ToString());
        using var answer = await client.SendAsync(request, stop);
        if (!answer.IsSuccessStatusCode) throw Refusal.Forbidden("Ông/bà chưa được xem tài liệu này. Xin hỏi người đã đưa tài liệu vào hồ sơ.");
        return await answer.Content.ReadAsByteArrayAsync(stop);
    }
}
