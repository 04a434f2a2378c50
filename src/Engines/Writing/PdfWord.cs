using System.Globalization;
using System.Xml;

namespace LienY.Writing;

/// <summary>A word of a PDF where it stands: points from the left and the top of its page, which is <paramref name="High"/> points high. Pages count from 1.</summary>
public sealed record PdfWord(int Page, double Left, double Top, double Right, double Bottom, string Text, double High)
{
    /// <summary>The middle of the word across the page.</summary>
    public double Middle => (Left + Right) / 2;

    /// <summary>What <c>pdftotext -bbox</c> wrote.</summary>
    internal static IReadOnlyList<PdfWord> Read(byte[] bbox)
    {
        var (words, page, high) = (new List<PdfWord>(), 0, 0.0);
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, CheckCharacters = false };
        try
        {
            using var xml = XmlReader.Create(new MemoryStream(bbox, writable: false), settings);
            while (xml.Read())
            {
                if (xml.NodeType != XmlNodeType.Element) continue;
                double At(string name) => double.Parse(xml.GetAttribute(name) ?? "0", CultureInfo.InvariantCulture);
                if (xml.Name == "page") (page, high) = (page + 1, At("height"));
                else if (xml.Name == "word")
                {
                    var (left, top, right, bottom) = (At("xMin"), At("yMin"), At("xMax"), At("yMax"));
                    words.Add(new(page, left, top, right, bottom, xml.ReadElementContentAsString().Normalize(), high));
                }
            }
        }
        catch (Exception problem) when (problem is XmlException or FormatException)
        {
            throw new PdfFailed($"'pdftotext' wrote what cannot be read: {problem.Message}");
        }
        return words;
    }
}
