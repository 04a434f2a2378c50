using System.Collections.Concurrent;
using LienY.Dicom;

namespace LienY.Imaging;

/// <summary>Header and frames of a kept instance, as its data set says them. <paramref name="Syntax"/>: in which it is written.</summary>
sealed record ReadImage(StoredImage Image, DataSet Header, TransferSyntax Syntax, FrameTable? Frames, long PixelOffset, long? PixelLength)
{
    /// <summary>Frames that can be given.</summary>
    public int Count => Frames?.Count ?? 0;
}

/// <summary>
/// Reads headers and frame tables of kept instances; the last ones stay in memory, for a viewer asks for frame after frame. An instance never changes, so nothing in
/// here grows old.
/// </summary>
sealed class ImageBook(IImageArchive archive)
{
    const int MostRemembered = 128, MostHeader = 64 * 1024;

    readonly ConcurrentDictionary<Guid, ReadImage> known = [];

    /// <summary>Header and frames.</summary>
    public ReadImage Read(StoredImage image)
    {
        if (known.TryGetValue(image.Id, out var read)) return read;
        using var stream = archive.Open(image);
        read = Read(image, stream);
        if (known.Count >= MostRemembered) known.Clear();
        if (image.Length < 1L << 30 && read.Header.Count < 2000) known[image.Id] = read;
        return read;
    }

    /// <summary>Only the header, which is not remembered.</summary>
    public static HeaderScan Scan(StoredImage image, Stream stream)
    {
        var scan = new HeaderScan(TransferSyntax.Of(image.TransferSyntax));
        var first = image.PixelOffset is > 0 and < MostHeader ? (int)image.PixelOffset + 16 : 16 * 1024;
        var buffer = new byte[Math.Max(1024, first)];
        stream.Position = 0;
        while (true)
        {
            var count = stream.Read(buffer);
            if (count == 0) break;
            if (scan.Feed(buffer.AsSpan(0, count))) return scan;
            // A long value need not even be read, but what was inflated has no places in the file.
            if (!scan.Syntax.IsDeflated && scan.Wanted > stream.Position + buffer.Length && scan.Wanted < stream.Length) Skip(scan, stream, buffer);
        }
        scan.End();
        return scan;
    }

    // The scan counts bytes that are fed: those of a value it passes over are fed without being looked at.
    static void Skip(HeaderScan scan, Stream stream, byte[] buffer)
    {
        while (stream.Position + buffer.Length < scan.Wanted)
        {
            scan.Feed(buffer);
            stream.Position += buffer.Length;
        }
    }

    static ReadImage Read(StoredImage image, Stream stream)
    {
        var scan = Scan(image, stream);
        var syntax = scan.Syntax;
        FrameTable? frames = null;
        if (scan.PixelTag is not null && !syntax.IsDeflated)
        {
            try
            {
                frames = scan.PixelLength is { } length ? FrameTable.Native(scan.DataSet, scan.PixelOffset, length)
                    : FrameTable.Encapsulated(scan.DataSet, stream, scan.PixelOffset, syntax.IsBigEndian);
            }
            catch (DicomFormatException)
            {
                // A header that tells no size: there is a picture, but nobody can say where its frames are.
            }
        }
        return new(image, scan.DataSet, syntax, frames, scan.PixelTag is null ? -1 : scan.PixelOffset, scan.PixelLength);
    }
}
