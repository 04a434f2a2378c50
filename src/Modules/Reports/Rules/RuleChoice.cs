using LienY.Design;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Reports;

/// <summary>Choosing by which rules the periods of an obligation close: by the decree (15th to 14th) or by months of the calendar. Reports already begun keep their periods.</summary>
sealed class RuleChoice(ReportsStore store, ObligationBook book, Caller caller)
{
    /// <summary>Adds the route.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/reports/{id:guid}/rule", async (Guid id, HttpContext context, RuleChoice choice, CancellationToken stop) =>
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var now = await choice.ChooseAsync(id, form.Whole("version"), form.Text("rule", 20), stop);
        return Show.Done(context, now is { } still ? "/reports/" + still : "/reports", "Đã đổi cách chốt kỳ; các báo cáo chưa lập của nghĩa vụ này theo kỳ mới.");
    }).Needs(ReportsRights.Write);

    /// <summary>Changes the rule of the obligation that a due report fulfils; returns that report, null where the new rules spare it.</summary>
    public async Task<Guid?> ChooseAsync(Guid id, int version, string rule, CancellationToken stop)
    {
        var report = await store.ReportAsync(id, stop);
        caller.Must(ReportsRights.Write, report.FromId);
        store.Expect(report, version);
        if (report.State != ReportState.Due || report.ObligationId is not { } key) throw Refusal.Conflict("Chỉ đổi cách chốt kỳ khi báo cáo chưa lập.");
        var obligation = await store.Obligations.SingleAsync(o => o.Id == key, stop);
        obligation.Rule = rule == "calendar" ? "calendar" : "";
        var rules = (await RuleBook.LoadAsync(store, stop)).By(obligation.Rule);
        var all = await store.Reports.IgnoreQueryFilters(["org"]).Where(r => r.ObligationId == key && r.StoppedOn == null).OrderBy(r => r.PeriodTo).ToListAsync(stop);
        var begun = all.Where(r => r.State != ReportState.Due).Select(r => r.PeriodTo).DefaultIfEmpty(DateOnly.MinValue).Max();
        var due = all.Where(r => r.State == ReportState.Due && r.PeriodTo > begun).ToList();
        var periods = Periods.Of(obligation.Cadence, obligation.Due, obligation.PlanFrom, obligation.PlanTo, rules).Where(p => begun == DateOnly.MinValue || p.To.DayNumber > begun.DayNumber + 31 || p.From > begun).ToList();
        for (var i = 0; i < Math.Max(due.Count, periods.Count); i++)
            if (i >= due.Count) await book.OweAsync(obligation, periods[i], stop);
            else if (i >= periods.Count) store.Reports.Remove(due[i]);
            else Move(due[i], periods[i], obligation);
        await store.SaveChangesAsync(stop);
        return due.IndexOf(report) < periods.Count ? report.Id : null;
    }

    static void Move(Report report, ReportPeriod period, Obligation obligation)
    {
        (report.PeriodFrom, report.PeriodTo, report.Cutoff, report.DueOn, report.Rule) = (period.From, period.To, period.Cutoff, period.DueOn, obligation.Rule);
        report.Title = Titles.Of(obligation.PlanTitle, obligation.Cadence, period.To);
        report.Folded = Fold.Of(report.Title);
    }
}
