using System.Diagnostics;

namespace LienY.Reading.Tests;

/// <summary>A plan as the pictures that scanners and telephones send: JPEG, PNG, fax in TIFF; and a machine on which a program is missing.</summary>
public sealed class PictureTests
{
    static readonly string[] Body =
    [
        "SỞ Y TẾ TỈNH CAO BẰNG", "Số: 12/KH-SYT", "Cao Bằng, ngày 15 tháng 01 năm 2025", "KẾ HOẠCH", "Hợp tác y tế năm 2025",
        "Căn cứ Quyết định số 05/QĐ-UBND ngày 02/01/2025 của Ủy ban nhân dân tỉnh Cao Bằng;", "I. MỤC TIÊU", "- Tỷ lệ trạm y tế có bác sĩ làm việc đạt 90% trở lên.",
        "- Tổ chức ít nhất 12 buổi hội chẩn từ xa với bệnh viện tuyến trên.", "II. NỘI DUNG", "1. Đào tạo", "- Tổ chức 04 lớp tập huấn cấp cứu cho bác sĩ.",
        "III. TỔ CHỨC THỰC HIỆN", "1. Phòng Nghiệp vụ Y: Đầu mối triển khai.", "GIÁM ĐỐC", "Nông Văn Bình",
    ];

    static readonly Lazy<byte[]> Printed = new(() => PdfPrinter.Print([PdfPrinter.Typed(Body)])[0]);

    // The first page in the form that a program of poppler or tesseract writes.
    static byte[] Drawn(string made, params string[][] steps)
    {
        foreach (var program in new[] { "pdftoppm", "pdfimages", "tesseract" }) Assert.SkipUnless(PdfPrinter.OnPath(program), $"The program '{program}' is not installed.");
        var room = Directory.CreateTempSubdirectory("lieny-drawn");
        try
        {
            File.WriteAllBytes(Path.Combine(room.FullName, "a.pdf"), Printed.Value);
            foreach (var step in steps)
            {
                using var process = Process.Start(new ProcessStartInfo(step[0], step[1..]) { WorkingDirectory = room.FullName, RedirectStandardError = true })!;
                process.StandardError.ReadToEnd();
                process.WaitForExit();
            }
            return File.ReadAllBytes(Path.Combine(room.FullName, made));
        }
        finally
        {
            room.Delete(recursive: true);
        }
    }

    static string[] Draw(params string[] form) => ["pdftoppm", .. form, "-r", "200", "-l", "1", "-singlefile", "a.pdf", "a"];

    static void AssertRead(byte[] picture, string name)
    {
        var reading = PlanReader.Read(picture, name);
        Assert.Equal("scan", reading.Format);
        Assert.Equal([90m, 12m, 4m], reading.Indicators.Select(i => i.Value!.Value));
        Assert.Equal("12/KH-SYT", reading.Documents[0].Number);
    }

    [Fact]
    public void A_jpeg_is_read_in_gray_and_in_colour()
    {
        AssertRead(Drawn("a.jpg", Draw("-jpeg", "-gray")), "a.jpg");
        AssertRead(Drawn("a.jpg", Draw("-jpeg")), "a.jpg");
    }

    [Fact]
    public void A_png_is_read_in_gray_and_in_black_and_white()
    {
        AssertRead(Drawn("a.png", Draw("-png", "-gray")), "a.png");
        AssertRead(Drawn("a.png", Draw("-png", "-mono")), "a.png");
    }

    [Theory, InlineData("packbits"), InlineData("lzw"), InlineData("deflate"), InlineData("none")]
    public void A_tiff_is_read_however_it_is_packed(string packing) => AssertRead(Drawn("a.tif", Draw("-tiff", "-tiffcompression", packing, "-gray")), "a.tif");

    [Fact]
    public void A_fax_of_group_four_in_a_tiff_is_read()
    {
        // Tesseract's own PDF holds a page of black and white as a fax does; poppler takes it out as it is.
        string[][] steps = [Draw("-png", "-mono"), Draw("-tiff", "-tiffcompression", "none", "-mono"), ["tesseract", "a.tif", "b", "pdf"], ["pdfimages", "-ccitt", "b.pdf", "c"]];
        var (data, page) = (Drawn("c-000.ccitt", steps), Drawn("a.png", steps));
        static int Whole(byte[] png, int at) => (png[at] << 24) + (png[at + 1] << 16) + (png[at + 2] << 8) + png[at + 3];
        AssertRead(Fax(data, Whole(page, 16), Whole(page, 20)), "fax.tif");
    }

    static byte[] Fax(byte[] data, int width, int height)
    {
        using var to = new MemoryStream();
        using var write = new BinaryWriter(to);
        write.Write("II*\0"u8);
        var directory = 8 + data.Length + data.Length % 2;
        write.Write(directory);
        write.Write(data);
        if (data.Length % 2 == 1) write.Write((byte)0);
        (ushort Tag, int Value)[] tags = [(256, width), (257, height), (258, 1), (259, 4), (262, 0), (273, 8), (277, 1), (278, height), (279, data.Length)];
        write.Write((ushort)tags.Length);
        foreach (var (tag, value) in tags)
        {
            write.Write(tag);
            write.Write((ushort)4);
            write.Write(1);
            write.Write(value);
        }
        write.Write(0);
        return to.ToArray();
    }

    [Theory, InlineData("tesseract", "scan-program", "tesseract-ocr"), InlineData("pdftotext", "pdf-program", "poppler-utils")]
    public void A_machine_without_a_program_says_which_one_is_missing(string missing, string code, string package)
    {
        var picture = Drawn("a.png", Draw("-png", "-gray"));
        var programs = Directory.CreateTempSubdirectory("lieny-programs");
        try
        {
            foreach (var program in new[] { "pdfinfo", "pdftotext", "pdftoppm", "pdftocairo", "pdfimages", "tesseract" }.Where(p => p != missing))
                File.CreateSymbolicLink(Path.Combine(programs.FullName, program), Found(program));
            var refusal = Assert.Throws<ReadingRefusal>(() => PlanReader.Read(picture, "a.png", new() { Programs = programs.FullName }));
            Assert.Equal(code, refusal.Code);
            Assert.Contains(package, refusal.Remedy);
        }
        finally
        {
            programs.Delete(recursive: true);
        }
    }

    static string Found(string program) => Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Select(f => Path.Combine(f, program)).First(File.Exists);

    [Theory]
    [InlineData("- Tổ chức hôi chẩn từ xa, đào tao liên tuc cho điều dương, đạt 97%.", "hội chẩn từ xa, đào tạo liên tục cho điều dưỡng, đạt 97%")]
    [InlineData("- Kiêm soát nhiêm khuân tại khoa hôi sức tích cưc.", "Kiểm soát nhiễm khuẩn tại khoa hồi sức tích cực")]
    public void Words_of_the_trade_get_their_marks_without_anybody_giving_them(string read, string meant)
    {
        ScannedWord Word(string text, int at, int line, int sure) => new(70 + at * 60, 60 + line * 20, 125 + at * 60, 74 + line * 20, text, sure);
        var words = Body.SelectMany((b, i) => b.Split(' ').Select((w, k) => Word(w, k, i, 96))).Concat(read.Split(' ').Select((w, k) => Word(w, k, 20, 70))).ToList();
        var scan = new ScannedPage { Number = 1, Width = 2600, Height = 842, Words = words, Rules = [] };
        Assert.Contains(PlanReader.Read(Sheet.Tiff([new(10, 10, new byte[100])]), "a.tif", null, [scan]).Text, t => t.Contains(meant, StringComparison.Ordinal));
    }
}
