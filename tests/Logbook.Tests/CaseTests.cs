using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Logbook.Tests;

/// <summary>From an entry on a phone to a case that counts, and back.</summary>
public abstract class CaseTests(TestSite site)
{
    [Fact]
    public async Task A_case_on_the_form_counts_once_the_supervisor_signs()
    {
        var scene = await Scene.MakeAsync(site);
        var doctor = await scene.AsAsync(scene.Doctor);
        await doctor.OpenAsync("/logbook/new");
        await doctor.SubmitAsync("/logbook/cases", [("technique", Scene.Technique), ("encounter", "LK-0001-2025"), ("role-0", "surgeon"), ("level-0", "3"),
            ("supervisor", ""), ("supervisorLicence", (await scene.CardAsync(site, scene.ExpertId)).LicenceNumber), ("supervision", "OnSite"), ("outcome", "Good")]);
        Assert.True(doctor.Answer.IsSuccessStatusCode, doctor.Text);
        Assert.Contains("chờ người giám sát ký", doctor.Text);
        Assert.Equal((1, 0), (await scene.SumAsync("logbook.case.logged"), await scene.SumAsync("logbook.case.signed")));

        var expert = await scene.SignAllAsync(scene.Expert);
        Assert.Contains("đã tính", expert.Text);
        Assert.Contains("niêm phong đúng", expert.Text);
        // The number of the patient's encounter stays with the hospital.
        Assert.DoesNotContain("LK-0001-2025", expert.Text);
        Assert.Equal((1, 0), (await scene.SumAsync("logbook.case.signed"), await scene.SumAsync("logbook.case.independent")));
        Assert.Equal(1, await scene.ToldAsync());
        await doctor.OpenAsync("/logbook");
        Assert.Contains("03.3327.0459", doctor.Text);
    }

    [Fact]
    public async Task What_was_done_alone_counts_as_independent_when_the_head_confirms()
    {
        var scene = await Scene.MakeAsync(site);
        var id = await scene.EnterAsync(scene.Case(5));
        var one = await scene.FindAsync(id);
        // The catalogue is not loaded here: the technique bears no class, and the rule for those asks for nobody.
        Assert.Equal(LogState.Counted, one.State);
        Assert.Equal((1, 1), (await scene.SumAsync("logbook.case.signed"), await scene.SumAsync("logbook.case.independent")));

        await site.HouseAsync(async s =>
        {
            var rules = s.GetRequiredService<RuleBook>();
            await rules.SetAsync("", site.Clock.Today(), true, 7, "Quy định của Sở", Scene.Stop);
            return 0;
        });
        try
        {
            var second = await scene.EnterAsync(scene.Case(5, encounter: "LK-ABCD"));
            Assert.Equal(LogState.AwaitsHead, (await scene.FindAsync(second)).State);
            await scene.SignAllAsync(scene.Head);
            Assert.Equal("head", (await scene.FindAsync(second)).SignedAs);
            Assert.Equal(2, await scene.SumAsync("logbook.case.independent"));
        }
        finally
        {
            await site.HouseAsync(async s =>
            {
                await using var connection = await s.GetRequiredService<Database>().OpenAsync(Scene.Stop);
                await connection.RunAsync("delete from logbook_rule where source = 'Quy định của Sở'", Scene.Stop);
                return await connection.RunAsync("update logbook_rule set to_day = null", Scene.Stop);
            });
        }
    }

    [Fact]
    public async Task The_same_case_sent_twice_is_one_case()
    {
        var scene = await Scene.MakeAsync(site);
        var id = Guid.CreateVersion7();
        await scene.EnterAsync(scene.Case(3, id));
        Assert.Equal(id, await scene.EnterAsync(scene.Case(3, id)));
        Assert.Equal(1, await scene.SumAsync("logbook.case.logged"));
        Assert.Equal(409, (await scene.TryAsync(scene.Other, scene.Case(3, id))).Status);
    }

    [Fact]
    public async Task The_same_performance_is_entered_once_for_the_whole_team()
    {
        var scene = await Scene.MakeAsync(site);
        await scene.EnterAsync(scene.Case(3, encounter: "BA 2025/0042"));
        var (status, text) = await scene.TryAsync(scene.Other, scene.Case(3, encounter: "ba-2025-0042"));
        Assert.Equal(409, status);
        Assert.Contains("case-twice", text);
        await scene.EnterAsync(scene.Case(3, encounter: "BA 2025/0042", ordinal: 2));
    }

    [Fact]
    public async Task Nobody_supervises_or_signs_their_own_case()
    {
        var scene = await Scene.MakeAsync(site);
        var (status, text) = await scene.TryAsync(scene.Doctor, scene.Case(3, supervisor: scene.DoctorId));
        Assert.Equal(422, status);
        Assert.Contains("supervisor", text);
        // Who entered it for another is not its signer either.
        var (entered, _) = await scene.TryAsync(scene.Other, scene.Case(3, supervisor: scene.OtherId));
        Assert.Equal(201, entered);
        var other = await scene.AsAsync(scene.Other);
        await other.OpenAsync("/logbook/to-sign");
        Assert.Contains("Không có ca nào chờ ông/bà.", other.Text);
        await site.HouseAsync(async s =>
        {
            var refused = await Assert.ThrowsAsync<Refusal>(() => scene.SignAsAsync(site, scene.Other));
            Assert.Equal("own-case", refused.Code);
            return 0;
        });
        Assert.Equal(0, await scene.SumAsync("logbook.case.signed"));
    }

    [Fact]
    public async Task A_case_entered_late_needs_a_reason_and_the_directors_leave()
    {
        var scene = await Scene.MakeAsync(site);
        var day = site.Clock.Today().AddDays(-20);
        var (status, text) = await scene.TryAsync(scene.Doctor, scene.Case(3, on: day));
        Assert.Equal(422, status);
        Assert.Contains("lateReason", text);
        var id = await scene.EnterAsync(scene.Case(3, on: day, late: "Đi công tác vùng cao, không có mạng"));
        Assert.Equal(LogState.AwaitsLeave, (await scene.FindAsync(id)).State);
        var expert = await scene.AsAsync(scene.Expert);
        await expert.OpenAsync("/logbook/to-sign");
        Assert.Contains("Không có ca nào chờ ông/bà.", expert.Text);
        var head = await scene.AsAsync(scene.Head);
        await head.OpenAsync("/logbook/to-sign");
        await head.SubmitAsync($"/logbook/cases/{id}/allow");
        Assert.Equal(LogState.AwaitsSupervisor, (await scene.FindAsync(id)).State);
        await scene.SignAllAsync(scene.Expert);
        var one = await scene.FindAsync(id);
        Assert.True(one is { State: LogState.Counted, IsLate: true });
        Assert.Equal(422, (await scene.TryAsync(scene.Doctor, scene.Case(3, on: site.Clock.Today().AddDays(1)))).Status);
    }

    [Fact]
    public async Task A_signed_case_never_changes_and_taking_it_back_subtracts_exactly_what_it_added()
    {
        var scene = await Scene.MakeAsync(site);
        var id = await scene.EnterAsync(scene.Case(3, encounter: "LK-7777", outcome: "Complication", safety: "Chảy máu, cầm được"));
        await scene.SignAllAsync(scene.Expert);
        Assert.Equal((1, 1, 1), (await scene.SumAsync("logbook.case.logged"), await scene.SumAsync("logbook.case.signed"), await scene.SumAsync("logbook.safety.reported")));
        var doctor = await scene.AsAsync(scene.Doctor);
        await doctor.OpenAsync($"/logbook/cases/{id}/edit");
        Assert.Equal(409, (int)doctor.Answer.StatusCode);
        Assert.DoesNotContain($"/logbook/cases/{id}/take-back", (await doctor.OpenAsync($"/logbook/cases/{id}")).Body!.InnerHtml);

        var expert = await scene.AsAsync(scene.Expert);
        await expert.OpenAsync($"/logbook/cases/{id}");
        await expert.SubmitAsync($"/logbook/cases/{id}/take-back", [("reason", "Ghi nhầm mức")]);
        Assert.True(expert.Answer.IsSuccessStatusCode, expert.Text);
        Assert.Equal((0, 0, 0), (await scene.SumAsync("logbook.case.logged"), await scene.SumAsync("logbook.case.signed"), await scene.SumAsync("logbook.safety.reported")));
        Assert.Equal(0, await scene.ToldAsync());
        // The performance may now be entered rightly.
        await scene.EnterAsync(scene.Case(3, encounter: "LK-7777"));
    }

    [Fact]
    public async Task Several_cases_are_signed_at_once_and_each_as_it_was_seen()
    {
        var scene = await Scene.MakeAsync(site);
        for (var i = 0; i < 3; i++) await scene.EnterAsync(scene.Case((short)(2 + i), on: site.Clock.Today().AddDays(-i)));
        var expert = await scene.AsAsync(scene.Expert);
        await expert.OpenAsync("/logbook/to-sign");
        Assert.Equal(3, expert.Page.QuerySelectorAll("input[name=cases]").Length);
        await expert.SubmitAsync("/logbook/sign", [("proof-password", "sai-mat-khau")]);
        Assert.False(expert.Answer.IsSuccessStatusCode);
        Assert.Equal(0, await scene.SumAsync("logbook.case.signed"));
        await scene.SignAllAsync(scene.Expert);
        Assert.Equal(3, await scene.SumAsync("logbook.case.signed"));
    }

    [Fact]
    public async Task A_case_that_is_given_back_is_corrected_and_counts_once()
    {
        var scene = await Scene.MakeAsync(site);
        var id = await scene.EnterAsync(scene.Case(4));
        var expert = await scene.AsAsync(scene.Expert);
        await expert.OpenAsync($"/logbook/cases/{id}");
        await expert.SubmitAsync($"/logbook/cases/{id}/return", [("reason", "Mức thực tế là 3")]);
        var doctor = await scene.AsAsync(scene.Doctor);
        await doctor.OpenAsync($"/logbook/cases/{id}/edit");
        Assert.Contains("Mức thực tế là 3", doctor.Text);
        await doctor.SubmitAsync($"/logbook/cases/{id}", [("level-0", "3")]);
        Assert.Contains("Đã sửa ca.", doctor.Text);
        await scene.SignAllAsync(scene.Expert);
        Assert.Equal((1, 1), (await scene.SumAsync("logbook.case.logged"), await scene.SumAsync("logbook.case.signed")));
        Assert.Equal(3, (await scene.FindAsync(id)).Members[0].Level);
    }

    [Fact]
    public async Task Pages_lists_and_papers_open_for_those_who_may()
    {
        var scene = await Scene.MakeAsync(site);
        var id = await scene.EnterAsync(scene.Case(5, encounter: "LK-KIN-001"));
        var head = await scene.AsAsync(scene.Head);
        foreach (var path in new[] { "/logbook", "/logbook/facility", $"/logbook/people/{scene.DoctorId}", $"/logbook/techniques/{Scene.Technique}", "/logbook/cases", $"/logbook/cases/{id}",
            "/logbook/sources", "/logbook/rules", "/logbook/to-sign" })
        {
            await head.OpenAsync(path);
            Assert.True(head.Answer.IsSuccessStatusCode, path + head.Text);
        }
        Assert.Equal((byte)'P', (await head.DownloadAsync($"/logbook/docx?facility={scene.Hospital}"))[0]);
        var csv = System.Text.Encoding.UTF8.GetString(await head.DownloadAsync($"/logbook/cases/export.csv?facility={scene.Hospital}"));
        Assert.Contains("Bác sĩ học", csv);
        Assert.DoesNotContain("LK-KIN-001", csv);
        // A doctor of another hospital sees nothing of it.
        var stranger = await scene.AsAsync(scene.Expert);
        await stranger.OpenAsync($"/logbook/cases/{id}");
        Assert.Equal(404, (int)stranger.Answer.StatusCode);
        await stranger.OpenAsync("/logbook/worker.js");
        Assert.Equal("text/javascript", stranger.Answer.Content.Headers.ContentType!.MediaType);
    }
}

public sealed class Cases_on_sqlite(SqliteSite site) : CaseTests(site), IClassFixture<SqliteSite>;

public sealed class Cases_on_postgres(PostgresSite site) : CaseTests(site), IClassFixture<PostgresSite>;
