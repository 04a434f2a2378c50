using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using LienY.Fhir;

namespace LienY.Records;

/// <summary>The answer to a search: a Bundle whose resources are copied as they are kept, unless only parts of them are asked for.</summary>
/// <param name="next">The cursor of the next page; null where there is none.</param>
sealed class SearchBundle(string root, string path, SearchQuery query, int? total, string? next, IReadOnlyList<FhirRow> matches, IReadOnlyList<FhirRow> included)
{
    static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);

    /// <summary>Writes it.</summary>
    public void Write(IBufferWriter<byte> to)
    {
        to.Write("{\"resourceType\":\"Bundle\",\"type\":\"searchset\""u8);
        if (total is { } known)
        {
            to.Write(",\"total\":"u8);
            Text(to, known.ToString(CultureInfo.InvariantCulture));
        }
        to.Write(",\"link\":[{\"relation\":\"self\",\"url\":\""u8);
        Url(to, query.Cursor);
        if (query.Cursor is not null)
        {
            to.Write("\"},{\"relation\":\"first\",\"url\":\""u8);
            Url(to, null);
        }
        if (next is not null)
        {
            to.Write("\"},{\"relation\":\"next\",\"url\":\""u8);
            Url(to, next);
        }
        to.Write("\"}]"u8);
        Entries(to);
        to.Write("}"u8);
    }

    void Entries(IBufferWriter<byte> to)
    {
        if (matches.Count + included.Count + query.Ignored.Count == 0) return;
        var trim = Trim.Of(query);
        to.Write(",\"entry\":["u8);
        var any = false;
        foreach (var row in matches) Entry(to, row, "match"u8, trim, ref any);
        foreach (var row in included) Entry(to, row, "include"u8, trim, ref any);
        if (query.Ignored.Count > 0)
        {
            if (any) to.Write(","u8);
            to.Write("{\"resource\":"u8);
            to.Write(OperationOutcomes.Of(query.Ignored));
            to.Write(",\"search\":{\"mode\":\"outcome\"}}"u8);
        }
        to.Write("]"u8);
    }

    void Entry(IBufferWriter<byte> to, FhirRow row, ReadOnlySpan<byte> mode, Trim? trim, ref bool any)
    {
        to.Write(any ? ",{\"fullUrl\":\""u8 : "{\"fullUrl\":\""u8);
        any = true;
        Text(to, root);
        to.Write("/"u8);
        Text(to, row.Type);
        to.Write("/"u8);
        Text(to, row.Fid);
        to.Write("\",\"resource\":"u8);
        if (trim is null) Sending.Write(to, row.Body, row.MetaAt, row.Version, row.At, row.SourceId, row.SourceRow);
        else trim.Write(to, row);
        to.Write(",\"search\":{\"mode\":\""u8);
        to.Write(mode);
        to.Write("\"}}"u8);
    }

    void Url(IBufferWriter<byte> to, string? cursor)
    {
        var url = new StringBuilder(root);
        if (path.Length > 0) url.Append('/').Append(path);
        var mark = '?';
        void Add(string name, string value)
        {
            url.Append(mark).Append(Uri.EscapeDataString(name).Replace("%3A", ":", StringComparison.Ordinal)).Append('=').Append(Uri.EscapeDataString(value));
            mark = '&';
        }
        if (path.Length == 0 && query.Types.Count > 0) Add("_type", string.Join(',', query.Types));
        foreach (var (name, value) in query.Used) Add(name, value);
        if (cursor is not null) Add("_cursor", cursor);
        to.Write(JsonEncodedText.Encode(url.ToString(), Encoder).EncodedUtf8Bytes);
    }

    static void Text(IBufferWriter<byte> to, string text) => Encoding.UTF8.GetBytes(text, to);
}
