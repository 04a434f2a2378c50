using System.Net;
using LienY.Kernel;
using LienY.Site;

namespace LienY.Plans.Tests;

/// <summary>The page of a plan for everybody, if its owner allows.</summary>
public abstract class PublicTests(TestSite site)
{
    static readonly (string, string)[] Open = [("open", "on"), ("sure", "on")];

    async Task<(WorkPlan Plan, Visitor Officer, string Path)> OpenedAsync()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Owner);
        await officer.OpenAsync($"/plans/{plan.Id}/public");
        await officer.SubmitAsync($"/plans/{plan.Id}/public", Open);
        Assert.Contains("Kế hoạch đã được công khai", officer.Text, StringComparison.Ordinal);
        return (plan, officer, officer.Page.QuerySelector("a[href^='/public/plans/']")!.GetAttribute("href")!);
    }

    [Fact]
    public async Task A_plan_is_closed_until_its_owner_opens_it_with_confirmation()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Owner);
        await officer.OpenAsync($"/plans/{plan.Id}/public");
        await officer.SubmitAsync($"/plans/{plan.Id}/public", [("open", "on")]);
        Assert.Equal(422, (int)officer.Answer.StatusCode);
        Assert.Contains("được phép công khai", officer.Text, StringComparison.Ordinal);
        var stranger = site.Visitor();
        await stranger.OpenAsync("/public");
        Assert.DoesNotContain(stranger.Page.QuerySelectorAll("a[href^='/public/plans/']"), a => a.GetAttribute("href")!.Contains(plan.Id.ToString("N")[^6..], StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stranger_reads_targets_and_progress_but_no_person_comment_or_task()
    {
        var (plan, officer, path) = await OpenedAsync();
        await officer.OpenAsync($"/plans/{plan.Id}/history");
        Assert.Contains("Công khai kế hoạch tại " + path, officer.Text, StringComparison.Ordinal);
        var stranger = site.Visitor();
        await stranger.OpenAsync("/public");
        Assert.NotNull(stranger.Page.QuerySelector($"a[href='{path}']"));
        await stranger.OpenAsync(path);
        Assert.Equal(200, (int)stranger.Answer.StatusCode);
        Assert.Contains("nhiệm vụ đã xong", stranger.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Khảo sát nhu cầu", stranger.Text, StringComparison.Ordinal);
        Assert.Null(stranger.Page.QuerySelector($"a[href*='{plan.Id}']"));
        Assert.Equal("noindex", stranger.Answer.Headers.GetValues("X-Robots-Tag").Single());
    }

    [Fact]
    public async Task The_page_is_asked_for_again_by_its_stamp_and_gone_when_it_is_closed()
    {
        var (plan, officer, path) = await OpenedAsync();
        using var program = new HttpClient { BaseAddress = site.Url };
        using var first = await program.GetAsync(path);
        using var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.TryAddWithoutValidation("If-None-Match", first.Headers.ETag!.ToString());
        using var same = await program.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        await officer.OpenAsync($"/plans/{plan.Id}/public");
        await officer.SubmitAsync($"/plans/{plan.Id}/public", [("open", ""), ("sure", "")]);
        Assert.Contains("không còn công khai", officer.Text, StringComparison.Ordinal);
        using var closed = await program.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, closed.StatusCode);
        await officer.SubmitAsync($"/plans/{plan.Id}/public", [.. Open, ("index", "on")]);
        Assert.Equal(path, officer.Page.QuerySelector("a[href^='/public/plans/']")!.GetAttribute("href"));
        using var open = await program.GetAsync(path);
        Assert.False(open.Headers.Contains("X-Robots-Tag"));
    }

    [Fact]
    public async Task Only_the_owner_opens_and_two_at_once_are_told()
    {
        var (plan, officer, _) = await OpenedAsync();
        var hospital = await site.SignInAsAsync(Role.Director, plan.Hospital);
        await hospital.OpenAsync($"/plans/{plan.Id}/public");
        Assert.DoesNotContain(hospital.Page.Forms, f => f.Action.EndsWith("/public", StringComparison.Ordinal));
        var other = await site.SignInAsAsync(Role.Director, plan.Owner);
        await other.OpenAsync($"/plans/{plan.Id}/public");
        await officer.OpenAsync($"/plans/{plan.Id}/public");
        await officer.SubmitAsync($"/plans/{plan.Id}/public", [("open", ""), ("sure", "")]);
        await other.SubmitAsync($"/plans/{plan.Id}/public", Open);
        Assert.Equal(409, (int)other.Answer.StatusCode);
    }
}

/// <summary>On the embedded database.</summary>
public sealed class PublicOnSqlite(SqliteSite site) : PublicTests(site), IClassFixture<SqliteSite>;

/// <summary>On PostgreSQL.</summary>
public sealed class PublicOnPostgres(PostgresSite site) : PublicTests(site), IClassFixture<PostgresSite>;
