using System.IO.Compression;
using System.Text;

namespace LienY.Reading.Tests;

public sealed class RefusalTests
{
    static string Code(byte[] bytes, string name = "ke-hoach.docx", ReadingLimits? limits = null)
    {
        var refusal = Assert.Throws<ReadingRefusal>(() => PlanReader.Read(bytes, name, limits));
        Assert.NotEmpty(refusal.Message);
        Assert.NotEmpty(refusal.Remedy);
        return refusal.Code;
    }

    static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, true))
            foreach (var (name, content) in entries)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        return stream.ToArray();
    }

    [Fact]
    public void News_text_is_no_plan() => Assert.Equal("not-a-plan", Code(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Plans", "tin-bai.txt")), "tin-bai.txt"));

    [Fact]
    public void Heading_alone_makes_no_plan() => Assert.Equal("not-a-plan", Code(Encoding.UTF8.GetBytes("KẾ HOẠCH\n\nHôm nay đơn vị họp bàn kế hoạch năm tới.\nMọi người đều vui."), "a.txt"));

    [Fact]
    public void Report_is_named_as_what_it_is()
    {
        var refusal = Assert.Throws<ReadingRefusal>(() => Samples.Text("Số: 5/BC-SYT\n\nBÁO CÁO\nKết quả 6 tháng\n\nI. KẾT QUẢ\n1. Chung\n2. Riêng\nNơi nhận:\n- Lưu."));
        Assert.Contains("báo cáo", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_file_is_refused() => Assert.Equal("empty", Code([], "a.txt"));

    [Fact]
    public void Blank_file_is_refused() => Assert.Equal("empty", Code("  \n\n "u8.ToArray(), "a.txt"));

    [Fact]
    public void Old_word_file_is_refused() => Assert.Equal("old-word", Code([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]));

    [Fact]
    public void Encrypted_file_is_refused() =>
        Assert.Equal("encrypted", Code([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. Encoding.Unicode.GetBytes("EncryptedPackage")]));

    [Fact]
    public void File_over_the_limit_is_refused() => Assert.Equal("too-large", Code(new byte[2000], limits: new() { FileBytes = 1000 }));

    [Fact]
    public void Macro_file_is_refused() => Assert.Equal("macro", Code(Zip(("word/document.xml", "<a/>"u8.ToArray()), ("word/vbaProject.bin", [1]))));

    [Fact]
    public void Macro_content_type_is_refused() => Assert.Equal("macro", Code(Zip(
        ("[Content_Types].xml", "<Types><Override ContentType=\"application/vnd.ms-word.document.macroEnabled.main+xml\"/></Types>"u8.ToArray()), ("word/document.xml", "<a/>"u8.ToArray()))));

    [Fact]
    public void Bomb_of_one_huge_entry_is_refused() =>
        Assert.Equal("archive-bomb", Code(Zip(("word/document.xml", new byte[4_000_000]))));

    [Fact]
    public void Bomb_of_many_entries_is_refused() =>
        Assert.Equal("archive-bomb", Code(Zip([.. Enumerable.Range(0, 50).Select(i => ($"word/{i}.xml", "<a/>"u8.ToArray()))]), limits: new() { Entries = 20 }));

    [Fact]
    public void Deep_xml_is_refused() =>
        Assert.Equal("xml-too-deep", Code(Zip(("word/document.xml", Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("<a>", 300)) + string.Concat(Enumerable.Repeat("</a>", 300)))))));

    [Fact]
    public void Entities_are_never_resolved() =>
        Assert.Equal("damaged", Code(Zip(("word/document.xml", "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>"u8.ToArray()))));

    [Fact]
    public void Archive_that_is_no_word_file_is_refused() => Assert.Equal("not-docx", Code(Zip(("xl/workbook.xml", "<a/>"u8.ToArray()))));

    [Fact]
    public void Broken_archive_is_refused()
    {
        var whole = DocxPlan.Usual().Bytes();
        Assert.Equal("damaged", Code(whole[..(whole.Length / 2)]));
    }

    [Fact]
    public void Binary_file_named_text_is_refused() => Assert.Contains(Code([.. Enumerable.Range(0, 900).Select(i => (byte)(i * 37 % 256))], "a.txt"), (string[])["binary", "unknown-encoding", "not-a-plan"]);
}
