using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using LienY.Kernel;
using LienY.Site;

namespace LienY.Evidence.Tests;

public sealed class ReportedFiguresOnSqlite(SqliteSite site) : ReportedFiguresTests(site), IClassFixture<SqliteSite>;

public sealed class ReportedFiguresOnPostgres(PostgresSite site) : ReportedFiguresTests(site), IClassFixture<PostgresSite>;

/// <summary>From files of DHIS2 to figures: elements, values and indicators come in, analytics answers by their uids.</summary>
public abstract class ReportedFiguresTests(TestSite site)
{
    // Everything has the test's own mark in its uids and codes, so that two tests of a site do not meet.
    readonly string m = Guid.CreateVersion7().ToString("N")[^6..];
    HttpClient program = null!;

    string Uid(string head) => (head + m + "xxxxx")[..11];

    [Fact]
    public async Task Indicators_of_a_file_compute_once_they_are_published()
    {
        await SendAsync();
        Assert.Empty(await RowsAsync(Uid("Inda"), "2025Q1", "ou:USER_ORGUNIT", trouble: true));
        var published = await (await program.PostAsync("/api/evidence/catalogue/publish", null, Stop)).Content.ReadFromJsonAsync<JsonElement>(Stop);
        Assert.InRange(published.GetProperty("published").GetInt32(), 2, int.MaxValue);
        // Cases of January to March at both stations by the year's population, in 10,000, stretched to a year.
        var expected = 36m / 3000 * 10000 * 365 / 90;
        Assert.Equal(expected, decimal.Parse(Assert.Single(await RowsAsync(Uid("Inda"), "2025Q1", "ou:USER_ORGUNIT")), System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(["12"], await RowsAsync(Uid("Indb"), "202502", "ou:USER_ORGUNIT"));
    }

    [Theory]
    [InlineData("case", "2025Q1", "36")]
    [InlineData("case", "202502", "12")]
    [InlineData("stok", "2025Q1", "40")]
    [InlineData("stok", "202505", "40")]
    [InlineData("popu", "202502", "3000")]
    [InlineData("popu", "2025", "3000")]
    [InlineData("year", "202512", null)]
    [InlineData("year", "2025", "9")]
    public async Task Elements_add_up_by_their_own_way(string element, string period, string? expected)
    {
        await SendAsync();
        Assert.Equal(expected is null ? [] : new[] { expected }, await RowsAsync(Uid(element), period, "ou:USER_ORGUNIT"));
    }

    [Fact]
    public async Task Reporting_rates_count_what_came_by_what_was_due()
    {
        await SendAsync();
        var set = Uid("Sets");
        await PostAsync("/api/completeDataSetRegistrations", new { completeDataSetRegistrations = new[] { new { dataSet = set, period = "202501", organisationUnit = Uid("Staa"), date = "2025-02-03" } } });
        await site.SettleAsync();
        Assert.Equal(["1"], await RowsAsync(set + ".ACTUAL_REPORTS", "202501", "ou:USER_ORGUNIT"));
        Assert.Equal(["2"], await RowsAsync(set + ".EXPECTED_REPORTS", "202501", "ou:USER_ORGUNIT"));
        Assert.Equal(["50"], await RowsAsync(set + ".REPORTING_RATE", "202501", "ou:USER_ORGUNIT"));
    }

    [Fact]
    public async Task Unknown_element_of_an_indicator_is_told_and_the_others_are_taken()
    {
        await SendAsync();
        var answer = await PostAsync("/api/metadata", new
        {
            indicatorTypes = new[] { new { id = Uid("Type"), name = "Per cent", factor = 100 } },
            indicators = new object[]
            {
                new { id = Uid("Badd"), name = "Sai " + m, indicatorType = new { id = Uid("Type") }, numerator = "#{noSuchThing}", denominator = "1" },
                new { id = Uid("Good"), name = "Đúng " + m, indicatorType = new { id = Uid("Type") }, numerator = $"#{{{Uid("case")}}}", denominator = $"#{{{Uid("popu")}}}" },
            },
        });
        Assert.Contains("noSuchThing", answer, StringComparison.Ordinal);
        await program.PostAsync("/api/evidence/catalogue/publish", null, Stop);
        Assert.Equal(["1.2"], await RowsAsync(Uid("Good"), "2025Q1", "ou:USER_ORGUNIT"));
    }

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    async Task SendAsync()
    {
        var department = await site.OrganisationAsync("Sở Y tế thử " + m, kind: "department");
        await site.OrganisationAsync("Trạm Một " + m, department, "station");
        await site.OrganisationAsync("Trạm Hai " + m, department, "station");
        program = await site.ProgramAsync(Role.DataOfficer, department);
        object Element(string head, string aggregation) => new { id = Uid(head), code = head + m, name = head + " " + m, shortName = head + m, valueType = "NUMBER", aggregationType = aggregation, domainType = "AGGREGATE", zeroIsSignificant = true };
        object Set(string head, string type, params string[] elements) => new
        {
            id = Uid(head),
            code = head + m,
            name = head + " " + m,
            periodType = type,
            timelyDays = 10,
            openFuturePeriods = 12,
            dataSetElements = elements.Select(e => new { dataElement = new { id = Uid(e) } }),
            organisationUnits = new[] { new { name = "Trạm Một " + m }, new { name = "Trạm Hai " + m } },
        };
        await PostAsync("/api/metadata", new
        {
            organisationUnits = new[] { new { id = Uid("Staa"), name = "Trạm Một " + m }, new { id = Uid("Stab"), name = "Trạm Hai " + m } },
            dataElements = new[] { Element("case", "SUM"), Element("stok", "LAST"), Element("popu", "AVERAGE_SUM_ORG_UNIT"), Element("year", "SUM") },
            dataSets = new[] { Set("Sets", "Monthly", "case", "stok"), Set("Sety", "Yearly", "popu", "year") },
            indicatorTypes = new[] { new { id = Uid("Type"), name = "Per 10000", factor = 10000 }, new { id = Uid("Typn"), name = "Number", factor = 1 } },
            indicators = new object[]
            {
                new { id = Uid("Inda"), code = "IA" + m, name = "Tỷ suất mắc " + m, indicatorType = new { id = Uid("Type") }, numerator = $"#{{{Uid("case")}}}", denominator = $"#{{{Uid("popu")}}}", annualized = true },
                new { id = Uid("Indb"), code = "IB" + m, name = "Số mắc " + m, indicatorType = new { id = Uid("Typn") }, numerator = $"#{{{Uid("case")}}}", denominator = "1" },
            },
        });
        object Row(string element, string period, string unit, int value) => new { dataElement = Uid(element), period, orgUnit = Uid(unit), value = value.ToString(System.Globalization.CultureInfo.InvariantCulture) };
        await PostAsync("/api/dataValueSets", new
        {
            dataValues = new[]
            {
                Row("case", "202501", "Staa", 10), Row("case", "202501", "Stab", 2), Row("case", "202502", "Staa", 8), Row("case", "202502", "Stab", 4), Row("case", "202503", "Staa", 12),
                Row("stok", "202501", "Staa", 50), Row("stok", "202503", "Staa", 30), Row("stok", "202502", "Stab", 10),
                Row("popu", "2025", "Staa", 2000), Row("popu", "2025", "Stab", 1000), Row("year", "2025", "Staa", 9),
            },
        });
        await site.SettleAsync();
    }

    async Task<string> PostAsync(string path, object body)
    {
        using var content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var answer = await program.PostAsync(path, content, Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True((int)answer.StatusCode is 200 or 201 or 409, text);
        return text;
    }

    async Task<List<string>> RowsAsync(string data, string period, string unit, bool trouble = false)
    {
        using var answer = await program.GetAsync($"/api/analytics?dimension=dx:{data}&dimension=pe:{period}&dimension={unit}", Stop);
        if (trouble) return (int)answer.StatusCode == 422 ? [] : ["?"];
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.IsSuccessStatusCode, text);
        return [.. JsonDocument.Parse(text).RootElement.GetProperty("rows").EnumerateArray().Select(r => r[3].GetString()!)];
    }
}
