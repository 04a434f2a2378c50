using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LienY.Dicom;

/// <summary>The DICOM JSON model (PS3.18 §F): reading a data set, in UTF-8 whatever it says.</summary>
public static partial class DicomJson
{
    /// <summary>
    /// Reads one data set from an object. A BulkDataURI is given to <paramref name="bulk"/> for its bytes; without an answer the element is empty.
    /// Throws DicomFormatException.
    /// </summary>
    public static DataSet Read(JsonElement json, Func<string, ReadOnlyMemory<byte>?>? bulk = null) => Read(json, bulk, null, 0);

    static DataSet Read(JsonElement json, Func<string, ReadOnlyMemory<byte>?>? bulk, DataSet? around, int depth)
    {
        if (json.ValueKind != JsonValueKind.Object) throw new DicomFormatException("A data set is a JSON object of tags.");
        if (depth > ReadLimits.Default.Depth) throw new DicomFormatException($"Sequences nested deeper than {ReadLimits.Default.Depth}.");
        var set = new DataSet();
        set.Inside(around);
        if (around is null) set.Set(Tags.SpecificCharacterSet, "ISO_IR 192");
        foreach (var member in json.EnumerateObject())
        {
            if (!Tag.TryParse(member.Name, out var tag)) throw new DicomFormatException($"'{member.Name}' is no tag.");
            if (tag == Tags.SpecificCharacterSet) continue;
            if (member.Value.ValueKind != JsonValueKind.Object) throw new DicomFormatException($"{tag} is no JSON object.");
            var vr = member.Value.TryGetProperty("vr", out var said) && said.ValueKind == JsonValueKind.String ? Vrs.Of(said.GetString()) : Vr.None;
            if (vr == Vr.None) vr = TagTable.VrOf(tag);
            try
            {
                set.Set(Element(member.Value, tag, vr, bulk, set, depth));
            }
            catch (Exception e) when (e is FormatException and not DicomFormatException or InvalidOperationException or OverflowException)
            {
                throw new DicomFormatException($"The value of {tag} ({vr}) is not what its representation allows.", e);
            }
        }
        if (around is null && set.Count == 1) set.Remove(Tags.SpecificCharacterSet);
        return set;
    }

    static Element Element(JsonElement json, Tag tag, Vr vr, Func<string, ReadOnlyMemory<byte>?>? bulk, DataSet set, int depth)
    {
        if (json.TryGetProperty("InlineBinary", out var inline)) return new Element(tag, vr, inline.GetBytesFromBase64());
        if (json.TryGetProperty("BulkDataURI", out var uri)) return new Element(tag, vr, bulk?.Invoke(uri.GetString() ?? "") ?? default);
        if (!json.TryGetProperty("Value", out var values)) return vr == Vr.SQ ? new Element(tag, []) : new Element(tag, vr, default);
        if (values.ValueKind != JsonValueKind.Array) throw new DicomFormatException($"The Value of {tag} is no array.");
        if (vr == Vr.SQ) return new Element(tag, [.. values.EnumerateArray().Select(item => Read(item, bulk, set, depth + 1))]);
        if (vr is Vr.FL or Vr.FD or Vr.OF or Vr.OD)
        {
            return Values.OfNumbers(tag, vr, values.EnumerateArray().Select(Double).ToArray().AsSpan());
        }
        var texts = values.EnumerateArray().Select(v => Text(v, vr)).ToArray();
        if (!vr.IsText()) return Values.OfNumbers(tag, vr, Array.ConvertAll(texts, t => t.Length == 0 ? 0 : Values.Parse(t, vr)));
        return new Element(tag, vr, Encoding.UTF8.GetBytes(string.Join('\\', texts)));
    }

    static double Double(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : value.GetString() switch
    {
        "NaN" => double.NaN,
        "inf" or "Infinity" => double.PositiveInfinity,
        "-inf" or "-Infinity" => double.NegativeInfinity,
        { } text => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
        null => 0,
    };

    static string Text(JsonElement value, Vr vr) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number when vr == Vr.DS => value.GetRawText() is { Length: <= 16 } raw ? raw : Values.Decimal(value.GetDouble()),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.Object when vr == Vr.PN => string.Join('=', Group(value, "Alphabetic"), Group(value, "Ideographic"), Group(value, "Phonetic")).TrimEnd('='),
        _ => throw new DicomFormatException($"{vr} does not take a JSON {value.ValueKind}."),
    };

    static string Group(JsonElement name, string group) => name.TryGetProperty(group, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";
}
