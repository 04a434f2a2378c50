using System.Net;
using LienY.Kernel;
using LienY.Site;

namespace LienY.DataSets.Tests;

/// <summary>What does not fit is told where figures are entered; a report with grave faults needs a reason to be complete.</summary>
public abstract class EntryCheckTests(TestSite site)
{
    async Task<(Checked Given, Visitor Officer, string Form)> OpenAsync(string period)
    {
        var given = await Checked.MakeAsync(site);
        await given.RuleAsync("nang", "A", "less_than_or_equal_to", "B", importance: "HIGH", onForm: true);
        await given.RuleAsync("nhe", "A", "less_than_or_equal_to", "100", importance: "LOW", onForm: true);
        await given.RuleAsync("ngam", "A", "less_than_or_equal_to", "1", importance: "HIGH", onForm: false);
        var officer = await site.SignInAsAsync(Role.UnitOfficer, given.One);
        await officer.OpenAsync("/data");
        var set = officer.Page.QuerySelectorAll("select[name=set] option").First(o => o.TextContent == $"Báo cáo kiểm tra {given.Number}").GetAttribute("value")!;
        var form = $"/data/entry?set={set}&unit={given.One}&period={period}";
        await officer.OpenAsync(form);
        return (given, officer, form);
    }

    static string? Name(Visitor officer) => officer.Page.QuerySelector("#checks textarea")?.GetAttribute("name");

    [Fact]
    public async Task A_report_with_a_grave_fault_is_completed_only_with_a_reason()
    {
        var (given, officer, form) = await OpenAsync("202501");
        await officer.SubmitAsync("/data/entry", [(given.Element('A'), "20"), (given.Element('B'), "5"), ("then", "complete")]);
        Assert.Contains("Chưa đánh dấu hoàn thành", officer.Text, StringComparison.Ordinal);
        Assert.Equal("20", officer.Page.QuerySelector($"input[name='{given.Element('A')}']")!.GetAttribute("value"));
        Assert.Contains($"Quy tắc nang {given.Number}", officer.Page.QuerySelector("#checks")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain($"Quy tắc nhe {given.Number}", officer.Page.QuerySelector("#checks")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain($"Quy tắc ngam {given.Number}", officer.Page.QuerySelector("#checks")!.TextContent, StringComparison.Ordinal);
        var reason = Name(officer)!;
        await officer.SubmitAsync("/data/complete", [(reason, " ")]);
        Assert.Equal(HttpStatusCode.Conflict, officer.Answer.StatusCode);
        Assert.Equal("true", officer.Page.QuerySelector("#checks textarea")!.GetAttribute("aria-invalid"));
        await officer.SubmitAsync("/data/complete", [(reason, "Hai ca sinh ở nhà, ghi bù tháng trước.")]);
        Assert.Contains("Đã đánh dấu hoàn thành.", officer.Text, StringComparison.Ordinal);
        await officer.OpenAsync(officer.Page.QuerySelector("#checks a[href^='/data/checks/']")!.GetAttribute("href")!);
        Assert.Contains("Hai ca sinh ở nhà", officer.Text, StringComparison.Ordinal);
        Assert.Contains("đã giải trình", officer.Text, StringComparison.Ordinal);
        await officer.OpenAsync(form);
        Assert.Null(officer.Page.QuerySelector("#checks textarea"));
    }

    [Fact]
    public async Task A_light_fault_is_told_and_hinders_nothing()
    {
        var (given, officer, form) = await OpenAsync("202502");
        await officer.SubmitAsync("/data/entry", [(given.Element('A'), "200"), (given.Element('B'), "500")]);
        Assert.Contains($"Quy tắc nhe {given.Number}", officer.Page.QuerySelector("#checks")!.TextContent, StringComparison.Ordinal);
        Assert.Null(officer.Page.QuerySelector("#checks textarea"));
        await officer.SubmitAsync("/data/entry", [("then", "complete")]);
        Assert.Contains("Đã lưu và đánh dấu hoàn thành.", officer.Text, StringComparison.Ordinal);
        await officer.OpenAsync(form);
        Assert.Contains("đã đánh dấu hoàn thành", officer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_corrected_figure_takes_the_fault_away_at_once()
    {
        var (given, officer, _) = await OpenAsync("202503");
        await officer.SubmitAsync("/data/entry", [(given.Element('A'), "20"), (given.Element('B'), "5")]);
        Assert.NotNull(Name(officer));
        await officer.SubmitAsync("/data/entry", [(given.Element('B'), "50")]);
        Assert.Null(officer.Page.QuerySelector("#checks"));
        await officer.SubmitAsync("/data/entry", [("then", "complete")]);
        Assert.Contains("Đã lưu và đánh dấu hoàn thành.", officer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_may_not_enter_for_a_unit_cannot_complete_with_reasons_either()
    {
        var (given, officer, _) = await OpenAsync("202504");
        await officer.SubmitAsync("/data/entry", [(given.Element('A'), "20"), (given.Element('B'), "5")]);
        var action = officer.Page.Forms.First(f => f.GetAttribute("action") == "/data/complete");
        var other = await site.SignInAsAsync(Role.UnitOfficer, given.Two);
        await other.OpenAsync("/data");
        var set = action.QuerySelector("input[name=set]")!.GetAttribute("value")!;
        await other.OpenAsync($"/data/entry?set={set}&unit={given.Two}&period=202504");
        await other.SubmitAsync("/data/entry", [("unit", given.One.ToString()), (given.Element('A'), "1")]);
        Assert.Equal(HttpStatusCode.Forbidden, other.Answer.StatusCode);
    }
}

/// <summary>On SQLite.</summary>
public sealed class EntryChecksOnSqlite(SqliteSite site) : EntryCheckTests(site), IClassFixture<SqliteSite>;

/// <summary>On PostgreSQL.</summary>
public sealed class EntryChecksOnPostgres(PostgresSite site) : EntryCheckTests(site), IClassFixture<PostgresSite>;
