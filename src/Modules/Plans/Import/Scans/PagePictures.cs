using System.Globalization;
using LienY.Kernel;
using LienY.Reading;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>Pictures of the printed pages, drawn once when somebody first looks and kept among the owner's files; each look is in the trail.</summary>
sealed class PagePictures(PlansStore store, IFiles files)
{
    /// <summary>The route of one page.</summary>
    public async Task<IResult> ShowAsync(HttpContext context, Guid id, int number, CancellationToken stop)
    {
        var import = await store.ImportAsync(id, stop);
        var page = await store.ImportPages.FirstOrDefaultAsync(p => p.ImportId == id && p.Number == number, stop) ?? throw Refusal.Missing("Không có trang này trong văn bản.");
        if (page.Image.Length == 0)
        {
            await using var kept = await files.OpenAsync(import.OwnerId, import.FileHash, stop);
            using var copy = new MemoryStream();
            await kept.CopyToAsync(copy, stop);
            page.Image = await DrawAsync(import, copy.ToArray(), number, stop);
        }
        store.Trace("plan.import.page", "plan-import", id.ToString(), reason: number.ToString(CultureInfo.InvariantCulture));
        await store.SaveChangesAsync(stop);
        context.Response.Headers.CacheControl = "private, max-age=3600";
        return Results.File(await files.OpenAsync(import.OwnerId, page.Image, stop), "image/png");
    }

    async Task<string> DrawAsync(PlanFile import, byte[] content, int number, CancellationToken stop)
    {
        try
        {
            using var scan = PaperScan.Open(content);
            if (scan?.Image(number) is { } picture) return (await files.PutAsync(import.OwnerId, new MemoryStream(picture, writable: false), 20L << 20, stop)).Hash;
        }
        catch (ReadingRefusal refusal)
        {
            throw new Refusal(RefusalKind.Unavailable, "{0} {1}", refusal.Message, refusal.Remedy);
        }
        throw Refusal.Missing("Không có trang này trong văn bản.");
    }
}
