using System.Text;

namespace LienY.Insurance.Tests;

/// <summary>Files come in many shapes; all that are meant alike are read alike.</summary>
public sealed class ReaderTests
{
    static (string, string)[] Good(string key, params (string, string?)[] changes) => [("XML1", Files.Base64(Files.Summary(key, changes)))];

    const string Drugs = "<CHITIEU_CHITIET_THUOC><DSACH_CHI_TIET_THUOC><CHI_TIET_THUOC><MA_LK>A</MA_LK><STT>1</STT><MA_THUOC>40.1</MA_THUOC>"
        + "<TEN_THUOC>Thuốc thử</TEN_THUOC><DON_VI_TINH>Viên</DON_VI_TINH><PHAM_VI>2</PHAM_VI><SO_LUONG>2</SO_LUONG><DON_GIA>1500</DON_GIA>"
        + "<THANH_TIEN_BV>3000</THANH_TIEN_BV><MA_KHOA>K01</MA_KHOA><MA_BAC_SI>B1</MA_BAC_SI><NGAY_YL>202611200840</NGAY_YL></CHI_TIET_THUOC>"
        + "</DSACH_CHI_TIET_THUOC></CHITIEU_CHITIET_THUOC>";

    [Fact]
    public void A_plain_envelope_is_read_and_accepted()
    {
        var read = Files.Read(Files.Envelope(Good("A"), Good("B")));
        Assert.Empty(read.All);
        Assert.Equal(["A", "B"], read.Episodes.Select(e => e.Key));
        Assert.All(read.Verdicts, v => Assert.Equal(Grade.Accepted, v.Grade));
    }

    [Fact]
    public void Typed_values_come_as_what_they_are()
    {
        var row = Files.Read(Files.Envelope(Good("A", ("MA_THE_BHYT", "DN4999999999999; GD4999999999998"), ("T_THUOC", "1234.5"), ("CAN_NANG", "52,5"),
            ("NGAY_SINH", "195600000000")))).Episodes[0].Summary!;
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 8, 30, 0, TimeSpan.FromHours(7)), row.Moment(FieldNames.NGAY_VAO));
        Assert.Equal(1234.5m, row.Amount(FieldNames.T_THUOC));
        Assert.Equal(52.5m, row.Amount(FieldNames.CAN_NANG));
        Assert.Equal(["DN4999999999999", "GD4999999999998"], row.Codes(FieldNames.MA_THE_BHYT));
        Assert.Equal(new PartialDay(1956, null, null, null), row.Birth(FieldNames.NGAY_SINH));
        Assert.Null(row.Day(FieldNames.NGAY_SINH));
        Assert.Equal("01", row[FieldNames.MA_LOAI_KCB]);
    }

    public static TheoryData<string, string> Writings()
    {
        var summary = Files.Summary("A");
        var base64 = Files.Base64(summary);
        return new()
        {
            { "base64 with line breaks", string.Concat(base64.Chunk(76).Select(c => new string(c) + "\r\n  ")) },
            { "base64 without padding", base64.TrimEnd('=') },
            { "base64 in a literal section", $"<![CDATA[{base64}]]>" },
            { "base64 cut by a comment", base64[..40] + "<!-- ở giữa -->" + base64[40..] },
            { "with a declaration and a mark", Files.Base64("\uFEFF<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n" + summary) },
            { "not in base64, as elements", summary },
            { "not in base64, as a literal section", $"<![CDATA[{summary}]]>" },
            { "not in base64, escaped", summary.Replace("<", "&lt;", StringComparison.Ordinal) },
            { "letters and marks apart", Files.Base64(summary.Normalize(NormalizationForm.FormD)) },
            { "UTF-8 that calls itself UTF-16", Files.Base64("<?xml version=\"1.0\" encoding=\"utf-16\"?>" + summary) },
            { "UTF-16 inside", Convert.ToBase64String([.. Encoding.Unicode.Preamble,
                .. Encoding.Unicode.GetBytes("<?xml version=\"1.0\" encoding=\"utf-16\"?>" + summary)]) },
            { "namespaces and attributes", Files.Base64(summary.Replace("<TONG_HOP>",
                "<TONG_HOP xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns=\"urn:khac\" x=\"1\">", StringComparison.Ordinal)) },
            { "values in literal sections", Files.Base64(System.Text.RegularExpressions.Regex.Replace(summary, "<(\\w+)>([^<]+)</", "<$1><![CDATA[$2]]></")) },
            { "values with white space around", Files.Base64(System.Text.RegularExpressions.Regex.Replace(summary, "<(\\w+)>([^<]+)</", "<$1>\n   $2\t</")) },
            { "small letters", Files.Base64(summary.Replace("GIOI_TINH", "gioi_tinh", StringComparison.Ordinal)) },
            { "wrapped in a list", Files.Base64("<DSACH><MOT>" + summary + "</MOT></DSACH>").Replace("DSACH", "DSACH", StringComparison.Ordinal) },
        };
    }

    [Theory]
    [MemberData(nameof(Writings))]
    public void Every_writing_of_a_table_is_read(string writing, string content)
    {
        var read = Files.Read(Files.Envelope([("XML1", content)]));
        Assert.True(read.Only.Grade != Grade.Refused, writing + ": " + string.Join("; ", read.Only.Faults.Select(f => f.Rule + " " + f.Value)));
        Assert.Equal("NGUYỄN THỊ THỬ", read.Episodes[0].Summary![FieldNames.HO_TEN]);
        Assert.Equal("2", read.Episodes[0].Summary![FieldNames.GIOI_TINH]);
        Assert.Equal("A", read.Episodes[0].Key);
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16BE", false)]
    public void A_file_in_any_unicode_is_read(string name, bool mark)
    {
        var encoding = Encoding.GetEncoding(name);
        var text = Files.Envelope(Good("A")).Replace("utf-8", name.Replace("BE", "", StringComparison.Ordinal), StringComparison.Ordinal);
        var read = Files.Read([.. mark ? encoding.Preamble : [], .. encoding.GetBytes(text)]);
        Assert.Empty(read.All);
        Assert.Equal("NGUYỄN THỊ THỬ", read.Episodes[0].Summary![FieldNames.HO_TEN]);
    }

    [Fact]
    public void A_wrong_name_of_the_encoding_is_told_but_read()
    {
        var read = Files.Read(Files.Envelope(Good("A")).Replace("\"utf-8\"", "\"windows-1258\"", StringComparison.Ordinal));
        var fault = Assert.Single(read.Faults);
        Assert.Equal(("file.encoding-told", Severity.Warn, "windows-1258"), (fault.Rule, fault.Severity, fault.Value));
        Assert.Equal("NGUYỄN THỊ THỬ", read.Episodes[0].Summary![FieldNames.HO_TEN]);
    }

    [Fact]
    public void Letters_of_an_old_code_page_are_refused_not_guessed()
    {
        var text = Files.Envelope([("XML1", Files.Summary("A").Replace("NGUYỄN THỊ THỬ", "Ð#Ê", StringComparison.Ordinal))]).Replace("\"utf-8\"",
            "\"windows-1258\"", StringComparison.Ordinal);
        var read = Files.Read(Encoding.Latin1.GetBytes(text));
        Assert.True(read.IsBroken);
        Assert.Contains(read.Faults, f => f.Rule == "file.encoding" && f.Severity == Severity.Refuse);
        Assert.Empty(read.Episodes);
    }

    [Fact]
    public void The_order_of_kind_and_content_does_not_matter()
    {
        var file = Files.Envelope(Good("A")).Replace("<LOAIHOSO>XML1</LOAIHOSO>", "", StringComparison.Ordinal).Replace("</NOIDUNGFILE>",
            "</NOIDUNGFILE><LOAIHOSO>XML1</LOAIHOSO>", StringComparison.Ordinal);
        Assert.Empty(Files.Read(file).All);
    }

    [Fact]
    public void Tables_may_come_before_the_summary()
    {
        var read = Files.Read(Files.Envelope([("XML2", Files.Base64(Drugs)), ("xml 01", Files.Base64(Files.Summary("A", ("T_TONGCHI_BV", "3000"))))]));
        Assert.Empty(read.All);
        Assert.Equal([1, 2], read.Episodes[0].Tables);
    }

    [Fact]
    public void A_list_without_its_outer_element_is_read_as_older_files_wrote_it()
    {
        var old = Drugs.Replace("<CHITIEU_CHITIET_THUOC>", "", StringComparison.Ordinal).Replace("</CHITIEU_CHITIET_THUOC>", "", StringComparison.Ordinal);
        var read = Files.Read(Files.Envelope([("XML1", Files.Base64(Files.Summary("A", ("T_TONGCHI_BV", "3000")))), ("XML2", Files.Base64(old))]));
        Assert.Empty(read.All);
        Assert.Equal("Thuốc thử", Assert.Single(read.Episodes[0].Rows(2))[FieldNames.TEN_THUOC]);
    }

    [Fact]
    public void An_unknown_kind_is_told_and_the_rest_is_read()
    {
        var read = Files.Read(Files.Envelope([("XML1", Files.Base64(Files.Summary("A"))), ("XML99", Files.Base64("<X/>"))], Good("B")));
        var fault = Assert.Single(read.All);
        Assert.Equal(("table.unknown-kind", "XML99", 1, "A"), (fault.Rule, fault.Value, fault.Record, fault.EpisodeKey));
        Assert.Equal([Grade.Refused, Grade.Accepted], read.Verdicts.Select(v => v.Grade));
        Assert.NotNull(read.Episodes[0].Summary);
    }

    [Fact]
    public void A_kind_that_does_not_fit_its_content_is_refused()
    {
        var read = Files.Read(Files.Envelope([("XML1", Files.Base64(Files.Summary("A"))), ("XML3", Files.Base64(Drugs))]));
        Assert.Contains(read.Only.Faults, f => f is { Rule: "XML3.content", Table: "XML3", Value: "CHITIEU_CHITIET_THUOC", Severity: Severity.Refuse });
    }

    [Theory]
    [InlineData("####", "XML2.base64")]
    [InlineData("QUJD=QUJD", "XML2.base64")]
    [InlineData("PFhNTD4=", "XML2.broken")]
    [InlineData("", "XML2.empty")]
    public void One_bad_table_leaves_the_other_tables_and_records_unharmed(string content, string rule)
    {
        var read = Files.Read(Files.Envelope([("XML2", content), ("XML1", Files.Base64(Files.Summary("A")))], Good("B")));
        Assert.Contains(read.Verdicts[0].Faults, f => f.Rule == rule && f.Table == "XML2");
        Assert.Equal(["A", "B"], read.Episodes.Select(e => e.Key));
        Assert.Equal(Grade.Accepted, read.Verdicts[1].Grade);
        Assert.False(read.IsBroken);
    }

    [Fact]
    public void A_key_that_comes_twice_refuses_the_second_record_only()
    {
        var read = Files.Read(Files.Envelope(Good("A"), Good("B"), Good("A")));
        Assert.Equal([Grade.Accepted, Grade.Accepted, Grade.Refused], read.Verdicts.Select(v => v.Grade));
        Assert.Contains(read.Verdicts[2].Faults, f => f is { Rule: "file.key-twice", Value: "A", Expected: "1", Record: 3 });
    }

    [Fact]
    public void A_count_that_does_not_agree_is_told()
    {
        var read = Files.Read(Files.Envelope(Good("A")).Replace("<SOLUONGHOSO>1<", "<SOLUONGHOSO>5<", StringComparison.Ordinal));
        Assert.Contains(read.Faults, f => f is { Rule: "file.count", Value: "5", Expected: "1", Severity: Severity.Warn });
    }

    [Fact]
    public void Another_facility_than_the_files_is_refused()
    {
        var read = Files.Read(Files.Envelope("99777", Good("A")));
        Assert.Contains(read.Only.Faults, f => f is { Rule: "XML1.MA_CSKCB.head", Value: "99001", Expected: "99777", Severity: Severity.Refuse });
    }

    [Fact]
    public void Unknown_elements_are_told_once_and_left_out()
    {
        var read = Files.Read(Files.Envelope([("XML1", Files.Base64(Files.Summary("A").Replace("<STT>", "<LA_LAM><x/></LA_LAM><STT>", StringComparison.Ordinal)))]));
        var fault = Assert.Single(read.All);
        Assert.Equal(("XML1.element", "LA_LAM", Severity.Warn), (fault.Rule, fault.Value, fault.Severity));
    }

    [Fact]
    public void A_field_twice_in_a_row_is_refused_because_nobody_knows_which_is_meant()
    {
        var read = Files.Read(Files.Envelope([("XML1", Files.Base64(Files.Summary("A").Replace("<STT>", "<GIOI_TINH>1</GIOI_TINH><STT>", StringComparison.Ordinal)))]));
        Assert.Contains(read.Only.Faults, f => f is { Rule: "XML1.GIOI_TINH.twice", Severity: Severity.Refuse });
    }

    [Fact]
    public void A_bare_table_is_an_episode()
    {
        var read = Files.Read(Files.Summary("A"));
        Assert.Equal("A", Assert.Single(read.Episodes).Key);
        Assert.Equal(Grade.Accepted, read.Only.Grade);
    }

    [Fact]
    public void A_fault_names_the_line_of_its_row()
    {
        var row = Drugs[Drugs.IndexOf("<CHI_TIET_THUOC>", StringComparison.Ordinal)..Drugs.IndexOf("</DSACH", StringComparison.Ordinal)];
        var xml = "<CHITIEU_CHITIET_THUOC>\n<DSACH_CHI_TIET_THUOC>\n" + row + "\n<CHI_TIET_THUOC>\n<MA_LK>A</MA_LK>\n</CHI_TIET_THUOC></DSACH_CHI_TIET_THUOC></CHITIEU_CHITIET_THUOC>";
        var read = Files.Read(Files.Envelope([("XML1", Files.Base64(Files.Summary("A", ("T_TONGCHI_BV", "3000")))), ("XML2", Files.Base64(xml))]));
        var fault = read.Only.Faults.First(f => f.Rule == "XML2.SO_LUONG.required");
        Assert.Equal(("tep.xml", "A", "XML2", 2, 5, "SO_LUONG"), (fault.File, fault.EpisodeKey, fault.Table, fault.Row, fault.Line, fault.Field));
    }

    [Fact]
    public void The_shared_sample_is_read_and_not_refused()
    {
        var sample = Path.Combine(Files.Root, "../shared/data/bhyt/sample_3176.xml");
        if (!File.Exists(sample)) Assert.Skip("The folder of samples beside the repository is absent.");
        var read = Files.Read(File.ReadAllBytes(sample));
        Assert.Equal(Grade.AcceptedWithWarnings, read.Only.Grade);
        Assert.Equal(("14", 1), (read.Episodes[0].Summary![FieldNames.MA_LOAI_KCB], read.Episodes[0].Rows(3).Count));
        Assert.All(read.Only.Faults, f => Assert.EndsWith(".required", f.Rule));
    }

    [Theory]
    [InlineData("")]
    [InlineData("xin chào")]
    [InlineData("<html><body/></html>")]
    [InlineData("{\"a\":1}")]
    [InlineData("%PDF-1.4")]
    public void What_is_no_file_of_the_feed_is_told_as_such(string content)
    {
        var read = Files.Read(content);
        Assert.Empty(read.Episodes);
        Assert.Contains(read.Faults, f => f.Severity == Severity.Refuse);
    }
}
