using LienY.Contracts;
using LienY.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Records;

/// <summary>Makes the seat of somebody who is not there: what a subscription or an export tells is what its owner may read at that moment.</summary>
sealed class AbsentSeats(IServiceScopeFactory scopes)
{
    /// <summary>Works in the seat of a person or an application; null where they may read no longer.</summary>
    public async Task<T?> InAsync<T>(Guid? user, Guid? client, string purpose, Func<FhirSeat, IServiceProvider, Task<T>> work, CancellationToken stop) where T : class
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var caller = client is { } app ? await services.GetRequiredService<IAppCallers>().OfAppAsync(app, user, stop)
            : user is { } person ? await services.GetRequiredService<ICallers>().OfPersonAsync(person, stop) : Caller.Nobody;
        if (!caller.IsKnown) return null;
        services.GetRequiredService<CallerSeat>().Caller = caller;
        FhirSeat seat;
        try
        {
            seat = await services.GetRequiredService<FhirSeats>().OfAsync(purpose, stop);
        }
        catch (Refusal)
        {
            return null;
        }
        return await work(seat, services);
    }
}
