using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace LienY.Reading;

/// <summary>Turns the body of a DOCX into lines: paragraphs, table rows with their cells, layout tables unfolded column by column.</summary>
sealed class DocxIntake
{
    readonly List<SourceLine> lines = [];
    readonly DocxNumbering numbering;
    readonly DocxText text;
    readonly ReadingLimits limits;
    string carried = "";

    DocxIntake(MainDocumentPart main, ReadingLimits limits)
    {
        this.limits = limits;
        numbering = new(main);
        text = new(numbering);
    }

    /// <summary>The lines of a DOCX; refuses bombs, macros, damaged and foreign archives.</summary>
    public static SourceText Open(ReadOnlyMemory<byte> bytes, ReadingLimits limits)
    {
        DocxGuard.Check(bytes, limits);
        try
        {
            using var stream = new MemoryStream(bytes.ToArray(), false);
            using var word = WordprocessingDocument.Open(stream, false);
            var main = word.MainDocumentPart ?? throw DocxGuard.Damaged();
            var intake = new DocxIntake(main, limits);
            intake.Walk(main.Document?.Body ?? throw DocxGuard.Damaged());
            intake.Notes(main);
            return OldEncodings.Whole("docx", intake.lines, intake.text.OldFont);
        }
        catch (Exception error) when (error is OpenXmlPackageException or InvalidDataException or System.Xml.XmlException or IOException
            or FormatException or InvalidOperationException or ArgumentException or NotSupportedException)
        {
            throw DocxGuard.Damaged();
        }
    }

    void Walk(OpenXmlElement parent)
    {
        foreach (var element in parent.ChildElements)
        {
            switch (element)
            {
                case Paragraph paragraph: Emit(paragraph); break;
                case Table table: Emit(table); break;
                case DeletedRun or MoveFromRun or SectionProperties: break;
                case SdtBlock or SdtContentBlock or CustomXmlBlock or InsertedRun: Walk(element); break;
                case AlternateContent alternate:
                    Walk(alternate.GetFirstChild<AlternateContentChoice>() as OpenXmlElement ?? alternate);
                    break;
            }
        }
    }

    void Emit(Paragraph paragraph)
    {
        var boxes = new List<TextBoxContent>();
        var content = carried + text.Read(paragraph, boxes);
        carried = "";
        if (paragraph.ParagraphProperties?.ParagraphMarkRunProperties?.GetFirstChild<Deleted>() is not null)
        {
            // A deleted paragraph mark joins this paragraph to the next.
            carried = content;
            return;
        }
        var marker = content.Trim().Length == 0 ? null : numbering.Next(paragraph);
        var bold = Bold(paragraph);
        var heading = numbering.HeadingLevel(paragraph);
        var centred = paragraph.ParagraphProperties?.Justification?.Val?.Value == JustificationValues.Center;
        foreach (var box in boxes) Walk(box);
        var parts = Soft(content, centred || bold);
        for (var i = 0; i < parts.Count; i++)
            Add(i == 0 && marker is not null ? marker + " " + parts[i].TrimStart() : parts[i], null, heading, bold);
    }

    // A soft break parts lines of a centred or bold block and of lists typed by hand; in running text it is a space.
    static List<string> Soft(string content, bool block)
    {
        var parts = new List<string>();
        foreach (var part in content.Split('\n'))
        {
            if (parts.Count == 0 || block || Marker.Find(part.Trim()) is not null || parts[^1].TrimEnd().EndsWith(';')) parts.Add(part);
            else parts[^1] = parts[^1].TrimEnd() + " " + part.TrimStart();
        }
        return parts;
    }

    bool Bold(Paragraph paragraph)
    {
        var runs = paragraph.Descendants<Run>().Where(r => r.InnerText.Trim().Length > 0).ToList();
        return runs.Count > 0 && (numbering.StyleBold(paragraph) || runs.TrueForAll(r => r.RunProperties?.Bold is { } b && (b.Val is null || b.Val.Value)));
    }

    void Emit(Table table)
    {
        var rows = DocxCell.Rows(table).Where(r => r.TableRowProperties?.GetFirstChild<Deleted>() is null).ToList();
        var columns = rows.Count == 0 ? 0 : rows.Max(r => Cells(r).Count());
        if (IsLayout(table, rows.Count, columns))
        {
            for (var column = 0; column < columns; column++)
                foreach (var row in rows)
                    if (Cells(row).ElementAtOrDefault(column) is { } cell) Walk(cell);
            return;
        }
        foreach (var row in rows) Emit(row);
        Add("", null, 0, false);
    }

    static IEnumerable<TableCell> Cells(TableRow row) => row.ChildElements.SelectMany(e => e switch
    {
        TableCell cell => [cell],
        SdtCell wrapped => wrapped.Descendants<TableCell>(),
        _ => Enumerable.Empty<TableCell>(),
    });

    static bool IsLayout(Table table, int rows, int columns)
    {
        if (columns <= 1) return true;
        if (rows > 6 || columns > 3) return false;
        var folded = Vietnamese.Fold(table.InnerText);
        return folded.Contains("cong hoa xa hoi", StringComparison.Ordinal) || folded.Contains("noi nhan", StringComparison.Ordinal)
            || folded.Contains("doc lap", StringComparison.Ordinal) || Lines.SignsThere(folded) && !folded.Contains("noi dung", StringComparison.Ordinal) && !folded.Contains("ho va ten", StringComparison.Ordinal);
    }

    void Emit(TableRow row)
    {
        var cells = new List<SourceCell>();
        var before = row.TableRowProperties?.GetFirstChild<GridBefore>()?.Val?.Value ?? 0;
        for (var i = 0; i < Math.Min(before, 60); i++) cells.Add(new(""));
        foreach (var cell in Cells(row))
        {
            var properties = cell.TableCellProperties;
            var span = Math.Clamp(properties?.GridSpan?.Val?.Value ?? 1, 1, 60);
            var merge = properties?.VerticalMerge;
            var above = merge is not null && merge.Val?.Value != MergedCellValues.Restart;
            cells.Add(new(above ? "" : CellText(cell), span, above));
        }
        var raw = string.Join('\t', cells.SelectMany(c => Enumerable.Repeat("", c.Span - 1).Prepend(c.Text)));
        Add(raw, cells, 0, false);
    }

    string CellText(TableCell cell)
    {
        var inner = new DocxCell(numbering, text);
        return inner.Read(cell);
    }

    void Notes(MainDocumentPart main)
    {
        var notes = main.FootnotesPart?.Footnotes?.Elements<Footnote>().Where(n => n.Type is null).ToList() ?? [];
        var number = 0;
        foreach (var note in notes)
        {
            number++;
            var content = string.Join(' ', note.Elements<Paragraph>().Select(p => text.Read(p, []).Replace('\n', ' ').Trim()));
            if (content.Length > 0) Add($"[{number}] {content}", null, 0, false);
        }
    }

    void Add(string raw, IReadOnlyList<SourceCell>? cells, int heading, bool strong)
    {
        if (lines.Count >= limits.Lines)
            throw new ReadingRefusal("too-many-lines", $"Văn bản có hơn {limits.Lines} dòng.", "Hãy tách tệp rồi nhập từng phần.");
        lines.Add(new(lines.Count + 1, raw.Normalize(NormalizationForm.FormC), cells?.Select(c => c with { Text = c.Text.Normalize(NormalizationForm.FormC) }).ToList(), heading, strong));
    }
}
