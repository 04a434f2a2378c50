using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Plans;

/// <summary>The told year of one plan: its last year up to today, or up to its end where it has ended.</summary>
sealed class DemoYear(Plan plan, DateOnly today, Random chance)
{
    /// <summary>The plan.</summary>
    public Plan Plan => plan;

    /// <summary>The same numbers at every start.</summary>
    public Random Chance => chance;

    /// <summary>Last day of the story.</summary>
    public DateOnly Last { get; } = plan.EndsOn < today ? plan.EndsOn : today;

    /// <summary>First day of the story.</summary>
    public DateOnly First => plan.StartsOn > Last.AddDays(-365) ? plan.StartsOn : Last.AddDays(-365);

    /// <summary>A day within the story.</summary>
    public DateOnly Clamp(DateOnly day) => day < First ? First : day > Last ? Last : day;

    /// <summary>A person acting on a day, in office hours.</summary>
    public Act Act(DateOnly day, PersonCard? person) =>
        new(new DateTimeOffset(day.ToDateTime(new TimeOnly(1 + chance.Next(8), chance.Next(60), chance.Next(60))), TimeSpan.Zero), person?.Id, person?.Name ?? "Liên Y");

    /// <summary>
    /// First and due day of a task: as the paper says where it says, else spread over the year and some weeks beyond; one task in ten is due within days of today.
    /// </summary>
    public (DateOnly From, DateOnly Due) Window(int index, int count, PlanTask task)
    {
        var span = Last.DayNumber - First.DayNumber + 60;
        // A task for which the paper states no time bears the days of the whole plan.
        var due = task.DueOn is { } stated && stated < plan.EndsOn && stated <= Last.AddDays(400) ? stated
            : index % 10 == 6 && plan.EndsOn > Last ? Last.AddDays(1 + (index % 7))
            : First.AddDays(25 + (int)((long)span * (index + 1) / (count + 1)) + chance.Next(-10, 11));
        if (due > plan.EndsOn) due = plan.EndsOn;
        var from = task.StartsOn is { } start && start > plan.StartsOn && start <= due ? start : due.AddDays(-35 - chance.Next(50));
        if (from < First) from = First;
        return (from <= due ? from : due, due);
    }

    /// <summary>What became of a task due on a day: the day it was done, or null with its progress so far. Six in ten on time, two late, two not yet.</summary>
    public (DateOnly? Done, int Progress) Fate(int index, DateOnly due)
    {
        var roll = (index * 7 % 10) + (due.AddDays(60) < Last ? -1 : 0);
        if (due > Last) return (null, 10 + (chance.Next(8) * 10));
        if (roll < 6) return (Clamp(due.AddDays(-chance.Next(0, 12))), 100);
        var late = due.AddDays(2 + chance.Next(22));
        return roll < 8 && late <= Last ? (late, 100) : (null, 40 + (chance.Next(5) * 10));
    }

    /// <summary>Meetings of the year: a survey, briefings each quarter, a review in the middle, and a final one where the plan has ended.</summary>
    public IEnumerable<(DateOnly On, string Kind, string Title)> Meetings()
    {
        var days = Last.DayNumber - First.DayNumber;
        if (days < 20) yield break;
        yield return (Workday(First.AddDays(Math.Min(14, days / 4))), "Khảo sát", "Khảo sát nhu cầu và thống nhất cách phối hợp");
        for (var quarter = 1; quarter * 85 < days; quarter++)
            yield return (Workday(First.AddDays(quarter * 85)), quarter == 2 ? "Sơ kết" : "Giao ban",
                quarter == 2 ? "Sơ kết giữa kỳ việc thực hiện kế hoạch" : $"Giao ban tiến độ lần {(quarter > 2 ? quarter - 1 : quarter)}");
        yield return plan.EndsOn <= Last
            ? (Workday(Last.AddDays(-6)), "Tổng kết", "Tổng kết việc thực hiện kế hoạch")
            : (Workday(Last.AddDays(-9)), "Làm việc", "Làm việc với các đơn vị có nhiệm vụ quá hạn");
    }

    DateOnly Workday(DateOnly day) => Clamp(day.DayOfWeek switch { DayOfWeek.Saturday => day.AddDays(-1), DayOfWeek.Sunday => day.AddDays(-2), _ => day });
}

/// <summary>Who works on a plan of the demonstration.</summary>
sealed class DemoCast(Guid owner, IReadOnlyDictionary<Guid, IReadOnlyCollection<Guid>> parties, IReadOnlyDictionary<Guid, string> names, IReadOnlyList<PersonCard> people)
{
    readonly Guid[] units = [.. parties.Keys.Order()];

    /// <summary>Who leads for the owner.</summary>
    public PersonCard? Lead => PersonAt(owner, 0) ?? (people.Count > 0 ? people[0] : null);

    /// <summary>Who judges what somebody delivered: the lead, or a colleague where the lead delivered it.</summary>
    public PersonCard? Other(PersonCard? doer) => Lead is { } lead && lead.Id != doer?.Id ? lead : people.FirstOrDefault(p => p.Id != doer?.Id);

    /// <summary>A unit for a task that the paper gives to nobody: every second one to the owner, else in turn.</summary>
    public Guid UnitFor(int index)
    {
        var staffed = units.Where(u => u != owner && PersonAt(u, 0) is not null).ToList();
        return index % 2 == 0 || staffed.Count == 0 ? owner : staffed[index / 2 % staffed.Count];
    }

    /// <summary>A person at a unit or at those that carry it on; null where nobody has an account there.</summary>
    public PersonCard? PersonAt(Guid unit, int index)
    {
        var at = parties.TryGetValue(unit, out var carried) ? carried : [unit];
        var there = people.Where(p => at.Contains(p.OrganisationId)).OrderBy(p => p.Name, StringComparer.Ordinal).ToList();
        return there.Count == 0 ? null : there[index % there.Count];
    }

    /// <summary>Name of a unit, as it was when the plan was issued.</summary>
    public string NameOf(Guid unit) => names.GetValueOrDefault(unit, "");

    /// <summary>Everybody who may be invited.</summary>
    public IReadOnlyList<PersonCard> People => [.. people.DistinctBy(p => p.Id).Take(8)];

    /// <summary>Who sat in a meeting.</summary>
    public string Attendees => string.Join("\n", people.Take(6).Select(p => p.Title.Length > 0 ? $"{p.Name}, {p.Title}" : p.Name));
}
