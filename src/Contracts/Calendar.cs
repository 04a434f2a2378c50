namespace LienY.Contracts;

/// <summary>Something with a day: a report that is due, a task, a meeting, a milestone.</summary>
/// <param name="Key">Never changes for the same thing, e.g. <c>task/0198…</c>; becomes the UID of iCalendar.</param>
/// <param name="Kind"><c>report</c>, <c>task</c>, <c>meeting</c>, <c>milestone</c> or <c>order</c> (procurement).</param>
/// <param name="Title">Ready to show, in the caller's language where it is ours.</param>
/// <param name="From">First day; the due day of what is due.</param>
/// <param name="To">Last day.</param>
/// <param name="Href">Where it is done.</param>
/// <param name="UnitId">Who answers for it.</param>
/// <param name="IsDone">Done, held or sent.</param>
public sealed record CalendarEntry(string Key, string Kind, string Title, string Detail, DateOnly From, DateOnly To, string Href, Guid? PlanId, Guid? UnitId, bool IsDone)
{
    /// <summary>Hour at Hà Nội, where one is set.</summary>
    public TimeOnly? At { get; init; }
}

/// <summary>A module's part of the calendar, for the caller of the scope.</summary>
public interface ICalendarSource
{
    /// <summary>Entries that touch the days and that the caller may see.</summary>
    Task<IReadOnlyList<CalendarEntry>> EntriesAsync(DateOnly from, DateOnly to, CancellationToken stop);
}
