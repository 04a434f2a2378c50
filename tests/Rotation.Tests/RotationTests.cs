using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Rotation.Tests;

/// <summary>A hospital that sends a doctor to a commune, from the order to the confirmed month.</summary>
public abstract class RotationTests(TestSite site)
{
    static int made;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    sealed record Cast(Guid Hospital, Guid Commune, MadeAccount Officer, MadeAccount Director, MadeAccount Doctor, MadeAccount Receiver, Guid DoctorId, Guid OtherId);

    async Task<Cast> CastAsync()
    {
        var number = Interlocked.Increment(ref made);
        var hospital = await site.OrganisationAsync($"Bệnh viện cử {number}", null, "hospital");
        var commune = await site.OrganisationAsync($"Trạm Y tế xã {number}", null, "station");
        var doctor = await site.AccountAsync(Role.Doctor, hospital);
        Task<Guid> Person(string name, Guid? user, string licence) => site.HouseAsync(s => s.GetRequiredService<IPractitioners>()
            .EnterAsync(new(name, null, user, "doctor", hospital, licence, new(2020, 1, 1)), Stop));
        return new(hospital, commune, await site.AccountAsync(Role.UnitOfficer, hospital), await site.AccountAsync(Role.Director, hospital), doctor,
            await site.AccountAsync(Role.UnitOfficer, commune), await Person("Bác sĩ về xã", doctor.Id, FormattableString.Invariant($"{number:000000}/LP-CCHN")),
            await Person("Bác sĩ đi thay", null, FormattableString.Invariant($"{number:000000}/LPT-CCHN")));
    }

    async Task<Visitor> AsAsync(MadeAccount account)
    {
        var visitor = site.Visitor();
        await visitor.SignInAsync(account.User, account.Password);
        return visitor;
    }

    async Task<Guid> OrderAsync(Cast cast, DateOnly from, DateOnly to, string scheme = "commune", params string[] slots)
    {
        var officer = await AsAsync(cast.Officer);
        await officer.OpenAsync("/rotation/orders/new");
        await officer.SubmitAsync("/rotation/orders", [("scheme", scheme), ("zone", "I"), ("receiver", cast.Commune.ToString()), ("people", cast.DoctorId.ToString()),
            ("from", from.ToString("yyyy-MM-dd", Say.Vietnam)), ("to", to.ToString("yyyy-MM-dd", Say.Vietnam)), .. slots.Select(s => ("slots", s)), ("decision", "12/QĐ-BV"),
            ("goalPatients", "1.200"), ("purpose", "Khám chữa bệnh tại xã")]);
        Assert.True(officer.Answer.IsSuccessStatusCode, officer.Text);
        var id = Guid.Parse(officer.Answer.RequestMessage!.RequestUri!.Segments[^1]);
        await officer.SubmitAsync($"/rotation/orders/{id}/send");
        Assert.Contains("chờ duyệt", officer.Text);
        var director = await AsAsync(cast.Director);
        await director.OpenAsync("/rotation/orders/" + id);
        await director.SubmitAsync($"/rotation/orders/{id}/approve");
        Assert.Contains("đang thực hiện", director.Text);
        return id;
    }

    Task<List<RotationDay>> DaysAsync(Guid order) => site.HouseAsync(s => s.GetRequiredService<RotationStore>().Days.AsNoTracking().Where(d => d.OrderId == order).OrderBy(d => d.OnDay)
        .ThenBy(d => d.Part).ToListAsync(Stop));

    Task OverAsync() => site.HouseAsync(s => DayFacts.RunAsync(s.GetRequiredService<RotationStore>(), site.Clock.GetUtcNow() is var now ? Say.DayOf(now) : default, Stop));

    async Task<decimal> SumAsync(string kind, Guid unit, string dims = "")
    {
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync(Stop);
        return (await connection.RowsAsync("select value from kernel_fact where kind = @p0 and unit_id = @p1 and dims like @p2", r => r.GetInt64(0) / 10000m, Stop, kind, unit,
            "%" + dims + "%")).Sum();
    }

    DateOnly Today => Say.DayOf(site.Clock.GetUtcNow());

    [Fact]
    public async Task A_doctor_goes_to_the_commune_and_the_commune_confirms_the_month()
    {
        var cast = await CastAsync();
        var weekday = Today.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)Today.DayOfWeek;
        var order = await OrderAsync(cast, Today, Today.AddDays(20), "commune", $"{weekday}:Day");
        var days = await DaysAsync(order);
        Assert.Equal(3, days.Count);

        var receiver = await AsAsync(cast.Receiver);
        await receiver.OpenAsync("/rotation/place");
        var code = receiver.Page.QuerySelector(".stat .value")!.TextContent;
        var doctor = await AsAsync(cast.Doctor);
        await doctor.OpenAsync("/rotation");
        await doctor.SubmitAsync($"/rotation/days/{days[0].Id}/check-in", [("code", "000 00x")]);
        Assert.Equal(422, (int)doctor.Answer.StatusCode);
        await doctor.OpenAsync("/rotation");
        await doctor.SubmitAsync($"/rotation/days/{days[0].Id}/check-in", [("code", code)]);
        Assert.Contains("Đã chấm có mặt.", doctor.Text);
        await doctor.OpenAsync($"/rotation/days/{days[0].Id}");
        await doctor.SubmitAsync($"/rotation/days/{days[0].Id}/results", [("patients", "25"), ("techniques", "1"), ("links", "/logbook\nhttps://vidu.vn/abc")]);
        Assert.Contains("25 người bệnh", doctor.Text);
        Assert.Equal((1, 1, 25, 0), (await SumAsync("rotation.day.due", cast.Commune), await SumAsync("rotation.day.met", cast.Commune), await SumAsync("rotation.patients", cast.Commune),
            await SumAsync("rotation.day.confirmed", cast.Commune)));

        await receiver.OpenAsync("/rotation/orders/" + order);
        await receiver.SubmitAsync($"/rotation/orders/{order}/confirm");
        Assert.True(receiver.Answer.IsSuccessStatusCode, receiver.Text);
        Assert.Equal((1, 1, 25, 1), (await SumAsync("rotation.day.due", cast.Commune), await SumAsync("rotation.day.met", cast.Commune), await SumAsync("rotation.patients", cast.Commune),
            await SumAsync("rotation.day.confirmed", cast.Commune)));
        await using (var connection = await site.Services.GetRequiredService<Database>().OpenAsync(Stop))
            Assert.Single(await connection.RowsAsync("select body from kernel_event where type = 'CreditEarned' and stream = @p0", r => r.GetString(0), Stop, $"credit/rotation/{days[0].Id}"));
        // What the receiver confirmed does not change any more.
        await doctor.OpenAsync($"/rotation/days/{days[0].Id}");
        Assert.DoesNotContain("/results", doctor.Page.Body!.InnerHtml);
    }

    [Fact]
    public async Task An_unmet_day_is_seen_at_once_and_what_becomes_of_it_is_told_exactly()
    {
        var cast = await CastAsync();
        var order = await OrderAsync(cast, Today, Today.AddDays(6), "commune", Enumerable.Range(1, 7).Select(n => $"{n}:Day").ToArray());
        var days = await DaysAsync(order);
        Assert.Equal(7, days.Count);
        site.Clock.Pass(TimeSpan.FromDays(3));
        await OverAsync();
        Assert.Equal((3, 0), (await SumAsync("rotation.day.due", cast.Commune, "\"excused\":\"false\""), await SumAsync("rotation.day.met", cast.Commune)));
        var officer = await AsAsync(cast.Officer);
        await officer.OpenAsync("/rotation/days?show=unmet");
        Assert.Equal(3, officer.Page.QuerySelectorAll("tbody tr").Length);

        // One was there without a line, one was ill, one was neither.
        var doctor = await AsAsync(cast.Doctor);
        await doctor.OpenAsync($"/rotation/days/{days[0].Id}");
        await doctor.SubmitAsync($"/rotation/days/{days[0].Id}/late", [("reason", "Xã mất sóng")]);
        await doctor.OpenAsync($"/rotation/days/{days[1].Id}");
        await doctor.SubmitAsync($"/rotation/days/{days[1].Id}/leave", [("reason", "Ốm, có giấy")]);
        Assert.Equal((3, 0), (await SumAsync("rotation.day.due", cast.Commune), await SumAsync("rotation.day.met", cast.Commune)));
        var receiver = await AsAsync(cast.Receiver);
        await receiver.OpenAsync($"/rotation/days/{days[0].Id}");
        await receiver.SubmitAsync($"/rotation/days/{days[0].Id}/judge", [("was", "yes")]);
        await officer.OpenAsync($"/rotation/days/{days[1].Id}");
        await officer.SubmitAsync($"/rotation/days/{days[1].Id}/leave-decision", [("grants", "yes")]);
        await OverAsync();
        Assert.Equal((3, 1, 1), (await SumAsync("rotation.day.due", cast.Commune), await SumAsync("rotation.day.met", cast.Commune),
            await SumAsync("rotation.day.due", cast.Commune, "\"excused\":\"true\"")));
        var now = DayCount.Of(await DaysAsync(order), Today);
        Assert.Equal((1, 1, 1, 3, 4), (now.Met, now.Unmet, now.Excused, now.Due, now.Ahead));
    }

    [Fact]
    public async Task Swaps_move_a_day_and_nobody_is_at_two_places()
    {
        var cast = await CastAsync();
        var order = await OrderAsync(cast, Today.AddDays(1), Today.AddDays(7), "commune", "1:Day", "4:Morning");
        var days = await DaysAsync(order);
        Assert.Equal(2, days.Count);
        var officer = await AsAsync(cast.Officer);
        await officer.OpenAsync($"/rotation/days/{days[0].Id}");
        await officer.SubmitAsync($"/rotation/days/{days[0].Id}/swap", [("practitioner", cast.OtherId.ToString()), ("reason", "Đi học")]);
        Assert.Contains("Bác sĩ đi thay", officer.Text);
        await officer.OpenAsync($"/rotation/days/{days[1].Id}");
        await officer.SubmitAsync($"/rotation/days/{days[1].Id}/swap", [("on", days[0].OnDay.ToString("yyyy-MM-dd", Say.Vietnam)), ("practitioner", cast.OtherId.ToString()), ("reason", "Đổi ngày")]);
        Assert.Equal(409, (int)officer.Answer.StatusCode);
        Assert.Equal(2, (await DaysAsync(order)).Count);
        // A second order over the same days is refused when it is approved.
        await Assert.ThrowsAnyAsync<Exception>(() => OrderAsync(cast, Today.AddDays(1), Today.AddDays(7), "commune", "1:Day", "4:Day"));
    }

    [Fact]
    public async Task Public_holidays_are_excused_and_a_round_takes_working_days()
    {
        var cast = await CastAsync();
        var (from, to) = (new DateOnly(Today.Year, 12, 22), new DateOnly(Today.Year + 1, 1, 10));
        var order = await OrderAsync(cast, from, to, "1816");
        var calendar = await site.HouseAsync(s => s.GetRequiredService<IWorkdays>().LoadAsync(Stop));
        var days = await DaysAsync(order);
        var expected = Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(n => from.AddDays(n)).ToList();
        Assert.Equal(expected.Count(calendar.IsWorkday), days.Count(d => d.State == DayState.Planned));
        Assert.Equal(expected.Count(d => RotationOrder.IsHoliday(d, calendar.IsWorkday)), days.Count(d => d.State == DayState.Excused));
    }

    [Fact]
    public async Task Who_draws_up_an_order_does_not_approve_it_and_who_has_no_licence_is_not_sent()
    {
        var cast = await CastAsync();
        var without = await site.HouseAsync(s => s.GetRequiredService<IPractitioners>().EnterAsync(new("Chưa có giấy phép", new(1999, 1, 1), null, "doctor", cast.Hospital), Stop));
        var officer = await AsAsync(cast.Officer);
        await officer.OpenAsync("/rotation/orders/new");
        await officer.SubmitAsync("/rotation/orders", [("receiver", cast.Commune.ToString()), ("people", without.ToString()), ("purpose", "Giữ lại khi bị từ chối")]);
        Assert.Equal(422, (int)officer.Answer.StatusCode);
        Assert.Contains("Giữ lại khi bị từ chối", officer.Page.Body!.InnerHtml);
        var order = new RotationOrder { Scheme = "585", SenderId = cast.Hospital, ReceiverId = cast.Commune, FromDay = Today, ToDay = Today, MadeAt = default, MadeBy = cast.Director.Id, MadeByName = "" };
        order.People.Add(new() { OrderId = order.Id, PractitionerId = cast.DoctorId, Name = "" });
        order.Send();
        Assert.Equal(RefusalKind.Forbidden, Assert.Throws<Refusal>(() => order.Decide(true, cast.Director.Id, "", default, "")).Kind);
    }

    [Fact]
    public async Task Pages_lists_and_papers_open_for_those_who_may()
    {
        var cast = await CastAsync();
        var order = await OrderAsync(cast, Today.AddDays(-0), Today.AddDays(30), "commune", "1:Day", "3:Day");
        var officer = await AsAsync(cast.Officer);
        foreach (var path in new[] { "/rotation", "/rotation/orders", "/rotation/orders/" + order, "/rotation/days", "/rotation/place", "/rotation/overview", "/rotation/schemes", "/calendar", "/" })
        {
            await officer.OpenAsync(path);
            Assert.True(officer.Answer.IsSuccessStatusCode, path + officer.Text);
        }
        Assert.Equal((byte)'P', (await officer.DownloadAsync($"/rotation/orders/{order}/docx"))[0]);
        foreach (var list in new[] { "orders", "days", "overview" })
        {
            await officer.DownloadAsync($"/rotation/{list}/export.csv");
            Assert.True(officer.Answer.IsSuccessStatusCode, list);
        }
        var stranger = await site.SignInAsAsync(Role.Doctor, await site.OrganisationAsync("Bệnh viện khác " + order, null, "hospital"));
        await stranger.OpenAsync("/rotation/orders/" + order);
        Assert.Equal(404, (int)stranger.Answer.StatusCode);
    }
}

public sealed class Rotation_on_sqlite(SqliteSite site) : RotationTests(site), IClassFixture<SqliteSite>;

public sealed class Rotation_on_postgres(PostgresSite site) : RotationTests(site), IClassFixture<PostgresSite>;
