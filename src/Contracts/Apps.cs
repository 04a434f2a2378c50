using LienY.Kernel;
using Microsoft.AspNetCore.Http;

namespace LienY.Contracts;

/// <summary>Applications that ask with tokens of their own (SMART App Launch 2), answered by Apps for the door.</summary>
public interface IAppCallers
{
    /// <summary>
    /// The caller behind the access token of an application: the person who let it in (or the application itself) with one post, and
    /// <see cref="Caller.Client"/>. <see cref="Caller.Nobody"/> where such a token has ended; null where the request carries none of ours.
    /// </summary>
    ValueTask<Caller?> OfAsync(HttpContext context, CancellationToken stop);

    /// <summary>
    /// An application that is not there (a subscription, an export that goes on): with what its newest grant that is in force allows, of that person or of its own.
    /// <see cref="Caller.Nobody"/> where there is none.
    /// </summary>
    Task<Caller> OfAppAsync(Guid app, Guid? user, CancellationToken stop);
}

/// <summary>Counts what applications ask, answered by Apps: in memory, written to the database every few seconds and at the end of the process.</summary>
public interface IClientMeter
{
    /// <summary>
    /// Counts one exchange. <paramref name="operation"/> is a short name such as <c>search Observation</c>; <paramref name="error"/> says what went wrong and
    /// never holds anything of a person. Costs a dictionary look-up; never waits, never throws.
    /// </summary>
    void Count(Guid clientId, string operation, int status, long microseconds, long bytes, string? error = null);
}

/// <summary>Which Patient stands for a person, answered by Records for the context of an application.</summary>
public interface IPatientIds
{
    /// <summary>Logical id of the organisation's own Patient, else of one at another holder; null where no Patient of the person is kept.</summary>
    Task<string?> OfPersonAsync(Guid person, Guid organisation, CancellationToken stop);

    /// <summary>The person whom an account was linked with on showing a card; null where it is linked with nobody.</summary>
    Task<Guid?> OwnAsync(Guid user, CancellationToken stop);
}
