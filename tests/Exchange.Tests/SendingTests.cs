using LienY.Hl7;
using LienY.Kernel;
using LienY.Site;

namespace LienY.Exchange.Tests;

/// <summary>Messages out: the queue of a receiver, in order, through its refusals and absences.</summary>
public abstract class SendingTests(ExchangeSite site)
{
    async Task<(Scene Scene, Line Line, string Page, Visitor Administrator)> WithReceiverAsync(Inbox inbox, bool skip = false)
    {
        var scene = await Scene.MakeAsync(site);
        scene.NeedsRecord();
        var administrator = await site.SignInAsAsync(Role.Administrator, scene.Hospital);
        await administrator.OpenAsync("/exchange/receivers/new");
        var link = administrator.Page.QuerySelectorAll("select[name=skip] option").Select(o => o.GetAttribute("value") ?? "").First(v => v.Length > 0);
        await administrator.SubmitAsync("/exchange/receivers",
            [("unit", scene.Hospital.ToString()), ("name", "RIS thử"), ("host", "127.0.0.1"),
            ("port", inbox.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("application", "RIS"), ("facility", scene.Code), ("events", "ADT^A08"), ("events", "ORM^O01"), ("events", "ORU^R01"), ("skip", skip ? link : "")]);
        Assert.Contains("RIS thử", administrator.Text);
        return (scene, await Line.OpenAsync(site.Port), new Uri(administrator.Page.Url).AbsolutePath, administrator);
    }

    string Order(Scene scene) => scene.Head("ORM^O01^ORM_O01") + Scene.Person() + "ORC|NW|CD77\rOBR|1|CD77||XN09^X quang ngực^L\r";

    [Fact]
    public async Task Changes_are_told_in_their_order_and_once()
    {
        using var inbox = new Inbox();
        var (scene, line, _, _) = await WithReceiverAsync(inbox);
        await line.SayAsync(scene.Admit());
        await line.SayAsync(Order(scene));
        await line.SayAsync(scene.Results());
        await site.SettleAsync();
        await scene.RoundAsync("exchange-out");
        await scene.RoundAsync("exchange-out");
        Assert.Equal(["ADT^A08", "ORM^O01", "ORU^R01"], inbox.Came.Select(m => m.Type));
        Assert.All(inbox.Came, m => Assert.Equal(("BN01", "RIS", scene.Code), (m.Text("PID-3.1"), m.Text("MSH-5"), m.Text("MSH-6"))));
        Assert.Equal(("CD77", "7.10", "mmol/L"), (inbox.Came.ElementAt(1).Text("ORC-2"), inbox.Came.ElementAt(2).Text("OBX-5"), inbox.Came.ElementAt(2).Text("OBX-6")));
        Assert.Equal(3, await scene.SumAsync("exchange.message.sent"));
    }

    [Fact]
    public async Task What_came_from_a_system_is_not_told_back_to_it()
    {
        using var inbox = new Inbox();
        var (scene, line, _, _) = await WithReceiverAsync(inbox, skip: true);
        await line.SayAsync(scene.Admit());
        await site.SettleAsync();
        await scene.RoundAsync("exchange-out");
        Assert.Empty(inbox.Came);
        Assert.Equal(0, await scene.CountAsync("select count(*) from exchange_outgoing where organisation_id = @p0 and state <> 'Skipped'"));
    }

    [Fact]
    public async Task A_refusal_is_shown_and_can_be_sent_again()
    {
        using var inbox = new Inbox { Answer = _ => AckCode.AE };
        var (scene, line, page, administrator) = await WithReceiverAsync(inbox);
        await line.SayAsync(scene.Admit());
        await site.SettleAsync();
        await scene.RoundAsync("exchange-out");
        await scene.RoundAsync("exchange-out");
        Assert.Single(inbox.Came);
        await administrator.OpenAsync(page);
        Assert.Contains("Bên nhận từ chối", administrator.Text);
        inbox.Answer = _ => AckCode.AA;
        await administrator.SubmitAsync("/exchange/outgoing/");
        await scene.RoundAsync("exchange-out");
        Assert.Equal(1, await scene.CountAsync("select count(*) from exchange_outgoing where organisation_id = @p0 and state = 'Sent'"));
    }

    [Fact]
    public async Task An_absent_receiver_is_tried_again_in_order_and_given_up_with_a_notice()
    {
        using var inbox = new Inbox { Answer = _ => null };
        var (scene, line, page, _) = await WithReceiverAsync(inbox);
        await line.SayAsync(scene.Admit());
        await line.SayAsync(Order(scene));
        await site.SettleAsync();
        await scene.RoundAsync("exchange-out");
        await scene.RoundAsync("exchange-out");
        Assert.Single(inbox.Came);
        for (var i = 0; i < 11; i++)
        {
            site.Clock.Pass(TimeSpan.FromHours(1));
            await scene.RoundAsync("exchange-out");
        }
        Assert.Equal("ADT^A08", Assert.Single(inbox.Came.Select(m => m.Type).Distinct()));
        Assert.Equal(1, await scene.CountAsync("select count(*) from exchange_outgoing where organisation_id = @p0 and state = 'GivenUp'"));
        Assert.Equal(1, await scene.CountAsync("select count(*) from kernel_notice where organisation_id = @p0"));
        inbox.Answer = _ => AckCode.AA;
        site.Clock.Pass(TimeSpan.FromHours(1));
        await scene.RoundAsync("exchange-out");
        var administrator = await site.SignInAsAsync(Role.Administrator, scene.Hospital);
        await administrator.OpenAsync(page);
        var given = administrator.Page.QuerySelectorAll("tr").Single(r => r.TextContent.Contains("Thôi gửi sau nhiều lần thử", StringComparison.Ordinal));
        await administrator.SubmitAsync(given.QuerySelector("form")!.GetAttribute("action")!);
        await scene.RoundAsync("exchange-out");
        Assert.Equal(2, await scene.CountAsync("select count(*) from exchange_outgoing where organisation_id = @p0 and state = 'Sent'"));
    }
}

public sealed class Sending_on_sqlite(SqliteExchange site) : SendingTests(site), IClassFixture<SqliteExchange>;

public sealed class Sending_on_postgres(PostgresExchange site) : SendingTests(site), IClassFixture<PostgresExchange>;
