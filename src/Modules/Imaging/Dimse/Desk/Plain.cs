using LienY.Dicom;

namespace LienY.Imaging;

/// <summary>Instances on their way out: as they are kept, or between the plain transfer syntaxes.</summary>
static class Plain
{
    /// <summary>Longest instance that is written anew in memory.</summary>
    const long Most = 512 << 20;

    /// <summary>The data set in a transfer syntax; null where it cannot be given so.</summary>
    public static async ValueTask<Stream?> OpenAsync(IImageArchive archive, StoredImage image, string syntax, CancellationToken stop)
    {
        if (syntax == image.TransferSyntax) return archive.Open(image);
        var (from, to) = (TransferSyntax.Of(image.TransferSyntax), TransferSyntax.Of(syntax));
        if (from.IsEncapsulated || to.IsEncapsulated || image.Length > Most) return null;
        var whole = new byte[image.Length];
        await using (var stream = archive.Open(image)) await stream.ReadExactlyAsync(whole, stop);
        var written = DataSetWriter.ToBytes(Part10.ReadDataSet(whole, from), to);
        return new MemoryStream(written.ToArray(), writable: false);
    }

    /// <summary>Where a device listens; it must.</summary>
    public static DimseTarget Target(this Device device) => new(device.Aet, device.Host, device.Port!.Value, device.IsTls ? new() : null);
}
