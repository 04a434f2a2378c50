using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Accounts;

/// <summary>Names of people for other modules.</summary>
sealed class People(AccountsStore store, TimeProvider clock) : IPeople
{
    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(IEnumerable<Guid> ids, CancellationToken stop)
    {
        var wanted = ids.Distinct().ToList();
        return wanted.Count == 0 ? new Dictionary<Guid, string>()
            : await store.Accounts.AsNoTracking().Where(a => wanted.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Name, stop);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<PersonCard>> AtAsync(IReadOnlyCollection<Guid> organisations, CancellationToken stop) => AtAsync(organisations, citizens: false, stop);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PersonCard>> CitizensAtAsync(IReadOnlyCollection<Guid> organisations, CancellationToken stop) =>
        AtAsync(organisations, citizens: true, stop);

    async Task<IReadOnlyList<PersonCard>> AtAsync(IReadOnlyCollection<Guid> organisations, bool citizens, CancellationToken stop)
    {
        var (today, wanted) = (clock.Today(), organisations.ToList());
        // A citizen at an organisation is not one of its people.
        var rows = await (from p in store.Posts.AsNoTracking()
                          join a in store.Accounts.AsNoTracking() on p.AccountId equals a.Id
                          where wanted.Contains(p.OrganisationId) && !a.IsDisabled && (p.Role == Role.Citizen) == citizens
                              && (p.FromDay == null || p.FromDay <= today) && (p.ToDay == null || p.ToDay >= today)
                          orderby a.Folded, p.CreatedAt
                          select new { a.Id, a.Name, a.Title, p.OrganisationId }).ToListAsync(stop);
        return [.. rows.DistinctBy(r => r.Id).Select(r => new PersonCard(r.Id, r.Name, r.Title, r.OrganisationId))];
    }
}
