using System.Globalization;
using System.Text.Json;

namespace LienY.Dicom;

/// <summary>The DICOM JSON model (PS3.18 §F): writing a data set.</summary>
public static partial class DicomJson
{
    /// <summary>
    /// Writes one data set as an object. <paramref name="bulk"/> is asked for every value of bytes (OB, OD, OF, OL, OV, OW, UN) and for values
    /// passed over, with the path of tags and item numbers (from 1) as "00400275/1/00081150": the URI at which it can be had; null means inline,
    /// or leaves out what is elsewhere. Group lengths are left out.
    /// </summary>
    public static void Write(Utf8JsonWriter writer, DataSet dataSet, Func<Element, string, string?>? bulk = null) => Write(writer, dataSet, bulk, "", 0);

    static void Write(Utf8JsonWriter writer, DataSet set, Func<Element, string, string?>? bulk, string path, int depth)
    {
        if (depth > ReadLimits.Default.Depth) throw new DicomFormatException($"Sequences nested deeper than {ReadLimits.Default.Depth}.");
        writer.WriteStartObject();
        Span<byte> name = stackalloc byte[8], vr = stackalloc byte[2];
        foreach (var element in set)
        {
            if (element.Tag.Element == 0) continue;
            Hex(element.Tag, name);
            writer.WriteStartObject(name);
            // JSON is UTF-8 whatever the object was written in.
            if (element.Tag == Tags.SpecificCharacterSet)
            {
                writer.WriteString("vr"u8, "CS"u8);
                writer.WriteStartArray("Value"u8);
                writer.WriteStringValue("ISO_IR 192"u8);
                writer.WriteEndArray();
            }
            else
            {
                var number = (int)(element.Vr == Vr.None ? Vr.UN : element.Vr);
                (vr[0], vr[1]) = ((byte)(number >> 8), (byte)number);
                writer.WriteString("vr"u8, vr);
                if (!element.IsEmpty) Value(writer, element, set, bulk, path, depth);
            }
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
    }

    static void Value(Utf8JsonWriter writer, Element element, DataSet set, Func<Element, string, string?>? bulk, string path, int depth)
    {
        if (element.Vr == Vr.SQ)
        {
            writer.WriteStartArray("Value"u8);
            for (var i = 0; i < element.Items.Count; i++)
            {
                Write(writer, element.Items[i], bulk, string.Create(CultureInfo.InvariantCulture, $"{path}{element.Tag}/{i + 1}/"), depth + 1);
            }
            writer.WriteEndArray();
            return;
        }
        if (element.IsElsewhere || element.IsEncapsulated || element.Vr is Vr.OB or Vr.OD or Vr.OF or Vr.OL or Vr.OV or Vr.OW or Vr.UN or Vr.None)
        {
            if (bulk?.Invoke(element, path + element.Tag.ToString()) is { } uri) writer.WriteString("BulkDataURI", uri);
            else if (!element.IsElsewhere && !element.IsEncapsulated) writer.WriteBase64String("InlineBinary", element.Value.Span);
            return;
        }
        var texts = Values.Texts(element, set.Charset);
        if (texts.Count == 0) return;
        writer.WriteStartArray("Value"u8);
        for (var i = 0; i < texts.Count; i++) Value(writer, element, texts[i], i);
        writer.WriteEndArray();
    }

    static void Value(Utf8JsonWriter writer, Element element, string text, int index)
    {
        switch (element.Vr)
        {
            case var _ when text.Length == 0:
                writer.WriteNullValue();
                break;
            case Vr.PN:
                Name(writer, text);
                break;
            case Vr.FL or Vr.FD or Vr.SL or Vr.SS or Vr.UL or Vr.US:
                Number(writer, Values.Number(element, index) ?? 0, text);
                break;
            case Vr.DS or Vr.IS when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number):
                Number(writer, number, text);
                break;
            // 64-bit numbers go beyond what a JSON number holds everywhere; a wrong decimal string stays readable (PS3.18 §F.2.3).
            default:
                writer.WriteStringValue(text);
                break;
        }
    }

    static void Number(Utf8JsonWriter writer, double number, string text)
    {
        if (!double.IsFinite(number)) writer.WriteStringValue(double.IsNaN(number) ? "NaN" : number > 0 ? "inf" : "-inf");
        else if (number == Math.Truncate(number) && Math.Abs(number) < 1e15) writer.WriteNumberValue((long)number);
        else if (IsJsonNumber(text)) writer.WriteRawValue(text);
        else writer.WriteNumberValue(number);
    }

    static void Hex(Tag tag, Span<byte> into) => tag.Number.TryFormat(into, out _, "X8", CultureInfo.InvariantCulture);

    // What JSON takes for a number is given as it stands, with all its digits.
    static bool IsJsonNumber(string text)
    {
        var digits = text.AsSpan(text.StartsWith('-') ? 1 : 0);
        return digits.Length > 0 && digits[0] is >= '1' and <= '9' && digits.IndexOfAnyExcept("0123456789.") < 0 && digits[^1] != '.';
    }

    static void Name(Utf8JsonWriter writer, string text)
    {
        var groups = text.Split('=', 3);
        writer.WriteStartObject();
        if (groups[0].Length > 0) writer.WriteString("Alphabetic", groups[0]);
        if (groups.Length > 1 && groups[1].Length > 0) writer.WriteString("Ideographic", groups[1]);
        if (groups.Length > 2 && groups[2].Length > 0) writer.WriteString("Phonetic", groups[2]);
        writer.WriteEndObject();
    }
}
