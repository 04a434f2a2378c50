using System.Data.Common;
using LienY.Periods;

namespace LienY.DataSets;

/// <summary>Which reports are closed to change because somebody has approved them; answered by approval.</summary>
interface IReportLocks
{
    /// <summary>
    /// The closed ones of these reports: data set, unit, code of the period. On a connection whose transaction holds the writers' lock the answer
    /// holds until that transaction ends; without a connection it is as things stand now.
    /// </summary>
    Task<IReadOnlySet<(Guid SetId, Guid UnitId, string Period)>> LockedAsync(DbConnection? connection, IReadOnlyCollection<(Guid UnitId, Period Period)> reports, CancellationToken stop);
}

/// <summary>When a data set may be reported.</summary>
static class ReportRules
{
    /// <summary>The last period that may be reported on a day: the last one that has ended, and as many more as the data set opens.</summary>
    public static Period LatestOpen(DataSet set, PeriodType type, DateOnly today)
    {
        var period = type.Of(today).Previous;
        for (var i = 0; i < Math.Min(set.OpenFuturePeriods, 1000); i++) period = period.Next;
        return period;
    }

    /// <summary>Closed because too much time has passed.</summary>
    public static bool IsExpired(DataSet set, Period period, DateOnly today) => set.ExpiryDays > 0 && today > period.Last.AddDays(set.ExpiryDays);

    /// <summary>On time: said to be complete within the days of the data set.</summary>
    public static bool IsOnTime(DataSet set, Period period, DateOnly day) => day <= period.Last.AddDays(set.TimelyDays);

    /// <summary>The last day on which a report is on time.</summary>
    public static DateOnly Due(DataSet set, Period period) => period.Last.AddDays(set.TimelyDays);

    /// <summary>The day lies in a validity.</summary>
    public static bool Within(DateOnly? from, DateOnly? to, Period period) => (from is not { } f || period.Last >= f) && (to is not { } t || period.First <= t);
}
