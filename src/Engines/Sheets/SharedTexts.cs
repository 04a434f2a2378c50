using System.Text;
using System.Xml;

namespace LienY.Sheets;

/// <summary>The texts that the cells of a workbook share.</summary>
static class SharedTexts
{
    /// <summary>Reads them; none where the part is missing.</summary>
    public static List<string> Read(XmlReader? xml, TableLimits limits)
    {
        var texts = new List<string>();
        if (xml is null) return texts;
        var left = limits.SharedCharacters;
        using (xml)
        {
            while (xml.Read())
            {
                if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "si") continue;
                var text = xml.IsEmptyElement ? "" : Item(xml, limits.CellCharacters);
                // An empty text also takes room.
                if ((left -= text.Length + 8) < 0) throw new TableFault("too-large", "Tệp Excel chứa quá nhiều chữ nên không đọc.");
                texts.Add(SafeXml.Plain(text));
            }
        }
        return texts;
    }

    static string Item(XmlReader xml, int most)
    {
        var text = new StringBuilder();
        var depth = xml.Depth;
        while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth))
        {
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "rPh") Pass(xml);
            else if (xml.LocalName == "t") text.Append(Content(xml, most));
            if (text.Length > most) throw TooLong(most);
        }
        return text.ToString();
    }

    /// <summary>Passes over an element (reading aids of East Asian text).</summary>
    public static void Pass(XmlReader xml)
    {
        if (xml.IsEmptyElement) return;
        var depth = xml.Depth;
        while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth))
        {
        }
    }

    /// <summary>Text of an element, never more than may be; the reader stands on its end.</summary>
    public static string Content(XmlReader xml, int most)
    {
        if (xml.IsEmptyElement) return "";
        var depth = xml.Depth;
        var text = new StringBuilder();
        var chunk = new char[Math.Min(most + 1, 4096)];
        while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth))
        {
            if (xml.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)) continue;
            for (int read; (read = xml.ReadValueChunk(chunk, 0, chunk.Length)) > 0;)
                if (text.Append(chunk, 0, read).Length > most) throw TooLong(most);
        }
        return text.ToString();
    }

    static TableFault TooLong(int most) => new("too-large", "Bảng có ô dài quá {0} ký tự.", most);
}
