using System.Net;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Evidence.Tests;

public sealed class OfficialOnSqlite(SqliteSite site) : OfficialTests(site), IClassFixture<SqliteSite>;

public sealed class OfficialOnPostgres(PostgresSite site) : OfficialTests(site), IClassFixture<PostgresSite>;

/// <summary>Official indicators of the catalogue are entered by units with their document, bound to no plan.</summary>
public abstract class OfficialTests(TestSite site)
{
    readonly string code = "O" + Guid.CreateVersion7().ToString("N")[^10..];

    [Fact]
    public async Task A_figure_with_its_document_becomes_the_indicator_of_its_unit_and_a_correction_replaces_it()
    {
        var (unit, officer, id) = await PublishAsync("Official");
        await officer.OpenAsync($"/evidence/catalogue/{id}");
        Assert.NotNull(officer.Page.QuerySelector($"a[href='/evidence/catalogue/{id}/values']"));
        await EnterAsync(officer, id, unit, "93,2");
        Assert.Contains("93,2", officer.Page.QuerySelector("tbody")!.TextContent);
        await site.SettleAsync();
        Assert.Equal((93.2m, Grade.Official), await FigureAsync(unit));
        await officer.OpenAsync($"/evidence/catalogue/{id}");
        Assert.Contains("93,2", officer.Text);

        await officer.OpenAsync($"/evidence/catalogue/{id}/values");
        var entry = officer.Page.QuerySelector("tbody a[href^='/evidence/values/']")!.GetAttribute("href")!;
        await officer.OpenAsync(entry);
        await officer.SubmitAsync(entry, [("value", "94,1"), ("reason", "Niên giám đính chính")]);
        Assert.Contains("Đã lưu bản đính chính.", officer.Text);
        await site.SettleAsync();
        Assert.Equal(94.1m, (await FigureAsync(unit)).Value);
        await officer.OpenAsync(officer.Page.QuerySelector("a[href^='/evidence/facts/']")!.GetAttribute("href")!);
        Assert.NotNull(officer.Page.QuerySelector($"a[href='/evidence/catalogue/{id}']"));
    }

    [Fact]
    public async Task Without_its_document_an_official_figure_is_refused_and_others_do_not_see_what_a_unit_entered()
    {
        var (unit, officer, id) = await PublishAsync("Official");
        var page = $"/evidence/catalogue/{id}/values";
        await officer.OpenAsync(page);
        await officer.SubmitAsync(page, [("unit", unit.ToString()), ("from", "2024-01-01"), ("to", "2024-12-31"), ("value", "90"), ("source", "official")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Answer.StatusCode);
        Assert.Contains("Số liệu chính thức cần số, ký hiệu của văn bản.", officer.Text);
        await EnterAsync(officer, id, unit, "93,2");
        var entry = officer.Page.QuerySelector("tbody a[href^='/evidence/values/']")!.GetAttribute("href")!;
        var stranger = await site.SignInAsAsync(Role.DepartmentOfficer, await site.OrganisationAsync("Sở khác " + Guid.CreateVersion7()));
        await stranger.OpenAsync(page);
        Assert.DoesNotContain("93,2", stranger.Text);
        await stranger.OpenAsync(entry);
        Assert.Equal(HttpStatusCode.NotFound, stranger.Answer.StatusCode);
        await stranger.OpenAsync(entry + "/file");
        Assert.Equal(HttpStatusCode.NotFound, stranger.Answer.StatusCode);
    }

    [Fact]
    public async Task A_computed_indicator_takes_no_figure_by_hand()
    {
        var (_, officer, id) = await PublishAsync("Formula");
        await officer.OpenAsync($"/evidence/catalogue/{id}/values");
        Assert.Equal(HttpStatusCode.Conflict, officer.Answer.StatusCode);
        Assert.Contains("được tính bằng công thức nên không nhập tay", officer.Text);
    }

    static async Task EnterAsync(Visitor officer, Guid id, Guid unit, string value)
    {
        var page = $"/evidence/catalogue/{id}/values";
        await officer.OpenAsync(page);
        await officer.SubmitAsync(page,
            [("unit", unit.ToString()), ("from", "2024-01-01"), ("to", "2024-12-31"), ("value", value), ("source", "official"), ("documentNumber", "24/NGTK"), ("documentDate", "2025-03-31"), ("documentIssuer", "Cục Thống kê")],
            [("file", "trich.csv", "nam;gia tri\n2024;93,2\n"u8.ToArray())]);
        Assert.Contains("Đã lưu số liệu.", officer.Text);
    }

    async Task<(decimal? Value, Grade? Grade)> FigureAsync(Guid unit)
    {
        var figure = (await site.HouseAsync(s => s.GetRequiredService<IAnalytics>().ReadAsync([new FigureAsk($"N{{{code}}}", unit, new(2025, 1, 1), new(2025, 6, 30))], new(), default)))[0];
        Assert.Null(figure.Trouble);
        return (figure.Value, figure.Grade);
    }

    async Task<(Guid Unit, Visitor Officer, Guid Id)> PublishAsync(string kind)
    {
        var unit = await site.OrganisationAsync("Sở thử " + Guid.CreateVersion7());
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, unit);
        await officer.OpenAsync("/evidence/catalogue/new");
        await officer.SubmitAsync("/evidence/catalogue",
            [("code", code), ("name", "Bao phủ thử"), ("unit", "%"), ("direction", "Higher"), ("kind", kind), ("missing", "SkipIfAllMissing"), ("numerator", kind == "Formula" ? "E{plan.task.done}" : ""), ("factor", "1"), ("validFrom", "2020-01-01")]);
        var id = Guid.Parse(officer.Answer.RequestMessage!.RequestUri!.AbsolutePath.Split('/')[^1]);
        await officer.SubmitAsync($"/evidence/catalogue/{id}/publish", [("version", "1")]);
        Assert.Contains("Đã công bố phiên bản này.", officer.Text);
        return (unit, officer, id);
    }
}
