using System.IO.Compression;
using System.Xml;

namespace LienY.Reading;

/// <summary>Turns the body of an ODT (ODF 1.2 and later) into lines: paragraphs with the numbers of their lists, tables with merged cells; hidden rows are left out.</summary>
sealed class OdtIntake(OdtNumbering numbering, ReadingLimits limits)
{
    const string Text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0", Table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    readonly List<SourceLine> lines = [];
    readonly MarkupText text = new();
    int hidden;

    public static SourceText Open(ReadOnlyMemory<byte> bytes, ReadingLimits limits)
    {
        DocxGuard.Check(bytes, limits, "ODT", "content.xml");
        try
        {
            using var archive = new ZipArchive(new MemoryStream(bytes.ToArray(), writable: false), ZipArchiveMode.Read);
            var content = Part(archive, "content.xml") ?? throw DocxGuard.Damaged("ODT");
            var intake = new OdtIntake(OdtNumbering.Of(content, Part(archive, "styles.xml")), limits);
            var body = content.GetElementsByTagName("text", "urn:oasis:names:tc:opendocument:xmlns:office:1.0")[0] ?? throw DocxGuard.Damaged("ODT");
            intake.Walk(body, 0);
            var source = OldEncodings.Whole("odt", intake.lines);
            return intake.hidden == 0 ? source
                : source with { Warnings = [.. source.Warnings, new("rows-hidden", $"Bảng có {intake.hidden} hàng ẩn, không được đọc. Xin mở tệp gốc nếu cần các hàng đó.", new(1, 1), [])] };
        }
        catch (Exception fault) when (fault is XmlException or InvalidDataException or IOException or NotSupportedException)
        {
            throw DocxGuard.Damaged("ODT");
        }
    }

    static XmlDocument? Part(ZipArchive archive, string name)
    {
        if (archive.GetEntry(name) is not { } entry) return null;
        var document = new XmlDocument { XmlResolver = null, PreserveWhitespace = true };
        using var reader = XmlReader.Create(entry.Open(), new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = true });
        document.Load(reader);
        return document;
    }

    void Walk(XmlNode parent, int level)
    {
        foreach (XmlNode node in parent.ChildNodes)
        {
            switch (node.LocalName)
            {
                case "p" or "h" when node.NamespaceURI == Text: Add(Paragraph(node), node.LocalName == "h" ? numbering.Heading(node) : ""); break;
                case "list" when node.NamespaceURI == Text: List(node, level, Add); break;
                case "table" when node.NamespaceURI == Table: MarkupTable.Add([.. Rows(node)], lines); break;
                case "section" or "text-box" or "index-body" or "table-of-content": if (node.LocalName != "table-of-content") Walk(node, level); break;
            }
            if (lines.Count > limits.Lines) throw new ReadingRefusal("too-many-lines", $"Văn bản có hơn {limits.Lines} dòng.", "Hãy tách tệp rồi nhập từng phần.");
        }
    }

    void Add(string paragraph, string label)
    {
        foreach (var part in paragraph.Split('\n'))
        {
            lines.Add(new(lines.Count + 1, Vietnamese.Squeeze(label.Length > 0 && part.Length > 0 ? label + " " + part : part)));
            label = "";
        }
    }

    void List(XmlNode list, int level, Action<string, string> add)
    {
        var style = numbering.Begin(list, level);
        foreach (XmlNode item in list.ChildNodes)
        {
            var label = item.LocalName == "list-item" ? numbering.Next(style, level, item) : "";
            foreach (XmlNode node in item.ChildNodes)
            {
                if (node.LocalName is "p" or "h")
                {
                    add(Paragraph(node), label);
                    label = "";
                }
                else if (node.LocalName == "list") List(node, level + 1, add);
            }
        }
    }

    string Paragraph(XmlNode node)
    {
        Collect(node);
        return text.Take().Replace('\u0001', '\n');
    }

    void Collect(XmlNode parent)
    {
        foreach (XmlNode node in parent.ChildNodes)
        {
            if (node is XmlText or XmlSignificantWhitespace or XmlWhitespace) text.Add(node.Value ?? "");
            else if (node.NamespaceURI == Text && node.LocalName is "tab" or "s") text.Add(" ");
            else if (node.LocalName == "line-break") text.Add("\u0001");
            else if (node.LocalName is not ("note" or "annotation" or "number" or "tracked-changes" or "desc" or "title")) Collect(node);
        }
    }

    IEnumerable<List<MarkupCell>> Rows(XmlNode parent)
    {
        foreach (XmlNode node in parent.ChildNodes)
        {
            if (node.LocalName is "table-header-rows" or "table-rows" or "table-row-group")
            {
                foreach (var row in Rows(node)) yield return row;
            }
            else if (node is XmlElement { LocalName: "table-row" } row)
            {
                var times = MarkupTable.Covered(row.GetAttribute("number-rows-repeated", Table), 200);
                if (row.GetAttribute("visibility", Table) is "collapse" or "filter") hidden += times;
                else
                    for (var i = 0; i < times; i++) yield return [.. Cells(row)];
            }
        }
    }

    IEnumerable<MarkupCell> Cells(XmlElement row)
    {
        foreach (XmlNode node in row.ChildNodes)
        {
            // What a merged cell covers is not stated again.
            if (node is not XmlElement { LocalName: "table-cell" } cell) continue;
            var parts = new List<string>();
            Parts(cell, parts);
            for (var i = MarkupTable.Covered(cell.GetAttribute("number-columns-repeated", Table), 60); i > 0; i--)
                yield return new(string.Join(DocxCell.Break, parts), MarkupTable.Covered(cell.GetAttribute("number-columns-spanned", Table), 60), MarkupTable.Covered(cell.GetAttribute("number-rows-spanned", Table), 2_000));
        }
    }

    void Parts(XmlNode cell, List<string> parts)
    {
        foreach (XmlNode node in cell.ChildNodes)
        {
            if (node.LocalName is "p" or "h") parts.AddRange(Paragraph(node).Split('\n').Where(p => p.Length > 0));
            else if (node.LocalName == "list") List(node, 0, (paragraph, label) => parts.AddRange(paragraph.Length == 0 ? [] : [Vietnamese.Squeeze(label + " " + paragraph.Replace('\n', ' '))]));
            else if (node.LocalName == "table") parts.AddRange(Rows(node).Select(r => string.Join(" | ", r.Select(c => c.Text.Replace(DocxCell.Break, ' ')))));
            else if (node.LocalName is "section" or "text-box") Parts(node, parts);
        }
    }
}
