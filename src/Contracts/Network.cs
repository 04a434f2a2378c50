namespace LienY.Contracts;

/// <summary>An organisation as it stands on a day.</summary>
/// <param name="Id">Id that never changes, whatever becomes of the name.</param>
/// <param name="Name">Full official name on that day.</param>
/// <param name="Short">Short name people use ("BV Nhi TW").</param>
/// <param name="Kind">Kind, e.g. <c>department</c>, <c>hospital</c>, <c>centre</c>, <c>station</c>, <c>committee</c>, <c>division</c>, <c>partner</c>.</param>
/// <param name="ParentId">The organisation above it on that day.</param>
/// <param name="IsOpen">False after it ended or was merged.</param>
public sealed record OrganisationCard(Guid Id, string Name, string Short, string Kind, Guid? ParentId, bool IsOpen);

/// <summary>A possible organisation for a name in a document. <paramref name="Score"/> 0–1; from 0.9 it is taken as the same.</summary>
public sealed record OrganisationMatch(OrganisationCard Organisation, double Score);

/// <summary>Questions about organisations, answered by Network.</summary>
public interface IOrganisations
{
    /// <summary>One organisation as it stood on a day (today when null); null where there is none.</summary>
    Task<OrganisationCard?> FindAsync(Guid id, DateOnly? on, CancellationToken stop);

    /// <summary>Names by id on a day, for lists; an unknown id is left out.</summary>
    Task<IReadOnlyDictionary<Guid, string>> NamesAsync(IEnumerable<Guid> ids, DateOnly? on, CancellationToken stop);

    /// <summary>Organisations for a name as papers write it ("BV Nhi TW", "SYT tỉnh Kiên Giang"), best first; <paramref name="near"/> breaks ties ("Sở Y tế" in a paper of Kiên Giang).</summary>
    Task<IReadOnlyList<OrganisationMatch>> MatchAsync(string name, Guid? near, DateOnly? on, CancellationToken stop);

    /// <summary>The organisation and every one below it today.</summary>
    Task<IReadOnlySet<Guid>> ReachAsync(Guid id, CancellationToken stop);

    /// <summary>The organisation and those above it today, nearest first.</summary>
    Task<IReadOnlyList<OrganisationCard>> AboveAsync(Guid id, CancellationToken stop);

    /// <summary>Who carries on after mergers and splits up to a day; the organisation itself while it is open.</summary>
    Task<IReadOnlyList<Guid>> SuccessorsAsync(Guid id, DateOnly on, CancellationToken stop);

    /// <summary>All organisations that are open today, for pick lists, by name; <paramref name="search"/> folds tone marks.</summary>
    Task<IReadOnlyList<OrganisationCard>> ListAsync(string? search, int most, CancellationToken stop);

    /// <summary>Creates a partner organisation named in a document (kind guessed from its name where <paramref name="kind"/> is null).</summary>
    Task<Guid> CreatePartnerAsync(string name, string? kind, Guid? parent, CancellationToken stop);
}

/// <summary>An agreement (bản ghi nhớ, thỏa thuận) as others need it.</summary>
public sealed record AgreementCard(Guid Id, string Title, DateOnly? From, DateOnly? To);

/// <summary>Questions about agreements, answered by Network.</summary>
public interface IAgreements
{
    /// <summary>Agreements that the caller may see, newest first.</summary>
    Task<IReadOnlyList<AgreementCard>> ListAsync(CancellationToken stop);
}
