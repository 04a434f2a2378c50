using System.Net;
using LienY.Kernel;
using LienY.Site;
using Microsoft.EntityFrameworkCore;

namespace LienY.Training.Tests;

public sealed class WayOnSqlite(SqliteSite site) : WayTests(site), IClassFixture<SqliteSite>;

public sealed class WayOnPostgres(PostgresSite site) : WayTests(site), IClassFixture<PostgresSite>;

/// <summary>From a unit's need to a class, through the pages; tests, stations, feedback.</summary>
public abstract class WayTests(TestSite site)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Like_needs_become_one_line_which_the_director_approves_and_from_which_a_class_is_opened()
    {
        var scene = await Scene.MakeAsync(site);
        var sender = await scene.AsAsync(scene.Sender);
        foreach (var (topic, people) in new[] { ("Hồi sức sơ sinh", 3), ("hồi sức  sơ sinh", 2), ("Siêu âm tim", 1) })
        {
            await sender.OpenAsync("/training/needs/new");
            await sender.SubmitAsync("/training/needs", [("topic", topic), ("people", people.ToString(Say.Vietnam)), ("year", "2026"), ("reason", "Phải chuyển tuyến")]);
            Assert.True(sender.Answer.IsSuccessStatusCode, sender.Text);
        }
        var officer = await scene.AsAsync(scene.Officer);
        await officer.OpenAsync("/training/plans");
        await officer.SubmitAsync("/training/plans", [("year", "2026")]);
        var plan = Guid.Parse(officer.Answer.RequestMessage!.RequestUri!.Segments[^1]);
        var needs = await scene.RowsAsync(s => s.Needs.Where(n => n.UnitId == scene.Unit).Select(n => n.Id).ToListAsync(Stop));
        await officer.SubmitAsync($"/training/plans/{plan}/take", needs.Select(n => ("needs", n.ToString())));
        var lines = await scene.RowsAsync(s => s.Lines.AsNoTracking().Where(l => l.PlanId == plan).OrderBy(l => l.People).ToListAsync(Stop));
        Assert.Equal([1, 5], lines.Select(l => l.People));
        await officer.SubmitAsync($"/training/plans/{plan}/submit");
        var director = await scene.AsAsync(scene.Director);
        await director.OpenAsync($"/training/plans/{plan}");
        await director.SubmitAsync($"/training/plans/{plan}/approve", [("number", "12/QĐ-SYT")]);
        Assert.Contains("12/QĐ-SYT", director.Text, StringComparison.Ordinal);
        await officer.OpenAsync($"/training/plans/{plan}?line={lines[1].Id}");
        await officer.SubmitAsync($"/training/plans/{plan}/change", [("people", "8"), ("reason", "")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Answer.StatusCode);
        await officer.OpenAsync($"/training/plans/{plan}?line={lines[1].Id}");
        await officer.SubmitAsync($"/training/plans/{plan}/change", [("people", "8"), ("reason", "Thêm ba người của tuyến xã")]);
        Assert.Contains("Thêm ba người của tuyến xã", officer.Text, StringComparison.Ordinal);
        await officer.SubmitAsync($"/training/plans/{plan}/open", [("line", lines[1].Id.ToString())]);
        Assert.True(officer.Answer.IsSuccessStatusCode, officer.Text);
        var made = await scene.RowsAsync(s => s.Classes.AsNoTracking().SingleAsync(c => c.LineId == lines[1].Id, Stop));
        Assert.Equal(8, made.Capacity);
        Assert.Equal(5, await scene.RowsAsync(s => s.Quotas.Where(q => q.ClassId == made.Id && q.UnitId == scene.Unit).Select(q => q.Seats).SingleAsync(Stop)));
        await sender.OpenAsync("/training/needs?year=2026");
        Assert.Contains("đã vào kế hoạch", sender.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_scores_itself_stations_are_marked_and_the_grade_follows_the_rule_of_the_class()
    {
        var scene = await Scene.MakeAsync(site);
        var (id, session) = await scene.ClassAsync(scene.Input(weight: 40));
        var who = await scene.PersonAsync();
        var seat = await scene.SeatAsync(id, who);
        var day = Scene.Day(site, 7);
        scene.SetTime(day, "10:05");
        var officer = await scene.AsAsync(scene.Officer);
        await officer.OpenAsync($"/training/classes/{id}/assess");
        await officer.SubmitAsync($"/training/classes/{id}/questions", [("text", "Tần số bóp bóng?"), ("choices", "20\n40\n60"), ("answers", "2"), ("points", "1")]);
        await officer.SubmitAsync($"/training/classes/{id}/questions", [("text", "Dụng cụ cần có?"), ("choices", "Bóng\nMặt nạ\nDao mổ"), ("answers", "1,2"), ("points", "3"),
            ("multiple", "on")]);
        await officer.SubmitAsync($"/training/classes/{id}/tests", [("kind", "Post"), ("opens-day", day.ToString("yyyy-MM-dd", Say.Vietnam)), ("opens", "10:00"),
            ("closes-day", day.ToString("yyyy-MM-dd", Say.Vietnam)), ("closes", "12:00"), ("minutes", "30"), ("tries", "1")]);
        await officer.SubmitAsync($"/training/classes/{id}/stations", [("name", "Bóp bóng"), ("items", "Rửa tay | 2\nĐặt mặt nạ kín | 8")]);
        Assert.True(officer.Answer.IsSuccessStatusCode, officer.Text);
        var learner = await scene.AsAsync(who.Account);
        await learner.OpenAsync("/training/mine");
        await learner.SubmitAsync("/training/tests/");
        var questions = await scene.RowsAsync(s => s.Questions.Where(q => q.ClassId == id).OrderBy(q => q.Ordinal).Select(q => q.Id).ToListAsync(Stop));
        await learner.SubmitAsync("/training/attempts/", [("q-" + questions[0].ToString("N"), "1"), ("q-" + questions[1].ToString("N"), "1"), ("q-" + questions[1].ToString("N"), "2")]);
        Assert.Contains("7,5/10", learner.Text, StringComparison.Ordinal);
        var station = await scene.RowsAsync(s => s.Stations.Where(x => x.ClassId == id).Select(x => x.Id).SingleAsync(Stop));
        await officer.OpenAsync($"/training/stations/{station}?who={seat}");
        await officer.SubmitAsync($"/training/stations/{station}", [("item-0", "2"), ("item-1", "7")]);
        await scene.DoAsync<Marking>(m => m.SayAsync(session, [seat], false, null, null, "Có mặt", Stop));
        await officer.OpenAsync($"/training/classes/{id}/results");
        // 40 % of 7.5 and 60 % of 9.
        Assert.Contains("8,4", officer.Text, StringComparison.Ordinal);
        Assert.Contains("Giỏi", officer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Time_that_ran_out_and_tries_used_up_are_refused()
    {
        var scene = await Scene.MakeAsync(site);
        var (id, _) = await scene.ClassAsync(scene.Input(weight: 100));
        var who = await scene.PersonAsync();
        await scene.SeatAsync(id, who);
        var day = Scene.Day(site, 7);
        await scene.DoAsync<Testing>(t => t.AskAsync(id, QuestionUse.Both, false, "Một?", "a\nb", "1", 1, Stop));
        await scene.DoAsync<Testing>(t => t.SetAsync(id, TestKind.Post, 0, 10, 1, Moments.At(day, "08:00"), Moments.At(day, "11:00"), Stop));
        scene.SetTime(day, "08:05");
        var learner = await scene.AsAsync(who.Account);
        await learner.OpenAsync("/training/mine");
        await learner.SubmitAsync("/training/tests/");
        site.Clock.Pass(TimeSpan.FromMinutes(11));
        await learner.SubmitAsync("/training/attempts/");
        Assert.Equal(HttpStatusCode.Conflict, learner.Answer.StatusCode);
        await learner.OpenAsync("/training/mine");
        Assert.DoesNotContain(learner.Page.Forms, f => f.Action.Contains("/training/tests/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Feedback_is_given_once_shows_sums_from_three_forms_on_and_leaves_nobody_in_the_trail()
    {
        var scene = await Scene.MakeAsync(site);
        var (id, _) = await scene.ClassAsync();
        for (var i = 0; i < 3; i++)
        {
            Assert.Null(await scene.DoAsync<FeedbackBox, (int, IReadOnlyList<decimal>, IReadOnlyList<string>)?>(b => b.SumsAsync(id, Stop)));
            var who = await scene.PersonAsync();
            await scene.SeatAsync(id, who);
            var learner = await scene.AsAsync(who.Account);
            await learner.OpenAsync($"/training/classes/{id}/feedback");
            await learner.SubmitAsync($"/training/classes/{id}/feedback", [("q1", "5"), ("q2", "4"), ("q3", i == 0 ? "2" : "5"), ("q4", "3"), ("q5", "5"), ("words", "Cần thêm giờ thực hành")]);
            Assert.True(learner.Answer.IsSuccessStatusCode, learner.Text);
            await learner.OpenAsync($"/training/classes/{id}/feedback");
            Assert.Contains("đã gửi phiếu", learner.Text, StringComparison.Ordinal);
        }
        var sums = await scene.DoAsync<FeedbackBox, (int Forms, IReadOnlyList<decimal> Means, IReadOnlyList<string> Words)?>(b => b.SumsAsync(id, Stop));
        Assert.Equal([5m, 4m, 4m, 3m, 5m], sums!.Value.Means);
        Assert.Equal(3, sums.Value.Words.Count);
    }

    [Fact]
    public async Task Every_page_of_a_class_opens_for_the_department_and_strangers_do_not_find_it()
    {
        var scene = await Scene.MakeAsync(site);
        var (id, session) = await scene.ClassAsync();
        await scene.DoAsync<ClassEditing>(e => e.QuotaAsync(id, scene.Unit, 5, Payer.Unit, Stop));
        var officer = await scene.AsAsync(scene.Officer);
        foreach (var path in new[] { "/training", "/training/needs", "/training/plans", "/training/mine", "/training/classes/new", $"/training/classes/{id}", $"/training/classes/{id}/edit",
            $"/training/classes/{id}/people", $"/training/classes/{id}/attendance", $"/training/classes/{id}/assess", $"/training/classes/{id}/results", $"/training/sessions/{session}",
            $"/training/sessions/{session}/code" })
        {
            await officer.OpenAsync(path);
            Assert.True(officer.Answer.StatusCode == HttpStatusCode.OK, path);
        }
        Assert.NotEmpty(await officer.DownloadAsync("/training/classes/export.xlsx"));
        var stranger = await site.SignInAsAsync(Role.Doctor, await site.OrganisationAsync("Nơi khác " + Guid.CreateVersion7(), null, "hospital"));
        await stranger.OpenAsync($"/training/classes/{id}");
        Assert.Equal(HttpStatusCode.NotFound, stranger.Answer.StatusCode);
    }
}
