using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using LienY.Reports.Pages;
using LienY.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Reports;

/// <summary>What the list page shows.</summary>
sealed record ReportListView(ReportFilter Filter, IReadOnlyList<Report> Rows, int Total, IReadOnlyDictionary<Guid, string> Names, IReadOnlyList<(Guid Id, string Title)> Plans, DateOnly Today, bool MayWrite)
{
    /// <summary>Pages of the list.</summary>
    public int Pages => Math.Max(1, (Total + ReportFilter.PageSize - 1) / ReportFilter.PageSize);
}

/// <summary>The list of reports, as a page and for Excel.</summary>
static class ReportList
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/reports", async (HttpRequest request, ReportsStore store, IOrganisations organisations, Caller caller, TimeProvider clock, CancellationToken stop) =>
            Show.Page<ReportListPage>(new { Model = await LoadAsync(request, store, organisations, caller, clock, stop) })).Needs(ReportsRights.Read);
        routes.MapExport("/reports/export", ExportAsync).Needs(ReportsRights.Read);
    }

    static async Task<ReportListView> LoadAsync(HttpRequest request, ReportsStore store, IOrganisations organisations, Caller caller, TimeProvider clock, CancellationToken stop)
    {
        var filter = ReportFilter.Of(request);
        var today = clock.Today();
        var rows = await filter.RowsAsync(store, today, stop);
        var plans = (await store.Reports.AsNoTracking().Select(r => new { r.PlanId, r.PlanTitle, r.FromId, r.ToId }).Distinct().ToListAsync(stop))
            .ConvertAll(p => (p.PlanId, p.PlanTitle, p.FromId, p.ToId));
        var names = await organisations.NamesAsync(plans.SelectMany(p => new[] { p.FromId, p.ToId }).Distinct(), today, stop);
        return new(filter, [.. rows.Skip((filter.Page - 1) * ReportFilter.PageSize).Take(ReportFilter.PageSize)], rows.Count, names,
            [.. plans.Select(p => (p.PlanId, p.PlanTitle)).DistinctBy(p => p.PlanId).OrderBy(p => p.PlanTitle, StringComparer.Ordinal)], today, caller.May(ReportsRights.Write));
    }

    static async Task<IResult> ExportAsync(HttpRequest request, ReportsStore store, IOrganisations organisations, TimeProvider clock, Words words, CancellationToken stop)
    {
        var today = clock.Today();
        var rows = await ReportFilter.Of(request).RowsAsync(store, today, stop);
        var names = await organisations.NamesAsync(rows.SelectMany(r => new[] { r.FromId, r.ToId }).Distinct(), today, stop);
        Column[] head = [words["Báo cáo"], words["Kế hoạch"], words["Đơn vị báo cáo"], words["Nơi nhận báo cáo"], words["Từ ngày"], words["Đến ngày"], words["Ngày chốt"], words["Hạn gửi"], words["Ngày gửi"], words["Trạng thái"], words["Số"]];
        return Export.Of("bao-cao", head, rows.Select(r => new object?[]
        {
            r.Title, r.PlanTitle, names.GetValueOrDefault(r.FromId), names.GetValueOrDefault(r.ToId), r.PeriodFrom, r.PeriodTo, r.Cutoff,
            r.DueOn, r.SentOn, words[States.Word(r.State)], r.NumberText,
        }));
    }
}
