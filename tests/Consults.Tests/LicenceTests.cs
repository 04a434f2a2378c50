using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Consults.Tests;

/// <summary>Who chairs, writes or gives an opinion practises with a licence that stands on the day.</summary>
public abstract class LicenceTests(TestSite site)
{
    static int number;

    Task<Guid> EnterAsync(MadeAccount account, Guid at, DateOnly? to) => site.HouseAsync(s => s.GetRequiredService<IPractitioners>().EnterAsync(
        new("Chuyên Gia Có Tên", null, account.Id, "doctor", at, $"{Interlocked.Increment(ref number):000000}/HC-GPHN", new(2020, 1, 1), to), MeetScene.Stop));

    [Fact]
    public async Task An_ended_licence_is_warned_of_at_planning_and_refused_at_signing_and_an_unknown_person_signs()
    {
        var scene = await MeetScene.MakeAsync(site);
        var id = await scene.CaseAsync();
        await EnterAsync(scene.Expert, scene.Answering, site.Clock.Today().AddDays(-1));
        var clerk = await scene.AsAsync(scene.Clerk);
        var session = await scene.SessionAsync(clerk, id);
        Assert.Contains("giấy phép hành nghề không còn hiệu lực vào ngày họp", clerk.Text, StringComparison.Ordinal);
        Assert.Contains("chưa có trong danh sách người hành nghề", clerk.Text, StringComparison.Ordinal);
        await scene.HoldAsync(session);
        var again = await scene.AsAsync(scene.Clerk);
        var minutes = await scene.SealAsync(again, id);
        await MeetScene.SignAsync(again, scene.Clerk, minutes);
        Assert.True(again.Answer.IsSuccessStatusCode, again.Text);
        var expert = await scene.AsAsync(scene.Expert);
        await MeetScene.SignAsync(expert, scene.Expert, minutes);
        Assert.Equal(409, (int)expert.Answer.StatusCode);
        Assert.Contains("Giấy phép hành nghề của Chuyên Gia Có Tên không còn hiệu lực", expert.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_licence_that_stands_on_the_day_signs()
    {
        var scene = await MeetScene.MakeAsync(site);
        await EnterAsync(scene.Expert, scene.Answering, null);
        var minutes = await scene.SignedAsync(await scene.CaseAsync());
        Assert.Equal(MinutesState.Signed, (await site.HouseAsync(s => s.GetRequiredService<ConsultsStore>().Minutes.FindAsync(minutes).AsTask()))!.State);
    }
}

public sealed class Licences_on_sqlite(SqliteSite site) : LicenceTests(site), IClassFixture<SqliteSite>;

public sealed class Licences_on_postgres(PostgresSite site) : LicenceTests(site), IClassFixture<PostgresSite>;
