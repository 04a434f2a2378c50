using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Evidence;

/// <summary>Evidence for programs: JSON, a token in place of a session.</summary>
static class EvidenceApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/evidence/plans/{id:guid}", async (Guid id, string? asOf, IndicatorDesk desk, CancellationToken stop) =>
        {
            var view = await desk.PlanAsync(id, Ask.Day(asOf), stop);
            return Results.Json(new { plan = id, asOf = view.AsOf, indicators = view.Readings.Select(Of) });
        }).Needs(EvidenceRights.Read);
        routes.MapGet("/api/evidence/plans/{id:guid}/counts", CountsAsync).Needs(EvidenceRights.Read);
        routes.MapGet("/api/evidence/indicators/{id:guid}", async (Guid id, string? asOf, IndicatorDesk desk, CancellationToken stop) =>
            Results.Json(Of((await desk.IndicatorAsync(id, Ask.Day(asOf), 1, stop)).Full))).Needs(EvidenceRights.Read);
        routes.MapGet("/api/evidence/indicators/{id:guid}/facts", async (Guid id, string? asOf, int? page, IndicatorDesk desk, CancellationToken stop) =>
        {
            var facts = (await desk.IndicatorAsync(id, Ask.Day(asOf), Math.Max(1, page ?? 1), stop)).Facts;
            return Results.Json(new
            {
                total = facts.Total,
                page = facts.Page,
                pages = facts.Pages,
                facts = facts.Rows.Select(f => new
                {
                    f.Id,
                    f.Kind,
                    unit = f.UnitId,
                    occurredOn = f.On,
                    f.RecordedAt,
                    f.Value,
                    source = f.SourceId,
                    version = f.SourceVersion,
                    f.IsReversal,
                    f.TakenBack,
                    f.Corrects,
                    f.Reason,
                    grade = (int)f.Grade,
                    dims = f.DimList,
                    hash = Convert.ToHexStringLower(f.Hash),
                }),
            });
        }).Needs(EvidenceRights.Read);
        routes.MapPost("/api/evidence/indicators/{id:guid}/values", async (Guid id, PostedValue value, ValueEntry entry, CancellationToken stop) =>
            Results.Json(new { id = await entry.EnterAsync(id, new(value.Unit, value.From, value.To, value.Value, value.Numerator, value.Denominator, false, null, value.Note ?? ""), null, stop) },
                statusCode: StatusCodes.Status201Created)).Needs(EvidenceRights.Enter);
        routes.MapGet("/api/evidence/indicators/{id:guid}/preview", PreviewAsync).Needs(EvidenceRights.Measure);
    }

    /// <summary>What has happened in a plan so far, by kind of fact, from the roll-ups.</summary>
    static async Task<IResult> CountsAsync(Guid id, IPlans plans, Database database, CancellationToken stop)
    {
        await plans.FindAsync(id, stop);
        await using var connection = await database.OpenAsync(stop);
        var sums = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (kind, cells) in await new Where(connection).Is("plan_id", id).Is("is_tree", false).RowsAsync(
            "select kind, cells from evidence_series join evidence_page on series = id", r => (r.GetString(0), r.GetFieldValue<byte[]>(1)), stop))
            sums[kind] = sums.GetValueOrDefault(kind) + YearPage.Read(cells).Sum(c => c.Total);
        return Results.Json(sums.ToDictionary(s => s.Key, s => Ledger.Unscale(s.Value)));
    }

    static async Task<IResult> PreviewAsync(Guid id, HttpContext context, IndicatorDesk desk, Words words, CancellationToken stop)
    {
        var asked = context.Request.Query;
        var input = MeasureInput.Of(new Form(new FormCollection(asked.ToDictionary(q => q.Key, q => q.Value))));
        var view = await desk.MeasureAsync(id, input, stop);
        if (view.Trouble is { } trouble) return Results.Json(new { trouble = words.Of(trouble), position = FormulaTrouble.Position(trouble) });
        return Results.Json(new
        {
            value = Tell.Value(view.Preview!.Reading.Value, view.Target.Unit),
            status = words[Design.Components.Signs.Word(view.Preview.Reading.Status)],
            words = view.PreviewWords,
        });
    }

    static object Of(FullReading full) => new
    {
        id = full.Reading.IndicatorId,
        path = full.Asked.Target.Path,
        name = full.Asked.Target.Name,
        unit = full.Asked.Target.Unit,
        target = full.Asked.Target.Value,
        value = full.Reading.Value,
        status = full.Reading.Status.ToString(),
        grade = (int?)full.Reading.Grade,
        facts = full.Reading.Facts,
        source = full.Reading.Source,
        formula = full.Asked.Measure.FormulaText,
        words = full.Reading.Formula,
        measure = full.Asked.Measure.Number,
        series = full.Reading.Series,
    };
}

/// <summary>A value as a program declares it; official figures come with a file and so through the page.</summary>
sealed record PostedValue(Guid Unit, DateOnly From, DateOnly To, decimal? Value, decimal? Numerator, decimal? Denominator, string? Note);
