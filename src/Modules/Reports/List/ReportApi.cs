using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Reports;

/// <summary>Reports for programs, as JSON; described in docs/api.md.</summary>
static class ReportApi
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/reports", async (HttpRequest request, ReportsStore store, TimeProvider clock, CancellationToken stop) =>
        {
            var filter = ReportFilter.Of(request);
            var rows = await filter.RowsAsync(store, clock.Today(), stop);
            return Results.Ok(new { total = rows.Count, page = filter.Page, reports = rows.Skip((filter.Page - 1) * ReportFilter.PageSize).Take(ReportFilter.PageSize).Select(r => Line(r, clock.Today())) });
        }).Needs(ReportsRights.Read);
        routes.MapGet("/api/reports/{id:guid}", async (Guid id, ReportDesk desk, CancellationToken stop) => Results.Ok(Whole(await desk.LoadAsync(id, stop)))).Needs(ReportsRights.Read);
    }

    static object Line(Report r, DateOnly today) => new
    {
        id = r.Id,
        plan = r.PlanId,
        planTitle = r.PlanTitle,
        title = r.Title,
        from = r.FromId,
        to = r.ToId,
        cadence = Small(r.Cadence),
        periodFrom = r.PeriodFrom,
        periodTo = r.PeriodTo,
        cutoff = r.Cutoff,
        dueOn = r.DueOn,
        state = Small(r.State),
        overdue = r.IsOverdue(today),
        sentOn = r.SentOn,
        acceptedOn = r.AcceptedOn,
        number = r.NumberText,
        issuedOn = r.IssuedOn,
        supplementOf = r.SupplementOf,
        closedAt = r.ClosedAt,
        finalOn = r.FinalOn,
    };

    static object Whole(ReportView view) => new
    {
        report = Line(view.Report, view.Today),
        cells = view.Data.Cells.Select(c => new
        {
            ordinal = c.Ordinal,
            indicator = c.IndicatorId,
            path = c.Path,
            name = c.Name,
            unit = c.Unit,
            comparator = Small(c.Comparator),
            target = c.Target,
            targetHigh = c.TargetHigh,
            actual = c.Actual,
            estimate = c.Estimate,
            estimateBasis = c.EstimateBasis,
            estimateBy = c.EstimateBy,
            estimateAt = c.EstimateAt,
            final = c.IsFinal,
            finalValue = c.FinalValue,
            finalOn = c.FinalOn,
            finalBy = c.FinalBy,
            percent = c.Percent,
            inPeriod = c.InPeriod,
            samePeriod = c.SamePeriod,
            status = Small(c.Status),
            grade = (int?)c.Grade,
            facts = c.Facts,
            source = c.Source,
            formula = c.Formula,
            query = c.Query,
            hash = c.Hash,
            movedSince = view.Moved(c).Moved,
            now = view.Moved(c).Moved ? view.Moved(c).Value : c.Actual,
        }),
        tasks = view.Data.Tasks.Select(t => new { ordinal = t.Ordinal, content = t.Content, name = t.Name, unit = t.Unit, due = t.Due, progress = t.Progress, products = t.Products, doneOn = t.DoneOn, overdue = t.IsOverdue }),
        budget = view.Data.Budgets.Select(b => new { label = b.Label, source = b.Source, year = b.Year, planned = b.Planned, allocated = b.Allocated, spent = b.Spent }),
        changes = view.Changes.Select(c => new { indicator = c.IndicatorId, name = c.Name, figure = c.Figure, was = c.Was, became = c.Became, notedAt = c.NotedAt, facts = c.Facts, which = c.Which }),
        texts = view.Texts.ToDictionary(t => Small(t.Key), t => t.Value),
        steps = view.Steps.Select(s => new { at = s.At, by = s.UserName, was = Small(s.Was), became = Small(s.Became), note = s.Note }),
    };

    static string Small(Enum value) => value.ToString().ToLowerInvariant();
}
