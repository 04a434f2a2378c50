using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using LienY.Dicom;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;

namespace LienY.Imaging;

/// <summary>
/// Headers as DICOM JSON (PS3.18 §10.4.1.1.4): of each series one compressed text lies ready, made when the series has come to rest or is first asked for, so
/// that an answer is a matter of sending it.
/// </summary>
sealed class Metadata(IImageArchive archive, ImageIndex index, Seats seats, Database database)
{
    const int Inline = 1024;

    /// <summary>Answers with the headers of instances that the reader may see; whole series by their ready texts.</summary>
    public async Task AnswerAsync(HttpContext context, IReadOnlyList<StoredImage> images, bool whole, CancellationToken stop)
    {
        if (images.Count == 0) throw WebProblem.Missing();
        if (!Accepting.Json(context.Request)) throw WebProblem.NotAcceptable("application/dicom+json");
        var series = images.GroupBy(i => i.SeriesId).ToList();
        var tag = $"\"m{series.Aggregate(17L, (h, s) => unchecked((h * 31) + s.Key.GetHashCode() + s.Count())):x}-{images.Count.ToString(CultureInfo.InvariantCulture)}\"";
        if (Sending.IsKnown(context, tag)) return;
        var response = context.Response;
        response.ContentType = "application/dicom+json";
        var encodings = context.Request.Headers.AcceptEncoding.ToString();
        if (whole && series.Count == 1 && encodings.Contains("br", StringComparison.OrdinalIgnoreCase))
        {
            var body = await OfSeriesAsync(series[0].Key, [.. series[0]], stop);
            response.Headers.ContentEncoding = "br";
            response.Headers.Vary = "Accept-Encoding";
            response.ContentLength = body.Length;
            await response.BodyWriter.WriteAsync(body, stop);
            return;
        }
        var isZipped = encodings.Contains("gzip", StringComparison.OrdinalIgnoreCase);
        if (isZipped)
        {
            response.Headers.ContentEncoding = "gzip";
            response.Headers.Vary = "Accept-Encoding";
        }
        await using var zip = isZipped ? new GZipStream(response.Body, CompressionLevel.Fastest, leaveOpen: true) : null;
        Stream into = zip ?? response.Body;
        if (whole) await WholeAsync(series, into, stop);
        else await into.WriteAsync(Json([.. images]), stop);
    }

    async Task WholeAsync(List<IGrouping<Guid, StoredImage>> series, Stream into, CancellationToken stop)
    {
        await into.WriteAsync("["u8.ToArray(), stop);
        for (var i = 0; i < series.Count; i++)
        {
            var plain = Open(await OfSeriesAsync(series[i].Key, [.. series[i]], stop));
            if (i > 0) await into.WriteAsync(","u8.ToArray(), stop);
            await into.WriteAsync(plain.AsMemory(1, plain.Length - 2), stop);
        }
        await into.WriteAsync("]"u8.ToArray(), stop);
    }

    /// <summary>The ready text of a series, brotli; made where it is not there or an instance has come since.</summary>
    public async Task<byte[]> OfSeriesAsync(Guid series, IReadOnlyList<StoredImage> images, CancellationToken stop)
    {
        await using (var seat = await seats.TakeAsync(stop))
        {
            var ready = await seat.Connection.RowsAsync("select instance_count, body from imaging_metadata where series_id = @p0", r => (Count: r.GetInt32(0), Body: (byte[])r.GetValue(1)), stop, series);
            if (ready is [var one] && one.Count == images.Count) return one.Body;
        }
        var body = Close(Json(images));
        await using var connection = await database.OpenAsync(stop);
        await connection.RunAsync("insert into imaging_metadata (series_id, instance_count, body) values (@p0, @p1, @p2) on conflict (series_id) do update set "
            + "instance_count = excluded.instance_count, body = excluded.body where imaging_metadata.instance_count < excluded.instance_count", stop, series, images.Count, body);
        return body;
    }

    /// <summary>Makes the text of a series that has come to rest.</summary>
    public async Task ReadyAsync(Guid series, CancellationToken stop)
    {
        var images = await index.OfSeriesAsync(series, stop);
        if (images.Count > 0) await OfSeriesAsync(series, images, stop);
    }

    byte[] Json(IReadOnlyList<StoredImage> images)
    {
        using var all = new MemoryStream();
        using (var json = new Utf8JsonWriter(all))
        {
            json.WriteStartArray();
            foreach (var image in images)
            {
                using var stream = archive.Open(image);
                Write(json, image, ImageBook.Scan(image, stream));
                json.Flush();
            }
            json.WriteEndArray();
        }
        return all.ToArray();
    }

    static void Write(Utf8JsonWriter json, StoredImage image, HeaderScan scan)
    {
        var root = $"{WebAddress.Path}/studies/{image.StudyUid}/series/{image.SeriesUid}/instances/{image.SopUid}/bulkdata/";
        var header = scan.DataSet;
        // How it lies with us, for clients that choose by it (PS3.18 table 8.7.3-2).
        header.Set(new Tag(0x0008, 0x3002), image.TransferSyntax);
        if (scan.PixelTag is { } pixels && !header.Has(pixels))
            header.Set(new Element(pixels, scan.PixelVr is Vr.None ? Vr.OW : scan.PixelVr, Math.Max(0, scan.PixelOffset), Math.Max(1, scan.PixelLength ?? 1)));
        DicomJson.Write(json, header, (element, path) => element.IsElsewhere || element.Length > Inline ? root + path : null);
    }

    static byte[] Close(byte[] plain)
    {
        using var all = new MemoryStream();
        using (var brotli = new BrotliStream(all, CompressionLevel.Optimal)) brotli.Write(plain);
        return all.ToArray();
    }

    static byte[] Open(byte[] body)
    {
        using var all = new MemoryStream();
        using (var brotli = new BrotliStream(new MemoryStream(body), CompressionMode.Decompress)) brotli.CopyTo(all);
        return all.ToArray();
    }
}
