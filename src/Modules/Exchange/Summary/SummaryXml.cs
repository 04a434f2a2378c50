using System.Text.Json.Nodes;
using System.Xml;

namespace LienY.Exchange;

/// <summary>HoSoBenhAn as XML: a list repeats its tag, an empty cell is an empty tag.</summary>
static class SummaryXml
{
    /// <summary>The file.</summary>
    public static byte[] Of(JsonObject groups)
    {
        using var to = new MemoryStream();
        using (var xml = XmlWriter.Create(to, new XmlWriterSettings { Indent = true, Encoding = new System.Text.UTF8Encoding(false), CheckCharacters = false }))
        {
            xml.WriteStartDocument();
            xml.WriteStartElement("HoSoBenhAn");
            Members(xml, groups);
            xml.WriteEndElement();
        }
        return to.ToArray();
    }

    static void Members(XmlWriter xml, JsonObject of)
    {
        foreach (var (name, value) in of)
        {
            if (value is not JsonArray list) One(xml, name, value);
            else if (list.Count == 0) One(xml, name, null);
            else foreach (var item in list) One(xml, name, item);
        }
    }

    static void One(XmlWriter xml, string name, JsonNode? value)
    {
        xml.WriteStartElement(name);
        if (value is JsonObject inner) Members(xml, inner);
        else if (value?.ToString() is { Length: > 0 } text) xml.WriteString(new string([.. text.Where(XmlConvert.IsXmlChar)]));
        xml.WriteEndElement();
    }
}
