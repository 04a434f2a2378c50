using LienY.Contracts;

namespace LienY.Rooms;

/// <summary>A seat as it stands in the room now.</summary>
sealed class Sitting(Guid id)
{
    /// <summary>The seat.</summary>
    public Guid Id => id;

    /// <summary>Their number in this room.</summary>
    public int Number { get; set; }

    /// <summary>Their account; null for a guest.</summary>
    public Guid? UserId { get; set; }

    /// <summary>How the others see them.</summary>
    public string Name { get; set; } = "";

    /// <summary>For which organisation they sit there.</summary>
    public Guid? OrganisationId { get; set; }

    /// <summary>Its name.</summary>
    public string Organisation { get; set; } = "";

    /// <summary>What they are.</summary>
    public RoomRole Role { get; set; }

    /// <summary>No longer expected.</summary>
    public bool IsGone { get; set; }

    /// <summary>Let in by the chair or the secretary; needed by guests only.</summary>
    public bool IsAdmitted { get; set; }

    /// <summary>Stands in the lobby.</summary>
    public bool IsWaiting { get; set; }

    /// <summary>Is in the room.</summary>
    public bool IsPresent { get; set; }

    /// <summary>The hand is up.</summary>
    public bool HasHandUp { get; set; }

    /// <summary>Comes by a link.</summary>
    public bool IsGuest => UserId is null;

    /// <summary>May show, draw and hold the pointer.</summary>
    public bool MayShow => Role is not (RoomRole.Observer or RoomRole.Patient or RoomRole.Interpreter);
}

/// <summary>What of a room does not change while it is open.</summary>
sealed record RoomCard(Guid Id, string Subject, Guid OrganisationId, bool MayRecord);

/// <summary>A recording that is asked for or runs.</summary>
sealed class Taping(Guid id, int text, bool teaching)
{
    /// <summary>Id.</summary>
    public Guid Id => id;

    /// <summary>Edition of the words of consent.</summary>
    public int Text => text;

    /// <summary>A copy for teaching is asked for too.</summary>
    public bool Teaching => teaching;

    /// <summary>It runs now.</summary>
    public bool IsRunning { get; set; }

    /// <summary>It ran at least once.</summary>
    public bool WasMade { get; set; }

    /// <summary>Who agreed, by seat, and to teaching.</summary>
    public Dictionary<Guid, bool> Agreed { get; } = [];
}
