using System.IO.Compression;
using System.Net;
using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Documents.Tests;

/// <summary>From the leader's opinion to the answer, and who sees what on the way.</summary>
public abstract class SlipTests(TestSite site)
{
    static CancellationToken Stop => Office.Stop;

    async Task<(Office Office, Guid Room, Visitor Head)> WithRoomAsync()
    {
        var office = await Office.MakeAsync(site);
        var room = await site.OrganisationAsync("Phòng Kế hoạch tổng hợp", office.Id, "division");
        return (office, room, await site.SignInAsAsync(Role.DataOfficer, room));
    }

    static async Task LeadAsync(Office office, Incoming paper, string lead, params (string, string)[] more)
    {
        await office.Director.OpenAsync("/documents/in/" + paper.Id);
        await office.Director.SubmitAsync($"/documents/in/{paper.Id}/lead", [("lead", lead), ("opinion", "Giao phòng chủ trì, báo cáo lại"), .. more]);
    }

    [Fact]
    public async Task A_paper_goes_from_the_leader_over_the_room_to_the_person_and_is_done_in_time()
    {
        var (office, room, head) = await WithRoomAsync();
        var paper = await office.EnterAsync("9/BYT", "Báo cáo công tác nhi khoa", "Bộ Y tế", ("due", "2025-11-28"));
        await office.Director.OpenAsync("/");
        Assert.Contains("Cho ý kiến văn bản đến số 1", office.Director.Text, StringComparison.Ordinal);
        await LeadAsync(office, paper, "u:" + room, ("with", "p:" + office.DoctorAccount.Id), ("due", "2025-11-27"));
        Assert.True(office.Director.Answer.IsSuccessStatusCode, office.Director.Text);
        await head.OpenAsync("/");
        Assert.Contains("Giải quyết văn bản đến số 1", head.Text, StringComparison.Ordinal);
        await head.OpenAsync("/documents/in/" + paper.Id);
        await head.SubmitAsync($"/documents/in/{paper.Id}/hand", [("handler", "p:" + office.DoctorAccount.Id), ("due", "2025-12-05")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, head.Answer.StatusCode);
        await head.SubmitAsync($"/documents/in/{paper.Id}/hand", [("handler", "p:" + office.DoctorAccount.Id), ("due", "2025-11-26"), ("opinion", "Tổng hợp số liệu")]);
        Assert.True(head.Answer.IsSuccessStatusCode, head.Text);
        await office.Doctor.OpenAsync("/documents/in/" + paper.Id);
        await office.Doctor.SubmitAsync($"/documents/in/{paper.Id}/start");
        Assert.Equal(IncomingState.InProgress, (await office.FindAsync(paper.Id)).State);
        await office.Doctor.SubmitAsync($"/documents/in/{paper.Id}/propose", [("text", "Trình ký báo cáo")]);
        var answer = await office.IssueAsync("BC", "Báo cáo nhi khoa quý IV");
        await office.Doctor.OpenAsync("/documents/in/" + paper.Id);
        await office.Doctor.SubmitAsync($"/documents/in/{paper.Id}/done", [("result", "Đã có báo cáo"), ("answer", answer.Id.ToString())]);
        Assert.True(office.Doctor.Answer.IsSuccessStatusCode, office.Doctor.Text);
        var done = await office.FindAsync(paper.Id);
        Assert.Equal((IncomingState.Done, answer.Id, new DateOnly(2025, 11, 27)), (done.State, done.AnswerId!.Value, done.DueOn!.Value));
        Assert.Equal(1m, await office.FactsAsync("document.incoming.done", "\"on_time\":\"true\""));
        await office.Clerk.OpenAsync("/documents/follow");
        Assert.Contains(answer.Code, office.Clerk.Text, StringComparison.Ordinal);
        Assert.Contains("100 %", office.Clerk.Text, StringComparison.Ordinal);
        var csv = Encoding.UTF8.GetString(await office.Clerk.DownloadAsync("/documents/follow-up.csv"));
        Assert.Contains("Đã có báo cáo", csv, StringComparison.Ordinal);
        var slip = await office.Clerk.DownloadAsync($"/documents/in/{paper.Id}/slip.docx");
        using var zip = new ZipArchive(new MemoryStream(slip));
        using var reader = new StreamReader(zip.GetEntry("word/document.xml")!.Open());
        var text = await reader.ReadToEndAsync(Stop);
        foreach (var said in new[] { "PHIẾU GIẢI QUYẾT VĂN BẢN ĐẾN", "Giao phòng chủ trì", "Tổng hợp số liệu", "Trình ký báo cáo",
            "Đã có báo cáo" }) Assert.Contains(said, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_slip_is_printed_as_pdf_with_every_opinion()
    {
        var (office, room, _) = await WithRoomAsync();
        var paper = await office.EnterAsync("12/BYT", "Tăng cường hội chẩn từ xa", "Bộ Y tế", ("due", "2025-11-28"));
        await LeadAsync(office, paper, "u:" + room);
        var pdf = await office.Clerk.DownloadAsync($"/documents/in/{paper.Id}/slip.pdf");
        Assert.SkipWhen(office.Clerk.Answer.StatusCode == HttpStatusCode.ServiceUnavailable, "LibreOffice is not installed here.");
        Assert.Equal(HttpStatusCode.OK, office.Clerk.Answer.StatusCode);
        var text = await Judges.RunAsync("pdftotext", [("a.pdf", pdf)], "-layout", "a.pdf", "-");
        foreach (var said in new[] { "PHIẾU GIẢI QUYẾT VĂN BẢN ĐẾN", "Tăng cường hội chẩn từ xa", "12/BYT", "Giao phòng chủ trì, báo cáo lại",
            "Chủ trì: Phòng Kế hoạch tổng hợp", "28/11/2025" }) Assert.Contains(said, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_sees_only_what_was_routed_to_them()
    {
        var office = await Office.MakeAsync(site);
        var (mine, other) = (await office.EnterAsync("1/BYT", "Việc của bác sĩ"), await office.EnterAsync("2/BYT", "Việc của người khác"));
        await LeadAsync(office, mine, "p:" + office.DoctorAccount.Id);
        await office.Doctor.OpenAsync("/documents");
        Assert.Contains("Việc của bác sĩ", office.Doctor.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Việc của người khác", office.Doctor.Text, StringComparison.Ordinal);
        await office.Doctor.OpenAsync("/documents/in/" + other.Id);
        Assert.Equal(HttpStatusCode.NotFound, office.Doctor.Answer.StatusCode);
        await office.Doctor.OpenAsync("/documents/in/" + mine.Id);
        await office.Doctor.SubmitAsync($"/documents/in/{mine.Id}/take");
        Assert.Contains("Đã ký nhận văn bản", office.Doctor.Text, StringComparison.Ordinal);
        await office.Doctor.OpenAsync("/documents?q=" + Uri.EscapeDataString("bac si"));
        Assert.Contains("Việc của bác sĩ", office.Doctor.Text, StringComparison.Ordinal);
        await LeadAsync(office, await office.FindAsync(mine.Id), "p:" + (await site.AccountAsync(Role.Doctor, office.Id)).Id);
        await office.Doctor.OpenAsync("/documents/in/" + mine.Id);
        Assert.Equal(HttpStatusCode.NotFound, office.Doctor.Answer.StatusCode);
    }

    [Fact]
    public async Task A_clerk_enters_a_handwritten_opinion_only_with_the_leader_named()
    {
        var office = await Office.MakeAsync(site);
        var paper = await office.EnterAsync("1/BYT", "Bút phê");
        await office.Clerk.OpenAsync("/documents/in/" + paper.Id);
        await office.Clerk.SubmitAsync($"/documents/in/{paper.Id}/lead", [("lead", "p:" + office.DoctorAccount.Id), ("byName", "")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, office.Clerk.Answer.StatusCode);
        await office.Clerk.SubmitAsync($"/documents/in/{paper.Id}/lead", [("lead", "p:" + office.DoctorAccount.Id), ("byName", "Giám đốc Trần Đức Long"),
            ("opinion", "Đồng ý")]);
        Assert.Contains("Giám đốc Trần Đức Long", office.Clerk.Text, StringComparison.Ordinal);
        Assert.Equal(IncomingState.Assigned, (await office.FindAsync(paper.Id)).State);
    }

    [Fact]
    public async Task A_paper_done_late_counts_so_and_opening_it_again_takes_the_count_back()
    {
        var office = await Office.MakeAsync(site);
        var paper = await office.EnterAsync("1/BYT", "Trễ hạn", "Bộ Y tế", ("arrived", "2025-11-10"), ("paperDay", "2025-11-08"), ("due", "2025-11-15"));
        await office.Clerk.OpenAsync("/documents/follow?late=on");
        Assert.Contains("quá hạn 5 ngày", office.Clerk.Text, StringComparison.Ordinal);
        await office.Clerk.OpenAsync("/");
        Assert.Contains("1 văn bản đến quá hạn giải quyết", office.Clerk.Text, StringComparison.Ordinal);
        for (var round = 1; round <= 2; round++)
        {
            await office.Clerk.OpenAsync("/documents/in/" + paper.Id);
            await office.Clerk.SubmitAsync($"/documents/in/{paper.Id}/done", [("result", "Đã xong " + round)]);
            Assert.True(office.Clerk.Answer.IsSuccessStatusCode, office.Clerk.Text);
            Assert.Equal(1m, await office.FactsAsync("document.incoming.done", "\"on_time\":\"false\""));
            await office.Clerk.SubmitAsync($"/documents/in/{paper.Id}/reopen", [("reason", "Chưa đủ phụ lục")]);
            Assert.True(office.Clerk.Answer.IsSuccessStatusCode, office.Clerk.Text);
            Assert.Equal(0m, await office.FactsAsync("document.incoming.done"));
        }
        Assert.Equal(IncomingState.Received, (await office.FindAsync(paper.Id)).State);
    }

    [Fact]
    public async Task Two_leaders_at_once_do_not_overwrite_each_other()
    {
        var office = await Office.MakeAsync(site);
        var paper = await office.EnterAsync("1/BYT", "Hai người");
        await office.Director.OpenAsync("/documents/in/" + paper.Id);
        await office.Clerk.OpenAsync("/documents/in/" + paper.Id);
        await office.Clerk.SubmitAsync($"/documents/in/{paper.Id}/lead", [("lead", "p:" + office.DoctorAccount.Id), ("byName", "Giám đốc")]);
        await office.Director.SubmitAsync($"/documents/in/{paper.Id}/lead", [("lead", "p:" + office.DoctorAccount.Id)]);
        Assert.Equal(HttpStatusCode.Conflict, office.Director.Answer.StatusCode);
        Assert.Single(await site.HouseAsync(s => s.GetRequiredService<DocumentsStore>().Seats.Where(x => x.PaperId == paper.Id && x.EndedAt == null).ToListAsync()));
    }

    [Fact]
    public async Task A_plan_among_the_papers_opens_in_the_import_by_one_press()
    {
        var office = await Office.MakeAsync(site);
        var samples = Samples();
        Assert.SkipWhen(samples is null, "The folder of sample plans is not beside the repository.");
        var plan = await File.ReadAllBytesAsync(samples!, Stop);
        await office.Director.OpenAsync("/");
        await office.Clerk.OpenAsync("/documents/in/new");
        await office.Clerk.SubmitAsync("/documents/in/new", [("code", "5/KH-SYT"), ("subject", "Kế hoạch"), ("issuer", "Sở Y tế")],
            [("files", Path.GetFileName(samples!), plan)]);
        var paper = (await office.AllAsync())[^1];
        await office.Director.OpenAsync("/documents/in/" + paper.Id);
        await office.Director.SubmitAsync($"/documents/in/{paper.Id}/import/");
        Assert.True(office.Director.Answer.IsSuccessStatusCode, office.Director.Text);
        Assert.StartsWith("/plans/imports/", office.Director.Answer.RequestMessage!.RequestUri!.AbsolutePath, StringComparison.Ordinal);
    }

    static string? Samples()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "LienY.slnx"))) at = at.Parent;
        var folder = at is null ? null : Path.Combine(at.FullName, "..", "shared", "samples");
        return folder is null || !Directory.Exists(folder) ? null
            : Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => f.EndsWith(".docx", StringComparison.Ordinal)
                || f.EndsWith(".txt", StringComparison.Ordinal)).Order(StringComparer.Ordinal).FirstOrDefault();
    }
}

public sealed class Slips_on_sqlite(SqliteSite site) : SlipTests(site), IClassFixture<SqliteSite>;

public sealed class Slips_on_postgres(PostgresSite site) : SlipTests(site), IClassFixture<PostgresSite>;
