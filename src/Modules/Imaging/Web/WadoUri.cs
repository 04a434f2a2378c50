using System.Globalization;
using LienY.Dicom;
using Microsoft.AspNetCore.Http;

namespace LienY.Imaging;

/// <summary>The old way of retrieving by a query (WADO-URI, PS3.18 §9).</summary>
sealed class WadoUri(IImageArchive archive, ImageReaders readers, Instances instances, Rendering rendering)
{
    /// <summary>Answers <c>?requestType=WADO&amp;studyUID=…&amp;seriesUID=…&amp;objectUID=…&amp;contentType=…</c>.</summary>
    public async Task AnswerAsync(HttpContext context, CancellationToken stop)
    {
        var query = context.Request.Query;
        if (query["requestType"] != "WADO") throw WebProblem.Bad("requestType must be WADO.");
        string Uid(string name) => query[name].ToString() is var text && Uids.IsWellFormed(text) ? text : throw WebProblem.Bad($"{name} is missing or malformed.");
        var found = await archive.ImagesAsync(await readers.ReaderAsync(query["purpose"], stop), ImageScope.Of(Uid("studyUID"), Uid("seriesUID"), Uid("objectUID")), stop);
        if (found.Count == 0) throw WebProblem.Missing();
        var type = query["contentType"].ToString();
        if (type.Contains("application/dicom", StringComparison.OrdinalIgnoreCase))
        {
            var syntax = query["transferSyntax"].ToString();
            context.Request.Headers.Accept = "application/dicom; transfer-syntax=" + (syntax.Length > 0 ? syntax : "*");
            await instances.AnswerAsync(context, [found[0]], stop);
            return;
        }
        var frame = query["frameNumber"].ToString();
        if (frame.Length > 0 && !int.TryParse(frame, NumberStyles.None, CultureInfo.InvariantCulture, out _)) throw WebProblem.Bad("frameNumber must be a number.");
        if (type.Length > 0) context.Request.Headers.Accept = type;
        await rendering.AnswerAsync(context, found[0], frame.Length > 0 ? frame : null, stop);
    }
}
