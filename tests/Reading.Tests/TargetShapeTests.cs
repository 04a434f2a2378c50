namespace LienY.Reading.Tests;

/// <summary>Ranges, fractions, frequencies, rolling windows, changes and series become the figure, the unit and the time that they say.</summary>
public sealed class TargetShapeTests
{
    static IndicatorRow One(string goal) => Assert.Single(TypedPlan.Read([goal]).Indicators);

    [Theory]
    [InlineData("- Tổ chức từ 5–7 lớp tập huấn hồi sức cấp cứu trong năm 2024.", 5, 7, "lớp")]
    [InlineData("- Tổ chức 5 đến 7 buổi sinh hoạt chuyên môn.", 5, 7, "buổi")]
    [InlineData("- Hằng năm cử 05-07 bác sĩ đi đào tạo chuyên khoa.", 5, 7, "bác sĩ/năm")]
    [InlineData("- Số trẻ em được phẫu thuật tim hằng năm từ 300 - 500 trẻ.", 300, 500, "trẻ/năm")]
    public void A_range_keeps_both_ends(string goal, int low, int high, string unit)
    {
        var row = One(goal);
        Assert.Equal((Comparator.Between, low, high, unit), (row.Comparator, row.Value, row.High, row.Unit));
    }

    [Theory]
    [InlineData("- Phấn đấu ≥ 2/3 số trạm y tế xã có bác sĩ làm việc.", 66.67, "%", "2/3", Comparator.AtLeast)]
    [InlineData("- Ít nhất 146/152 trạm y tế xã đạt tiêu chí quốc gia.", 146, "trạm", "146/152", Comparator.AtLeast)]
    [InlineData("- 146/152 (96%) trạm y tế xã đạt tiêu chí quốc gia.", 96, "%", "146/152", Comparator.Equal)]
    [InlineData("- Ba phần tư số trạm y tế có máy siêu âm.", 75, "%", "3/4", Comparator.Equal)]
    [InlineData("- Ít nhất một nửa số trạm y tế có máy siêu âm.", 50, "%", "1/2", Comparator.AtLeast)]
    public void A_fraction_is_kept_beside_its_figure(string goal, decimal value, string unit, string fraction, Comparator comparator)
    {
        var row = One(goal);
        Assert.Equal((value, unit, fraction, comparator), (row.Value, row.Unit, row.Fraction, row.Comparator));
    }

    [Theory]
    [InlineData("- Kiểm tra, giám sát mỗi quý 1 lần tại các trung tâm y tế.", 1, "lần/quý", "Kiểm tra, giám sát tại các trung tâm y tế", "1 quý")]
    [InlineData("- Tổ chức giao ban hằng tháng ít nhất 01 lần.", 1, "lần/tháng", "Tổ chức giao ban", "1 tháng")]
    [InlineData("- Hội chẩn từ xa tối thiểu 2 lần/tuần.", 2, "lần/tuần", "Hội chẩn từ xa", "1 tuần")]
    [InlineData("- Mỗi tháng tổ chức ít nhất 02 buổi hội chẩn từ xa.", 2, "buổi/tháng", "Buổi hội chẩn từ xa", "1 tháng")]
    [InlineData("- 6 tháng một lần đánh giá năng lực cán bộ.", 1, "lần/6 tháng", "Đánh giá năng lực cán bộ", "6 tháng")]
    [InlineData("- Mỗi năm tổ chức 02 (hai) hội nghị khoa học.", 2, "hội nghị/năm", "Hội nghị khoa học", "1 năm")]
    [InlineData("- Mỗi điều dưỡng học tối thiểu 48 tiết/2 năm.", 48, "tiết/2 năm", "Mỗi điều dưỡng học", "2 năm")]
    public void A_frequency_belongs_to_the_unit_and_says_the_span_that_is_counted(string goal, int value, string unit, string name, string window)
    {
        var row = One(goal);
        Assert.Equal((value, unit, name, window), (row.Value, row.Unit, row.Name, row.Window));
    }

    [Theory]
    [InlineData("- Tỷ lệ nhiễm khuẩn bệnh viện trong 12 tháng gần nhất dưới 4%.", 4, "%", "12 tháng")]
    [InlineData("- Mỗi bác sĩ tích lũy tối thiểu 48 tiết đào tạo liên tục trong 2 năm liên tục.", 48, "tiết", "2 năm")]
    public void A_rolling_window_is_told_apart_from_the_time_of_the_plan(string goal, int value, string unit, string window)
    {
        var row = One(goal);
        Assert.Equal((value, unit, window, new DateOnly(2026, 12, 31)), (row.Value, row.Unit, row.Window, row.Period!.To));
    }

    [Theory]
    [InlineData("- Số ca hội chẩn từ xa tăng 10 % so với năm trước.", 10, "%", "increase", "năm trước", "Mức tăng số ca hội chẩn từ xa")]
    [InlineData("- Tỷ lệ chuyển tuyến giảm 15% so với năm 2023.", 15, "%", "decrease", "năm 2023", "Mức giảm tỷ lệ chuyển tuyến")]
    [InlineData("- Số lượt khám bệnh tăng ít nhất 5% so với cùng kỳ năm trước.", 5, "%", "increase", "cùng kỳ năm trước", "Mức tăng số lượt khám bệnh")]
    [InlineData("- Tăng gấp 2 lần số ca phẫu thuật nội soi so với năm 2023.", 2, "lần", "times", "năm 2023", "Ca phẫu thuật nội soi")]
    public void A_change_says_what_it_is_measured_against(string goal, int value, string unit, string change, string against, string name)
    {
        var row = One(goal);
        Assert.Equal((value, unit, change, against, name), (row.Value, row.Unit, row.Change, row.Against, row.Name));
    }

    [Theory]
    [InlineData("- Tỷ lệ người bệnh hài lòng đạt 80% năm 2024, 85% năm 2025 và 90% năm 2026.")]
    [InlineData("- Tỷ lệ người bệnh hài lòng đạt 80%, 85%, 90% tương ứng các năm 2024, 2025, 2026.")]
    [InlineData("- Tỷ lệ người bệnh hài lòng các năm 2024, 2025, 2026 lần lượt đạt 80%, 85% và 90%.")]
    [InlineData("- Tỷ lệ người bệnh hài lòng: năm 2024 đạt 80%; năm 2025 đạt 85%; năm 2026 đạt 90%.")]
    public void A_series_is_one_target_with_a_figure_for_every_year(string goal)
    {
        var rows = TypedPlan.Read([goal]).Indicators;
        Assert.Equal([(80m, 2024), (85m, 2025), (90m, 2026)], rows.Select(r => (r.Value!.Value, r.Period!.To!.Value.Year)));
        Assert.All(rows, r => Assert.Equal("Tỷ lệ người bệnh hài lòng", r.Name));
        Assert.Single(rows.Select(r => r.Series).Distinct(), s => s is not null);
    }

    [Fact]
    public void Phases_of_a_plan_are_the_times_of_their_figures()
    {
        var rows = TypedPlan.Read(["- Giai đoạn 2024–2025: 70% trạm y tế kết nối hội chẩn; giai đoạn 2026-2027: 100% trạm y tế kết nối hội chẩn."]).Indicators;
        Assert.Equal([(70m, 2024, 2025), (100m, 2026, 2027)], rows.Select(r => (r.Value!.Value, r.Period!.From!.Value.Year, r.Period.To!.Value.Year)));
    }

    [Theory]
    [InlineData("- Tỷ lệ tiêm chủng đầy đủ tăng từ 85% lên 95% vào năm 2026.", 85, 95, Comparator.AtLeast)]
    [InlineData("- Tỷ lệ tử vong sơ sinh giảm từ 8‰ xuống 5‰.", 8, 5, Comparator.AtMost)]
    public void Where_it_starts_from_is_no_target(string goal, int from, int to, Comparator comparator)
    {
        var row = One(goal);
        Assert.Equal((from, to, comparator), (row.Baseline, row.Value, row.Comparator));
    }
}
