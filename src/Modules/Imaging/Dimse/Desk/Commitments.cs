using LienY.Contracts;
using LienY.Dicom;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LienY.Imaging;

/// <summary>Storage commitment (PS3.4 annex J): what is durable here is promised, the rest is named; devices that listen are called with the result.</summary>
sealed class Commitments(DimseStore store, IImageArchive archive, ImagingRules rules, ILogger<Commitments> log)
{
    const int Part = 400, MostTries = 50;

    static readonly Tag Transaction = new(0x00081195), Failed = new(0x00081198), Kept = new(0x00081199), Reason = new(0x00081197), Class = new(0x00081150),
        Instance = new(0x00081155);

    /// <summary>Tells what waits, twice a minute.</summary>
    public static Job Round { get; } = new("imaging-commitments", TimeSpan.FromSeconds(30), async (services, stop) =>
        await services.GetRequiredService<Commitments>().TellAsync(stop));

    /// <summary>Looks which of the instances are kept, with their class, and notes the result.</summary>
    public async Task<Commitment> PromiseAsync(Device device, ImageReader reader, DataSet asked, CancellationToken stop)
    {
        if (asked.Text(Transaction) is not { } transaction
            || !Uids.IsWellFormed(transaction)) throw new DimseFault(DimseStatus.MissingAttribute with { Comment = "Transaction UID" });
        var wanted = asked.Items(Kept).Select(i => (Class: i.Text(Class) ?? "", Uid: i.Text(Instance) ?? "")).Where(w => w.Uid.Length > 0).ToList();
        if (wanted.Count == 0) throw new DimseFault(DimseStatus.MissingAttribute with { Comment = "Referenced SOP Sequence" });
        var here = new Dictionary<string, string>();
        foreach (var part in wanted.Select(w => w.Uid).Distinct().Chunk(Part))
            foreach (var image in await archive.ImagesAsync(reader, new([], null, part), stop))
                if (image.FacilityId == device.OrganisationId) here[image.SopUid] = image.SopClass;
        var good = wanted.Where(w => here.TryGetValue(w.Uid, out var known) && known == w.Class).ToList();
        var bad = wanted.Except(good).ToList();
        var result = new DataSet().Set(Transaction, transaction);
        if (good.Count > 0) result.SetItems(Kept, [.. good.Select(g => new DataSet().Set(Class, g.Class).Set(Instance, g.Uid))]);
        // 0119 another class than was said, 0112 there is no such instance (PS3.3 §C.14.1.1).
        if (bad.Count > 0) result.SetItems(Failed, [.. bad.Select(b => new DataSet().Set(Class, b.Class).Set(Instance, b.Uid).Set(Reason, here.ContainsKey(b.Uid)
            ? 0x0119L : 0x0112L))]);
        var now = store.Clock.GetUtcNow();
        var row = new Commitment
        {
            OrganisationId = device.OrganisationId,
            DeviceId = device.Id,
            TransactionUid = transaction,
            KeptCount = good.Count,
            MissingCount = bad.Count,
            Body = DataSetWriter.ToBytes(result, TransferSyntax.ExplicitLittle).ToArray(),
            AskedAt = now,
            NextAt = device.Host.Length > 0 ? now : null,
        };
        store.Commitments.Add(row);
        await store.SaveChangesAsync(stop);
        return row;
    }

    /// <summary>The device has heard it.</summary>
    public async Task ToldAsync(Guid id, CancellationToken stop)
    {
        if (await store.Commitments.SingleOrDefaultAsync(c => c.Id == id, stop) is not { } row) return;
        (row.ToldAt, row.NextAt) = (store.Clock.GetUtcNow(), null);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Calls the devices whose results wait.</summary>
    public async Task TellAsync(CancellationToken stop)
    {
        var now = store.Clock.GetUtcNow();
        foreach (var row in await store.Commitments.Where(c => c.ToldAt == null && c.NextAt != null && c.NextAt <= now).OrderBy(c =>
            c.NextAt).Take(50).ToListAsync(stop))
        {
            var device = await store.Devices.AsNoTracking().SingleAsync(d => d.Id == row.DeviceId, stop);
            row.Tries++;
            if (device.RevokedAt is not null || device.Host.Length == 0 || device.Port is null) row.NextAt = null;
            else if (await TellAsync(device, row, stop)) (row.ToldAt, row.NextAt) = (store.Clock.GetUtcNow(), null);
            else row.NextAt = row.Tries >= MostTries ? null : now.AddSeconds(Math.Min(3600, 30 * Math.Pow(2, row.Tries)));
            await store.SaveChangesAsync(stop);
        }
    }

    async Task<bool> TellAsync(Device device, Commitment row, CancellationToken stop)
    {
        try
        {
            // We call, yet play the provider: so the roles are asked for (PS3.4 §J.3.3).
            await using var client = await DimseClient.OpenAsync(device.Target(), rules.Aet, ProposedContexts.For(SopClasses.Commitment), TimeProvider.System, stop,
                roles: [new(SopClasses.Commitment, User: false, Provider: true)]);
            var syntax = TransferSyntax.Of(client.SyntaxOf(SopClasses.Commitment) ?? throw new DimseFault(DimseStatus.ClassNotSupported));
            var bytes = DataSetWriter.ToBytes(Part10.ReadDataSet(row.Body, TransferSyntax.ExplicitLittle), syntax);
            var answer = await client.AskAsync(DimseVerb.Event, new(SopClasses.Commitment, SopClasses.CommitmentInstance, row.MissingCount == 0 ? (ushort)1
                : (ushort)2,
                new EncodedDataSet(bytes, syntax.Uid)));
            await client.ReleaseAsync();
            return !answer.Status.IsFailure;
        }
        catch (Exception problem) when (problem is IOException or PduFault or DimseFault)
        {
            log.LogInformation("Device '{Title}' could not be told of its commitment: {Problem}", device.Aet, problem.Message);
            return false;
        }
    }
}
