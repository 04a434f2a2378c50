namespace LienY.Formulas.Tests;

public sealed class ParsingTests
{
    [Fact]
    public void Item_holds_kind_topic_unit_and_sorted_dimensions()
    {
        var item = Assert.IsType<EvidenceItem>(Assert.Single(Formula.Parse("distinct(E{ tele.consult.held ; role=host; topic=this; unit=this; area = cao nguyên })").Items));
        Assert.Equal((Measure.Distinct, "tele.consult.held", "this", "this"), (item.Measure, item.Kind, item.Topic, item.Unit));
        Assert.Equal([("area", "cao nguyên"), ("role", "host")], item.Dims);
        Assert.True(item.NeedsFacts);
    }

    [Theory]
    [InlineData("E{a}.window(24 months)", "2023-12-01")]
    [InlineData("E{a}.window(2 năm)", "2023-12-01")]
    [InlineData("E{a}.window(30 days)", "2025-11-01")]
    [InlineData("(E{a} + 1).window(1 quý)", "2025-09-01")]
    [InlineData("count(E{a}).yearToDate()", "2025-01-01")]
    [InlineData("E{a}", "2025-06-01")]
    public void Window_counts_back_from_the_last_day(string formula, string first) =>
        Assert.Equal(DateOnly.Parse(first, null), Formula.Parse(formula).Items[0].First(new(2025, 6, 1), new(2025, 11, 30)));

    [Fact]
    public void Inner_window_stays_when_the_outer_part_has_one_too()
    {
        var items = Formula.Parse("E{a}.window(3 months) + E{a}").Items;
        Assert.Equal(2, items.Count);
    }

    [Theory]
    [InlineData("", 0, "Công thức còn trống.")]
    [InlineData("1 +", 3, "Công thức kết thúc giữa chừng.")]
    [InlineData("1 + * 2", 4, "Không hiểu phần “{0}”.")]
    [InlineData("(1 + 2", 6, "Thiếu dấu “)” cho dấu “(” ở ký tự {0}.")]
    [InlineData("greatest(1, 2 3)", 14, "Cần dấu “{0}” ở đây.")]
    [InlineData("1 2", 2, "Không hiểu phần “{0}”.")]
    [InlineData("foo(1)", 0, "Không có hàm “{0}”.")]
    [InlineData("E{plan.task.done", 0, "Thiếu dấu “{0}” để đóng.")]
    [InlineData("1 + E{x; topic}", 4, "Điều kiện “{0}” viết chưa đúng, ví dụ topic=this hoặc on_time=true.")]
    [InlineData("E{x; unit=abc}", 0, "“{0}” phải là this hoặc một mã định danh.")]
    [InlineData("E{số việc}", 0, "Loại sự kiện “{0}” viết chưa đúng, ví dụ plan.task.done.")]
    [InlineData("1 + true", 4, "Chỗ này cần một số.")]
    [InlineData("if(1, 2, 3)", 3, "Chỗ này cần một điều kiện đúng hoặc sai.")]
    [InlineData("count(1)", 0, "Hàm “{0}” cần ít nhất một mục số liệu bên trong.")]
    [InlineData("distinct(1)", 0, "Hàm “{0}” cần đúng một minh chứng, ví dụ {0}(E{{plan.task.done}}).")]
    [InlineData("E{a}.window(2 kỷ)", 14, "Không có đơn vị thời gian “{0}”. Dùng được: days, weeks, months, quarters, years.")]
    [InlineData("E{a}.rank()", 5, "Không có cách tính “{0}”. Dùng được: {1}.")]
    [InlineData("2 $ 3", 2, "Ký hiệu “{0}” không dùng được trong công thức.")]
    [InlineData("99999999999999999999999999999999", 0, "Số “{0}” quá lớn.")]
    public void Error_says_what_and_where(string formula, int position, string text)
    {
        var error = Assert.Throws<FormulaError>(() => Formula.Parse(formula));
        Assert.Equal((position, text), (error.Position, error.Text));
    }

    [Theory]
    [InlineData("avg(#{a}) + 1", true)]
    [InlineData("if(#{a} > percentileCont(0.9, #{a}), 1, 0)", true)]
    [InlineData("normDistCum(#{a})", true)]
    [InlineData("normDistCum(#{a}, 1, 2)", false)]
    [InlineData("normDistCum(#{a}, avg(#{a}), stddev(#{a}))", true)]
    [InlineData("count(E{a}) + sum(E{b})", false)]
    [InlineData("count(#{a})", true)]
    public void Formula_says_whether_it_looks_at_samples(string formula, bool looks) => Assert.Equal(looks, Formula.Parse(formula).LooksAtSamples);

    [Fact]
    public void Formula_says_which_data_sets_it_asks_about() =>
        Assert.Equal(["a", "b"], Formula.Parse("if(orgUnit.dataSet(a, b) && !orgUnit.dataSet(b), #{x}, 0)").Sets);

    [Fact]
    public void Deep_nesting_is_refused_rather_than_breaking_the_house() =>
        Assert.Throws<FormulaError>(() => Formula.Parse(new string('(', 900) + "1" + new string(')', 900)));

    [Fact]
    public void Formula_is_told_in_words()
    {
        static string Name(FormulaItem item) => ((EvidenceItem)item).Kind == "plan.task.done" ? "nhiệm vụ hoàn thành" : "nhiệm vụ";
        Assert.Equal("số nhiệm vụ hoàn thành ÷ số nhiệm vụ × 100", Formula.Parse("count(E{plan.task.done}) / count(E{plan.task.set}) * 100").Explain(Name));
        Assert.Equal("(số nhiệm vụ hoàn thành + 1) ÷ (2 × 3)", Formula.Parse("(count(E{plan.task.done}) + 1) / (2 * 3)").Explain(Name));
        Assert.Equal("nếu không có tổng nhiệm vụ trong 24 tháng gần nhất thì −1, nếu không thì nhiệm vụ mới nhất của chỉ tiêu này",
            Formula.Parse("if(isNull(E{t}.window(2 years)), -1, last(E{t; topic=this}))").Explain(Name));
    }
}
