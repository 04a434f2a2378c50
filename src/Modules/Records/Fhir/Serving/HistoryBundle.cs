using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LienY.Records;

/// <summary>A history as a Bundle; bodies are copied as they are kept.</summary>
static class HistoryBundle
{
    /// <summary>Writes it; <paramref name="next"/>: where the next page begins, null at the end.</summary>
    public static void Write(IBufferWriter<byte> to, FhirAsk ask, IReadOnlyList<PastRow> rows, string? next)
    {
        to.Write("{\"resourceType\":\"Bundle\",\"type\":\"history\""u8);
        if (ask.Id is not null && next is null && ask.Of("_page") is null)
        {
            to.Write(",\"total\":"u8);
            Text(to, rows.Count.ToString(CultureInfo.InvariantCulture));
        }
        to.Write(",\"link\":[{\"relation\":\"self\",\"url\":\""u8);
        Address(to, ask, ask.Of("_page"));
        if (next is not null)
        {
            to.Write("\"},{\"relation\":\"next\",\"url\":\""u8);
            Address(to, ask, next);
        }
        to.Write("\"}],\"entry\":["u8);
        for (var i = 0; i < rows.Count; i++)
        {
            if (i > 0) to.Write(","u8);
            Entry(to, ask, rows[i]);
        }
        to.Write("]}"u8);
    }

    // Types, ids and methods are plain letters; the base is one that the server was called by.
    static void Entry(IBufferWriter<byte> to, FhirAsk ask, PastRow row)
    {
        to.Write("{\"fullUrl\":\""u8);
        Text(to, ask.Base);
        to.Write("/"u8);
        Name(to, row);
        to.Write("\""u8);
        if (!row.IsDeleted)
        {
            to.Write(",\"resource\":"u8);
            Sending.Write(to, row.Body, row.MetaAt, row.Version, row.At, row.SourceId, row.SourceRow);
        }
        to.Write(",\"request\":{\"method\":\""u8);
        Text(to, row.Method);
        to.Write("\",\"url\":\""u8);
        if (row.Method == "POST") Text(to, row.Type);
        else Name(to, row);
        to.Write("\"},\"response\":{\"status\":\""u8);
        to.Write(row.IsDeleted ? "204 No Content"u8 : row.Version == 1 ? "201 Created"u8 : "200 OK"u8);
        to.Write("\",\"etag\":\"W/\\\""u8);
        Text(to, row.Version.ToString(CultureInfo.InvariantCulture));
        to.Write("\\\"\",\"lastModified\":\""u8);
        Text(to, Sending.Instant(row.At));
        to.Write("\"}}"u8);
    }

    static void Name(IBufferWriter<byte> to, PastRow row)
    {
        Text(to, row.Type);
        to.Write("/"u8);
        Text(to, row.Fid);
    }

    static void Address(IBufferWriter<byte> to, FhirAsk ask, string? page)
    {
        var query = string.Join('&', ask.Query.Where(q => q.Key != "_page").Append(new("_page", page ?? "")).Where(q => q.Value.Length > 0)
            .Select(q => $"{Uri.EscapeDataString(q.Key)}={Uri.EscapeDataString(q.Value)}"));
        to.Write(JsonEncodedText.Encode($"{ask.Base}/{ask.Path}{(query.Length > 0 ? "?" + query : "")}", JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
    }

    static void Text(IBufferWriter<byte> to, string text) => Encoding.UTF8.GetBytes(text, to);
}
