using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Messages.Tests;

/// <summary>The calendar of obligations and its feed, through the pages and with a program.</summary>
public abstract partial class CalendarTests(TestSite site)
{
    [GeneratedRegex(@"https?://\S+/calendar/feed/\S+?\.ics")]
    private static partial Regex Address();

    async Task<(Guid Department, Guid Hospital, Guid Plan)> SceneAsync()
    {
        var department = await site.OrganisationAsync("Sở Y tế tỉnh Thử " + Guid.CreateVersion7().ToString("N")[^6..], null, "department");
        var hospital = await site.OrganisationAsync("Bệnh viện, đa khoa; Thử " + Guid.CreateVersion7().ToString("N")[^6..], department, "hospital");
        var plan = Guid.CreateVersion7();
        await site.PublishAsync("plan/" + plan, new PlanAdopted(plan, department, "Kế hoạch hợp tác chuyên môn sâu; nâng cao năng lực khám bệnh, chữa bệnh tuyến cơ sở giai đoạn mới", new(2025, 1, 1), new(2026, 12, 31), [],
            [new(Guid.CreateVersion7(), hospital, department, "quarter", null, "Báo cáo quý")]));
        await site.SettleAsync();
        return (department, hospital, plan);
    }

    [Fact]
    public async Task A_report_that_is_due_stands_in_the_month_the_list_and_the_year()
    {
        var (_, hospital, _) = await SceneAsync();
        var officer = await site.SignInAsAsync(Role.UnitOfficer, hospital);
        await officer.OpenAsync("/calendar?view=month&day=2025-12-10");
        Assert.NotEmpty(officer.Page.QuerySelectorAll("td[data-day^='2025-12'] a.entry.report"));
        await officer.OpenAsync("/calendar?view=list&day=2025-12-01");
        Assert.Contains("Báo cáo", officer.Page.QuerySelector("tbody tr")!.TextContent, StringComparison.Ordinal);
        await officer.OpenAsync("/calendar?view=year&day=2025-12-01");
        Assert.NotNull(officer.Page.QuerySelector(".small-month td[data-day^='2025-12'] a"));
        await officer.OpenAsync("/calendar?view=month&day=2025-12-10&kind=meeting");
        Assert.Null(officer.Page.QuerySelector("a.entry"));
        Assert.Contains("Không có việc nào trong khoảng này", officer.Text, StringComparison.Ordinal);
        var rows = Sheets.TableReader.Rows(new MemoryStream(await officer.DownloadAsync("/calendar.xlsx?view=list&day=2025-12-01"))).ToList();
        Assert.Equal("2025-12", rows[1][1].Text[..7]);
    }

    [Fact]
    public async Task Who_is_late_is_told_and_a_stranger_sees_nothing()
    {
        var (department, hospital, _) = await SceneAsync();
        var (officer, boss) = (await site.SignInAsAsync(Role.UnitOfficer, hospital), await site.SignInAsAsync(Role.Director, department));
        var stranger = await site.SignInAsAsync(Role.UnitOfficer, await site.OrganisationAsync("Bệnh viện khác", null, "hospital"));
        await boss.OpenAsync("/calendar?view=list&day=2025-01-01&late=on");
        Assert.Contains("Bệnh viện, đa khoa; Thử", boss.Page.QuerySelector("tr.late")!.TextContent, StringComparison.Ordinal);
        await boss.OpenAsync("/calendar?view=list&day=2025-01-01&late=on&mine=on");
        Assert.Null(boss.Page.QuerySelector("tr.late"));
        await officer.OpenAsync("/calendar?view=list&day=2025-01-01&mine=on");
        Assert.NotNull(officer.Page.QuerySelector("tr.late"));
        await stranger.OpenAsync("/calendar?view=list&day=2025-01-01");
        Assert.Null(stranger.Page.QuerySelector("tbody"));
    }

    async Task<string> MakeAsync(Visitor visitor, string name = "Điện thoại")
    {
        await visitor.OpenAsync("/account/calendar");
        await visitor.SubmitAsync("/account/calendar", [("name", name)]);
        return Address().Match(visitor.Text).Value;
    }

    [Fact]
    public async Task The_feed_is_a_strict_calendar_and_shows_a_change_once()
    {
        var (_, hospital, _) = await SceneAsync();
        var officer = await site.SignInAsAsync(Role.UnitOfficer, hospital);
        var address = await MakeAsync(officer);
        using var program = new HttpClient();
        using var first = await program.GetAsync(address);
        Assert.Equal("text/calendar", first.Content.Headers.ContentType!.MediaType);
        var calendar = StrictCalendar.Read(await first.Content.ReadAsByteArrayAsync());
        Assert.Equal("2.0", calendar.Value("VERSION"));
        var events = calendar.Children.Where(c => c.Name == "VEVENT").ToList();
        Assert.NotEmpty(events);
        Assert.Equal(events.Count, events.Select(e => e.Value("UID")).Distinct().Count());
        var due = events.First(e => e.Value("DTSTART").StartsWith("202512", StringComparison.Ordinal) || e.Value("DTSTART").StartsWith("202601", StringComparison.Ordinal));
        Assert.Equal("DATE", due.Parameter("DTSTART", "VALUE"));
        Assert.Equal(StrictCalendar.Day(due.Value("DTSTART")).AddDays(1), StrictCalendar.Day(due.Value("DTEND")));
        Assert.Contains("Bệnh viện, đa khoa; Thử", due.Text("DESCRIPTION"), StringComparison.Ordinal);
        Assert.Contains("chuyên môn sâu; nâng cao năng lực khám bệnh, chữa bệnh", due.Text("DESCRIPTION"), StringComparison.Ordinal);
        Assert.Equal("0", due.Value("SEQUENCE"));

        using var again = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "If-None-Match", first.Headers.ETag!.ToString() } } };
        using var same = await program.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);

        var report = due.Value("URL")[(due.Value("URL").LastIndexOf('/') + 1)..];
        await site.RunAsync("update reports_report set state = 'Sent' where id = @p0", Guid.Parse(report));
        var changed = StrictCalendar.Read(await program.GetByteArrayAsync(address)).Children.Single(c => c.Name == "VEVENT" && c.Value("UID") == due.Value("UID"));
        Assert.Equal("1", changed.Value("SEQUENCE"));
        Assert.True(string.CompareOrdinal(changed.Value("LAST-MODIFIED"), due.Value("LAST-MODIFIED")) >= 0);
        Assert.StartsWith("✓ ", changed.Text("SUMMARY"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_feed_and_one_of_an_account_that_is_off_are_gone_and_a_guess_finds_nothing()
    {
        var (department, hospital, _) = await SceneAsync();
        var account = await site.AccountAsync(Role.UnitOfficer, hospital);
        var officer = site.Visitor();
        await officer.SignInAsync(account.User, account.Password);
        var (one, other) = (await MakeAsync(officer, "Một"), await MakeAsync(officer, "Hai"));
        using var program = new HttpClient();
        await officer.OpenAsync("/account/calendar");
        Assert.DoesNotContain(other, officer.Text, StringComparison.Ordinal);
        await officer.SubmitAsync(officer.Page.QuerySelectorAll("tr").First(r => r.TextContent.Contains("Hai", StringComparison.Ordinal)).QuerySelector("form")!.GetAttribute("action")!);
        using var revoked = await program.GetAsync(other);
        Assert.Equal(HttpStatusCode.Gone, revoked.StatusCode);
        using var good = await program.GetAsync(one);
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        await site.RunAsync("update accounts_account set is_disabled = @p1 where id = @p0", account.Id, true);
        using var off = await program.GetAsync(one);
        Assert.Equal(HttpStatusCode.Gone, off.StatusCode);
        using var guess = await program.GetAsync(new Uri(site.Url, "/calendar/feed/abcdef.ics"));
        Assert.Equal(HttpStatusCode.NotFound, guess.StatusCode);
        var hash = System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(one[(one.LastIndexOf('/') + 1)..^4]));
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync();
        Assert.NotNull(await connection.CellAsync("select 1 from messages_feed where hash = @p0", default, hash));
    }
}

public sealed class Calendar_on_sqlite(SqliteSite site) : CalendarTests(site), IClassFixture<SqliteSite>;

public sealed class Calendar_on_postgres(PostgresSite site) : CalendarTests(site), IClassFixture<PostgresSite>;
