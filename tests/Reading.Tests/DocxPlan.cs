using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace LienY.Reading.Tests;

/// <summary>Builds a DOCX plan the way Word writes one.</summary>
sealed class DocxPlan
{
    readonly MemoryStream stream = new();
    readonly WordprocessingDocument word;
    readonly Body body = new();

    public DocxPlan()
    {
        word = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document);
        word.AddMainDocumentPart().Document = new Document(body);
        var numbering = word.MainDocumentPart!.AddNewPart<NumberingDefinitionsPart>();
        numbering.Numbering = new Numbering(
            new AbstractNum(Level(0, NumberFormatValues.UpperRoman, "%1."), Level(1, NumberFormatValues.Decimal, "%2."), Level(2, NumberFormatValues.Bullet, "-")) { AbstractNumberId = 1 },
            new NumberingInstance(new AbstractNumId { Val = 1 }) { NumberID = 1 });
    }

    static Level Level(int at, NumberFormatValues format, string text) =>
        new(new StartNumberingValue { Val = 1 }, new NumberingFormat { Val = format }, new LevelText { Val = text }) { LevelIndex = at };

    public static Paragraph Par(string text, int? level = null, bool bold = false)
    {
        var run = new Run();
        if (bold) run.RunProperties = new RunProperties(new Bold());
        foreach (var part in text.Split('\n'))
        {
            if (run.Elements<Text>().Any()) run.Append(new Break());
            run.Append(new Text(part) { Space = SpaceProcessingModeValues.Preserve });
        }
        var paragraph = new Paragraph(run);
        if (level is { } l) paragraph.ParagraphProperties = new ParagraphProperties(new NumberingProperties(new NumberingLevelReference { Val = l }, new NumberingId { Val = 1 }));
        return paragraph;
    }

    public DocxPlan Add(params OpenXmlElement[] elements)
    {
        body.Append(elements);
        return this;
    }

    public DocxPlan Line(string text, int? level = null, bool bold = false) => Add(Par(text, level, bold));

    /// <summary>A cell; span joins columns, merge is "start" or "go on" downwards.</summary>
    public static TableCell Cell(string text, int span = 1, string? merge = null)
    {
        var properties = new TableCellProperties();
        if (span > 1) properties.Append(new GridSpan { Val = span });
        if (merge is not null) properties.Append(new VerticalMerge { Val = merge == "start" ? MergedCellValues.Restart : MergedCellValues.Continue });
        var cell = new TableCell(properties);
        foreach (var part in text.Split('|')) cell.Append(Par(part));
        return cell;
    }

    public static Table Grid(params TableRow[] rows) => new([new TableProperties(), new TableGrid(), .. rows]);

    public static TableRow Row(params TableCell[] cells) => new(cells.Cast<OpenXmlElement>());

    public static TableRow Row(params string[] cells) => Row([.. cells.Select(c => Cell(c))]);

    /// <summary>Letterhead in a table without borders: issuer left, quốc hiệu right.</summary>
    public DocxPlan Head(string parent, string issuer, string number, string placeDate) => Add(Grid(
        Row(Cell($"{parent}|{issuer}|Số: {number}"), Cell($"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập - Tự do - Hạnh phúc|{placeDate}"))));

    public DocxPlan Foot(string recipients, string signature) => Add(Grid(Row(Cell("Nơi nhận:|" + recipients), Cell(signature))));

    public MainDocumentPart Main => word.MainDocumentPart!;

    public byte[] Bytes()
    {
        word.Dispose();
        return stream.ToArray();
    }

    public PlanReading Read() => PlanReader.Read(Bytes(), "ke-hoach.docx");

    /// <summary>A plan with letterhead, outline, duties and signature, ready for a table in the middle.</summary>
    public static DocxPlan Usual(params OpenXmlElement[] middle) => new DocxPlan()
        .Head("UBND TỈNH CAO BẰNG", "SỞ Y TẾ", "12/KH-SYT", "Cao Bằng, ngày 15 tháng 01 năm 2025")
        .Line("KẾ HOẠCH", bold: true).Line("Hợp tác y tế năm 2025", bold: true)
        .Line("Căn cứ Quyết định số 05/QĐ-UBND ngày 02/01/2025 của UBND tỉnh;")
        .Line("MỤC TIÊU", 0).Line("Tỷ lệ trạm y tế có bác sĩ đạt 90% trở lên.", 2)
        .Line("NỘI DUNG", 0).Line("Đào tạo", 1).Line("Tổ chức 04 lớp tập huấn cấp cứu.", 2)
        .Add(middle)
        .Line("TỔ CHỨC THỰC HIỆN", 0).Line("Phòng Nghiệp vụ Y: Đầu mối triển khai.", 1)
        .Foot("- UBND tỉnh;|- Lưu: VT.", "KT. GIÁM ĐỐC|PHÓ GIÁM ĐỐC||Nông Văn Bình");
}
