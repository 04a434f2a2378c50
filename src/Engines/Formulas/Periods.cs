namespace LienY.Formulas;

/// <summary>Arithmetic on windows of days that needs no calendar of periods.</summary>
public static class Periods
{
    /// <summary>
    /// The window <paramref name="by"/> windows later (earlier where negative): a window of whole months moves by months, so that 15/1–14/2 follows 15/12–14/1;
    /// any other by its number of days. A window beyond the calendar's ends stays where it is.
    /// </summary>
    public static (DateOnly From, DateOnly To) Shift(DateOnly from, DateOnly to, int by)
    {
        try
        {
            var next = to.AddDays(1);
            var whole = (next.Year - from.Year) * 12 + next.Month - from.Month;
            var months = checked(whole * by);
            if (next > from && from.AddMonths(whole) == next) return (from.AddMonths(months), next.AddMonths(months).AddDays(-1));
            var days = checked((next.DayNumber - from.DayNumber) * by);
            return (from.AddDays(days), to.AddDays(days));
        }
        catch (Exception error) when (error is ArgumentOutOfRangeException or OverflowException)
        {
            return (from, to);
        }
    }
}
