using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Certificates;

/// <summary>Puts whoever earned a certificate on the waiting list of the issuer. The same source again changes nothing while the earlier one stands.</summary>
sealed class EarnedListener(CertificatesStore store, TimeProvider clock) : IListen<CertificateEarned>
{
    public async Task OnAsync(CertificateEarned happened, CancellationToken stop)
    {
        if (!Kinds.All.Contains(happened.Kind)) throw new InvalidOperationException($"There is no kind of certificate '{happened.Kind}' (source '{happened.Source}').");
        if (await store.Certificates.AnyAsync(c => c.Source == happened.Source && c.State == CertificateState.Valid, stop)) return;
        var row = await store.Waiting.SingleOrDefaultAsync(w => w.Source == happened.Source && (w.State == WaitingState.Waiting || w.State == WaitingState.Returned), stop);
        if (row is { State: WaitingState.Waiting }) return;
        if (row is null) store.Waiting.Add(row = new() { Source = happened.Source, IssuerId = happened.IssuerId, Kind = happened.Kind, ArrivedAt = clock.GetUtcNow() });
        row.Take(happened, clock.GetUtcNow());
        await store.SaveChangesAsync(stop);
    }
}
