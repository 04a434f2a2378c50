using System.Net;
using System.Text;
using System.Text.Json;
using LienY.Kernel;
using LienY.Site;

namespace LienY.Boards.Tests;

public sealed class BoardsOnSqlite(SqliteSite site) : BoardTests(site), IClassFixture<SqliteSite>;

public sealed class BoardsOnPostgres(PostgresSite site) : BoardTests(site), IClassFixture<PostgresSite>;

/// <summary>Boards from the first item to sharing, as people use them. The clock stands at 20/11/2025.</summary>
public abstract class BoardTests(TestSite site)
{
    readonly Told told = new(site);

    [Fact]
    public async Task A_cell_shows_the_figure_and_leads_to_its_explanation_and_no_data_is_never_0()
    {
        var (department, first, second) = await told.NetworkAsync();
        await told.HappenAsync(first, new(2025, 3, 5), 3);
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, department);
        var board = await Told.BoardAsync(officer);
        await Told.ItemAsync(officer, board, "Table", ("rows", "Unit"), ("cols", "Period"), ("title", "Theo đơn vị"));
        await officer.OpenAsync(board);
        var cells = officer.Page.QuerySelectorAll("table tbody tr").ToDictionary(r => r.QuerySelector("th")!.TextContent, r => r.QuerySelector("td")!);
        Assert.Equal("3", cells["Bệnh viện Một Hải"].QuerySelector("a")!.TextContent);
        Assert.Contains($"unit={first}", cells["Bệnh viện Một Hải"].QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("chưa có số liệu", cells["Bệnh viện Hai Hải"].TextContent);
        Assert.Null(cells["Bệnh viện Hai Hải"].QuerySelector("a"));
        Assert.NotEqual(second, first);
    }

    [Fact]
    public async Task Sums_stand_only_where_adding_means_something()
    {
        var (department, first, second) = await told.NetworkAsync();
        await told.HappenAsync(first, new(2025, 3, 5), 3);
        await told.HappenAsync(second, new(2025, 4, 5), 4);
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, department);
        var board = await Told.BoardAsync(officer);
        await Told.ItemAsync(officer, board, "Table", ("rows", "Unit"), ("cols", "Period"), ("pk", "monthsthisyear"), ("totals", "on"));
        await Told.ItemAsync(officer, board, "Table", ("rows", "Unit"), ("cols", "Period"), ("pk", "monthsthisyear"), ("totals", "on"), ("f", "Bình quân = count(E{test.visit}) / 2 + 1"));
        await Told.ItemAsync(officer, board, "Table", ("rows", "Unit"), ("cols", "Period"), ("totals", "on"), ("uw", "Chosen"), ("u", department.ToString()), ("u", first.ToString()));
        await officer.OpenAsync(board);
        var tables = officer.Page.QuerySelectorAll("section.item");
        Assert.Contains("Tổng cộng", tables[0].QuerySelector("tr.sum")!.TextContent);
        Assert.Equal("7", tables[0].QuerySelectorAll("tr.sum td").Last().TextContent.Trim()[..1]);
        Assert.Null(tables[1].QuerySelector("tr.sum"));
        // A hospital counts in its department already: the two are never added.
        Assert.Null(tables[2].QuerySelector("tr.sum"));
    }

    [Fact]
    public async Task Rows_and_columns_swap_by_the_address()
    {
        var (department, first, _) = await told.NetworkAsync();
        await told.HappenAsync(first, new(2025, 3, 5), 2);
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, department);
        var board = await Told.BoardAsync(officer);
        await Told.ItemAsync(officer, board, "Table", ("rows", "Unit"), ("cols", "Period"), ("pk", "last12m"));
        await officer.OpenAsync(board);
        var item = Told.FirstItem(officer);
        await officer.OpenAsync(item);
        Assert.Equal(2, officer.Page.QuerySelectorAll(".item tbody tr:not(.sum)").Length);
        var swapped = officer.Page.QuerySelectorAll("a.button").Single(a => a.TextContent == "Đổi hàng và cột").GetAttribute("href")!;
        await officer.OpenAsync(swapped);
        Assert.Equal(12, officer.Page.QuerySelectorAll(".item tbody tr:not(.sum)").Length);
        var csv = Encoding.UTF8.GetString(await officer.DownloadAsync(swapped.Replace("?", "/export.csv?", StringComparison.Ordinal)));
        Assert.StartsWith("\uFEFF", csv);
        Assert.Equal(14, csv.Trim().Split('\n').Length);
        Assert.StartsWith("PK", Encoding.ASCII.GetString(await officer.DownloadAsync($"{item}/export.xlsx"), 0, 2));
    }

    [Fact]
    public async Task A_league_ranks_units_and_says_who_meets_the_target()
    {
        var (department, first, second) = await told.NetworkAsync();
        await told.HappenAsync(first, new(2025, 2, 1), 2);
        await told.HappenAsync(second, new(2025, 2, 1), 5);
        await told.HappenAsync(second, new(2024, 2, 1), 1);
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, department);
        var board = await Told.BoardAsync(officer);
        await Told.ItemAsync(officer, board, "League", ("target", "3"));
        await officer.OpenAsync(board);
        var rows = officer.Page.QuerySelectorAll(".item table tbody tr").Where(r => r.QuerySelector("th[scope=row]") is not null)
            .Select(r => string.Join(' ', r.Children.SelectMany(c => c.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))).ToList();
        Assert.StartsWith("1 Bệnh viện Hai", rows[0]);
        Assert.Contains("▲ +4", rows[0]);
        Assert.EndsWith(" đạt", rows[0]);
        Assert.StartsWith("2 Bệnh viện Một", rows[1]);
        Assert.EndsWith("không đạt", rows[1]);
    }

    [Theory]
    [InlineData("Line")]
    [InlineData("Bars")]
    [InlineData("Stacked")]
    [InlineData("Figure")]
    [InlineData("Map")]
    public async Task Every_kind_is_drawn_with_its_numbers_behind_it(string kind)
    {
        var (department, first, _) = await told.NetworkAsync();
        await told.HappenAsync(first, new(2025, 3, 5), 3);
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, department);
        var board = await Told.BoardAsync(officer);
        await Told.ItemAsync(officer, board, kind, ("rows", "Unit"), ("cols", "Measure"), ("pk", kind == "Line" ? "last12m" : "thisyear"), ("uw", kind == "Figure" ? "Mine" : "Children"));
        await officer.OpenAsync(board);
        Assert.Equal(HttpStatusCode.OK, officer.Answer.StatusCode);
        var item = officer.Page.QuerySelector("section.item")!;
        if (kind == "Figure") Assert.Contains("3", item.QuerySelector(".value")!.TextContent);
        else Assert.NotNull(item.QuerySelector("svg"));
        if (kind is "Line" or "Bars" or "Stacked") Assert.Contains(item.QuerySelectorAll("details td a"), a => a.TextContent == "3");
        if (kind == "Map") Assert.Equal(34, item.QuerySelectorAll("details tbody tr").Length);
    }

    [Fact]
    public async Task The_same_days_a_year_earlier_stand_beside()
    {
        var (department, first, _) = await told.NetworkAsync();
        await told.HappenAsync(first, new(2025, 3, 5), 3);
        await told.HappenAsync(first, new(2024, 3, 5), 2);
        await told.HappenAsync(first, new(2024, 12, 5), 9);
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, department);
        var board = await Told.BoardAsync(officer);
        await Told.ItemAsync(officer, board, "Table", ("rows", "Unit"), ("cols", "Period"), ("compare", "on"));
        await officer.OpenAsync(board);
        var row = officer.Page.QuerySelectorAll(".item tbody tr").Single(r => r.QuerySelector("th")!.TextContent.StartsWith("Bệnh viện Một", StringComparison.Ordinal));
        // December of last year lies after 20/11, up to which the running year is compared.
        Assert.Equal(["3", "2"], row.QuerySelectorAll("td a").Select(a => a.TextContent));
        Assert.Contains("đến 20/11/2024", officer.Text);
    }

    [Fact]
    public async Task What_is_previewed_is_not_saved_and_the_preview_has_an_address()
    {
        var (department, first, _) = await told.NetworkAsync();
        await told.HappenAsync(first, new(2025, 3, 5), 3);
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, department);
        var board = await Told.BoardAsync(officer);
        await officer.OpenAsync($"{board}/add?kind=Table");
        await officer.SubmitAsync($"{board}/add", [("f", "Lượt thử = " + Told.Visits), ("pk", "thisyear"), ("uw", "Children"), ("title", "Tên chưa lưu"), ("do", "preview")]);
        Assert.Contains("pk=thisyear", officer.Page.Url);
        Assert.Contains(officer.Page.QuerySelectorAll("#preview td a"), a => a.TextContent == "3");
        Assert.Equal("Tên chưa lưu", officer.Page.QuerySelector("input[name=title]")!.GetAttribute("value"));
        await officer.OpenAsync(board);
        Assert.Contains("Bảng chưa có mục nào", officer.Text);
    }

    [Fact]
    public async Task Two_editors_do_not_overwrite_each_other_and_earlier_versions_come_back()
    {
        var (department, _, _) = await told.NetworkAsync();
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, department);
        var board = await Told.BoardAsync(officer, "Tên đầu");
        await officer.OpenAsync($"{board}/edit");
        await officer.SubmitAsync($"{board}/edit", [("name", "Tên đầu"), ("sharing", "Organisation")]);
        var other = await site.SignInAsAsync(Role.DataOfficer, department);
        await other.OpenAsync($"{board}/edit");
        await officer.OpenAsync($"{board}/edit");
        await officer.SubmitAsync($"{board}/edit", [("name", "Tên hai")]);
        await other.SubmitAsync($"{board}/edit", [("name", "Tên của người kia")]);
        Assert.Equal(HttpStatusCode.Conflict, other.Answer.StatusCode);
        Assert.Equal("Tên của người kia", other.Page.QuerySelector("input[name=name]")!.GetAttribute("value"));
        await officer.OpenAsync($"{board}/editions");
        Assert.Contains("Tên đầu", officer.Text);
        await officer.SubmitAsync($"{board}/editions", [("number", "1")]);
        await officer.OpenAsync(board);
        Assert.Equal("Tên đầu", officer.Page.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task Ready_boards_are_there_for_everybody_and_can_only_be_copied()
    {
        var (department, _, _) = await told.NetworkAsync();
        var officer = await site.SignInAsAsync(Role.UnitOfficer, department);
        await officer.OpenAsync("/boards");
        foreach (var name in new[] { "Tổng quan tỉnh", "So sánh đơn vị", "Bản đồ" }) Assert.Contains(name, officer.Text);
        var ready = officer.Page.QuerySelectorAll("tbody a").First(a => a.TextContent == "Bản đồ").GetAttribute("href")!;
        await officer.OpenAsync($"{ready}/edit");
        Assert.Equal(HttpStatusCode.Forbidden, officer.Answer.StatusCode);
        await officer.OpenAsync(ready);
        await officer.SubmitAsync($"{ready}/copy");
        Assert.Contains("Bản đồ (bản sao)", officer.Text);
    }

    [Fact]
    public async Task A_favourite_stands_first_and_what_is_put_on_today_stands_there()
    {
        var (department, _, _) = await told.NetworkAsync();
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, department);
        var board = await Told.BoardAsync(officer, "Zz bảng của giao ban");
        await officer.OpenAsync(board);
        await officer.SubmitAsync($"{board}/mark", [("favourite", "on")]);
        await officer.SubmitAsync($"{board}/mark", [("today", "on")]);
        await officer.OpenAsync("/boards");
        Assert.Contains("Zz bảng của giao ban", officer.Page.QuerySelector("tbody tr")!.TextContent);
        await officer.OpenAsync("/");
        Assert.Contains("Zz bảng của giao ban", officer.Text);
    }

    [Fact]
    public async Task A_hostile_name_stays_text()
    {
        var (department, first, _) = await told.NetworkAsync("<script>alert(1)</script>");
        await told.HappenAsync(first, new(2025, 3, 5), 3);
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, department);
        var board = await Told.BoardAsync(officer, "<img src=x onerror=alert(1)>");
        foreach (var kind in new[] { "Table", "Bars", "Line", "League", "Figure" }) await Told.ItemAsync(officer, board, kind, ("title", "\"><svg onload=alert(1)>"), ("f", "<b>x</b> = " + Told.Visits));
        await officer.OpenAsync(board);
        Assert.Equal("<img src=x onerror=alert(1)>", officer.Page.QuerySelector("h1")!.TextContent);
        Assert.DoesNotContain(officer.Page.QuerySelectorAll("script"), s => s.TextContent.Contains("alert", StringComparison.Ordinal));
        Assert.Empty(officer.Page.QuerySelectorAll("main img, main b, [onload], [onerror]"));
        var csv = Encoding.UTF8.GetString(await officer.DownloadAsync(Told.FirstItem(officer) + "/export.csv"));
        Assert.Contains("script", csv);
    }

    [Fact]
    public async Task A_formula_that_cannot_be_read_says_so_in_its_cell_alone()
    {
        var (department, first, _) = await told.NetworkAsync();
        await told.HappenAsync(first, new(2025, 3, 5), 3);
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, department);
        var board = await Told.BoardAsync(officer);
        await Told.ItemAsync(officer, board, "Table", ("f", $"Đúng = {Told.Visits}\nSai = count(E{{test.visit"), ("rows", "Unit"), ("cols", "Measure"));
        await officer.OpenAsync(board);
        var row = officer.Page.QuerySelectorAll(".item tbody tr").Single(r => r.QuerySelector("th")!.TextContent.StartsWith("Bệnh viện Một", StringComparison.Ordinal));
        Assert.Equal("3", row.QuerySelectorAll("td")[0].QuerySelector("a")!.TextContent);
        Assert.Contains("lỗi", row.QuerySelectorAll("td")[1].TextContent);
    }

    [Fact]
    public async Task A_program_reads_the_figures_of_a_board()
    {
        var (department, first, _) = await told.NetworkAsync();
        await told.HappenAsync(first, new(2025, 3, 5), 3);
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, department);
        var board = await Told.BoardAsync(officer);
        await Told.ItemAsync(officer, board, "Table");
        await officer.OpenAsync($"{board}/edit");
        await officer.SubmitAsync($"{board}/edit", [("sharing", "Organisation")]);
        using var program = await site.ProgramAsync(Role.DataOfficer, department);
        using var answer = JsonDocument.Parse(await program.GetStringAsync("/api" + board));
        var figures = answer.RootElement.GetProperty("items")[0].GetProperty("figures").EnumerateArray().ToList();
        Assert.Equal(3, figures.Single(f => f.GetProperty("organisation").GetGuid() == first).GetProperty("value").GetDecimal());
        Assert.Equal(JsonValueKind.Null, figures.Single(f => f.GetProperty("organisation").GetGuid() != first).GetProperty("value").ValueKind);
    }

    [Fact]
    public async Task Too_many_figures_are_refused_with_a_sentence()
    {
        var (department, _, _) = await told.NetworkAsync();
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, department);
        var board = await Told.BoardAsync(officer);
        await officer.OpenAsync($"{board}/add?kind=Table");
        await officer.SubmitAsync($"{board}/add", [("f", string.Join('\n', Enumerable.Range(0, 201).Select(i => $"x{i} = {i}"))), ("do", "save")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Answer.StatusCode);
        Assert.Contains("nhiều nhất 200 chỉ số", officer.Text);
    }
}
