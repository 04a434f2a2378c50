using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace LienY.Sheets.Tests;

/// <summary>What uploads give, good and bad.</summary>
public sealed class ReadingTests
{
    const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const string Strict = "http://purl.oclc.org/ooxml/spreadsheetml/main";

    static MemoryStream Book(string sheet, string? shared = null, string? styles = null, string ns = Main, string book = "")
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            void Put(string path, string xml)
            {
                using var entry = zip.CreateEntry(path).Open();
                entry.Write(Encoding.UTF8.GetBytes(xml));
            }
            const string Rel = "http://schemas.openxmlformats.org/package/2006/relationships";
            Put("_rels/.rels", $"<Relationships xmlns=\"{Rel}\"><Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"/xl/book.xml\"/></Relationships>");
            Put("xl/book.xml", $"<workbook xmlns=\"{ns}\" xmlns:r=\"urn:r\">{book}<sheets><sheet name=\"Một\" sheetId=\"1\" r:id=\"q\"/></sheets></workbook>");
            Put("xl/_rels/book.xml.rels", $"<Relationships xmlns=\"{Rel}\"><Relationship Id=\"q\" Type=\"x/worksheet\" Target=\"worksheets/one.xml\"/><Relationship Id=\"s\" Type=\"x/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"t\" Type=\"x/styles\" Target=\"../xl/styles.xml\"/></Relationships>");
            Put("xl/worksheets/one.xml", $"<worksheet xmlns=\"{ns}\"><sheetData>{sheet}</sheetData></worksheet>");
            if (shared is not null) Put("xl/sharedStrings.xml", $"<sst xmlns=\"{ns}\">{shared}</sst>");
            if (styles is not null) Put("xl/styles.xml", $"<styleSheet xmlns=\"{ns}\">{styles}</styleSheet>");
        }
        file.Position = 0;
        return file;
    }

    static List<TableRow> Rows(Stream file, TableLimits? limits = null) => [.. TableReader.Rows(file, limits)];

    [Theory]
    [InlineData(Main)]
    [InlineData(Strict)]
    public void Shared_inline_and_formula_texts_dates_percentages_and_gaps_are_read(string ns)
    {
        var rows = Rows(Book(
            """
            <row r="3"><c r="B3" t="s"><v>1</v></c><c r="D3" t="inlineStr"><is><r><t>Phú </t></r><r><t>Quốc</t></r></is></c><c r="E3" t="str"><f>A1</f><v>kết quả</v></c></row>
            <row><c s="1"><v>45716</v></c><c s="2"><v>45716.75</v></c><c s="3"><v>0.244</v></c><c><v>110.00000000000001</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c s="4"><v>0.5</v></c><c s="5"><v>7</v></c></row>
            <row r="9"/>
            """,
            "<si><t>không dùng</t></si><si><r><t>Trạm </t></r><r><t>Y tế</t></r><rPh sb=\"0\" eb=\"1\"><t>phiên âm</t></rPh></si>",
            """
            <numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy\ hh:mm"/><numFmt numFmtId="171" formatCode="[h]:mm"/><numFmt numFmtId="172" formatCode="&quot;ngày&quot; #,##0 [Red]"/></numFmts>
            <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="10"/><xf numFmtId="171"/><xf numFmtId="172"/></cellXfs>
            """, ns));
        Assert.Equal([3, 4], rows.Select(r => r.Number));
        Assert.Equal(["", "Trạm Y tế", "", "Phú Quốc", "kết quả"], rows[0].Texts);
        Assert.Equal(["2025-02-28", "2025-02-28 18:00:00", "0.244", "110", "TRUE", "#N/A", "12:00:00", "7"], rows[1].Texts);
        Assert.Equal(new DateOnly(2025, 2, 28), rows[1][0].Day);
        Assert.True(rows[1][2].IsPercent);
        Assert.Equal(7m, rows[1][7].Number);
    }

    [Theory]
    [InlineData("", 1, "1900-01-01")]
    [InlineData("", 59, "1900-02-28")]
    [InlineData("", 61, "1900-03-01")]
    [InlineData("<workbookPr date1904=\"1\"/>", 1, "1904-01-02")]
    public void Days_count_as_spreadsheets_count_them(string book, int serial, string day) =>
        Assert.Equal(day, Rows(Book($"<row><c s=\"0\"><v>{serial}</v></c></row>", null, "<cellXfs><xf numFmtId=\"14\"/></cellXfs>", Main, book))[0][0].Text);

    [Fact]
    public void What_is_written_is_read_again()
    {
        var cell = Gen.OneOf(
            ArbMap.Default.GeneratorFor<NonNull<string>>().Select(s => (object?)new string([.. s.Get.Where(c => !char.IsSurrogate(c) && (c >= ' ' || c is '\n' or '\t'))])),
            ArbMap.Default.GeneratorFor<int>().Select(n => (object?)n), Gen.Choose(700_000, 800_000).Select(n => (object?)DateOnly.FromDayNumber(n)), Gen.Constant((object?)"_x0009_ê"), Gen.Constant((object?)null));
        Prop.ForAll(Gen.ListOf(Gen.ArrayOf(cell, 3)).ToArbitrary(), rows =>
        {
            var file = new MemoryStream();
            Workbook.Write(file, [new("Một", ["a", "b", "c"], rows)]);
            file.Position = 0;
            var want = rows.Select(r => r.Select(Said).ToList()).Where(r => r.Exists(t => !string.IsNullOrWhiteSpace(t))).ToList();
            var got = Rows(file).Skip(1).Select(r => Enumerable.Range(0, 3).Select(i => r[i].Text ?? "").ToList()).ToList();
            return want.Count == got.Count && want.Zip(got).All(p => p.First.SequenceEqual(p.Second));
        }).QuickCheckThrowOnFailure();
    }

    static string Said(object? value) => value switch
    {
        null => "",
        DateOnly day => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        int n => n.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => (string)value,
    };

    [Fact]
    public void A_file_that_swells_is_refused_before_it_swells()
    {
        var bomb = Book("<row><c t=\"inlineStr\"><is><t>" + new string('a', 60 << 20) + "</t></is></c></row>");
        Assert.True(bomb.Length < 1 << 20);
        Assert.Equal("too-large", Assert.Throws<TableFault>(() => Rows(bomb)).Code);
    }

    [Fact]
    public void A_file_that_lies_about_its_size_is_refused_too()
    {
        var bytes = Book("<row><c t=\"inlineStr\"><is><t>" + new string('a', 60 << 20) + "</t></is></c></row>").ToArray();
        // The stated length stands in the directory at the end of the file, 24 bytes after each entry's mark.
        for (var i = 0; i < bytes.Length - 46; i++)
            if (bytes.AsSpan(i, 4).SequenceEqual("PK\x01\x02"u8) && BitConverter.ToUInt32(bytes, i + 24) > 1 << 20) BitConverter.TryWriteBytes(bytes.AsSpan(i + 24, 4), 1000u);
        var fault = Assert.Throws<TableFault>(() => Rows(new MemoryStream(bytes)));
        Assert.Contains(fault.Code, new[] { "too-large", "broken" });
    }

    [Fact]
    public void Too_many_rows_columns_or_letters_are_refused()
    {
        Assert.Equal("too-large", Assert.Throws<TableFault>(() => Rows(Book("<row r=\"2000000\"><c><v>1</v></c></row>"))).Code);
        Assert.Equal("too-large", Assert.Throws<TableFault>(() => Rows(Book("<row r=\"1\"><c r=\"ZZZZ1\"><v>1</v></c></row>"))).Code);
        Assert.Equal("too-large", Assert.Throws<TableFault>(() => Rows(Book($"<row><c t=\"inlineStr\"><is><t>{new string('a', 40_000)}</t></is></c></row>"))).Code);
        Assert.Equal("too-large", Assert.Throws<TableFault>(() => Rows(Book("<row/>", "<si><t>dài</t></si>"), new() { SharedCharacters = 5 })).Code);
        Assert.Equal("too-large", Assert.Throws<TableFault>(() => Rows(new MemoryStream(new byte[100]), new() { FileBytes = 99 })).Code);
    }

    [Fact]
    public void An_entity_is_not_expanded() =>
        Assert.Equal("broken", Assert.Throws<TableFault>(() => Rows(Book("<row/>", "</sst><!DOCTYPE x [<!ENTITY a \"b\">]><sst>"))).Code);

    [Fact]
    public void Other_files_are_refused_with_what_to_do()
    {
        Assert.Equal("empty", Assert.Throws<TableFault>(() => Rows(new MemoryStream())).Code);
        Assert.Equal("old-excel", Assert.Throws<TableFault>(() => Rows(new MemoryStream([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0]))).Code);
        Assert.Equal("not-a-table", Assert.Throws<TableFault>(() => Rows(new MemoryStream([0x89, 0x50, 0x4E, 0x47, 0, 0, 0, 0]))).Code);
        Assert.Equal("broken", Assert.Throws<TableFault>(() => Rows(new MemoryStream([.. "PK\x03\x04"u8, .. new byte[50]]))).Code);
        var whole = Book("<row><c><v>1</v></c></row>").ToArray();
        Assert.Equal("broken", Assert.Throws<TableFault>(() => Rows(new MemoryStream(whole[..^30]))).Code);
        Assert.Equal("broken", Assert.Throws<TableFault>(() => Rows(Book("<row><c t=\"s\"><v>7</v></c></row>"))).Code);
        Assert.Equal("broken", Assert.Throws<TableFault>(() => Rows(Book("<row><c><v>một</v></c></row>"))).Code);
    }

    [Theory]
    [InlineData("mã;tên\r\n01;\"Trạm Y tế\nxã \"\"Một\"\"\"\r\n\r\n02;Hai", false)]
    [InlineData("mã,tên\n01,\"Trạm Y tế\nxã \"\"Một\"\"\"\n,\n02,Hai\n", true)]
    [InlineData("mã\ttên\n01\t\"Trạm Y tế\nxã \"\"Một\"\"\"\n02\tHai", true)]
    public void Separated_text_is_read_whatever_separates_it(string text, bool mark)
    {
        var rows = Rows(new MemoryStream([.. mark ? Encoding.UTF8.Preamble : [], .. Encoding.UTF8.GetBytes(text)]));
        Assert.Equal(3, rows.Count);
        Assert.Equal(["mã", "tên"], rows[0].Texts);
        Assert.Equal(["01", "Trạm Y tế\nxã \"Một\""], rows[1].Texts);
        Assert.Equal("Hai", rows[2][1].Text);
    }
}
