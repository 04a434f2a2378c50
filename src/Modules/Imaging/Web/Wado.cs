using LienY.Dicom;
using Microsoft.AspNetCore.Http;

namespace LienY.Imaging;

/// <summary>What the retrieve addresses need: the instances an address names, as far as the reader may see them, and who answers.</summary>
sealed class Wado(IImageArchive archive, ImageReaders readers, Instances instances, Frames frames, Metadata metadata, Rendering rendering, BulkData bulk)
{
    public Instances Instances => instances;
    public Frames Frames => frames;
    public Metadata Metadata => metadata;
    public Rendering Rendering => rendering;
    public BulkData Bulk => bulk;

    /// <summary>The instances of the address; missing where there are none for this reader.</summary>
    public async Task<IReadOnlyList<StoredImage>> ImagesAsync(HttpContext context, CancellationToken stop)
    {
        string? Uid(string name) => context.Request.RouteValues[name] is not string text ? null
            : Uids.IsWellFormed(text) ? text : throw WebProblem.Bad("An identifier of the address is malformed.");
        var found = await archive.ImagesAsync(await readers.ReaderAsync(context.Request.Query["purpose"], stop), ImageScope.Of(Uid("study")!, Uid("series"), Uid("sop")), stop);
        return found.Count > 0 ? found : throw WebProblem.Missing();
    }

    /// <summary>The one instance of the address.</summary>
    public async Task<StoredImage> OneAsync(HttpContext context, CancellationToken stop) => (await ImagesAsync(context, stop))[0];
}
