using System.Globalization;
using System.Net;
using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Server;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.DataSets.Tests;

/// <summary>Predictors: samples, statistics, what is written, what is left alone; warnings.</summary>
public abstract class PredictorTests(TestSite site)
{
    async Task<Checked> WithMonthsAsync(params (string Period, string Value)[] months)
    {
        var given = await Checked.MakeAsync(site);
        foreach (var (period, value) in months) await given.ReportAsync(period, given.OneUid, ('A', value));
        return given;
    }

    [Fact]
    public async Task A_threshold_over_new_year_is_mean_and_two_deviations_of_the_samples()
    {
        // Mean 20; deviation of the sample: √((100 + 0 + 100) ÷ 2) = 10.
        var given = await WithMonthsAsync(("202311", "10"), ("202312", "20"), ("202401", "30"));
        Assert.Equal(HttpStatusCode.Created, (await given.PredictorAsync("nguong", "avg(A) + 2 * stddev(A)", 3)).Status);
        var run = await given.PredictAsync("nguong", "2024-02-01", "2024-02-29");
        Assert.Equal((1, 2, 1, 1), (run.GetProperty("written").GetInt32(), run.GetProperty("units").GetInt32(), run.GetProperty("periods").GetInt32(),
            run.GetProperty("without").GetInt32()));
        Assert.Equal(("40", "predictor"), await given.ThresholdAsync("202402", given.OneUid));
        Assert.Equal(40, await Given.SumAsync(site, $"N{given.Number}", given.One, new(2024, 2, 29)));
    }

    [Theory]
    // Samples 10, 20, 40, 10 (mean 20, squares 600): over n 150, over n − 1 200.
    [InlineData("avg(A)", "20")]
    [InlineData("sum(A)", "80")]
    [InlineData("min(A)", "10")]
    [InlineData("max(A)", "40")]
    [InlineData("count(A)", "4")]
    [InlineData("median(A)", "15")]
    [InlineData("stddevPop(A)", "12.2474")]
    [InlineData("stddevSamp(A)", "14.1421")]
    [InlineData("percentileCont(0.75, A)", "25")]
    [InlineData("A", "7")]
    [InlineData("avg(A) - A", "13")]
    public async Task Every_function_reads_the_samples_and_what_stands_outside_reads_the_period(string generator, string value)
    {
        var given = await WithMonthsAsync(("202401", "10"), ("202402", "20"), ("202403", "40"), ("202404", "10"), ("202405", "7"));
        await given.PredictorAsync("ham", generator, 4);
        await given.PredictAsync("ham", "2024-05-01", "2024-05-31");
        Assert.Equal(value, (await given.ThresholdAsync("202405", given.OneUid))?.Value);
    }

    [Theory]
    [InlineData(2, 0, 0, "30")]
    [InlineData(2, 0, 1, "10")]
    [InlineData(0, 1, 0, "100")]
    [InlineData(0, 2, 0, "300")]
    [InlineData(1, 1, 0, "145")]
    public async Task Samples_are_periods_before_and_the_same_periods_of_years_before(int sequential, int annual, int skip, string sum)
    {
        var given = await WithMonthsAsync(("202201", "200"), ("202212", "10"), ("202301", "100"), ("202302", "15"), ("202311", "10"), ("202312", "20"), ("202402",
            "1000"));
        await given.PredictorAsync("mau", "sum(A)", sequential, annual, skip);
        await given.PredictAsync("mau", "2024-01-01", "2024-01-31");
        Assert.Equal(sum, (await given.ThresholdAsync("202401", given.OneUid))?.Value);
    }

    [Fact]
    public async Task Samples_for_which_the_condition_is_true_are_left_out()
    {
        var given = await WithMonthsAsync(("202401", "10"), ("202402", "500"), ("202403", "20"));
        await given.ReportAsync("202402", given.OneUid, ('B', "1"));
        await given.PredictorAsync("dich", "avg(A)", 3, skipTest: "B > 0");
        await given.PredictAsync("dich", "2024-04-01", "2024-04-30");
        Assert.Equal("15", (await given.ThresholdAsync("202404", given.OneUid))?.Value);
    }

    [Fact]
    public async Task Without_figures_nothing_is_predicted_and_never_zero()
    {
        var given = await WithMonthsAsync(("202401", "10"));
        await given.PredictorAsync("trong", "avg(A) + 2 * stddev(A)", 3);
        await given.PredictAsync("trong", "2024-09-01", "2024-09-30");
        Assert.Null(await given.ThresholdAsync("202409", given.OneUid));
        Assert.Null(await given.ThresholdAsync("202409", given.TwoUid));
    }

    [Fact]
    public async Task Running_again_changes_nothing_until_a_figure_changes()
    {
        var given = await WithMonthsAsync(("202401", "10"), ("202402", "20"));
        await given.PredictorAsync("lai", "avg(A)", 2);
        await given.PredictAsync("lai", "2024-03-01", "2024-03-31");
        var facts = await Given.FactsAsync(site, $"N{given.Number}", new(2024, 3, 31));
        var again = await given.PredictAsync("lai", "2024-03-01", "2024-03-31");
        Assert.Equal((0, 1), (again.GetProperty("written").GetInt32(), again.GetProperty("unchanged").GetInt32()));
        Assert.Equal(facts, await Given.FactsAsync(site, $"N{given.Number}", new(2024, 3, 31)));
        await given.ReportAsync("202402", given.OneUid, ('A', "50"));
        Assert.Equal(1, (await given.PredictAsync("lai", "2024-03-01", "2024-03-31")).GetProperty("written").GetInt32());
        Assert.Equal("30", (await given.ThresholdAsync("202403", given.OneUid))?.Value);
        await given.RemoveAsync("202401", given.OneUid, 'A');
        await given.RemoveAsync("202402", given.OneUid, 'A');
        Assert.Equal(1, (await given.PredictAsync("lai", "2024-03-01", "2024-03-31")).GetProperty("removed").GetInt32());
        Assert.Null(await given.ThresholdAsync("202403", given.OneUid));
        Assert.Equal(0, await Given.SumAsync(site, $"N{given.Number}", given.One, new(2024, 3, 31)));
    }

    [Fact]
    public async Task A_figure_that_a_person_entered_is_left_alone()
    {
        var given = await WithMonthsAsync(("202401", "10"));
        await given.ReportAsync("202402", given.OneUid, ('N', "77"));
        await given.PredictorAsync("giu", "avg(A)", 1);
        Assert.Equal(1, (await given.PredictAsync("giu", "2024-02-01", "2024-02-29")).GetProperty("kept").GetInt32());
        Assert.Equal("77", (await given.ThresholdAsync("202402", given.OneUid))?.Value);
    }

    [Fact]
    public async Task What_people_enter_is_no_output_and_samples_must_be_named()
    {
        var given = await Checked.MakeAsync(site);
        var entered = await given.PredictorAsync("sai1", "avg(A)", 3, output: 'B');
        Assert.Equal(HttpStatusCode.UnprocessableEntity, entered.Status);
        Assert.Contains("mà đơn vị nhập", entered.Text, StringComparison.Ordinal);
        Assert.Contains("số kỳ liền trước", (await given.PredictorAsync("sai2", "avg(A)", 0)).Text, StringComparison.Ordinal);
        Assert.Contains("nhỏ hơn số kỳ liền trước", (await given.PredictorAsync("sai3", "avg(A)", 2, skip: 2)).Text, StringComparison.Ordinal);
        Assert.Contains("chính yếu tố", (await given.PredictorAsync("sai4", "avg(N)", 2)).Text, StringComparison.Ordinal);
        Assert.Contains("đúng hoặc sai", (await given.PredictorAsync("sai5", "avg(A)", 2, skipTest: "B + 1")).Text, StringComparison.Ordinal);
        Assert.Contains("khong-co", (await given.PredictorAsync("sai6", "avg(#{khong-co})", 2)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_warning_is_told_once_to_the_unit_and_its_department_and_stands_on_the_page()
    {
        var given = await WithMonthsAsync(("202507", "10"), ("202508", "12"), ("202509", "14"), ("202510", "90"));
        var early = await given.RuleAsync("canh-bao", "A", "less_than_or_equal_to", "N", kind: "WARNING", importance: "HIGH");
        Assert.Contains("tạo dự báo trước", early.Text, StringComparison.Ordinal);
        await given.PredictorAsync("nguong", "avg(A) + 2 * stddev(A)", 3);
        Assert.Equal(HttpStatusCode.Created, (await given.RuleAsync("canh-bao", "A", "less_than_or_equal_to", "N", kind: "WARNING", importance: "HIGH")).Status);
        await given.PredictAsync("nguong", "2025-10-01", "2025-10-31");
        await given.RunAsync("2025-10-01", "2025-10-31");
        await given.RunAsync("2025-10-01", "2025-10-31");
        var told = await NoticesAsync(given);
        Assert.Equal(2, told.Count);
        Assert.Equal(new HashSet<Guid> { given.Department, given.One }, [.. told]);
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, given.Department);
        await officer.OpenAsync("/data/alerts");
        var row = Assert.Single(officer.Page.QuerySelectorAll("main div.rows.comfortable > .scroll > table > tbody > tr"));
        Assert.Equal(("90", "16"), (row.Children[3].TextContent.Trim(), row.Children[4].TextContent.Trim()));
        Assert.NotNull(row.QuerySelector("svg.spark"));
        await officer.OpenAsync("/");
        Assert.Contains($"Quy tắc canh-bao {given.Number}", officer.Text, StringComparison.Ordinal);
        await given.ReportAsync("202510", given.OneUid, ('A', "15"));
        await given.RunAsync("2025-10-01", "2025-10-31");
        await officer.OpenAsync("/data/alerts");
        Assert.Contains("Không có cảnh báo nào", officer.Text, StringComparison.Ordinal);
    }

    Task<List<Guid>> NoticesAsync(Checked given) => site.HouseAsync(async s =>
    {
        await using var connection = await s.GetRequiredService<Database>().OpenAsync();
        var organisations = new[] { given.Department, given.One, given.Two };
        return (await connection.RowsAsync("select organisation_id from kernel_notice where once like 'data-warning/%'", r => r.Id(0), default)).OfType<Guid>()
            .Where(organisations.Contains).ToList();
    });

    [Fact]
    public async Task A_predictor_is_written_run_and_changed_by_page()
    {
        var given = await WithMonthsAsync(("202401", "10"), ("202402", "20"));
        var data = await site.SignInAsAsync(Role.DataOfficer, given.Department);
        await data.OpenAsync("/data/predictors/new");
        var output = data.Page.QuerySelectorAll("select[name=output] option").First(o => o.TextContent.StartsWith($"Ngưỡng {given.Number} ",
            StringComparison.Ordinal)).GetAttribute("value")!;
        await data.SubmitAsync("/data/predictors/new", [("name", "Mức trung bình"), ("code", $"tb-{given.Number}"), ("output", output), ("generator",
            given.F("avg(A)")), ("sequential", "2")]);
        Assert.Contains("bình quân của", data.Text, StringComparison.Ordinal);
        var page = data.Answer.RequestMessage!.RequestUri!.AbsolutePath;
        await data.SubmitAsync(page + "/run", [("from", "2024-03-01"), ("to", "2024-03-31")]);
        Assert.Contains("Đã chạy dự báo.", data.Text, StringComparison.Ordinal);
        Assert.Equal("15", (await given.ThresholdAsync("202403", given.OneUid))?.Value);
        await data.OpenAsync("/data/predictors");
        Assert.Contains("ghi 1", data.Page.QuerySelectorAll("tbody tr").First(r => r.QuerySelector("a")?.GetAttribute("href") == page).TextContent, StringComparison.Ordinal);
        await data.OpenAsync(page);
        await data.SubmitAsync(page + "/switch");
        Assert.Contains("đã ngừng dùng", data.Text, StringComparison.Ordinal);
        var reader = await site.SignInAsAsync(Role.Doctor, given.One);
        await reader.OpenAsync(page);
        Assert.Null(reader.Page.QuerySelector($"form[action='{page}/run']"));
    }

    [Fact]
    public async Task A_department_predicts_for_its_own_units_only()
    {
        var (given, other) = (await WithMonthsAsync(("202401", "10")), await Checked.MakeAsync(site));
        await given.PredictorAsync("cua-minh", "avg(A)", 1);
        var answer = await Given.PostAsync(other.Program, $"/api/predictors/cua-minh-{given.Number}/run?startDate=2024-02-01&endDate=2024-02-29", "", "application/json");
        Assert.Equal(0, answer.Json.GetProperty("units").GetInt32());
        Assert.Null(await given.ThresholdAsync("202402", given.OneUid));
    }

    [Fact]
    public async Task The_command_runs_a_predictor_and_answers_in_json()
    {
        var given = await WithMonthsAsync(("202401", "10"), ("202402", "20"));
        await given.PredictorAsync("lenh", "avg(A)", 2);
        var command = House.Modules.SelectMany(m => m.Commands).Single(c => c.Name == "datasets predict");
        var told = new StringWriter(CultureInfo.InvariantCulture);
        var before = Console.Out;
        Console.SetOut(told);
        try
        {
            Assert.Equal(0, await site.HouseAsync(s => command.Run(s, [$"lenh-{given.Number}", "--from", "202403", "--to", "202404", "--json"])));
        }
        finally
        {
            Console.SetOut(before);
        }
        var run = JsonDocument.Parse(told.ToString()).RootElement[0];
        Assert.Equal(($"lenh-{given.Number}", 2, 2), (run.GetProperty("predictor").GetString(), run.GetProperty("periods").GetInt32(),
            run.GetProperty("written").GetInt32()));
        Assert.Equal("20", (await given.ThresholdAsync("202404", given.OneUid))?.Value);
    }

    [Fact]
    public async Task The_nightly_round_goes_once_a_day_and_finds_what_came_meanwhile()
    {
        var given = await WithMonthsAsync(("202508", "10"), ("202509", "20"), ("202510", "90"));
        await given.PredictorAsync("dem", "avg(A)", 2);
        await given.RuleAsync("dem", "A", "less_than_or_equal_to", "N", kind: "WARNING");
        var job = site.Services.GetServices<Job>().Single(j => j.Name == "datasets-quality");
        var runner = site.Services.GetRequiredService<JobRunner>();
        site.Clock.Pass(TimeSpan.FromDays(1));
        Assert.True(await runner.RunAsync(job, default));
        Assert.Equal("15", (await given.ThresholdAsync("202510", given.OneUid))?.Value);
        Assert.Equal(1, await given.FactsAsync(given.One, new(2025, 10, 31)));
        await given.ReportAsync("202510", given.OneUid, ('A', "12"));
        await runner.RunAsync(job, default);
        Assert.Equal(1, await given.FactsAsync(given.One, new(2025, 10, 31)));
        site.Clock.Pass(TimeSpan.FromDays(1));
        await runner.RunAsync(job, default);
        Assert.Equal(0, await given.FactsAsync(given.One, new(2025, 10, 31)));
    }
}

/// <summary>On SQLite.</summary>
public sealed class PredictorsOnSqlite(SqliteSite site) : PredictorTests(site), IClassFixture<SqliteSite>;

/// <summary>On PostgreSQL.</summary>
public sealed class PredictorsOnPostgres(PostgresSite site) : PredictorTests(site), IClassFixture<PostgresSite>;
