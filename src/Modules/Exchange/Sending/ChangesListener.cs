using LienY.Contracts;
using LienY.Hl7;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Exchange;

/// <summary>Puts a row into the queue of each receiver that asked to be told of a change. The same change twice makes one row.</summary>
sealed class ChangesListener(ExchangeStore store, Database database, TimeProvider clock) : IListen<ResourcesChanged>
{
    static readonly Dictionary<string, string[]> Types = new(StringComparer.Ordinal)
    {
        ["Patient"] = ["ADT^A08"],
        ["ServiceRequest"] = ["ORM^O01", "OMI^O23"],
        ["DiagnosticReport"] = ["ORU^R01"],
    };

    /// <inheritdoc/>
    public async Task OnAsync(ResourcesChanged happened, CancellationToken stop)
    {
        var told = happened.Changes.Where(c => Types.ContainsKey(c.Type) && c.Action != "delete").ToList();
        if (told.Count == 0) return;
        var holders = told.Select(c => c.HolderId).Distinct().ToList();
        var receivers = await store.Receivers.AsNoTracking().Where(r => r.RevokedAt == null && holders.Contains(r.OrganisationId)).ToListAsync(stop);
        if (receivers.Count == 0) return;
        var (now, place) = (clock.GetUtcNow(), Commands.Micros(clock.GetUtcNow()));
        await using var connection = await database.OpenAsync(stop);
        connection.KeepStatements();
        await using var transaction = await connection.BeginTransactionAsync(stop);
        // Who it is about goes first.
        foreach (var change in told.OrderBy(c => c.Type == "Patient" ? 0 : 1))
            foreach (var receiver in receivers.Where(r => r.OrganisationId == change.HolderId))
                foreach (var type in Types[change.Type].Intersect(receiver.Events.Split(';')))
                    await connection.RunAsync("insert into exchange_outgoing (id, receiver_id, organisation_id, place, type, resource_type, resource_id, resource_version, control_id, state, tries, made_at) "
                        + "values (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, 'Waiting', 0, @p9) on conflict (receiver_id, type, resource_type, resource_id, resource_version) do nothing", stop,
                        Guid.CreateVersion7(now), receiver.Id, receiver.OrganisationId, place++, type, change.Type, change.Id, change.Version, Guid.CreateVersion7()
                            .ToString("N")[12..], now);
        await transaction.CommitAsync(stop);
    }
}
