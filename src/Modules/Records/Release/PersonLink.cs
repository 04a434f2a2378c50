using LienY.Kernel;

namespace LienY.Records;

/// <summary>An account is that of a person: a data officer saw the card and said so.</summary>
sealed class PersonLink : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public int Version { get; set; } = 1;
    public required Guid UserId { get; init; }
    public required Guid PersonId { get; init; }
    public required Guid OrganisationId { get; init; }

    /// <summary>Which card was seen: its kind and last four characters.</summary>
    public required string Card { get; init; }
    public Guid? MadeBy { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public DateTimeOffset? EndedAt { get; set; }
    public Guid? EndedBy { get; set; }
}
