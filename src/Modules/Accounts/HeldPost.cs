using LienY.Kernel;

namespace LienY.Accounts;

/// <summary>A role that a person holds at an organisation for some time; reaches the units below that organisation.</summary>
sealed class HeldPost
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Whose.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>What for.</summary>
    public required Role Role { get; init; }

    /// <summary>Where.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>First day; null: from the beginning.</summary>
    public DateOnly? FromDay { get; init; }

    /// <summary>Last day; null: until further notice.</summary>
    public DateOnly? ToDay { get; private set; }

    /// <summary>Who gave it; null: the house.</summary>
    public Guid? GivenBy { get; init; }

    /// <summary>When it was given.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Sets the last day.</summary>
    public HeldPost Until(DateOnly? day)
    {
        if (day < FromDay) throw new Refusal(RefusalKind.Invalid, "Ngày kết thúc không được trước ngày bắt đầu.") { Field = "to" };
        ToDay = day;
        return this;
    }

    /// <summary>Takes it away: yesterday was the last day.</summary>
    public void End(DateOnly today) => ToDay = today.AddDays(-1);

    /// <summary>In force on a day.</summary>
    public bool IsHeld(DateOnly day) => !(FromDay > day) && !(ToDay < day);
}
