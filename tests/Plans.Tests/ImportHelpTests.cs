using System.IO.Compression;
using System.Net;
using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;

namespace LienY.Plans.Tests;

/// <summary>What makes a review short: sure rows at once, earlier changes suggested, workbooks as annexes.</summary>
public abstract class ImportHelpTests(TestSite site)
{
    [Fact]
    public async Task Sure_rows_are_accepted_at_once_and_those_with_a_warning_wait()
    {
        var (owner, officer) = await StartAsync("Chắc Thượng");
        var import = await UploadAsync(officer, owner, Paper.Of("Chắc Thượng"));
        var before = Left(officer);
        await officer.SubmitAsync($"{import}/accept-sure");
        Assert.Contains("Đã chấp nhận các dòng chắc chắn", officer.Text);
        var after = Left(officer);
        Assert.True(after <= before / 2, $"{after} of {before} rows are left.");
        await officer.OpenAsync($"{import}?kind=document");
        Assert.Contains("chưa xem", officer.Page.QuerySelector(".found-rows")!.TextContent);
        await officer.OpenAsync($"{import}?kind=warning");
        Assert.DoesNotContain("đã giải quyết", officer.Page.QuerySelector(".found-rows")?.TextContent ?? "");
    }

    [Fact]
    public async Task What_was_changed_in_one_paper_is_suggested_in_the_next_and_can_be_dropped()
    {
        var (owner, officer) = await StartAsync("Nhớ Thượng");
        var first = await UploadAsync(officer, owner, Paper.Of("Nhớ Thượng"));
        await officer.OpenAsync($"{first}?kind=indicator");
        var rows = RowsOf(officer);
        await officer.OpenAsync($"{first}?row={rows[0]}&edit=1");
        await officer.SubmitAsync($"{first}/rows/{rows[0]}/change", [("name", "Tỷ lệ người bệnh hài lòng"), ("value", "91")]);
        await officer.OpenAsync($"{first}?row={rows[2]}");
        officer.Page.Forms.First(f => f.GetAttribute("action") == $"{first}/rows/{rows[2]}/accept").SetAttribute("action", $"{first}/rows/{rows[2]}/reject");
        await officer.SubmitAsync($"{first}/rows/{rows[2]}/reject");

        var text = Paper.Text("Nhớ Thượng", 31).Replace("trên 90%", "trên 95%");
        var second = await UploadAsync(officer, owner, Encoding.UTF8.GetBytes(text));
        await officer.OpenAsync($"{second}?kind=indicator");
        var next = RowsOf(officer);
        await officer.OpenAsync($"{second}?row={next[0]}");
        Assert.Contains("Gợi ý theo lần sửa ở văn bản trước", officer.Text);
        Assert.Contains("Tỷ lệ người bệnh hài lòng", officer.Text);
        Assert.Contains("> 95 %", officer.Text);
        await officer.SubmitAsync($"{second}/rows/{next[0]}/undo");
        Assert.DoesNotContain("Gợi ý theo lần sửa", officer.Text);
        Assert.Contains("Tỷ lệ bệnh nhân hài lòng", officer.Text);
        await officer.OpenAsync($"{second}?row={next[2]}");
        Assert.Contains("Ở văn bản trước, dòng này đã bị bỏ", officer.Text);
    }

    [Fact]
    public async Task A_workbook_becomes_an_annex_with_its_merged_cells_and_without_what_is_hidden()
    {
        var (owner, officer) = await StartAsync("Bảng Thượng");
        var import = await UploadAsync(officer, owner, Encoding.UTF8.GetBytes(Paper.Text("Bảng Thượng").Split("PHỤ LỤC")[0]), Book());
        await officer.OpenAsync($"{import}?kind=activity");
        var text = officer.Page.QuerySelector(".found-rows")!.TextContent;
        Assert.Contains("Mở lớp hồi sức", text);
        Assert.Contains("Khám lưu động", text);
        Assert.DoesNotContain("Việc ẩn", officer.Text);
        await officer.OpenAsync($"{import}?kind=warning");
        Assert.Contains("1 hàng ẩn", officer.Text);
        await officer.OpenAsync(officer.Page.QuerySelectorAll(".found-rows a").First(a => a.TextContent.Contains("hàng ẩn")).GetAttribute("href")!);
        await officer.SubmitAsync($"{import}/again");
        await officer.OpenAsync($"{officer.Answer.RequestMessage!.RequestUri!.AbsolutePath}?kind=activity");
        Assert.Contains("Mở lớp hồi sức", officer.Text);
    }

    [Fact]
    public async Task A_broken_workbook_or_one_with_macros_is_refused_at_its_field()
    {
        var (owner, officer) = await StartAsync("Bảng Hạ");
        foreach (var (book, said) in new[] { (Encoding.ASCII.GetBytes("PK not a workbook at all ......................"), "Không đọc được bảng tính"), (Book(macros: true), "có chứa macro") })
        {
            await officer.OpenAsync("/plans/import");
            await officer.SubmitAsync("/plans/import", [("owner", owner.ToString())], [("file", "k.txt", Paper.Of("Bảng Hạ")), ("annex", "phu-luc.xlsx", book)]);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Answer.StatusCode);
            Assert.Contains(said, officer.Text);
        }
    }

    async Task<(Guid Owner, Visitor Officer)> StartAsync(string place)
    {
        var owner = await site.OrganisationAsync("Sở Y tế tỉnh " + place);
        return (owner, await site.SignInAsAsync(Role.DepartmentOfficer, owner));
    }

    static async Task<string> UploadAsync(Visitor officer, Guid owner, byte[] content, byte[]? annex = null)
    {
        await officer.OpenAsync("/plans/import");
        var files = new List<(string, string, byte[])> { ("file", "ke-hoach.txt", content) };
        if (annex is not null) files.Add(("annex", "phu-luc.xlsx", annex));
        await officer.SubmitAsync("/plans/import", [("owner", owner.ToString())], files);
        Assert.Equal(HttpStatusCode.OK, officer.Answer.StatusCode);
        return officer.Answer.RequestMessage!.RequestUri!.AbsolutePath;
    }

    static int Left(Visitor officer) =>
        int.Parse(officer.Page.QuerySelectorAll("main p").First(p => p.TextContent.StartsWith("Đã xem", StringComparison.Ordinal)).TextContent.Split("còn ")[1].Trim(), System.Globalization.CultureInfo.InvariantCulture);

    static List<string> RowsOf(Visitor officer) => [.. officer.Page.QuerySelectorAll(".found-rows a").Select(a => a.GetAttribute("href")!.Split("row=")[1][..36])];

    // A workbook as Excel writes it: title over the table, a cell merged downwards, a hidden row, a hidden sheet.
    static byte[] Book(bool macros = false)
    {
        string[][] rows = [["PHỤ LỤC I. Danh mục hoạt động bổ sung"], ["TT", "Nội dung", "Thời gian", "Đơn vị chủ trì", "Sản phẩm"], ["1", "Mở lớp hồi sức", "Quý II/2025", "Sở Y tế", "Chứng nhận"],
            ["8", "Việc ẩn", "", "Sở Y tế", "Không"], ["2", "Khám lưu động", "", "Sở Y tế", "Báo cáo"]];
        var sheet = string.Concat(rows.Select((r, i) => $"<row r=\"{i + 1}\"{(i == 3 ? " hidden=\"1\"" : "")}>" + string.Concat(r.Select((c, k) => c.Length == 0 ? "" : $"<c r=\"{(char)('A' + k)}{i + 1}\" t=\"inlineStr\"><is><t>{c}</t></is></c>")) + "</row>"));
        const string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        var parts = new Dictionary<string, string>
        {
            ["xl/worksheets/sheet1.xml"] = $"<worksheet xmlns=\"{main}\"><sheetData>{sheet}</sheetData><mergeCells count=\"2\"><mergeCell ref=\"A1:E1\"/><mergeCell ref=\"C3:C5\"/></mergeCells></worksheet>",
            ["xl/worksheets/sheet2.xml"] = $"<worksheet xmlns=\"{main}\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Việc ẩn của trang ẩn</t></is></c></row></sheetData></worksheet>",
            ["xl/workbook.xml"] = $"<workbook xmlns=\"{main}\" xmlns:r=\"{relation}\"><sheets><sheet name=\"Hoạt động\" sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"Nháp\" sheetId=\"2\" state=\"hidden\" r:id=\"rId2\"/></sheets></workbook>",
            ["xl/_rels/workbook.xml.rels"] = $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{relation}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"{relation}/worksheet\" Target=\"worksheets/sheet2.xml\"/></Relationships>",
            ["_rels/.rels"] = $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{relation}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
        };
        if (macros) parts["xl/vbaProject.bin"] = "x";
        using var to = new MemoryStream();
        using (var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(content));
            }
        }
        return to.ToArray();
    }
}

public sealed class Import_help_on_sqlite(SqliteSite site) : ImportHelpTests(site), IClassFixture<SqliteSite>;

public sealed class Import_help_on_postgres(PostgresSite site) : ImportHelpTests(site), IClassFixture<PostgresSite>;
