using System.Net;
using System.Text;
using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.DataSets.Tests;

/// <summary>A small department with two hospitals, its dictionary from a DHIS2 metadata file, and programs of its people.</summary>
public sealed class Given
{
    /// <summary>Uid of the female cell.</summary>
    public const string Female = "FemaleCocU1";

    /// <summary>Uid of the male cell.</summary>
    public const string Male = "MaleCocUid1";

    public required Guid Department { get; init; }
    public required Guid Hospital { get; init; }
    public required Guid Other { get; init; }
    public required HttpClient Program { get; init; }

    /// <summary>Uids of the two hospitals as our lists tell them.</summary>
    public required string HospitalUid { get; init; }
    public required string OtherUid { get; init; }

    static readonly System.Runtime.CompilerServices.ConditionalWeakTable<TestSite, Task<Given>> All = [];

    /// <summary>The same department for all tests of a site.</summary>
    public static Task<Given> OfAsync(TestSite site)
    {
        lock (All) return All.GetValue(site, MakeAsync);
    }

    static async Task<Given> MakeAsync(TestSite site)
    {
        var department = await site.OrganisationAsync("Sở Y tế tỉnh Thử nghiệm", kind: "department");
        var hospital = await site.OrganisationAsync("Bệnh viện Đa khoa tỉnh Thử nghiệm", department, "hospital");
        var other = await site.OrganisationAsync("Trung tâm Y tế huyện Thử nghiệm", department, "centre");
        var program = await site.ProgramAsync(Role.DataOfficer, department);
        var answer = await PostAsync(program, "/api/metadata", Metadata, "application/json");
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        var units = JsonDocument.Parse(await program.GetStringAsync("/api/organisationUnits?paging=false&fields=id,name")).RootElement.GetProperty("organisationUnits").EnumerateArray()
            .ToDictionary(u => u.GetProperty("name").GetString()!, u => u.GetProperty("id").GetString()!);
        return new()
        {
            Department = department,
            Hospital = hospital,
            Other = other,
            Program = program,
            HospitalUid = units["Bệnh viện Đa khoa tỉnh Thử nghiệm"],
            OtherUid = units["Trung tâm Y tế huyện Thử nghiệm"],
        };
    }

    /// <summary>Sends a body.</summary>
    public static async Task<Answer> PostAsync(HttpClient program, string path, string body, string type, string? language = null) =>
        await PostAsync(program, path, Encoding.UTF8.GetBytes(body), type, language);

    /// <summary>Sends bytes.</summary>
    public static async Task<Answer> PostAsync(HttpClient program, string path, byte[] body, string type, string? language = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new(type);
        if (language is not null) request.Headers.AcceptLanguage.ParseAdd(language);
        using var answer = await program.SendAsync(request);
        return new(answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Sums of facts of reported figures of an element at a unit on a day, from the ledger.</summary>
    public static Task<decimal> SumAsync(TestSite site, string element, Guid unit, DateOnly day) => site.HouseAsync(async s =>
    {
        var card = (await s.GetRequiredService<IDataDictionary>().LoadAsync(default)).Element(element)!;
        await using var connection = await s.GetRequiredService<Database>().OpenAsync();
        var all = await connection.RowsAsync("select value from kernel_fact where kind = 'data.value' and topic_id = @p0 and unit_id = @p1 and occurred_on = @p2",
            r => Ledger.Unscale(r.GetInt64(0)), default, card.Id, unit, day);
        return all.Sum();
    });

    /// <summary>How many facts of reported figures of an element on a day stand in the ledger.</summary>
    public static Task<long> FactsAsync(TestSite site, string element, DateOnly day) => site.HouseAsync(async s =>
    {
        var card = (await s.GetRequiredService<IDataDictionary>().LoadAsync(default)).Element(element)!;
        await using var connection = await s.GetRequiredService<Database>().OpenAsync();
        return Convert.ToInt64(await connection.CellAsync("select count(*) from kernel_fact where topic_id = @p0 and occurred_on = @p1", default, card.Id, day), System.Globalization.CultureInfo.InvariantCulture);
    });

    const string Metadata = """
        {
          "categoryOptions": [{"id":"femaleOpt01","code":"F","name":"Female","translations":[{"property":"NAME","locale":"vi","value":"Nữ"}]},{"id":"maleOption1","code":"M","name":"Male","translations":[{"property":"NAME","locale":"vi","value":"Nam"}]}],
          "categories": [{"id":"sexCategor1","code":"SEX","name":"Giới tính","dataDimensionType":"DISAGGREGATION","categoryOptions":[{"id":"femaleOpt01"},{"id":"maleOption1"}]}],
          "categoryCombos": [{"id":"sexCombinat","code":"SEX","name":"Giới tính","dataDimensionType":"DISAGGREGATION","categories":[{"id":"sexCategor1"}]},
            {"id":"p0KPaWEg3cf","name":"default","dataDimensionType":"DISAGGREGATION","categories":[]}],
          "categoryOptionCombos": [{"id":"FemaleCocU1","name":"Female","categoryCombo":{"id":"sexCombinat"},"categoryOptions":[{"id":"femaleOpt01"}]},
            {"id":"MaleCocUid1","name":"Male","categoryCombo":{"id":"sexCombinat"},"categoryOptions":[{"id":"maleOption1"}]},
            {"id":"otherDefaul","name":"default","categoryCombo":{"id":"p0KPaWEg3cf"},"categoryOptions":[]}],
          "dataElements": [
            {"id":"visitsUid01","code":"KCB01","name":"Lượt khám","shortName":"Lượt khám","valueType":"INTEGER_ZERO_OR_POSITIVE","aggregationType":"SUM","zeroIsSignificant":true,"domainType":"AGGREGATE","categoryCombo":{"id":"p0KPaWEg3cf"}},
            {"id":"birthsUid01","code":"SS01","name":"Số trẻ đẻ sống","shortName":"Trẻ đẻ sống","valueType":"NUMBER","aggregationType":"SUM","zeroIsSignificant":false,"domainType":"AGGREGATE","categoryCombo":{"id":"sexCombinat"}},
            {"id":"remarkUid01","code":"GC01","name":"Nhận xét","shortName":"Nhận xét","valueType":"TEXT","aggregationType":"NONE","domainType":"AGGREGATE"},
            {"id":"duplexUid01","code":"TT01","name":"Trùng tên","shortName":"a","valueType":"NUMBER","aggregationType":"SUM","domainType":"AGGREGATE"},
            {"id":"duplexUid02","code":"TT02","name":"Trùng tên","shortName":"b","valueType":"BOOLEAN","aggregationType":"SUM","domainType":"AGGREGATE"}],
          "dataSets": [{"id":"monthlySet1","code":"BCT","name":"Báo cáo tháng","periodType":"Monthly","timelyDays":10,"expiryDays":0,"openFuturePeriods":0,
            "dataSetElements":[{"dataElement":{"id":"visitsUid01"}},{"dataElement":{"id":"birthsUid01"}},{"dataElement":{"id":"remarkUid01"}}],
            "organisationUnits":[{"name":"Bệnh viện Đa khoa tỉnh Thử nghiệm"},{"name":"Trung tâm Y tế huyện Thử nghiệm"}]},
            {"id":"lockedSet01","code":"KHOA","name":"Báo cáo có hạn","periodType":"Quarterly","timelyDays":10,"expiryDays":30,"openFuturePeriods":1,"dataSetElements":[{"dataElement":{"id":"duplexUid01"}}],
            "organisationUnits":[{"name":"Bệnh viện Đa khoa tỉnh Thử nghiệm"}]}],
          "constants": [{"id":"constantU01","code":"PI","name":"Hằng số","value":3.1416}],
          "organisationUnits": [{"id":"hospitalDh2","code":"BVTN","name":"Bệnh viện Đa khoa tỉnh Thử nghiệm"}],
          "organisationUnitGroups": [{"id":"groupUid001","code":"BV","name":"Bệnh viện","organisationUnits":[{"id":"hospitalDh2"}]}]
        }
        """;
}

/// <summary>What the house answered.</summary>
public sealed record Answer(HttpStatusCode Status, string Text)
{
    /// <summary>The answer as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    /// <summary>The summary within a web message.</summary>
    public JsonElement Summary => Json.GetProperty("response");

    /// <summary>imported, updated, ignored, deleted.</summary>
    public (int Imported, int Updated, int Ignored, int Deleted) Counts
    {
        get
        {
            var c = Summary.GetProperty("importCount");
            return (c.GetProperty("imported").GetInt32(), c.GetProperty("updated").GetInt32(), c.GetProperty("ignored").GetInt32(), c.GetProperty("deleted").GetInt32());
        }
    }

    /// <summary>Codes of the errors, in order.</summary>
    public IReadOnlyList<string> Codes => [.. Summary.GetProperty("conflicts").EnumerateArray().Select(c => c.GetProperty("errorCode").GetString()!)];

    /// <summary>Rows that were not taken.</summary>
    public IReadOnlyList<int> Rejected => [.. Summary.GetProperty("rejectedIndexes").EnumerateArray().Select(c => c.GetInt32())];
}
