namespace LienY.Documents;

/// <summary>A file of a paper, kept by its hash. <see cref="Signatures"/>: what the check of signatures found, in words; empty: not checked.</summary>
sealed class PaperFile
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid OrganisationId { get; init; }
    public Guid PaperId { get; init; }
    public string Name { get; init; } = "";
    public string MediaType { get; init; } = "";
    public long Size { get; init; }
    public string Hash { get; init; } = "";
    public string Signatures { get; set; } = "";
    public string AddedByName { get; init; } = "";
    public DateTimeOffset AddedAt { get; init; }
    public DateTimeOffset? RemovedAt { get; set; }
}

/// <summary>Something that was done with a paper: who, when, why, and what it said before.</summary>
sealed class PaperStep
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PaperId { get; init; }
    public string What { get; init; } = "";
    public string Note { get; init; } = "";
    public string Changes { get; init; } = "[]";
    public Guid? ById { get; init; }
    public string ByName { get; init; } = "";
    public DateTimeOffset At { get; init; }
}
