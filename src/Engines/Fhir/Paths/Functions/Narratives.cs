using System.Collections.Frozen;
using System.Xml;

namespace LienY.Fhir;

/// <summary>Whether the HTML of a narrative keeps to what FHIR allows (R4 §2.4.0): no script, no form, no foreign frame, one div.</summary>
internal static class Narratives
{
    static readonly FrozenSet<string> refused = new[]
    {
        "script", "form", "input", "button", "select", "textarea", "base", "link", "object", "applet", "embed",
        "iframe", "frame", "frameset", "head", "body", "html", "title", "meta",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    internal static bool IsSafe(string html)
    {
        try
        {
            var rules = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 5_000_000 };
            using var reader = XmlReader.Create(new StringReader(html), rules);
            var first = true;
            while (reader.Read())
            {
                if (reader.NodeType != XmlNodeType.Element) continue;
                if (first && reader.LocalName != "div") return false;
                first = false;
                if (refused.Contains(reader.LocalName) || HasEvent(reader)) return false;
            }
            return !first;
        }
        catch (XmlException)
        {
            return false;
        }
    }

    static bool HasEvent(XmlReader reader)
    {
        while (reader.MoveToNextAttribute())
        {
            if (reader.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase)) return true;
            if (reader.Value.TrimStart().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase)) return true;
        }
        reader.MoveToElement();
        return false;
    }
}
