namespace LienY.Contracts;

/// <summary>What somebody is in a room.</summary>
public enum RoomRole
{
    /// <summary>Chủ tọa: leads, admits, gives the floor; one at a time.</summary>
    Chair,

    /// <summary>Thư ký: writes the minutes, leads while the chair is away.</summary>
    Secretary,

    /// <summary>Người trình bày: shows the case.</summary>
    Presenter,

    /// <summary>Chuyên gia: gives an opinion.</summary>
    Expert,

    /// <summary>Phiên dịch: speaks for others in another language.</summary>
    Interpreter,

    /// <summary>Quan sát: hears and sees, may ask.</summary>
    Observer,

    /// <summary>Người bệnh or who stands for them.</summary>
    Patient,
}

/// <summary>Somebody who is expected in a room.</summary>
/// <param name="UserId">Their account; null for a guest (a patient, a foreign expert), who comes by a link of their own.</param>
/// <param name="Name">How the others see them.</param>
/// <param name="OrganisationId">For which organisation they sit there; null: none.</param>
public sealed record RoomSeat(Guid Id, Guid? UserId, string Name, Guid? OrganisationId, RoomRole Role);

/// <summary>A room as the module that needs it asks for it. Rooms knows no patient: the subject is a key of that module, the title names nobody.</summary>
/// <param name="Subject">Key of what is spoken of, e.g. <c>consult/0198…</c>; one room a subject.</param>
/// <param name="Title">Shown above the room; never a patient's name.</param>
/// <param name="Back">Address to which people return when they leave.</param>
/// <param name="From">When it is to begin; null: at once.</param>
/// <param name="To">When it is to end; null: open.</param>
/// <param name="Seats">Who is expected. People with accounts are let in at once, guests wait in the lobby until the chair or the secretary admits them.</param>
public sealed record RoomPlan(string Subject, string Title, string Back, DateTimeOffset? From, DateTimeOffset? To, IReadOnlyList<RoomSeat> Seats)
{
    /// <summary>The organisation that holds the room; its people of post administer it.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>Recording may be asked for (it still needs the consent of everyone present).</summary>
    public bool MayRecord { get; init; } = true;
}

/// <summary>From when until when somebody was in a room; <paramref name="To"/> is null while they are.</summary>
public sealed record RoomPresence(Guid SeatId, Guid? UserId, string Name, Guid? OrganisationId, RoomRole Role, DateTimeOffset From, DateTimeOffset? To);

/// <summary>A recording that was made in a room with the consent of everyone present.</summary>
/// <param name="IsTeaching">A second consent allows a copy without what identifies for teaching.</param>
public sealed record RoomRecording(Guid Id, DateTimeOffset From, DateTimeOffset? To, bool IsTeaching);

/// <summary>What the interpreter or a secretary typed while it was said; <paramref name="Language"/>: vi, zh or en.</summary>
public sealed record RoomCaption(Guid SeatId, string Name, string Language, string Text, DateTimeOffset At);

/// <summary>What a room leaves: who was there and when, what was said in writing, what was recorded.</summary>
public sealed record RoomReport(Guid RoomId, string Subject, bool IsOpen, DateTimeOffset? OpenedAt, DateTimeOffset? ClosedAt, IReadOnlyList<RoomPresence> Presence,
    IReadOnlyList<RoomRecording> Recordings)
{
    /// <summary>Captions in their order.</summary>
    public IReadOnlyList<RoomCaption> Captions { get; init; } = [];
}

/// <summary>Rooms for live meetings, answered by Rooms: presence, roles, sound and picture, shared view, chat, recording.</summary>
public interface IRooms
{
    /// <summary>Makes the room of a subject, or brings the one that is there to this plan (seats by id); returns its id.</summary>
    Task<Guid> PlanAsync(RoomPlan plan, CancellationToken stop);

    /// <summary>Ends the meeting for everybody; <see cref="RoomClosed"/> follows. Again changes nothing.</summary>
    Task CloseAsync(Guid room, CancellationToken stop);

    /// <summary>What the room has so far; null where there is no such room.</summary>
    Task<RoomReport?> ReportAsync(Guid room, CancellationToken stop);

    /// <summary>A link with which the guest of a seat enters (shown only now; an earlier one of the seat ends).</summary>
    Task<string> InviteAsync(Guid room, Guid seat, CancellationToken stop);
}

/// <summary>Something of the subject that can be shown to everybody in the room in sync: a picture, a page of a document, a study.</summary>
/// <param name="Key">Key within the subject.</param>
/// <param name="Kind"><c>image</c>, <c>pdf</c>, <c>text</c> or <c>study</c>.</param>
/// <param name="Href">Where each side loads its own pixels, through the rights of who looks.</param>
public sealed record RoomExhibit(string Key, string Kind, string Name, string Href);

/// <summary>What is shown in a room, answered by the module whose subject it is.</summary>
public interface IRoomSubject
{
    /// <summary>Is it this module's subject?</summary>
    bool Owns(string subject);

    /// <summary>What can be shown there to the present caller.</summary>
    Task<IReadOnlyList<RoomExhibit>> ExhibitsAsync(string subject, CancellationToken stop);

    /// <summary>One line of what comes next in the meeting (order of the cases), ready to show; empty: nothing.</summary>
    Task<IReadOnlyList<string>> AgendaAsync(string subject, CancellationToken stop);

    /// <summary>
    /// Whether a guest of the room may see just now what the presenter put before everybody; asked at every look, so that it ends with the presenter's own right and
    /// with the basis. The module writes the look into the trail of whose data it is.
    /// </summary>
    /// <param name="presenter">Account of who shows it: their right carries the guest's look.</param>
    /// <param name="seat">The guest's seat.</param>
    /// <param name="opens">It is opened now (the look is written down), not only asked after.</param>
    Task<bool> MayGuestSeeAsync(string subject, string key, Guid presenter, Guid seat, bool opens, CancellationToken stop) => Task.FromResult(false);
}

/// <summary>The first people are in a room: the meeting runs. Stream: <c>room/{id}</c>.</summary>
public sealed record RoomOpened(Guid RoomId, string Subject, DateTimeOffset At);

/// <summary>A meeting ended; everything that it leaves. Stream: <c>room/{id}</c>.</summary>
public sealed record RoomClosed(Guid RoomId, string Subject, DateTimeOffset At, IReadOnlyList<RoomPresence> Presence, IReadOnlyList<RoomRecording> Recordings);
