namespace LienY.Rooms;

/// <summary>How far a track of a recording was written: noted with every segment, so that a file that was cut at a border, replaced or taken away is found.</summary>
sealed class TrackRow
{
    /// <summary>The track, as the head of its file says.</summary>
    public required Guid Id { get; init; }

    /// <summary>The recording.</summary>
    public required Guid RecordingId { get; init; }

    /// <summary>The room's number of whose it is.</summary>
    public required int Number { get; init; }

    /// <summary><c>sound</c>, <c>picture</c> or <c>screen</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Name of its file in the folder of the recording.</summary>
    public required string File { get; init; }

    /// <summary>Segments written.</summary>
    public required int Segments { get; init; }

    /// <summary>Hash of the last of them, which vouches for all before.</summary>
    public required string Hash { get; init; }

    /// <summary>It was ended in order.</summary>
    public required bool Ended { get; init; }

    /// <summary>When this was noted.</summary>
    public required DateTimeOffset WrittenAt { get; init; }
}
