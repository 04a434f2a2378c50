using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;
using static LienY.Writing.Wml;

namespace LienY.Writing;

/// <summary>A paragraph as it will be printed, its formatting resolved through defaults and styles.</summary>
/// <param name="Text">Its words, trimmed.</param>
/// <param name="Points">Letter size of its first words.</param>
/// <param name="Bold">Whether its words are bold.</param>
/// <param name="Italic">Whether its words are italic.</param>
/// <param name="Align">left, center, right or both.</param>
/// <param name="InTable">Whether it stands in a table, layout tables included.</param>
/// <param name="FirstLine">First-line indent in twips.</param>
/// <param name="Spacing">The larger of the spaces before and after, in twips.</param>
/// <param name="LineHeight">Line height in 240ths of a line, or 0 where exact.</param>
/// <param name="Foreign">Whether any of its words are in another typeface or colour than Times New Roman, black.</param>
sealed record PrintedLine(string Text, double Points, bool Bold, bool Italic, string Align, bool InTable, int FirstLine, int Spacing, int LineHeight, bool Foreign);

/// <summary>A DOCX file as it will be printed: its lines, sections and tables.</summary>
sealed class Printed
{
    // A page of text is some 10,000 characters of XML; a small file that unpacks to more than this is no document.
    static readonly XmlReaderSettings Limits = new() { DtdProcessing = DtdProcessing.Prohibit, MaxCharactersInDocument = 64_000_000 };

    readonly Dictionary<string, XElement> parts = [];
    readonly Dictionary<string, XElement> styles;
    readonly XElement? defaults;
    readonly string normal;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It is not a Word document, or one that unpacks beyond measure.</exception>
    public Printed(Stream docx)
    {
        using var zip = new ZipArchive(docx, ZipArchiveMode.Read, leaveOpen: true);
        foreach (var entry in zip.Entries.Where(entry => entry.FullName.EndsWith(".xml", StringComparison.Ordinal) || entry.FullName.EndsWith(".rels", StringComparison.Ordinal)))
        {
            using var part = entry.Open();
            using var reader = XmlReader.Create(part, Limits);
            try
            {
                parts[entry.FullName] = XElement.Load(reader);
            }
            catch (XmlException error)
            {
                throw new InvalidDataException($"The part '{entry.FullName}' cannot be read.", error);
            }
        }
        Body = parts.GetValueOrDefault("word/document.xml")?.Element(Main + "body") ?? throw new InvalidDataException("The package holds no 'word/document.xml' with a body.");
        var sheet = parts.GetValueOrDefault("word/styles.xml");
        defaults = sheet?.Element(Main + "docDefaults");
        var all = sheet?.Elements(Main + "style").ToList() ?? [];
        styles = all.ToDictionary(style => Text(style, "styleId") ?? "");
        normal = all.Where(style => Text(style, "type") == "paragraph" && Text(style, "default") == "1").Select(style => Text(style, "styleId")).FirstOrDefault() ?? "Normal";
        Lines = [.. Body.Descendants(Main + "p").Select(Read).Where(line => line.Text.Length > 0)];
    }

    /// <summary>The body of the document.</summary>
    public XElement Body { get; }

    /// <summary>Every paragraph with words, in reading order.</summary>
    public IReadOnlyList<PrintedLine> Lines { get; }

    /// <summary>Every section, in order.</summary>
    public IEnumerable<XElement> Sections => Body.Descendants(Main + "sectPr");

    /// <summary>The file's own title and language.</summary>
    public (string? Title, string? Language) Properties => (
        parts.GetValueOrDefault("docProps/core.xml")?.Elements().FirstOrDefault(element => element.Name.LocalName == "title")?.Value,
        Text(defaults?.Descendants(Main + "lang").FirstOrDefault(), "val"));

    /// <summary>The page header of a section, or null; type is "default" or "first".</summary>
    public XElement? Header(XElement section, string type)
    {
        var id = section.Elements(Main + "headerReference").FirstOrDefault(header => Text(header, "type") == type)?.Attribute(Relations + "id")?.Value;
        var target = parts.GetValueOrDefault("word/_rels/document.xml.rels")?.Elements().FirstOrDefault(link => (string?)link.Attribute("Id") == id)?.Attribute("Target")?.Value;
        return target is null ? null : parts.GetValueOrDefault("word/" + target);
    }

    /// <summary>A paragraph with its formatting resolved.</summary>
    public PrintedLine Read(XElement paragraph)
    {
        var own = paragraph.Element(Main + "pPr");
        var chain = Chain(Text(own?.Element(Main + "pStyle"), "val") ?? normal).ToList();
        XElement?[] shapes = [own, .. chain.Select(style => style.Element(Main + "pPr")), defaults?.Element(Main + "pPrDefault")?.Element(Main + "pPr")];
        var runs = paragraph.Descendants(Main + "r").Where(run => run.Elements(Main + "t").Any(text => text.Value.Trim().Length > 0)).ToList();
        XElement?[] faces = [.. chain.Select(style => style.Element(Main + "rPr")), defaults?.Element(Main + "rPrDefault")?.Element(Main + "rPr")];
        XElement?[] Of(XElement run) => [run.Element(Main + "rPr"), .. faces];
        var spacing = new[] { "before", "after" }.Max(side => Number(shapes, "spacing", side));
        return new(string.Concat(paragraph.Descendants(Main + "t").Select(text => text.Value)).Trim(),
            runs.Count == 0 ? 0 : Number(Of(runs[0]), "sz", "val") / 2.0,
            runs.Count > 0 && runs.All(run => IsOn(Of(run), "b")), runs.Count > 0 && runs.All(run => IsOn(Of(run), "i")),
            Find(shapes, "jc", "val") ?? "left", paragraph.Ancestors(Main + "tc").Any(), Number(shapes, "ind", "firstLine"), spacing,
            Find(shapes, "spacing", "lineRule") == "exact" ? 0 : Number(shapes, "spacing", "line"),
            runs.Any(run => Find(Of(run), "rFonts", "ascii") != Styles.Font || Find(Of(run), "color", "val") is not (null or "000000" or "auto")));
    }

    /// <summary>The value of an attribute of the main vocabulary.</summary>
    public static string? Text(XElement? element, string name) => element?.Attribute(Main + name)?.Value;

    IEnumerable<XElement> Chain(string id)
    {
        for (var depth = 0; depth < 20 && styles.TryGetValue(id, out var style); depth++)
        {
            yield return style;
            id = Text(style.Element(Main + "basedOn"), "val") ?? "";
        }
    }

    static string? Find(XElement?[] layers, string element, string attribute) =>
        layers.Select(layer => Text(layer?.Element(Main + element), attribute)).FirstOrDefault(value => value is not null);

    static int Number(XElement?[] layers, string element, string attribute) => int.TryParse(Find(layers, element, attribute), out var number) ? number : 0;

    static bool IsOn(XElement?[] layers, string element) =>
        layers.Select(layer => layer?.Element(Main + element)).FirstOrDefault(found => found is not null) is { } toggle && Text(toggle, "val") is (null or "1" or "true");
}
