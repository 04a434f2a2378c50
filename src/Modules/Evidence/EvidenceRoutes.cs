using LienY.Contracts;
using LienY.Design;
using LienY.Evidence.Pages;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Evidence;

/// <summary>Pages of evidence. Each asks IPlans first, so that a plan which the caller may not see is missing.</summary>
static class EvidenceRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/evidence", async (IndicatorDesk desk, CancellationToken stop) => Show.Page<PlansPage>(new { Model = await desk.PlansAsync(stop) })).Needs(EvidenceRights.Read);
        routes.MapGet("/evidence/plans/{id:guid}", PlanAsync).Needs(EvidenceRights.Read);
        routes.MapExport("/evidence/plans/{id:guid}", Exports.PlanAsync).Needs(EvidenceRights.Read);
        routes.MapGet("/evidence/indicators/{id:guid}", IndicatorAsync).Needs(EvidenceRights.Read);
        routes.MapExport("/evidence/indicators/{id:guid}/facts", Exports.FactsAsync).Needs(EvidenceRights.Read);
        routes.MapGet("/evidence/facts/{id:guid}", async (Guid id, IndicatorDesk desk, CancellationToken stop) => Show.Page<Pages.FactPage>(new { Model = await desk.FactAsync(id, stop) }))
            .Needs(EvidenceRights.Read);
        routes.MapGet("/evidence/ledger", LedgerAsync).Needs(EvidenceRights.Ledger);
        routes.MapPost("/evidence/ledger", VerifyAsync).Needs(EvidenceRights.Ledger);
        routes.MapExport("/evidence/ledger", Exports.LedgerAsync).Needs(EvidenceRights.Ledger);
        ValueRoutes.Map(routes);
        MeasureRoutes.Map(routes);
        CatalogueRoutes.Map(routes);
        AnalyticsApi.Map(routes);
        FigureRoutes.Map(routes);
        WorkbenchRoutes.Map(routes);
        EvidenceApi.Map(routes);
    }

    static async Task<IResult> PlanAsync(Guid id, string? asOf, IndicatorDesk desk, CancellationToken stop) =>
        Show.Page<PlanEvidencePage>(new { Model = await desk.PlanAsync(id, Ask.Day(asOf), stop) });

    static async Task<IResult> IndicatorAsync(Guid id, string? asOf, int? page, IndicatorDesk desk, CancellationToken stop) =>
        Show.Page<IndicatorPage>(new { Model = await desk.IndicatorAsync(id, Ask.Day(asOf), Math.Max(1, page ?? 1), stop) });

    static async Task<IResult> LedgerAsync(string? plan, string? kind, int? page, IndicatorDesk desk, CancellationToken stop) =>
        Show.Page<LedgerPage>(new { Model = await desk.LedgerAsync(Ask.Id(plan), Ask.Text(kind), Math.Max(1, page ?? 1), null, stop) });

    static async Task<IResult> VerifyAsync(IndicatorDesk desk, Sealing sealing, CancellationToken stop) =>
        Show.Page<LedgerPage>(new { Model = await desk.LedgerAsync(null, null, 1, await sealing.VerifyAsync("ledger", stop), stop) });
}

/// <summary>Reads what stands in an address; what cannot be read counts as not asked.</summary>
static class Ask
{
    public static DateOnly? Day(string? text) => Say.TryDay(text, out var day) && day.Year is > 1900 and < 2200 ? day : null;

    public static Guid? Id(string? text) => Guid.TryParse(text, out var id) ? id : null;

    public static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
