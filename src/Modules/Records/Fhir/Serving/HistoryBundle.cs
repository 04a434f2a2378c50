using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LienY.Records;

/// <summary>A history as a Bundle.</summary>
static class HistoryBundle
{
    /// <summary>Writes it; <paramref name="next"/>: where the next page begins, null at the end.</summary>
    public static void Write(IBufferWriter<byte> to, FhirAsk ask, IReadOnlyList<PastRow> rows, string? next)
    {
        using var w = new Utf8JsonWriter(to, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        w.WriteStartObject();
        w.WriteString("resourceType", "Bundle");
        w.WriteString("type", "history");
        if (ask.Id is not null && next is null && ask.Of("_page") is null) w.WriteNumber("total", rows.Count);
        w.WriteStartArray("link");
        Link(w, "self", Address(ask, ask.Of("_page")));
        if (next is not null) Link(w, "next", Address(ask, next));
        w.WriteEndArray();
        w.WriteStartArray("entry");
        var body = new ArrayBufferWriter<byte>(4096);
        foreach (var row in rows) Entry(w, ask, row, body);
        w.WriteEndArray();
        w.WriteEndObject();
    }

    static void Entry(Utf8JsonWriter w, FhirAsk ask, PastRow row, ArrayBufferWriter<byte> body)
    {
        w.WriteStartObject();
        w.WriteString("fullUrl", $"{ask.Base}/{row.Type}/{row.Fid}");
        if (!row.IsDeleted)
        {
            body.ResetWrittenCount();
            Sending.Write(body, row.Body, row.MetaAt, row.Version, row.At, row.SourceId, row.SourceRow);
            w.WritePropertyName("resource");
            w.WriteRawValue(body.WrittenSpan, skipInputValidation: true);
        }
        w.WriteStartObject("request");
        w.WriteString("method", row.Method);
        w.WriteString("url", row.Method == "POST" ? row.Type : $"{row.Type}/{row.Fid}");
        w.WriteEndObject();
        w.WriteStartObject("response");
        w.WriteString("status", row.IsDeleted ? "204 No Content" : row.Version == 1 ? "201 Created" : "200 OK");
        w.WriteString("etag", $"W/\"{row.Version.ToString(CultureInfo.InvariantCulture)}\"");
        w.WriteString("lastModified", Sending.Instant(row.At));
        w.WriteEndObject();
        w.WriteEndObject();
    }

    static void Link(Utf8JsonWriter w, string relation, string url)
    {
        w.WriteStartObject();
        w.WriteString("relation", relation);
        w.WriteString("url", url);
        w.WriteEndObject();
    }

    static string Address(FhirAsk ask, string? page)
    {
        var query = string.Join('&', ask.Query.Where(q => q.Key != "_page").Append(new("_page", page ?? "")).Where(q => q.Value.Length > 0)
            .Select(q => $"{Uri.EscapeDataString(q.Key)}={Uri.EscapeDataString(q.Value)}"));
        return $"{ask.Base}/{ask.Path}{(query.Length > 0 ? "?" + query : "")}";
    }
}
