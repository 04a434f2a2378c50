namespace LienY.Writing.Tests;

public sealed class MarkupTests
{
    [Fact]
    public void Headings_lists_tables_and_articles_are_read()
    {
        var blocks = Markup.Read("# I. TÌNH HÌNH\r\n## Nhân lực\nĐã có đủ.\n- một\n- hai\n+ nhỏ\n| TT | Việc |\n|---:|:---:|\n| 1 | Họp |\n| 2 |\n> Số tạm tính\n**Đậm cả dòng**\nĐiều 1. Giao nhiệm vụ\n#không phải đề mục");
        Assert.Equal(new Heading(HeadingLevel.Roman, "TÌNH HÌNH", "I."), blocks[0]);
        Assert.Equal(new Heading(HeadingLevel.Arabic, "Nhân lực"), blocks[1]);
        Assert.Equal(new Paragraph("Đã có đủ."), blocks[2]);
        Assert.Equal(["một", "hai"], Assert.IsType<Bullets>(blocks[3]).Items);
        Assert.Equal("+", Assert.IsType<Bullets>(blocks[4]).Mark);
        var table = Assert.IsType<Table>(blocks[5]);
        Assert.Equal([Align.Right, Align.Center], table.Columns.Select(c => c.Align));
        Assert.Equal(["2", ""], table.Rows[1].Cells.Select(c => c.Text));
        Assert.Equal(new Note("Số tạm tính"), blocks[6]);
        Assert.True(Assert.IsType<Paragraph>(blocks[7]).Bold);
        Assert.Equal(new Paragraph("Giao nhiệm vụ") { Lead = "Điều 1." }, blocks[8]);
        Assert.Equal(new Paragraph("#không phải đề mục"), blocks[9]);
    }

    [Fact]
    public void Nothing_typed_is_nothing() => Assert.Empty(Markup.Read(" \n\n"));

    [Fact]
    public void A_decision_is_laid_out_with_who_decides_above_the_bases()
    {
        var docx = OfficialDocx.Write(Examples.Report() with
        {
            Type = DocumentType.Decision,
            Symbol = "QĐ-SYT",
            Addressees = [],
            Enacting = "Giám đốc Sở Y tế",
            Subject = "Về việc thành lập Tổ công tác",
            Body = Markup.Read("Điều 1. Thành lập Tổ công tác gồm các ông, bà có tên sau.\nĐiều 2. Quyết định này có hiệu lực từ ngày ký."),
        });
        Assert.Empty(Opened.Errors(docx));
        Assert.Empty(Nd30Check.Check(docx));
        var lines = Opened.Lines(docx).ToList();
        Assert.Equal(["GIÁM ĐỐC SỞ Y TẾ", "QUYẾT ĐỊNH:"], lines.Where(l => l is "GIÁM ĐỐC SỞ Y TẾ" or "QUYẾT ĐỊNH:"));
        Assert.Contains("Điều 2. Quyết định này có hiệu lực từ ngày ký./.", lines);
    }

    [Fact]
    public void Every_kind_of_paper_is_found_by_its_abbreviation()
    {
        Assert.Equal(DocumentType.Dispatch, DocumentType.Of("CV"));
        Assert.Equal(DocumentType.Invitation, DocumentType.Of("GM"));
        Assert.Null(DocumentType.Of("XX"));
    }
}
