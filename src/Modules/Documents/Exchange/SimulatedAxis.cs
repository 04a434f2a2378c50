using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Documents;

/// <summary>An axis played within this house, between its own organisations; it never leaves it, and every page it touches says so. It can be told to fail.</summary>
sealed class SimulatedAxis(DocumentsStore store, IFiles files, RegisterSettings settings, TimeProvider clock) : IDocumentAxis
{
    static readonly Guid Shelf = new("00000000-0000-0000-0000-0000000000a2");

    /// <inheritdoc/>
    public async Task PostAsync(Parcel parcel, Stream content, CancellationToken stop)
    {
        if (await store.Axis.AsNoTracking().AnyAsync(a => a.Failing, stop)) throw new AxisFault(Words.Key("Trục mô phỏng đang được đặt là hỏng."), forGood: false);
        if (await settings.OfCodeAsync(parcel.ToCode, clock.Today(), stop) is null)
            throw new AxisFault(Words.Key("Trục mô phỏng không biết mã cơ quan nhận: chỉ nối các đơn vị trong hệ thống này."), forGood: true);
        if (await store.Packets.AsNoTracking().AnyAsync(p => p.ToCode == parcel.ToCode && p.Once == parcel.Once, stop)) return;
        var kept = await files.PutAsync(Shelf, content, Receiving.Limit, stop);
        store.Packets.Add(new()
        {
            FromCode = parcel.FromCode,
            ToCode = parcel.ToCode,
            Once = parcel.Once,
            Hash = kept.Hash,
            Size = kept.Size,
            PostedAt = clock.GetUtcNow()
        });
        try
        {
            await store.SaveChangesAsync(stop);
        }
        catch (Refusal twice) when (twice.Code == "duplicate")
        {
            // Another process has just handed the very same parcel over.
            store.ChangeTracker.Clear();
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Arrival>> PendingAsync(string code, int most, CancellationToken stop) =>
        [.. (await store.Packets.AsNoTracking().Where(p => p.ToCode == code && p.TakenAt == null).OrderBy(p => p.Id).Take(most).Select(p => p.Id).ToListAsync(stop))
            .Select(id => new Arrival(id.ToString(), code))];

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(Arrival arrival, CancellationToken stop)
    {
        var id = Guid.Parse(arrival.Key);
        return await files.OpenAsync(Shelf, await store.Packets.AsNoTracking().Where(p => p.Id == id).Select(p => p.Hash).SingleAsync(stop), stop);
    }

    /// <inheritdoc/>
    public async Task TakenAsync(Arrival arrival, CancellationToken stop)
    {
        var (id, now) = (Guid.Parse(arrival.Key), clock.GetUtcNow());
        await store.Packets.Where(p => p.Id == id).ExecuteUpdateAsync(s => s.SetProperty(p => p.TakenAt, now), stop);
    }
}
