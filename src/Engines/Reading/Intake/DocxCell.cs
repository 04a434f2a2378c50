using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace LienY.Reading;

/// <summary>The text of a table cell: paragraphs parted by U+2028, nested rows with their cells parted by " | ".</summary>
sealed class DocxCell(DocxNumbering numbering, DocxText text)
{
    public const char Break = '\u2028';

    /// <summary>Rows of a table, those in content controls and custom XML too.</summary>
    public static IEnumerable<TableRow> Rows(OpenXmlElement table) => table.ChildElements.SelectMany(e => e switch
    {
        TableRow row => [row],
        SdtRow or SdtContentRow or CustomXmlRow => Rows(e),
        _ => Enumerable.Empty<TableRow>(),
    });

    public string Read(TableCell cell) => string.Join(Break, Parts(cell).Where(p => p.Length > 0));

    IEnumerable<string> Parts(OpenXmlElement parent)
    {
        foreach (var element in parent.ChildElements)
        {
            switch (element)
            {
                case Paragraph paragraph:
                    var boxes = new List<TextBoxContent>();
                    var content = text.Read(paragraph, boxes).Trim();
                    var marker = content.Length == 0 ? null : numbering.Next(paragraph);
                    foreach (var part in content.Split('\n'))
                    {
                        yield return Vietnamese.Squeeze(marker is null ? part : marker + " " + part);
                        marker = null;
                    }
                    foreach (var part in boxes.SelectMany(Parts)) yield return part;
                    break;
                case Table nested:
                    foreach (var row in Rows(nested))
                        yield return string.Join(" | ", row.Elements<TableCell>().Select(c => Read(c).Replace(Break, ' ')));
                    break;
                case SdtBlock or SdtContentBlock or CustomXmlBlock or InsertedRun:
                    foreach (var part in Parts(element)) yield return part;
                    break;
            }
        }
    }
}
