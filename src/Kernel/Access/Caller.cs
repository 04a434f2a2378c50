namespace LienY.Kernel;

/// <summary>From where a request came, for the trail.</summary>
public sealed record Origin(string? Address, int? Port, string? Device);

/// <summary>
/// The application through which a caller asks, with what it was allowed; a background service asks for itself, without a person.
/// </summary>
/// <param name="Id">The registered application.</param>
/// <param name="Name">Its name.</param>
/// <param name="Scopes">Scopes of the token (SMART App Launch 2), one each.</param>
/// <param name="Patient">Logical id of the Patient in whose context it was opened; null: none.</param>
/// <param name="PersonId">The person whom that Patient stands for.</param>
public sealed record ClientSeat(Guid Id, string Name, IReadOnlyList<string> Scopes, string? Patient, Guid? PersonId);

/// <summary>
/// Who is asking: a person acting for an organisation, the house itself (jobs, command line) or nobody yet.
/// Every store filters its rows by it; every trail entry names it.
/// </summary>
public sealed record Caller(Guid? UserId, string Name, Guid OrganisationId, string Organisation, IReadOnlyList<Post> Posts)
{
    /// <summary>Nobody has signed in.</summary>
    public static readonly Caller Nobody = new(null, "", Guid.Empty, "", []);

    /// <summary>The house itself: sees every row, may do everything; used by jobs and the command line only.</summary>
    public static readonly Caller House = new(null, "Liên Y", Guid.Empty, "Liên Y", []) { IsHouse = true };

    /// <summary>True for jobs and the command line.</summary>
    public bool IsHouse { get; private init; }

    /// <summary>The session or API token that carries this caller.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>Where it came from.</summary>
    public Origin Origin { get; init; } = new(null, null, null);

    /// <summary>Why data is read: <c>work</c> unless a page says otherwise.</summary>
    public string Purpose { get; init; } = "work";

    /// <summary>The application through which they ask; null for a session or an API token of the house, which may whatever the posts allow.</summary>
    public ClientSeat? Client { get; init; }

    /// <summary>Organisations whose rows this caller may see: every unit that a post reaches.</summary>
    public IReadOnlySet<Guid> Organisations { get; } = Posts.SelectMany(p => p.Reach).ToHashSet();

    /// <summary>Somebody has signed in, or an application has shown its token.</summary>
    public bool IsKnown => UserId is not null || Client is not null || IsHouse;

    /// <summary>Holds the right somewhere.</summary>
    public bool May(Right right) => IsHouse || Posts.Any(p => right.Roles.Contains(p.Role));

    /// <summary>Holds the right for this organisation.</summary>
    public bool May(Right right, Guid organisation) =>
        IsHouse || Posts.Any(p => right.Roles.Contains(p.Role) && p.Reach.Contains(organisation));

    /// <summary>Refuses (403) unless the right is held for the organisation.</summary>
    public void Must(Right right, Guid organisation)
    {
        if (!May(right, organisation))
            throw Refusal.Forbidden("Ông/bà chưa được phân quyền “{0}” tại đơn vị này. Xin liên hệ quản trị viên của đơn vị.", right.Title);
    }
}

/// <summary>Holds the caller of one scope; set once by the door (request), a job or a command.</summary>
public sealed class CallerSeat
{
    /// <summary>The caller; nobody until the door has asked.</summary>
    public Caller Caller { get; set; } = Caller.Nobody;

    /// <summary>Language of the caller where no browser says it (mail, calendar feed): vi, en or zh; null: as the browser says.</summary>
    public string? Language { get; set; }
}
