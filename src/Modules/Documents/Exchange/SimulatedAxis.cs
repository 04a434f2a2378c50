using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Documents;

/// <summary>An axis played within this house, between its own organisations; it never leaves it, and every page it touches says so. It can be told to fail.</summary>
sealed class SimulatedAxis(DocumentsStore store, Database database, IFiles files, RegisterSettings settings, TimeProvider clock) : IDocumentAxis
{
    static readonly Guid Shelf = new("00000000-0000-0000-0000-0000000000a2");

    /// <inheritdoc/>
    public async Task PostAsync(Parcel parcel, Stream content, CancellationToken stop)
    {
        if (await store.Axis.AsNoTracking().AnyAsync(a => a.Failing, stop)) throw new AxisFault(Words.Key("Trục mô phỏng đang được đặt là hỏng."), forGood: false);
        if (await settings.OfCodeAsync(parcel.ToCode, clock.Today(), stop) is null)
            throw new AxisFault(Words.Key("Trục mô phỏng không biết mã cơ quan nhận: chỉ nối các đơn vị trong hệ thống này."), forGood: true);
        var kept = await files.PutAsync(Shelf, content, Unpacking.Limit, stop);
        // The same parcel handed over again, perhaps by two processes at once, is one parcel.
        await using var connection = await database.OpenAsync(stop);
        await connection.RunAsync("insert into documents_packet (id, from_code, to_code, once, hash, size, posted_at) values (@p0, @p1, @p2, @p3, @p4, @p5, @p6) "
            + "on conflict (to_code, once) do nothing", stop, Guid.CreateVersion7(), parcel.FromCode, parcel.ToCode, parcel.Once, kept.Hash, kept.Size,
                clock.GetUtcNow());
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Arrival>> PendingAsync(string code, int most, CancellationToken stop) =>
        [.. (await store.Packets.AsNoTracking().Where(p => p.ToCode == code && p.TakenAt == null).OrderBy(p => p.Id).Take(most).ToListAsync(stop))
            .Select(p => new Arrival($"{p.Id} {p.Hash}", code))];

    /// <inheritdoc/>
    public async Task<Stream?> OpenAsync(Arrival arrival, CancellationToken stop) => await files.OpenAsync(Shelf, arrival.Key.Split(' ')[1], stop);

    /// <inheritdoc/>
    public async Task TakenAsync(IReadOnlyList<Arrival> arrivals, CancellationToken stop)
    {
        var (ids, now) = (arrivals.Select(a => Guid.Parse(a.Key.Split(' ')[0])).ToList(), clock.GetUtcNow());
        await store.Packets.Where(p => ids.Contains(p.Id) && p.TakenAt == null).ExecuteUpdateAsync(s => s.SetProperty(p => p.TakenAt, now), stop);
    }
}
