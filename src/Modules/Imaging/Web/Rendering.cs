using System.Globalization;
using LienY.Dicom;
using Microsoft.AspNetCore.Http;

namespace LienY.Imaging;

/// <summary>
/// Pictures that any browser draws (PS3.18 §8.3.5, §10.4.1.1.3): windowed as the header says or the client asks, JPEG or PNG. A picture of eight bits is for looking
/// at, not for reading.
/// </summary>
sealed class Rendering(IImageArchive archive, ImageBook book, FormCache cache)
{
    const int Small = 192;

    /// <summary>Answers with one frame as a picture; <paramref name="list"/>: its number, null: the first.</summary>
    public async Task AnswerAsync(HttpContext context, StoredImage image, string? list, CancellationToken stop)
    {
        var (query, type) = (context.Request.Query, TypeOf(context.Request));
        var frame = Frame(list, 0);
        var window = WindowOf(query["window"]);
        var side = Side(query["viewport"], query["rows"], query["columns"]);
        var quality = int.TryParse(query["quality"], NumberStyles.None, CultureInfo.InvariantCulture, out var q) && q is >= 1 and <= 100 ? q : 90;
        var tag = string.Create(CultureInfo.InvariantCulture, $"\"{Convert.ToHexStringLower(image.Sha256.AsSpan(0, 12))}-{frame}-{window?.Center}-{window?.Width}-{side}-{quality}-{type[6..]}\"");
        if (Sending.IsKnown(context, tag)) return;
        var made = Draw(image, frame, window, side, type, quality);
        context.Response.ContentType = type;
        context.Response.ContentLength = made.Length;
        await Sending.WriteAsync(context.Response.BodyWriter, made, stop);
    }

    /// <summary>Answers with a small picture, made once.</summary>
    public async Task ThumbnailAsync(HttpContext context, StoredImage image, string? list, CancellationToken stop)
    {
        var frame = Frame(list, image.Frames / 2);
        var side = Math.Clamp(Side(context.Request.Query["viewport"], default, default) is var asked and > 0 ? asked : Small, 16, 1024);
        if (Sending.IsKnown(context, string.Create(CultureInfo.InvariantCulture, $"\"{Convert.ToHexStringLower(image.Sha256.AsSpan(0, 12))}-t{frame}-{side}\""))) return;
        var made = await cache.OfAsync(image.Id, string.Create(CultureInfo.InvariantCulture, $"t{frame}.{side}.jpg"), () => Draw(image, frame, null, side, "image/jpeg", 80), stop);
        context.Response.ContentType = "image/jpeg";
        context.Response.ContentLength = made.Length;
        await Sending.WriteAsync(context.Response.BodyWriter, made, stop);
    }

    byte[] Draw(StoredImage image, int frame, Window? window, int side, string type, int quality)
    {
        var read = book.Read(image);
        using var stream = archive.Open(image);
        if (read.PixelOffset < 0 && !read.Syntax.IsDeflated) throw new WebProblem(StatusCodes.Status406NotAcceptable, "The instance holds no picture.");
        if (!PixelCodec.CanDecode(read.Syntax)) return Lossy(read, stream, frame, type) ?? throw new WebProblem(StatusCodes.Status406NotAcceptable, $"Frames of {read.Syntax.Name} are not drawn here.");
        var picture = Picture.Of(read.Header, FrameForms.Native(read, stream, frame), frame, window);
        if (side > 0) picture = picture.Fit(side);
        return type == "image/png" ? picture.ToPng() : picture.ToJpeg(quality);
    }

    // What we cannot decode may be what a browser can.
    static byte[]? Lossy(ReadImage read, Stream stream, int frame, string type) =>
        type == "image/jpeg" && read.Syntax.Uid == TransferSyntax.JpegBaseline.Uid ? FrameForms.Raw(read, stream, frame) : null;

    static string TypeOf(HttpRequest request)
    {
        foreach (var one in Accepting.Of(request))
        {
            if (one.IsAny || one.Media is "image/jpeg" or "image/*" or "multipart/related") return "image/jpeg";
            if (one.Media == "image/png") return one.Media;
        }
        throw WebProblem.NotAcceptable("image/jpeg, image/png");
    }

    static int Frame(string? list, int otherwise) => list is null ? otherwise
        : int.TryParse(list.Split(',')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number - 1 : throw WebProblem.Bad("Frames are numbers from 1.");

    static Window? WindowOf(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var parts = text.Split(',');
        return parts.Length >= 2 && double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var center)
            && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var width) && width > 0 && double.IsFinite(center) && double.IsFinite(width)
            ? new Window(center, width, parts.Length > 2 ? parts[2].ToUpperInvariant().Replace('-', '_') : "LINEAR")
            : throw WebProblem.Bad("window is center,width,function.");
    }

    static int Side(string? viewport, string? rows, string? columns)
    {
        var sides = new[] { rows, columns }.Concat((viewport ?? "").Split(',').Take(2)).Where(t => !string.IsNullOrEmpty(t)).ToList();
        if (sides.Count == 0) return 0;
        return sides.Max(t => double.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out var side) && side is >= 1 and <= 20_000 ? (int)side
            : throw WebProblem.Bad("viewport is width,height."));
    }
}
