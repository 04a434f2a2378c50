namespace LienY.Contracts;

/// <summary>Which days offices work: weekends off, and the dated exceptions (public holidays, Tết, weekend days worked in exchange).</summary>
/// <param name="exceptions">Days that differ from their weekday: true where the day is off, false where it is worked.</param>
public sealed class Workdays(IReadOnlyDictionary<DateOnly, bool> exceptions)
{
    /// <summary>Offices work on this day.</summary>
    public bool IsWorkday(DateOnly day) =>
        exceptions.TryGetValue(day, out var off) ? !off : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
}

/// <summary>The calendar of days worked, answered by Reports, which keeps the dated rules of law.</summary>
public interface IWorkdays
{
    /// <summary>The days as they are known now.</summary>
    Task<Workdays> LoadAsync(CancellationToken stop);
}
