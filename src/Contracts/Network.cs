namespace LienY.Contracts;

/// <summary>An organisation as it stands on a day.</summary>
/// <param name="Id">Id that never changes, whatever becomes of the name.</param>
/// <param name="Name">Full official name on that day.</param>
/// <param name="Short">Short name people use ("BV Nhi TW").</param>
/// <param name="Kind">Kind, e.g. <c>department</c>, <c>hospital</c>, <c>centre</c>, <c>station</c>, <c>committee</c>, <c>division</c>, <c>partner</c>.</param>
/// <param name="ParentId">The organisation above it on that day.</param>
/// <param name="IsOpen">False after it ended or was merged.</param>
public sealed record OrganisationCard(Guid Id, string Name, string Short, string Kind, Guid? ParentId, bool IsOpen)
{
    /// <summary>ISO 3166 code of the country where it stands.</summary>
    public string Country { get; init; } = "VN";
}

/// <summary>A possible organisation for a name in a document. <paramref name="Score"/> 0–1; from 0.9 it is taken as the same.</summary>
public sealed record OrganisationMatch(OrganisationCard Organisation, double Score);

/// <summary>Questions about organisations, answered by Network.</summary>
public interface IOrganisations
{
    /// <summary>One organisation as it stood on a day (today when null); null where there is none.</summary>
    Task<OrganisationCard?> FindAsync(Guid id, DateOnly? on, CancellationToken stop);

    /// <summary>Names by id on a day, for lists; an unknown id is left out.</summary>
    Task<IReadOnlyDictionary<Guid, string>> NamesAsync(IEnumerable<Guid> ids, DateOnly? on, CancellationToken stop);

    /// <summary>
    /// Organisations for a name as papers write it ("BV Nhi TW", "SYT tỉnh Kiên Giang"), best first; <paramref name="near"/> breaks ties ("Sở Y tế" in a paper of
    /// Kiên Giang).
    /// </summary>
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

/// <summary>One organisation in the tree.</summary>
/// <param name="Above">The organisations above it, nearest first; where it has ended, its main successor and those above that.</param>
/// <param name="Codes">Codes by which it is known outside (facility code, DHIS2 uid).</param>
/// <param name="PlaceCode">Code of the place where it lies now; null where unknown.</param>
public sealed record TreeUnit(Guid Id, string Name, string Kind, IReadOnlyList<Guid> Above, bool IsOpen, IReadOnlyList<string> Codes, string? PlaceCode);

/// <summary>
/// The whole tree of organisations on one day; never changes. An organisation that ended counts below its main successor (the first named), so that
/// sums over the tree lose nothing and count nothing twice.
/// </summary>
public sealed class OrganisationTree
{
    readonly Dictionary<Guid, TreeUnit> units;
    readonly Dictionary<string, Guid> codes = new(StringComparer.Ordinal);
    readonly Dictionary<Guid, List<Guid>> below = [];

    /// <summary>Builds the tree; <paramref name="stamp"/> changes whenever an organisation changes.</summary>
    public OrganisationTree(string stamp, IEnumerable<TreeUnit> all)
    {
        Stamp = stamp;
        units = all.ToDictionary(u => u.Id);
        foreach (var unit in units.Values)
        {
            foreach (var code in unit.Codes) codes.TryAdd(code, unit.Id);
            foreach (var above in unit.Above.Prepend(unit.Id))
            {
                if (!below.TryGetValue(above, out var list)) below[above] = list = [];
                list.Add(unit.Id);
            }
        }
    }

    /// <summary>Which edition of the network this is.</summary>
    public string Stamp { get; }

    /// <summary>Every organisation.</summary>
    public IEnumerable<TreeUnit> Units => units.Values;

    /// <summary>An organisation; null where there is none.</summary>
    public TreeUnit? Find(Guid id) => units.GetValueOrDefault(id);

    /// <summary>An organisation by one of its codes.</summary>
    public TreeUnit? Find(string code) => codes.TryGetValue(code, out var id) ? units[id] : null;

    /// <summary>The organisation and everything that counts below it.</summary>
    public IReadOnlyList<Guid> Below(Guid id) => below.GetValueOrDefault(id) ?? [id];

    /// <summary>Directly below, open ones only.</summary>
    public IEnumerable<TreeUnit> Children(Guid id) => Below(id).Where(b => b != id).Select(b => units[b]).Where(u => u.IsOpen && u.Above.Count > 0 && u.Above[0] == id);
}

/// <summary>The tree of organisations as a whole, answered by Network; kept in memory until an organisation changes.</summary>
public interface IOrganisationTree
{
    /// <summary>The tree as it stood on a day (today when null).</summary>
    Task<OrganisationTree> OnAsync(DateOnly? day, CancellationToken stop);
}

/// <summary>An agreement (bản ghi nhớ, thỏa thuận) as others need it.</summary>
public sealed record AgreementCard(Guid Id, string Title, DateOnly? From, DateOnly? To);

/// <summary>Questions about agreements, answered by Network.</summary>
public interface IAgreements
{
    /// <summary>Agreements that the caller may see, newest first.</summary>
    Task<IReadOnlyList<AgreementCard>> ListAsync(CancellationToken stop);
}
