namespace LienY.Rooms;

/// <summary>Something of a case that a presenter put before everybody, as it was then, for guests to see; gone when the room ends or its time is over.</summary>
sealed class ShownRow
{
    /// <summary>Id; its content lies in the files under it.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The room.</summary>
    public required Guid RoomId { get; init; }

    /// <summary>Key of the exhibit; one row a room and key.</summary>
    public required string Key { get; init; }

    /// <summary><c>image</c>, <c>pdf</c> or <c>text</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Name as the room shows it.</summary>
    public required string Name { get; init; }

    /// <summary>Media type by its first bytes.</summary>
    public required string Type { get; init; }

    /// <summary>Hash of the content.</summary>
    public required string Hash { get; init; }

    /// <summary>Pages of a document; 1 for others.</summary>
    public required int Pages { get; init; }

    /// <summary>When it was put there.</summary>
    public required DateTimeOffset ShownAt { get; init; }

    /// <summary>Until when it may be seen.</summary>
    public required DateTimeOffset UntilAt { get; set; }
}
