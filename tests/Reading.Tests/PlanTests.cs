namespace LienY.Reading.Tests;

/// <summary>Plans of other provinces and other shapes, written for this project.</summary>
public sealed class PlanTests
{
    static string Row(IndicatorRow i) =>
        FormattableString.Invariant($"{i.Path} {i.Comparator.Sign()} {i.Value}{(i.High is null ? "" : ".." + i.High)} {i.Unit} | {i.Name}");

    [Fact]
    public void Cooperation_plan_with_the_childrens_hospital_gives_its_targets()
    {
        Assert.Equal(
        [
            "II.2 < 19 ‰ | Tỷ suất tử vong trẻ em dưới 5 tuổi", "II.2 <= 13 ‰ | Tỷ suất tử vong trẻ em dưới 1 tuổi",
            "II.2 = 75.6 % | Trạm y tế có cán bộ được tập huấn cấp cứu nhi", "II.2 >= 10 bác sĩ | Bác sĩ chuyên khoa nhi",
            "II.2 between 300..500 trẻ | Trẻ được khám sàng lọc tim bẩm sinh", "II.2 between 5..15 % | Mức tăng số ca hội chẩn từ xa",
            "II.2 >= 1 lần/tuần | Sinh hoạt chuyên môn trực tuyến", "II.2 = 100 % | Bệnh viện tuyến huyện duy trì đơn nguyên sơ sinh",
            "II.2 > 97 % | Người bệnh hài lòng", "II.2 <= 6 % | Tỷ lệ chuyển tuyến",
            "III.1 = 6 lớp | Lớp đào tạo liên tục về hồi sức sơ sinh", "III.1 = 180 học viên | Học viên", "III.2 = 5 kỹ thuật | Kỹ thuật trong lĩnh vực hồi sức, ngoại nhi",
        ], Samples.Own("hop-tac-benh-vien-nhi").Indicators.Select(Row));
    }

    [Fact]
    public void Letterhead_and_signature_side_by_side_are_parted()
    {
        var plan = Samples.Own("hop-tac-benh-vien-nhi").Documents.Single();
        Assert.Equal(("45/KH-SYT", new DateOnly(2024, 3, 5), "Sở Y tế tỉnh Hà Giang", "Hà Giang"), (plan.Number, plan.Date!.Value, plan.Issuer, plan.Place));
        Assert.Equal(("Nguyễn Thị Minh Hòa", "PHÓ GIÁM ĐỐC"), (plan.Signer!.Name, plan.Signer.Position));
        Assert.Equal(["KT. GIÁM ĐỐC"], plan.Signer.Authority);
        Assert.Equal(["UBND tỉnh (b/c)", "Bệnh viện Nhi TW (p/h)", "Các đơn vị trực thuộc", "Lưu: VT, NVY"], plan.Recipients);
        Assert.Equal("Kế hoạch 30/KH-UBND", plan.Parent?.Ref);
        Assert.Equal(4, plan.Bases.Count);
    }

    [Fact]
    public void Class_table_in_markdown_keeps_sections_and_columns()
    {
        var rows = Samples.Own("hop-tac-benh-vien-nhi").Activities;
        Assert.Equal(["PL.I.1", "PL.I.2", "PL.II.1"], rows.Select(a => a.Path));
        Assert.Equal(("Đào tạo", "Bác sĩ, điều dưỡng", "30", "30 học viên được cấp chứng chỉ"), (rows[0].Section, rows[0].Audience, rows[0].Quantity, rows[0].Product));
        Assert.Equal(["BVĐK tỉnh", "TTYT các huyện"], rows[0].Cooperating);
        Assert.Equal((new DateOnly(2024, 5, 1), new DateOnly(2024, 7, 31)), (rows[2].Start!.Value, rows[2].End!.Value));
    }

    [Fact]
    public void Parts_that_do_not_add_up_to_the_total_are_shown()
    {
        var plan = Samples.Own("hop-tac-benh-vien-nhi");
        Assert.Contains(plan.Warnings, w => w.Code == "budget-parts-sum");
        Assert.Equal([1250m, 800m, 400m], plan.Budgets.Select(b => b.Amount!.Value));
        Assert.Contains(plan.Checks, c => c.Code == "words-digits" && c.Ok);
    }

    [Fact]
    public void Report_days_and_receivers_are_read()
    {
        var owed = Samples.Own("hop-tac-benh-vien-nhi").ReportObligations;
        Assert.Equal(["06-10", "12-10"], owed[0].DueDays);
        Assert.Equal(("Phòng Nghiệp vụ Y", "Lãnh đạo Sở"), (owed[0].From, owed[0].To));
        Assert.Equal(["quý", "6 tháng", "năm"], owed[1].Cadence);
        Assert.Equal("Sở Y tế", owed[1].To);
    }

    [Fact]
    public void Indicator_table_by_year_gives_a_series_with_baselines()
    {
        var plan = Samples.Own("ttyt-huyen-chi-tieu");
        var table = plan.Indicators.Where(IsOfTable).ToList();
        Assert.Equal(15, table.Count);
        Assert.Equal("A.2 < 13.5 ‰ | Tỷ suất chết trẻ em dưới 1 tuổi", Row(table[4]));
        Assert.Equal((2024, 14.5m), (table[4].Period!.To!.Value.Year, table[4].Baseline!.Value));
        Assert.Equal(62000m, table.First(i => i.Name == "Số lượt khám bệnh").Value);
        Assert.Equal(
        [
            "B.I.1.1 >= 95 % | Tỷ lệ trẻ dưới 1 tuổi được tiêm chủng đầy đủ", "B.I.1.1 maintain 100 % | Xã, thị trấn thanh toán uốn ván sơ sinh", "B.I.1.2 < 60 /100.000 dân | Tỷ lệ mắc lao",
            "B.II <= 45 phút | Thời gian chờ khám bình quân", "B.II >= 48 tiết/2 năm | Đào tạo liên tục cho nhân viên y tế", "B.II = 80 % | Tỷ lệ hồ sơ sức khỏe điện tử",
            "B.II = 90 % | Tỷ lệ hồ sơ sức khỏe điện tử", "B.II = 95 % | Tỷ lệ hồ sơ sức khỏe điện tử",
        ], plan.Indicators.Where(i => !IsOfTable(i)).Select(Row));
        Assert.Equal(3, plan.Indicators.Count(i => i.Series is not null && !IsOfTable(i)));

        static bool IsOfTable(IndicatorRow row) => row.Series?.StartsWith('T') == true;
    }

    [Fact]
    public void Blank_number_and_day_are_warned_of()
    {
        var plan = Samples.Own("ttyt-huyen-chi-tieu");
        Assert.Null(plan.Documents[0].Number);
        Assert.Null(plan.Documents[0].Date);
        Assert.Equal("Lô Văn Thành", plan.Documents[0].Signer?.Name);
        Assert.Equal(["number-blank", "date-blank"], plan.Warnings.Where(w => w.Code.EndsWith("blank", StringComparison.Ordinal)).Select(w => w.Code));
    }

    [Fact]
    public void Memorandum_with_articles_is_read()
    {
        var plan = Samples.Own("ghi-nho-hop-tac");
        var memo = plan.Documents.Single();
        Assert.Equal(("Bản ghi nhớ", new DateOnly(2024, 2, 20), "Đỗ Văn Hùng"), (memo.Type, memo.Date!.Value, memo.Signer!.Name));
        Assert.Equal(
        [
            "Đ1.1 > 80 % | Kỹ thuật tuyến tỉnh được thực hiện thường quy tại Bệnh viện Đa khoa tỉnh", "Đ1.2 >= 2 điểm phần trăm | Mức giảm tỷ lệ chuyển tuyến trung ương",
            "Đ1.3 = 15 cặp | Cặp bác sĩ - điều dưỡng về can thiệp tim mạch", "Đ2.2 >= 2 buổi/tháng | Hội chẩn từ xa",
        ], plan.Indicators.Select(Row));
        Assert.Equal(["Bên A", "Bên B"], plan.Duties.Select(d => d.Unit));
    }

    [Fact]
    public void Population_plan_gives_rates_with_their_denominators()
    {
        var plan = Samples.Own("dan-so");
        var rows = plan.Indicators.Select(Row).ToList();
        foreach (var wanted in (string[])["I.1.a = 31.5 giường/vạn dân | Giường trên vạn dân", "I.1.a = 9.5 bác sĩ/vạn dân | Bác sĩ trên vạn dân", "I.1.a = 2.8 dược sĩ đại học/vạn dân | Dược sĩ đại học trên vạn dân",
            "I.1.b < 112 trẻ nam/100 trẻ nữ | Tỷ số giới tính khi sinh", "I.1.c < 9 % | Tỷ lệ suy dinh dưỡng thể nhẹ cân", "I.1.d < 8 ca/100.000 dân | Sốt xuất huyết", "I.1.đ = 2.1 con/phụ nữ | Tổng tỷ suất sinh",
            "I.2 = 75 tuổi | Tuổi thọ bình quân", "I.2 >= 68 năm | Thời gian sống khỏe mạnh", "I.2 <= 109 bé trai/100 bé gái | Tỷ số giới tính khi sinh", "I.2 <= 40 ca/100.000 trẻ đẻ sống | Tử vong mẹ", "I.2 < 9 ‰ | Tử vong sơ sinh"])
            Assert.Contains(wanted, rows);
        Assert.Equal(60m, plan.Indicators.Single(i => i.Value == 90).Baseline);
        Assert.InRange(rows.Count, 18, 20);
    }

    [Fact]
    public void Impossible_day_second_date_and_missing_annex_are_shown()
    {
        var codes = Samples.Own("dan-so").Warnings.Select(w => w.Code).ToList();
        Assert.Contains("date-impossible", codes);
        Assert.Contains("citation-two-dates", codes);
        Assert.Contains("annex-missing", codes);
        Assert.Contains("recognition-doubt", codes);
    }

    [Fact]
    public void Units_on_both_sides_of_a_colon_are_one_heading()
    {
        var duties = Samples.Own("dan-so").Duties;
        Assert.Equal(["Sở Y tế", "Các Sở: Tài chính, Kế hoạch và Đầu tư", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các đoàn thể", "UBND các huyện, thị xã, thành phố"], duties.Select(d => d.Unit));
        Assert.Equal([2, 1, 1, 2], duties.Select(d => d.Items.Count));
    }

    [Fact]
    public void Plan_in_parts_with_spaced_columns_is_read()
    {
        var plan = Samples.Own("nguoi-cao-tuoi");
        var document = plan.Documents.Single();
        Assert.Equal(("2145/KH-UBND", "Ủy ban nhân dân tỉnh Lâm Đồng", "Phạm S", "PHÓ CHỦ TỊCH"), (document.Number, document.Issuer, document.Signer!.Name, document.Signer.Position));
        Assert.Equal(["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"], document.Signer.Authority);
        Assert.DoesNotContain(plan.Indicators, i => i.Lines.First < 17);
        Assert.DoesNotContain(plan.Indicators, i => i.Lines.First > 42);
        Assert.Equal([100, 70, 80, 85, 70, 90, 50, 66.67m, 1.2m, 5, 3, 75.5m, 0.2m, 4500, 95, 5, 90, 68, 4, 12, 5000, 142, 2], plan.Indicators.Select(i => i.Value!.Value));
        Assert.Equal([2025, 2026], plan.Budgets.Select(b => b.Year!.Value));
        Assert.Equal(["Sở Y tế", "Sở Tài chính", "Sở Lao động - Thương binh và Xã hội, Hội Người cao tuổi tỉnh", "UBND các huyện, thành phố"], plan.Duties.Select(d => d.Unit));
    }

    [Theory, InlineData("nguoi-cao-tuoi"), InlineData("hop-tac-benh-vien-nhi"), InlineData("ttyt-huyen-chi-tieu"), InlineData("ghi-nho-hop-tac"), InlineData("dan-so")]
    public void Every_quote_stands_in_its_lines(string name)
    {
        var plan = Samples.Own(name);
        foreach (var (quote, lines) in plan.Indicators.Select(i => (i.Quote, i.Lines)).Concat(plan.ReportObligations.Select(o => (o.Quote, o.Lines))))
            Assert.Contains(quote.Bare(), string.Concat(Enumerable.Range(lines.First, lines.Last - lines.First + 1).Select(n => plan.Text[n - 1])).Bare(), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_goes_out_and_comes_back()
    {
        var plan = Samples.Own("dan-so");
        var json = PlanJson.Write(plan);
        Assert.Contains("\"comparator\": \"<\"", json, StringComparison.Ordinal);
        Assert.Equal(json, PlanJson.Write(PlanJson.Read(json)));
    }
}
