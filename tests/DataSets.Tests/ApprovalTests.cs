using System.Net;
using System.Text.Json;
using LienY.Kernel;
using LienY.Site;

namespace LienY.DataSets.Tests;

/// <summary>Figures are approved level by level, and what is approved is closed.</summary>
public abstract class ApprovalTests(TestSite site)
{
    [Fact]
    public async Task A_department_approves_after_its_units_and_each_state_is_told_as_dhis2_does()
    {
        var given = await ApprovalGiven.NewAsync(site);
        Assert.Equal("UNAPPROVED_READY", (await given.StateAsync(given.FirstDirector, given.FirstUid, "202508")).State);
        var (state, all) = await given.StateAsync(given.Head, given.DepartmentUid, "202508");
        Assert.Equal(("UNAPPROVED_WAITING", false, true), (state, all.GetProperty("mayApprove").GetBoolean(), all.GetProperty("mayReadData").GetBoolean()));
        Assert.Equal(HttpStatusCode.Conflict, (await given.Head.PostAsync(given.Of(given.DepartmentUid, "202508"), null)).StatusCode);
        await given.ApproveAsync(given.FirstDirector, given.FirstUid, "202508");
        await given.ApproveAsync(given.SecondDirector, given.SecondUid, "202508");
        Assert.Equal("UNAPPROVED_READY", (await given.StateAsync(given.Head, given.DepartmentUid, "202508")).State);
        await given.ApproveAsync(given.Head, given.DepartmentUid, "202508");
        Assert.Equal("APPROVED_HERE", (await given.StateAsync(given.Head, given.DepartmentUid, "202508")).State);
        (state, all) = await given.StateAsync(given.FirstDirector, given.FirstUid, "202508");
        Assert.Equal(("APPROVED_ABOVE", false), (state, all.GetProperty("mayUnapprove").GetBoolean()));
        Assert.Equal(HttpStatusCode.Conflict, (await given.FirstDirector.DeleteAsync(given.Of(given.FirstUid, "202508"))).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await given.Head.DeleteAsync(given.Of(given.DepartmentUid, "202508"))).StatusCode);
        Assert.Equal("APPROVED_HERE", (await given.StateAsync(given.FirstDirector, given.FirstUid, "202508")).State);
        Assert.Equal(HttpStatusCode.NoContent, (await given.FirstDirector.DeleteAsync(given.Of(given.FirstUid, "202508"))).StatusCode);
        Assert.Equal("UNAPPROVED_WAITING", (await given.StateAsync(given.Head, given.DepartmentUid, "202508")).State);
    }

    [Fact]
    public async Task What_is_accepted_is_taken_back_only_from_above()
    {
        var given = await ApprovalGiven.NewAsync(site, acceptFirst: true);
        await given.ApproveAsync(given.FirstDirector, given.FirstUid, "202508");
        await given.ApproveAsync(given.SecondDirector, given.SecondUid, "202508");
        Assert.Equal("UNAPPROVED_WAITING", (await given.StateAsync(given.Head, given.DepartmentUid, "202508")).State);
        Assert.Equal(HttpStatusCode.Forbidden, (await given.FirstDirector.PostAsync(given.Of(given.FirstUid, "202508", "dataAcceptances"), null)).StatusCode);
        foreach (var unit in new[] { given.FirstUid, given.SecondUid })
            Assert.Equal(HttpStatusCode.NoContent, (await given.Head.PostAsync(given.Of(unit, "202508", "dataAcceptances"), null)).StatusCode);
        Assert.Equal("ACCEPTED_HERE", (await given.StateAsync(given.FirstDirector, given.FirstUid, "202508")).State);
        Assert.Equal(HttpStatusCode.Conflict, (await given.FirstDirector.DeleteAsync(given.Of(given.FirstUid, "202508"))).StatusCode);
        Assert.Equal("UNAPPROVED_READY", (await given.StateAsync(given.Head, given.DepartmentUid, "202508")).State);
        Assert.Equal(HttpStatusCode.NoContent, (await given.Head.DeleteAsync(given.Of(given.FirstUid, "202508", "dataAcceptances"))).StatusCode);
        Assert.Equal("APPROVED_HERE", (await given.StateAsync(given.FirstDirector, given.FirstUid, "202508")).State);
        Assert.Equal(HttpStatusCode.Forbidden, (await given.Head.PostAsync(given.Of(given.DepartmentUid, "202508", "dataAcceptances"), null)).StatusCode);
    }

    [Fact]
    public async Task Reports_are_complete_before_they_are_approved_where_the_workflow_says_so()
    {
        var given = await ApprovalGiven.NewAsync(site, completeFirst: true);
        Assert.Equal("UNAPPROVED_WAITING", (await given.StateAsync(given.FirstDirector, given.FirstUid, "202508")).State);
        await CompleteAsync(given, "202508");
        await given.ApproveAsync(given.FirstDirector, given.FirstUid, "202508");
        Assert.Equal("UNAPPROVED_WAITING", (await given.StateAsync(given.SecondDirector, given.SecondUid, "202508")).State);
        Assert.Equal("UNAPPROVED_WAITING", (await given.StateAsync(given.FirstDirector, given.FirstUid, "202511")).State);
    }

    [Fact]
    public async Task What_is_approved_is_closed_to_files_to_the_form_to_deletion_and_to_completeness()
    {
        var given = await ApprovalGiven.NewAsync(site);
        Assert.Equal((1, 0, 0, 0), (await given.SendAsync(given.FirstUid, "202508", 10)).Counts);
        await given.ApproveAsync(given.FirstDirector, given.FirstUid, "202508");
        var mixed = await Given.PostAsync(given.Data, "/api/dataValueSets", $$"""
            {"dataValues":[{"dataElement":"{{given.Element}}","period":"202508","orgUnit":"{{given.FirstUid}}","value":"11"},
            {"dataElement":"{{given.Element}}","period":"202508","orgUnit":"{{given.SecondUid}}","value":"7"},
            {"dataElement":"{{given.Element}}","period":"202509","orgUnit":"{{given.FirstUid}}","value":"8"}]}
            """, "application/json");
        Assert.Equal((HttpStatusCode.Conflict, (2, 0, 1, 0)), (mixed.Status, mixed.Counts));
        Assert.Equal(["E7642"], mixed.Codes);
        Assert.Equal([0], mixed.Rejected);
        Assert.Equal(["E7642"], (await given.SendAsync(given.FirstUid, "202508", 10, "?importStrategy=DELETE")).Codes);
        Assert.Equal(["E7642"], (await given.SendAsync(given.FirstUid, "202508", 12, "?force=true")).Codes);
        Assert.Equal(["E7642"], (await given.SendAsync(given.FirstUid, "202508", 12, "?dryRun=true")).Codes);
        var csv = await Given.PostAsync(given.Data, "/api/dataValueSets", $"dataelement,period,orgunit,value\n{given.Element},202508,{given.FirstUid},99\n", "application/csv");
        Assert.Equal(["E7642"], csv.Codes);
        var adx = await Given.PostAsync(given.Data, "/api/dataValueSets",
            $"""<adx xmlns="urn:ihe:qrph:adx:2015"><group dataSet="S-{given.Mark}" period="2025-08-01/P1M" orgUnit="{given.FirstUid}" completeDate="2025-09-02"><dataValue dataElement="{given.Element}" value="98"/></group></adx>""", "application/adx+xml");
        Assert.Equal(["E7642"], adx.Codes.Distinct());
        Assert.Equal("false", adx.Summary.GetProperty("dataSetComplete").GetString());
        var complete = await CompleteAsync(given, "202508");
        Assert.Equal(["E7642"], complete.Codes);
        Assert.Equal(10, await Given.SumAsync(site, given.Element, given.First, new(2025, 8, 31)));
        var officer = await site.SignInAsAsync(Role.UnitOfficer, given.First);
        await officer.OpenAsync(Form(given, given.First, "202508"));
        Assert.Contains("đã duyệt lúc", officer.Text, StringComparison.Ordinal);
        Assert.Empty(officer.Page.QuerySelectorAll($"input[name='elem{given.Mark.PadRight(7, 'x')}']"));
        Assert.Equal(HttpStatusCode.NoContent, (await given.FirstDirector.DeleteAsync(given.Of(given.FirstUid, "202508"))).StatusCode);
        Assert.Equal((0, 1, 0, 0), (await given.SendAsync(given.FirstUid, "202508", 12)).Counts);
    }

    [Fact]
    public async Task A_form_that_was_open_before_the_approval_is_refused_whole()
    {
        var given = await ApprovalGiven.NewAsync(site);
        var officer = await site.SignInAsAsync(Role.UnitOfficer, given.First);
        await officer.OpenAsync(Form(given, given.First, "202508"));
        await given.ApproveAsync(given.FirstDirector, given.FirstUid, "202508");
        await officer.SubmitAsync("/data/entry", [($"elem{given.Mark.PadRight(7, 'x')}", "5")]);
        Assert.Equal(HttpStatusCode.Conflict, officer.Answer.StatusCode);
        Assert.Contains("đã được phê duyệt", officer.Text, StringComparison.Ordinal);
        Assert.Equal(0, await Given.FactsAsync(site, given.Element, new(2025, 8, 31)));
    }

    [Fact]
    public async Task An_approval_in_time_leaves_a_fact_and_taking_back_reverses_it()
    {
        var given = await ApprovalGiven.NewAsync(site);
        await given.ApproveAsync(given.FirstDirector, given.FirstUid, "202509");
        await given.ApproveAsync(given.SecondDirector, given.SecondUid, "202510");
        await site.SettleAsync();
        Assert.Equal(1, await ApprovalGiven.ApprovedFactsAsync(site, given.First));
        // Today is the 20th of November: October is in time (20 days), September is not.
        Assert.Equal(0, await ApprovalGiven.ApprovedFactsAsync(site, given.First, ("on_time", "true")));
        Assert.Equal(1, await ApprovalGiven.ApprovedFactsAsync(site, given.Second, ("on_time", "true"), ("workflow", "W-" + given.Mark), ("level", "cap-don-vi")));
        // A formula of a plan: the share of what was approved in time.
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, given.Department);
        string Count(string more) => Uri.EscapeDataString($"count(E{{data.approved; workflow=W-{given.Mark}{more}}})");
        await officer.OpenAsync($"/evidence/workbench?numerator={Count("; on_time=true")}&denominator={Count("")}&from=2025-09-01&to=2025-10-31");
        Assert.Contains("0,5", officer.Page.QuerySelector("#result .stat .value")?.TextContent, StringComparison.Ordinal);
        await given.SecondDirector.DeleteAsync(given.Of(given.SecondUid, "202510"));
        await site.SettleAsync();
        Assert.Equal(0, await ApprovalGiven.ApprovedFactsAsync(site, given.Second, ("on_time", "true")));
        await given.ApproveAsync(given.SecondDirector, given.SecondUid, "202510");
        await site.SettleAsync();
        Assert.Equal(1, await ApprovalGiven.ApprovedFactsAsync(site, given.Second, ("on_time", "true")));
    }

    [Fact]
    public async Task Nobody_approves_for_others_and_forged_names_lead_nowhere()
    {
        var given = await ApprovalGiven.NewAsync(site);
        var other = await ApprovalGiven.NewAsync(site);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.Head.PostAsync(given.Of(given.FirstUid, "202508"), null)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.Head.GetAsync(given.Of(given.FirstUid, "202508"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await given.SecondDirector.PostAsync(given.Of(given.FirstUid, "202508"), null)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await given.Data.PostAsync(given.Of(given.FirstUid, "202508"), null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await given.Head.PostAsync(given.Of("nothingHere", "202508"), null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await given.Head.PostAsync($"/api/dataApprovals?wf=nothing&pe=202508&ou={given.FirstUid}", null)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await given.Head.PostAsync(given.Of(given.FirstUid, "2025Q1"), null)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await given.Head.PostAsync(given.Of(given.FirstUid, "khong"), null)).StatusCode);
        var director = await site.SignInAsAsync(Role.Director, other.Department);
        await director.OpenAsync($"/data/approvals/unit?workflow={given.Workflow}&unit={given.First}&period=202508");
        Assert.Equal(HttpStatusCode.NotFound, director.Answer.StatusCode);
        await director.OpenAsync($"/data/approvals?workflow={given.Workflow}&period=202508");
        Assert.DoesNotContain(given.Mark + " ", director.Page.QuerySelector("main")!.QuerySelectorAll("tbody th a").Aggregate("", (t, a) => t + a.TextContent + " "), StringComparison.Ordinal);
        await director.OpenAsync($"/data/approvals?workflow={other.Workflow}&period=202508");
        await director.SubmitAsync("/data/approvals/act", [("action", "Approve"), ("unit", given.First.ToString())]);
        Assert.Equal(HttpStatusCode.NotFound, director.Answer.StatusCode);
        Assert.Equal("UNAPPROVED_READY", (await given.StateAsync(given.Head, given.FirstUid, "202508")).State);
        var unit = await site.SignInAsAsync(Role.UnitOfficer, given.First);
        await unit.OpenAsync("/data/approvals/set-up");
        Assert.Equal(HttpStatusCode.Forbidden, unit.Answer.StatusCode);
    }

    [Fact]
    public async Task Many_are_told_and_approved_at_once_all_or_none()
    {
        var given = await ApprovalGiven.NewAsync(site);
        var told = JsonDocument.Parse(await given.Head.GetStringAsync($"/api/dataApprovals/multiple?wf=W-{given.Mark}&pe=202507,202508&ou={given.FirstUid},{given.SecondUid}")).RootElement;
        Assert.Equal(4, told.GetArrayLength());
        Assert.All(told.EnumerateArray(), t => Assert.True(t.GetProperty("permissions").GetProperty("mayApprove").GetBoolean()));
        string Body(params string[] units) => JsonSerializer.Serialize(new { wf = new[] { "W-" + given.Mark }, pe = new[] { "202508" }, approvals = units.Select(u => new { ou = u }) });
        Assert.Equal(HttpStatusCode.NotFound, (await Given.PostAsync(given.Head, "/api/dataApprovals/approvals", Body(given.FirstUid, "nothingHere"), "application/json")).Status);
        Assert.Equal("UNAPPROVED_READY", (await given.StateAsync(given.Head, given.FirstUid, "202508")).State);
        // The department with its units: what is below comes first.
        Assert.Equal(HttpStatusCode.NoContent, (await Given.PostAsync(given.Head, "/api/dataApprovals/approvals", Body(given.DepartmentUid, given.FirstUid, given.SecondUid), "application/json")).Status);
        Assert.Equal("APPROVED_HERE", (await given.StateAsync(given.Head, given.DepartmentUid, "202508")).State);
        var status = JsonDocument.Parse(await given.Head.GetStringAsync($"/api/dataApprovals/status?ds=S-{given.Mark}&startDate=2025-08-01&endDate=2025-08-31&ou={given.DepartmentUid}&children=true")).RootElement.GetProperty("dataApprovalStateResponses");
        Assert.Equal(["APPROVED_HERE", "APPROVED_ABOVE", "APPROVED_ABOVE"], status.EnumerateArray().Select(s => s.GetProperty("state").GetString()!).OrderDescending());
        Assert.Equal(HttpStatusCode.NoContent, (await Given.PostAsync(given.Head, "/api/dataApprovals/unapprovals", Body(given.FirstUid, given.DepartmentUid), "application/json")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Given.PostAsync(given.Head, "/api/dataApprovals/approvals", "{", "application/json")).Status);
        Assert.Contains("W-" + given.Mark, await given.Head.GetStringAsync("/api/dataApprovalWorkflows"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_who_approve_at_once_one_is_told()
    {
        var given = await ApprovalGiven.NewAsync(site);
        var answers = await Task.WhenAll(given.FirstDirector.PostAsync(given.Of(given.FirstUid, "202508"), null), given.Head.PostAsync(given.Of(given.FirstUid, "202508"), null));
        Assert.Equal([HttpStatusCode.NoContent, HttpStatusCode.Conflict], answers.Select(a => a.StatusCode).Order());
        var told = await answers.First(a => a.StatusCode == HttpStatusCode.Conflict).Content.ReadAsStringAsync();
        Assert.Contains("Người thử", told, StringComparison.Ordinal);
        await site.SettleAsync();
        Assert.Equal(1, await ApprovalGiven.ApprovedFactsAsync(site, given.First));
    }

    static string Form(ApprovalGiven given, Guid unit, string period) => $"/data/entry?set={given.Set}&unit={unit}&period={period}";

    static Task<Answer> CompleteAsync(ApprovalGiven given, string period) => Given.PostAsync(given.Data, "/api/completeDataSetRegistrations",
        $$"""{"completeDataSetRegistrations":[{"dataSet":"S-{{given.Mark}}","period":"{{period}}","organisationUnit":"{{given.FirstUid}}"}]}""", "application/json");
}

/// <summary>On SQLite.</summary>
public sealed class ApprovalOnSqlite(SqliteSite site) : ApprovalTests(site), IClassFixture<SqliteSite>;

/// <summary>On PostgreSQL.</summary>
public sealed class ApprovalOnPostgres(PostgresSite site) : ApprovalTests(site), IClassFixture<PostgresSite>;
