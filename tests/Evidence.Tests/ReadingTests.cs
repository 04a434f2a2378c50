using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Evidence.Tests;

public sealed class ReadingOnSqlite(SqliteSite site) : ReadingTests(site), IClassFixture<SqliteSite>;

public sealed class ReadingOnPostgres(PostgresSite site) : ReadingTests(site), IClassFixture<PostgresSite>;

public abstract class ReadingTests(TestSite site)
{
    static readonly MeasureChoice Official = new("official", null);
    static readonly MeasureChoice Tasks = new("formula", "E{plan.task.done}");
    readonly Steps steps = new(site);

    [Fact]
    public async Task Target_without_facts_has_no_value_rather_than_zero()
    {
        var target = steps.Target("Số nhiệm vụ hoàn thành", Comparator.AtLeast, 10);
        await steps.AdoptAsync((target, Tasks));
        var early = await steps.ReadAsync(target, new(2025, 2, 1));
        var late = await steps.ReadAsync(target, new(2025, 11, 20));
        Assert.Null(late.Value);
        Assert.Equal((TargetStatus.NotDue, TargetStatus.NoData), (early.Status, late.Status));
        Assert.Empty(late.Series);
    }

    [Fact]
    public async Task Facts_up_to_the_day_are_counted_even_inside_a_half_month()
    {
        var target = steps.Target("Số nhiệm vụ hoàn thành", Comparator.AtLeast, 10);
        await steps.AdoptAsync((target, Tasks));
        await steps.HappenAsync([.. new[] { 3, 8, 14, 15, 20, 30 }.Select(d => steps.Fact("plan.task.done", new(2025, 6, d)))]);
        Assert.Equal(2, (await steps.ReadAsync(target, new(2025, 6, 13))).Value);
        Assert.Equal(3, (await steps.ReadAsync(target, new(2025, 6, 14))).Value);
        Assert.Equal(5, (await steps.ReadAsync(target, new(2025, 6, 20))).Value);
        var whole = await steps.ReadAsync(target, new(2025, 7, 31));
        Assert.Equal((6m, 6, Grade.Computed, "6 nhiệm vụ hoàn thành"), (whole.Value, whole.Facts, whole.Grade, whole.Source));
        Assert.Equal([3m, 6m, 6m, 6m], whole.Series.Select(p => p.Value));
    }

    [Fact]
    public async Task Months_of_both_calendars_are_sums_of_the_same_cells()
    {
        var target = steps.Target("Số nhiệm vụ hoàn thành", Comparator.AtLeast, 10);
        await steps.AdoptAsync((target, Tasks));
        await steps.HappenAsync([.. new DateOnly[] { new(2025, 5, 14), new(2025, 5, 15), new(2025, 6, 14), new(2025, 6, 15), new(2025, 6, 30) }.Select(d => steps.Fact("plan.task.done", d))]);
        var evidence = site.Services.GetRequiredService<IEvidence>();
        var calendar = await evidence.WithinAsync([target], new(2025, 6, 1), new(2025, 6, 30), TestContext.Current.CancellationToken);
        var decree = await evidence.WithinAsync([target], new(2025, 5, 15), new(2025, 6, 14), TestContext.Current.CancellationToken);
        Assert.Equal((3m, 2m), (calendar[target.IndicatorId], decree[target.IndicatorId]));
    }

    [Fact]
    public async Task Reversed_fact_no_longer_counts_and_leaves_no_zero()
    {
        var target = steps.Target("Số nhiệm vụ hoàn thành", Comparator.AtLeast, 10);
        await steps.AdoptAsync((target, Tasks));
        var done = steps.Fact("plan.task.done", new(2025, 3, 3));
        await steps.HappenAsync(done);
        Assert.Equal(1, (await steps.ReadAsync(target, new(2025, 11, 20))).Value);
        await steps.HappenAsync(done.Reversal(2, "Nhập nhầm"));
        var after = await steps.ReadAsync(target, new(2025, 11, 20));
        Assert.Equal((null, 0, null), (after.Value, after.Facts, after.Grade));
        Assert.Equal(TargetStatus.NoData, after.Status);
    }

    [Theory]
    [InlineData(70, 8, TargetStatus.AtRisk)]
    [InlineData(84, 8, TargetStatus.OnTrack)]
    [InlineData(70, 3, TargetStatus.OnTrack)]
    public async Task Rate_that_falls_out_of_its_own_past_is_at_risk_though_its_level_holds(int newest, int month, TargetStatus expected)
    {
        // Mean 85, deviation below 1: 70 is far below it; before March there is too little past to say so.
        var target = steps.Target("Tỷ lệ bao phủ", Comparator.Maintain, 60, "%");
        await steps.AdoptAsync((target, Official));
        await steps.HappenAsync([.. Enumerable.Range(1, month - 1).Select(m => steps.Fact("indicator.value", new(2025, m, 10), 84 + m % 3, target, grade: Grade.Official)),
            steps.Fact("indicator.value", new(2025, month, 10), newest, target, grade: Grade.Official)]);
        Assert.Equal(expected, (await steps.ReadAsync(target, new(2025, month, 12))).Status);
    }

    [Fact]
    public async Task Official_rate_is_the_latest_value_with_its_grade()
    {
        var target = steps.Target("Tỷ lệ tiêm chủng", Comparator.AtLeast, 95, "%");
        await steps.AdoptAsync((target, Official));
        await steps.HappenAsync(
            steps.Fact("indicator.value", new(2025, 3, 31), 80, target, grade: Grade.Official), steps.Fact("indicator.value", new(2025, 6, 30), 88.5m, target, grade: Grade.Declared));
        var reading = await steps.ReadAsync(target, new(2025, 7, 20));
        Assert.Equal((88.5m, Grade.Declared, TargetStatus.OnTrack), (reading.Value, reading.Grade, reading.Status));
    }

    [Fact]
    public async Task Taking_back_the_latest_value_gives_the_one_before()
    {
        var target = steps.Target("Tỷ lệ tiêm chủng", Comparator.AtLeast, 95, "%");
        await steps.AdoptAsync((target, Official));
        var second = steps.Fact("indicator.value", new(2025, 6, 29), 88, target);
        await steps.HappenAsync(steps.Fact("indicator.value", new(2025, 6, 20), 80, target), second);
        await steps.HappenAsync(second.Reversal(2, "Sai văn bản"));
        Assert.Equal(80, (await steps.ReadAsync(target, new(2025, 6, 30))).Value);
        Assert.Equal(80, (await steps.ReadAsync(target, new(2025, 6, 29))).Value);
    }

    [Fact]
    public async Task Dimensions_and_subjects_are_counted_on_the_facts()
    {
        var onTime = steps.Target("Báo cáo đúng hạn", Comparator.AtLeast, 2, "báo cáo");
        var share = steps.Target("Tỷ lệ báo cáo đúng hạn", Comparator.AtLeast, 90, "%");
        var people = steps.Target("Số người được đào tạo", Comparator.AtLeast, 2, "người");
        await steps.AdoptAsync((onTime, new("formula", "E{report.submitted; on_time=true}")),
            (share, new("formula", "count(E{report.submitted; on_time=true}) / count(E{report.submitted}) * 100")), (people, new("formula", "distinct(E{train.done})")));
        await steps.HappenAsync(
            steps.Fact("report.submitted", new(2025, 4, 1), dims: ("on_time", "true")), steps.Fact("report.submitted", new(2025, 7, 1), dims: ("on_time", "false")),
            steps.Fact("report.submitted", new(2025, 8, 1), dims: ("on_time", "true")), steps.Fact("report.submitted", new(2025, 10, 1), dims: ("on_time", "true")),
            steps.Fact("train.done", new(2025, 4, 1), subject: "a"), steps.Fact("train.done", new(2025, 5, 1), subject: "a"), steps.Fact("train.done", new(2025, 5, 2), subject: "b"));
        Assert.Equal(3, (await steps.ReadAsync(onTime, new(2025, 11, 20))).Value);
        Assert.Equal(75, (await steps.ReadAsync(share, new(2025, 11, 20))).Value);
        Assert.Equal(2, (await steps.ReadAsync(people, new(2025, 11, 20))).Value);
        Assert.Equal(1, (await steps.ReadAsync(people, new(2025, 4, 30))).Value);
    }

    [Fact]
    public async Task Plan_adopted_twice_makes_measures_once()
    {
        var target = steps.Target("Số nhiệm vụ hoàn thành", Comparator.AtLeast, 10);
        await steps.AdoptAsync((target, Tasks));
        await steps.AdoptAsync((target, Official));
        Assert.Contains("nhiệm vụ hoàn thành", (await steps.ReadAsync(target, new(2025, 11, 20))).Formula, StringComparison.Ordinal);
    }
}
