namespace LienY.Logbook;

/// <summary>A technique of a facility that is followed in the feed.</summary>
sealed class Watched
{
    public required Guid FacilityId { get; init; }
    public required string Technique { get; init; }
}

/// <summary>A row of XML3 that shows a watched technique; a later version of the visit replaces exactly what the one before left.</summary>
sealed class FeedRow
{
    public required Guid Id { get; init; }
    public required Guid FacilityId { get; init; }

    /// <summary>The visit in Feed.</summary>
    public required Guid VisitId { get; init; }

    /// <summary>Number of the row in XML3.</summary>
    public required int Line { get; init; }
    public int EpisodeVersion { get; set; }
    public string Technique { get; set; } = "";
    public DateOnly OnDay { get; set; }

    /// <summary>Numbers of those who performed it as the file has them, by a semicolon each.</summary>
    public string Licences { get; set; } = "";

    /// <summary>Keyed hash of MA_LK.</summary>
    public string EpisodeHash { get; set; } = "";

    /// <summary>Keyed hash of the number of the record (MA_HSBA).</summary>
    public string? RecordHash { get; set; }

    /// <summary>Stands in the newest version.</summary>
    public bool IsThere { get; set; }

    /// <summary>What it says was told to others.</summary>
    public bool IsSettled { get; set; }

    /// <summary>Times it was told; 0: never.</summary>
    public int ToldVersion { get; set; }

    /// <summary>What stands told; empty: nothing.</summary>
    public string ToldTechnique { get; set; } = "";
    public DateOnly? ToldOn { get; set; }

    /// <summary>Those whose numbers the register knows and who worked there that day.</summary>
    public List<FeedMember> Members { get; init; } = [];

    /// <summary>Key by which others know it.</summary>
    public string Key => FormattableString.Invariant($"feed/{FacilityId}/{VisitId}/{Line}");
}

/// <summary>Somebody of the facility who stands in a row of the feed.</summary>
sealed class FeedMember
{
    public required Guid RowId { get; init; }
    public required Guid PractitionerId { get; init; }
    public Guid? UserId { get; init; }
    public required string Name { get; init; }
}

/// <summary>A difference between the log and the feed that somebody explained.</summary>
sealed class Difference
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid FacilityId { get; init; }

    /// <summary>Key of the logged case or of the row.</summary>
    public required string About { get; init; }
    public required string Reason { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public Guid? MadeBy { get; init; }
    public required string MadeByName { get; init; }
}
