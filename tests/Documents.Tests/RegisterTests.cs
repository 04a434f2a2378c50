using System.Net;
using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Documents.Tests;

/// <summary>Registers of incoming and outgoing papers.</summary>
public abstract class RegisterTests(TestSite site)
{
    static CancellationToken Stop => Office.Stop;

    [Fact]
    public async Task Arrival_numbers_have_no_gap_and_no_double_whoever_enters_at_once()
    {
        var office = await Office.MakeAsync(site);
        await Task.WhenAll(Enumerable.Range(0, 24).Select(i => site.HouseAsync(async s =>
        {
            var entering = s.GetRequiredService<Entering>();
            var paper = await entering.PrepareAsync(office.Id, new(Books.General, new(2025, 11, 20), "Bộ Y tế", $"{i}/BYT", null, "", $"Việc {i}", Urgency.Normal,
                null, "", "", 0, "", ""), null, Stop);
            await entering.SaveAsync(paper, Stop);
            return 0;
        })));
        Assert.Equal(Enumerable.Range(1, 24), (await office.AllAsync()).Select(p => p.Number));
        Assert.Equal(24m, await office.FactsAsync("document.incoming.registered"));
    }

    [Fact]
    public async Task An_entry_that_fails_takes_no_number()
    {
        var office = await Office.MakeAsync(site);
        await office.EnterAsync("1/BYT", "Thứ nhất");
        await site.HouseAsync(async s =>
        {
            var store = s.GetRequiredService<DocumentsStore>();
            await using var transaction = await store.Database.BeginTransactionAsync(Stop);
            var numbering = s.GetRequiredService<Numbering>();
            Assert.Equal(1, await numbering.LockAsync(office.Id, Numbering.In, Books.General, 2025, Stop));
            await numbering.SetAsync(office.Id, Numbering.In, Books.General, 2025, 2, Stop);
            return 0;
        });
        await office.EnterAsync("2/BYT", "Thứ hai");
        Assert.Equal([1, 2], (await office.AllAsync()).Select(p => p.Number));
    }

    [Fact]
    public async Task Books_and_years_count_apart()
    {
        var office = await Office.MakeAsync(site);
        await office.EnterAsync("1/BYT", "Thứ nhất");
        await office.EnterAsync("", "Đơn kiến nghị", "Ông Vàng A Páo", ("book", Books.Letters));
        Assert.Equal([(Books.General, 1), (Books.Letters, 1)], (await office.AllAsync()).Select(p => (p.Book, p.Number)));
    }

    [Fact]
    public async Task The_same_number_of_the_same_issuer_is_shown_and_wants_a_reason()
    {
        var office = await Office.MakeAsync(site);
        var first = await office.EnterAsync("0125/KH-UBND", "Kế hoạch", "UBND tỉnh Lào Cai");
        await office.Clerk.OpenAsync("/documents/in/new");
        await office.Clerk.SubmitAsync("/documents/in/new", [("code", "125/kh-ubnd"), ("subject", "Kế hoạch (bản đính chính)"), ("issuer", "UBND tỉnh Lào Cai"),
            ("paperDay", "2025-11-18")]);
        Assert.Equal(HttpStatusCode.Conflict, office.Clerk.Answer.StatusCode);
        Assert.Contains("đã vào sổ ngày 20/11/2025", office.Clerk.Text, StringComparison.Ordinal);
        Assert.Equal("Kế hoạch (bản đính chính)", office.Clerk.Page.QuerySelector("[name=subject]")!.TextContent.Trim());
        await office.Clerk.SubmitAsync("/documents/in/new", [("duplicateReason", "Bản đính chính")]);
        Assert.True(office.Clerk.Answer.IsSuccessStatusCode, office.Clerk.Text);
        Assert.Contains("/documents/in/" + first.Id, office.Clerk.Page.Body!.InnerHtml, StringComparison.Ordinal);
        Assert.Contains("Lý do vẫn vào sổ: Bản đính chính", office.Clerk.Text, StringComparison.Ordinal);
        await office.EnterAsync("125/KH-UBND", "Của tỉnh khác", "UBND tỉnh Lai Châu");
        Assert.Equal(3, (await office.AllAsync()).Count);
    }

    [Fact]
    public async Task A_secret_paper_is_refused_with_where_it_belongs()
    {
        var office = await Office.MakeAsync(site);
        await office.Clerk.OpenAsync("/documents/in/new");
        await office.Clerk.SubmitAsync("/documents/in/new", [("code", "1"), ("subject", "x"), ("issuer", "Bộ"), ("secrecy", "secret")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, office.Clerk.Answer.StatusCode);
        Assert.Contains("sổ văn bản mật riêng", office.Clerk.Text, StringComparison.Ordinal);
        Assert.Empty(await office.AllAsync());
    }

    [Fact]
    public async Task A_change_is_written_down_with_what_stood_before()
    {
        var office = await Office.MakeAsync(site);
        var paper = await office.EnterAsync("7/BYT", "Trích yếu cũ");
        await office.Clerk.OpenAsync($"/documents/in/{paper.Id}/edit");
        var version = office.Clerk.Page.QuerySelector("[name=version]")!.GetAttribute("value")!;
        await office.Clerk.SubmitAsync($"/documents/in/{paper.Id}/edit", [("subject", "Trích yếu mới"), ("reason", "Gõ nhầm")]);
        Assert.Contains("Trích yếu cũ", office.Clerk.Text, StringComparison.Ordinal);
        Assert.Contains("Gõ nhầm", office.Clerk.Text, StringComparison.Ordinal);
        Assert.Equal("Trích yếu mới", (await office.FindAsync(paper.Id)).Subject);
        await office.Clerk.OpenAsync($"/documents/in/{paper.Id}/edit");
        await office.Clerk.SubmitAsync($"/documents/in/{paper.Id}/edit", [("subject", "Người khác"), ("version", version)]);
        Assert.Equal(HttpStatusCode.Conflict, office.Clerk.Answer.StatusCode);
    }

    [Fact]
    public async Task A_withdrawn_paper_keeps_its_number_and_a_frozen_one_does_not_move()
    {
        var office = await Office.MakeAsync(site);
        var (first, second) = (await office.EnterAsync("1/BYT", "Vào nhầm"), await office.EnterAsync("2/BYT", "Đang chờ"));
        await office.Clerk.OpenAsync("/documents/in/" + first.Id);
        await office.Clerk.SubmitAsync($"/documents/in/{first.Id}/turn/withdraw", [("reason", "Vào nhầm đơn vị")]);
        Assert.Contains("Đã thu hồi khỏi sổ: Vào nhầm đơn vị", office.Clerk.Text, StringComparison.Ordinal);
        await office.Clerk.OpenAsync("/documents/in/" + second.Id);
        await office.Clerk.SubmitAsync($"/documents/in/{second.Id}/turn/freeze", [("reason", "Chờ xác minh")]);
        await office.Director.OpenAsync("/documents/in/" + second.Id);
        Assert.DoesNotContain(office.Director.Page.Forms, f => f.GetAttribute("action")!.EndsWith("/lead", StringComparison.Ordinal));
        Assert.Equal(3, (await office.EnterAsync("3/BYT", "Tiếp theo")).Number);
        await office.Clerk.OpenAsync("/documents/in/" + second.Id);
        await office.Clerk.SubmitAsync($"/documents/in/{second.Id}/turn/thaw");
        Assert.False((await office.FindAsync(second.Id)).Frozen);
    }

    [Fact]
    public async Task Registration_on_another_day_than_arrival_is_told()
    {
        var office = await Office.MakeAsync(site);
        await office.EnterAsync("1/BYT", "Hôm nay");
        await office.EnterAsync("2/BYT", "Hôm qua", "Bộ Y tế", ("arrived", "2025-11-19"));
        await office.Clerk.OpenAsync("/documents");
        Assert.Contains("vào sổ 20/11/2025", office.Clerk.Text, StringComparison.Ordinal);
        Assert.Equal((1m, 1m), (await office.FactsAsync("document.incoming.registered", "\"same_day\":\"true\""),
            await office.FactsAsync("document.incoming.registered", "\"same_day\":\"false\"")));
    }

    [Fact]
    public async Task Papers_are_found_with_and_without_tone_marks_by_number_and_issuer()
    {
        var office = await Office.MakeAsync(site);
        var paper = await office.EnterAsync("0057/BYT-KCB", "Triển khai hội chẩn từ xa nhi khoa", "Cục Quản lý Khám, chữa bệnh");
        await office.EnterAsync("58/BYT-KCB", "Phòng chống dịch sởi", "Cục Phòng bệnh");
        foreach (var asked in new[] { "hội chẩn từ xa", "hoi chan tu xa", "HỘI CHẨN nhi", "57/byt", "0057/BYT-KCB", "quan ly kham", "tu xa cuc quan", "khoa trien",
            "hoi cha" })
        {
            await office.Clerk.OpenAsync("/documents?q=" + Uri.EscapeDataString(asked));
            Assert.Contains("/documents/in/" + paper.Id, office.Clerk.Page.Body!.InnerHtml, StringComparison.Ordinal);
            Assert.DoesNotContain("dịch sởi", office.Clerk.Text, StringComparison.Ordinal);
        }
        await office.Clerk.OpenAsync("/documents?q=" + Uri.EscapeDataString("không có đâu"));
        Assert.Contains("Không có văn bản nào", office.Clerk.Text, StringComparison.Ordinal);
        var other = await Office.MakeAsync(site);
        await other.Clerk.OpenAsync("/documents?q=" + Uri.EscapeDataString("hội chẩn từ xa"));
        Assert.Contains("Không có văn bản nào", other.Clerk.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_and_a_department_above_see_nothing_of_the_register()
    {
        var office = await Office.MakeAsync(site);
        var paper = await office.EnterAsync("1/BYT", "Riêng của bệnh viện");
        var file = await site.HouseAsync(s => s.GetRequiredService<DocumentsStore>().Files.Where(f => f.PaperId == paper.Id).Select(f => f.Id).SingleAsync());
        var other = await Office.MakeAsync(site);
        foreach (var visitor in new[] { other.Clerk, other.Director, office.Doctor })
            foreach (var path in new[] { "/documents/in/" + paper.Id, $"/documents/files/{file}", $"/documents/in/{paper.Id}/slip.docx" })
            {
                await visitor.OpenAsync(path);
                Assert.Equal(HttpStatusCode.NotFound, visitor.Answer.StatusCode);
            }
        await other.Clerk.OpenAsync($"/documents?org={office.Id}");
        Assert.Equal(HttpStatusCode.Forbidden, other.Clerk.Answer.StatusCode);
        await office.Clerk.OpenAsync($"/documents/files/{file}");
        Assert.Equal("application/pdf", office.Clerk.Answer.Content.Headers.ContentType!.MediaType);
        var citizen = await site.SignInAsAsync(Role.Citizen, office.Id);
        await citizen.OpenAsync("/documents");
        Assert.Equal(HttpStatusCode.Forbidden, citizen.Answer.StatusCode);
    }

    [Fact]
    public async Task The_register_is_exported_with_ten_columns()
    {
        var office = await Office.MakeAsync(site);
        await office.EnterAsync("1/BYT", "Xuất ra bảng");
        var lines = Encoding.UTF8.GetString(await office.Clerk.DownloadAsync("/documents/incoming.csv")).Trim('\uFEFF').Split('\n');
        Assert.Equal(10, lines[0].Split(lines[0].Contains(';', StringComparison.Ordinal) ? ';' : ',').Length);
        Assert.Contains("Xuất ra bảng", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outgoing_numbers_run_by_type_without_gap_and_a_taken_one_names_its_holder()
    {
        var office = await Office.MakeAsync(site);
        await office.IssueAsync("BC", "Báo cáo một");
        await office.IssueAsync("KH", "Kế hoạch một");
        await office.IssueAsync("BC", "Báo cáo hai");
        Assert.Equal([("BC", 1), ("BC", 2), ("KH", 1)], (await office.IssuedAsync()).Select(o => (o.Book, o.Number)));
        await office.Clerk.OpenAsync("/documents/out/new");
        await office.Clerk.SubmitAsync("/documents/out/new", [("type", "BC"), ("subject", "Báo cáo ba"), ("number", "2")]);
        Assert.Equal(HttpStatusCode.Conflict, office.Clerk.Answer.StatusCode);
        Assert.Contains("“Báo cáo hai”", office.Clerk.Text, StringComparison.Ordinal);
        Assert.Contains("tiếp theo còn trống là 3", office.Clerk.Text, StringComparison.Ordinal);
        Assert.Equal(3m, await office.FactsAsync("document.outgoing.issued"));
    }

    [Fact]
    public async Task Numbers_passed_over_stay_kept_and_a_cancelled_one_is_never_given_again()
    {
        var office = await Office.MakeAsync(site);
        await office.IssueAsync("BC", "Bắt đầu", ("number", "40"));
        await office.IssueAsync("BC", "Nhảy số", ("number", "43"));
        Assert.Equal([(40, OutgoingState.Issued), (41, OutgoingState.Reserved), (42, OutgoingState.Reserved), (43, OutgoingState.Issued)], (await office.IssuedAsync())
            .Select(o => (o.Number, o.State)));
        await office.IssueAsync("BC", "Dùng số giữ", ("number", "41"));
        var cancelled = (await office.IssuedAsync()).Single(o => o.Number == 41);
        await office.Clerk.OpenAsync("/documents/out/" + cancelled.Id);
        await office.Clerk.SubmitAsync($"/documents/out/{cancelled.Id}/cancel", [("reason", "Ban hành nhầm")]);
        Assert.Contains("Số này đã hủy: Ban hành nhầm", office.Clerk.Text, StringComparison.Ordinal);
        await office.Clerk.OpenAsync("/documents/out/new");
        await office.Clerk.SubmitAsync("/documents/out/new", [("type", "BC"), ("subject", "Xin lại số 41"), ("number", "41")]);
        Assert.Contains("số đã hủy không dùng lại", office.Clerk.Text, StringComparison.Ordinal);
        await office.Clerk.OpenAsync("/documents/out/new");
        await office.Clerk.SubmitAsync("/documents/out/new", [("type", "BC"), ("subject", "Quá xa"), ("number", "9000")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, office.Clerk.Answer.StatusCode);
        Assert.Equal(2m, await office.FactsAsync("document.outgoing.issued"));
    }

    [Fact]
    public async Task Kept_numbers_are_issued_later()
    {
        var office = await Office.MakeAsync(site);
        await office.Clerk.OpenAsync("/documents/out");
        await office.Clerk.SubmitAsync("/documents/out/reserve", [("type", "QĐ"), ("count", "2"), ("for", "Quyết định nhân sự")]);
        var kept = (await office.IssuedAsync())[0];
        Assert.Equal(OutgoingState.Reserved, kept.State);
        Assert.Equal(3, (await office.IssueAsync("QĐ", "Quyết định khác")).Number);
        await office.Clerk.OpenAsync($"/documents/out/{kept.Id}/edit");
        await office.Clerk.SubmitAsync($"/documents/out/{kept.Id}/edit", [("subject", "Quyết định bổ nhiệm")]);
        var issued = (await office.IssuedAsync())[0];
        Assert.Equal((OutgoingState.Issued, 1, "Quyết định bổ nhiệm"), (issued.State, issued.Number, issued.Subject));
    }

    [Fact]
    public async Task Other_modules_get_gapless_numbers_and_the_same_source_its_own_again()
    {
        var office = await Office.MakeAsync(site);
        OutgoingPaper Paper(string source, string subject, int? number = null) => new(source, office.Id, "BC", "BC-BVVT", subject, new(2025, 11, 20), "Giám đốc",
            "Sở Y tế", number, "/reports/1", null);
        var papers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => site.HouseAsync(s => s.GetRequiredService<IRegisters>()
            .EnterAsync(Paper($"report/{i % 6}", $"Báo cáo {i % 6}"), Stop))));
        Assert.Equal(Enumerable.Range(1, 6), papers.Select(p => p.Number).Distinct().Order());
        Assert.All(papers.GroupBy(p => p.Source), g => Assert.Single(g.Select(p => p.Id).Distinct()));
        Assert.Equal(7, await site.HouseAsync(s => s.GetRequiredService<IRegisters>().NextAsync(office.Id, "BC", 2025, Stop)));
        var taken = await Assert.ThrowsAsync<Refusal>(() => site.HouseAsync(s => s.GetRequiredService<IRegisters>().EnterAsync(Paper("report/x", "Khác", 3), Stop)));
        Assert.Equal("number-taken", taken.Code);
        var changed = await site.HouseAsync(s => s.GetRequiredService<IRegisters>().EnterAsync(Paper("report/2", "Báo cáo 2 (sửa)"), Stop));
        Assert.Equal((papers.First(p => p.Source == "report/2").Id, "Báo cáo 2 (sửa)"), (changed.Id, changed.Subject));
        Assert.Equal(6, (await site.HouseAsync(s => s.GetRequiredService<IRegisters>().IssuedAsync(office.Id, new(2025, 11, 1), new(2025, 11, 30), null, Stop))).Count);
    }

    [Fact]
    public async Task One_book_for_all_types_holds_from_the_first_day_of_a_year()
    {
        var office = await Office.MakeAsync(site);
        await office.IssueAsync("BC", "Trong năm");
        await office.Clerk.OpenAsync("/documents/settings");
        await office.Clerk.SubmitAsync("/documents/settings", [("books", "one"), ("from", "2025-12-01")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, office.Clerk.Answer.StatusCode);
        await office.Clerk.SubmitAsync("/documents/settings", [("books", "one"), ("from", "2026-01-01")]);
        Assert.True(office.Clerk.Answer.IsSuccessStatusCode, office.Clerk.Text);
        await office.IssueAsync("BC", "Năm sau, báo cáo", ("day", "2026-01-05"));
        await office.IssueAsync("KH", "Năm sau, kế hoạch", ("day", "2026-01-05"));
        Assert.Equal([("", 2026, 1), ("", 2026, 2), ("BC", 2025, 1)], (await office.IssuedAsync()).OrderBy(o => o.Book, StringComparer.Ordinal).ThenBy(o => o.Number)
            .Select(o => (o.Book, o.Year, o.Number)));
    }

    [Fact]
    public async Task A_program_is_refused_in_problem_details()
    {
        var office = await Office.MakeAsync(site);
        using var program = await site.ProgramAsync(Role.UnitOfficer, office.Id);
        using var answer = await program.PostAsync("/api/documents/edxml", new StringContent("không phải XML"), Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("urn:lieny:problem:edxml-not-xml", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal("[]", await program.GetStringAsync("/api/documents/incoming", Stop));
    }
}

public sealed class Registers_on_sqlite(SqliteSite site) : RegisterTests(site), IClassFixture<SqliteSite>;

public sealed class Registers_on_postgres(PostgresSite site) : RegisterTests(site), IClassFixture<PostgresSite>;
