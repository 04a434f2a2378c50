using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace LienY.Edxml.Tests;

/// <summary>Messages by QCVN 102:2016/BTTTT, written, read, and read as others really write them.</summary>
public sealed class EdxmlTests
{
    static EdxmlMessage Paper(params EdxmlAttachment[] files) => new()
    {
        From = new("000.00.15.H38", "Sở Y tế tỉnh Lào Cai") { Email = "vt@vidu.vn" },
        To = [new("000.01.15.H38", "Bệnh viện Sản Nhi tỉnh Lào Cai")],
        Number = "125",
        Notation = "KH-SYT",
        Place = "Lào Cai",
        Day = new(2026, 11, 2),
        TypeName = "Kế hoạch",
        Subject = "Triển khai hội chẩn từ xa <nhi khoa> & sản khoa",
        SignerCompetence = "KT. GIÁM ĐỐC",
        SignerPosition = "PHÓ GIÁM ĐỐC",
        SignerName = "Hoàng Quốc Khánh",
        Due = new(2026, 11, 20),
        ToPlaces = ["Như trên", "Lưu: VT"],
        Priority = 2,
        Copies = 3,
        Pages = 7,
        Appendixes = ["Phụ lục 1"],
        ResponseFor = [new("000.00.00.G06", "77/BYT-KCB", new(2026, 10, 1), "000.00.00.G06,2026/10/01,77/BYT-KCB")],
        Steering = 1,
        DocumentId = "000.00.15.H38,2026/11/02,125/KH-SYT",
        Traces = [new("000.00.15.H38", new(2026, 11, 2, 3, 0, 0, TimeSpan.Zero))],
        Business = EdxmlBusiness.Replace,
        BusinessReason = "Sửa thời hạn",
        Replaces = ["000.00.15.H38,2026/10/20,99/KH-SYT"],
        Staff = new("Văn phòng", "Nguyễn Thị Hạnh", "hanh@vidu.vn", "0900000000"),
        Attachments = files,
    };

    static string Text(EdxmlMessage message, params byte[][] files) => Encoding.UTF8.GetString(EdxmlWriter.Write(message, files));

    static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    static EdxmlFault Fault(string text) => Assert.Throws<EdxmlFault>(() => EdxmlReader.Read(Bytes(text)));

    static void Same(EdxmlMessage wanted, EdxmlMessage got) => Assert.Equivalent(wanted, got, strict: true);

    [Fact]
    public void A_paper_comes_back_as_it_was_written()
    {
        var files = new[] { RandomNumberGenerator.GetBytes(70_001), Bytes("một tệp nhỏ") };
        var message = Paper(new("a1", "Kế hoạch 125.pdf", "application/pdf", "Bản chính"), new("a2", "phu-luc.txt", "text/plain", "", Zipped: true));
        var (reading, got) = EdxmlReader.Read(EdxmlWriter.Write(message, files));
        Same(message, reading.Message);
        Assert.Empty(reading.Warnings);
        Assert.False(reading.Signed);
        Assert.Equal(files[0], got[0]);
        Assert.Equal(files[1], got[1]);
    }

    [Fact]
    public void Any_text_and_any_bytes_survive_the_way()
    {
        Prop.ForAll<NonNull<string>, byte[], bool>((subject, content, zipped) =>
        {
            var clean = new string([.. subject.Get.Where(c => !char.IsControl(c) && !char.IsSurrogate(c) && c is not ('\uFFFE' or '\uFFFF'))]).Trim();
            var message = Paper(new EdxmlAttachment("x", "tep.bin", "application/octet-stream", "", zipped)) with { Subject = clean.Length > 0 ? clean : "trống" };
            byte[] file = content is { Length: > 0 } ? content : [1];
            var (reading, got) = EdxmlReader.Read(EdxmlWriter.Write(message, file));
            return reading.Message.Subject == message.Subject && got[0].AsSpan().SequenceEqual(file);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Every_element_bears_the_prefix()
    {
        var text = Text(Paper(new EdxmlAttachment("a", "a.txt", "text/plain")), Bytes("x"));
        Assert.DoesNotMatch("<(?!/?edXML:|\\?xml)", text);
    }

    [Fact]
    public void A_status_comes_back_as_it_was_written()
    {
        var message = new EdxmlMessage
        {
            From = new("000.01.15.H38", "Bệnh viện"),
            To = [new("000.00.15.H38", "Sở Y tế")],
            ResponseFor = [new("000.00.15.H38", "125/KH-SYT", new(2026, 11, 2), "000.00.15.H38,2026/11/02,125/KH-SYT")],
            Status = new("03", "Đã vào sổ, số đến 17", new(2026, 11, 3, 1, 0, 0, TimeSpan.Zero)),
            Staff = new("Văn thư", "Phạm Thu Hà", "", ""),
        };
        Same(message, EdxmlReader.Read(EdxmlWriter.Write(message)).Reading.Message);
    }

    [Fact]
    public void Digits_a_mark_and_blanks_before_the_xml_are_read_over()
    {
        var text = Text(Paper());
        foreach (var before in new[] { "0001", "\uFEFF", "\r\n ", "1024\uFEFF" })
            Same(Paper(), EdxmlReader.Read(Bytes(before + text)).Reading.Message);
        Assert.Contains(EdxmlReader.Read(Bytes("0001" + text)).Reading.Warnings, w => w.Contains("chữ số thừa", StringComparison.Ordinal));
        var wide = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(text.Replace("utf-8", "utf-16", StringComparison.Ordinal))).ToArray();
        Same(Paper(), EdxmlReader.Read(wide).Reading.Message);
    }

    [Fact]
    public void Both_spellings_of_business_are_read()
    {
        var text = Text(Paper()).Replace("Bussiness", "Business", StringComparison.Ordinal);
        Same(Paper(), EdxmlReader.Read(Bytes(text)).Reading.Message);
    }

    [Fact]
    public void Elements_without_prefix_are_read_with_a_warning()
    {
        var text = Text(Paper(new EdxmlAttachment("a", "a.txt", "text/plain")), Bytes("x")).Replace("edXML:", "", StringComparison.Ordinal).Replace("xmlns:edXML", "xmlns", StringComparison.Ordinal);
        var reading = EdxmlReader.Read(Bytes(text)).Reading;
        Assert.Equal("125", reading.Message.Number);
        Assert.Contains(reading.Warnings, w => w.Contains("tiền tố", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_optional_may_be_missing()
    {
        var text = $"""
            <edXML:edXML xmlns:edXML="{EdxmlNames.Space}"><edXML:edXMLEnvelope><edXML:edXMLHeader><edXML:MessageHeader>
            <edXML:From><edXML:OrganId>A</edXML:OrganId></edXML:From><edXML:To><edXML:OrganId>B</edXML:OrganId></edXML:To>
            <edXML:Code><edXML:CodeNumber>5</edXML:CodeNumber><edXML:CodeNotation>CV-A</edXML:CodeNotation></edXML:Code>
            <edXML:PromulgationInfo><edXML:PromulgationDate>03/11/2026</edXML:PromulgationDate></edXML:PromulgationInfo><edXML:Subject>V/v thử</edXML:Subject>
            </edXML:MessageHeader></edXML:edXMLHeader></edXML:edXMLEnvelope></edXML:edXML>
            """;
        var message = EdxmlReader.Read(Bytes(text)).Reading.Message;
        Assert.Equal((EdxmlBusiness.New, "A,2026/11/03,5/CV-A", new DateOnly(2026, 11, 3)), (message.Business, message.DocumentId, message.Day!.Value));
    }

    [Theory]
    [InlineData("edXML:Subject")]
    [InlineData("edXML:OrganId")]
    [InlineData("edXML:Code")]
    [InlineData("edXML:To")]
    [InlineData("edXML:edXMLHeader")]
    public void A_missing_element_is_named(string element)
    {
        var text = System.Text.RegularExpressions.Regex.Replace(Text(Paper()), $"<{element}>.*?</{element}>", "");
        var fault = Fault(text);
        Assert.Equal("missing", fault.Code);
        Assert.Contains(fault.Element, new[] { element, "edXML:OrganId" });
    }

    [Fact]
    public void Another_namespace_is_refused_with_both_names()
    {
        var fault = Fault(Text(Paper()).Replace(EdxmlNames.Space, "http://www.e-doc.vn/Schema/", StringComparison.Ordinal));
        Assert.Equal("namespace", fault.Code);
        Assert.Equal(["http://www.e-doc.vn/Schema/", EdxmlNames.Space], fault.Args);
    }

    [Fact]
    public void A_bomb_of_entities_is_refused()
    {
        var bomb = "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><edXML:edXML xmlns:edXML=\"" + EdxmlNames.Space + "\">&b;</edXML:edXML>";
        Assert.Equal("dtd", Fault(bomb).Code);
    }

    [Fact]
    public void A_zip_that_unpacks_beyond_measure_is_refused()
    {
        var text = EdxmlWriter.Write(Paper(new EdxmlAttachment("a", "a.txt", "text/plain", "", true)), new byte[3_000_000]);
        var fault = Assert.Throws<EdxmlFault>(() => EdxmlReader.Read(text, new EdxmlLimits { FileBytes = 2 * 1024 * 1024 }));
        Assert.Equal("too-large", fault.Code);
    }

    [Fact]
    public void Base64_that_is_none_is_refused_with_the_place_of_the_file()
    {
        var text = Text(Paper(new EdxmlAttachment("a", "a.pdf", "application/pdf")), Bytes("xxxxxxxxxxxx"));
        var fault = Fault(text.Replace(Convert.ToBase64String(Bytes("xxxxxxxxxxxx")), "@@không phải@@", StringComparison.Ordinal));
        Assert.Equal("base64", fault.Code);
        Assert.Equal(1, fault.Args[0]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("%PDF-1.7 …")]
    [InlineData("<html><body></body></html>")]
    [InlineData("{\"a\":1}")]
    public void What_is_no_edxml_is_refused(string text) => Assert.Contains(Fault(text).Code, new[] { "not-xml", "missing", "broken" });

    [Fact]
    public void A_message_cut_anywhere_is_refused_and_never_half_read()
    {
        var bytes = EdxmlWriter.Write(Paper(new EdxmlAttachment("a", "a.pdf", "application/pdf")), RandomNumberGenerator.GetBytes(300));
        for (var length = 0; length < bytes.Length; length += 37) Assert.Throws<EdxmlFault>(() => EdxmlReader.Read(bytes[..length]));
    }

    [Fact]
    public void An_unknown_business_or_status_is_refused()
    {
        Assert.Equal("value", Fault(Text(Paper()).Replace("<edXML:BussinessDocType>3<", "<edXML:BussinessDocType>9<", StringComparison.Ordinal)).Code);
        var status = new EdxmlMessage { From = new("A", "a"), ResponseFor = [new("B", "1", null, "B,1")], Status = new("03", "", null) };
        Assert.Equal("value", Fault(Text(status).Replace(">03<", ">99<", StringComparison.Ordinal)).Code);
    }

    [Fact]
    public void A_signature_is_seen()
    {
        var text = Text(Paper()).Replace("</edXML:edXML>", $"<ds:Signature xmlns:ds=\"{EdxmlNames.Signatures}\"><ds:SignedInfo/></ds:Signature></edXML:edXML>", StringComparison.Ordinal);
        Assert.True(EdxmlReader.Read(Bytes(text)).Reading.Signed);
    }

    [Fact]
    public void A_file_of_fifty_megabytes_passes_through_little_memory()
    {
        var path = Path.GetTempFileName();
        try
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            using (var output = File.Create(path)) EdxmlWriter.Write(output, Paper(new EdxmlAttachment("a", "a.pdf", "application/pdf")), _ => new Endless(50L << 20));
            var counted = new Counted();
            using (var input = File.OpenRead(path)) EdxmlReader.Read(input, _ => counted);
            Assert.Equal(50L << 20, counted.Total);
            Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 20L << 20);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Rubbish_never_breaks_the_reader()
    {
        var good = EdxmlWriter.Write(Paper(new EdxmlAttachment("a", "a.pdf", "application/pdf")), RandomNumberGenerator.GetBytes(100));
        var chance = new System.Random(7);
        for (var round = 0; round < 400; round++)
        {
            var bad = good.ToArray();
            for (var i = 0; i < 4; i++) bad[chance.Next(bad.Length)] = (byte)chance.Next(256);
            try
            {
                EdxmlReader.Read(bad);
            }
            catch (EdxmlFault)
            {
                // Refused in words, as it should be.
            }
        }
    }

    sealed class Counted : MemoryStream
    {
        public long Total { get; private set; }
        public override void Write(byte[] buffer, int offset, int count) => Total += count;
        public override void Write(ReadOnlySpan<byte> buffer) => Total += buffer.Length;
    }

    sealed class Endless(long length) : Stream
    {
        long left = length;
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override int Read(byte[] buffer, int offset, int count)
        {
            var taken = (int)Math.Min(count, left);
            left -= taken;
            return taken;
        }
        public override void Flush() => Debug.Assert(true);
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
