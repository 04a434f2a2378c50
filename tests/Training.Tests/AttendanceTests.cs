using System.Net;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Training.Tests;

public sealed class AttendanceOnSqlite(SqliteSite site) : AttendanceTests(site), IClassFixture<SqliteSite>;

public sealed class AttendanceOnPostgres(PostgresSite site) : AttendanceTests(site), IClassFixture<PostgresSite>;

/// <summary>Who was there: by code, by room, by the lecturer's word.</summary>
public abstract class AttendanceTests(TestSite site)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    string Code(Guid session) => site.Services.CreateScope().ServiceProvider.GetRequiredService<RotatingCode>().Of(session, site.Clock.GetUtcNow());

    async Task<HttpStatusCode> SendAsync(Visitor who, Guid session, string code)
    {
        await who.OpenAsync($"/training/sessions/{session}/here");
        await who.SubmitAsync($"/training/sessions/{session}/here", [("code", code)]);
        return who.Answer.StatusCode;
    }

    [Fact]
    public async Task The_code_on_the_lecturers_page_marks_a_learner_once_and_an_old_copy_does_not()
    {
        var scene = await Scene.MakeAsync(site);
        var (id, session) = await scene.ClassAsync();
        var (a, b) = (await scene.PersonAsync(), await scene.PersonAsync());
        await scene.SeatAsync(id, a);
        await scene.SeatAsync(id, b);
        scene.SetTime(Scene.Day(site, 7), "08:05");
        var officer = await scene.AsAsync(scene.Officer);
        await officer.OpenAsync($"/training/sessions/{session}/code");
        var code = officer.Page.QuerySelector("[data-code]")!.TextContent.Trim();
        var (first, second) = (await scene.AsAsync(a.Account), await scene.AsAsync(b.Account));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(first, session, code));
        Assert.Contains("Đã điểm danh.", first.Text, StringComparison.Ordinal);
        site.Clock.Pass(TimeSpan.FromSeconds(75));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SendAsync(second, session, code));
        Assert.Contains("Mã này đã hết hạn", second.Text, StringComparison.Ordinal);
        Assert.Equal(1, await scene.RowsAsync(s => s.Evidence.CountAsync(e => e.SessionId == session, Stop)));
    }

    [Fact]
    public async Task A_code_of_another_session_of_the_future_or_out_of_its_time_is_refused()
    {
        var scene = await Scene.MakeAsync(site);
        var (id, session) = await scene.ClassAsync();
        var (_, foreign) = await scene.ClassAsync();
        var who = await scene.PersonAsync();
        await scene.SeatAsync(id, who);
        var day = Scene.Day(site, 7);
        scene.SetTime(day, "08:05");
        var learner = await scene.AsAsync(who.Account);
        await SendAsync(learner, session, Code(foreign));
        Assert.Contains("Mã không đúng với buổi học này", learner.Text, StringComparison.Ordinal);
        using var scope = site.Services.CreateScope();
        var codes = scope.ServiceProvider.GetRequiredService<RotatingCode>();
        await SendAsync(learner, session, codes.Of(session, site.Clock.GetUtcNow().AddMinutes(3)));
        Assert.Contains("Mã này chưa đến giờ dùng", learner.Text, StringComparison.Ordinal);
        scene.SetTime(day, "10:10");
        learner = await scene.AsAsync(who.Account);
        await learner.OpenAsync($"/training/sessions/{session}/here");
        scene.SetTime(day, "10:18");
        await learner.SubmitAsync($"/training/sessions/{session}/here", [("code", Code(session))]);
        Assert.Contains("Buổi học đã xong", learner.Text, StringComparison.Ordinal);
        Assert.Equal(0, await scene.RowsAsync(s => s.Evidence.CountAsync(e => e.SessionId == session, Stop)));
    }

    [Fact]
    public async Task One_device_marks_one_person_and_one_person_marks_by_one_device_until_it_is_released()
    {
        var scene = await Scene.MakeAsync(site);
        var (id, session) = await scene.ClassAsync();
        var later = await scene.DoAsync<Timetabling, Guid>(t => t.AddAsync(id, new("Bài hai", SessionKind.Practice, Moments.At(Scene.Day(site, 7), "10:00"),
            Moments.At(Scene.Day(site, 7), "11:00"), "", false), [], Stop));
        var (a, b) = (await scene.PersonAsync(), await scene.PersonAsync());
        var seat = await scene.SeatAsync(id, a);
        await scene.SeatAsync(id, b);
        var day = Scene.Day(site, 7);
        scene.SetTime(day, "08:05");
        var first = await scene.AsAsync(a.Account);
        Assert.Equal(HttpStatusCode.OK, await SendAsync(first, session, Code(session)));
        // The friend's account on the same telephone.
        var friend = await scene.AsAsync(b.Account);
        friend.Cookies.Add(site.Url, new Cookie("may", first.Cookies.GetAllCookies()["may"]!.Value, "/training"));
        Assert.Equal(HttpStatusCode.Conflict, await SendAsync(friend, session, Code(session)));
        Assert.Contains("Thiết bị này đã điểm danh cho người khác", friend.Text, StringComparison.Ordinal);
        // The same person on another telephone.
        scene.SetTime(day, "10:05");
        var elsewhere = await scene.AsAsync(a.Account);
        Assert.Equal(HttpStatusCode.Conflict, await SendAsync(elsewhere, later, Code(later)));
        await scene.DoAsync<Marking>(m => m.ReleaseAsync(id, seat, "Mất điện thoại", Stop));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(elsewhere, later, Code(later)));
    }

    [Fact]
    public async Task Presence_in_the_room_becomes_minutes_once_however_often_the_room_tells()
    {
        var scene = await Scene.MakeAsync(site);
        var (id, session) = await scene.ClassAsync(scene.Input(mode: ClassMode.Online), online: true);
        var who = await scene.PersonAsync();
        await scene.SeatAsync(id, who);
        var begin = Moments.At(Scene.Day(site, 7), "08:00");
        scene.SetTime(Scene.Day(site, 7), "10:10");
        RoomPresence Was(int from, int to) => new(Guid.Empty, who.Account.Id, who.Name, scene.Unit, RoomRole.Observer, begin.AddMinutes(from), begin.AddMinutes(to));
        var told = new RoomClosed(Guid.CreateVersion7(), "training/" + session, begin.AddMinutes(125), [Was(-10, 40), Was(30, 60), Was(90, 130)], []);
        for (var i = 0; i < 2; i++) await scene.DoAsync<TrainingStore>(async s =>
        {
            s.Publish("room/" + told.RoomId, told);
            await s.SaveChangesAsync(Stop);
        });
        await site.SettleAsync();
        var (_, learners) = await scene.DoAsync<AttendanceBook, (IReadOnlyList<ClassSession>, IReadOnlyList<LearnerAttendance>)>(async a =>
            await a.OfAsync(await scene.RowsAsync(s => s.Classes.SingleAsync(c => c.Id == id, Stop)), null, Stop));
        Assert.Equal((90, 120, 75m), (learners[0].Attended.Minutes, learners[0].Attended.Of, learners[0].Attended.Percent));
    }

    [Fact]
    public async Task The_lecturers_word_needs_a_reason_and_a_later_one_holds()
    {
        var scene = await Scene.MakeAsync(site);
        var (id, session) = await scene.ClassAsync();
        var who = await scene.PersonAsync();
        var seat = await scene.SeatAsync(id, who);
        scene.SetTime(Scene.Day(site, 7), "10:05");
        var officer = await scene.AsAsync(scene.Officer);
        await officer.OpenAsync($"/training/sessions/{session}");
        await officer.SubmitAsync($"/training/sessions/{session}/say", [("learners", seat.ToString()), ("what", "present"), ("reason", "")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Answer.StatusCode);
        await officer.SubmitAsync($"/training/sessions/{session}/say", [("learners", seat.ToString()), ("what", "present"), ("reason", "Quên điện thoại")]);
        Assert.Equal(HttpStatusCode.OK, officer.Answer.StatusCode);
        await officer.SubmitAsync($"/training/sessions/{session}/say", [("learners", seat.ToString()), ("what", "absent"), ("from", "09:00"), ("reason", "Về sớm")]);
        var of = await scene.RowsAsync(s => s.Classes.SingleAsync(c => c.Id == id, Stop));
        var (_, learners) = await scene.DoAsync<AttendanceBook, (IReadOnlyList<ClassSession>, IReadOnlyList<LearnerAttendance>)>(a => a.OfAsync(of, null, Stop));
        Assert.Equal(60, learners[0].Attended.Minutes);
        Assert.Equal(2, await scene.RowsAsync(s => s.Evidence.CountAsync(e => e.SessionId == session, Stop)));
    }
}
