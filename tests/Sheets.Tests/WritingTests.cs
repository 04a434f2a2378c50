using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;

namespace LienY.Sheets.Tests;

/// <summary>What stands in a written workbook.</summary>
public sealed class WritingTests
{
    static readonly Column[] Columns =
    [
        "Nội dung", new("Số quyết định", ColumnKind.Text), new("Giá trị", ColumnKind.Number, 1), new("Tỷ lệ", ColumnKind.Percent, 1), new("Hạn", ColumnKind.Day), new("Kinh phí", ColumnKind.Money), "Nguồn", "Xong",
    ];

    static MemoryStream Written(params object?[][] rows)
    {
        var file = new MemoryStream();
        Workbook.Write(file, [new("Chỉ tiêu", Columns, rows)]);
        file.Position = 0;
        return file;
    }

    static MemoryStream Sample() => Written(
        ["Tỷ lệ tiêm chủng đầy đủ \u0001 <&\"> 🏥 _x0041_", "0012/QĐ-UBND", 1320.5m, 24.4m, new DateOnly(2026, 2, 28), 5_000_000_000L, new Link("Biên bản", "https://lieny.example/facts/1?a=1&b=2"), true],
        ["=HYPERLINK(\"http://xấu\")", "+84", -5, null, new DateTime(2026, 2, 28, 7, 30, 0), null, new Link("x", "javascript:alert(1)"), false],
        ["@SUM(A1)", "-1", 0.1 + 0.2, 100, new DateOnly(1890, 5, 19), 12, "\tx", 9_999_999_999_999_999m]);

    [Fact]
    public void A_workbook_is_valid_office_open_xml()
    {
        using var book = SpreadsheetDocument.Open(Sample(), false);
        var faults = new OpenXmlValidator(FileFormatVersions.Office2019).Validate(book).Select(e => $"{e.Path?.XPath}: {e.Description}");
        Assert.Empty(faults);
    }

    [Fact]
    public void An_empty_table_is_valid_too()
    {
        using var book = SpreadsheetDocument.Open(Written(), false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(book).Select(e => e.Description));
    }

    [Fact]
    public void No_text_becomes_a_formula()
    {
        using var book = SpreadsheetDocument.Open(Sample(), false);
        var sheet = book.WorkbookPart!.WorksheetParts.Single().Worksheet;
        Assert.Empty(sheet.Descendants<CellFormula>());
        var formats = book.WorkbookPart.WorkbookStylesPart!.Stylesheet.CellFormats!.Elements<CellFormat>().ToList();
        var dangerous = sheet.Descendants<DocumentFormat.OpenXml.Spreadsheet.Cell>().Where(c => c.InnerText is ['=' or '+' or '@' or '-' or '\t', ..] && c.DataType?.Value == CellValues.InlineString).ToList();
        Assert.Equal(5, dangerous.Count);
        Assert.All(dangerous, c => Assert.True(formats[(int)c.StyleIndex!.Value].QuotePrefix?.Value));
    }

    [Fact]
    public void The_head_is_frozen_bold_and_has_a_filter_over_all_rows()
    {
        using var book = SpreadsheetDocument.Open(Sample(), false);
        var sheet = book.WorkbookPart!.WorksheetParts.Single().Worksheet;
        Assert.Equal(PaneStateValues.Frozen, sheet.Descendants<Pane>().Single().State!.Value);
        Assert.Equal("A1:H4", sheet.Descendants<AutoFilter>().Single().Reference!.Value);
        var head = sheet.Descendants<Row>().First().Elements<DocumentFormat.OpenXml.Spreadsheet.Cell>().First();
        var styles = book.WorkbookPart.WorkbookStylesPart!.Stylesheet;
        var font = styles.Fonts!.Elements<Font>().ElementAt((int)styles.CellFormats!.Elements<CellFormat>().ElementAt((int)head.StyleIndex!.Value).FontId!.Value);
        Assert.NotNull(font.Bold);
    }

    [Fact]
    public void Days_numbers_and_percentages_are_kept_as_such()
    {
        using var book = WorkbookReader.Open(Sample());
        var rows = book.Rows().ToList();
        Assert.Equal("Tỷ lệ tiêm chủng đầy đủ  <&\"> 🏥 _x0041_", rows[1][0].Text);
        Assert.Equal("0012/QĐ-UBND", rows[1][1].Text);
        Assert.Equal(1320.5m, rows[1][2].Number);
        Assert.Equal((0.244m, true), (rows[1][3].Number!.Value, rows[1][3].IsPercent));
        Assert.Equal(new DateOnly(2026, 2, 28), rows[1][4].Day);
        Assert.Equal(5_000_000_000m, rows[1][5].Number);
        Assert.Equal("TRUE", rows[1][7].Text);
        Assert.Equal(new DateTime(2026, 2, 28, 7, 30, 0), rows[2][4].Moment);
        Assert.Equal(0.3m, rows[3][2].Number);
        Assert.Equal("19/05/1890", rows[3][4].Text);
        Assert.Equal("9999999999999999", rows[3][7].Text);
    }

    [Fact]
    public void Only_addresses_of_the_web_become_links()
    {
        using var book = SpreadsheetDocument.Open(Sample(), false);
        Assert.Equal("https://lieny.example/facts/1?a=1&b=2", Assert.Single(book.WorkbookPart!.WorksheetParts.Single().HyperlinkRelationships).Uri.AbsoluteUri);
    }

    [Fact]
    public void Rows_beyond_a_sheet_go_on_in_the_next_and_names_are_made_fit()
    {
        var file = new MemoryStream();
        var rows = Enumerable.Range(1, 25).Select(n => new object?[] { n });
        Workbook.Write(file, [new("Kế hoạch [2026]: rất rất dài, hơn ba mươi mốt chữ", ["N"], rows), new("Kế hoạch [2026]: rất rất dài, hơn bốn mươi chữ", ["N"], [])], rowsPerSheet: 10);
        file.Position = 0;
        using var book = WorkbookReader.Open(file);
        Assert.Equal(4, book.SheetNames.Count);
        Assert.Equal(4, book.SheetNames.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(book.SheetNames, n => Assert.True(n.Length <= 31 && n.AsSpan().IndexOfAny("[]:*?/\\") < 0, n));
        Assert.Equal(25m, book.Rows(book.SheetNames[2]).Last()[0].Number);
        Assert.Equal(28, book.SheetNames.Sum(n => book.Rows(n).Count()) - 1);
        using var valid = SpreadsheetDocument.Open(file, false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(valid).Select(e => e.Description));
    }

    [Fact]
    public void Memory_does_not_grow_with_the_rows()
    {
        var (early, late) = (0L, 0L);
        IEnumerable<object?[]> Rows()
        {
            for (var n = 1; n <= 100_000; n++)
            {
                if (n == 5_000) early = GC.GetTotalMemory(forceFullCollection: true);
                if (n == 100_000) late = GC.GetTotalMemory(forceFullCollection: true);
                yield return [$"Trạm Y tế xã số {n}", n, n / 3m, new DateOnly(2026, 1, 1).AddDays(n % 365)];
            }
        }
        Workbook.Write(Stream.Null, [new("Đơn vị", ["Tên", "Số", new("Tỷ lệ", ColumnKind.Percent, 1), "Ngày"], Rows())]);
        Assert.True(late - early < 4 << 20, $"{late - early} bytes more");
    }

    [Fact]
    public void Separated_text_is_for_the_spreadsheet_of_a_vietnamese_machine()
    {
        var file = new MemoryStream();
        Separated.Write(file, ["Tên", "Tỷ lệ; %"], [["=1+1", 24.4m], ["a\"b", new DateOnly(2026, 2, 1)], [null, -3]]);
        Assert.Equal("\uFEFFTên;\"Tỷ lệ; %\"\r\n'=1+1;24,4\r\n\"a\"\"b\";01/02/2026\r\n;-3\r\n", System.Text.Encoding.UTF8.GetString(file.ToArray()));
    }
}
