using System.Text.Json;

namespace LienY.Outlines;

/// <summary>
/// Reads places from GeoJSON (RFC 7946): a FeatureCollection, or one feature a line (RFC 8142). Takes Polygon and MultiPolygon, closes rings that are
/// open; a bad feature is told with its line and left out, the others are taken.
/// </summary>
public static class GeoJson
{
    static readonly string[] CodeNames = ["code", "ma", "CODE", "Code"];
    static readonly string[] NameNames = ["name", "ten", "NAME", "Name"];
    static readonly string[] WithinNames = ["province_code", "parent_code", "within", "ma_tinh"];

    /// <summary>Reads a file; why a feature is bad: <c>json</c>, <c>code</c>, <c>twice</c>, <c>geometry</c>, <c>ring</c> or <c>range</c>.</summary>
    public static (IReadOnlyList<Place> Places, IReadOnlyList<Fault> Faults) Read(byte[] content)
    {
        var places = new List<Place>();
        var faults = new List<Fault>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (number, line, feature, broken) in Features(content))
        {
            if (broken is not null)
            {
                faults.Add(new(number, line, "", broken));
                continue;
            }
            using (feature)
            {
                var (place, why) = Take(feature!.RootElement);
                if (place is not null && !seen.Add(place.Code)) why = "twice";
                if (why is null) places.Add(place!);
                else faults.Add(new(number, line, place?.Code ?? Text(feature.RootElement, CodeNames) ?? "", why));
            }
        }
        return (places, faults);
    }

    static List<(int Number, int Line, JsonDocument? Feature, string? Broken)> Features(byte[] content)
    {
        var found = new List<(int, int, JsonDocument?, string?)>();
        var start = content.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        if (LooksLikeLines(content.AsSpan(start))) return Lines(content, start);
        var reader = new Utf8JsonReader(content.AsSpan(start));
        try
        {
            while (reader.Read() && !(reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("features"u8)))
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1) reader.Skip();
            reader.Read();
            while (reader.TokenType is not JsonTokenType.None && reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var line = LineAt(content, start + (int)reader.TokenStartIndex);
                found.Add((found.Count + 1, line, JsonDocument.ParseValue(ref reader), null));
            }
        }
        catch (JsonException problem)
        {
            found.Add((found.Count + 1, (int)(problem.LineNumber ?? 0) + 1, null, "json"));
        }
        return found;
    }

    static bool LooksLikeLines(ReadOnlySpan<byte> content)
    {
        var end = content.IndexOf((byte)'\n');
        var first = end < 0 ? content : content[..end];
        return content.Length > 0 && (content[0] == 0x1E || (first.IndexOf("\"Feature\""u8) >= 0 && first.IndexOf("\"features\""u8) < 0 && first.TrimEnd("\r "u8).EndsWith("}"u8)));
    }

    static List<(int, int, JsonDocument?, string?)> Lines(byte[] content, int start)
    {
        var found = new List<(int, int, JsonDocument?, string?)>();
        var line = 0;
        for (var at = start; at < content.Length;)
        {
            var end = Array.IndexOf(content, (byte)'\n', at);
            if (end < 0) end = content.Length;
            line++;
            var text = content.AsMemory(at, end - at).Trim("\u001E\r "u8.ToArray());
            at = end + 1;
            if (text.IsEmpty) continue;
            try
            {
                found.Add((found.Count + 1, line, JsonDocument.Parse(text), null));
            }
            catch (JsonException)
            {
                found.Add((found.Count + 1, line, null, "json"));
            }
        }
        return found;
    }

    static int LineAt(byte[] content, int position) => content.AsSpan(0, position).Count((byte)'\n') + 1;

    static (Place? Place, string? Why) Take(JsonElement feature)
    {
        if (feature.ValueKind != JsonValueKind.Object) return (null, "json");
        var code = Text(feature, CodeNames) ?? (feature.TryGetProperty("id", out var id) ? Plain(id) : null);
        if (string.IsNullOrWhiteSpace(code) || code.Length > 20) return (null, "code");
        var place = new Place(code.Trim(), (Text(feature, NameNames) ?? code).Trim(), []) { Within = (Text(feature, WithinNames) ?? "").Trim() };
        if (!feature.TryGetProperty("geometry", out var geometry) || geometry.ValueKind != JsonValueKind.Object
            || !geometry.TryGetProperty("type", out var type) || !geometry.TryGetProperty("coordinates", out var coordinates)) return (place, "geometry");
        var polygons = Plain(type) switch { "Polygon" => [coordinates], "MultiPolygon" when coordinates.ValueKind == JsonValueKind.Array => coordinates.EnumerateArray().ToList(), _ => null };
        if (polygons is null || polygons.Count == 0) return (place, "geometry");
        var rings = new List<IReadOnlyList<(double, double)>>();
        foreach (var polygon in polygons)
        {
            if (polygon.ValueKind != JsonValueKind.Array) return (place, "geometry");
            foreach (var told in polygon.EnumerateArray())
            {
                var (ring, why) = Ring(told);
                if (why is not null) return (place, why);
                rings.Add(ring!);
            }
        }
        return rings.Count == 0 ? (place, "geometry") : (place with { Rings = rings }, null);
    }

    static (List<(double East, double North)>? Ring, string? Why) Ring(JsonElement told)
    {
        if (told.ValueKind != JsonValueKind.Array) return (null, "ring");
        var ring = new List<(double East, double North)>(told.GetArrayLength() + 1);
        foreach (var point in told.EnumerateArray())
        {
            if (point.ValueKind != JsonValueKind.Array || point.GetArrayLength() < 2
                || point[0].ValueKind != JsonValueKind.Number || point[1].ValueKind != JsonValueKind.Number) return (null, "ring");
            var (east, north) = (point[0].GetDouble(), point[1].GetDouble());
            if (!(Math.Abs(east) <= 180 && Math.Abs(north) <= 90)) return (null, "range");
            ring.Add((east, north));
        }
        if (ring.Count > 0 && ring[0] != ring[^1]) ring.Add(ring[0]);
        return ring.Distinct().Count() < 3 ? (null, "ring") : (ring, null);
    }

    static string? Text(JsonElement feature, string[] names)
    {
        if (feature.ValueKind != JsonValueKind.Object || !feature.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object) return null;
        foreach (var name in names)
            if (properties.TryGetProperty(name, out var value) && Plain(value) is { } text) return text;
        return null;
    }

    static string? Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };
}
