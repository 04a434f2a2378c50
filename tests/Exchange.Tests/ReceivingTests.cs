using LienY.Kernel;
using LienY.Site;

namespace LienY.Exchange.Tests;

/// <summary>The line: who is let in, what is kept before anything is answered, what happens to broken lines.</summary>
public abstract class ReceivingTests(ExchangeSite site)
{
    [Fact]
    public async Task A_stranger_is_refused_and_admitted_with_a_click()
    {
        var scene = await Scene.MakeAsync(site, admitted: false);
        using var line = await Line.OpenAsync(site.Port);
        var answer = await line.SayAsync(scene.Admit());
        Assert.Equal(("AR", "MSH", "204"), (answer.Text("MSA-1"), answer.Text("ERR-2"), answer.Text("ERR-3")));
        Assert.Equal(0, await scene.CountAsync("select count(*) from exchange_message where organisation_id = @p0"));
        var administrator = await site.SignInAsAsync(Role.Administrator, scene.Hospital);
        await administrator.OpenAsync("/exchange");
        Assert.Contains(scene.Application, administrator.Text);
        await administrator.OpenAsync(administrator.Page.QuerySelector("#strangers tbody a")!.GetAttribute("href")!);
        await administrator.SubmitAsync("/exchange/links");
        Assert.DoesNotContain("strangers", administrator.Page.Body!.InnerHtml);
        Assert.NotEqual("204", (await line.SayAsync(scene.Admit())).Text("ERR-3"));
        Assert.Equal(1, await scene.CountAsync("select count(*) from exchange_message where organisation_id = @p0"));
    }

    [Fact]
    public async Task Another_hospital_never_sees_who_knocks_at_this_one()
    {
        var (scene, other) = (await Scene.MakeAsync(site, admitted: false), await Scene.MakeAsync(site, admitted: false));
        using var line = await Line.OpenAsync(site.Port);
        await line.SayAsync(scene.Admit());
        var administrator = await site.SignInAsAsync(Role.Administrator, other.Hospital);
        await administrator.OpenAsync("/exchange");
        Assert.DoesNotContain(scene.Application, administrator.Text);
        await administrator.OpenAsync("/exchange/links/new");
        await administrator.SubmitAsync("/exchange/links",
            [("unit", scene.Hospital.ToString()), ("name", "x"), ("application", "x"), ("facility", "x"), ("addresses", "127.0.0.1")]);
        Assert.Equal(403, (int)administrator.Answer.StatusCode);
    }

    [Fact]
    public async Task An_ended_connection_and_another_address_are_refused()
    {
        var scene = await Scene.MakeAsync(site);
        var administrator = await site.SignInAsAsync(Role.Administrator, scene.Hospital);
        await administrator.OpenAsync("/exchange");
        await administrator.OpenAsync(administrator.Page.QuerySelectorAll("a").Select(a => a.GetAttribute("href")!)
            .First(h => h.StartsWith("/exchange/links/", StringComparison.Ordinal) && h.Length == 52));
        await administrator.SubmitAsync(administrator.Page.Forms.Select(f => f.GetAttribute("action")!)
            .First(a => a.StartsWith("/exchange/links/", StringComparison.Ordinal)), [("addresses", "10.1.2.3")]);
        using var line = await Line.OpenAsync(site.Port);
        Assert.Equal("AR", (await line.SayAsync(scene.Admit())).Text("MSA-1"));
    }

    [Fact]
    public async Task Wrong_content_is_kept_answered_AE_and_answered_alike_when_it_comes_again()
    {
        var scene = await Scene.MakeAsync(site);
        using var line = await Line.OpenAsync(site.Port);
        var first = await line.SayAsync(scene.Admit("W1", birth: "12/04/1975"));
        Assert.Equal(("AE", "W1", "PID", "7"), (first.Text("MSA-1"), first.Text("MSA-2"), first.Text("ERR-2.1"), first.Text("ERR-2.3")));
        Assert.DoesNotContain("CHIM YẾN", first.ToString());
        Assert.DoesNotContain("12/04/1975", first.ToString());
        var again = await line.SayAsync(scene.Admit("W1", birth: "12/04/1975").Replace("|20251120090000|", "|20251120091500|"));
        Assert.Equal(first.ToString(), again.ToString());
        Assert.Equal(1, await scene.CountAsync("select count(*) from exchange_message where organisation_id = @p0"));
        Assert.Equal((1, 1), (await scene.SumAsync("exchange.message.received"), await scene.SumAsync("exchange.message.failed")));
    }

    [Fact]
    public async Task Many_messages_run_over_one_line_and_many_lines_at_once()
    {
        var scene = await Scene.MakeAsync(site);
        await Parallel.ForEachAsync(Enumerable.Range(0, 4), async (n, _) =>
        {
            using var line = await Line.OpenAsync(site.Port);
            for (var i = 0; i < 5; i++) Assert.Equal($"M{n}-{i}", (await line.SayAsync(scene.Admit($"M{n}-{i}", birth: "x"))).Text("MSA-2"));
        });
        Assert.Equal(20, await scene.CountAsync("select count(*) from exchange_message where organisation_id = @p0 and state = 'Failed'"));
    }

    [Fact]
    public async Task A_line_cut_within_a_message_leaves_nothing_and_hurts_nobody()
    {
        var scene = await Scene.MakeAsync(site);
        using (var cut = await Line.OpenAsync(site.Port)) await cut.RawAsync("\u000B" + scene.Admit()[..80]);
        using (var noise = await Line.OpenAsync(site.Port))
        {
            await noise.RawAsync(new string('x', 5000));
            Assert.Null(await noise.HearAsync());
        }
        using var line = await Line.OpenAsync(site.Port);
        Assert.Equal("AE", (await line.SayAsync(scene.Admit(birth: "x"))).Text("MSA-1"));
        Assert.Equal(1, await scene.CountAsync("select count(*) from exchange_message where organisation_id = @p0"));
    }

    [Fact]
    public async Task What_is_no_message_is_answered_with_what_was_expected()
    {
        using var line = await Line.OpenAsync(site.Port);
        var answer = await line.SayAsync("hello");
        Assert.Equal(("AR", "100"), (answer.Text("MSA-1"), answer.Text("ERR-3")));
        Assert.Contains("MSH", answer.Text("ERR-8"));
    }

    [Fact]
    public async Task Who_sees_what_of_a_message()
    {
        var scene = await Scene.MakeAsync(site);
        using var line = await Line.OpenAsync(site.Port);
        await line.SayAsync(scene.Admit("S1", birth: "KHÔNG RÕ NGÀY"));
        foreach (var (role, unit, sees) in new[] { (Role.DataOfficer, scene.Hospital, true), (Role.Administrator, scene.Hospital, false),
            (Role.DepartmentOfficer, scene.Department, false) })
        {
            var visitor = await site.SignInAsAsync(role, unit);
            await visitor.OpenAsync("/exchange/messages");
            Assert.Contains("S1", visitor.Text);
            Assert.Contains("PID-7", visitor.Text);
            Assert.DoesNotContain("CHIM YẾN", visitor.Text);
            var page = visitor.Page.QuerySelector("tbody a")!.GetAttribute("href")!;
            await visitor.OpenAsync(page + "?show=content");
            Assert.Equal((sees, sees), (visitor.Text.Contains("CHIM YẾN"), visitor.Text.Contains("KHÔNG RÕ NGÀY")));
            Assert.Equal(sees, System.Text.Encoding.UTF8.GetString(await visitor.DownloadAsync(page + "/original")).Contains("CHIM YẾN"));
            Assert.Contains("S1", System.Text.Encoding.UTF8.GetString(await visitor.DownloadAsync("/exchange/messages.csv")));
        }
        Assert.True(await scene.CountAsync("select count(*) from kernel_trail where action in ('exchange.message.read', 'exchange.message.download') and organisation_id = @p0") >= 2);
        var stranger = await site.SignInAsAsync(Role.DataOfficer, (await Scene.MakeAsync(site, admitted: false)).Hospital);
        await stranger.OpenAsync("/exchange/messages");
        Assert.DoesNotContain("S1", stranger.Text);
    }

    [Fact]
    public async Task A_line_of_the_map_mends_what_a_sender_writes_otherwise()
    {
        var scene = await Scene.MakeAsync(site);
        var officer = await site.SignInAsAsync(Role.DataOfficer, scene.Hospital);
        await officer.OpenAsync("/exchange");
        var map = officer.Page.QuerySelectorAll("a").Select(a => a.GetAttribute("href")!).First(h => h.EndsWith("/map", StringComparison.Ordinal));
        await officer.OpenAsync(map);
        await officer.SubmitAsync(map, [("kind", "element"), ("entry", "Patient"), ("element", "gender"), ("source", "PID8"), ("turned", "code:sex")]);
        Assert.Equal(422, (int)officer.Answer.StatusCode);
        await officer.OpenAsync(map);
        await officer.SubmitAsync(map, [("kind", "code"), ("entry", "class"), ("element", "NT"), ("source", "IMP")]);
        Assert.Contains("NT", officer.Text);
        var link = map.Split('/')[3];
        await officer.OpenAsync($"/exchange/try?link={link}");
        await officer.SubmitAsync("/exchange/try", [("text", scene.Admit().Replace("PV1|1|I|", "PV1|1|NT|")), ("link", link)]);
        Assert.Contains("Bản tin được nhận.", officer.Text);
        Assert.Contains("\"code\": \"IMP\"", officer.Text);
        await officer.SubmitAsync("/exchange/try", [("text", scene.Admit().Replace("PV1|1|I|", "PV1|1|NT|")), ("link", "")]);
        Assert.Contains("PV1-2", officer.Text);
        Assert.Contains("Bản tin này không được nhận.", officer.Text);
        Assert.Equal(0, await scene.CountAsync("select count(*) from exchange_message where organisation_id = @p0"));
    }
}

public sealed class Receiving_on_sqlite(SqliteExchange site) : ReceivingTests(site), IClassFixture<SqliteExchange>;

public sealed class Receiving_on_postgres(PostgresExchange site) : ReceivingTests(site), IClassFixture<PostgresExchange>;
