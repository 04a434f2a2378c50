using LienY.Kernel;

namespace LienY.Contracts;

/// <summary>A person with an account.</summary>
public sealed record PersonCard(Guid Id, string Name, string Title, Guid OrganisationId);

/// <summary>Questions about people with accounts, answered by Accounts.</summary>
public interface IPeople
{
    /// <summary>Names by id; an unknown id is left out.</summary>
    Task<IReadOnlyDictionary<Guid, string>> NamesAsync(IEnumerable<Guid> ids, CancellationToken stop);

    /// <summary>People with a post at one of these organisations, by name.</summary>
    Task<IReadOnlyList<PersonCard>> AtAsync(IReadOnlyCollection<Guid> organisations, CancellationToken stop);

    /// <summary>Citizens whose accounts these organisations keep, by name.</summary>
    Task<IReadOnlyList<PersonCard>> CitizensAtAsync(IReadOnlyCollection<Guid> organisations, CancellationToken stop);
}

/// <summary>Who is asking, answered by Accounts for the door.</summary>
public interface ICallers
{
    /// <summary>The caller behind an authenticated session or token; <see cref="Caller.Nobody"/> where it has ended or the account is off.</summary>
    Task<Caller> OfAsync(Microsoft.AspNetCore.Http.HttpContext context, CancellationToken stop);

    /// <summary>
    /// A person without a browser (mail, calendar feed), with the posts held today; <see cref="Caller.Nobody"/> where there is no such account or it is off.
    /// </summary>
    Task<Caller> OfPersonAsync(Guid userId, CancellationToken stop);

    /// <summary>True while no account exists: the one-time set-up page is open.</summary>
    Task<bool> IsEmptyAsync(CancellationToken stop);
}

/// <summary>Makes accounts for the demonstration and the command line, answered by Accounts.</summary>
public interface IAccountMaker
{
    /// <summary>Creates an account with one post and an API token; returns the random password and the token (shown only now).</summary>
    Task<MadeAccount> MakeAsync(string user, string name, string title, Role role, Guid organisation, CancellationToken stop);
}

/// <summary>A new account; the secrets are known only at this moment.</summary>
public sealed record MadeAccount(Guid Id, string User, string Password, string Token);

/// <summary>What an installation may set about signing in; the door registers it from its settings.</summary>
/// <param name="Idle">A session unused for so long ends.</param>
/// <param name="PublicUrl">Public address for passkeys and links; empty: as the browser asks.</param>
/// <param name="HashRounds">Rounds of PBKDF2 for a password; only tests take fewer.</param>
/// <param name="FreeTries">Failures from one network address before it has to wait; only tests take another number.</param>
public sealed record SignInRules(TimeSpan Idle, string PublicUrl, int HashRounds = 210_000, int FreeTries = 30);
