using System.Net;
using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.DataSets.Tests;

/// <summary>A department of its own with two hospitals that report monthly, approved in two levels: hospital, then department.</summary>
public sealed class ApprovalGiven
{
    static int made;

    public required string Mark { get; init; }
    public required Guid Department { get; init; }
    public required Guid First { get; init; }
    public required Guid Second { get; init; }
    public required string Set { get; init; }
    public required string Workflow { get; init; }
    public required string Element { get; init; }
    public required string DepartmentUid { get; init; }
    public required string FirstUid { get; init; }
    public required string SecondUid { get; init; }

    /// <summary>The data officer of the department: enters and imports for all units.</summary>
    public required HttpClient Data { get; init; }

    /// <summary>Director of the first hospital.</summary>
    public required HttpClient FirstDirector { get; init; }

    /// <summary>Director of the second hospital.</summary>
    public required HttpClient SecondDirector { get; init; }

    /// <summary>Director of the department.</summary>
    public required HttpClient Head { get; init; }

    /// <summary>A new one for each test, so that none closes another's periods.</summary>
    public static async Task<ApprovalGiven> NewAsync(TestSite site, bool acceptFirst = false, bool completeFirst = false)
    {
        var mark = "a" + Interlocked.Increment(ref made).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var department = await site.OrganisationAsync($"Sở Y tế {mark}", kind: "department");
        var first = await site.OrganisationAsync($"Bệnh viện Một {mark}", department, "hospital");
        var second = await site.OrganisationAsync($"Trung tâm Hai {mark}", department, "centre");
        var data = await site.ProgramAsync(Role.DataOfficer, department);
        var meta = await Given.PostAsync(data, "/api/metadata", $$"""
            {"dataElements":[{"id":"elem{{mark.PadRight(7, 'x')}}","code":"E-{{mark}}","name":"Lượt khám {{mark}}","shortName":"x","valueType":"INTEGER_ZERO_OR_POSITIVE","aggregationType":"SUM","zeroIsSignificant":true,"domainType":"AGGREGATE"}],
            "dataSets":[{"id":"sets{{mark.PadRight(7, 'x')}}","code":"S-{{mark}}","name":"Báo cáo {{mark}}","periodType":"Monthly","timelyDays":10,"dataSetElements":[{"dataElement":{"id":"elem{{mark.PadRight(7, 'x')}}" } }],
            "organisationUnits":[{"name":"Bệnh viện Một {{mark}}"},{"name":"Trung tâm Hai {{mark}}"}]}]}
            """, "application/json");
        Assert.True(meta.Status == HttpStatusCode.OK, meta.Text);
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, department);
        await LevelsAsync(officer);
        await officer.OpenAsync("/data/approvals/workflows/new");
        var levels = officer.Page.QuerySelectorAll("input[name=level]").Select(i => i.GetAttribute("value")!).ToList();
        var set = officer.Page.QuerySelectorAll("input[name=set]").First(i => i.ParentElement!.TextContent.Contains($"Báo cáo {mark} ", StringComparison.Ordinal)).GetAttribute("value")!;
        var fields = new List<(string, string)> { ("name", $"Duyệt {mark}"), ("code", $"W-{mark}"), ("periodType", "Monthly"), ("set", set) };
        fields.AddRange(levels.Select(l => ("level", l)));
        fields.AddRange(levels.Select(l => ($"days-{l}", "20")));
        fields.Add(("acceptFirst", acceptFirst ? "on" : ""));
        fields.Add(("completeFirst", completeFirst ? "on" : ""));
        await officer.SubmitAsync("/data/approvals/workflows/new", fields);
        Assert.Contains("Đã lưu quy trình duyệt.", officer.Text, StringComparison.Ordinal);
        await officer.OpenAsync("/data/approvals/set-up");
        var workflow = officer.Page.QuerySelectorAll("tbody a").First(a => a.TextContent == $"Duyệt {mark}").GetAttribute("href")!.Split('/')[^1];
        var units = JsonDocument.Parse(await data.GetStringAsync("/api/organisationUnits?paging=false&fields=id,name")).RootElement.GetProperty("organisationUnits").EnumerateArray()
            .ToDictionary(u => u.GetProperty("name").GetString()!, u => u.GetProperty("id").GetString()!);
        return new()
        {
            Mark = mark,
            Department = department,
            First = first,
            Second = second,
            Set = set,
            Workflow = workflow,
            Element = "E-" + mark,
            DepartmentUid = units[$"Sở Y tế {mark}"],
            FirstUid = units[$"Bệnh viện Một {mark}"],
            SecondUid = units[$"Trung tâm Hai {mark}"],
            Data = data,
            FirstDirector = await site.ProgramAsync(Role.Director, first),
            SecondDirector = await site.ProgramAsync(Role.Director, second),
            Head = await site.ProgramAsync(Role.Director, department),
        };
    }

    static async Task LevelsAsync(Visitor officer)
    {
        await officer.OpenAsync("/data/approvals/set-up");
        if (officer.Text.Contains("cap-so", StringComparison.Ordinal)) return;
        await officer.OpenAsync("/data/approvals/levels/new");
        await officer.SubmitAsync("/data/approvals/levels/new", [("name", "Sở Y tế"), ("code", "cap-so"), ("position", "1"), ("kind", "department")]);
        await officer.OpenAsync("/data/approvals/levels/new");
        await officer.SubmitAsync("/data/approvals/levels/new", [("name", "Đơn vị"), ("code", "cap-don-vi"), ("position", "2"), ("kind", "hospital"), ("kind", "centre")]);
        Assert.Contains("Đã lưu cấp duyệt.", officer.Text, StringComparison.Ordinal);
    }

    /// <summary>The address of an approval in the API.</summary>
    public string Of(string unitUid, string period, string what = "dataApprovals") => $"/api/{what}?wf=W-{Mark}&pe={period}&ou={unitUid}";

    /// <summary>The state that a program is told, with what it may do.</summary>
    public async Task<(string State, JsonElement All)> StateAsync(HttpClient program, string unitUid, string period)
    {
        var all = JsonDocument.Parse(await program.GetStringAsync(Of(unitUid, period))).RootElement;
        return (all.GetProperty("state").GetString()!, all);
    }

    /// <summary>Approves; fails the test where that is refused.</summary>
    public async Task ApproveAsync(HttpClient program, string unitUid, string period)
    {
        var answer = await program.PostAsync(Of(unitUid, period), null);
        Assert.True(answer.StatusCode == HttpStatusCode.NoContent, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Sends one figure of a unit and period.</summary>
    public Task<Answer> SendAsync(string unitUid, string period, int value, string query = "") => Given.PostAsync(Data, "/api/dataValueSets" + query,
        $$"""{"dataValues":[{"dataElement":"{{Element}}","period":"{{period}}","orgUnit":"{{unitUid}}","value":"{{value}}"}]}""", "application/json");

    /// <summary>Sums of facts "data.approved" of a unit over a year, net of what was taken back.</summary>
    public static Task<decimal> ApprovedFactsAsync(TestSite site, Guid unit, params (string, string)[] dims) => site.HouseAsync(async s =>
        (await s.GetRequiredService<IFactKinds>().SumAsync([new(DataFacts.Approved, dims.ToDictionary(d => d.Item1, d => d.Item2), [unit], null, new(2025, 1, 1), new(2025, 12, 31))], default))[0]);
}
