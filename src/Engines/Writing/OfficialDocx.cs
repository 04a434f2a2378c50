using System.Globalization;
using System.Xml.Linq;
using static LienY.Writing.Wml;

namespace LienY.Writing;

/// <summary>Writes an <see cref="OfficialDocument"/> as DOCX in the layout of Phụ lục I of Nghị định 30/2020/NĐ-CP; the same document gives the same bytes.</summary>
public static class OfficialDocx
{
    /// <summary>Writes the file to a stream, which stays open.</summary>
    /// <exception cref="ArgumentException">A table row does not fit its columns, or a signature's image is not a PNG file.</exception>
    public static void Write(OfficialDocument document, Stream stream)
    {
        var package = new Package();
        var flow = new Flow();
        flow.Add(Masthead.Of(document));
        if (document.Enacting is { } who) flow.Add(Line(Styles.Enacting, Masthead.Capitals(who)));
        flow.Add(Content.Bases(document.Bases));
        if (document.Enacting is not null) flow.Add(Line(Styles.Enacting, "QUYẾT ĐỊNH:"));
        flow.Lay(Content.Closed(document.Body));
        flow.Add(Line(Styles.Gap).With(El("keepNext"), El("spacing", At("after", 120))), Closing.Of(document, package), Line(Styles.Gap));
        for (var i = 0; i < document.Annexes.Count; i++)
            Attach(flow, document, document.Annexes[i], document.Annexes.Count > 1 ? $"PHỤ LỤC {Outline.Roman(i + 1)}" : "PHỤ LỤC");
        package.Write(stream, flow.Close(), Properties(document));
    }

    /// <summary>The file as bytes.</summary>
    /// <exception cref="ArgumentException">As for <see cref="Write(OfficialDocument, Stream)"/>.</exception>
    public static byte[] Write(OfficialDocument document)
    {
        using var memory = new MemoryStream();
        Write(document, memory);
        return memory.ToArray();
    }

    static void Attach(Flow flow, OfficialDocument document, Annex annex, string name)
    {
        flow.Open(annex.Landscape);
        var source = $"(Kèm theo {KindOf(document.Type)} {Masthead.NumberOf(document).Replace("Số: ", "số ", StringComparison.Ordinal).Replace("Số:", "số", StringComparison.Ordinal)} "
            + $"{Masthead.DayOf(document.Date)} của {SafeText.OneLine(document.IssuerInFull ?? document.Issuer)})";
        flow.Add(Line(Styles.AnnexName, name), Masthead.Balanced(Styles.AnnexTitle, SafeText.OneLine(annex.Title), 14, Sheet.Width(annex.Landscape)), Line(Styles.AnnexSource, source),
            Masthead.Rule(annex.Title, 14, Sheet.Width(annex.Landscape), 0.35, after: 160));
        flow.Lay(annex.Body, annex.Landscape);
    }

    static string KindOf(DocumentType type) =>
        type == DocumentType.Dispatch ? "Công văn" : type.Name[..1] + type.Name[1..].ToLower(CultureInfo.GetCultureInfo("vi-VN"));

    static XElement Properties(OfficialDocument document)
    {
        XNamespace core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
        XNamespace dc = "http://purl.org/dc/elements/1.1/";
        XNamespace terms = "http://purl.org/dc/terms/";
        XNamespace xsi = "http://www.w3.org/2001/XMLSchema-instance";
        var title = SafeText.OneLine($"{document.Type.Name} {document.Subject}");
        return new XElement(core + "coreProperties",
            new XAttribute(XNamespace.Xmlns + "cp", core), new XAttribute(XNamespace.Xmlns + "dc", dc),
            new XAttribute(XNamespace.Xmlns + "dcterms", terms), new XAttribute(XNamespace.Xmlns + "xsi", xsi),
            new XElement(dc + "title", title),
            new XElement(dc + "creator", SafeText.OneLine(document.Author ?? document.IssuerInFull ?? document.Issuer)),
            document.Remark is { } remark ? new XElement(dc + "description", SafeText.OneLine(remark)) : null,
            new XElement(dc + "language", "vi-VN"),
            document.Date is { Year: { } year, Month: { } month, Day: { } day }
                ? new XElement(terms + "created", new XAttribute(xsi + "type", "dcterms:W3CDTF"), $"{year:0000}-{month:00}-{day:00}T00:00:00Z")
                : null);
    }
}
