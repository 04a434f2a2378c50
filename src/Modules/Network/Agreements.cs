using LienY.Contracts;
using Microsoft.EntityFrameworkCore;

namespace LienY.Network;

/// <summary>Answers the questions of other modules about agreements; the store shows only those whose party the caller reaches.</summary>
sealed class Agreements(NetworkStore store) : IAgreements
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<AgreementCard>> ListAsync(CancellationToken stop) =>
        await store.Agreements.AsNoTracking().OrderByDescending(a => a.SignedOn).ThenBy(a => a.Title)
            .Select(a => new AgreementCard(a.Id, a.Title, a.ValidFrom ?? a.SignedOn, a.EndedOn ?? a.ValidTo)).ToListAsync(stop);
}
