using System.Text;
using LienY.Kernel;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace LienY.Feed;

/// <summary>
/// Files of a multipart body, sealed while they stream in: nothing of them lies unsealed on the disk, and memory stays the same however large they are.
/// </summary>
static class Parts
{
    const int LongestField = 16 * 1024, MostFields = 20;

    /// <summary>Keeps every part that has a file name; refused (422) where there is none or the body is cut.</summary>
    public static async Task<IReadOnlyList<KeptFile>> KeepAsync(HttpRequest request, Guid organisation, Receipts receipts, CancellationToken stop)
    {
        var kept = new List<KeptFile>();
        await ReadAsync(request, _ => throw new InvalidOperationException("A field came."), async (name, body) => kept.Add(await receipts.KeepAsync(organisation,
            name, body, stop)),
            withFields: false, stop);
        return kept.Count > 0 ? kept : throw new Refusal(RefusalKind.Invalid, "Yêu cầu không có tệp nào trong ô “files”.") { Code = "bad-request" };
    }

    /// <summary>
    /// Keeps the files of a form of ours. Who reads a form in the usual way lays its files unsealed into a temporary folder first, so the proof that the form
    /// is ours, which stands before the files, is read here and checked before the first of them. A refusal leaves an empty form, so that its page is shown again.
    /// </summary>
    public static async Task<IReadOnlyList<KeptFile>> OfPageAsync(HttpContext context, Guid organisation, Receipts receipts, CancellationToken stop)
    {
        var services = context.RequestServices;
        var names = services.GetRequiredService<IOptions<AntiforgeryOptions>>().Value;
        // A program with a token of its own looks at no cookie, so there is nothing to forge.
        var proved = context.Request.Headers.Authorization.Count > 0;
        async Task ProveAsync()
        {
            if (proved) return;
            // Without it in the header the check would read the form itself, and lay the files down unsealed.
            if (context.Request.Headers[names.HeaderName!].Count == 0 || !await services.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context))
                throw Refusal.Invalid("Trang đã mở quá lâu hoặc không còn hợp lệ. Xin tải lại trang rồi gửi lại.");
            proved = true;
        }

        var kept = new List<KeptFile>();
        try
        {
            await ReadAsync(context.Request, field =>
            {
                if (field.Name == names.FormFieldName && names.HeaderName is { } header) context.Request.Headers[header] = field.Value;
            }, async (name, body) =>
            {
                await ProveAsync();
                if (name.Length == 0) return;
                var file = await receipts.KeepAsync(organisation, name, body, stop);
                if (file.Kept.Size > 0) kept.Add(file);
            }, withFields: true, stop);
            await ProveAsync();
            return kept.Count > 0 ? kept : throw new Refusal(RefusalKind.Invalid, "Xin chọn tệp.") { Field = "files" };
        }
        catch (Exception problem) when (problem is Refusal or InvalidDataException)
        {
            context.Features.Set<IFormFeature>(new FormFeature(FormCollection.Empty));
            if (problem is Refusal) throw;
            throw new Refusal(RefusalKind.Invalid, "Nội dung gửi lên bị cắt giữa chừng nên không nhận. Xin gửi lại.") { Code = "bad-request" };
        }
    }

    static async Task ReadAsync(HttpRequest request, Action<(string Name, string Value)> field, Func<string, Stream, Task> file, bool withFields, CancellationToken stop)
    {
        var boundary = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? HeaderUtilities.RemoveQuotes(type.Boundary).Value : null;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > 200) throw new Refusal(RefusalKind.Invalid,
            "Yêu cầu phải là multipart/form-data với ô “files”.")
        { Code = "bad-request" };
        var reader = new MultipartReader(boundary, request.Body) { HeadersCountLimit = 16, HeadersLengthLimit = 16 * 1024 };
        var (files, fields) = (0, 0);
        while (await reader.ReadNextSectionAsync(stop) is { } part)
        {
            if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var says)) continue;
            if (says.IsFileDisposition())
            {
                if (files++ == JsonFiles.MostFiles) throw new Refusal(RefusalKind.Invalid, "Mỗi lần gửi nhận nhiều nhất {0} tệp. Xin chia nhỏ.",
                    JsonFiles.MostFiles)
                { Field = "files" };
                await file(HeaderUtilities.RemoveQuotes(says.FileNameStar.HasValue ? says.FileNameStar : says.FileName).Value ?? (withFields ? "" : "hoso.xml"),
                    part.Body);
            }
            else if (withFields && fields++ < MostFields)
            {
                field((HeaderUtilities.RemoveQuotes(says.Name).Value ?? "", await ShortAsync(part.Body, stop)));
            }
        }
    }

    static async Task<string> ShortAsync(Stream body, CancellationToken stop)
    {
        var bytes = new byte[LongestField];
        return Encoding.UTF8.GetString(bytes, 0, await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, stop));
    }
}
