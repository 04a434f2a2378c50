namespace LienY.Rooms.Pages;

/// <summary>A room for who enters it. <paramref name="Door"/> is the address below which passes and exhibits are asked for.</summary>
sealed record RoomView(RoomRow Room, SeatRow Seat, string Door, string Back, bool MayPlan, bool MayLay, IReadOnlyList<string> Agenda);

/// <summary>The plan of a room: seats, files, people who may be added, and a link that is shown once.</summary>
sealed record PlanView(AtDoor At, IReadOnlyList<SeatRow> Seats, IReadOnlyList<FileRow> Files, IReadOnlyList<(string Value, string Label, string Group)> People, (Guid Seat, string Link)? Link);

/// <summary>What a meeting left.</summary>
sealed record RecordView(AtDoor At, IReadOnlyList<Contracts.RoomPresence> Presence, IReadOnlyList<Seated> Seats, IReadOnlyList<Said> Chat, IReadOnlyList<Shown> Shown,
    IReadOnlyList<Consented> Consents, IReadOnlyList<RecordingRow> Recordings, IReadOnlyList<Contracts.RoomCaption> Captions);

/// <summary>A recording and its tracks.</summary>
sealed record ReplayView(RoomRow Room, RecordingRow Recording, IReadOnlyList<RecordedTrack> Tracks);
