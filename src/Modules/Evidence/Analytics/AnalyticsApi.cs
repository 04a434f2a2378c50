using System.Globalization;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Evidence;

/// <summary>Figures for programs: as DHIS2 answers, as a list of figures, and the formula language without any data.</summary>
static class AnalyticsApi
{
    const int MostAsks = 20_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/analytics", ReadAsync).Needs(EvidenceRights.Read);
        routes.MapGet("/api/analytics.json", ReadAsync).Needs(EvidenceRights.Read);
        routes.MapPost("/api/analytics/figures", FiguresAsync).Needs(EvidenceRights.Read);
        routes.MapPost("/api/expressions/evaluate", (ExpressionAsk ask, Words words) => Results.Json(ask.Answer(words))).Needs(EvidenceRights.Read);
    }

    static async Task<IResult> ReadAsync(HttpContext context, Analysis analysis, Caller caller, Words words, TimeProvider clock, CancellationToken stop)
    {
        var query = context.Request.Query;
        var options = new FigureOptions(Ask.Day(query["knownOn"]), Ask.Day(query["treeOn"]));
        var atlas = await analysis.AtlasAsync(options.TreeOn, stop);
        var asked = AnalyticsQuery.Read(query, atlas, caller, clock.Today());
        var asks = asked.Asks;
        var sheet = await analysis.SheetAsync(asks, options, atlas, stop);
        var parts = query["includeNumDen"] == "true";
        var (rows, troubles) = (new List<IReadOnlyList<string>>(), new Dictionary<string, string>());
        var at = 0;
        foreach (var (name, _) in asked.Data)
            foreach (var period in asked.Periods)
                foreach (var (called, _) in asked.Units)
                {
                    var figure = sheet.Of(asks[at++]);
                    if (figure.Trouble is { } trouble) troubles[name] = words.Of(trouble);
                    if (figure.Value is null) continue;
                    var row = new List<string> { name };
                    if (asked.PeriodShown) row.Add(period.Code);
                    if (asked.UnitShown) row.Add(called);
                    row.Add(Text(figure.Value));
                    if (parts) row.AddRange([Text(figure.Numerator), Text(figure.Denominator)]);
                    rows.Add(row);
                }
        return Results.Json(new
        {
            headers = Headers(asked, parts, words),
            metaData = new
            {
                items = asked.Data.Select(d => (d.Name, Title(d.Formula, atlas, words, clock.Today()))).Concat(asked.Periods.Select(p => (p.Code, p.Code)))
                    .Concat(asked.Units.Select(u => (u.Name, u.Unit.Name))).DistinctBy(i => i.Item1).ToDictionary(i => i.Item1, i => new { name = i.Item2 }),
                dimensions = new { dx = asked.Data.Select(d => d.Name), pe = asked.Periods.Select(p => p.Code), ou = asked.Units.Select(u => u.Name) },
            },
            rows,
            width = rows.Count == 0 ? 0 : rows[0].Count,
            height = rows.Count,
            troubles,
        });
    }

    static IEnumerable<object> Headers(AnalyticsQuery asked, bool parts, Words words)
    {
        static object Column(string name, string column, string type) => new { name, column, valueType = type, hidden = false, meta = type == "TEXT" };
        yield return Column("dx", words["Dữ liệu"], "TEXT");
        if (asked.PeriodShown) yield return Column("pe", words["Kỳ"], "TEXT");
        if (asked.UnitShown) yield return Column("ou", words["Đơn vị"], "TEXT");
        yield return Column("value", words["Giá trị"], "NUMBER");
        if (!parts) yield break;
        yield return Column("numerator", words["Tử số"], "NUMBER");
        yield return Column("denominator", words["Mẫu số"], "NUMBER");
    }

    static string Title(string formula, Atlas atlas, Words words, DateOnly on)
    {
        try
        {
            return new ItemNames(atlas, words, on).Explain(FormulaShelf.Read(formula));
        }
        catch (Refusal)
        {
            return formula;
        }
    }

    static async Task<IResult> FiguresAsync(PostedAsks posted, Analysis analysis, Words words, CancellationToken stop)
    {
        if (posted.Asks is not { Count: > 0 }) throw Refusal.Invalid("Xin gửi ít nhất một con số cần tính.");
        if (posted.Asks.Count > MostAsks) throw Refusal.Invalid("Mỗi lần tính nhiều nhất {0} con số.", MostAsks);
        var options = new FigureOptions(posted.KnownOn, posted.TreeOn);
        var atlas = await analysis.AtlasAsync(options.TreeOn, stop);
        var asks = posted.Asks.Select(a => new FigureAsk(a.Formula ?? "", (atlas.Unit(a.Unit ?? "") ?? throw Refusal.Invalid("Không có đơn vị “{0}”.", a.Unit ?? "")).Id, a.From, a.To)).ToList();
        var sheet = await analysis.SheetAsync(asks, options, atlas, stop);
        return Results.Json(new
        {
            figures = asks.Select(sheet.Of).Select((f, i) => new
            {
                value = f.Value,
                numerator = f.Numerator,
                denominator = f.Denominator,
                grade = (int?)f.Grade,
                facts = f.Facts,
                trouble = f.Trouble is null ? null : words.Of(f.Trouble),
                position = f.Trouble is null ? null : FormulaTrouble.Position(f.Trouble),
                explain = IAnalytics.ExplainHref(asks[i], options),
            }),
        });
    }

    static string Text(decimal? value) => value?.ToString("0.############################", CultureInfo.InvariantCulture) ?? "";
}

/// <summary>A list of figures that a program asks for; units by id or code.</summary>
sealed record PostedAsks(List<PostedAsk>? Asks, DateOnly? KnownOn, DateOnly? TreeOn);

/// <summary>One of them.</summary>
sealed record PostedAsk(string? Formula, string? Unit, DateOnly From, DateOnly To);
