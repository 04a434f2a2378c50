using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Reports;

/// <summary>Reports on "Hôm nay": to write, to accept, to issue, and those that wait for the other side.</summary>
sealed class ReportsToday(ReportsStore store, Caller caller, Words words, TimeProvider clock) : ITodaySource
{
    /// <summary>A report due later than this is no matter of today.</summary>
    const int DaysAhead = 14;

    public async Task<IReadOnlyList<TodayItem>> ItemsAsync(CancellationToken stop)
    {
        if (!caller.May(ReportsRights.Read)) return [];
        var horizon = clock.Today().AddDays(DaysAhead);
        var rows = await store.Reports.AsNoTracking().Where(r => r.State != ReportState.Issued && r.StoppedOn == null && (r.State != ReportState.Due || r.DueOn <= horizon)).OrderBy(r => r.DueOn).Take(200).ToListAsync(stop);
        return [.. rows.Select(Item).OfType<TodayItem>().Take(20)];
    }

    TodayItem? Item(Report report) => report.State switch
    {
        ReportState.Due when Writes(report) => Of(report, TodayList.Due, words["Lập báo cáo"], report.DueOn),
        ReportState.Draft when Writes(report) => Of(report, TodayList.Due, words["Soạn tiếp"], report.DueOn),
        ReportState.Returned when Writes(report) => Of(report, TodayList.Due, words["Sửa và gửi lại"], report.DueOn),
        ReportState.Sent when caller.MayAccept(report) => Of(report, TodayList.Due, words["Xem và duyệt"], null),
        ReportState.Accepted when caller.May(ReportsRights.Issue, report.FromId) => Of(report, TodayList.Due, words["Phát hành"], null),
        ReportState.Sent or ReportState.Accepted when Writes(report) => Of(report, TodayList.Waiting, words["Xem"], report.SentOn),
        _ => null,
    };

    bool Writes(Report report) => caller.May(ReportsRights.Write, report.FromId);

    TodayItem Of(Report report, TodayList list, string button, DateOnly? when)
    {
        var (key, args) = Cadences.Period(report.Cadence, report.PeriodTo);
        return new(list, words["Báo cáo {0}", (object)words[key, args]], report.PlanTitle, when, "/reports/" + report.Id, button);
    }
}

/// <summary>Reports in the search of everything.</summary>
sealed class ReportsSearch(ReportsStore store, Caller caller, Words words) : ISearchSource
{
    public async Task<IReadOnlyList<SearchHit>> FindAsync(string folded, int most, CancellationToken stop)
    {
        if (!caller.May(ReportsRights.Read)) return [];
        var rows = await store.Reports.AsNoTracking().Where(r => r.Folded.Contains(folded)).OrderByDescending(r => r.DueOn).Take(most).ToListAsync(stop);
        return [.. rows.Select(r => new SearchHit(words["Báo cáo"], r.Title, $"{words[States.Word(r.State)]} · {Say.Day(r.DueOn)}" + (r.NumberText.Length > 0 ? " · " + r.NumberText : ""), "/reports/" + r.Id))];
    }
}
