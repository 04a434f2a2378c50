using System.Net;
using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.DataSets.Tests;

/// <summary>A department with two units that report four elements each month, a threshold that nobody enters, and its programs.</summary>
public sealed class Checked
{
    public required TestSite Site { get; init; }
    public required Guid Department { get; init; }
    public required Guid One { get; init; }
    public required Guid Two { get; init; }
    public required HttpClient Program { get; init; }
    public required string OneUid { get; init; }
    public required string TwoUid { get; init; }

    static int made;

    /// <summary>A fresh department; codes of its elements end in its number, so that tests do not meet.</summary>
    public static async Task<Checked> MakeAsync(TestSite site)
    {
        var n = Interlocked.Increment(ref made);
        var department = await site.OrganisationAsync($"Sở Y tế tỉnh Kiểm tra {n}", kind: "department");
        var one = await site.OrganisationAsync($"Trung tâm Y tế Một {n}", department, "centre");
        var two = await site.OrganisationAsync($"Trung tâm Y tế Hai {n}", department, "centre");
        var program = await site.ProgramAsync(Role.DataOfficer, department);
        var metadata = $$$"""
            {
              "dataElements": [
                {"id":"{{{Uid("eleA", n)}}}","code":"A{{{n}}}","name":"Yếu tố A {{{n}}}","shortName":"A","valueType":"NUMBER","aggregationType":"SUM","zeroIsSignificant":true,"domainType":"AGGREGATE"},
                {"id":"{{{Uid("eleB", n)}}}","code":"B{{{n}}}","name":"Yếu tố B {{{n}}}","shortName":"B","valueType":"NUMBER","aggregationType":"SUM","zeroIsSignificant":true,"domainType":"AGGREGATE"},
                {"id":"{{{Uid("eleC", n)}}}","code":"C{{{n}}}","name":"Yếu tố C {{{n}}}","shortName":"C","valueType":"NUMBER","aggregationType":"SUM","zeroIsSignificant":true,"domainType":"AGGREGATE"},
                {"id":"{{{Uid("eleN", n)}}}","code":"N{{{n}}}","name":"Ngưỡng {{{n}}}","shortName":"N","valueType":"NUMBER","aggregationType":"NONE","zeroIsSignificant":true,"domainType":"AGGREGATE"}],
              "dataSets": [{"id":"{{{Uid("setM", n)}}}","code":"BC{{{n}}}","name":"Báo cáo kiểm tra {{{n}}}","periodType":"Monthly","timelyDays":10,"expiryDays":0,"openFuturePeriods":2,
                "dataSetElements":[{"dataElement":{"id":"{{{Uid("eleA", n)}}}"}},{"dataElement":{"id":"{{{Uid("eleB", n)}}}"}},{"dataElement":{"id":"{{{Uid("eleC", n)}}}"}}],
                "organisationUnits":[{"name":"Trung tâm Y tế Một {{{n}}}"},{"name":"Trung tâm Y tế Hai {{{n}}}"}]}]
            }
            """;
        var answer = await Given.PostAsync(program, "/api/metadata", metadata, "application/json");
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        var units = JsonDocument.Parse(await program.GetStringAsync("/api/organisationUnits?paging=false&fields=id,name")).RootElement.GetProperty("organisationUnits").EnumerateArray()
            .ToDictionary(u => u.GetProperty("name").GetString()!, u => u.GetProperty("id").GetString()!);
        return new()
        {
            Site = site,
            Number = n,
            Department = department,
            One = one,
            Two = two,
            Program = program,
            OneUid = units[$"Trung tâm Y tế Một {n}"],
            TwoUid = units[$"Trung tâm Y tế Hai {n}"]
        };
    }

    public required int Number { get; init; }

    /// <summary>Group of this department's rules.</summary>
    public string Group => $"nhóm {Number}";

    public string Set => $"BC{Number}";

    static string Uid(string start, int n) => FormattableString.Invariant($"{start}{n:0000000}");

    /// <summary>Uid of an element by its letter.</summary>
    public string Element(char letter) => Uid("ele" + letter, Number);

    /// <summary>A formula whose elements are letters: <c>a + b</c> with a, b, c, n for this department's codes.</summary>
    public string F(string text) => System.Text.RegularExpressions.Regex.Replace(text, @"\b[ABCN]\b(?!\{)", m => $"#{{{m.Value}{Number}}}");

    /// <summary>Writes or changes a rule; missing policies by DHIS2's names.</summary>
    public async Task<Answer> RuleAsync(string code, string left, string comparison, string right, string missing = "SKIP_IF_ANY_VALUE_MISSING",
        string? missingRight = null,
        string importance = "MEDIUM", bool onForm = false, string kind = "CHECK", int[]? levels = null, string? validTo = null) =>
        await Given.PostAsync(Program, "/api/validationRules", JsonSerializer.Serialize(new
        {
            code = $"{code}-{Number}",
            name = $"Quy tắc {code} {Number}",
            group = Group,
            importance,
            kind,
            periodType = "Monthly",
            @operator = comparison,
            onForm,
            validTo,
            organisationUnitLevels = levels ?? [],
            instruction = "Xem lại sổ.",
            leftSide = new { expression = F(left), missingValueStrategy = missing },
            rightSide = new { expression = F(right), missingValueStrategy = missingRight ?? missing },
        }), "application/json");

    /// <summary>Reports figures of a unit for a month.</summary>
    public async Task ReportAsync(string period, string unit, params (char Element, string Value)[] values)
    {
        var answer = await Given.PostAsync(Program, "/api/dataValueSets", JsonSerializer.Serialize(new
        {
            dataValues = values.Select(v => new { dataElement = Element(v.Element), period, orgUnit = unit, value = v.Value }),
        }), "application/json");
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        await Site.SettleAsync();
    }

    /// <summary>Takes a figure away.</summary>
    public async Task RemoveAsync(string period, string unit, char element)
    {
        var answer = await Given.PostAsync(Program, "/api/dataValueSets?importStrategy=DELETE", JsonSerializer.Serialize(new
        {
            dataValues = new[] { new { dataElement = Element(element), period, orgUnit = unit, value = "0" } },
        }), "application/json");
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        await Site.SettleAsync();
    }

    /// <summary>Runs this department's rules for the months that end in the days.</summary>
    public async Task<JsonElement> RunAsync(string from, string to, string? unit = null)
    {
        var answer = await Given.PostAsync(Program, "/api/validation/run", JsonSerializer.Serialize(new { group = Group, ou = unit, startDate = from, endDate = to }),
            "application/json");
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return answer.Json;
    }

    /// <summary>Codes of rules that fail at a unit, sorted.</summary>
    public static string Codes(JsonElement run, string unit) =>
        string.Join(' ', run.GetProperty("results").EnumerateArray().Where(r => r.GetProperty("organisationUnitId").GetString() == unit).Select(r =>
            r.GetProperty("validationRuleCode").GetString()!.Split('-')[0]).Order(StringComparer.Ordinal));

    /// <summary>Writes or changes a predictor that writes the threshold.</summary>
    public Task<Answer> PredictorAsync(string code, string generator, int sequential, int annual = 0, int skip = 0, string missing = "SKIP_IF_ALL_VALUES_MISSING",
        string skipTest = "", char output = 'N') =>
        Given.PostAsync(Program, "/api/predictors", JsonSerializer.Serialize(new
        {
            code = $"{code}-{Number}",
            name = $"Dự báo {code} {Number}",
            periodType = "Monthly",
            output = new { id = Element(output) },
            generator = new { expression = F(generator), missingValueStrategy = missing },
            sampleSkipTest = new { expression = F(skipTest) },
            sequentialSampleCount = sequential,
            annualSampleCount = annual,
            sequentialSkipCount = skip,
        }), "application/json");

    /// <summary>Runs a predictor for the months that end in the days.</summary>
    public async Task<JsonElement> PredictAsync(string code, string from, string to)
    {
        var answer = await Given.PostAsync(Program, $"/api/predictors/{code}-{Number}/run?startDate={from}&endDate={to}", "", "application/json");
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        await Site.SettleAsync();
        return answer.Json;
    }

    /// <summary>The threshold of a unit in a month as it is exported; null where there is none.</summary>
    public async Task<(string Value, string By)?> ThresholdAsync(string period, string unit)
    {
        var json = JsonDocument.Parse(await Program.GetStringAsync($"/api/dataValueSets.json?dataElement={Element('N')}&period={period}&orgUnit={unit}")).RootElement;
        return json.TryGetProperty("dataValues", out var all) && all.GetArrayLength() == 1 ? (all[0].GetProperty("value").GetString()!,
            all[0].GetProperty("storedBy").GetString()!) : null;
    }

    /// <summary>Sum of facts of violations of a unit on a day.</summary>
    public Task<decimal> FactsAsync(Guid unit, DateOnly day) => Site.HouseAsync(async s =>
    {
        await using var connection = await s.GetRequiredService<Database>().OpenAsync();
        return (await connection.RowsAsync("select value from kernel_fact where kind = 'data.violation' and unit_id = @p0 and occurred_on = @p1", r =>
            Ledger.Unscale(r.GetInt64(0)), default, unit, day)).Sum();
    });
}
