using LienY.Dicom;
using Microsoft.AspNetCore.Http;

namespace LienY.Imaging;

/// <summary>Whole instances (PS3.18 §10.4.1.1.1–3): the data set byte for byte as it was sent, behind a head of our own; or written anew in another transfer syntax.</summary>
sealed class Instances(IImageArchive archive, Transcoding transcoding)
{
    /// <summary>Answers with instances, each a part, or one alone where the client accepts that.</summary>
    public async Task AnswerAsync(HttpContext context, IReadOnlyList<StoredImage> images, CancellationToken stop)
    {
        if (images.Count == 0) throw WebProblem.Missing();
        var accepted = Accepting.Of(context.Request).FirstOrDefault(a => a.IsAny || a.Content is "" or "application/dicom" or "application/*" || (a.IsMultipart && a.Suits("application/dicom")))
            ?? throw WebProblem.NotAcceptable("multipart/related; type=\"application/dicom\"; transfer-syntax=*");
        // Who names no syntax gets what was sent, unless it said what kind it wants: then explicit little endian where that can be made.
        var wanted = accepted.TransferSyntax is "*" || (accepted.TransferSyntax.Length == 0 && accepted.IsAny) ? null
            : accepted.TransferSyntax.Length > 0 ? accepted.TransferSyntax : Uids.ExplicitLittle;
        var must = accepted.TransferSyntax.Length > 0;
        if (must && wanted is not null && images.FirstOrDefault(i => !Transcoding.Can(i, wanted)) is { } other)
            throw WebProblem.NotAcceptable($"application/dicom; transfer-syntax={other.TransferSyntax}");
        var response = context.Response;
        if (!accepted.IsMultipart && images.Count == 1 && !accepted.IsAny)
        {
            if (Sending.IsKnown(context, $"\"{Convert.ToHexStringLower(images[0].Sha256.AsSpan(0, 12))}-{wanted ?? "kept"}\"")) return;
            response.ContentType = "application/dicom";
            await OneAsync(context, images[0], wanted, stop);
            return;
        }
        var multipart = new MultipartAnswer("application/dicom");
        response.ContentType = multipart.ContentType;
        foreach (var image in images)
        {
            var syntax = wanted is not null && Transcoding.Can(image, wanted) ? wanted : image.TransferSyntax;
            await Sending.WriteAsync(response.BodyWriter, multipart.Head($"application/dicom; transfer-syntax={syntax}"), stop);
            await OneAsync(context, image, wanted, stop);
            await Sending.WriteAsync(response.BodyWriter, MultipartAnswer.Gap, stop);
        }
        await Sending.WriteAsync(response.BodyWriter, multipart.End, stop);
    }

    async Task OneAsync(HttpContext context, StoredImage image, string? wanted, CancellationToken stop)
    {
        var into = context.Response.BodyWriter;
        if (wanted is not null && wanted != image.TransferSyntax && Transcoding.Can(image, wanted))
        {
            await Sending.WriteAsync(into, transcoding.Of(image, TransferSyntax.Of(wanted)), stop);
            return;
        }
        await Sending.WriteAsync(into, Part10.Header(image.SopClass, image.SopUid, TransferSyntax.Of(image.TransferSyntax)), stop);
        await using var stream = archive.Open(image);
        await Sending.CopyAsync(stream, 0, image.Length, into, stop);
    }
}
