using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Consults.Tests;

/// <summary>From a scheduled meeting to a closed case, by pages.</summary>
public abstract class WholeWayTests(TestSite site)
{
    [Fact]
    public async Task A_case_goes_from_schedule_to_signed_minutes_decision_and_close()
    {
        var scene = await MeetScene.MakeAsync(site);
        var id = await scene.CaseAsync();
        var minutes = await scene.SignedAsync(id);
        Assert.Equal(CaseState.Signed, (await scene.FindAsync(id)).State);
        await site.SettleAsync();
        var asker = await scene.AsAsync(scene.Asker);
        await asker.OpenAsync("/consults/minutes/" + minutes);
        await asker.SubmitAsync($"/consults/minutes/{minutes}/decision", [("follows", "no"), ("text", "Đổi kháng sinh.")]);
        Assert.Contains("phải ghi lý do", asker.Text, StringComparison.Ordinal);
        await asker.SubmitAsync($"/consults/minutes/{minutes}/decision", [("follows", "no"), ("text", "Đổi kháng sinh."), ("reason", "Dị ứng thuốc.")]);
        Assert.Equal(CaseState.FollowingUp, (await scene.FindAsync(id)).State);
        var steps = await site.HouseAsync(s => s.GetRequiredService<ConsultsStore>().FollowUps.AsNoTracking().Where(f => f.CaseId == id).OrderBy(f => f.DueAt)
            .ToListAsync(MeetScene.Stop));
        Assert.Equal([FollowUpKind.H24, FollowUpKind.H72, FollowUpKind.D7], steps.Select(s => s.Kind));
        foreach (var step in steps)
        {
            Assert.NotEqual(CaseState.Closed, (await scene.FindAsync(id)).State);
            await asker.OpenAsync("/consults/follow-up/" + step.Id);
            await asker.SubmitAsync("/consults/follow-up/" + step.Id, [("outcome", "Better"), ("transfer", "Avoided")]);
            Assert.True(asker.Answer.IsSuccessStatusCode, asker.Text);
        }
        Assert.Equal(CaseState.Closed, (await scene.FindAsync(id)).State);
        Assert.Equal(1, await scene.SumAsync("consult.transfer.avoided", scene.Asking));
        Assert.Equal(3, await scene.SumAsync("consult.followup.done", scene.Asking));
        Assert.Equal(1, await scene.SumAsync("consult.case.presented", scene.Asking));
        Assert.Equal(1, await scene.SumAsync("consult.session.held", scene.Asking));
    }

    [Fact]
    public async Task Only_members_sign_and_each_once_and_a_wrong_password_is_no_signature()
    {
        var scene = await MeetScene.MakeAsync(site);
        var id = await scene.CaseAsync();
        var clerk = await scene.AsAsync(scene.Clerk);
        await scene.HoldAsync(await scene.SessionAsync(clerk, id));
        var minutes = await scene.SealAsync(await scene.AsAsync(scene.Clerk), id);
        var signer = await scene.AsAsync(scene.Clerk);
        await signer.OpenAsync("/consults/minutes/" + minutes);
        await signer.SubmitAsync($"/consults/minutes/{minutes}/sign", [("proof-password", "sai mật khẩu này")]);
        Assert.Equal(403, (int)signer.Answer.StatusCode);
        await MeetScene.SignAsync(signer, scene.Clerk, minutes);
        Assert.True(signer.Answer.IsSuccessStatusCode, signer.Text);
        // The form is gone after signing; sent again from an older page, it is refused.
        Assert.DoesNotContain(signer.Page.Forms, f => f.GetAttribute("action") == $"/consults/minutes/{minutes}/sign");
        var other = await site.AccountAsync(Role.Doctor, scene.Answering);
        var stranger = await scene.AsAsync(other);
        await stranger.OpenAsync("/consults/minutes/" + minutes);
        Assert.DoesNotContain(stranger.Page.Forms, f => f.GetAttribute("action") == $"/consults/minutes/{minutes}/sign");
        Assert.Equal(CaseState.AwaitingSignatures, (await scene.FindAsync(id)).State);
    }

    [Fact]
    public async Task A_text_withdrawn_after_a_signature_voids_it_and_the_next_edition_cites_the_old_one()
    {
        var scene = await MeetScene.MakeAsync(site);
        var id = await scene.CaseAsync();
        var clerk = await scene.AsAsync(scene.Clerk);
        await scene.HoldAsync(await scene.SessionAsync(clerk, id));
        clerk = await scene.AsAsync(scene.Clerk);
        var first = await scene.SealAsync(clerk, id);
        await MeetScene.SignAsync(clerk, scene.Clerk, first);
        await clerk.OpenAsync("/consults/minutes/" + first);
        await clerk.SubmitAsync($"/consults/minutes/{first}/again", [("reason", "Chuyên gia đã rời cuộc họp")]);
        Assert.True(clerk.Answer.IsSuccessStatusCode, clerk.Text);
        Assert.Equal(CaseState.AwaitingMinutes, (await scene.FindAsync(id)).State);
        var second = await scene.SealAsync(clerk, id);
        Assert.NotEqual(first, second);
        foreach (var account in new[] { scene.Clerk, scene.Expert, scene.Asker }) await MeetScene.SignAsync(await scene.AsAsync(account), account, second);
        Assert.Equal(CaseState.Signed, (await scene.FindAsync(id)).State);
        var old = await site.HouseAsync(s => s.GetRequiredService<ConsultsStore>().Minutes.AsNoTracking().SingleAsync(m => m.Id == first, MeetScene.Stop));
        Assert.Equal(MinutesState.Void, old.State);
        Assert.Contains(old.Hash!, (await scene.MinutesAsync(id)).Body!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("body")]
    [InlineData("seal")]
    [InlineData("hash")]
    public async Task A_changed_byte_of_minutes_or_signature_is_found_by_anybody(string what)
    {
        var scene = await MeetScene.MakeAsync(site);
        var id = await scene.CaseAsync();
        var minutes = await scene.SignedAsync(id);
        await site.SettleAsync();
        var edition = await scene.MinutesAsync(id);
        var anybody = site.Visitor();
        await anybody.OpenAsync("/verify/minutes/" + edition.Code);
        Assert.Contains("đủ chữ ký và chưa bị sửa", anybody.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Viêm phổi", anybody.Text, StringComparison.Ordinal);
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync(MeetScene.Stop);
        await connection.RunAsync(what switch
        {
            "body" => "update consults_minutes set body = replace(body, 'Viêm', 'Viem') where id = @p0",
            "hash" => "update consults_signature set hash = 'x' where minutes_id = @p0",
            _ => "update consults_signature set name = 'Ai đó' where minutes_id = @p0",
        }, MeetScene.Stop, minutes);
        await anybody.OpenAsync("/verify/minutes/" + edition.Code);
        Assert.DoesNotContain("đủ chữ ký và chưa bị sửa", anybody.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_paper_is_kept_and_another_file_is_told_from_it()
    {
        var scene = await MeetScene.MakeAsync(site);
        var id = await scene.CaseAsync();
        var minutes = await scene.SignedAsync(id);
        await site.SettleAsync();
        var asker = await scene.AsAsync(scene.Asker);
        var docx = await asker.DownloadAsync($"/consults/minutes/{minutes}/docx");
        var edition = await scene.MinutesAsync(id);
        Assert.Equal(edition.DocxHash, MinutesEdition.HashOf(docx));
        var anybody = site.Visitor();
        await anybody.OpenAsync("/verify/minutes/" + edition.Code);
        await anybody.SubmitAsync("/verify/minutes/" + edition.Code, files: [("file", "bb.docx", docx)]);
        Assert.Contains("trùng khớp", anybody.Text, StringComparison.Ordinal);
        docx[^1] ^= 1;
        await anybody.OpenAsync("/verify/minutes/" + edition.Code);
        await anybody.SubmitAsync("/verify/minutes/" + edition.Code, files: [("file", "bb.docx", docx)]);
        Assert.Contains("khác với bản lưu", anybody.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reminders_are_sent_once_by_two_processes_and_dropped_when_the_meeting_moves()
    {
        var scene = await MeetScene.MakeAsync(site);
        var clerk = await scene.AsAsync(scene.Clerk);
        var session = await scene.SessionAsync(clerk, await scene.CaseAsync());
        async Task<int> RunAsync() => await site.HouseAsync(s => ReminderBook.RunAsync(s.GetRequiredService<ConsultsStore>(), site.Clock, MeetScene.Stop));
        Task<int> CountAsync() => site.HouseAsync(s => s.GetRequiredService<ConsultsStore>().Reminders.CountAsync(r => r.SessionId == session && r.SentAt != null,
            MeetScene.Stop));
        await RunAsync();
        Assert.Equal(0, await CountAsync());
        site.Clock.Pass(TimeSpan.FromMinutes(52));
        await Task.WhenAll(RunAsync(), RunAsync());
        Assert.Equal(3, await CountAsync());
        await RunAsync();
        Assert.Equal(3, await CountAsync());
    }

    [Fact]
    public async Task A_weeks_share_of_each_hospital_is_what_its_rows_say()
    {
        var scene = await MeetScene.MakeAsync(site);
        var clerk = await scene.AsAsync(scene.Clerk);
        var day = Say.DayOf(site.Clock.GetUtcNow()).AddDays(1);
        var weekday = (((int)day.DayOfWeek + 6) % 7) + 1;
        await clerk.OpenAsync("/consults/series/new");
        await clerk.SubmitAsync("/consults/series", [("title", "Hội chẩn tuần"), ("holder", scene.Answering.ToString()), ("weekday", weekday.ToString(Say.Vietnam)),
            ("at", "09:30"), ("length", "60"),
            ("from", day.ToString("yyyy-MM-dd", Say.Vietnam)), ("to", day.AddDays(21).ToString("yyyy-MM-dd", Say.Vietnam)), ("facilities", scene.Asking.ToString()),
            ("chair", scene.Expert.Id.ToString()), ("secretary", scene.Clerk.Id.ToString())]);
        Assert.True(clerk.Answer.IsSuccessStatusCode, clerk.Text);
        var line = Guid.Parse(clerk.Answer.RequestMessage!.RequestUri!.Segments[^1]);
        var sessions = await site.HouseAsync(s => s.GetRequiredService<ConsultsStore>().Sessions.AsNoTracking().Where(x => x.SeriesId == line).OrderBy(x => x.StartsAt)
            .ToListAsync(MeetScene.Stop));
        Assert.Equal(4, sessions.Count);
        // The first is held, the second is skipped, the third passes, the fourth is held.
        await clerk.OpenAsync("/consults/sessions/" + sessions[1].Id);
        await clerk.SubmitAsync($"/consults/sessions/{sessions[1].Id}/off", [("reason", "Nghỉ lễ")]);
        Assert.True(clerk.Answer.IsSuccessStatusCode, clerk.Text);
        foreach (var session in new[] { sessions[0], sessions[3] })
        {
            var id = await scene.CaseAsync();
            clerk = await scene.AsAsync(scene.Clerk);
            await clerk.OpenAsync("/consults/sessions/" + session.Id);
            await clerk.SubmitAsync($"/consults/sessions/{session.Id}/cases", [("case", id.ToString())]);
            Assert.True(clerk.Answer.IsSuccessStatusCode, clerk.Text);
            await scene.HoldAsync(session.Id);
            var minutes = await scene.SealAsync(await scene.AsAsync(scene.Clerk), id);
            foreach (var account in new[] { scene.Clerk, scene.Expert, scene.Asker }) await MeetScene.SignAsync(await scene.AsAsync(account), account, minutes);
        }
        var today = Weeks.Of(Say.DayOf(site.Clock.GetUtcNow())).AddDays(7);
        await site.HouseAsync(s => WeekBook.RunAsync(s.GetRequiredService<ConsultsStore>(), today, MeetScene.Stop));
        await site.HouseAsync(s => WeekBook.RunAsync(s.GetRequiredService<ConsultsStore>(), today, MeetScene.Stop));
        Assert.Equal((3m, 2m), (await scene.SumAsync("consult.week.due", scene.Asking), await scene.SumAsync("consult.week.met", scene.Asking)));
        await site.SettleAsync();
        await site.HouseAsync(async s =>
        {
            foreach (var job in s.GetServices<Job>().Where(j => j.Name == "evidence-catalogue")) await job.Run(s,
            MeetScene.Stop); return 0;
        });
        var figure = await site.HouseAsync(s => s.GetRequiredService<IAnalytics>().ReadAsync([new("N{HC_TUAN}", scene.Asking, day.AddDays(-7), day.AddDays(30))],
            new(), MeetScene.Stop));
        Assert.Equal(66.7m, decimal.Round(figure[0].Value!.Value, 1));
    }

    [Fact]
    public async Task A_statement_sums_signed_minutes_only_and_no_case_is_charged_twice()
    {
        var scene = await MeetScene.MakeAsync(site);
        var (first, second) = (await scene.CaseAsync(Urgency.Urgent), await scene.CaseAsync(Urgency.SameDay));
        await scene.SignedAsync(first);
        await scene.SignedAsync(second);
        await scene.CaseAsync();
        var (payer, payee) = (await site.AccountAsync(Role.Director, scene.Asking), await site.AccountAsync(Role.Director, scene.Answering));
        var director = await scene.AsAsync(payee);
        var today = Say.DayOf(site.Clock.GetUtcNow());
        string Day(DateOnly day) => day.ToString("yyyy-MM-dd", Say.Vietnam);
        await director.OpenAsync("/consults/agreements");
        await director.SubmitAsync("/consults/agreements",
            [("title", "Thỏa thuận thử"), ("supported", scene.Asking.ToString()), ("supporting", scene.Answering.ToString()), ("from", Day(today.AddMonths(-2))),
            ("to", Day(today.AddYears(1)))]);
        Assert.True(director.Answer.IsSuccessStatusCode, director.Text);
        var agreement = director.Answer.RequestMessage!.RequestUri!.AbsolutePath;
        await director.SubmitAsync(agreement + "/prices", [("kind", ""), ("urgency", ""), ("amount", "300.000"), ("from", Day(today.AddMonths(-2)))]);
        await director.SubmitAsync(agreement + "/prices", [("kind", ""), ("urgency", "Urgent"), ("amount", "500.000"), ("from", Day(today.AddMonths(-2)))]);
        for (var i = 0; i < 2; i++)
        {
            await director.OpenAsync(agreement);
            await director.SubmitAsync(agreement + "/statements", [("month", Day(today))]);
            Assert.True(director.Answer.IsSuccessStatusCode, director.Text);
        }
        var statement = director.Answer.RequestMessage!.RequestUri!.AbsolutePath;
        Assert.Contains("800.000", director.Text, StringComparison.Ordinal);
        await director.SubmitAsync(statement + "/send");
        var other = await scene.AsAsync(payer);
        await other.OpenAsync(statement);
        await other.SubmitAsync(statement + "/object", [("text", "Ca này không khẩn")]);
        Assert.True(other.Answer.IsSuccessStatusCode, other.Text);
        await other.SubmitAsync(statement + "/sign", [("proof-password", payer.Password)]);
        Assert.Equal(409, (int)other.Answer.StatusCode);
        await director.OpenAsync(statement);
        await director.SubmitAsync(statement + "/resolve", [("kept", "no"), ("amount", "100.000"), ("text", "Giảm giá")]);
        Assert.True(director.Answer.IsSuccessStatusCode, director.Text);
        await director.SubmitAsync(statement + "/sign", [("proof-password", payee.Password)]);
        Assert.True(director.Answer.IsSuccessStatusCode, director.Text);
        await other.OpenAsync(statement);
        await other.SubmitAsync(statement + "/sign", [("proof-password", payer.Password)]);
        Assert.True(other.Answer.IsSuccessStatusCode, other.Text);
        Assert.Contains("hai bên đã ký", other.Text, StringComparison.Ordinal);
        var lines = await site.HouseAsync(s => s.GetRequiredService<ConsultsStore>().Charges.AsNoTracking().Where(c => c.SupportedId == scene.Asking)
            .ToListAsync(MeetScene.Stop));
        var total = await scene.SumAsync("consult.settled", scene.Asking);
        Assert.Equal(lines.Sum(l => l.Amount), (long)total);
        Assert.Equal(2, lines.Count(l => l.Once.StartsWith("case/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Minutes_late_by_a_day_are_told_once()
    {
        var scene = await MeetScene.MakeAsync(site);
        var clerk = await scene.AsAsync(scene.Clerk);
        await scene.HoldAsync(await scene.SessionAsync(clerk, await scene.CaseAsync()));
        site.Clock.Pass(TimeSpan.FromHours(25));
        for (var i = 0; i < 2; i++) await site.HouseAsync(s => LateMinutes.RunAsync(s.GetRequiredService<ConsultsStore>(), site.Clock, MeetScene.Stop));
        Assert.Equal(1, await scene.SumAsync("consult.minutes.late", scene.Asking));
        clerk = await scene.AsAsync(scene.Clerk);
        await clerk.OpenAsync("/consults/minutes?show=late");
        Assert.Contains("quá 24 giờ", clerk.Text, StringComparison.Ordinal);
    }
}

public sealed class Whole_way_on_sqlite(SqliteSite site) : WholeWayTests(site), IClassFixture<SqliteSite>;

public sealed class Whole_way_on_postgres(PostgresSite site) : WholeWayTests(site), IClassFixture<PostgresSite>;
