using System.Security.Cryptography.X509Certificates;
using LienY.Contracts;

namespace LienY.Feed;

/// <summary>The certificates that an organisation trusts, for signatures that other modules check.</summary>
sealed class TrustedSigners(TrustBook book, TrustDesk desk) : ITrustedSigners
{
    public async Task<IReadOnlyCollection<X509Certificate2>> OfAsync(Guid organisation, CancellationToken stop) => (await book.OfAsync(organisation, stop)).Certificates;

    public Task AddAsync(Guid? organisation, byte[] file, string name, CancellationToken stop) => desk.AddAsync(organisation, file, name, stop);
}
