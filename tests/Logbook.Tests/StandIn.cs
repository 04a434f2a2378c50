using System.Collections.Concurrent;
using LienY.Contracts;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Logbook.Tests;

/// <summary>A register in memory, until the house has one.</summary>
sealed class StandInRegister : IPractitioners
{
    readonly ConcurrentDictionary<Guid, PractitionerCard> all = new();

    public Task<PractitionerCard?> FindAsync(Guid id, DateOnly? on, CancellationToken stop) => Task.FromResult(all.GetValueOrDefault(id));

    public Task<IReadOnlyDictionary<Guid, PractitionerCard>> CardsAsync(IEnumerable<Guid> ids, DateOnly? on, CancellationToken stop) =>
        Task.FromResult<IReadOnlyDictionary<Guid, PractitionerCard>>(ids.Distinct().Where(all.ContainsKey).ToDictionary(i => i, i => all[i]));

    public Task<PractitionerCard?> OfUserAsync(Guid user, DateOnly? on, CancellationToken stop) => Task.FromResult(all.Values.FirstOrDefault(c => c.UserId == user));

    public Task<IReadOnlyList<PractitionerCard>> AtAsync(IReadOnlyCollection<Guid> organisations, string? search, int most, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<PractitionerCard>>([.. all.Values.Where(c => organisations.Contains(c.OrganisationId)).OrderBy(c => c.Name, StringComparer.Ordinal).Take(most)]);

    public Task<IReadOnlyDictionary<string, PractitionerCard>> ByLicencesAsync(IEnumerable<string> numbers, DateOnly? on, CancellationToken stop) =>
        Task.FromResult<IReadOnlyDictionary<string, PractitionerCard>>(numbers.Distinct().Select(n => (n, Card: all.Values.FirstOrDefault(c => c.LicenceNumber.Length > 0
            && string.Equals(c.LicenceNumber, n, StringComparison.OrdinalIgnoreCase)))).Where(p => p.Card is not null).ToDictionary(p => p.n, p => p.Card!));

    public Task<Guid> EnterAsync(PractitionerEntry entry, CancellationToken stop)
    {
        var id = Guid.CreateVersion7();
        all[id] = new(id, entry.Name, entry.UserId, entry.Title, entry.OrganisationId, entry.LicenceNumber, entry.LicenceFrom, entry.LicenceTo, entry.Scope, entry.LicenceNumber.Length > 0);
        return Task.FromResult(id);
    }
}

public abstract class LogSite : TestSite
{
    protected override void Serve(IServiceCollection services)
    {
        if (services.All(s => s.ServiceType != typeof(IPractitioners))) services.AddSingleton<IPractitioners, StandInRegister>();
    }
}

public sealed class LogOnSqlite : LogSite
{
    protected override Task<string> ConnectionAsync() => Task.FromResult("");
}

public sealed class LogOnPostgres : LogSite
{
    protected override Task<string> ConnectionAsync() => PostgresServer.FreshDatabaseAsync();
}
