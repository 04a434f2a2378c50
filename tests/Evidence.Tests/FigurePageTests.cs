using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Evidence.Tests;

public sealed class FigurePageOnSqlite(SqliteSite site) : FigurePageTests(site), IClassFixture<SqliteSite>;

public sealed class FigurePageOnPostgres(PostgresSite site) : FigurePageTests(site), IClassFixture<PostgresSite>;

/// <summary>The way from any figure to its facts, and the workbench on which formulas are written.</summary>
public abstract class FigurePageTests(TestSite site)
{
    readonly string kind = "test.f" + Guid.CreateVersion7().ToString("N")[^12..] + ".seen";
    readonly string code = "W" + Guid.CreateVersion7().ToString("N")[^10..];
    Guid department, a, b;

    [Fact]
    public async Task Figure_opens_to_units_half_months_and_facts_in_two_clicks()
    {
        await HappenAsync();
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, department);
        await officer.OpenAsync(Href($"E{{{kind}}}", department));
        Assert.Contains("tổng " + kind + " [18]", officer.Text, StringComparison.Ordinal);
        var tables = officer.Page.QuerySelectorAll("table").Select(t => t.QuerySelector("caption")?.TextContent).ToList();
        Assert.Contains("Theo đơn vị cấp dưới", tables);
        Assert.Contains("Theo nửa tháng", tables);
        var station = officer.Page.Links.First(l => l.TextContent.StartsWith("Trạm A", StringComparison.Ordinal)).GetAttribute("href")!;
        var fact = officer.Page.Links.First(l => l.GetAttribute("href")?.StartsWith("/evidence/facts/", StringComparison.Ordinal) == true).GetAttribute("href")!;
        await officer.OpenAsync(fact);
        Assert.Equal(200, (int)officer.Answer.StatusCode);
        await officer.OpenAsync(station);
        Assert.Contains("[11]", officer.Text, StringComparison.Ordinal);
        var csv = System.Text.Encoding.UTF8.GetString(await officer.DownloadAsync(Href($"E{{{kind}}}", department).Replace("/figure?", "/figure/facts.csv?", StringComparison.Ordinal)));
        Assert.Equal(4, csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Facts_of_units_beyond_reach_count_but_are_not_listed()
    {
        await HappenAsync();
        var officer = await site.SignInAsAsync(Role.UnitOfficer, b);
        await officer.OpenAsync(Href($"E{{{kind}}}", department));
        Assert.Contains("[18]", officer.Text, StringComparison.Ordinal);
        Assert.Contains("ngoài phạm vi được xem", officer.Text, StringComparison.Ordinal);
        Assert.Single(officer.Page.Links, l => l.GetAttribute("href")?.StartsWith("/evidence/facts/", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Fault_of_a_formula_is_marked_where_it_stands()
    {
        await UnitsAsync();
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, department);
        await officer.OpenAsync("/evidence/workbench");
        await officer.SubmitAsync("/evidence/workbench", [("numerator", "1 + ) 2"), ("name", "Thử"), ("code", code), ("measured", "lần")]);
        Assert.Equal(422, (int)officer.Answer.StatusCode);
        await officer.OpenAsync("/evidence/workbench?numerator=" + Uri.EscapeDataString("1 + ) 2"));
        Assert.Equal(")", officer.Page.QuerySelector("#result mark")?.TextContent);
    }

    [Fact]
    public async Task Formula_is_tried_on_figures_and_kept_with_its_test_cases()
    {
        await HappenAsync();
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, department);
        await officer.OpenAsync($"/evidence/workbench?numerator={Uri.EscapeDataString($"E{{{kind}}}")}&denominator={Uri.EscapeDataString($"count(E{{{kind}}})")}&from=2025-01-01&to=2025-03-31");
        Assert.Contains("6", officer.Page.QuerySelector("#result .stat .value")?.TextContent, StringComparison.Ordinal);
        await officer.SubmitAsync("/evidence/workbench",
            [("code", code), ("name", "Bình quân thử"), ("measured", "lần"), ("case0", "ba trên hai"), ("given0", $"E{{{kind}}} = 3\ncount(E{{{kind}}}) = 1; 1"), ("expected0", "2")]);
        Assert.Contains("Đã lưu bản thảo", officer.Text, StringComparison.Ordinal);
        await officer.SubmitAsync(officer.Page.Forms.First(f => f.Action.EndsWith("/publish", StringComparison.Ordinal)).GetAttribute("action")!);
        Assert.Contains("Phép thử “ba trên hai” cho 1,5 thay vì 2", officer.Text, StringComparison.Ordinal);
    }

    async Task HappenAsync()
    {
        await UnitsAsync();
        await site.Services.GetRequiredService<Ledger>().AppendAsync([Seen(a, new(2025, 1, 5), 4), Seen(a, new(2025, 2, 20), 7), Seen(b, new(2025, 3, 31), 7)], TestContext.Current.CancellationToken);
        await site.SettleAsync();
    }

    async Task UnitsAsync()
    {
        department = await site.OrganisationAsync("Sở Y tế thử " + Guid.CreateVersion7());
        a = await site.OrganisationAsync("Trạm A " + Guid.CreateVersion7(), department);
        b = await site.OrganisationAsync("Trạm B " + Guid.CreateVersion7(), department);
    }

    Fact Seen(Guid unit, DateOnly on, decimal value) => new()
    {
        Kind = kind,
        UnitId = unit,
        OccurredOn = on,
        Value = value,
        Module = "test",
        SourceId = "thing/" + Guid.CreateVersion7(),
    };

    static string Href(string formula, Guid unit) => IAnalytics.ExplainHref(new(formula, unit, new(2025, 1, 1), new(2025, 3, 31)));
}
