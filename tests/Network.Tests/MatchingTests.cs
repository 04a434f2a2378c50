using LienY.Contracts;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Network.Tests;

/// <summary>Names as papers write them find their organisations.</summary>
public abstract class MatchingTests(TestSite site)
{
    Task<IReadOnlyList<OrganisationMatch>> MatchAsync(string name, Guid? near = null) =>
        site.HouseAsync(s => s.GetRequiredService<IOrganisations>().MatchAsync(name, near, null, default));

    [Fact]
    public async Task A_new_partner_is_found_by_its_abbreviation_and_gets_its_kind()
    {
        var mark = Guid.CreateVersion7().ToString("N")[..8];
        var id = await site.OrganisationAsync($"Bệnh viện Đa khoa {mark} Trung ương");
        var found = await MatchAsync($"BVĐK {mark} TW");
        Assert.Equal(id, found[0].Organisation.Id);
        Assert.True(found[0].Score >= 0.9);
        Assert.Equal("hospital", found[0].Organisation.Kind);
    }

    [Fact]
    public async Task Reach_holds_every_unit_below()
    {
        var top = await site.OrganisationAsync("Ủy ban nhân dân tỉnh Thử");
        var middle = await site.OrganisationAsync("Sở Y tế tỉnh Thử", top);
        var low = await site.OrganisationAsync("Phòng Nghiệp vụ Y", middle);
        var reach = await site.HouseAsync(s => s.GetRequiredService<IOrganisations>().ReachAsync(top, default));
        Assert.Equal([top, middle, low], reach.Order());
        var above = await site.HouseAsync(s => s.GetRequiredService<IOrganisations>().AboveAsync(low, default));
        Assert.Equal([low, middle, top], above.Select(a => a.Id));
    }

    [Theory]
    [InlineData("Các đơn vị liên quan")]
    [InlineData("BV tuyến tỉnh")]
    [InlineData("UBND các huyện, thành phố")]
    public async Task A_collective_name_is_a_group(string name)
    {
        var id = await site.OrganisationAsync(name);
        var card = await site.HouseAsync(s => s.GetRequiredService<IOrganisations>().FindAsync(id, null, default));
        Assert.Equal("group", card!.Kind);
    }
}

/// <summary>On SQLite.</summary>
public sealed class MatchingOnSqlite(SqliteSite site) : MatchingTests(site), IClassFixture<SqliteSite>;

/// <summary>On PostgreSQL.</summary>
public sealed class MatchingOnPostgres(PostgresSite site) : MatchingTests(site), IClassFixture<PostgresSite>;
