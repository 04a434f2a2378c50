using LienY.Kernel;

namespace LienY.Contracts;

/// <summary>Where a target stands. Never "0" for "no data".</summary>
public enum TargetStatus
{
    /// <summary>Đạt.</summary>
    Met,

    /// <summary>Đúng tiến độ.</summary>
    OnTrack,

    /// <summary>Có nguy cơ.</summary>
    AtRisk,

    /// <summary>Không đạt.</summary>
    Missed,

    /// <summary>Chưa đến hạn.</summary>
    NotDue,

    /// <summary>Chưa có số liệu.</summary>
    NoData,
}

/// <summary>One point of a series: the end of a half-month and the value known for it.</summary>
public sealed record SeriesPoint(DateOnly On, decimal Value);

/// <summary>What evidence says about a target on a day.</summary>
/// <param name="Value">The value, null where there is none.</param>
/// <param name="Status">Where the target stands.</param>
/// <param name="Grade">The weakest grade among its facts; null where there is none.</param>
/// <param name="Facts">How many facts stand behind it.</param>
/// <param name="Source">In words: "11 chứng nhận", "Báo cáo số 05/BC-SYT".</param>
/// <param name="Formula">The formula in words, Vietnamese.</param>
/// <param name="Query">The fact query, to freeze in a report: kinds, plan, topic, window, ledger position.</param>
/// <param name="Series">For the spark line.</param>
public sealed record IndicatorReading(
    Guid IndicatorId, decimal? Value, TargetStatus Status, Grade? Grade, int Facts, string Source, string Formula, string Query, IReadOnlyList<SeriesPoint> Series);

/// <summary>Questions about evidence, answered by Evidence.</summary>
public interface IEvidence
{
    /// <summary>Readings of targets with facts that occurred up to <paramref name="asOf"/>, one per target, in the same order.</summary>
    Task<IReadOnlyList<IndicatorReading>> ReadAsync(IReadOnlyList<Target> targets, DateOnly asOf, CancellationToken stop);

    /// <summary>Value of each target within a window only (for "so cùng kỳ" and periods of a report); null where there is none.</summary>
    Task<IReadOnlyDictionary<Guid, decimal?>> WithinAsync(IReadOnlyList<Target> targets, DateOnly from, DateOnly to, CancellationToken stop);

    /// <summary>Measures that fit a name and a unit, best first, with words for the review page.</summary>
    IReadOnlyList<(MeasureChoice Choice, string Words)> Suggest(string name, string unit);
}
