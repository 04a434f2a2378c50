using System.Net;
using System.Net.Http.Json;
using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Plans.Tests;

/// <summary>From the signed paper to the live plan, through the pages as a reviewer goes.</summary>
public abstract class ImportTests(TestSite site)
{
    [Fact]
    public async Task An_uploaded_plan_is_read_reviewed_and_adopted()
    {
        var (owner, officer) = await StartAsync("Đông Hòa");
        var import = await UploadAsync(officer, owner, "Đông Hòa");
        Assert.Contains("Hợp tác chuyên môn với Bệnh viện Bình An", officer.Text);
        Assert.Contains("12/KH-SYT", officer.Text);
        await AcceptAsync(officer, import);
        Assert.Contains("Ban hành vào theo dõi", officer.Text);
        await officer.SubmitAsync($"{import}/adopt");

        var plan = Assert.Single(await site.HouseAsync(async s => (await s.GetRequiredService<IPlans>().ListAsync(default)).Where(p => p.OwnerId == owner).ToList()));
        Assert.Equal(("12/KH-SYT", new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31), "active"), (plan.Number, plan.From, plan.To, plan.State));
        var (targets, tasks, budget) = await site.HouseAsync(async s =>
        {
            var plans = s.GetRequiredService<IPlans>();
            return (await plans.TargetsAsync(plan.Id, default), await plans.TasksAsync(plan.Id, default), await plans.BudgetAsync(plan.Id, default));
        });
        Assert.Equal([(Comparator.Above, 90m, "%"), (Comparator.AtLeast, 12m, "buổi"), (Comparator.AtMost, 4m, "%")], targets.Select(t => (t.Comparator, t.Value!.Value, t.Unit)));
        Assert.All(targets, t => Assert.Equal(owner, t.OwnerId));
        Assert.Equal(["Cử bác sĩ đi học tại Bệnh viện Bình An Đông Hòa.", "Tổ chức lớp tập huấn hồi sức cấp cứu.", "Tiếp nhận gói kỹ thuật chuyên giao về lọc máu.", "Đào tạo hồi sức", "Hội chẩn từ xa"], tasks.Select(t => t.Name));
        Assert.Equal(new DateOnly(2025, 6, 30), tasks[3].Due);
        Assert.Equal(owner, tasks[3].UnitId);
        Assert.Equal(500_000_000, Assert.Single(budget).Planned);
    }

    [Fact]
    public async Task Adoption_is_told_to_other_modules_with_one_obligation_for_each_cadence_and_leaves_a_fact()
    {
        var (owner, officer) = await StartAsync("Tây Ninh Hạ");
        var import = await UploadAsync(officer, owner, "Tây Ninh Hạ");
        await AcceptAsync(officer, import);
        await officer.SubmitAsync($"{import}/adopt");
        var plan = await PlanOfAsync(owner);
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync();
        var body = (string)(await connection.CellAsync("select body from kernel_event where stream = @p0 and type = 'PlanAdopted'", default, $"plan/{plan}"))!;
        var told = System.Text.Json.JsonSerializer.Deserialize<PlanAdopted>(body)!;
        Assert.Equal(["quarter", "half", "year"], told.Obligations.Select(o => o.Cadence));
        Assert.All(told.Obligations, o => Assert.Equal(owner, o.ToId));
        Assert.Equal(3, told.Indicators.Count);
        Assert.Equal(1L, await connection.CellAsync("select count(*) from kernel_fact where kind = 'plan.adopted' and plan_id = @p0", default, plan));
        await site.SettleAsync();
        Assert.Equal(0L, await connection.CellAsync("select count(*) from kernel_event where stream = @p0 and delivered_at is null", default, $"plan/{plan}"));
    }

    [Fact]
    public async Task Nothing_is_adopted_while_something_is_open()
    {
        var (owner, officer) = await StartAsync("Nam Sơn Hạ");
        var import = await UploadAsync(officer, owner, "Nam Sơn Hạ");
        Assert.DoesNotContain(officer.Page.Forms, f => f.GetAttribute("action") == $"{import}/adopt");
        Assert.Contains("việc trước khi ban hành", officer.Text);
        Assert.NotNull(officer.Page.QuerySelector($"a[href^='{import}?kind=warning']"));
        Assert.NotNull(officer.Page.QuerySelector($"a[href='{import}/units']"));
        var program = await site.ProgramAsync(Role.Director, owner);
        using var answer = await program.PostAsync($"{import}/adopt", new FormUrlEncodedContent([KeyValuePair.Create("version", "1")]));
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    [Fact]
    public async Task A_row_is_changed_rejected_merged_and_taken_back()
    {
        var (owner, officer) = await StartAsync("Bắc Trà");
        var import = await UploadAsync(officer, owner, "Bắc Trà");
        await officer.OpenAsync($"{import}?kind=indicator");
        var rows = RowsOf(officer);
        await officer.OpenAsync($"{import}?row={rows[0]}&edit=1");
        await officer.SubmitAsync($"{import}/rows/{rows[0]}/change", [("name", "Tỷ lệ người bệnh hài lòng"), ("comparator", "Between"), ("value", "90"), ("high", "95,5")]);
        await officer.OpenAsync($"{import}?row={rows[0]}");
        Assert.Contains("Tỷ lệ người bệnh hài lòng", officer.Text);
        Assert.Contains("90–95,5 %", officer.Text);
        Assert.Contains("đã sửa", officer.Text);
        await officer.SubmitAsync($"{import}/rows/{rows[0]}/undo");
        Assert.Contains("> 90 %", officer.Text);

        await officer.OpenAsync($"{import}?row={rows[1]}");
        await officer.SubmitAsync($"{import}/rows/{rows[1]}/merge", [("into", rows[0])]);
        await officer.OpenAsync($"{import}?row={rows[1]}");
        Assert.Contains("đã gộp", officer.Text);
        await officer.OpenAsync($"{import}?row={rows[2]}");
        await PostAsync(officer, $"{import}/rows/{rows[2]}/accept", $"{import}/rows/{rows[2]}/reject");
        await officer.OpenAsync($"{import}?row={rows[2]}");
        Assert.Contains("đã bỏ", officer.Text);
    }

    [Fact]
    public async Task A_range_without_its_upper_number_is_refused_and_what_was_typed_stays()
    {
        var (owner, officer) = await StartAsync("Trung Lập");
        var import = await UploadAsync(officer, owner, "Trung Lập");
        await officer.OpenAsync($"{import}?kind=indicator");
        var row = RowsOf(officer)[0];
        await officer.OpenAsync($"{import}?row={row}&edit=1");
        await officer.SubmitAsync($"{import}/rows/{row}/change", [("name", "Tên tôi vừa gõ"), ("comparator", "Between"), ("high", "")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Answer.StatusCode);
        Assert.Contains("Khoảng giá trị cần số trên", officer.Text);
        Assert.Contains("Tên tôi vừa gõ", officer.Page.QuerySelector("[name=name]")!.TextContent);
    }

    [Fact]
    public async Task Of_two_officers_on_one_row_the_second_is_told_and_loses_nothing()
    {
        var (owner, first) = await StartAsync("Cao Phong Hạ");
        var second = await site.SignInAsAsync(Role.Director, owner);
        var import = await UploadAsync(first, owner, "Cao Phong Hạ");
        await first.OpenAsync($"{import}?kind=indicator");
        var row = RowsOf(first)[0];
        await first.OpenAsync($"{import}?row={row}&edit=1");
        await second.OpenAsync($"{import}?row={row}&edit=1");
        await first.SubmitAsync($"{import}/rows/{row}/change", [("name", "Bản của người thứ nhất")]);
        await second.SubmitAsync($"{import}/rows/{row}/change", [("name", "Bản của người thứ hai")]);
        Assert.Equal(HttpStatusCode.Conflict, second.Answer.StatusCode);
        Assert.Contains("vừa được người khác sửa", second.Text);
        Assert.Contains("Bản của người thứ hai", second.Page.QuerySelector("[name=name]")!.TextContent);
        await first.OpenAsync($"{import}?row={row}");
        Assert.Contains("Bản của người thứ nhất", first.Text);
    }

    [Fact]
    public async Task The_same_file_twice_leads_to_the_first_import_and_is_read_again_only_when_asked()
    {
        var (owner, officer) = await StartAsync("Hải Thượng");
        var import = await UploadAsync(officer, owner, "Hải Thượng");
        Assert.Equal(import, await UploadAsync(officer, owner, "Hải Thượng"));
        Assert.Contains("đã được nhập trước đây", officer.Text);
        await officer.SubmitAsync($"{import}/again");
        var again = officer.Answer.RequestMessage!.RequestUri!.AbsolutePath;
        Assert.NotEqual(import, again);
        Assert.NotNull(officer.Page.QuerySelector($"a[href='{import}']"));
        await officer.OpenAsync($"{again}?kind=warning");
        Assert.Contains("Xin ghi rõ vì sao đọc lại", officer.Text);
    }

    [Fact]
    public async Task The_same_number_and_day_in_other_bytes_is_recognised()
    {
        var (owner, officer) = await StartAsync("Vân Đồn Hạ");
        var import = await UploadAsync(officer, owner, "Vân Đồn Hạ", 31);
        await officer.OpenAsync("/plans/import");
        await officer.SubmitAsync("/plans/import", [("owner", owner.ToString())], [("file", "ban-khac.txt", [.. Paper.Of("Vân Đồn Hạ", 31), (byte)'\n'])]);
        Assert.Contains("Văn bản này đã được nhập trước đây", officer.Text);
        Assert.NotNull(officer.Page.QuerySelector($"a[href='{import}']"));
    }

    [Fact]
    public async Task The_original_is_kept_to_the_bit()
    {
        var (owner, officer) = await StartAsync("Giang Hạ");
        var import = await UploadAsync(officer, owner, "Giang Hạ");
        Assert.Equal(Paper.Of("Giang Hạ"), await officer.DownloadAsync($"{import}/original"));
    }

    [Fact]
    public async Task An_import_and_its_plan_are_invisible_to_another_organisation()
    {
        var (owner, officer) = await StartAsync("Kim Bảng Hạ");
        var import = await UploadAsync(officer, owner, "Kim Bảng Hạ");
        await AcceptAsync(officer, import);
        await officer.SubmitAsync($"{import}/adopt");
        var plan = await PlanOfAsync(owner);
        var stranger = await site.SignInAsAsync(Role.DepartmentOfficer, await site.OrganisationAsync("Sở Y tế tỉnh Xa Lạ"));
        await stranger.OpenAsync(import);
        Assert.Equal(HttpStatusCode.NotFound, stranger.Answer.StatusCode);
        await stranger.OpenAsync("/plans");
        Assert.DoesNotContain("Kim Bảng Hạ", stranger.Text);
        var program = await site.ProgramAsync(Role.DepartmentOfficer, await site.OrganisationAsync("Sở Y tế tỉnh Xa Lạ Hai"));
        using var answer = await program.GetAsync($"/api/plans/{plan}");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task An_administrator_cannot_adopt_and_a_unit_officer_cannot_import()
    {
        var (owner, officer) = await StartAsync("Lâm Thượng");
        var import = await UploadAsync(officer, owner, "Lâm Thượng");
        await AcceptAsync(officer, import);
        var administrator = await site.ProgramAsync(Role.Administrator, owner);
        using var adopted = await administrator.PostAsync($"{import}/adopt", new FormUrlEncodedContent([KeyValuePair.Create("version", "1")]));
        Assert.Equal(HttpStatusCode.Forbidden, adopted.StatusCode);
        var unit = await site.SignInAsAsync(Role.UnitOfficer, owner);
        await unit.OpenAsync("/plans/import");
        Assert.Equal(HttpStatusCode.Forbidden, unit.Answer.StatusCode);
    }

    [Fact]
    public async Task A_file_for_an_organisation_out_of_reach_is_refused()
    {
        var (_, officer) = await StartAsync("Mai Sơn Hạ");
        var other = await site.OrganisationAsync("Sở Y tế tỉnh Ngoài Tầm");
        await officer.OpenAsync("/plans/import");
        await officer.SubmitAsync("/plans/import", [("owner", other.ToString())], [("file", "a.txt", Paper.Of("Mai Sơn Hạ"))]);
        Assert.Equal(HttpStatusCode.Forbidden, officer.Answer.StatusCode);
    }

    [Theory]
    [InlineData("tin.txt", "Sáng nay, đoàn công tác đã đến thăm bệnh viện và trao quà cho các cháu.")]
    [InlineData("ke-hoach.docx", "%PDF-1.7 không phải docx")]
    [InlineData("rong.txt", " ")]
    public async Task A_file_that_is_no_plan_is_refused_beside_the_field_and_leaves_nothing(string name, string content)
    {
        var (owner, officer) = await StartAsync("Phú Lạc " + name.Length);
        await officer.OpenAsync("/plans/import");
        await officer.SubmitAsync("/plans/import", [("owner", owner.ToString())], [("file", name, Encoding.UTF8.GetBytes(content))]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Answer.StatusCode);
        Assert.NotNull(officer.Page.QuerySelector("#wrong-file"));
        await officer.OpenAsync("/plans/import");
        Assert.Contains("Chưa nhập văn bản nào", officer.Text);
        Assert.False(Directory.Exists(Path.Combine(site.Folder, "files", owner.ToString("N"))));
    }

    [Fact]
    public async Task A_connection_lost_in_the_middle_of_an_upload_leaves_nothing()
    {
        var (owner, officer) = await StartAsync("Quế Hạ");
        var program = await site.ProgramAsync(Role.DepartmentOfficer, owner);
        var form = new MultipartFormDataContent { { new StringContent(owner.ToString()), "owner" }, { new StreamContent(new Broken(Paper.Of("Quế Hạ"))), "file", "ke-hoach.txt" } };
        await Assert.ThrowsAnyAsync<Exception>(() => program.PostAsync("/api/plans/imports", form));
        await officer.OpenAsync("/plans/import");
        Assert.Contains("Chưa nhập văn bản nào", officer.Text);
        Assert.False(Directory.Exists(Path.Combine(site.Folder, "files", owner.ToString("N"))));
    }

    [Fact]
    public async Task A_program_imports_with_its_token_and_reads_what_was_read()
    {
        var (owner, _) = await StartAsync("Sa Hạ");
        var program = await site.ProgramAsync(Role.DataOfficer, owner);
        using var sent = await program.PostAsync("/api/plans/imports",
            new MultipartFormDataContent { { new StringContent(owner.ToString()), "owner" }, { new ByteArrayContent(Paper.Of("Sa Hạ")), "file", "ke-hoach.txt" } });
        Assert.Equal(HttpStatusCode.Created, sent.StatusCode);
        var id = (await sent.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).GetProperty("id").GetGuid();
        var reading = await program.GetFromJsonAsync<System.Text.Json.JsonElement>($"/api/plans/imports/{id}");
        Assert.Equal(3, reading.GetProperty("indicators").GetArrayLength());
    }

    [Fact]
    public async Task The_source_lines_of_a_row_are_lit_and_a_hostile_text_stays_text()
    {
        var (owner, officer) = await StartAsync("Thạch Hạ");
        var text = Paper.Text("Thạch Hạ").Replace("Tỷ lệ bệnh nhân hài lòng", "Tỷ lệ <script>alert(1)</script> hài lòng");
        await officer.OpenAsync("/plans/import");
        await officer.SubmitAsync("/plans/import", [("owner", owner.ToString())], [("file", "k.txt", Encoding.UTF8.GetBytes(text))]);
        await officer.OpenAsync($"{officer.Answer.RequestMessage!.RequestUri!.AbsolutePath}?kind=indicator");
        Assert.Contains("<script>alert(1)</script>", officer.Page.QuerySelector(".source .lit")!.TextContent);
        Assert.DoesNotContain(officer.Page.QuerySelectorAll("script"), s => s.TextContent.Contains("alert"));
    }

    async Task<(Guid Owner, Visitor Officer)> StartAsync(string place)
    {
        var owner = await site.OrganisationAsync("Sở Y tế tỉnh " + place);
        return (owner, await site.SignInAsAsync(Role.DepartmentOfficer, owner));
    }

    static async Task<string> UploadAsync(Visitor officer, Guid owner, string place, int number = 12)
    {
        await officer.OpenAsync("/plans/import");
        await officer.SubmitAsync("/plans/import", [("owner", owner.ToString())], [("file", "ke-hoach.txt", Paper.Of(place, number))]);
        Assert.Equal(HttpStatusCode.OK, officer.Answer.StatusCode);
        return officer.Answer.RequestMessage!.RequestUri!.AbsolutePath;
    }

    /// <summary>Accepts everything as a reviewer would: kinds as a whole, warnings one by one, units confirmed or created.</summary>
    static async Task AcceptAsync(Visitor officer, string import)
    {
        foreach (var kind in new[] { "document", "indicator", "activity", "task", "duty", "budget", "obligation" })
        {
            await officer.OpenAsync($"{import}?kind={kind}");
            if (officer.Page.Forms.Any(f => f.GetAttribute("action") == $"{import}/accept-all")) await officer.SubmitAsync($"{import}/accept-all");
        }
        for (var i = 0; i < 20; i++)
        {
            await officer.OpenAsync($"{import}?kind=warning");
            var form = officer.Page.Forms.FirstOrDefault(f => f.GetAttribute("action")?.EndsWith("/resolve", StringComparison.Ordinal) == true);
            if (form is null) break;
            await officer.SubmitAsync(form.GetAttribute("action")!, [("note", "Giữ như văn bản.")]);
        }
        for (var i = 0; i < 20; i++)
        {
            await officer.OpenAsync($"{import}/units");
            var open = officer.Page.QuerySelectorAll("tbody tr").FirstOrDefault(r => r.TextContent.Contains("chưa rõ") || r.TextContent.Contains("đề xuất"));
            if (open is null) break;
            var choice = open.TextContent.Contains("Sở Y tế tỉnh") ? open.QuerySelector("option")!.GetAttribute("value")! : "create";
            await officer.SubmitAsync(open.QuerySelector("form")!.GetAttribute("action")!, [("choice", choice)]);
        }
        await officer.OpenAsync(import);
    }

    static async Task PostAsync(Visitor officer, string form, string to)
    {
        officer.Page.Forms.First(f => f.GetAttribute("action") == form).SetAttribute("action", to);
        await officer.SubmitAsync(to);
    }

    static List<string> RowsOf(Visitor officer) =>
        [.. officer.Page.QuerySelectorAll(".found-rows a").Select(a => a.GetAttribute("href")!.Split("row=")[1][..36])];

    Task<Guid> PlanOfAsync(Guid owner) => site.HouseAsync(async s => (await s.GetRequiredService<IPlans>().ListAsync(default)).Single(p => p.OwnerId == owner).Id);

    /// <summary>A file whose reading breaks off half way, as a cable does.</summary>
    sealed class Broken(byte[] content) : MemoryStream(content[..(content.Length / 2)])
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer) is > 0 and var n ? n : throw new IOException("The connection was lost.");

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var n ? n : throw new IOException("The connection was lost.");
    }
}

public sealed class Import_on_sqlite(SqliteSite site) : ImportTests(site), IClassFixture<SqliteSite>;

public sealed class Import_on_postgres(PostgresSite site) : ImportTests(site), IClassFixture<PostgresSite>;
