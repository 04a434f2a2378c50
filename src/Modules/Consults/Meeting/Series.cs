using LienY.Kernel;

namespace LienY.Consults;

/// <summary>A weekly line of consultations between one central hospital and the hospitals of a province; its meetings are rows, made ahead.</summary>
sealed class Series : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Who leads it.</summary>
    public required Guid OrganisationId { get; init; }
    public required string Title { get; set; }

    /// <summary>1 Monday … 7 Sunday.</summary>
    public required short Weekday { get; set; }

    /// <summary>Hour at Hà Nội, HH:mm.</summary>
    public required string At { get; set; }

    /// <summary>Minutes planned.</summary>
    public required int Length { get; set; }
    public required DateOnly FromDay { get; init; }
    public required DateOnly ToDay { get; set; }

    /// <summary>The plan and the target that it serves, where it does.</summary>
    public Guid? PlanId { get; set; }
    public Guid? TopicId { get; set; }

    /// <summary>No meeting after this day; null: runs to its end.</summary>
    public DateOnly? EndedOn { get; set; }
    public required DateTimeOffset MadeAt { get; init; }
    public Guid? MadeBy { get; init; }
    public required string MadeByName { get; init; }
    public int Version { get; set; }

    /// <summary>Facilities that take part each week.</summary>
    public List<SeriesFacility> Facilities { get; init; } = [];

    /// <summary>The days on which it meets, first to last: every seventh day.</summary>
    public static IEnumerable<DateOnly> Days(DateOnly from, DateOnly to, short weekday)
    {
        var first = from.AddDays(((weekday % 7) - (int)from.DayOfWeek + 7) % 7);
        for (var day = first; day <= to; day = day.AddDays(7)) yield return day;
    }
}

/// <summary>A facility of a line.</summary>
sealed class SeriesFacility
{
    public required Guid SeriesId { get; init; }
    public required Guid FacilityId { get; init; }

    /// <summary>It gives the opinions; the others ask.</summary>
    public required bool IsHost { get; init; }
}
