namespace LienY.Reading.Tests;

/// <summary>What a paper says twice and differently is shown with both places; what agrees is left in peace.</summary>
public sealed class ContradictionTests
{
    static ReadingWarning Only(PlanReading reading, string code) => Assert.Single(reading.Warnings, w => w.Code == code);

    static string At(PlanReading reading, LineSpan lines) => string.Join(' ', reading.Text.Skip(lines.First - 1).Take(lines.Last - lines.First + 1));

    [Fact]
    public void Digits_and_the_words_behind_them_must_say_one_number()
    {
        var reading = TypedPlan.Read(["- Tổ chức 05 (năm) lớp tập huấn, 06 (bảy) đợt khám lưu động.", "- Tổ chức 02 (ba) hội nghị."]);
        Assert.Equal(["“06 (bảy)”: bằng số là 6, bằng chữ là 7.", "“02 (ba)”: bằng số là 2, bằng chữ là 3."], reading.Warnings.Where(w => w.Code == "words-digits").Select(w => w.Message));
        Assert.Contains("06 (bảy)", At(reading, reading.Warnings.First(w => w.Code == "words-digits").Lines));
    }

    [Fact]
    public void Money_in_words_must_say_what_the_digits_say()
    {
        var reading = TypedPlan.Read(["- Tỷ lệ hài lòng đạt 90%."], money: ["Tổng kinh phí: 500 triệu đồng (Bằng chữ: Sáu trăm triệu đồng)."]);
        Assert.Contains("600.000.000", Only(reading, "words-digits").Message);
    }

    [Fact]
    public void A_decision_cited_with_two_dates_is_shown_with_both_places_also_within_a_table()
    {
        var reading = TypedPlan.Read(["- Tỷ lệ hài lòng đạt 90% theo Quyết định số 05/QĐ-UBND ngày 03/01/2024."],
            annex: ["TT\tNội dung\tThời gian\tĐơn vị chủ trì\tSản phẩm", "1\tĐào tạo theo Quyết định số 05/QĐ-UBND ngày 04/01/2024\tQuý II/2024\tSở Y tế\tChứng nhận"]);
        var two = reading.Warnings.Where(w => w.Code == "citation-two-dates").ToList();
        Assert.Equal(2, two.Count);
        Assert.All(two, w => Assert.Contains("02/01/2024", At(reading, Assert.Single(w.Related))));
        Assert.Contains("03/01/2024", At(reading, two[0].Lines));
        Assert.Contains("04/01/2024", At(reading, two[1].Lines));
    }

    [Fact]
    public void Parts_of_a_count_must_sum_to_it_in_a_line_and_in_the_items_below()
    {
        var reading = TypedPlan.Read(["- Đào tạo 120 bác sĩ, gồm: 70 bác sĩ nhi khoa và 40 bác sĩ sản khoa.", "- Tổ chức 12 lớp tập huấn, gồm:", "+ 05 lớp hồi sức cấp cứu;", "+ 06 lớp nhi khoa.",
            "- Cử 30 điều dưỡng đi học, gồm: 20 điều dưỡng hồi sức và 10 điều dưỡng nhi."]);
        var sums = reading.Warnings.Where(w => w.Code == "count-parts-sum").ToList();
        Assert.Equal(2, sums.Count);
        Assert.Contains("120 bác sĩ, các phần cộng lại 110 (70 + 40)", sums[0].Message);
        Assert.Contains("12 lớp, các phần cộng lại 11 (5 + 6)", sums[1].Message);
        Assert.Equal(2, sums[1].Related.Count);
    }

    [Fact]
    public void Some_of_the_parts_need_not_sum_to_the_whole() =>
        Assert.DoesNotContain(TypedPlan.Read(["- Đào tạo 120 bác sĩ, trong đó: 70 bác sĩ nhi khoa và 40 bác sĩ sản khoa."]).Warnings, w => w.Code == "count-parts-sum");

    [Fact]
    public void Sources_and_projects_must_each_sum_to_the_total()
    {
        var reading = TypedPlan.Read(["- Tỷ lệ hài lòng đạt 90%."], money: ["Tổng kinh phí: 500 triệu đồng, trong đó:", "- Ngân sách tỉnh: 300 triệu đồng;", "- Nguồn xã hội hóa: 150 triệu đồng."]);
        Assert.Contains("450.000.000", Only(reading, "budget-parts-sum").Message);
    }

    static readonly string[] Money = ["Đơn vị tính: triệu đồng", "TT\tNội dung\tKinh phí"];

    [Fact]
    public void A_table_by_project_and_by_source_tells_the_whole_twice()
    {
        string[] rows = [.. Money, "I\tTheo dự án\t500", "1\tDự án đào tạo\t300", "2\tDự án trang thiết bị\t200", "II\tTheo nguồn vốn\t480", "1\tNgân sách tỉnh\t400", "2\tNguồn xã hội hóa\t80", "\tTổng cộng\t500"];
        var reading = TypedPlan.Read(["- Tỷ lệ hài lòng đạt 90%."], annex: rows);
        var wrong = Only(reading, "budget-column-sum");
        Assert.Contains("theo nguồn vốn", wrong.Message);
        Assert.Contains("480", wrong.Message);
        Assert.Contains("Tổng cộng", At(reading, wrong.Lines));
        Assert.Contains("Theo nguồn vốn", At(reading, Assert.Single(wrong.Related)));
    }

    [Fact]
    public void The_total_of_the_text_and_that_of_the_annex_must_agree()
    {
        string[] Annex(int last) => [.. Money, "1\tĐào tạo\t300", $"2\tTrang thiết bị\t{last}", $"\tTổng cộng\t{300 + last}"];
        var reading = TypedPlan.Read(["- Tỷ lệ hài lòng đạt 90%."], money: ["Tổng kinh phí: 500 triệu đồng."], annex: Annex(250));
        var differs = Only(reading, "budget-text-table");
        Assert.Contains("500 triệu", At(reading, differs.Lines));
        Assert.Contains("550", At(reading, Assert.Single(differs.Related)));
        Assert.DoesNotContain(TypedPlan.Read(["- Tỷ lệ hài lòng đạt 90%."], money: ["Tổng kinh phí: 500 triệu đồng."], annex: Annex(200)).Warnings, w => w.Code == "budget-text-table");
    }

    [Fact]
    public void A_target_of_the_text_and_its_row_in_the_annex_must_agree()
    {
        var reading = TypedPlan.Read(["- Tỷ lệ trạm y tế xã có bác sĩ làm việc đạt 90%."], annex: ["TT\tChỉ tiêu\tĐơn vị tính\tNăm 2026", "1\tTỷ lệ trạm y tế xã có bác sĩ làm việc\t%\t85"], period: "năm 2026");
        var differs = Only(reading, "target-conflict");
        Assert.Equal(["90%", "85"], new[] { differs.Lines, Assert.Single(differs.Related) }.Select(l => At(reading, l)).OrderByDescending(t => t.Contains("90%", StringComparison.Ordinal)).Select(t => t.Contains("90%", StringComparison.Ordinal) ? "90%" : t.Contains("85", StringComparison.Ordinal) ? "85" : t));
    }
}
