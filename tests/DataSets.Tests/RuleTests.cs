using System.Net;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.DataSets.Tests;

/// <summary>Validation rules: operators, missing figures, what is refused, what becomes of a violation.</summary>
public abstract class RuleTests(TestSite site)
{
    [Fact]
    public async Task Every_operator_finds_what_does_not_fit_and_nothing_else()
    {
        var given = await Checked.MakeAsync(site);
        foreach (var (code, comparison, right) in new[]
        {
            ("eq1", "equal_to", "10"), ("eq2", "equal_to", "9"), ("ne1", "not_equal_to", "9"), ("ne2", "not_equal_to", "10"), ("gt1", "greater_than", "9"), ("gt2",
                "greater_than", "10"), ("ge1", "greater_than_or_equal_to", "10"),
            ("ge2", "greater_than_or_equal_to", "11"), ("lt1", "less_than", "11"), ("lt2", "less_than", "10"), ("le1", "less_than_or_equal_to", "10"), ("le2",
                "less_than_or_equal_to", "9"),
            ("cp1", "compulsory_pair", "B"), ("cp2", "compulsory_pair", "C"), ("ep1", "exclusive_pair", "C"), ("ep2", "exclusive_pair", "B"),
        }) Assert.Equal(HttpStatusCode.Created, (await given.RuleAsync(code, "A", comparison, right)).Status);
        await given.ReportAsync("202401", given.OneUid, ('A', "10"), ('B', "3"));
        var run = await given.RunAsync("2024-01-01", "2024-01-31");
        Assert.Equal("cp2 ep2 eq2 ge2 gt2 le2 lt2 ne2", Checked.Codes(run, given.OneUid));
        // The other unit has no figure at all: nothing can be asked but the pairs, and those hold.
        Assert.Equal("", Checked.Codes(run, given.TwoUid));
        Assert.Equal(12, run.GetProperty("skipped").GetInt32());
    }

    [Theory]
    [InlineData("SKIP_IF_ANY_VALUE_MISSING", "A + B", true)]
    [InlineData("SKIP_IF_ANY_VALUE_MISSING", "A + C", false)]
    [InlineData("SKIP_IF_ANY_VALUE_MISSING", "C", false)]
    [InlineData("SKIP_IF_ALL_VALUES_MISSING", "A + B", true)]
    [InlineData("SKIP_IF_ALL_VALUES_MISSING", "A + C", true)]
    [InlineData("SKIP_IF_ALL_VALUES_MISSING", "C", false)]
    [InlineData("NEVER_SKIP", "A + B", true)]
    [InlineData("NEVER_SKIP", "A + C", true)]
    [InlineData("NEVER_SKIP", "C", true)]
    public async Task Missing_figures_are_treated_as_each_side_says(string policy, string side, bool isAsked)
    {
        var given = await Checked.MakeAsync(site);
        await given.RuleAsync("left", side, "greater_than", "1000", policy, "NEVER_SKIP");
        await given.RuleAsync("right", "1000", "less_than", side, "NEVER_SKIP", policy);
        await given.ReportAsync("202402", given.OneUid, ('A', "10"), ('B', "3"));
        var run = await given.RunAsync("2024-02-01", "2024-02-29", given.OneUid);
        Assert.Equal(isAsked ? "left right" : "", Checked.Codes(run, given.OneUid));
        Assert.Equal(isAsked ? 0 : 2, run.GetProperty("skipped").GetInt32());
    }

    [Fact]
    public async Task A_rule_of_a_level_reads_units_with_everything_below_them()
    {
        var given = await Checked.MakeAsync(site);
        await given.RuleAsync("tong", "A", "less_than_or_equal_to", "20", levels: [1]);
        await given.ReportAsync("202403", given.OneUid, ('A', "15"));
        await given.ReportAsync("202403", given.TwoUid, ('A', "7"));
        var result = Assert.Single((await given.RunAsync("2024-03-01", "2024-03-31")).GetProperty("results").EnumerateArray());
        Assert.Equal((22m, 20m), (result.GetProperty("leftSideValue").GetDecimal(), result.GetProperty("rightSideValue").GetDecimal()));
    }

    [Fact]
    public async Task A_rule_holds_for_periods_of_its_validity_only()
    {
        var given = await Checked.MakeAsync(site);
        await given.RuleAsync("cu", "A", "less_than", "1", validTo: "2024-04-30");
        await given.ReportAsync("202404", given.OneUid, ('A', "15"));
        await given.ReportAsync("202405", given.OneUid, ('A', "15"));
        var result = Assert.Single((await given.RunAsync("2024-04-01", "2024-05-31")).GetProperty("results").EnumerateArray());
        Assert.Equal("202404", result.GetProperty("periodId").GetString());
    }

    [Fact]
    public async Task A_violation_is_explained_opens_again_when_figures_change_and_closes_with_everything_said()
    {
        var given = await Checked.MakeAsync(site);
        await given.RuleAsync("doi", "A", "less_than_or_equal_to", "B", importance: "HIGH");
        await given.ReportAsync("202406", given.OneUid, ('A', "10"), ('B', "3"));
        var run = await given.RunAsync("2024-06-01", "2024-06-30");
        Assert.Equal((1, 0, 0), Counts(run));
        Assert.Equal(1, await given.FactsAsync(given.One, new(2024, 6, 30)));
        var officer = await site.SignInAsAsync(Role.UnitOfficer, given.One);
        await officer.OpenAsync("/data/checks?from=2024-06-01&to=2024-06-30");
        var page = officer.Page.QuerySelector("tbody a[href^='/data/checks/']")!.GetAttribute("href")!;
        await officer.OpenAsync(page);
        Assert.Contains($"Yếu tố A {given.Number}", officer.Text, StringComparison.Ordinal);
        await officer.SubmitAsync(page + "/note", [("text", "Chuyển từ huyện khác sang."), ("then", "explain")]);
        Assert.Contains("đã giải trình", officer.Text, StringComparison.Ordinal);
        Assert.Equal((0, 1, 0), Counts(await given.RunAsync("2024-06-01", "2024-06-30")));
        await officer.OpenAsync(page);
        Assert.Contains("đã giải trình", officer.Page.QuerySelector("p.lead")!.TextContent, StringComparison.Ordinal);
        await given.ReportAsync("202406", given.OneUid, ('A', "11"));
        await given.RunAsync("2024-06-01", "2024-06-30");
        await officer.OpenAsync(page);
        Assert.Contains("chưa xử lý", officer.Page.QuerySelector("p.lead")!.TextContent, StringComparison.Ordinal);
        await given.ReportAsync("202406", given.OneUid, ('B', "30"));
        Assert.Equal((0, 0, 1), Counts(await given.RunAsync("2024-06-01", "2024-06-30")));
        await officer.OpenAsync(page);
        Assert.Contains("đã hết", officer.Page.QuerySelector("p.lead")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Chuyển từ huyện khác sang.", officer.Text, StringComparison.Ordinal);
        Assert.Equal(0, await given.FactsAsync(given.One, new(2024, 6, 30)));
        await given.ReportAsync("202406", given.OneUid, ('B', "1"));
        Assert.Equal((1, 0, 0), Counts(await given.RunAsync("2024-06-01", "2024-06-30")));
        await officer.OpenAsync(page);
        Assert.Contains("chưa xử lý", officer.Page.QuerySelector("p.lead")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Chuyển từ huyện khác sang.", officer.Text, StringComparison.Ordinal);
        Assert.Equal(1, await given.FactsAsync(given.One, new(2024, 6, 30)));
    }

    static (int, int, int) Counts(System.Text.Json.JsonElement run) => (run.GetProperty("opened").GetInt32(), run.GetProperty("standing").GetInt32(),
        run.GetProperty("closed").GetInt32());

    [Fact]
    public async Task A_run_of_one_unit_leaves_the_violations_of_others_alone()
    {
        var given = await Checked.MakeAsync(site);
        await given.RuleAsync("rieng", "A", "less_than", "1");
        await given.ReportAsync("202407", given.OneUid, ('A', "5"));
        await given.ReportAsync("202407", given.TwoUid, ('A', "5"));
        await given.RunAsync("2024-07-01", "2024-07-31");
        await given.ReportAsync("202407", given.TwoUid, ('A', "0"));
        Assert.Equal((0, 1, 0), Counts(await given.RunAsync("2024-07-01", "2024-07-31", given.OneUid)));
        Assert.Equal((0, 0, 1), Counts(await given.RunAsync("2024-07-01", "2024-07-31", given.TwoUid)));
    }

    [Fact]
    public async Task Whoever_does_not_reach_a_unit_neither_sees_nor_runs_nor_answers()
    {
        var given = await Checked.MakeAsync(site);
        await given.RuleAsync("kin", "A", "less_than", "1");
        await given.ReportAsync("202408", given.OneUid, ('A', "5"));
        await given.RunAsync("2024-08-01", "2024-08-31");
        var own = await site.SignInAsAsync(Role.UnitOfficer, given.One);
        await own.OpenAsync("/data/checks?from=2024-08-01&to=2024-08-31");
        var page = own.Page.QuerySelector("tbody a[href^='/data/checks/']")!.GetAttribute("href")!;
        var stranger = await site.SignInAsAsync(Role.DepartmentOfficer, (await Checked.MakeAsync(site)).Department);
        await stranger.OpenAsync(page);
        Assert.Equal(HttpStatusCode.NotFound, stranger.Answer.StatusCode);
        await stranger.OpenAsync($"/data/checks?unit={given.One}&from=2024-08-01&to=2024-08-31");
        Assert.Equal(HttpStatusCode.NotFound, stranger.Answer.StatusCode);
        await stranger.OpenAsync("/data/checks?from=2024-08-01&to=2024-08-31");
        Assert.DoesNotContain("Trung tâm Y tế Một " + given.Number, stranger.Text, StringComparison.Ordinal);
        var other = await site.ProgramAsync(Role.UnitOfficer, given.Two);
        Assert.Equal(HttpStatusCode.NotFound, (await Given.PostAsync(other, "/api/validation/run", $$"""{"ou":"{{given.OneUid}}","startDate":"2024-08-01","endDate":"2024-08-31"}""", "application/json")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Given.PostAsync(other, "/api/validationRules", "{}", "application/json")).Status);
    }

    [Fact]
    public async Task A_rule_whose_element_is_gone_is_told_and_closes_nothing()
    {
        var given = await Checked.MakeAsync(site);
        await given.RuleAsync("mat", "A", "less_than", "1");
        await given.RuleAsync("con", "B", "less_than", "1");
        await given.ReportAsync("202409", given.OneUid, ('A', "5"), ('B', "5"));
        await given.RunAsync("2024-09-01", "2024-09-30");
        var data = await site.SignInAsAsync(Role.DataOfficer, given.Department);
        await data.OpenAsync($"/data/elements?q=A{given.Number}");
        var element = data.Page.QuerySelectorAll("tbody a").First(a => a.TextContent.Contains($"Yếu tố A {given.Number}",
            StringComparison.Ordinal)).GetAttribute("href")!;
        await data.OpenAsync(element + "/edit");
        await data.SubmitAsync(element + "/edit", [("code", $"doi-ten-{given.Number}")]);
        var run = await given.RunAsync("2024-09-01", "2024-09-30");
        Assert.Contains($"A{given.Number}", Assert.Single(run.GetProperty("troubles").EnumerateArray()).GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal((0, 1, 0), Counts(run));
        await data.OpenAsync($"/data/rules?q=mat-{given.Number}");
        await data.OpenAsync(data.Page.QuerySelector("tbody a")!.GetAttribute("href")!);
        Assert.Contains($"Chưa có phần tử dữ liệu “A{given.Number}”.", data.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("A +", "10", "Công thức kết thúc giữa chừng.", "left")]
    [InlineData("#{khong-co}", "10", "Chưa có phần tử dữ liệu “khong-co”.", "left")]
    [InlineData("A", "R{khong-co.REPORTING_RATE}", "khong-co", "right")]
    [InlineData("A", "avg(B)", "chỉ dùng trong dự báo", "right")]
    [InlineData("1", "2", "ít nhất một mục số liệu", "left")]
    public async Task A_side_that_cannot_be_read_is_told_at_its_field_and_nothing_typed_is_lost(string left, string right, string told, string field)
    {
        var given = await Checked.MakeAsync(site);
        var data = await site.SignInAsAsync(Role.DataOfficer, given.Department);
        await data.OpenAsync("/data/rules/new");
        await data.SubmitAsync("/data/rules/new", [("name", "Quy tắc sai"), ("code", $"sai-{given.Number}"), ("left", given.F(left)), ("right", given.F(right))]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, data.Answer.StatusCode);
        var wrong = data.Page.QuerySelector("[aria-invalid=true]")!;
        Assert.Equal(field, wrong.GetAttribute("name"));
        Assert.Contains(told, data.Text, StringComparison.Ordinal);
        Assert.Equal("Quy tắc sai", data.Page.QuerySelector("input[name=name]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_rule_is_written_explained_changed_by_one_of_two_and_switched_off()
    {
        var given = await Checked.MakeAsync(site);
        var data = await site.SignInAsAsync(Role.DataOfficer, given.Department);
        await data.OpenAsync("/data/rules/new");
        await data.SubmitAsync("/data/rules/new", [("name", "A không vượt hai lần B"), ("code", $"hai-{given.Number}"), ("heading", given.Group), ("left",
            given.F("A")), ("right", given.F("2 * B"))]);
        Assert.Contains($"2 × Yếu tố B {given.Number}", data.Text, StringComparison.Ordinal);
        Assert.Contains("phải nhỏ hơn hoặc bằng", data.Text, StringComparison.Ordinal);
        var rule = data.Answer.RequestMessage!.RequestUri!.AbsolutePath;
        await given.ReportAsync("202410", given.OneUid, ('A', "50"), ('B', "5"));
        await given.RunAsync("2024-10-01", "2024-10-31");
        var other = await site.SignInAsAsync(Role.DataOfficer, given.Department);
        await other.OpenAsync(rule + "/edit");
        await data.OpenAsync(rule + "/edit");
        await data.SubmitAsync(rule + "/edit", [("instruction", "Hỏi trưởng khoa.")]);
        await other.SubmitAsync(rule + "/edit", [("instruction", "Hỏi giám đốc.")]);
        Assert.Equal(HttpStatusCode.Conflict, other.Answer.StatusCode);
        await data.SubmitAsync(rule + "/switch");
        Assert.Contains("ngừng dùng", data.Text, StringComparison.Ordinal);
        Assert.Equal(0, await given.FactsAsync(given.One, new(2024, 10, 31)));
        await data.OpenAsync("/data/checks?from=2024-10-01&to=2024-10-31&state=Closed");
        Assert.Contains("A không vượt hai lần B", data.Text, StringComparison.Ordinal);
        foreach (var path in new[] { "/data/rules/export", "/data/checks/export", "/data/outliers/export", "/data/predictors/export", "/data/alerts/export" })
        {
            Assert.Equal([0xEF, 0xBB, 0xBF], (await data.DownloadAsync(path + ".csv"))[..3]);
            Assert.Equal("PK"u8.ToArray(), (await data.DownloadAsync(path + ".xlsx"))[..2]);
        }
    }

    [Fact]
    public async Task An_indicator_tells_which_rules_read_it()
    {
        var given = await Checked.MakeAsync(site);
        var code = $"CT{given.Number}";
        await site.HouseAsync(s => s.GetRequiredService<IIndicatorImport>().ImportAsync([new("", code, "Chỉ tiêu thử", "", "", given.F("A"), "", "1", "", 1, "Number", false, 1)], default));
        var publisher = await site.ProgramAsync(Role.DepartmentOfficer, given.Department);
        var published = await Given.PostAsync(publisher, "/api/evidence/catalogue/publish", "", "application/json");
        Assert.True(published.Status == HttpStatusCode.OK, published.Text);
        var indicator = (await site.HouseAsync(s => s.GetRequiredService<IAnalytics>().IndicatorsAsync(null, null, default))).Single(i => i.Code == code);
        var made = await given.RuleAsync("dung", $"N{{{indicator.Code}}}", "less_than", "A");
        Assert.True(made.Status == HttpStatusCode.Created, made.Text);
        var data = await site.SignInAsAsync(Role.DataOfficer, given.Department);
        await data.OpenAsync($"/evidence/catalogue/{indicator.Id}");
        Assert.Contains($"Quy tắc dung {given.Number}", data.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_figure_far_from_its_own_past_is_found_with_its_bounds()
    {
        var given = await Checked.MakeAsync(site);
        for (var month = 1; month <= 11; month++) await given.ReportAsync($"2023{month:00}", given.OneUid, ('A', month % 2 == 0 ? "9" : "11"));
        await given.ReportAsync("202312", given.OneUid, ('A', "100"));
        var found = System.Text.Json.JsonDocument.Parse(await given.Program.GetStringAsync($"/api/outlierDetection?ds={given.Set}&ou={given.OneUid}&startDate=2023-01-01&endDate=2023-12-31")).RootElement.GetProperty("outlierValues");
        var outlier = Assert.Single(found.EnumerateArray());
        // 6 × 11 + 5 × 9 + 100 over 12 = 17.5833; (100 − 17.5833) ÷ 24.866 = 3.314.
        Assert.Equal((100m, 17.5833m, 3.314m), (outlier.GetProperty("value").GetDecimal(), decimal.Round(outlier.GetProperty("mean").GetDecimal(), 4),
            decimal.Round(outlier.GetProperty("zScore").GetDecimal(), 3)));
        var officer = await site.SignInAsAsync(Role.UnitOfficer, given.One);
        await officer.OpenAsync("/data/outliers");
        var set = officer.Page.QuerySelectorAll("select[name=set] option").First(o => o.TextContent == $"Báo cáo kiểm tra {given.Number}").GetAttribute("value")!;
        await officer.SubmitAsync("/data/outliers", [("set", set), ("from", "2023-06-01"), ("to", "2023-12-31"), ("algorithm", "MOD_Z_SCORE")]);
        Assert.Equal("100", officer.Page.QuerySelector("tbody a[href^='/data/values/']")!.TextContent);
    }
}

/// <summary>On SQLite.</summary>
public sealed class RulesOnSqlite(SqliteSite site) : RuleTests(site), IClassFixture<SqliteSite>;

/// <summary>On PostgreSQL.</summary>
public sealed class RulesOnPostgres(PostgresSite site) : RuleTests(site), IClassFixture<PostgresSite>;
