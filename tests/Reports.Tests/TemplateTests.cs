using System.IO.Compression;
using System.Net;
using System.Text;
using LienY.Kernel;
using LienY.Site;
using LienY.Writing;

namespace LienY.Reports.Tests;

public sealed class TemplatesOnSqlite(SqliteSite site) : TemplateTests(site), IClassFixture<SqliteSite>;

public sealed class TemplatesOnPostgres(PostgresSite site) : TemplateTests(site), IClassFixture<PostgresSite>;

/// <summary>Templates that officers edit in Word.</summary>
public abstract class TemplateTests(TestSite site)
{
    static byte[] Altered(byte[] docx, Func<string, string> change)
    {
        using var memory = new MemoryStream();
        memory.Write(docx);
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = zip.GetEntry("word/document.xml")!;
            using var reader = new StreamReader(entry.Open());
            var text = change(reader.ReadToEnd());
            reader.Close();
            entry.Delete();
            using var writer = new StreamWriter(zip.CreateEntry("word/document.xml").Open(), new UTF8Encoding(false));
            writer.Write(text);
        }
        return memory.ToArray();
    }

    async Task<(LivePlan Plan, Visitor Director)> BeginAsync()
    {
        site.Clock.SetDay(new(2025, 6, 9));
        var plan = await LivePlan.AdoptAsync(site);
        await plan.ValueAsync(plan.Target, new(2025, 5, 20), 7);
        var director = await site.SignInAsAsync(Role.Director, plan.Sender);
        await director.OpenAsync("/reports/templates");
        return (plan, director);
    }

    static async Task UploadAsync(Visitor who, byte[] docx)
    {
        await who.OpenAsync("/reports/templates");
        await who.SubmitAsync("/reports/templates", [("name", "Mẫu của Sở")], [("file", "mau.docx", docx)]);
    }

    [Fact]
    public async Task Starting_template_gives_a_report_that_keeps_to_the_decree()
    {
        var (plan, director) = await BeginAsync();
        var start = await director.DownloadAsync("/reports/templates/start.docx");
        Assert.Empty(Paper.Errors(start));
        await UploadAsync(director, Altered(start, xml => xml.Replace("{{mo_dau}}", "Riêng của Sở: {{mo_dau}}", StringComparison.Ordinal)));
        Assert.Contains("Đã nhận mẫu; báo cáo lập từ nay dùng mẫu này", director.Text, StringComparison.Ordinal);
        var href = await plan.OpenAsync(director);
        await director.SubmitAsync(href + "/draft");
        var docx = await director.DownloadAsync(href + "/docx");
        var text = Paper.Text(docx);
        Assert.Contains("Riêng của Sở: Sở Y tế tỉnh Thử Nghiệm", text, StringComparison.Ordinal);
        foreach (var words in new[] { plan.Target.Name, "Kính gửi: Ủy ban nhân dân tỉnh Thử Nghiệm", "/BC-SYT", "- Như trên;", "- Lưu: VT." }) Assert.Contains(words, text, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", text, StringComparison.Ordinal);
        Assert.Empty(Paper.Errors(docx));
        Assert.Empty(Nd30Check.Check(docx));
    }

    [Fact]
    public async Task Bad_placeholder_is_refused_with_its_name_and_paragraph()
    {
        var (_, director) = await BeginAsync();
        var start = await director.DownloadAsync("/reports/templates/start.docx");
        await UploadAsync(director, Altered(start, xml => xml.Replace("{{ton_tai}}", "Tồn tại là {{ton_taj}}", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, director.Answer.StatusCode);
        Assert.Matches(@"Mẫu dùng trường không có: “\{\{ton_taj\}\}”, đoạn \d+: “Tồn tại là \{\{ton_taj\}\}”", director.Text);
        await UploadAsync(director, "%PDF-1.7"u8.ToArray());
        Assert.Contains("không phải văn bản Word", director.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Template_that_departs_from_the_decree_is_kept_with_a_warning()
    {
        var (_, director) = await BeginAsync();
        var start = await director.DownloadAsync("/reports/templates/start.docx");
        await UploadAsync(director, Altered(start, xml => xml.Replace("w:left=\"1701\"", "w:left=\"900\"", StringComparison.Ordinal)));
        Assert.Contains("mẫu có chỗ khác thể thức quy định", director.Text, StringComparison.Ordinal);
        Assert.Contains("Lề trái là", director.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Issued_report_keeps_the_edition_it_used_and_is_rebuilt_with_it()
    {
        var (plan, director) = await BeginAsync();
        var start = await director.DownloadAsync("/reports/templates/start.docx");
        await UploadAsync(director, Altered(start, xml => xml.Replace("{{mo_dau}}", "Bản thứ nhất: {{mo_dau}}", StringComparison.Ordinal)));
        var href = await plan.OpenAsync(director);
        await director.SubmitAsync(href + "/draft");
        await director.SubmitAsync(href, [("do", "send")]);
        await director.SubmitAsync(href + "/accept");
        await director.SubmitAsync(href + "/issue", [("symbol", "BC-SYT"), ("day", "2025-06-10"), ("place", "Thử Nghiệm"), ("signer", "Nguyễn Thị Ví Dụ"), ("position", "Giám đốc")]);
        var issued = await director.DownloadAsync(href + "/docx");
        await UploadAsync(director, Altered(start, xml => xml.Replace("{{mo_dau}}", "Bản thứ hai: {{mo_dau}}", StringComparison.Ordinal)));
        Assert.Contains("bản 2", director.Text, StringComparison.Ordinal);
        await director.OpenAsync(href + "/rebuild");
        Assert.Contains("giống từng bit bản đã phát hành", director.Text, StringComparison.Ordinal);
        Assert.Contains("Mẫu của Sở, bản 1", director.Text, StringComparison.Ordinal);
        Assert.Contains("Bản thứ nhất: Sở Y tế", Paper.Text(issued), StringComparison.Ordinal);
        Assert.Equal(issued, await director.DownloadAsync(href + "/docx"));
    }

    [Fact]
    public async Task Stranger_sees_no_template_and_fields_are_listed_for_all()
    {
        var (_, director) = await BeginAsync();
        await UploadAsync(director, await director.DownloadAsync("/reports/templates/start.docx"));
        var file = director.Page.QuerySelector("tbody a[href*='/file']")!.GetAttribute("href")!;
        var stranger = await site.SignInAsAsync(Role.Director, await site.OrganisationAsync("Sở lạ " + Guid.CreateVersion7()));
        await stranger.DownloadAsync(file);
        Assert.Equal(HttpStatusCode.NotFound, stranger.Answer.StatusCode);
        Assert.Contains("{{chitieu.uoc}}", Encoding.UTF8.GetString(await stranger.DownloadAsync("/reports/templates/fields.csv")), StringComparison.Ordinal);
    }
}
