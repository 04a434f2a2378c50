using System.Net.Http.Json;
using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Evidence.Tests;

public sealed class CatalogueOnSqlite(SqliteSite site) : CatalogueTests(site), IClassFixture<SqliteSite>;

public sealed class CatalogueOnPostgres(PostgresSite site) : CatalogueTests(site), IClassFixture<PostgresSite>;

/// <summary>Indicators of the catalogue: written, published, versioned, computed.</summary>
public abstract class CatalogueTests(TestSite site)
{
    static readonly DateOnly From = new(2025, 1, 1), To = new(2025, 3, 31);
    readonly string code = "T" + Guid.CreateVersion7().ToString("N")[^10..];
    readonly string kind = "test.k" + Guid.CreateVersion7().ToString("N")[^12..];
    Guid unit;
    Visitor officer = null!;

    [Fact]
    public async Task Indicator_is_its_numerator_by_its_denominator_times_the_factor()
    {
        await OfficerAsync();
        await FactsAsync((kind + ".num", 3), (kind + ".den", 8));
        await PublishAsync($"E{{{kind}.num}}", $"E{{{kind}.den}}", "100");
        var figure = await AskAsync($"N{{{code}}}");
        Assert.Equal((37.5m, 3m, 8m, 2), (figure.Value, figure.Numerator, figure.Denominator, figure.Facts));
        Assert.Equal(38.5m, (await AskAsync($"N{{{code}}} + 1")).Value);
    }

    [Fact]
    public async Task Division_by_nothing_has_no_value()
    {
        await OfficerAsync();
        await FactsAsync((kind + ".num", 3));
        await PublishAsync($"E{{{kind}.num}}", $"E{{{kind}.den}}", "100");
        var figure = await AskAsync($"N{{{code}}}");
        Assert.Equal((null, 3m, null), (figure.Value, figure.Numerator, figure.Denominator));
    }

    [Fact]
    public async Task Annualised_indicator_is_stretched_to_a_year()
    {
        await OfficerAsync();
        await FactsAsync((kind + ".num", 9), (kind + ".den", 1000));
        await PublishAsync($"E{{{kind}.num}}", $"E{{{kind}.den}}", "1000", ("isAnnualised", "on"));
        Assert.Equal(9m * 365 / 90, (await AskAsync($"N{{{code}}}")).Value);
    }

    [Theory]
    [InlineData("SkipIfAllMissing", "5")]
    [InlineData("SkipIfAnyMissing", null)]
    [InlineData("NeverSkip", "5")]
    public async Task Missing_items_count_as_the_indicator_says(string policy, string? expected)
    {
        await OfficerAsync();
        await FactsAsync((kind + ".num", 5));
        await PublishAsync($"E{{{kind}.num}} + E{{{kind}.missing}}", "", "1", ("missing", policy));
        Assert.Equal(expected is null ? null : 5m, (await AskAsync($"N{{{code}}}")).Value);
    }

    [Fact]
    public async Task Old_version_stays_and_computes_what_was_known_then()
    {
        await OfficerAsync();
        await FactsAsync((kind + ".num", 5));
        var id = await PublishAsync($"E{{{kind}.num}}", "", "1");
        site.Clock.SetDay(new(2026, 6, 1));
        try
        {
            officer = await site.SignInAsAsync(Role.DepartmentOfficer, unit);
            await officer.OpenAsync($"/evidence/catalogue/{id}/edit");
            await officer.SubmitAsync($"/evidence/catalogue/{id}/edit", Fields($"E{{{kind}.num}} * 2", "", "1", ("version", "0"), ("validFrom", "2025-02-01")));
            await officer.SubmitAsync($"/evidence/catalogue/{id}/publish", [("version", "1")]);
            Assert.Equal(10, (await AskAsync($"N{{{code}}}")).Value);
            Assert.Equal(5, (await AskAsync($"N{{{code}}}", new(KnownOn: new(2025, 12, 31)))).Value);
            await officer.OpenAsync($"/evidence/catalogue/{id}/compare?a=1&b=2");
            Assert.Contains("* 2", officer.Text, StringComparison.Ordinal);
            Assert.Contains("01/02/2025", officer.Text, StringComparison.Ordinal);
        }
        finally
        {
            site.Clock.SetDay(new(2025, 11, 20));
        }
    }

    [Fact]
    public async Task Circle_is_not_published_and_says_its_way()
    {
        await OfficerAsync();
        var id = await DraftAsync($"N{{{code}}} + 1", "", "1");
        await officer.SubmitAsync($"/evidence/catalogue/{id}/publish", [("version", "1")]);
        Assert.Contains($"{code} → {code}", officer.Text, StringComparison.Ordinal);
        Assert.NotNull((await FigureAsync($"N{{{code}}}", new())).Trouble);
    }

    [Fact]
    public async Task National_list_is_loaded_once_and_searched_without_tone_marks()
    {
        var asked = await site.HouseAsync(async s =>
        {
            var job = s.GetServices<Job>().Single(j => j.Name == "evidence-catalogue");
            await job.Run(s, TestContext.Current.CancellationToken);
            await job.Run(s, TestContext.Current.CancellationToken);
            return await s.GetRequiredService<IAnalytics>().IndicatorsAsync("bac si van dan", null, TestContext.Current.CancellationToken);
        });
        Assert.Equal("BACSI_VANDAN", Assert.Single(asked).Code);
        await OfficerAsync();
        await officer.OpenAsync("/evidence/catalogue?q=giuong+benh");
        Assert.Contains("GIUONGBENH_VANDAN", officer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("TV_DUOI5", officer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_asks_as_of_dhis2_and_gets_headers_and_rows()
    {
        await OfficerAsync();
        await FactsAsync((kind + ".num", 3));
        await PublishAsync($"E{{{kind}.num}}", "", "1");
        using var program = await site.ProgramAsync(Role.DataOfficer, unit);
        var answer = await program.GetFromJsonAsync<JsonElement>($"/api/analytics?dimension=dx:{code};E%7B{kind}.num%7D*2&dimension=pe:2025Q1;202502;202504&dimension=ou:USER_ORGUNIT", TestContext.Current.CancellationToken);
        Assert.Equal(["dx", "pe", "ou", "value"], answer.GetProperty("headers").EnumerateArray().Select(h => h.GetProperty("name").GetString()));
        var rows = answer.GetProperty("rows").EnumerateArray().Select(r => string.Join(' ', r.EnumerateArray().Where((_, i) => i != 2).Select(c => c.GetString()))).ToList();
        Assert.Equal([$"{code} 2025Q1 3", $"{code} 202502 3", $"E{{{kind}.num}}*2 2025Q1 6", $"E{{{kind}.num}}*2 202502 6"], rows);
    }

    [Fact]
    public async Task Formula_is_tried_without_data()
    {
        await OfficerAsync();
        using var program = await site.ProgramAsync(Role.DataOfficer, unit);
        async Task<JsonElement> Try(object ask) => await (await program.PostAsJsonAsync("/api/expressions/evaluate", ask, TestContext.Current.CancellationToken)).Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal(7, (await Try(new { formula = "#{BCG} + #{OPV} * 2", values = new Dictionary<string, object> { ["#{BCG}"] = 3, ["OPV"] = new[] { 1, 1 } } })).GetProperty("value").GetDecimal());
        Assert.Equal(JsonValueKind.Null, (await Try(new { formula = "#{BCG} / #{OPV}", missing = "SKIP_IF_ANY_VALUE_MISSING", values = new { BCG = 3 } })).GetProperty("value").ValueKind);
        var wrong = await Try(new { formula = "#{BCG} + * 2" });
        Assert.Equal(9, wrong.GetProperty("position").GetInt32());
        Assert.NotEmpty(wrong.GetProperty("trouble").GetString()!);
    }

    [Fact]
    public async Task Target_of_a_plan_is_measured_by_an_indicator_over_all_plans()
    {
        var steps = new Steps(site);
        unit = await site.OrganisationAsync("Sở thử " + Guid.CreateVersion7());
        officer = await site.SignInAsAsync(Role.DepartmentOfficer, unit);
        await PublishAsync($"count(E{{{kind}.num}})", "", "1");
        var target = steps.Target("Việc làm được", Comparator.AtLeast, 4) with { OwnerId = unit };
        await steps.AdoptAsync((target, new("formula", $"N{{{code}}}")));
        await FactsAsync((kind + ".num", 1), (kind + ".num", 1), (kind + ".num", 1));
        var reading = await steps.ReadAsync(target, new(2025, 4, 30));
        Assert.Equal((3m, TargetStatus.OnTrack, 3), (reading.Value, reading.Status, reading.Facts));
        Assert.Equal("Chỉ tiêu thử", reading.Formula);
        Assert.Contains(reading.Series, p => p.Value == 3);
    }

    async Task OfficerAsync()
    {
        unit = await site.OrganisationAsync("Sở thử " + Guid.CreateVersion7());
        officer = await site.SignInAsAsync(Role.DepartmentOfficer, unit);
    }

    IEnumerable<(string, string)> Fields(string numerator, string denominator, string factor, params (string, string)[] more)
    {
        var fields = new Dictionary<string, string>
        {
            ["code"] = code,
            ["name"] = "Chỉ tiêu thử",
            ["unit"] = "%",
            ["direction"] = "Higher",
            ["kind"] = "Formula",
            ["missing"] = "SkipIfAllMissing",
            ["numerator"] = numerator,
            ["denominator"] = denominator,
            ["factor"] = factor,
            ["validFrom"] = "2024-01-01",
        };
        foreach (var (name, value) in more) fields[name] = value;
        return fields.Select(f => (f.Key, f.Value));
    }

    async Task<Guid> DraftAsync(string numerator, string denominator, string factor, params (string, string)[] more)
    {
        await officer.OpenAsync("/evidence/catalogue/new");
        await officer.SubmitAsync("/evidence/catalogue", Fields(numerator, denominator, factor, more));
        return Guid.Parse(officer.Answer.RequestMessage!.RequestUri!.AbsolutePath.Split('/')[^1]);
    }

    async Task<Guid> PublishAsync(string numerator, string denominator, string factor, params (string, string)[] more)
    {
        var id = await DraftAsync(numerator, denominator, factor, more);
        await officer.SubmitAsync($"/evidence/catalogue/{id}/publish", [("version", "1")]);
        Assert.Contains("Đã công bố phiên bản này.", officer.Text, StringComparison.Ordinal);
        return id;
    }

    async Task FactsAsync(params (string Kind, decimal Value)[] facts)
    {
        await site.Services.GetRequiredService<Ledger>().AppendAsync([.. facts.Select(f => new Fact
        {
            Kind = f.Kind,
            UnitId = unit,
            OccurredOn = new(2025, 2, 10),
            Value = f.Value,
            Module = "test",
            SourceId = "thing/" + Guid.CreateVersion7(),
        })], TestContext.Current.CancellationToken);
        await site.SettleAsync();
    }

    async Task<Figure> AskAsync(string formula, FigureOptions? options = null)
    {
        var figure = await FigureAsync(formula, options ?? new());
        Assert.Null(figure.Trouble);
        return figure;
    }

    Task<Figure> FigureAsync(string formula, FigureOptions options) => site.HouseAsync(async s =>
        (await s.GetRequiredService<IAnalytics>().ReadAsync([new(formula, unit, From, To)], options, TestContext.Current.CancellationToken))[0]);
}
