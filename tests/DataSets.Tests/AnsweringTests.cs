using System.Net;
using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.DataSets.Tests;

/// <summary>What other modules and programs are told of the dictionary.</summary>
public abstract class AnsweringTests(TestSite site)
{
    [Fact]
    public async Task Words_are_found_by_code_and_by_uid()
    {
        await Given.OfAsync(site);
        var told = await site.HouseAsync(s => s.GetRequiredService<IDataDictionary>().LoadAsync(default));
        Assert.Equal("KCB01", told.Element("visitsUid01")!.Code);
        Assert.Equal("visitsUid01", told.Element("KCB01")!.Uid);
        Assert.Equal("Monthly", told.Set("BCT")!.PeriodType);
        Assert.Equal("Nữ", told.Option(Given.Female)!.Name);
        Assert.Equal(3.1416m, told.Constant("PI"));
        Assert.Single(told.Group("BV")!);
    }

    [Fact]
    public async Task Expected_reports_are_summed_over_units_below()
    {
        var given = await Given.OfAsync(site);
        var counts = await site.HouseAsync(async s =>
        {
            var dictionary = s.GetRequiredService<IDataDictionary>();
            var set = (await dictionary.LoadAsync(default)).Set("BCT")!.Id;
            return await dictionary.ExpectedAsync(
            [
                new(set, given.Hospital, new(2025, 1, 1), new(2025, 3, 31)), new(set, given.Department, new(2025, 1, 1), new(2025, 12, 31)),
                new(set, given.Other, new(2025, 1, 15), new(2025, 2, 27)), new(Guid.Empty, given.Other, new(2025, 1, 1), new(2025, 12, 31)),
            ], default);
        });
        Assert.Equal([3, 24, 1, 0], counts);
    }

    [Fact]
    public async Task A_metadata_file_comes_out_as_it_went_in_and_changes_nothing_when_it_comes_again()
    {
        var given = await Given.OfAsync(site);
        var file = await given.Program.GetStringAsync("/api/metadata");
        var again = await Given.PostAsync(given.Program, "/api/metadata?importMode=VALIDATE", file, "application/json");
        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Equal(0, again.Summary.GetProperty("stats").GetProperty("created").GetInt32());
        var sets = JsonDocument.Parse(file).RootElement.GetProperty("dataSets").EnumerateArray();
        Assert.Equal(3, sets.First(d => d.GetProperty("code").GetString() == "BCT").GetProperty("dataSetElements").GetArrayLength());
    }

    [Fact]
    public async Task A_unit_that_does_not_match_is_told_with_the_nearest_and_never_made()
    {
        var given = await Given.OfAsync(site);
        var before = await site.HouseAsync(async s => (await s.GetRequiredService<IOrganisationTree>().OnAsync(null, default)).Units.Count());
        var answer = await Given.PostAsync(given.Program, "/api/metadata",
            """{"organisationUnits":[{"id":"strangeUid1","name":"Bệnh viện Đa khoa Thử nghiệm"},{"id":"strangeUid2","name":"Xyz Qwerty"}],"dataElements":[{"id":"xx","name":"sai"},{"id":"trackerUid1","name":"Theo dõi","domainType":"TRACKER"},{"id":"oddTypeUid1","name":"Lạ","valueType":"TELEPATHY"}]}""",
            "application/json", "vi");
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Equal(5, answer.Summary.GetProperty("stats").GetProperty("ignored").GetInt32());
        Assert.Contains("không tự tạo đơn vị", answer.Text, StringComparison.Ordinal);
        Assert.Equal(before, await site.HouseAsync(async s => (await s.GetRequiredService<IOrganisationTree>().OnAsync(null, default)).Units.Count()));
        var officer = await site.ProgramAsync(Role.UnitOfficer, given.Hospital);
        Assert.Equal(HttpStatusCode.Forbidden, (await Given.PostAsync(officer, "/api/metadata", "{}", "application/json")).Status);
    }
}

/// <summary>On SQLite.</summary>
public sealed class AnsweringOnSqlite(SqliteSite site) : AnsweringTests(site), IClassFixture<SqliteSite>;

/// <summary>On PostgreSQL.</summary>
public sealed class AnsweringOnPostgres(PostgresSite site) : AnsweringTests(site), IClassFixture<PostgresSite>;
