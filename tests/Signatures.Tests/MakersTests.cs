using System.Security.Cryptography.X509Certificates;
using System.Text;
using LienY.Writing;

namespace LienY.Signatures.Tests;

/// <summary>PDFs of many makers are signed, and pdfsig (poppler, NSS) says that they are.</summary>
public sealed class MakersTests
{
    static readonly Authority Authority = new();
    static readonly X509Certificate2 Person = Authority.Person("Nguyễn Văn An");
    static readonly X509Certificate2 Second = Authority.Person("Trần Thị Bình", isEcdsa: true);
    static readonly Lazy<Task<byte[]>> Office = new(OfficeAsync);

    public static TheoryData<string> Makers => ["table", "packed", "libreoffice", "cairo", "chromium", "qpdf-streams", "qpdf-linear"];

    static async Task<byte[]> OfficeAsync()
    {
        using var converter = new PdfConverter(new PdfOptions(), TimeProvider.System);
        if (!converter.Available) return [];
        return await converter.ConvertAsync(OfficialDocx.Write(new OfficialDocument
        {
            Type = new DocumentType("BC", "BÁO CÁO"),
            Issuer = "Sở Y tế tỉnh Lào Cai",
            Number = 5,
            Symbol = "BC-SYT",
            Place = "Lào Cai",
            Date = new DateOnly(2026, 11, 20),
            Subject = "Kết quả hợp tác",
            Body = [.. Enumerable.Range(1, 40).Select(i => new Paragraph($"Đoạn thứ {i} của báo cáo có chữ Việt đủ dấu: ễ ặ ữ."))],
            Signature = new("Giám đốc", "Nguyễn Văn An"),
            Recipients = ["Như trên"],
            Archive = "VT",
        }));
    }

    static async Task<byte[]> PaperAsync(string maker)
    {
        if (maker == "table") return Papers.Table();
        if (maker == "packed") return Papers.Packed();
        if (maker == "chromium")
            return Programs.Turn("a.html", Encoding.UTF8.GetBytes("<meta charset=utf-8><h1>Kế hoạch</h1><p>Hợp tác y tế"), "out.pdf", "chromium", "--headless",
                "--no-sandbox", "--disable-gpu",
                "--print-to-pdf=out.pdf", "a.html");
        var office = await Office.Value;
        Assert.SkipUnless(office.Length > 0, "LibreOffice is not installed here.");
        return maker switch
        {
            "cairo" => Programs.Turn("a.pdf", office, "b.pdf", "pdftocairo", "-pdf", "a.pdf", "b.pdf"),
            "qpdf-streams" => Programs.Turn("a.pdf", office, "b.pdf", "qpdf", "--object-streams=generate", "a.pdf", "b.pdf"),
            "qpdf-linear" => Programs.Turn("a.pdf", office, "b.pdf", "qpdf", "--linearize", "--object-streams=generate", "a.pdf", "b.pdf"),
            _ => office,
        };
    }

    [Theory, MemberData(nameof(Makers))]
    public async Task Pdfsig_says_valid_and_total_and_after_one_flipped_bit_that_it_is_not(string maker)
    {
        var signed = PdfSigner.Sign(await PaperAsync(maker), Person, [Authority.Between], new(Authority.Day));
        Assert.Equal([Verdict.Valid], PdfCheck.Run(signed, Authority.Trusted()).Signatures.Select(s => s.Verdict));
        var said = Programs.Pdfsig(signed, Authority.Root);
        Assert.Contains("ETSI.CAdES.detached", said, StringComparison.Ordinal);
        Assert.Contains("Signature is Valid", said, StringComparison.Ordinal);
        Assert.Contains("Total document signed", said, StringComparison.Ordinal);
        signed[200] ^= 1;
        Assert.Contains("Digest Mismatch", Programs.Pdfsig(signed, Authority.Root), StringComparison.Ordinal);
        Assert.DoesNotContain(PdfCheck.Run(signed, Authority.Trusted()).Signatures, s => s.Verdict == Verdict.Valid);
    }

    [Theory, MemberData(nameof(Makers))]
    public async Task Signed_twice_pdfsig_finds_both_valid(string maker)
    {
        var once = PdfSigner.Sign(await PaperAsync(maker), Person, [Authority.Between], new(Authority.Day));
        var twice = PdfSigner.Sign(once, Second, [Authority.Between], new(Authority.Day.AddMinutes(5)) { Look = new() { Left = 300, Bottom = 100, Corner = "" } });
        Assert.Equal([(Verdict.Valid, false), (Verdict.Valid, true)], PdfCheck.Run(twice, Authority.Trusted()).Signatures.Select(s => (s.Verdict, s.WholeFile)));
        var said = Programs.Pdfsig(twice, Authority.Root);
        Assert.Equal(2, said.Split("Signature is Valid").Length - 1);
        Assert.Contains("Not total document signed", said, StringComparison.Ordinal);
    }

    [Fact]
    public void The_line_of_an_attachment_is_read_with_its_letters()
    {
        var look = new PdfLook { Page = 1, Corner = "05/QĐ-SYT; 20/11/2026 09:00:00 +07:00" };
        var signed = PdfSigner.Sign(Papers.Table(), Person, [Authority.Between], new(Authority.Day) { Look = look });
        var text = Encoding.UTF8.GetString(Programs.Turn("a.pdf", signed, "a.txt", "pdftotext", "-enc", "UTF-8", "a.pdf", "a.txt"));
        Assert.Contains("05/QĐ-SYT; 20/11/2026 09:00:00 +07:00", text, StringComparison.Ordinal);
    }
}
