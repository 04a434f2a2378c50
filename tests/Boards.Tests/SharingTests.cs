using System.Net;
using LienY.Kernel;
using LienY.Site;

namespace LienY.Boards.Tests;

public sealed class SharingOnSqlite(SqliteSite site) : SharingTests(site), IClassFixture<SqliteSite>;

public sealed class SharingOnPostgres(PostgresSite site) : SharingTests(site), IClassFixture<PostgresSite>;

/// <summary>Sharing a board shows the board, never more figures than the reader may see.</summary>
public abstract class SharingTests(TestSite site)
{
    readonly Told told = new(site);

    async Task<(Visitor Owner, string Board, Guid Department, Guid First, Guid Second)> BoardAsync(Role role = Role.DepartmentOfficer)
    {
        var (department, first, second) = await told.NetworkAsync();
        await told.HappenAsync(first, new(2025, 3, 5), 321);
        await told.HappenAsync(second, new(2025, 3, 5), 654);
        var owner = await site.SignInAsAsync(role, department);
        var board = await Told.BoardAsync(owner, "Bảng chia sẻ");
        await Told.ItemAsync(owner, board, "Table", ("uw", "Chosen"), ("u", first.ToString()), ("u", second.ToString()), ("totals", "on"));
        return (owner, board, department, first, second);
    }

    static async Task ShareAsync(Visitor owner, string board, string sharing, params Guid[] with)
    {
        await owner.OpenAsync($"{board}/edit");
        await owner.SubmitAsync($"{board}/edit", [("sharing", sharing), .. with.Select(w => ("with", w.ToString()))]);
    }

    [Fact]
    public async Task A_private_board_is_seen_by_its_maker_only()
    {
        var (_, board, department, _, _) = await BoardAsync();
        var colleague = await site.SignInAsAsync(Role.DepartmentOfficer, department);
        await colleague.OpenAsync(board);
        Assert.Equal(HttpStatusCode.NotFound, colleague.Answer.StatusCode);
    }

    [Fact]
    public async Task A_reader_sees_only_figures_of_their_own_reach()
    {
        var (owner, board, _, first, _) = await BoardAsync();
        await ShareAsync(owner, board, "Everybody");
        var reader = await site.SignInAsAsync(Role.UnitOfficer, first);
        await reader.OpenAsync(board);
        Assert.Contains("321", reader.Text);
        Assert.DoesNotContain("654", reader.Text);
        Assert.DoesNotContain("975", reader.Text);
        Assert.Contains("không thuộc phạm vi", reader.Text);
        var csv = System.Text.Encoding.UTF8.GetString(await reader.DownloadAsync(Told.FirstItem(reader) + "/export.csv"));
        Assert.DoesNotContain("654", csv);
        await owner.OpenAsync(board);
        Assert.Contains("975", owner.Text);
    }

    [Fact]
    public async Task Named_organisations_see_it_and_others_do_not()
    {
        var (owner, board, _, first, second) = await BoardAsync();
        await ShareAsync(owner, board, "Named", first);
        await (await site.SignInAsAsync(Role.UnitOfficer, first)).OpenAsync(board);
        var named = await site.SignInAsAsync(Role.UnitOfficer, first);
        await named.OpenAsync(board);
        Assert.Equal(HttpStatusCode.OK, named.Answer.StatusCode);
        var other = await site.SignInAsAsync(Role.UnitOfficer, second);
        await other.OpenAsync(board);
        Assert.Equal(HttpStatusCode.NotFound, other.Answer.StatusCode);
        await named.OpenAsync($"{board}/edit");
        Assert.Equal(HttpStatusCode.Forbidden, named.Answer.StatusCode);
    }

    [Fact]
    public async Task Organisations_outside_the_makers_reach_cannot_be_chosen()
    {
        var (department, _, _) = await told.NetworkAsync();
        var (_, stranger, _) = await told.NetworkAsync("Xa");
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, department);
        var board = await Told.BoardAsync(officer);
        await Told.ItemAsync(officer, board, "Table", ("uw", "Chosen"), ("u", stranger.ToString()));
        Assert.Equal(HttpStatusCode.Forbidden, officer.Answer.StatusCode);
        Assert.Contains("không thuộc phạm vi của ông/bà", officer.Text);
        // A preview shows the name, never a figure.
        await told.HappenAsync(stranger, new(2025, 3, 5), 777);
        await officer.OpenAsync($"{board}/add?kind=Table&pk=thisyear&uw=Chosen&u={stranger}&f={Uri.EscapeDataString(Told.Visits)}&rows=Unit&cols=Period");
        Assert.DoesNotContain("777", officer.Page.QuerySelector("#preview")!.TextContent);
    }

    [Fact]
    public async Task Only_who_has_the_right_makes_a_board_public_and_the_public_sees_sums_without_doors()
    {
        var (owner, board, department, _, _) = await BoardAsync();
        await ShareAsync(owner, board, "Public");
        Assert.Equal(HttpStatusCode.Forbidden, owner.Answer.StatusCode);
        await ShareAsync(owner, board, "Organisation");
        var director = await site.SignInAsAsync(Role.Director, department);
        await ShareAsync(director, board, "Public");
        await director.OpenAsync($"{board}/edit");
        var address = director.Page.QuerySelectorAll("a[href^='/boards/open/']").Single().GetAttribute("href")!;
        var anybody = site.Visitor();
        await anybody.OpenAsync(address);
        Assert.Equal(HttpStatusCode.OK, anybody.Answer.StatusCode);
        Assert.Contains("321", anybody.Text);
        Assert.Contains("975", anybody.Text);
        Assert.Empty(anybody.Page.QuerySelectorAll("main a[href^='/evidence'], main a[href*='/export'], main a[href*='/items/']"));
        await anybody.OpenAsync(board);
        Assert.Contains("/sign-in", anybody.Page.Url);
        await ShareAsync(director, board, "Organisation");
        await anybody.OpenAsync(address);
        Assert.Equal(HttpStatusCode.NotFound, anybody.Answer.StatusCode);
    }

    [Fact]
    public async Task A_public_address_that_was_guessed_finds_nothing()
    {
        var anybody = site.Visitor();
        await anybody.OpenAsync("/boards/open/00000000000000000000000000000000");
        Assert.Equal(HttpStatusCode.NotFound, anybody.Answer.StatusCode);
    }
}
