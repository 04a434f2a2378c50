using System.Globalization;
using System.Net;
using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Evidence.Tests;

public sealed class PagesOnSqlite(SqliteSite site) : PageTests(site), IClassFixture<SqliteSite>;

public sealed class PagesOnPostgres(PostgresSite site) : PageTests(site), IClassFixture<PostgresSite>;

/// <summary>The way of an officer: enter a figure, see it, walk to its source, correct it.</summary>
public abstract class PageTests(TestSite site)
{
    static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.4 proof");
    static CancellationToken Stop => TestContext.Current.CancellationToken;
    static int papers;

    sealed record Scene(Guid Owner, Visitor Officer, Target Rate, Target Count)
    {
        public string Values => $"/evidence/indicators/{Rate.IndicatorId}/values";
        public string Indicator => $"/evidence/indicators/{Rate.IndicatorId}";
    }

    /// <summary>A plan of a department with a rate (official) and a count (declared), and its officer signed in.</summary>
    async Task<Scene> SceneAsync()
    {
        var number = Interlocked.Increment(ref papers);
        var owner = await site.OrganisationAsync($"Sở Y tế tỉnh Thử {number}", kind: "department");
        var plan = await site.HouseAsync(s => s.GetRequiredService<IPlanImport>().ImportAndAdoptAsync(owner, "kh.txt", Encoding.UTF8.GetBytes(Paper(number)),
            (name, unit) => new MeasureChoice(unit.Contains('%') ? "official" : "declared", null), Stop));
        await site.SettleAsync();
        var targets = await site.HouseAsync(s => s.GetRequiredService<IPlans>().TargetsAsync(plan, Stop));
        return new(owner, await site.SignInAsAsync(Role.DepartmentOfficer, owner), targets.First(t => t.Unit.Contains('%')), targets.First(t => !t.Unit.Contains('%')));
    }

    static string Paper(int number) => $"""
        SỞ Y TẾ TỈNH THỬ

        Số: {number}/KH-SYT

        Thử, ngày 05 tháng 01 năm 2025

        KẾ HOẠCH

        Hợp tác chuyên môn với Bệnh viện Bình An {number} năm 2025

        I. MỤC TIÊU

        - Tỷ lệ bệnh nhân hài lòng đạt trên 90%.
        - Tổ chức ít nhất 12 buổi hội chẩn từ xa.

        II. NỘI DUNG THỰC HIỆN

        1. Đào tạo

        - Cử bác sĩ đi học tại Bệnh viện Bình An.

        Nơi nhận:
        - UBND tỉnh;
        - Lưu: VT.

        GIÁM ĐỐC
        """;

    static (string, string)[] Entry(Scene scene, string value, string from = "2025-07-01", string to = "2025-09-30") =>
    [
        ("unit", scene.Owner.ToString()), ("from", from), ("to", to), ("value", value), ("source", "official"), ("documentNumber", "05/BC-TK"), ("documentDate", "2025-10-05"),
        ("documentIssuer", "Cục Thống kê"),
    ];

    async Task EnterAsync(Scene scene, string value, string from = "2025-07-01", string to = "2025-09-30")
    {
        await scene.Officer.OpenAsync(scene.Values);
        await scene.Officer.SubmitAsync(scene.Values, Entry(scene, value, from, to), [("file", "05-bc-tk.pdf", Pdf)]);
        await site.SettleAsync();
    }

    [Fact]
    public async Task Figure_leads_to_formula_facts_source_and_document()
    {
        var scene = await SceneAsync();
        await EnterAsync(scene, "88,5");
        var officer = scene.Officer;
        Assert.Contains("Đã lưu số liệu.", officer.Text, StringComparison.Ordinal);
        await officer.OpenAsync($"/evidence/plans/{scene.Rate.PlanId}");
        Assert.Contains("88,5 %", officer.Text, StringComparison.Ordinal);
        await officer.OpenAsync(officer.Page.QuerySelector($"a[href='{scene.Indicator}']")!.GetAttribute("href")!);
        Assert.Contains("số liệu chính thức mới nhất, kèm văn bản", officer.Text, StringComparison.Ordinal);
        Assert.Contains("Văn bản số 05/BC-TK ngày 05/10/2025 của Cục Thống kê", officer.Text, StringComparison.Ordinal);
        await officer.OpenAsync(officer.Page.QuerySelector("a[href^='/evidence/facts/']")!.GetAttribute("href")!);
        Assert.Contains("Mã băm SHA-256", officer.Text, StringComparison.Ordinal);
        var source = officer.Page.QuerySelector("a[href^='/evidence/values/']:not([download])")!.GetAttribute("href")!;
        await officer.OpenAsync(source);
        Assert.Equal(Pdf, await officer.DownloadAsync(source + "/file?edition=1"));
        Assert.Contains("attachment", officer.Answer.Content.Headers.ContentDisposition!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Correction_strikes_the_old_figure_and_keeps_it_with_the_reason()
    {
        var scene = await SceneAsync();
        await EnterAsync(scene, "8,85");
        var entry = scene.Officer.Page.QuerySelector("a[href^='/evidence/values/']:not([download])")!.GetAttribute("href")!;
        await scene.Officer.OpenAsync(entry);
        await scene.Officer.SubmitAsync(entry, [("value", "88,5"), ("reason", "Nhập sai dấu phẩy")]);
        Assert.Contains("Đã lưu bản đính chính.", scene.Officer.Text, StringComparison.Ordinal);
        await site.SettleAsync();
        await scene.Officer.OpenAsync(scene.Indicator);
        Assert.Contains("88,5 %", scene.Officer.Text, StringComparison.Ordinal);
        Assert.Equal(2, scene.Officer.Page.QuerySelectorAll("td.n s").Length);
        Assert.Contains("Nhập sai dấu phẩy", scene.Officer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Withdrawn_figure_leaves_no_data_rather_than_zero()
    {
        var scene = await SceneAsync();
        await EnterAsync(scene, "88,5");
        var entry = scene.Officer.Page.QuerySelector("a[href^='/evidence/values/']:not([download])")!.GetAttribute("href")!;
        await scene.Officer.OpenAsync(entry);
        await scene.Officer.SubmitAsync(entry + "/withdraw", [("reason", "Văn bản bị thu hồi")]);
        await site.SettleAsync();
        await scene.Officer.OpenAsync(scene.Indicator);
        Assert.Contains("chưa có số liệu", scene.Officer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("documentNumber", "", "Số liệu chính thức cần số, ký hiệu của văn bản.")]
    [InlineData("to", "2025-12-31", "Kỳ này chưa kết thúc; xin nhập số liệu sau ngày 31/12/2025.")]
    [InlineData("value", "tám mươi", "“tám mươi” không phải là số.")]
    [InlineData("value", "1,23456", "Xin nhập tối đa bốn chữ số thập phân.")]
    public async Task Refused_figure_keeps_what_was_typed(string field, string value, string says)
    {
        var scene = await SceneAsync();
        await scene.Officer.OpenAsync(scene.Values);
        await scene.Officer.SubmitAsync(scene.Values, Entry(scene, "88,5").Where(e => e.Item1 != field).Append((field, value)), [("file", "05-bc-tk.pdf", Pdf)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, scene.Officer.Answer.StatusCode);
        Assert.Contains(says, scene.Officer.Text, StringComparison.Ordinal);
        Assert.Equal("Cục Thống kê", scene.Officer.Page.QuerySelector("input[name=documentIssuer]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Same_period_of_a_unit_is_refused()
    {
        var scene = await SceneAsync();
        await EnterAsync(scene, "88,5");
        await EnterAsync(scene, "89");
        Assert.Equal(HttpStatusCode.Conflict, scene.Officer.Answer.StatusCode);
    }

    [Fact]
    public async Task File_that_is_not_what_its_name_says_is_refused()
    {
        var scene = await SceneAsync();
        await scene.Officer.OpenAsync(scene.Values);
        await scene.Officer.SubmitAsync(scene.Values, Entry(scene, "88,5"), [("file", "05-bc-tk.pdf", "MZ not a pdf"u8.ToArray())]);
        Assert.Contains("Nội dung tệp không đúng với đuôi “.pdf”.", scene.Officer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Measure_is_changed_with_a_new_version_and_the_old_one_stays()
    {
        var scene = await SceneAsync();
        await scene.Officer.OpenAsync(scene.Indicator + "/measure");
        await scene.Officer.SubmitAsync(scene.Indicator + "/measure", [("kind", "Formula"), ("formula", "count(E{plan.task.done}) / [days] *"), ("note", "Đếm việc")]);
        Assert.Contains("Công thức kết thúc giữa chừng.", scene.Officer.Text, StringComparison.Ordinal);
        await scene.Officer.SubmitAsync(scene.Indicator + "/measure", [("kind", "Formula"), ("formula", "count(E{plan.task.done}) / [days] * 100"), ("note", "Đếm việc")]);
        Assert.Contains("số nhiệm vụ hoàn thành ÷ số ngày của kỳ × 100", scene.Officer.Text, StringComparison.Ordinal);
        await scene.Officer.OpenAsync(scene.Indicator + "/measure");
        Assert.Contains("số liệu chính thức mới nhất, kèm văn bản", scene.Officer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_of_others_is_missing_with_all_its_evidence()
    {
        var scene = await SceneAsync();
        await EnterAsync(scene, "88,5");
        await scene.Officer.OpenAsync(scene.Indicator);
        var fact = scene.Officer.Page.QuerySelector("a[href^='/evidence/facts/']")!.GetAttribute("href")!;
        var stranger = await site.SignInAsAsync(Role.DepartmentOfficer, await site.OrganisationAsync($"Sở Y tế tỉnh Lạ {Guid.CreateVersion7():N}", kind: "department"));
        foreach (var path in new[] { scene.Indicator, scene.Values, scene.Indicator + "/measure", $"/evidence/plans/{scene.Rate.PlanId}", fact, scene.Indicator + "/facts.csv" })
        {
            await stranger.OpenAsync(path);
            Assert.Equal((path, HttpStatusCode.NotFound), (path, stranger.Answer.StatusCode));
        }
        await stranger.OpenAsync("/evidence/ledger");
        Assert.Contains("Chưa có sự kiện nào", stranger.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_reads_but_does_not_enter()
    {
        var scene = await SceneAsync();
        var doctor = await site.SignInAsAsync(Role.Doctor, scene.Owner);
        await doctor.OpenAsync(scene.Values);
        Assert.Equal(HttpStatusCode.OK, doctor.Answer.StatusCode);
        Assert.DoesNotContain(doctor.Page.Forms, f => f.GetAttribute("action") == scene.Values);
        var program = await site.ProgramAsync(Role.Doctor, scene.Owner);
        using var answer = await program.PostAsync($"/api{scene.Values}", new StringContent("{}", Encoding.UTF8, "application/json"), Stop);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Program_declares_a_figure_and_reads_the_plan()
    {
        var scene = await SceneAsync();
        var program = await site.ProgramAsync(Role.UnitOfficer, scene.Owner);
        var body = $$"""{"unit":"{{scene.Owner}}","from":"2025-09-15","to":"2025-10-14","value":3}""";
        using var answer = await program.PostAsync($"/api/evidence/indicators/{scene.Count.IndicatorId}/values", new StringContent(body, Encoding.UTF8, "application/json"), Stop);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        await site.SettleAsync();
        var json = await program.GetStringAsync($"/api/evidence/plans/{scene.Count.PlanId}", Stop);
        using var read = System.Text.Json.JsonDocument.Parse(json);
        var count = read.RootElement.GetProperty("indicators").EnumerateArray().Single(i => i.GetProperty("id").GetGuid() == scene.Count.IndicatorId);
        Assert.Equal((3m, "AtRisk", 4), (count.GetProperty("value").GetDecimal(), count.GetProperty("status").GetString(), count.GetProperty("grade").GetInt32()));
    }

    [Fact]
    public async Task Ledger_page_verifies_the_chain_and_lists_are_exported()
    {
        var scene = await SceneAsync();
        await EnterAsync(scene, "88,5");
        await site.Services.GetRequiredService<Sealing>().RunAsync(Stop);
        await scene.Officer.OpenAsync("/evidence/ledger");
        await scene.Officer.SubmitAsync("/evidence/ledger", []);
        Assert.Contains("Chuỗi băm nguyên vẹn", scene.Officer.Text, StringComparison.Ordinal);
        var csv = Encoding.UTF8.GetString(await scene.Officer.DownloadAsync($"/evidence/plans/{scene.Rate.PlanId}.csv"));
        Assert.StartsWith("\uFEFF", csv, StringComparison.Ordinal);
        Assert.Contains(";88,5;%;", csv, StringComparison.Ordinal);
    }
}
