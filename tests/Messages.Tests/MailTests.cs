using System.Text.RegularExpressions;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Server;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Messages.Tests;

/// <summary>A house that sends mail to the test's own mail server.</summary>
public abstract class MailSite : TestSite
{
    internal TestMailServer Server { get; } = new();

    protected override Settings Set(Settings settings) =>
        settings with { MailHost = "127.0.0.1", MailPort = Server.Port, MailTls = "none", MailFrom = "Liên Y <lieny@syt.example.vn>", PublicUrl = "https://lieny.example.vn" };

    /// <summary>Runs a job of the house by its name.</summary>
    public async Task RunJobAsync(string name) =>
        Assert.True(await Services.GetRequiredService<JobRunner>().RunAsync(Services.GetServices<Job>().Single(j => j.Name == name), default));
}

public sealed class SqliteMailSite : MailSite
{
    protected override Task<string> ConnectionAsync() => Task.FromResult("");
}

public sealed class PostgresMailSite : MailSite
{
    protected override Task<string> ConnectionAsync() => PostgresServer.FreshDatabaseAsync();
}

/// <summary>Mail from the notice to the mail server, and what goes wrong on the way.</summary>
public abstract class MailTests(MailSite site)
{
    int count;

    async Task<(Visitor Visitor, MadeAccount Account, Guid Hospital, Guid Department, string Address)> PersonAsync(string way = "Mail", bool confirms = true)
    {
        var department = await site.OrganisationAsync("Sở Y tế tỉnh Thư " + Guid.CreateVersion7().ToString("N")[^6..], null, "department");
        var hospital = await site.OrganisationAsync("Bệnh viện Thư " + Guid.CreateVersion7().ToString("N")[^6..], department, "hospital");
        var account = await site.AccountAsync(Role.UnitOfficer, hospital);
        var visitor = site.Visitor();
        await visitor.SignInAsync(account.User, account.Password);
        var address = $"nguoi{++count}.{Guid.CreateVersion7().ToString("N")[^8..]}@bv.example.vn";
        await visitor.OpenAsync("/account/messages");
        await visitor.SubmitAsync("/account/messages", [("address", address), .. Ways(way)]);
        await site.RunJobAsync("mail");
        if (confirms) await ConfirmAsync(address);
        return (visitor, account, hospital, department, address);
    }

    static (string, string)[] Ways(string way) => [("way-Due", way), ("way-Assigned", way), ("way-Report", way), ("way-Risk", way), ("way-Other", "Page")];

    async Task ConfirmAsync(string address)
    {
        var path = Regex.Match(site.Server.To(address)[^1].Part("text/plain"), @"https://lieny\.example\.vn(/mail/confirm/\S+)").Groups[1].Value;
        var stranger = site.Visitor();
        await stranger.OpenAsync(path);
        await stranger.SubmitAsync(path);
        Assert.Contains("Đã xác nhận địa chỉ thư", stranger.Text, StringComparison.Ordinal);
        await stranger.OpenAsync(path);
        Assert.Equal(404, (int)stranger.Answer.StatusCode);
    }

    Task NoticeAsync(Guid organisation, string once, Guid? user = null) => site.NotifyAsync(new Notice
    {
        UserId = user,
        OrganisationId = user is null ? organisation : null,
        Text = "Hôm nay là hạn gửi báo cáo: {0}",
        Args = Notice.ArgsOf("Báo cáo quý III, kết quả <chỉ tiêu> phối hợp chuyên môn, khám chữa bệnh từ xa"),
        Link = "/reports/1",
        Once = once,
    });

    static string DueKey() => $"report/{Guid.CreateVersion7()}/T";

    [Fact]
    public async Task An_address_gets_nothing_until_it_is_confirmed()
    {
        var person = await PersonAsync(confirms: false);
        await NoticeAsync(person.Hospital, DueKey());
        await site.RunJobAsync("notice-mail");
        await site.RunJobAsync("mail");
        Assert.Equal("Xác nhận địa chỉ thư nhận thông báo của Liên Y", Assert.Single(site.Server.To(person.Address)).Subject);
        await person.Visitor.OpenAsync("/account/messages");
        Assert.Contains("chưa được xác nhận", person.Visitor.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_notice_reaches_those_who_want_it_at_once_as_text_and_page()
    {
        var person = await PersonAsync();
        var silent = await PersonAsync("Page");
        await NoticeAsync(person.Hospital, DueKey());
        await NoticeAsync(silent.Hospital, DueKey());
        await site.RunJobAsync("notice-mail");
        await site.RunJobAsync("notice-mail");
        await site.RunJobAsync("mail");
        Assert.Single(site.Server.To(silent.Address));
        var mail = Assert.Single(site.Server.To(person.Address).Skip(1));
        Assert.StartsWith("Hôm nay là hạn gửi báo cáo: Báo cáo quý III", mail.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain(mail.Raw, c => c > 126);
        Assert.All(mail.Raw.Split("\r\n"), l => Assert.True(l.Length <= 998));
        Assert.Contains("https://lieny.example.vn/reports/1", mail.Part("text/plain"), StringComparison.Ordinal);
        Assert.Contains("&lt;chỉ tiêu&gt;", System.Net.WebUtility.HtmlDecode(mail.Part("text/html").Replace("&lt;", "&amp;lt;", StringComparison.Ordinal).Replace("&gt;", "&amp;gt;", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Matches(@"^<https://lieny\.example\.vn/mail/unsubscribe/\S+>$", mail.Header("List-Unsubscribe"));
        Assert.Matches(@"^<[0-9a-f]{32}@syt\.example\.vn>$", mail.Header("Message-ID"));
        Assert.Contains("multipart/alternative", mail.Header("Content-Type"), StringComparison.Ordinal);
        Assert.Equal("auto-generated", mail.Header("Auto-Submitted"));
    }

    [Fact]
    public async Task Stopping_mail_needs_no_sign_in_and_asks_first()
    {
        var person = await PersonAsync();
        await NoticeAsync(person.Hospital, DueKey());
        await site.RunJobAsync("notice-mail");
        await site.RunJobAsync("mail");
        var path = site.Server.To(person.Address)[^1].Header("List-Unsubscribe")["<https://lieny.example.vn".Length..^1];
        var stranger = site.Visitor();
        await stranger.OpenAsync(path);
        await NoticeAsync(person.Hospital, DueKey());
        await site.RunJobAsync("notice-mail");
        await site.RunJobAsync("mail");
        Assert.Equal(3, site.Server.To(person.Address).Count);
        await stranger.SubmitAsync(path);
        Assert.Contains("Đã ngừng gửi thư", stranger.Text, StringComparison.Ordinal);
        await NoticeAsync(person.Hospital, DueKey());
        await site.RunJobAsync("notice-mail");
        await site.RunJobAsync("mail");
        Assert.Equal(3, site.Server.To(person.Address).Count);
        await stranger.OpenAsync(path[..^2] + (path.EndsWith("AA", StringComparison.Ordinal) ? "BB" : "AA"));
        Assert.Equal(404, (int)stranger.Answer.StatusCode);
    }

    [Fact]
    public async Task A_server_that_is_busy_gets_the_mail_later_and_a_wrong_address_never()
    {
        var (person, wrong) = (await PersonAsync(), await PersonAsync());
        var admin = await site.SignInAsAsync(Role.Administrator, person.Department);
        await NoticeAsync(person.Hospital, DueKey());
        await NoticeAsync(wrong.Hospital, DueKey());
        await site.RunJobAsync("notice-mail");
        site.Server.Refuses = a => a == person.Address ? "451 busy, later" : a == wrong.Address ? "550 no such mailbox" : null;
        await site.RunJobAsync("mail");
        await site.RunJobAsync("mail");
        site.Server.Refuses = _ => null;
        await site.RunJobAsync("mail");
        Assert.Single(site.Server.To(person.Address));
        site.Clock.Pass(TimeSpan.FromMinutes(2));
        await site.RunJobAsync("mail");
        Assert.Equal(2, site.Server.To(person.Address).Count);
        Assert.Single(site.Server.To(wrong.Address));
        await admin.OpenAsync("/messages/outbox?state=Dead");
        var row = admin.Page.QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains(wrong.Address, StringComparison.Ordinal));
        Assert.Contains("no such mailbox", row.TextContent, StringComparison.Ordinal);
        await admin.SubmitAsync(row.QuerySelector("form")!.GetAttribute("action")!);
        await site.RunJobAsync("mail");
        Assert.Equal(2, site.Server.To(wrong.Address).Count);
    }

    [Fact]
    public async Task After_a_crash_the_same_mail_is_sent_again_under_the_same_id()
    {
        var person = await PersonAsync();
        await NoticeAsync(person.Hospital, DueKey());
        await site.RunJobAsync("notice-mail");
        site.Server.BreaksOff = true;
        await site.RunJobAsync("mail");
        site.Server.BreaksOff = false;
        // What a process that died between sending and writing it down leaves behind.
        await site.RunAsync("update messages_mail set attempts = 1, last_error = null, next_at = @p1 where address = @p0 and state = 'Waiting'", person.Address, site.Clock.GetUtcNow().AddMinutes(10));
        await site.RunJobAsync("mail");
        Assert.Equal(2, site.Server.To(person.Address).Count);
        site.Clock.Pass(TimeSpan.FromMinutes(11));
        await site.RunJobAsync("mail");
        var mails = site.Server.To(person.Address).Skip(1).ToList();
        Assert.Equal(2, mails.Count);
        Assert.Equal(mails[0].Header("Message-ID"), mails[1].Header("Message-ID"));
    }

    [Fact]
    public async Task Two_processes_at_once_send_each_mail_once()
    {
        var person = await PersonAsync();
        for (var i = 0; i < 5; i++) await NoticeAsync(person.Hospital, DueKey());
        await site.RunJobAsync("notice-mail");
        var job = site.Services.GetServices<Job>().Single(j => j.Name == "mail");
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => site.HouseAsync(async s =>
        {
            await job.Run(s, default);
            return true;
        }))));
        await site.RunJobAsync("mail");
        var ids = site.Server.To(person.Address).Skip(1).Select(m => m.Header("Message-ID")).ToList();
        Assert.Equal(5, ids.Count);
        Assert.Equal(5, ids.Distinct().Count());
    }

    [Fact]
    public async Task The_mail_of_the_morning_comes_once_a_day_and_never_empty()
    {
        var (person, idle) = (await PersonAsync("Digest"), await PersonAsync("Digest"));
        var plan = Guid.CreateVersion7();
        await site.PublishAsync("plan/" + plan, new PlanAdopted(plan, person.Department, "Kế hoạch phối hợp", new(2025, 1, 1), new(2026, 12, 31), [],
            [new(Guid.CreateVersion7(), person.Hospital, person.Department, "quarter", null, "Báo cáo quý")]));
        await site.SettleAsync();
        await NoticeAsync(person.Hospital, $"risk/{Guid.CreateVersion7()}/AtRisk/2025-11-20");
        site.Clock.Pass(TimeSpan.FromDays(1));
        await site.RunJobAsync("digest");
        await site.RunJobAsync("digest");
        await site.RunJobAsync("mail");
        Assert.Single(site.Server.To(idle.Address));
        var mail = Assert.Single(site.Server.To(person.Address).Skip(1));
        Assert.StartsWith("Việc ngày ", mail.Subject, StringComparison.Ordinal);
        var text = mail.Part("text/plain");
        Assert.Contains("QUÁ HẠN", text, StringComparison.Ordinal);
        Assert.Contains("CHỈ TIÊU CÓ NGUY CƠ", text, StringComparison.Ordinal);
        Assert.Contains("https://lieny.example.vn/reports/", text, StringComparison.Ordinal);
        site.Clock.Pass(TimeSpan.FromDays(1));
        await site.RunJobAsync("digest");
        await site.RunJobAsync("mail");
        Assert.Equal(3, site.Server.To(person.Address).Count);
    }

    [Fact]
    public async Task Mail_to_an_account_that_is_off_is_not_sent()
    {
        var person = await PersonAsync();
        await NoticeAsync(person.Hospital, DueKey());
        await site.RunJobAsync("notice-mail");
        await site.RunAsync("update accounts_account set is_disabled = @p1 where id = @p0", person.Account.Id, true);
        await site.RunJobAsync("mail");
        Assert.Single(site.Server.To(person.Address));
    }

    [Fact]
    public async Task Only_the_administrator_sees_the_outbox_and_sends_a_test()
    {
        var person = await PersonAsync();
        await person.Visitor.OpenAsync("/messages/outbox");
        Assert.Equal(403, (int)person.Visitor.Answer.StatusCode);
        var admin = await site.SignInAsAsync(Role.Administrator, person.Department);
        await admin.OpenAsync("/messages/outbox");
        await admin.SubmitAsync("/messages/outbox/test", [("address", "thu@syt.example.vn")]);
        Assert.Contains("Máy chủ thư đã nhận thư thử", admin.Text, StringComparison.Ordinal);
        Assert.Equal("Thư thử của Liên Y", site.Server.To("thu@syt.example.vn")[^1].Subject);
        site.Server.Refuses = a => a == "sai@syt.example.vn" ? "550 unknown" : null;
        await admin.SubmitAsync("/messages/outbox/test", [("address", "sai@syt.example.vn")]);
        site.Server.Refuses = _ => null;
        Assert.Contains("Máy chủ thư không nhận", admin.Text, StringComparison.Ordinal);
        await admin.OpenAsync("/messages/outbox");
        await admin.SubmitAsync("/messages/outbox/test", [("address", "a@b\r\nBcc: x@y.vn")]);
        Assert.Equal(422, (int)admin.Answer.StatusCode);
    }
}

public sealed class Mail_on_sqlite(SqliteMailSite site) : MailTests(site), IClassFixture<SqliteMailSite>;

public sealed class Mail_on_postgres(PostgresMailSite site) : MailTests(site), IClassFixture<PostgresMailSite>;

/// <summary>A house without mail.</summary>
public sealed class MailOffTests(SqliteSite site) : IClassFixture<SqliteSite>
{
    [Fact]
    public async Task Without_a_mail_server_the_page_says_so_and_nothing_is_written()
    {
        var officer = await site.SignInAsAsync(Role.UnitOfficer, await site.OrganisationAsync("Bệnh viện không thư", null, "hospital"));
        await officer.OpenAsync("/account/messages");
        Assert.Contains("Hệ thống chưa bật gửi thư điện tử", officer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(officer.Page.Forms, f => f.Action.EndsWith("/account/messages", StringComparison.Ordinal));
    }
}
