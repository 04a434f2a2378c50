using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Evidence.Tests;

public sealed class AnalyticsOnSqlite(SqliteSite site) : AnalyticsTests(site), IClassFixture<SqliteSite>;

public sealed class AnalyticsOnPostgres(PostgresSite site) : AnalyticsTests(site), IClassFixture<PostgresSite>;

/// <summary>How values become one over units and time: the aggregation types of DHIS2 in our own words, on the facts of two stations below a department.</summary>
public abstract class AnalyticsTests(TestSite site)
{
    static readonly DateOnly Q1 = new(2025, 1, 1), Q1End = new(2025, 3, 31);
    readonly string kind = "test.n" + Guid.CreateVersion7().ToString("N")[^12..] + ".seen";
    Guid department, a, b;

    [Theory]
    [InlineData("SUM", "80")]
    [InlineData("COUNT", "5")]
    [InlineData("AVERAGE", "16")]
    [InlineData("AVERAGE_SUM_ORG_UNIT", "30")]
    [InlineData("LAST", "45")]
    [InlineData("LAST_AVERAGE_ORG_UNIT", "22.5")]
    [InlineData("LAST_LAST_ORG_UNIT", "30")]
    [InlineData("LAST_IN_PERIOD", "45")]
    [InlineData("LAST_IN_PERIOD_AVERAGE_ORG_UNIT", "22.5")]
    [InlineData("FIRST", "12")]
    [InlineData("FIRST_AVERAGE_ORG_UNIT", "6")]
    [InlineData("FIRST_FIRST_ORG_UNIT", "7")]
    [InlineData("MIN", "5")]
    [InlineData("MAX", "30")]
    [InlineData("MIN_SUM_ORG_UNIT", "15")]
    [InlineData("MAX_SUM_ORG_UNIT", "45")]
    [InlineData("VARIANCE", "92.5")]
    [InlineData("NONE", null)]
    public async Task Values_of_a_quarter_and_two_units_become_one(string aggregation, string? expected)
    {
        await HappenAsync();
        Assert.Equal(Number(expected), (await AskAsync($"E{{{kind}}}.aggregationType({aggregation})", department, Q1, Q1End)).Value);
    }

    [Theory]
    [InlineData("LAST", "25")]
    [InlineData("LAST_IN_PERIOD", "20")]
    [InlineData("LAST_LAST_ORG_UNIT", "20")]
    [InlineData("FIRST", "12")]
    [InlineData("SUM", "20")]
    [InlineData("STDDEV", null)]
    [InlineData("NONE", "20")]
    public async Task Latest_values_look_back_beyond_the_month_and_others_do_not(string aggregation, string? expected)
    {
        await HappenAsync();
        Assert.Equal(Number(expected), (await AskAsync($"E{{{kind}}}.aggregationType({aggregation})", department, new(2025, 2, 1), new(2025, 2, 28))).Value);
    }

    [Fact]
    public async Task Unit_without_any_value_has_none_rather_than_zero()
    {
        await HappenAsync();
        var figure = await AskAsync($"E{{{kind}}}", a, new(2024, 1, 1), new(2024, 6, 30));
        Assert.Equal((null, 0, null), (figure.Value, figure.Facts, figure.Grade));
    }

    [Fact]
    public async Task People_are_counted_once_over_units_and_days()
    {
        await UnitsAsync();
        await FactsAsync(Seen(a, new(2025, 1, 5), 1, "h1"), Seen(a, new(2025, 2, 5), 1, "h2"), Seen(b, new(2025, 3, 5), 1, "h1"), Seen(b, new(2025, 3, 6), 1, "h3"));
        Assert.Equal(3, (await AskAsync($"distinct(E{{{kind}}})", department, Q1, Q1End)).Value);
        Assert.Equal(2, (await AskAsync($"distinct(E{{{kind}}})", b, Q1, Q1End)).Value);
    }

    [Fact]
    public async Task Offsets_windows_and_the_year_so_far_move_what_is_read()
    {
        await HappenAsync();
        async Task<decimal?> March(string modifiers) => (await AskAsync($"E{{{kind}}}{modifiers}", department, new(2025, 3, 1), Q1End)).Value;
        Assert.Equal(45, await March(""));
        Assert.Equal(20, await March(".periodOffset(-1)"));
        Assert.Equal(15, await March(".periodOffset(-1).periodOffset(-1)"));
        Assert.Equal(80, await March(".yearToDate()"));
        Assert.Equal(65, await March(".window(2 months)"));
        Assert.Equal(70, await March(".yearToDate().minDate(2025-01-15)") - 5m);
    }

    [Fact]
    public async Task Window_that_cuts_a_half_month_reads_its_days_only()
    {
        await UnitsAsync();
        await FactsAsync([.. Enumerable.Range(1, 28).Select(d => Seen(d % 2 == 0 ? a : b, new(2025, 2, d), 1, null))]);
        Assert.Equal(7, (await AskAsync($"E{{{kind}}}", department, new(2025, 2, 3), new(2025, 2, 9))).Value);
        Assert.Equal(3, (await AskAsync($"E{{{kind}}}", a, new(2025, 2, 3), new(2025, 2, 9))).Value);
    }

    [Fact]
    public async Task Figure_of_a_past_day_stays_as_it_was_known_then()
    {
        await HappenAsync();
        site.Clock.SetDay(new(2026, 2, 2));
        try
        {
            var ask = new FigureAsk($"E{{{kind}}} + lastSum(E{{{kind}}}) + distinct(E{{{kind}}})", department, Q1, Q1End);
            var then = await AskAsync([ask], new(KnownOn: new(2025, 12, 31)));
            await FactsAsync(Seen(a, new(2025, 2, 1), 100, "late"));
            Assert.Equal(then[0], (await AskAsync([ask], new(KnownOn: new(2025, 12, 31))))[0]);
            Assert.Equal(then[0].Value + 101, (await AskAsync([ask], new()))[0].Value);
            Assert.Equal(then[0].Value, (await AskAsync($"E{{{kind}}}.asOf(2025-12-31) + lastSum(E{{{kind}}}) + 0 * distinct(E{{{kind}}})", department, Q1, Q1End)).Value);
        }
        finally
        {
            site.Clock.SetDay(new(2025, 11, 20));
        }
    }

    [Fact]
    public async Task Earlier_periods_are_the_samples_of_a_threshold()
    {
        await HappenAsync();
        async Task<decimal?> March(string formula) => (await AskAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, formula, $"E{{{kind}}}"), department, new(2025, 3, 1), Q1End)).Value;
        // December 7, January 15, February 20; the nine months before have nothing.
        Assert.Equal(14, await March("avg({0})"));
        Assert.Equal(3, await March("count({0} + 0)"));
        Assert.Equal(20, await March("max({0})"));
        Assert.Equal(45 - 14, await March("{0} - avg({0})"));
        Assert.Equal(1, await March("if({0} > avg({0}) + 2 * stddev({0}), 1, 0)"));
    }

    [Fact]
    public async Task Trouble_of_one_ask_leaves_the_others_alone()
    {
        await HappenAsync();
        var figures = await AskAsync([new("#{khong-co}", department, Q1, Q1End), new($"E{{{kind}}}", department, Q1, Q1End), new("1 +", department, Q1, Q1End), new("N{khong-co}", department, Q1, Q1End)], new());
        Assert.Equal("Chưa có phần tử dữ liệu “{0}”.", figures[0].Trouble?.Text);
        Assert.Equal(80, figures[1].Value);
        Assert.NotNull(figures[2].Trouble);
        Assert.Equal("Danh mục chưa có chỉ tiêu “{0}” được công bố.", figures[3].Trouble?.Text);
    }

    [Fact]
    public async Task Formula_is_explained_in_words()
    {
        Assert.Equal("tổng nhiệm vụ hoàn thành ÷ tổng sản phẩm đã nộp × 100",
            await site.HouseAsync(s => s.GetRequiredService<IAnalytics>().ExplainAsync("E{plan.task.done} / E{plan.product.delivered} * 100", default)));
    }

    async Task HappenAsync()
    {
        await UnitsAsync();
        await FactsAsync(
            Seen(a, new(2024, 12, 31), 7, null), Seen(b, new(2025, 1, 10), 5, null), Seen(a, new(2025, 1, 31), 10, null), Seen(a, new(2025, 2, 28), 20, null),
            Seen(b, new(2025, 3, 20), 15, null), Seen(a, new(2025, 3, 31), 30, null));
    }

    async Task UnitsAsync()
    {
        department = await site.OrganisationAsync("Sở Y tế thử " + Guid.CreateVersion7());
        a = await site.OrganisationAsync("Trạm A " + Guid.CreateVersion7(), department);
        b = await site.OrganisationAsync("Trạm B " + Guid.CreateVersion7(), department);
    }

    Fact Seen(Guid unit, DateOnly on, decimal value, string? subject) => new()
    {
        Kind = kind,
        UnitId = unit,
        OccurredOn = on,
        Value = value,
        Module = "test",
        SourceId = "thing/" + Guid.CreateVersion7(),
        SubjectHash = subject,
    };

    async Task FactsAsync(params Fact[] facts)
    {
        await site.Services.GetRequiredService<Ledger>().AppendAsync(facts, TestContext.Current.CancellationToken);
        await site.SettleAsync();
    }

    async Task<Figure> AskAsync(string formula, Guid unit, DateOnly from, DateOnly to)
    {
        var figure = (await AskAsync([new(formula, unit, from, to)], new()))[0];
        Assert.Null(figure.Trouble);
        return figure;
    }

    Task<IReadOnlyList<Figure>> AskAsync(IReadOnlyList<FigureAsk> asks, FigureOptions options) =>
        site.HouseAsync(s => s.GetRequiredService<IAnalytics>().ReadAsync(asks, options, TestContext.Current.CancellationToken));

    static decimal? Number(string? text) => text is null ? null : decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
