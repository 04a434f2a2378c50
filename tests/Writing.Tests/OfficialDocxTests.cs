using System.Xml.Linq;

namespace LienY.Writing.Tests;

public sealed class OfficialDocxTests
{
    static readonly XNamespace W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    public static TheoryData<string> Kinds => [.. All.Keys];

    static readonly Dictionary<string, Func<OfficialDocument>> All = new()
    {
        ["báo cáo"] = () => Examples.Report(),
        ["công văn"] = Examples.Dispatch,
        ["biên bản"] = Examples.Minutes,
        ["báo cáo dài"] = Examples.Long,
        ["kế hoạch"] = () => Examples.Report() with { Type = DocumentType.Plan, Symbol = "KH-SYT", Addressees = [] },
        ["tờ trình"] = () => Examples.Report() with { Type = DocumentType.Submission, Symbol = "TTr-SYT" },
        ["thông báo"] = () => Examples.Minutes() with { Type = DocumentType.Notice, Symbol = "TB-BVSN", CoSignature = null },
        ["bản ghi nhớ"] = () => Examples.Minutes() with { Type = DocumentType.Memorandum, Symbol = "BGN-BVSN" },
    };

    [Theory, MemberData(nameof(Kinds))]
    public void Every_kind_passes_the_Open_XML_validator(string kind) => Assert.Empty(Opened.Errors(OfficialDocx.Write(All[kind]())));

    [Theory, MemberData(nameof(Kinds))]
    public void Every_kind_keeps_to_the_decree(string kind) => Assert.Empty(Nd30Check.Check(OfficialDocx.Write(All[kind]())));

    [Fact]
    public void The_same_document_is_the_same_bytes() => Assert.Equal(OfficialDocx.Write(Examples.Report()), OfficialDocx.Write(Examples.Report()));

    [Fact]
    public void Number_and_day_take_a_zero_below_ten_and_months_only_for_January_and_February()
    {
        var lines = Opened.Lines(OfficialDocx.Write(Examples.Report()));
        Assert.Contains("Số: 05/BC-SYT", lines);
        Assert.Contains("An Giang, ngày 09 tháng 02 năm 2026", lines);
        Assert.Contains("Lào Cai, ngày 20 tháng 3 năm 2026", Opened.Lines(OfficialDocx.Write(Examples.Minutes())));
    }

    [Fact]
    public void A_draft_leaves_room_for_number_and_day()
    {
        var lines = Opened.Lines(OfficialDocx.Write(Examples.Dispatch()));
        Assert.Contains("Số:        /BVĐK-TCHC", lines);
        Assert.Contains("Than Uyên, ngày      tháng      năm 2026", lines);
        Assert.Contains("DỰ THẢO", lines);
    }

    [Fact]
    public void Bases_end_with_semicolons_and_the_last_with_a_full_stop()
    {
        var lines = Opened.Lines(OfficialDocx.Write(Examples.Report()));
        Assert.Contains(lines, line => line.StartsWith("Căn cứ Nghị định số 30/2020", StringComparison.Ordinal) && line.EndsWith("văn thư;", StringComparison.Ordinal));
        Assert.Contains("Thực hiện Kế hoạch số 111/KH-SYT ngày 10 tháng 6 năm 2025.", lines);
    }

    [Fact]
    public void Content_ends_once_with_the_closing_mark()
    {
        var lines = Opened.Lines(OfficialDocx.Write(Examples.Report()));
        Assert.Equal("Sở Y tế trân trọng báo cáo Ủy ban nhân dân tỉnh xem xét, chỉ đạo./.", Assert.Single(lines, line => line.EndsWith("./.", StringComparison.Ordinal)));
    }

    [Fact]
    public void Content_that_ends_with_a_table_is_closed_too() => Assert.Contains("./.",
        Opened.Lines(OfficialDocx.Write(Examples.Minutes() with { Body = [new Table([new("TT")], [Row.Of("1")])] })));

    [Fact]
    public void An_addressed_document_sends_as_above_first_and_keeps_its_copy_last()
    {
        var lines = Opened.Lines(OfficialDocx.Write(Examples.Report())).SkipWhile(line => line != "Nơi nhận:").Skip(1).Take(4);
        Assert.Equal(["- Như trên;", "- Sở Y tế Thành phố Hồ Chí Minh (để phối hợp);", "- Giám đốc, các Phó Giám đốc Sở;", "- Lưu: VT, NVY."], lines);
    }

    [Fact]
    public void Annexes_are_numbered_in_Roman_only_when_there_are_two()
    {
        var report = Examples.Report();
        Assert.Equal(["PHỤ LỤC I", "PHỤ LỤC II"], Opened.Lines(OfficialDocx.Write(report)).Where(line => line.StartsWith("PHỤ LỤC", StringComparison.Ordinal)));
        var one = Opened.Lines(OfficialDocx.Write(report with { Annexes = [report.Annexes[1]] }));
        Assert.Contains("PHỤ LỤC", one);
        Assert.Contains("(Kèm theo Báo cáo số 05/BC-SYT ngày 09 tháng 02 năm 2026 của Sở Y tế tỉnh An Giang)", one);
    }

    [Fact]
    public void Headings_count_on_in_their_level_and_follow_the_Vietnamese_alphabet()
    {
        Block[] body = [new Heading(HeadingLevel.Roman, "MỘT"), new Heading(HeadingLevel.Arabic, "A"), new Heading(HeadingLevel.Decimal, "B"),
            .. Enumerable.Range(0, 5).Select(_ => new Heading(HeadingLevel.Letter, "chữ")), new Heading(HeadingLevel.Arabic, "C"),
            new Heading(HeadingLevel.Roman, "HAI"), new Heading(HeadingLevel.Arabic, "D"), new Paragraph("Hết.")];
        var lines = Opened.Lines(OfficialDocx.Write(Examples.Minutes() with { Body = body }));
        Assert.Equal(["I. MỘT", "1. A", "1.1. B", "a) chữ", "b) chữ", "c) chữ", "d) chữ", "đ) chữ", "2. C", "II. HAI", "1. D"],
            lines.SkipWhile(line => line != "I. MỘT").TakeWhile(line => line != "Hết./."));
    }

    [Fact]
    public void Wide_tables_turn_the_page_and_the_rest_turns_back()
    {
        var turned = Opened.Document(OfficialDocx.Write(Examples.Report() with { Annexes = [] })).Descendants(W + "pgSz")
            .Select(size => (string?)size.Attribute(W + "orient") ?? "portrait");
        Assert.Equal(["portrait", "landscape", "portrait"], turned);
    }

    [Fact]
    public void Headers_repeat_and_rows_stay_whole()
    {
        var table = Opened.Document(OfficialDocx.Write(Examples.Report())).Descendants(W + "tbl").First(table => table.Descendants(W + "tblBorders").Any());
        Assert.Equal(2, table.Descendants(W + "tblHeader").Count());
        Assert.Equal(table.Elements(W + "tr").Count(), table.Descendants(W + "cantSplit").Count());
    }

    [Fact]
    public void A_row_taller_than_a_page_may_break() => Assert.Single(
        Opened.Document(OfficialDocx.Write(Examples.Minutes() with { Body = [new Table([new("Nội dung")], [Row.Of(string.Join('\n', Enumerable.Repeat("dòng", 200)))])] }))
            .Descendants(W + "tbl").Single(table => table.Descendants(W + "tblBorders").Any()).Descendants(W + "cantSplit"));

    [Fact]
    public void Cells_merged_down_keep_the_grid()
    {
        var table = new Table([new("A"), new("B"), new("C")], [new([new("chung") { Down = 2 }, "1", "2"]), Row.Of("3", "4")]);
        var docx = OfficialDocx.Write(Examples.Minutes() with { Body = [table] });
        Assert.Empty(Opened.Errors(docx));
        Assert.Equal(["restart", "continue"], Opened.Document(docx).Descendants(W + "vMerge").Select(merge => merge.Attribute(W + "val")!.Value));
    }

    [Fact]
    public void A_row_with_too_many_cells_is_refused_by_its_number()
    {
        var error = Assert.Throws<ArgumentException>(() => OfficialDocx.Write(Examples.Minutes() with { Body = [new Table([new("A")], [Row.Of("1"), Row.Of("1", "2")])] }));
        Assert.Contains("Row 2", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\0\u0001\u0008\u000B\u001F\uFFFE\uFFFF")]
    [InlineData("<w:p>&amp;\"'</w:t>]]><!--")]
    [InlineData("lẻ \uD83D và \uDE00, đủ \uD83D\uDE00, cờ \uD83C\uDDFB\uD83C\uDDF3")]
    [InlineData("đảo \u202Etxt.exe\u202C")]
    [InlineData("dòng\r\nmới\rvà\tthẻ")]
    [InlineData("")]
    public void Hostile_words_are_written_safely_everywhere(string words)
    {
        var hostile = Examples.Report() with
        {
            ParentOrgan = words + "A",
            Issuer = words + "B",
            Place = words + "C",
            Subject = words,
            Addressees = [words, words],
            Bases = ["Căn cứ " + words],
            Body = [new Heading(HeadingLevel.Arabic, words), new Paragraph(words), new Bullets([words, words]), new Note(words), new Bullets([]),
                new Table([new(words)], [Row.Of(words), Row.Section(words)]) { Caption = words, Unit = words }],
            Signature = new(words, words),
            Recipients = [words],
            Archive = words,
            Annexes = [new(words, [])],
            Author = words,
            Remark = words,
        };
        Assert.Empty(Opened.Errors(OfficialDocx.Write(hostile)));
    }

    [Fact]
    public void Words_keep_their_emoji_and_lose_only_what_paper_cannot_hold() => Assert.Contains("đủ \uD83D\uDE00 hết./.",
        Opened.Lines(OfficialDocx.Write(Examples.Minutes() with { Body = [new Paragraph("đủ \uD83D\uDE00\u0000\u202E hết")] })));

    [Fact]
    public void Decomposed_Vietnamese_is_composed() => Assert.Contains("Tiếng Việt./.",
        Opened.Lines(OfficialDocx.Write(Examples.Minutes() with { Body = [new Paragraph("Tie\u0302\u0301ng Vie\u0323\u0302t")] })));

    [Fact]
    public void A_signature_image_is_carried_and_another_file_is_refused()
    {
        byte[] png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
        var signed = Examples.Report() with { Signature = new("Giám đốc", "Nguyễn Thị Ví Dụ") { Image = png } };
        Assert.Empty(Opened.Errors(OfficialDocx.Write(signed)));
        Assert.Throws<ArgumentException>(() => OfficialDocx.Write(signed with { Signature = signed.Signature with { Image = "%PDF-1.7 not a picture at all"u8.ToArray() } }));
    }
}
