using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Reports;

/// <summary>Reminds who must report seven days, three days before and on the due day; afterwards tells the organisation above and the plan's owner, and the
/// organisation above once more after three days. Each once.</summary>
sealed class Reminders(ReportsStore store, IOrganisations organisations, TimeProvider clock)
{
    /// <summary>The job; what is due is rows.</summary>
    public static readonly Job Hourly = new("report-reminders", TimeSpan.FromHours(1), (s, stop) => ActivatorUtilities.CreateInstance<Reminders>(s).RunAsync(stop));

    /// <summary>Days before the due day at which a notice is put, with its key.</summary>
    static readonly (int Days, string Mark, string Text)[] Before =
    [
        (0, "T", Words.Key("Hôm nay là hạn gửi báo cáo: {0}")),
        (3, "T-3", Words.Key("Còn không quá 3 ngày là đến hạn {1} gửi báo cáo: {0}")),
        (7, "T-7", Words.Key("Còn không quá 7 ngày là đến hạn {1} gửi báo cáo: {0}")),
    ];

    /// <summary>Puts what is due now; returns how many notices were put.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var today = clock.Today();
        var horizon = today.AddDays(Before[^1].Days);
        var rows = await store.Reports.AsNoTracking()
            .Where(r => r.StoppedOn == null && (r.State == ReportState.Due || r.State == ReportState.Draft || r.State == ReportState.Returned) && r.DueOn <= horizon).ToListAsync(stop);
        var put = 0;
        foreach (var report in rows) put += report.DueOn < today ? await EscalateAsync(report, stop) : await RemindAsync(report, report.DueOn.DayNumber - today.DayNumber, stop);
        await store.SaveChangesAsync(stop);
        return put;
    }

    async Task<int> RemindAsync(Report report, int left, CancellationToken stop)
    {
        var (_, mark, text) = Before.First(b => left <= b.Days);
        return await PutAsync(report, report.FromId, mark, text, stop);
    }

    async Task<int> EscalateAsync(Report report, CancellationToken stop)
    {
        var put = await PutAsync(report, report.FromId, "late", Words.Key("Báo cáo đã quá hạn ({1}) mà chưa gửi: {0}"), stop);
        var above = (await organisations.AboveAsync(report.FromId, stop)).Skip(1).Select(o => o.Id).Take(1).ToList();
        if (report.DueOn.AddDays(3) <= clock.Today())
            foreach (var organisation in above) put += await PutAsync(report, organisation, "T+3/" + organisation, Words.Key("Đơn vị trực thuộc chưa gửi báo cáo quá hạn từ 3 ngày trở lên ({1}): {0}"), stop);
        foreach (var organisation in above.Append(report.OwnerId).Append(report.ToId).Distinct().Where(o => o != report.FromId))
            put += await PutAsync(report, organisation, "late/" + organisation, Words.Key("Đơn vị chưa gửi báo cáo đã quá hạn ({1}): {0}"), stop);
        return put;
    }

    async Task<int> PutAsync(Report report, Guid organisation, string mark, string text, CancellationToken stop)
    {
        var once = $"report/{report.Id}/{mark}";
        if (await store.WasToldAsync(once, stop)) return 0;
        store.Notify(new Notice { OrganisationId = organisation, Text = text, Args = Notice.ArgsOf(report.Title, Say.Day(report.DueOn)), Link = "/reports/" + report.Id, Once = once });
        return 1;
    }
}
