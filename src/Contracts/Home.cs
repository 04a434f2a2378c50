using LienY.Kernel;

namespace LienY.Contracts;

/// <summary>In which list of "Hôm nay" something stands.</summary>
public enum TodayList
{
    /// <summary>Đến hạn.</summary>
    Due,

    /// <summary>Chờ người khác.</summary>
    Waiting,

    /// <summary>Mới.</summary>
    New,
}

/// <summary>Something that waits today: what, for which plan, when, one button. Texts are ready to show (already in the caller's language where they are ours).</summary>
public sealed record TodayItem(TodayList List, string What, string Where, DateOnly? When, string Href, string Button);

/// <summary>A plan as one line of "Hôm nay": its targets as small squares by status, the next report.</summary>
public sealed record PlanStrip(Guid PlanId, string Title, IReadOnlyList<TargetStatus> Targets, DateOnly? NextReport);

/// <summary>A module's part of "Hôm nay" for the caller of the scope.</summary>
public interface ITodaySource
{
    /// <summary>What waits for the caller, most urgent first, at most some twenty.</summary>
    Task<IReadOnlyList<TodayItem>> ItemsAsync(CancellationToken stop);

    /// <summary>Plans the caller answers for.</summary>
    Task<IReadOnlyList<PlanStrip>> PlansAsync(CancellationToken stop) => Task.FromResult<IReadOnlyList<PlanStrip>>([]);
}

/// <summary>A hit of "search everything".</summary>
public sealed record SearchHit(string Kind, string Title, string Detail, string Href);

/// <summary>A module's part of the search; <paramref name="folded"/> text has neither tone marks nor case.</summary>
public interface ISearchSource
{
    /// <summary>At most <paramref name="most"/> hits that the caller may see.</summary>
    Task<IReadOnlyList<SearchHit>> FindAsync(string folded, int most, CancellationToken stop);
}

/// <summary>A report that is due next for a plan, answered by Reports.</summary>
public interface IReportClock
{
    /// <summary>Next due day by plan, for plans that have one.</summary>
    Task<IReadOnlyDictionary<Guid, DateOnly>> NextAsync(IReadOnlyCollection<Guid> plans, CancellationToken stop);
}
