using LienY.Kernel;

namespace LienY.Consults;

/// <summary>Who is on call for consultations: a person of a facility, for a specialty or all, over days, between hours.</summary>
sealed class Duty : IVersioned
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The facility.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>Specialty; empty: every one.</summary>
    public required string Specialty { get; set; }

    /// <summary>Who.</summary>
    public required Guid UserId { get; set; }

    /// <summary>Their name.</summary>
    public required string UserName { get; set; }

    /// <summary>First day.</summary>
    public required DateOnly FromDay { get; set; }

    /// <summary>Last day.</summary>
    public required DateOnly ToDay { get; set; }

    /// <summary>Minute of the day from which they are on call.</summary>
    public required int FromMinute { get; set; }

    /// <summary>Minute of the day at which it ends; not after the beginning: on the next day.</summary>
    public required int ToMinute { get; set; }

    /// <summary>1 is called first.</summary>
    public required int Rank { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>On call at an hour of the wall clock at Hà Nội.</summary>
    public bool Covers(DateTime wall)
    {
        var (day, minute) = (DateOnly.FromDateTime(wall), (wall.Hour * 60) + wall.Minute);
        if (FromMinute < ToMinute) return Holds(day) && minute >= FromMinute && minute < ToMinute;
        return (Holds(day) && minute >= FromMinute) || (Holds(day.AddDays(-1)) && minute < ToMinute);
    }

    bool Holds(DateOnly day) => day >= FromDay && day <= ToDay;
}

/// <summary>How long an urgency may take, from a day on; entered by the administrator, the law's proposal at first.</summary>
sealed class ClockRule : IVersioned
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The clock.</summary>
    public required ClockKind Clock { get; init; }

    /// <summary>The urgency.</summary>
    public required Urgency Urgency { get; init; }

    /// <summary>Minutes; 0 where working days count.</summary>
    public required int Minutes { get; init; }

    /// <summary>Working days; 0 where minutes count. With neither: until the end of the day.</summary>
    public required int Workdays { get; init; }

    /// <summary>Minutes that the next on the roster has.</summary>
    public required int NextMinutes { get; init; }

    /// <summary>First day on which it holds.</summary>
    public required DateOnly FromDay { get; init; }

    /// <summary>Where it comes from.</summary>
    public required string Source { get; init; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;
}

/// <summary>A reason for which the law has a consultation held, while it holds.</summary>
sealed class ReasonRule
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Key (<see cref="Case.Reason"/>).</summary>
    public required string Key { get; init; }

    /// <summary>In words (key of translations).</summary>
    public required string Name { get; init; }

    /// <summary>The article.</summary>
    public required string Source { get; init; }

    /// <summary>First day.</summary>
    public required DateOnly FromDay { get; init; }

    /// <summary>Last day; null while it holds.</summary>
    public DateOnly? ToDay { get; init; }
}

/// <summary>What a request must or should say, while the rule holds.</summary>
sealed class EssentialRule
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Which part (name of the field of the form).</summary>
    public required string Field { get; init; }

    /// <summary>Only this specialty; empty: every one.</summary>
    public required string Specialty { get; init; }

    /// <summary>Only this kind of consultation; empty: every one.</summary>
    public required string Kind { get; init; }

    /// <summary>Without it, it is not sent (never asked of <see cref="Urgency.Immediate"/>); else it is pointed out.</summary>
    public required bool IsRequired { get; init; }

    /// <summary>First day.</summary>
    public required DateOnly FromDay { get; init; }

    /// <summary>Last day; null while it holds.</summary>
    public DateOnly? ToDay { get; init; }
}
