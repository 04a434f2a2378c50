using System.Globalization;
using LienY.Dicom;
using Microsoft.AspNetCore.Http;

namespace LienY.Imaging;

/// <summary>Values that the JSON of headers only names (PS3.18 §10.4.1.1.5): by the path of tags and item numbers.</summary>
sealed class BulkData(IImageArchive archive, ImageBook book)
{
    /// <summary>Answers with the value at a path such as <c>00091010</c> or <c>00400275/1/00081150</c>.</summary>
    public async Task AnswerAsync(HttpContext context, StoredImage image, string path, CancellationToken stop)
    {
        var accepted = Accepting.Of(context.Request).FirstOrDefault(a => a.IsAny || a.Suits(MediaTypes.Plain)) ?? throw WebProblem.NotAcceptable(MediaTypes.Plain);
        if (Sending.IsKnown(context, $"\"{Convert.ToHexStringLower(image.Sha256.AsSpan(0, 12))}-{path.Replace('/', '.')}\"")) return;
        await using var stream = archive.Open(image);
        var read = book.Read(image);
        var (bytes, offset, length) = Find(read, stream, path);
        var response = context.Response;
        var multipart = accepted.IsMultipart || accepted.IsAny ? new MultipartAnswer(MediaTypes.Plain) : null;
        response.ContentType = multipart?.ContentType ?? MediaTypes.Plain;
        if (multipart is not null) await Sending.WriteAsync(response.BodyWriter, multipart.Head(MediaTypes.Plain), stop);
        if (bytes.Length > 0) await Sending.WriteAsync(response.BodyWriter, bytes, stop);
        else await Sending.CopyAsync(stream, offset, length, response.BodyWriter, stop);
        if (multipart is null) return;
        await Sending.WriteAsync(response.BodyWriter, MultipartAnswer.Gap, stop);
        await Sending.WriteAsync(response.BodyWriter, multipart.End, stop);
    }

    static (ReadOnlyMemory<byte> Bytes, long Offset, long Length) Find(ReadImage read, Stream stream, string path)
    {
        var steps = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (steps.Length == 1 && Tag.TryParse(steps[0], out var only) && only.IsPixels && read.PixelOffset >= 0 && !read.Syntax.IsDeflated)
            return (default, read.PixelOffset, read.PixelLength ?? stream.Length - read.PixelOffset);
        var set = read.Header;
        if (read.Syntax.IsDeflated)
        {
            var whole = new byte[stream.Length];
            stream.Position = 0;
            stream.ReadExactly(whole);
            set = Part10.ReadDataSet(whole, read.Syntax);
        }
        for (var i = 0; ; i += 2)
        {
            if (i >= steps.Length || !Tag.TryParse(steps[i], out var tag) || set[tag] is not { } element) throw WebProblem.Missing();
            if (i == steps.Length - 1)
            {
                if (element.IsElsewhere) return (default, element.Offset!.Value, element.Length);
                return element.Value.Length > 0 ? (element.Value, 0, element.Value.Length) : throw WebProblem.Missing();
            }
            if (!int.TryParse(steps[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var item) || item < 1 || item > element.Items.Count) throw WebProblem.Missing();
            set = element.Items[item - 1];
        }
    }
}
