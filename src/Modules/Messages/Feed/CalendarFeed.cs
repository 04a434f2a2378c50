namespace LienY.Messages;

/// <summary>An address at which a person's calendar program fetches the obligations; the address holds a secret that is kept as a hash only.</summary>
sealed class CalendarFeed
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Whose.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Where it is used ("Điện thoại").</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the secret (256 random bits).</summary>
    public required byte[] Hash { get; init; }

    /// <summary>Language of the entries.</summary>
    public required string Language { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last fetched, to the hour.</summary>
    public DateTimeOffset? SeenAt { get; set; }

    /// <summary>When it was revoked.</summary>
    public DateTimeOffset? RevokedAt { get; set; }
}

/// <summary>What a feed last said of an entry.</summary>
sealed class FeedEntry
{
    /// <summary>The feed.</summary>
    public required Guid FeedId { get; init; }

    /// <summary>Key of the entry.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 of what was said.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>Grows with each change.</summary>
    public int Sequence { get; set; }

    /// <summary>When it was first said so.</summary>
    public required DateTimeOffset ModifiedAt { get; set; }
}
