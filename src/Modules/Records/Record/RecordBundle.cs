using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>What passed the gate as a FHIR Bundle: the kept bodies with their meta, and where they come from as Provenance.</summary>
static class RecordBundle
{
    /// <summary>The bundle; the count is the count of what passed.</summary>
    public static byte[] Of(SeenRecord seen, DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>(seen.Rows.Sum(r => (r.Body?.Length ?? 0) + 300) + 1024);
        using var w = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        var body = new ArrayBufferWriter<byte>(4096);
        w.WriteStartObject();
        w.WriteString("resourceType", "Bundle");
        w.WriteString("type", "searchset");
        w.WriteString("timestamp", Instant(now));
        w.WriteNumber("total", seen.Rows.Count);
        w.WriteStartArray("entry");
        foreach (var row in seen.Rows)
        {
            w.WriteStartObject();
            w.WriteString("fullUrl", Guid.TryParse(row.Fid, out _) ? $"urn:uuid:{row.Fid}" : $"{row.Type}/{row.Fid}");
            w.WritePropertyName("resource");
            body.ResetWrittenCount();
            Sending.Write(body, row.Body, row.MetaAt, row.Version, row.At, row.SourceId, row.SourceRow);
            w.WriteRawValue(body.WrittenSpan, skipInputValidation: true);
            Mode(w, "match");
            w.WriteEndObject();
        }
        foreach (var file in seen.Rows.Where(r => r.SourceId != Guid.Empty).GroupBy(r => (r.SourceId, r.HolderId))) Provenance(w, file.Key.SourceId, file.Key.HolderId,
            [.. file]);
        w.WriteEndArray();
        w.WriteEndObject();
        w.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    static void Provenance(Utf8JsonWriter w, Guid source, Guid holder, IReadOnlyList<SeenRow> rows)
    {
        var id = Fids.Of(holder, source.ToString("N"), "Provenance", string.Join(' ', rows.Select(r => r.Fid)));
        w.WriteStartObject();
        w.WriteString("fullUrl", $"urn:uuid:{id}");
        w.WriteStartObject("resource");
        w.WriteString("resourceType", "Provenance");
        w.WriteString("id", id);
        w.WriteStartArray("target");
        foreach (var row in rows)
        {
            w.WriteStartObject();
            w.WriteString("reference", $"{row.Type}/{row.Fid}");
            if (row.SourceRow.Length > 0) w.WriteString("display", row.SourceRow);
            w.WriteEndObject();
        }
        w.WriteEndArray();
        w.WriteString("recorded", Instant(rows.Max(r => r.At)));
        w.WriteStartArray("agent");
        w.WriteStartObject();
        w.WriteStartObject("who");
        w.WriteString("reference", $"Organization/{holder}");
        w.WriteEndObject();
        w.WriteEndObject();
        w.WriteEndArray();
        w.WriteStartArray("entity");
        w.WriteStartObject();
        w.WriteString("role", "source");
        w.WriteStartObject("what");
        w.WriteStartObject("identifier");
        w.WriteString("system", "urn:ietf:rfc:3986");
        w.WriteString("value", $"urn:uuid:{source}");
        w.WriteEndObject();
        w.WriteEndObject();
        w.WriteEndObject();
        w.WriteEndArray();
        w.WriteEndObject();
        Mode(w, "include");
        w.WriteEndObject();
    }

    static void Mode(Utf8JsonWriter w, string mode)
    {
        w.WriteStartObject("search");
        w.WriteString("mode", mode);
        w.WriteEndObject();
    }

    static string Instant(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
