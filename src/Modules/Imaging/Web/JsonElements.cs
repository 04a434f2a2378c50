using System.Globalization;
using System.Text.Json;
using LienY.Dicom;

namespace LienY.Imaging;

/// <summary>Elements of the index as DICOM JSON (PS3.18 annex F).</summary>
static class JsonElements
{
    /// <summary>A value of the index; several are joined by <c>\</c>.</summary>
    public static void Write(Utf8JsonWriter json, Tag tag, string value)
    {
        var vr = TagTable.VrOf(tag);
        json.WriteStartObject(tag.ToString());
        json.WriteString("vr", vr.ToString());
        json.WriteStartArray("Value");
        switch (vr)
        {
            case Vr.PN:
                Name(json, value);
                break;
            case Vr.IS or Vr.US or Vr.UL or Vr.SS or Vr.SL when long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number):
                json.WriteNumberValue(number);
                break;
            case Vr.CS or Vr.UI:
                foreach (var one in value.Split('\\')) json.WriteStringValue(one);
                break;
            default:
                json.WriteStringValue(value);
                break;
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Name(Utf8JsonWriter json, string value)
    {
        var spellings = value.Split('=', 3);
        json.WriteStartObject();
        if (spellings[0].Length > 0) json.WriteString("Alphabetic", spellings[0]);
        if (spellings.Length > 1 && spellings[1].Length > 0) json.WriteString("Ideographic", spellings[1]);
        if (spellings.Length > 2 && spellings[2].Length > 0) json.WriteString("Phonetic", spellings[2]);
        json.WriteEndObject();
    }

    /// <summary>A text.</summary>
    public static void Text(Utf8JsonWriter json, Tag tag, Vr vr, string value)
    {
        Open(json, tag, vr);
        json.WriteStringValue(value);
        Close(json);
    }

    /// <summary>A number.</summary>
    public static void Number(Utf8JsonWriter json, Tag tag, Vr vr, long value)
    {
        Open(json, tag, vr);
        json.WriteNumberValue(value);
        Close(json);
    }

    /// <summary>Begins an element with values.</summary>
    public static void Open(Utf8JsonWriter json, Tag tag, Vr vr)
    {
        json.WriteStartObject(tag.ToString());
        json.WriteString("vr", vr.ToString());
        json.WriteStartArray("Value");
    }

    /// <summary>Ends it.</summary>
    public static void Close(Utf8JsonWriter json)
    {
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
