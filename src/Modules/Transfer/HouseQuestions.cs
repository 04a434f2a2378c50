using LienY.Contracts;
using LienY.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Transfer;

/// <summary>
/// Questions to other modules in the name of the house: a gate and a count say the same whoever looks at them.
/// </summary>
sealed class HouseQuestions(IServiceScopeFactory scopes)
{
    /// <summary>Asks a service.</summary>
    public async Task<T> AskAsync<TService, T>(Func<TService, Task<T>> ask) where TService : class
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House;
        return await ask(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>Cases of techniques at a facility, both sources.</summary>
    public Task<IReadOnlyList<PerformedCase>> CasesAsync(Guid facility, IReadOnlyCollection<string> techniques, DateOnly from, DateOnly to, CancellationToken stop) =>
        techniques.Count == 0 || from > to ? Task.FromResult<IReadOnlyList<PerformedCase>>([])
            : AskAsync<ICaseLog, IReadOnlyList<PerformedCase>>(l => l.CasesAsync(facility, techniques, from, to, stop));

    /// <summary>Valid certificates of practitioners.</summary>
    public Task<IReadOnlyList<CertificateCard>> CertificatesAsync(IReadOnlyCollection<Guid> practitioners, CancellationToken stop) =>
        practitioners.Count == 0 ? Task.FromResult<IReadOnlyList<CertificateCard>>([])
            : AskAsync<ICertificates, IReadOnlyList<CertificateCard>>(c => c.OfPractitionersAsync(practitioners, stop));

    /// <summary>People who work at a facility.</summary>
    public Task<IReadOnlyList<PractitionerCard>> PeopleAsync(Guid facility, CancellationToken stop) =>
        AskAsync<IPractitioners, IReadOnlyList<PractitionerCard>>(p => p.AtAsync([facility], null, 500, stop));
}
