using System.IO.Compression;

namespace LienY.Writing.Tests;

public sealed class DocxTemplateTests
{
    static readonly TemplateFields Fields = new(["ten", "noi_dung", "can_cu"], new Dictionary<string, IReadOnlyCollection<string>> { ["chitieu"] = ["tt", "ten"], ["noi_nhan"] = ["ten"] });

    static byte[] Template(string body) => Opened.Altered(OfficialDocx.Write(Examples.Minutes()), "word/document.xml", xml =>
        xml[..xml.IndexOf("<w:body>", StringComparison.Ordinal)] + "<w:body>" + body + "<w:p><w:r><w:t>hết</w:t></w:r></w:p></w:body></w:document>");

    static string P(params string[] runs) => "<w:p>" + string.Concat(runs.Select(r => $"<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">{r}</w:t></w:r>")) + "</w:p>";

    static TemplateValues Values(int rows = 2, string text = "Sở Y tế") => new(new Dictionary<string, string> { ["ten"] = text, ["noi_dung"] = "Một\nHai", ["can_cu"] = "" },
        new Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>>
        {
            ["chitieu"] = [.. Enumerable.Range(1, rows).Select(i => new Dictionary<string, string> { ["tt"] = $"{i}", ["ten"] = $"Chỉ tiêu {i}" })],
            ["noi_nhan"] = [new Dictionary<string, string> { ["ten"] = "Như trên" }, new Dictionary<string, string> { ["ten"] = "Sở Nội vụ" }],
        });

    static string[] Filled(string body, TemplateValues? values = null)
    {
        var made = new DocxTemplate(Template(body)).Fill(Fields, values ?? Values());
        Assert.Empty(Opened.Errors(made));
        return [.. Opened.Lines(made)];
    }

    [Theory]
    [InlineData("{{ten}}")]
    [InlineData("{", "{ten}}")]
    [InlineData("{{", "t", "e", "n", "}", "}")]
    [InlineData("{{ te", "n }}")]
    public void Placeholder_is_filled_however_Word_has_split_its_runs(params string[] runs) => Assert.Equal(["Của Sở Y tế nhé", "hết"], Filled(P(["Của ", .. runs, " nhé"])));

    [Fact]
    public void Two_placeholders_in_one_run_and_one_across_runs_are_all_filled() => Assert.Equal(["a Sở Y tế b Sở Y tế c Sở Y tế", "hết"], Filled(P("a {{ten}} b {{ten}} c {{t", "en}}")));

    [Fact]
    public void Spelling_marks_and_bookmarks_between_the_runs_do_no_harm() => Assert.Equal(["Sở Y tế", "hết"], Filled(
        "<w:p><w:proofErr w:type=\"spellStart\"/><w:r><w:t>{{</w:t></w:r><w:bookmarkStart w:id=\"1\" w:name=\"a\"/><w:r><w:t>ten</w:t></w:r><w:bookmarkEnd w:id=\"1\"/><w:r><w:t>}}</w:t></w:r></w:p>"));

    [Fact]
    public void Capitals_print_capitals() => Assert.Equal(["SỞ Y TẾ", "hết"], Filled(P("{{TEN}}")));

    [Fact]
    public void Text_of_lines_alone_in_its_paragraph_makes_paragraphs_and_an_empty_one_none() =>
        Assert.Equal(["Một", "Hai", "hết"], Filled(P("{{noi_dung}}") + P("{{can_cu}}")));

    [Fact]
    public void Row_repeats_for_every_row_and_says_so_where_there_is_none()
    {
        const string table = "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w=\"100\"/><w:gridCol w:w=\"100\"/></w:tblGrid><w:tr><w:tc><w:p><w:r><w:t>TT</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr>"
            + "<w:tr><w:tc><w:p><w:r><w:t>{{chitieu.tt}}</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>{{chi</w:t></w:r><w:r><w:t>tieu.ten}}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
        Assert.Equal(["TT", "1", "Chỉ tiêu 1", "2", "Chỉ tiêu 2", "3", "Chỉ tiêu 3", "hết"], Filled(table, Values(3)));
        Assert.Equal(["TT", "–", "–", "hết"], Filled(table, Values(0)));
    }

    [Fact]
    public void Paragraph_outside_a_table_repeats_too() => Assert.Equal(["- Như trên;", "- Sở Nội vụ;", "hết"], Filled(P("- {{noi_nhan.ten}};")));

    [Fact]
    public void Content_control_by_its_tag_is_filled_and_a_foreign_one_left() => Assert.Equal(["A Sở Y tế", "ngày nào", "hết"], Filled(
        "<w:p><w:r><w:t xml:space=\"preserve\">A </w:t></w:r><w:sdt><w:sdtPr><w:tag w:val=\"ten\"/></w:sdtPr><w:sdtContent><w:r><w:t>Bấm để</w:t></w:r><w:r><w:t> nhập</w:t></w:r></w:sdtContent></w:sdt></w:p>"
        + "<w:sdt><w:sdtPr><w:tag w:val=\"ngay\"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>ngày nào</w:t></w:r></w:p></w:sdtContent></w:sdt>"));

    [Theory]
    [InlineData("Tên: {{te}}", "{{te}}", TemplateTrouble.Unknown)]
    [InlineData("{{chitieu.gia}}", "{{chitieu.gia}}", TemplateTrouble.Unknown)]
    [InlineData("Tên: {{ten}", "{{ten}", TemplateTrouble.Unclosed)]
    [InlineData("{{chitieu.tt}} {{noi_nhan.ten}}", "chitieu, noi_nhan", TemplateTrouble.TwoTables)]
    public void Bad_placeholder_is_named_with_its_paragraph(string words, string placeholder, TemplateTrouble trouble)
    {
        var fault = Assert.Single(new DocxTemplate(Template(P("đầu") + P(words))).Check(Fields));
        Assert.Equal((placeholder, 2, words, trouble), (fault.Placeholder, fault.Paragraph, fault.Words, fault.Trouble));
        Assert.Throws<TemplateRefused>(() => new DocxTemplate(Template(P(words))).Fill(Fields, Values()));
    }

    [Fact]
    public void Same_values_give_the_same_bytes() =>
        Assert.Equal(new DocxTemplate(Template(P("{{ten}}"))).Fill(Fields, Values()), new DocxTemplate(Template(P("{{ten}}"))).Fill(Fields, Values()));

    [Fact]
    public void Value_cannot_become_a_placeholder_or_a_tag() => Assert.Equal(["{{can_cu}} <w:p>&", "hết"], Filled(P("{{ten}}"), Values(text: "{{can_cu}} <w:p>&\u0001")));

    [Fact]
    public void File_that_could_do_harm_is_refused()
    {
        var plain = Template(P("{{ten}}"));
        Assert.Equal("not-word", Assert.Throws<TemplateRefused>(() => new DocxTemplate("%PDF-1.7"u8.ToArray())).Code);
        Assert.Equal("macros", Assert.Throws<TemplateRefused>(() => new DocxTemplate(With(plain, "word/vbaProject.bin", "x"))).Code);
        Assert.Equal("external", Assert.Throws<TemplateRefused>(() => new DocxTemplate(Opened.Altered(plain, "word/_rels/document.xml.rels", xml => xml.Replace("</Relationships>",
            "<Relationship Id=\"x\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate\" Target=\"http://example.invalid/a.dotm\" TargetMode=\"External\"/></Relationships>",
            StringComparison.Ordinal)))).Code);
        Assert.Equal("not-word", Assert.Throws<TemplateRefused>(() => new DocxTemplate(Opened.Altered(plain, "word/document.xml", _ => "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"))).Code);
    }

    static byte[] With(byte[] docx, string name, string content)
    {
        using var memory = new MemoryStream();
        memory.Write(docx);
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Update, leaveOpen: true))
        {
            using var writer = new StreamWriter(zip.CreateEntry(name).Open());
            writer.Write(content);
        }
        return memory.ToArray();
    }
}
