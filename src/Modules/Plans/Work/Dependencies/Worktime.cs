namespace LienY.Plans;

/// <summary>Days that count, numbered from a beginning: every day, or only those that are worked.</summary>
sealed class Worktime(DateOnly first, Func<DateOnly, bool>? counts = null)
{
    readonly List<DateOnly> days = [];
    int looked;

    /// <summary>Not every day counts.</summary>
    public bool Counts => counts is not null;

    /// <summary>Number of the day, or of the next that counts.</summary>
    public int At(DateOnly day)
    {
        if (counts is null) return day.DayNumber - first.DayNumber;
        while (days.Count == 0 || days[^1] < day) Grow();
        var at = days.BinarySearch(day);
        return at < 0 ? ~at : at;
    }

    /// <summary>Number of the day, or of the last that counts before it.</summary>
    public int UpTo(DateOnly day)
    {
        var at = At(day);
        return counts is null || days[at] == day ? at : at - 1;
    }

    /// <summary>The day of a number.</summary>
    public DateOnly On(int number)
    {
        if (counts is null || number < 0) return first.AddDays(number);
        while (days.Count <= number) Grow();
        return days[number];
    }

    // A calendar in which no day counts would never end; after a year without one, days count.
    void Grow()
    {
        for (var tries = 0; tries < 366 && !counts!(first.AddDays(looked)); tries++) looked++;
        days.Add(first.AddDays(looked++));
    }
}
