using System.Security;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace LienY.Sheets;

/// <summary>Text as XML 1.0 and a spreadsheet's cell can hold it.</summary>
static partial class SafeXml
{
    const int MostInCell = 32_767;

    /// <summary>Without characters that XML forbids (control characters, halves of surrogate pairs).</summary>
    public static string Clean(string text)
    {
        var bad = false;
        for (var i = 0; i < text.Length && !bad; i++) bad = !XmlConvert.IsXmlChar(text[i]);
        if (!bad) return text;
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i])) clean.Append(text[i]).Append(text[++i]);
            else if (XmlConvert.IsXmlChar(text[i])) clean.Append(text[i]);
        }
        return clean.ToString();
    }

    /// <summary>An attribute's value.</summary>
    public static string Attribute(string text) => SecurityElement.Escape(Clean(text));

    /// <summary>A cell's text: at most 32,767 characters; what looks like an escape (<c>_x0041_</c>) is written so that it is read back as it is.</summary>
    public static string Cell(string text)
    {
        text = Clean(text).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        if (text.Length > MostInCell) text = text[..(MostInCell - (char.IsHighSurrogate(text[MostInCell - 2]) ? 2 : 1))] + "…";
        if (text.Contains("_x", StringComparison.Ordinal)) text = Escapes().Replace(text, "_x005F$0");
        return SecurityElement.Escape(text);
    }

    /// <summary>The text behind escapes.</summary>
    public static string Plain(string text) => !text.Contains("_x", StringComparison.Ordinal) ? text
        : Escapes().Replace(text, m => ((char)Convert.ToInt32(m.Value[2..6], 16)).ToString());

    [GeneratedRegex("_x[0-9A-Fa-f]{4}_")]
    private static partial Regex Escapes();
}
