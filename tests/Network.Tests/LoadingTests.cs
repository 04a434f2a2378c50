using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Network.Tests;

/// <summary>Lists of administrative units and of organisations come in by command.</summary>
public abstract class LoadingTests(TestSite site)
{
    Task<int> RunAsync(string command, string path) =>
        site.HouseAsync(s => new NetworkModule().Commands.Single(c => c.Name == command).Run(s, [path]));

    async Task<long> CountAsync(string sql)
    {
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync();
        return Convert.ToInt64(await connection.CellAsync(sql, default), System.Globalization.CultureInfo.InvariantCulture);
    }

    static string? Lists()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "LienY.slnx")))
            {
                var lists = Path.Combine(folder.Parent!.FullName, "shared", "data", "places");
                return Directory.Exists(lists) ? lists : null;
            }
        return null;
    }

    static string Write(string name, string text)
    {
        var folder = Scratch.Folder("lists");
        File.WriteAllText(Path.Combine(folder, name), text);
        return folder;
    }

    [Fact]
    public async Task The_official_lists_give_34_provinces_and_3321_communes_and_codes_that_changed_their_meaning()
    {
        var lists = Lists() ?? "";
        if (lists.Length == 0) Assert.Skip("The folder shared/data/places is not beside this repository.");
        Assert.Equal(0, await RunAsync("places load", lists));
        Assert.Equal(34, await CountAsync("select count(*) from network_place where level = 'Province' and valid_to is null"));
        Assert.Equal(3321, await CountAsync("select count(*) from network_place where level = 'Commune' and valid_to is null"));
        Assert.Equal(63, await CountAsync("select count(*) from network_place where level = 'Province' and valid_to = '2025-06-30'"));
        Assert.Equal(696, await CountAsync("select count(*) from network_place where level = 'District'"));
        Assert.Equal(696, await CountAsync("select count(*) from network_place where level = 'District' and valid_to = '2025-06-30'"));
        var rows = await CountAsync("select count(*) from network_place");
        var passages = await CountAsync("select count(*) from network_place_passage");
        Assert.Equal(0, await RunAsync("places load", lists));
        Assert.Equal(rows, await CountAsync("select count(*) from network_place"));
        Assert.Equal(passages, await CountAsync("select count(*) from network_place_passage"));
        await ReadAsAnOfficerAsync();
    }

    async Task ReadAsAnOfficerAsync()
    {
        var office = await site.OrganisationAsync("Sở Y tế tỉnh Đọc");
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, office);
        await officer.OpenAsync("/places?on=2025-06-30&q=91");
        Assert.Contains("Tỉnh Kiên Giang", officer.Text);
        await officer.OpenAsync("/places?on=2025-07-01&q=91");
        Assert.Contains("Tỉnh An Giang", officer.Text);
        Assert.DoesNotContain("Tỉnh Kiên Giang", officer.Text);
        await officer.OpenAsync(officer.Page.QuerySelector("tbody a")!.GetAttribute("href")!);
        Assert.Contains("102 xã, phường vào ngày 01/07/2025", officer.Text);
        Assert.Contains("Từ Tỉnh Kiên Giang: toàn bộ 01/07/2025", officer.Text);
        await officer.OpenAsync("/places?on=2025-06-30&q=15");
        Assert.Contains("Tỉnh Yên Bái", officer.Text);
        await officer.OpenAsync("/places?on=2025-08-01");
        Assert.Contains("34 đơn vị hành chính vào ngày 01/08/2025", officer.Text);
        Assert.Contains("Tỉnh Đồng Nai", officer.Text);
        await officer.OpenAsync("/places?on=2026-05-01");
        Assert.Contains("Thành phố Đồng Nai", officer.Text);
    }

    [Fact]
    public async Task A_bad_row_is_left_out_and_the_rest_comes_in()
    {
        // Units of an older time, so that they do not count among those of the official lists.
        var folder = Write("units_legacy.csv",
            "code,level,parent_code,full_name,valid_to\n97,tinh,VN,\"Tỉnh \"\"Thử\"\", một\",2024-12-31\nxx,tinh,VN,Tỉnh Sai,2024-12-31\n"
            + "99001,xa,97,Xã Một,2024-12-31\n99002,xa,00,Xã Hai,2024-12-31\nthiếu,ô\n");
        Assert.Equal(0, await RunAsync("places load", folder));
        Assert.Equal(1, await CountAsync("select count(*) from network_place where full_name = 'Tỉnh \"Thử\", một'"));
        Assert.Equal(1, await CountAsync("select count(*) from network_place where code = '99001'"));
        Assert.Equal(0, await CountAsync("select count(*) from network_place where code in ('xx', '99002')"));
    }

    [Fact]
    public async Task Organisations_come_in_once_and_a_code_of_the_wrong_kind_is_refused()
    {
        var path = Path.Combine(Write("units.csv",
            "name,kind,tier,level,country,short,aliases,facility_code,identification_code,parent,province_code,valid_from\n"
            + "Sở Y tế tỉnh Nạp,department,province,,VN,,,,,,,\nBệnh viện Nạp,hospital,province,specialised,VN,BV Nạp,BVN;Nạp,ZZ901,9990000000901,Sở Y tế tỉnh Nạp,,\n"
            + "Bệnh viện Lẫn,hospital,province,,VN,,,9990000000902,,Sở Y tế tỉnh Nạp,,\n"), "units.csv");
        Assert.Equal(0, await RunAsync("organisations load", path));
        Assert.Equal(0, await RunAsync("organisations load", path));
        Assert.Equal(1, await CountAsync("select count(*) from network_name where text = 'Bệnh viện Nạp'"));
        Assert.Equal(0, await CountAsync("select count(*) from network_name where text = 'Bệnh viện Lẫn'"));
        var match = (await site.AskAsync(o => o.MatchAsync("BV Nạp", null, null, default)))[0];
        Assert.Equal("Bệnh viện Nạp", match.Organisation.Name);
        Assert.NotNull(match.Organisation.ParentId);
    }
}

/// <summary>On SQLite.</summary>
public sealed class LoadingOnSqlite(SqliteSite site) : LoadingTests(site), IClassFixture<SqliteSite>;

/// <summary>On PostgreSQL.</summary>
public sealed class LoadingOnPostgres(PostgresSite site) : LoadingTests(site), IClassFixture<PostgresSite>;
