namespace LienY.Contracts;

/// <summary>A team that a package trains: a role for each member.</summary>
/// <param name="Name">"Ekip 1".</param>
/// <param name="Members">Role and practitioner.</param>
public sealed record EkipCard(Guid Id, Guid PackageId, string Package, string Name, Guid FacilityId, IReadOnlyList<string> Techniques, IReadOnlyList<(string Role, Guid PractitionerId)> Members)
{
    /// <summary>First day on which its cases count: the training of the package began.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day of the team, where it has one (people left, the package ended); no case after it is the team's.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Who teaches.</summary>
    public Guid GiverId { get; init; }

    /// <summary>From this day on the package lets the team work alone (supervised rounds are over); null: not yet.</summary>
    public DateOnly? AloneFrom { get; init; }
}

/// <summary>Questions about techniques at facilities, answered by Transfer.</summary>
public interface ITransfers
{
    /// <summary>Teams of running packages at a facility.</summary>
    Task<IReadOnlyList<EkipCard>> EkipsAsync(Guid facility, CancellationToken stop);

    /// <summary>State of a technique at a facility on a day: <c>none</c>, <c>transferring</c>, <c>permitted</c>, <c>performed</c>, <c>stopped</c>.</summary>
    Task<string> StateAsync(Guid facility, string technique, DateOnly? on, CancellationToken stop);

    /// <summary>Roles an ekip may have, key → Vietnamese word (a key of Words).</summary>
    IReadOnlyDictionary<string, string> Roles { get; }
}
