using System.Net;
using System.Text;
using LienY.Kernel;
using LienY.Site;
using Microsoft.EntityFrameworkCore;

namespace LienY.Training.Tests;

public sealed class NominationOnSqlite(SqliteSite site) : NominationTests(site), IClassFixture<SqliteSite>;

public sealed class NominationOnPostgres(PostgresSite site) : NominationTests(site), IClassFixture<PostgresSite>;

/// <summary>Who may be sent, who waits, who moves up.</summary>
public abstract class NominationTests(TestSite site)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_unit_sends_somebody_by_its_page_and_the_department_approves()
    {
        var scene = await Scene.MakeAsync(site);
        var (id, _) = await scene.ClassAsync();
        var who = await scene.PersonAsync();
        var sender = await scene.AsAsync(scene.Sender);
        await sender.OpenAsync($"/training/classes/{id}/people");
        await sender.SubmitAsync($"/training/classes/{id}/nominate", [("practitioner", who.Practitioner.ToString())]);
        Assert.Contains("chờ duyệt", sender.Text, StringComparison.Ordinal);
        var officer = await scene.AsAsync(scene.Officer);
        await officer.OpenAsync($"/training/classes/{id}/people");
        await officer.SubmitAsync($"/training/nominations/{(await scene.NominationAsync(id, who)).Id}/agree");
        Assert.Contains("được học", officer.Text, StringComparison.Ordinal);
        var learner = await scene.AsAsync(who.Account);
        await learner.OpenAsync("/training/mine");
        Assert.Contains("Hồi sức sơ sinh thử", learner.Text, StringComparison.Ordinal);
        Assert.Equal(1, await scene.FactsAsync(id, "training.nominated"));
    }

    [Fact]
    public async Task A_nominee_without_a_licence_is_refused_where_the_class_needs_one()
    {
        var scene = await Scene.MakeAsync(site);
        var (id, _) = await scene.ClassAsync(scene.Input(licence: true));
        var (without, with) = (await scene.PersonAsync(licensed: false), await scene.PersonAsync());
        var refusal = await Assert.ThrowsAsync<Refusal>(() => scene.DoAsync<Nominating>(n => n.NominateAsync(id, scene.Unit, without.Practitioner, Stop)));
        Assert.Equal("no-licence", refusal.Code);
        await scene.DoAsync<Nominating>(n => n.NominateAsync(id, scene.Unit, with.Practitioner, Stop));
        Assert.True((await scene.NominationAsync(id, with)).IsSeated);
    }

    [Fact]
    public async Task Nobody_is_sent_to_two_classes_at_once_but_may_attend_two_that_follow_one_another()
    {
        var scene = await Scene.MakeAsync(site);
        var (morning, _) = await scene.ClassAsync(from: "08:00", to: "10:00");
        var (same, _) = await scene.ClassAsync(from: "09:30", to: "11:00");
        var (after, _) = await scene.ClassAsync(from: "10:00", to: "11:00");
        var who = await scene.PersonAsync();
        await scene.SeatAsync(morning, who);
        Assert.Equal("two-classes", (await Assert.ThrowsAsync<Refusal>(() => scene.DoAsync<Nominating>(n => n.NominateAsync(same, scene.Unit, who.Practitioner, Stop)))).Code);
        await scene.SeatAsync(after, who);
        Assert.Equal(NominationState.Approved, (await scene.NominationAsync(after, who)).State);
    }

    [Fact]
    public async Task Beyond_the_quota_people_wait_and_the_first_of_them_moves_up_when_somebody_withdraws()
    {
        var scene = await Scene.MakeAsync(site);
        var (id, _) = await scene.ClassAsync();
        await scene.DoAsync<ClassEditing>(e => e.QuotaAsync(id, scene.Unit, 2, Payer.Province, Stop));
        var people = new List<Person>();
        for (var i = 0; i < 4; i++)
        {
            people.Add(await scene.PersonAsync());
            await scene.DoAsync<Nominating>(n => n.NominateAsync(id, scene.Unit, people[i].Practitioner, Stop));
        }
        Assert.Equal([true, true, false, false], await StatesAsync(scene, id, people));
        var third = (await scene.NominationAsync(id, people[2])).Id;
        await scene.DoAsync<Nominating>(n => n.AgreeAsync(third, Stop));
        Assert.Equal(NominationState.Waiting, (await scene.NominationAsync(id, people[2])).State);
        var first = (await scene.NominationAsync(id, people[0])).Id;
        await scene.DoAsync<Nominating>(n => n.WithdrawAsync(first, "Bận trực", Stop));
        Assert.Equal(NominationState.Approved, (await scene.NominationAsync(id, people[2])).State);
        Assert.Equal(NominationState.Waiting, (await scene.NominationAsync(id, people[3])).State);
    }

    [Fact]
    public async Task Nominations_in_the_same_moment_never_exceed_the_places()
    {
        var scene = await Scene.MakeAsync(site);
        var (id, _) = await scene.ClassAsync(scene.Input(capacity: 3));
        var people = new List<Person>();
        for (var i = 0; i < 6; i++) people.Add(await scene.PersonAsync());
        await Task.WhenAll(people.Chunk(2).Select(async pair =>
        {
            foreach (var one in pair) await scene.DoAsync<Nominating>(n => n.NominateAsync(id, scene.Unit, one.Practitioner, Stop));
        }));
        Assert.Equal(3, (await StatesAsync(scene, id, people)).Count(s => s));
    }

    [Fact]
    public async Task A_roster_says_which_row_is_wrong_and_why_and_takes_the_rest_when_asked_to()
    {
        var scene = await Scene.MakeAsync(site);
        var (id, _) = await scene.ClassAsync(scene.Input(licence: true));
        var (good, without, other) = (await scene.PersonAsync(), await scene.PersonAsync(licensed: false), await scene.PersonAsync());
        var sender = await scene.AsAsync(scene.Sender);
        await sender.OpenAsync($"/training/classes/{id}/people");
        var text = $"Họ và tên;Số giấy phép\r\n{good.Name};{good.Licence}\r\n{without.Name};\r\nNgười Lạ;999999/XX-GPHN\r\n{good.Name};{other.Licence}\r\n";
        await sender.SubmitAsync($"/training/classes/{id}/roster", files: [("file", "danh-sach.csv", Encoding.UTF8.GetBytes(text))]);
        Assert.Equal(HttpStatusCode.OK, sender.Answer.StatusCode);
        Assert.Contains("1 dòng nhận được, 3 dòng có lỗi", sender.Text, StringComparison.Ordinal);
        Assert.Contains("Không có ai mang số giấy phép “999999/XX-GPHN”", sender.Text, StringComparison.Ordinal);
        Assert.Contains("không khớp họ tên", sender.Text, StringComparison.Ordinal);
        Assert.Equal(0, await scene.RowsAsync(s => s.Nominations.CountAsync(n => n.ClassId == id, Stop)));
        await sender.SubmitAsync($"/training/classes/{id}/roster");
        Assert.Contains("Đã đề cử 1 người; 3 dòng không nhận.", sender.Text, StringComparison.Ordinal);
        Assert.True((await scene.NominationAsync(id, good)).IsSeated);
    }

    [Fact]
    public async Task A_roster_with_wrong_columns_is_refused_beside_its_field()
    {
        var scene = await Scene.MakeAsync(site);
        var (id, _) = await scene.ClassAsync();
        await scene.PersonAsync();
        var sender = await scene.AsAsync(scene.Sender);
        await sender.OpenAsync($"/training/classes/{id}/people");
        await sender.SubmitAsync($"/training/classes/{id}/roster", files: [("file", "sai-cot.csv", "Mã;Ghi chú\r\n1;x\r\n"u8.ToArray())]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, sender.Answer.StatusCode);
        Assert.Contains("Tệp không có cột “Họ và tên” hoặc “Số giấy phép”", sender.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_unit_sees_its_own_people_only()
    {
        var scene = await Scene.MakeAsync(site);
        var other = await Scene.MakeAsync(site);
        var (id, _) = await scene.ClassAsync();
        var (ours, theirs) = (await scene.PersonAsync(), await other.PersonAsync());
        await scene.SeatAsync(id, ours);
        await scene.DoAsync<Nominating>(n => n.NominateAsync(id, other.Unit, theirs.Practitioner, Stop));
        var sender = await scene.AsAsync(other.Sender);
        await sender.OpenAsync($"/training/classes/{id}/people");
        Assert.Contains(theirs.Name, sender.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(ours.Name, sender.Text, StringComparison.Ordinal);
    }

    static async Task<IEnumerable<bool>> StatesAsync(Scene scene, Guid id, IEnumerable<Person> people)
    {
        var states = new List<bool>();
        foreach (var one in people) states.Add((await scene.NominationAsync(id, one)).IsSeated);
        return states;
    }
}
