using System.IO.Compression;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using static LienY.Writing.Wml;

namespace LienY.Writing;

/// <summary>The DOCX package (ISO/IEC 29500-2): parts with fixed names, order and times, so that the same document is always the same bytes.</summary>
sealed class Package
{
    public const string NumberedHeader = "rId3";
    public const string EmptyHeader = "rId4";

    const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
    static readonly XNamespace Types = "http://schemas.openxmlformats.org/package/2006/content-types";
    static readonly XNamespace Links = "http://schemas.openxmlformats.org/package/2006/relationships";
    static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    readonly List<ReadOnlyMemory<byte>> images = [];

    /// <summary>How many images it holds.</summary>
    public int Images => images.Count;

    /// <summary>Takes in a PNG image and gives the relationship to show it by.</summary>
    public string AddImage(ReadOnlyMemory<byte> png)
    {
        images.Add(png);
        return $"rId{images.Count + 4}";
    }

    /// <summary>Writes the whole package.</summary>
    public void Write(Stream stream, IEnumerable<XElement> body, XElement properties)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        Part(zip, "[Content_Types].xml", ContentTypes());
        Part(zip, "_rels/.rels", Relationships(
            ("rId1", Office + "officeDocument", "word/document.xml"),
            ("rId2", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml")));
        Part(zip, "docProps/core.xml", properties);
        Part(zip, "word/document.xml", El("document",
            new XAttribute(XNamespace.Xmlns + "w", Main.NamespaceName), new XAttribute(XNamespace.Xmlns + "r", Relations.NamespaceName),
            El("body", body)));
        Part(zip, "word/_rels/document.xml.rels", Relationships(
            [("rId1", Office + "styles", "styles.xml"), ("rId2", Office + "settings", "settings.xml"),
                (NumberedHeader, Office + "header", "header1.xml"), (EmptyHeader, Office + "header", "header2.xml"),
                .. images.Select((_, i) => ($"rId{i + 5}", Office + "image", $"media/image{i + 1}.png"))]));
        Part(zip, "word/styles.xml", Styles.Part());
        Part(zip, "word/settings.xml", Settings());
        Part(zip, "word/header1.xml", Header(El("fldSimple", At("instr", " PAGE "), El("r", El("t", "2")))));
        Part(zip, "word/header2.xml", Header(null));
        for (var i = 0; i < images.Count; i++)
        {
            using var file = Entry(zip, $"word/media/image{i + 1}.png").Open();
            file.Write(images[i].Span);
        }
    }

    XElement ContentTypes() => new(Types + "Types",
        Default("rels", "application/vnd.openxmlformats-package.relationships+xml"), Default("xml", "application/xml"),
        images.Count > 0 ? Default("png", "image/png") : null,
        Override("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        Override("word/document.xml", Word + "document.main+xml"), Override("word/styles.xml", Word + "styles+xml"),
        Override("word/settings.xml", Word + "settings+xml"), Override("word/header1.xml", Word + "header+xml"),
        Override("word/header2.xml", Word + "header+xml"));

    static XElement Default(string extension, string type) =>
        new(Types + "Default", new XAttribute("Extension", extension), new XAttribute("ContentType", type));

    static XElement Override(string part, string type) =>
        new(Types + "Override", new XAttribute("PartName", "/" + part), new XAttribute("ContentType", type));

    static XElement Relationships(params (string Id, string Type, string Target)[] links) => new(Links + "Relationships",
        links.Select(link => new XElement(Links + "Relationship",
            new XAttribute("Id", link.Id), new XAttribute("Type", link.Type), new XAttribute("Target", link.Target))));

    static XElement Settings() => El("settings", new XAttribute(XNamespace.Xmlns + "w", Main.NamespaceName),
        El("zoom", At("percent", 100)), Val("defaultTabStop", 720), Val("characterSpacingControl", "doNotCompress"),
        El("compat", El("compatSetting", At("name", "compatibilityMode"), At("uri", "http://schemas.microsoft.com/office/word"), At("val", "15"))),
        El("themeFontLang", At("val", "vi-VN")), Val("decimalSymbol", ","), Val("listSeparator", ";"));

    static XElement Header(XElement? content) => El("hdr", new XAttribute(XNamespace.Xmlns + "w", Main.NamespaceName), Line(Styles.PageNumber, content));

    static ZipArchiveEntry Entry(ZipArchive zip, string name)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = Epoch;
        return entry;
    }

    static void Part(ZipArchive zip, string name, XElement root)
    {
        using var file = Entry(zip, name).Open();
        using var writer = XmlWriter.Create(file, new() { Encoding = new UTF8Encoding(false) });
        new XDocument(new XDeclaration("1.0", "UTF-8", "yes"), root).Save(writer);
    }
}
