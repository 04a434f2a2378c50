using System.Security.Cryptography.Xml;
using System.Xml;

namespace LienY.Signatures;

/// <summary>Reads XML with bounds, without document types and without a network.</summary>
static class XmlReading
{
    public const int MostBytes = 64 << 20;
    const int Deepest = 256;
    const int MostNodes = 2_000_000;

    static XmlReaderSettings Settings => new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostBytes };

    public static XmlDocument Open(byte[] file)
    {
        if (file.Length > MostBytes) throw new SignatureFault(Codes.Bounds);
        try
        {
            // The library walks documents recursively: their shape is judged first.
            using (var shape = XmlReader.Create(new MemoryStream(file), Settings))
            {
                for (var nodes = 0; shape.Read(); nodes += 1 + shape.AttributeCount)
                    if (shape.Depth > Deepest || nodes > MostNodes || shape.AttributeCount > 1000) throw new SignatureFault(Codes.Bounds);
            }
            var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
            using var parser = XmlReader.Create(new MemoryStream(file), Settings);
            document.Load(parser);
            return document;
        }
        catch (Exception problem) when (problem is not SignatureFault && SignatureFault.Is(problem))
        {
            throw new SignatureFault(Codes.XmlUnreadable);
        }
    }

    /// <summary>The only element with an id; null where none or several have it.</summary>
    public static XmlElement? Only(XmlDocument document, string id)
    {
        XmlElement? found = null;
        foreach (XmlElement element in document.GetElementsByTagName("*"))
        {
            foreach (XmlAttribute attribute in element.Attributes)
            {
                if (!attribute.LocalName.Equals("id", StringComparison.OrdinalIgnoreCase) || attribute.Value != id) continue;
                if (found is not null) return null;
                found = element;
            }
        }
        return found;
    }

    /// <summary>/edXML/edXMLEnvelope/…, with a number where several siblings bear one name.</summary>
    public static string Path(XmlElement element)
    {
        var path = "";
        for (XmlNode? node = element; node is XmlElement one; node = one.ParentNode)
        {
            var (before, after) = (0, 0);
            for (var n = one.PreviousSibling; n is not null; n = n.PreviousSibling) if (n is XmlElement e && e.Name == one.Name) before++;
            for (var n = one.NextSibling; n is not null; n = n.NextSibling) if (n is XmlElement e && e.Name == one.Name) after++;
            path = "/" + one.Name + (before + after > 0 ? "[" + (before + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) + "]" : "") + path;
        }
        return path;
    }

    public static bool Within(XmlNode? node, XmlNode outer)
    {
        for (; node is not null; node = node.ParentNode) if (node == outer) return true;
        return false;
    }
}

/// <summary>Takes an id only where it is the only one, so that no second element can be put in its place.</summary>
sealed class StrictSignedXml(XmlDocument document) : SignedXml(document)
{
    public override XmlElement? GetIdElement(XmlDocument? document, string idValue) => document is null ? null : XmlReading.Only(document, idValue);
}
