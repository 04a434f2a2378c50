using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Server;
using LienY.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Outreach.Tests;

/// <summary>Events that credit people, research that passes its marks, children examined without a line.</summary>
public abstract class OutreachTests(TestSite site)
{
    static int made;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    Task<Guid> HospitalAsync() => site.OrganisationAsync($"Bệnh viện Lưu động {Interlocked.Increment(ref made)}", null, "hospital");

    [Fact]
    public void Module_is_a_room_of_the_house() => Assert.Contains(House.Modules, m => m.Name == "outreach");

    async Task<Guid> CampaignAsync(Guid hospital)
    {
        var officer = await site.SignInAsAsync(Role.UnitOfficer, hospital);
        await officer.OpenAsync("/outreach/campaigns");
        await officer.SubmitAsync("/outreach/campaigns", [("title", "Khám thiện nguyện thử"), ("least", "300"), ("most", "500"), ("from", "2025-11-01"), ("to", "2025-12-31")]);
        Assert.True(officer.Answer.IsSuccessStatusCode, officer.Text);
        return Guid.Parse(officer.Answer.RequestMessage!.RequestUri!.Segments[^1]);
    }

    static object Child(Guid id, string name = "Giàng A Thử", string result = "healthy", string birth = "2019", string? referTo = null, string[]? problems = null, string? personal = null) => new
    {
        id,
        on = "2025-11-19",
        name,
        birth,
        sex = "male",
        commune = "Bản Phố",
        guardian = "Giàng Thị Mẹ",
        personal,
        height = "112,5",
        weight = "18,4",
        problems = problems ?? [],
        result,
        referTo,
        referBy = referTo is null ? null : "2025-12-10",
    };

    static async Task<List<(Guid Id, string State, string Why)>> SendAsync(HttpClient tablet, Guid campaign, params object[] children)
    {
        using var answer = await tablet.PostAsJsonAsync($"/api/outreach/campaigns/{campaign}/examinations", children, Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
        return [.. (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).EnumerateArray().Select(r =>
            (r.GetProperty("id").GetGuid(), r.GetProperty("state").GetString()!, r.GetProperty("why").GetString()!))];
    }

    async Task<decimal> FactsAsync(string kind, Guid unit)
    {
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync(Stop);
        return Convert.ToDecimal(await connection.CellAsync("select coalesce(sum(value), 0) from kernel_fact where kind = @p0 and unit_id = @p1", Stop, kind, unit), Say.Vietnam) / 10000m;
    }

    [Fact]
    public async Task A_queue_that_is_replayed_doubled_and_out_of_order_leaves_each_child_once()
    {
        var hospital = await HospitalAsync();
        var campaign = await CampaignAsync(hospital);
        using var tablet = await site.ProgramAsync(Role.Doctor, hospital);
        var ids = Enumerable.Range(0, 12).Select(_ => Guid.CreateVersion7()).ToList();
        var children = ids.Select((id, i) => Child(id, $"Trẻ số {i}")).ToArray();
        Assert.All(await SendAsync(tablet, campaign, [.. children.Reverse()]), r => Assert.Equal("taken", r.State));
        Assert.All(await SendAsync(tablet, campaign, children), r => Assert.Equal("known", r.State));
        Assert.Equal(["known", "known"], (await SendAsync(tablet, campaign, children[3], Child(ids[3], "Tên đã đổi"))).Select(r => r.State));
        // Two lines at the same moment.
        var late = Guid.CreateVersion7();
        var both = await Task.WhenAll(SendAsync(tablet, campaign, Child(late, "Trẻ muộn")), SendAsync(tablet, campaign, Child(late, "Trẻ muộn")));
        Assert.Contains("taken", both.SelectMany(b => b).Select(r => r.State));
        await site.SettleAsync();
        var rows = await site.HouseAsync(s => s.GetRequiredService<OutreachStore>().Examinations.AsNoTracking().Where(x => x.CampaignId == campaign).ToListAsync(Stop));
        Assert.Equal(13, rows.Count);
        Assert.Equal("Trẻ số 3", rows.Single(r => r.Id == ids[3]).Name);
        Assert.Equal(13m, await FactsAsync("outreach.child.examined", hospital));
    }

    [Fact]
    public async Task One_bad_sheet_does_not_hold_back_the_others_and_says_why()
    {
        var hospital = await HospitalAsync();
        var campaign = await CampaignAsync(hospital);
        using var tablet = await site.ProgramAsync(Role.Doctor, hospital);
        var told = await SendAsync(tablet, campaign, Child(Guid.CreateVersion7()), Child(Guid.CreateVersion7(), ""), Child(Guid.CreateVersion7(), birth: "1950"), Child(Guid.CreateVersion7(), result: "chết"),
            Child(Guid.CreateVersion7(), result: "refer"), Child(Guid.CreateVersion7(), problems: ["Bệnh không có trong danh sách"]), Child(Guid.Empty), Child(Guid.CreateVersion7(), personal: "123"));
        Assert.Equal(["taken", "refused", "refused", "refused", "refused", "refused", "refused", "refused"], told.Select(t => t.State));
        Assert.All(told.Skip(1), t => Assert.NotEmpty(t.Why));
        using var huge = await tablet.PostAsJsonAsync($"/api/outreach/campaigns/{campaign}/examinations", Enumerable.Range(0, 201).Select(_ => Child(Guid.CreateVersion7())), Stop);
        Assert.Equal(422, (int)huge.StatusCode);
        using var broken = await tablet.PostAsync($"/api/outreach/campaigns/{campaign}/examinations", new StringContent("[{", Encoding.UTF8, "application/json"), Stop);
        Assert.Equal(422, (int)broken.StatusCode);
    }

    [Fact]
    public async Task A_child_goes_into_the_record_of_the_hospital_and_strangers_see_nothing_of_it()
    {
        var hospital = await HospitalAsync();
        var campaign = await CampaignAsync(hospital);
        using var tablet = await site.ProgramAsync(Role.Doctor, hospital);
        var id = Guid.CreateVersion7();
        const string name = "<b onmouseover=alert(1)>Sùng</b> Thị Thử";
        await SendAsync(tablet, campaign, Child(id, name, problems: ["Bệnh da"]));
        await site.SettleAsync();
        var row = await site.HouseAsync(s => s.GetRequiredService<OutreachStore>().Examinations.AsNoTracking().SingleAsync(x => x.Id == id, Stop));
        Assert.NotNull(row.RecordedAt);
        Assert.NotNull(row.PersonId);
        var visit = await site.HouseAsync(s => s.GetRequiredService<IFhirDoor>().SendAsync("GET", "Encounter/" + id, ReadOnlyMemory<byte>.Empty, new(hospital, "thử", Guid.Empty), Stop));
        Assert.Equal(200, visit.Status);
        Assert.Equal("Bệnh da", JsonDocument.Parse(visit.Body).RootElement.GetProperty("reasonCode")[0].GetProperty("text").GetString());
        var doctor = await site.SignInAsAsync(Role.Doctor, hospital);
        await doctor.OpenAsync("/outreach/examinations/" + id);
        Assert.Contains(name, doctor.Text, StringComparison.Ordinal);
        Assert.Null(doctor.Page.QuerySelector("b[onmouseover]"));
        await using (var connection = await site.Services.GetRequiredService<Database>().OpenAsync(Stop))
            Assert.Equal(1L, await connection.CellAsync("select count(*) from kernel_trail where action = 'outreach.examination.read' and object_id = @p0", Stop, id.ToString()));
        var above = await site.SignInAsAsync(Role.Doctor, await HospitalAsync());
        await above.OpenAsync("/outreach/examinations/" + id);
        Assert.Equal(HttpStatusCode.NotFound, above.Answer.StatusCode);
        using var stranger = await site.ProgramAsync(Role.Doctor, await HospitalAsync());
        using var refused = await stranger.PostAsJsonAsync($"/api/outreach/campaigns/{campaign}/examinations", new[] { Child(Guid.CreateVersion7()) }, Stop);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }

    [Fact]
    public async Task A_department_above_sees_numbers_and_no_child()
    {
        var department = await site.OrganisationAsync("Sở Y tế xem số", null, "department");
        var hospital = await site.OrganisationAsync("Bệnh viện dưới Sở", department, "hospital");
        var campaign = await CampaignAsync(hospital);
        using var tablet = await site.ProgramAsync(Role.Doctor, hospital);
        var id = Guid.CreateVersion7();
        await SendAsync(tablet, campaign, Child(id, "Hờ A Kín"));
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, department);
        await officer.OpenAsync("/outreach/campaigns/" + campaign);
        Assert.Contains("Khám thiện nguyện thử", officer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Hờ A Kín", officer.Text, StringComparison.Ordinal);
        var upper = await site.SignInAsAsync(Role.UnitOfficer, department);
        await upper.OpenAsync("/outreach/examinations/" + id);
        Assert.Equal(HttpStatusCode.NotFound, upper.Answer.StatusCode);
    }

    [Fact]
    public async Task A_referral_is_followed_until_it_is_closed()
    {
        var hospital = await HospitalAsync();
        var campaign = await CampaignAsync(hospital);
        var doctor = await site.SignInAsAsync(Role.Doctor, hospital);
        await doctor.OpenAsync($"/outreach/campaigns/{campaign}/form");
        await doctor.SubmitAsync($"/outreach/campaigns/{campaign}/examinations", [("name", "Lý Tả Mẩy"), ("birth", "12/03/2020"), ("result", "refer"), ("referTo", "Bệnh viện Sản Nhi"), ("referBy", "2025-12-01"),
            ("problem", "Tim bẩm sinh (nghi ngờ)")]);
        Assert.True(doctor.Answer.IsSuccessStatusCode, doctor.Text);
        var x = await site.HouseAsync(s => s.GetRequiredService<OutreachStore>().Examinations.AsNoTracking().SingleAsync(e => e.CampaignId == campaign, Stop));
        Assert.Equal(ReferState.Open, x.ReferState);
        await doctor.OpenAsync("/outreach/referrals");
        Assert.Contains("Lý Tả Mẩy", doctor.Text, StringComparison.Ordinal);
        await doctor.OpenAsync("/outreach/examinations/" + x.Id);
        await doctor.SubmitAsync("/outreach/examinations/" + x.Id, [("do", "close"), ("outcome", "")]);
        Assert.Equal(422, (int)doctor.Answer.StatusCode);
        await doctor.OpenAsync("/outreach/examinations/" + x.Id);
        await doctor.SubmitAsync("/outreach/examinations/" + x.Id, [("do", "came"), ("on", "2025-11-20")]);
        await doctor.SubmitAsync("/outreach/examinations/" + x.Id, [("do", "close"), ("outcome", "Thông liên thất nhỏ, hẹn khám lại")]);
        Assert.True(doctor.Answer.IsSuccessStatusCode, doctor.Text);
        Assert.Equal(1m, await FactsAsync("outreach.referred", hospital));
        Assert.Equal(1m, await FactsAsync("outreach.referral.closed", hospital));
        await doctor.OpenAsync("/outreach/referrals");
        Assert.DoesNotContain("Lý Tả Mẩy", doctor.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conference_credits_those_of_the_register_once_it_was_held()
    {
        var hospital = await HospitalAsync();
        var person = await site.HouseAsync(s => s.GetRequiredService<IPractitioners>().EnterAsync(new("Bác sĩ Báo Cáo", null, null, "doctor", hospital, $"00{made}/LC-CCHN", new(2020, 1, 1)), Stop));
        var officer = await site.SignInAsAsync(Role.UnitOfficer, hospital);
        await officer.OpenAsync("/outreach/events/new");
        await officer.SubmitAsync("/outreach/events", [("title", "Hội nghị nhi khoa"), ("kind", "conference"), ("from", "2025-11-18"), ("to", "2025-11-19"), ("country", "Trung Quốc")]);
        Assert.True(officer.Answer.IsSuccessStatusCode, officer.Text);
        var at = officer.Answer.RequestMessage!.RequestUri!.AbsolutePath;
        await officer.SubmitAsync(at + "/members", [("person", person.ToString()), ("role", "speaker")]);
        await officer.SubmitAsync(at + "/members", [("name", "Khách mời"), ("role", "attendee")]);
        await officer.SubmitAsync(at + "/costs", [("item", "Đi lại"), ("payer", "province"), ("amount", "12.500.000")]);
        Assert.Contains("12.500.000", officer.Text, StringComparison.Ordinal);
        await officer.SubmitAsync(at + "/held", [("result", "Đã thống nhất")]);
        Assert.True(officer.Answer.IsSuccessStatusCode, officer.Text);
        Assert.Equal(1m, await FactsAsync("outreach.event.held", hospital));
        Assert.Equal(0m, await FactsAsync("outreach.delegation", hospital));
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync(Stop);
        var bodies = await connection.RowsAsync("select body from kernel_event where type = 'CreditEarned' and stream like @p0", r => r.GetString(0), Stop, $"credit/event/{at.Split('/')[^1]}/%");
        var credit = JsonSerializer.Deserialize<CreditEarned>(Assert.Single(bodies))!;
        Assert.Equal(("conference-spoke", (Guid?)person), (credit.Activity, credit.PractitionerId));
    }

    [Fact]
    public async Task A_research_topic_is_accepted_only_when_every_milestone_is_done()
    {
        var hospital = await HospitalAsync();
        var officer = await site.SignInAsAsync(Role.UnitOfficer, hospital);
        await officer.OpenAsync("/outreach/research");
        await officer.SubmitAsync("/outreach/research", [("title", "Tử vong trẻ dưới 5 tuổi"), ("lead", "TS. Thử"), ("from", "2025-06-01"), ("to", "2026-06-01")]);
        var at = officer.Answer.RequestMessage!.RequestUri!.AbsolutePath;
        await officer.SubmitAsync(at + "/milestones", [("name", "Đề cương"), ("due", "2025-07-01")]);
        await officer.SubmitAsync(at + "/accept", [("on", "2025-11-01"), ("acceptance", "Đạt")]);
        Assert.Equal(409, (int)officer.Answer.StatusCode);
        await officer.OpenAsync(at);
        await officer.SubmitAsync(at + "/done", [("on", "2025-07-01"), ("product", "Quyết định 12")]);
        await officer.SubmitAsync(at + "/accept", [("on", "2025-11-01"), ("acceptance", "Đạt")]);
        Assert.True(officer.Answer.IsSuccessStatusCode, officer.Text);
        Assert.Equal(3m, await FactsAsync("outreach.research.milestone", hospital));
    }

    [Fact]
    public async Task The_form_opens_again_without_a_line_through_its_worker()
    {
        var hospital = await HospitalAsync();
        using var tablet = await site.ProgramAsync(Role.Doctor, hospital);
        var script = await tablet.GetStringAsync("/outreach/worker.js", Stop);
        foreach (var address in script.Split('\'').Where(p => p.StartsWith("/_/", StringComparison.Ordinal)).Distinct())
            Assert.True((await tablet.GetAsync(address, Stop)).IsSuccessStatusCode, address);
        Assert.Contains("outreach-form.js", script, StringComparison.Ordinal);
    }
}

public sealed class Outreach_on_sqlite(SqliteSite site) : OutreachTests(site), IClassFixture<SqliteSite>;

public sealed class Outreach_on_postgres(PostgresSite site) : OutreachTests(site), IClassFixture<PostgresSite>;
