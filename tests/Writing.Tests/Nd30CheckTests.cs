namespace LienY.Writing.Tests;

public sealed class Nd30CheckTests
{
    static readonly byte[] Report = OfficialDocx.Write(Examples.Report());

    [Theory]
    [InlineData("le", "w:left=\"1701\"", "w:left=\"1134\"")]
    [InlineData("le", "w:bottom=\"1134\"", "w:bottom=\"1500\"")]
    [InlineData("kho-giay", "w:w=\"11906\"", "w:w=\"12240\"")]
    [InlineData("so-trang-dau", "<w:titlePg />", "")]
    [InlineData("quoc-hieu", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "CỘNG HOÀ")]
    [InlineData("tieu-ngu", "Độc lập - Tự do", "Độc lập – Tự do")]
    [InlineData("co-quan", ">SỞ Y TẾ<", ">Sở Y tế<")]
    [InlineData("so-ky-hieu", "Số: 05/BC-SYT<", "Số: 5/BC-SYT<")]
    [InlineData("ngay", "ngày 09 tháng 02", "ngày 9 tháng 2")]
    [InlineData("ten-loai", ">BÁO CÁO<", ">THƯ NGỎ<")]
    [InlineData("ket-thuc", "./.", ".")]
    [InlineData("noi-nhan", ">Nơi nhận:<", ">Kính chuyển:<")]
    [InlineData("noi-nhan", "- Như trên;", "- Như trên,")]
    [InlineData("luu", "- Lưu: VT, NVY.", "- Bộ phận văn thư;")]
    [InlineData("phu-luc", "PHỤ LỤC II<", "PHỤ LỤC IV<")]
    [InlineData("kem-theo", "(Kèm theo", "(Trích từ")]
    [InlineData("dau-bang", "<w:tblHeader />", "")]
    public void A_departure_in_the_document_is_named(string rule, string from, string to) =>
        Assert.Contains(rule, Rules(Opened.Altered(Report, "word/document.xml", xml => xml.Replace(from, to, StringComparison.Ordinal))));

    [Theory]
    [InlineData("phong-chu", "w:ascii=\"Times New Roman\"", "w:ascii=\"Arial\"")]
    [InlineData("phong-chu", "w:val=\"000000\"", "w:val=\"FF0000\"")]
    [InlineData("ngon-ngu", "w:val=\"vi-VN\"", "w:val=\"en-US\"")]
    [InlineData("cach-doan", "w:after=\"120\" w:line=\"264\"", "w:after=\"40\" w:line=\"264\"")]
    [InlineData("cach-dong", "w:line=\"264\"", "w:line=\"480\"")]
    [InlineData("lui-dau-dong", "w:firstLine=\"720\"", "w:firstLine=\"1440\"")]
    [InlineData("co-chu", "<w:sz w:val=\"28\" /><w:szCs w:val=\"28\" />", "<w:sz w:val=\"24\" /><w:szCs w:val=\"24\" />")]
    [InlineData("can-deu", "<w:jc w:val=\"both\" />", "<w:jc w:val=\"left\" />")]
    public void A_departure_in_the_styles_is_named(string rule, string from, string to) =>
        Assert.Contains(rule, Rules(Opened.Altered(Report, "word/styles.xml", xml => xml.Replace(from, to, StringComparison.Ordinal))));

    [Fact]
    public void A_missing_page_number_is_named() =>
        Assert.Contains("so-trang", Rules(Opened.Altered(Report, "word/header1.xml", xml => xml.Replace("PAGE", "DATE", StringComparison.Ordinal))));

    [Fact]
    public void A_letter_without_any_frame_is_told_everything_it_lacks()
    {
        var bare = Opened.Altered(Report, "word/document.xml", xml => xml[..xml.IndexOf("<w:body>", StringComparison.Ordinal)]
            + "<w:body><w:p><w:r><w:t>Xin chào</w:t></w:r></w:p></w:body></w:document>");
        Assert.Superset(new HashSet<string> { "quoc-hieu", "tieu-ngu", "co-quan", "so-ky-hieu", "ngay", "ten-loai", "ket-thuc", "noi-nhan" }, Rules(bare).ToHashSet());
    }

    [Fact]
    public void A_file_that_is_no_document_is_refused()
    {
        Assert.Throws<InvalidDataException>(() => Nd30Check.Check("%PDF-1.7"u8.ToArray()));
        Assert.Throws<InvalidDataException>(() => Nd30Check.Check(Opened.Altered(Report, "word/document.xml", xml => xml[..200])));
        Assert.Throws<InvalidDataException>(() => Nd30Check.Check(Opened.Altered(Report, "word/document.xml", xml => "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>")));
    }

    static IEnumerable<string> Rules(byte[] docx) => Nd30Check.Check(docx).Select(violation => violation.Rule);
}
