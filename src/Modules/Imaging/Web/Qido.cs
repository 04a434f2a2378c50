using System.Globalization;
using System.Text.Json;
using LienY.Dicom;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace LienY.Imaging;

/// <summary>Search over the web (QIDO-RS, PS3.18 §10.6): studies, series and instances by every element that the index holds.</summary>
sealed class Qido(IImageArchive archive, ImageReaders readers)
{
    /// <summary>Rows of one answer at most, whatever was asked.</summary>
    public const int Most = 5000;

    const int Usual = 1000;

    /// <summary>Answers a search; <paramref name="study"/> and <paramref name="series"/> are those of the address.</summary>
    public async Task AnswerAsync(HttpContext context, ImageLevel level, string? study, string? series, CancellationToken stop)
    {
        if (!Accepting.Json(context.Request)) throw WebProblem.NotAcceptable("application/dicom+json");
        var reader = await readers.ReaderAsync(context.Request.Query["purpose"], stop);
        var asked = Read(context.Request.Query, level, study, series);
        // One more than asked tells whether there is more.
        var rows = await archive.FindAsync(reader, asked.Query with { Limit = asked.Query.Limit + 1 }, stop);
        var response = context.Response;
        if (rows.Count > asked.Query.Limit && asked.IsCut)
            response.Headers.Append("Warning", $"299 {context.Request.Host} \"There are more results than {asked.Query.Limit}; ask with offset.\"");
        if (asked.Unknown.Count > 0)
            response.Headers.Append("Warning", $"299 {context.Request.Host} \"The following elements are not indexed and were not matched: {string.Join(", ", asked.Unknown)}\"");
        response.ContentType = "application/dicom+json";
        response.Headers.CacheControl = "no-store";
        await using var json = new Utf8JsonWriter(response.BodyWriter);
        json.WriteStartArray();
        var columns = Columns(level, study, series, asked.Include);
        var root = WebAddress.Of(context.Request);
        foreach (var row in rows.Take(asked.Query.Limit))
        {
            Write(json, row, columns, level, root);
            if (json.BytesPending > 1 << 16) await json.FlushAsync(stop);
        }
        json.WriteEndArray();
        await json.FlushAsync(stop);
    }

    sealed record Asked(ImageQuery Query, HashSet<uint> Include, IReadOnlyList<string> Unknown, bool IsCut);

    static Asked Read(IQueryCollection query, ImageLevel level, string? study, string? series)
    {
        var keys = new List<ImageKey>();
        var (include, unknown) = (new HashSet<uint>(), new List<string>());
        var (limit, offset, fuzzy) = (Usual, 0, false);
        if (study is not null) keys.Add(new(Tags.StudyInstanceUid.Number, study));
        if (series is not null) keys.Add(new(Tags.SeriesInstanceUid.Number, series));
        foreach (var (name, values) in query)
        {
            switch (name.ToLowerInvariant())
            {
                case "limit":
                    limit = Number(values, name);
                    break;
                case "offset":
                    offset = Number(values, name);
                    break;
                case "fuzzymatching":
                    fuzzy = values.ToString().Equals("true", StringComparison.OrdinalIgnoreCase);
                    break;
                case "includefield":
                    foreach (var field in values.SelectMany(v => (v ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
                    {
                        if (field == "all") include.UnionWith(IndexColumns.All.Select(c => c.Tag));
                        else if (Tag.TryParse(field, out var tag)) include.Add(tag.Number);
                        else throw WebProblem.Bad($"'{field}' is no element of DICOM.");
                    }
                    break;
                case "accept" or "purpose" or "charset":
                    break;
                default:
                    Key(name, values, keys, unknown);
                    break;
            }
        }
        var isCut = limit > Most || !query.ContainsKey("limit");
        return new(new(level, keys) { Limit = Math.Min(limit, Most), Offset = offset, Fuzzy = fuzzy }, include, unknown, isCut);
    }

    static void Key(string name, StringValues values, List<ImageKey> keys, List<string> unknown)
    {
        // An element within a sequence is named by its path; what counts is the element.
        var last = name.Split('.')[^1];
        if (!Tag.TryParse(last, out var tag)) throw WebProblem.Bad($"'{name}' is no element of DICOM.");
        if (IndexColumns.Of(tag.Number) is null)
        {
            if (values.ToString().Length > 0) unknown.Add(name);
            return;
        }
        keys.Add(new(tag.Number, string.Join('\\', values.Select(v => v ?? "").Where(v => v.Length > 0))));
    }

    static int Number(StringValues values, string name) =>
        int.TryParse(values.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw WebProblem.Bad($"'{name}' must be a whole number of 0 or more.");

    // A search within a study does not repeat the study's elements; one over everything does (PS3.18 table 10.6.3-3).
    static List<IndexColumn> Columns(ImageLevel level, string? study, string? series, HashSet<uint> include) =>
        [.. IndexColumns.UpTo(level).Where(c => c.Level switch
        {
            ImageLevel.Patient or ImageLevel.Study => study is null || c.Tag == Tags.StudyInstanceUid.Number,
            ImageLevel.Series => level == ImageLevel.Series || series is null || c.Tag == Tags.SeriesInstanceUid.Number,
            _ => true,
        } || include.Contains(c.Tag))];

    static void Write(Utf8JsonWriter json, FoundRow row, List<IndexColumn> columns, ImageLevel level, string root)
    {
        json.WriteStartObject();
        JsonElements.Text(json, Tags.SpecificCharacterSet, Vr.CS, "ISO_IR 192");
        JsonElements.Text(json, Tags.InstanceAvailability, Vr.CS, "ONLINE");
        foreach (var column in columns.OrderBy(c => c.Tag))
            if (row.Values.TryGetValue(column.Tag, out var value)) JsonElements.Write(json, new Tag(column.Tag), value);
        JsonElements.Text(json, Tags.RetrieveUrl, Vr.UR, Address(row, level, root));
        json.WriteEndObject();
    }

    static string Address(FoundRow row, ImageLevel level, string root)
    {
        var address = $"{root}/studies/{row.Values[Tags.StudyInstanceUid.Number]}";
        if (level >= ImageLevel.Series) address += $"/series/{row.Values[Tags.SeriesInstanceUid.Number]}";
        return level == ImageLevel.Instance ? address + $"/instances/{row.Values[Tags.SopInstanceUid.Number]}" : address;
    }
}
