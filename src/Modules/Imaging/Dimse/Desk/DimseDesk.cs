using System.Net;
using System.Runtime.CompilerServices;
using LienY.Contracts;
using LienY.Dicom;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Imaging;

/// <summary>Works for one association of a device that was let in: within its facility, and only what it may.</summary>
sealed partial class DimseDesk(Device device, IPAddress address, IServiceScopeFactory scopes, IImageArchive archive, ImagingRules rules, TimeProvider clock,
    Database database) : DimseProvider
{
    /// <summary>Rows that are fetched at a time, and most of one answer.</summary>
    const int Page = 1000, MostRows = 100_000;

    readonly HashSet<string> received = [];

    /// <inheritdoc/>
    public override bool Takes(string sopClass) => sopClass switch
    {
        Uids.Verification => true,
        SopClasses.Worklist or SopClasses.PerformedStep => device.MayWork,
        SopClasses.Commitment => device.MayStore,
        _ when SopClasses.IsFind(sopClass) => device.MayFind,
        _ when SopClasses.IsMove(sopClass) || SopClasses.IsGet(sopClass) => device.MayRetrieve,
        // Whoever gets is sent images on contexts of storage.
        _ => SopClasses.IsStorage(sopClass) && (device.MayStore || device.MayRetrieve),
    };

    /// <inheritdoc/>
    public override async Task<DimseStatus> StoreAsync(StoreRequest request, DataSetStream data, CancellationToken stop)
    {
        if (!device.MayStore) return DimseStatus.NotAuthorized;
        await using var ingest = archive.Begin(new(new(device.OrganisationId, "dimse", device.Aet), request.TransferSyntax, request.SopClass, request.SopInstance));
        while (await data.NextAsync() is { IsEmpty: false } part) await ingest.WriteAsync(part, stop);
        // What has come whole is kept even while the house is stopping.
        var outcome = await ingest.CommitAsync(CancellationToken.None);
        switch (outcome.Result)
        {
            case IngestResult.Full:
                await ErrorAsync(outcome.Problem);
                return DimseStatus.OutOfResources with { Comment = outcome.Problem };
            case IngestResult.Refused:
                await ErrorAsync(outcome.Problem);
                return (outcome.SopUid.Length > 0 && outcome.SopUid != request.SopInstance ? DimseStatus.Mismatch
                    : DimseStatus.CannotUnderstand) with
                { Comment = outcome.Problem };
            default:
                received.Add(outcome.StudyUid);
                return DimseStatus.Success;
        }
    }

    async Task ErrorAsync(string problem)
    {
        await using var connection = await database.OpenAsync(CancellationToken.None);
        await connection.RunAsync("update imaging_device set last_error = @p1, last_error_at = @p2 where id = @p0", CancellationToken.None, device.Id, problem,
            clock.GetUtcNow());
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<EncodedDataSet> FindAsync(FindRequest request, [EnumeratorCancellation] CancellationToken stop)
    {
        var syntax = TransferSyntax.Of(request.Identifier.TransferSyntax);
        var asked = Read(request.Identifier);
        if (request.SopClass == SopClasses.Worklist)
        {
            foreach (var item in await WorkAsync(asked, stop)) yield return Encoded(item, syntax);
            yield break;
        }
        var level = Identifiers.Level(asked, request.SopClass);
        var query = Identifiers.Query(asked, level) with { Limit = Page };
        while (query.Offset < MostRows)
        {
            var rows = await archive.FindAsync(Reader, query, stop);
            foreach (var row in rows) yield return Encoded(Identifiers.Answer(asked, row, level, rules.Aet, device.IsAscii), syntax);
            if (rows.Count < Page) yield break;
            query = query with { Offset = query.Offset + Page };
        }
    }

    async Task<IReadOnlyList<DataSet>> WorkAsync(DataSet asked, CancellationToken stop)
    {
        await using var scope = DimseGate.House(scopes, address);
        return await scope.ServiceProvider.GetRequiredService<Worklist>().FindAsync(device, asked, stop);
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<OutgoingInstance>> RetrieveAsync(RetrieveRequest request, CancellationToken stop)
    {
        var asked = Read(request.Identifier);
        var level = Identifiers.Level(asked, request.SopClass);
        var scope = Identifiers.Scope(asked, level);
        if (level == ImageLevel.Patient)
        {
            if (asked.Text(Tags.PatientId) is not { } patient) throw new DimseFault(DimseStatus.Mismatch with { Comment = "Patient ID is missing." });
            // A patient that is named to be fetched is named whole.
            if (patient.IndexOfAny(['*', '?']) >= 0) throw new DimseFault(DimseStatus.Mismatch with { Comment = "Patient ID holds wild cards." });
            var rows = await archive.FindAsync(Reader, new(ImageLevel.Study, [new(Tags.PatientId.Number, patient)]) { Limit = Page }, stop);
            scope = new([.. rows.Select(r => r.Values[Tags.StudyInstanceUid.Number])]);
            if (scope.Studies.Count == 0) return [];
        }
        return [.. (await archive.ImagesAsync(Reader, scope, stop)).Select(Outgoing)];
    }

    OutgoingInstance Outgoing(StoredImage image) => new(image.SopClass, image.SopUid, image.TransferSyntax, (syntax, stop) => Plain.OpenAsync(archive, image,
        syntax, stop));

    /// <inheritdoc/>
    public override async Task<DimseTarget?> DestinationAsync(string aet, CancellationToken stop)
    {
        await using var scope = DimseGate.House(scopes, address);
        var store = scope.ServiceProvider.GetRequiredService<DimseStore>();
        // Only within the facility: images leave it through the release gate, never because a device says so.
        var known = await store.Devices.AsNoTracking().Where(d => d.OrganisationId == device.OrganisationId && d.Aet == aet && d.RevokedAt == null && d.Host != ""
            && d.Port != null)
            .OrderBy(d => d.MadeAt).FirstOrDefaultAsync(stop);
        return known is null ? null : known.Target();
    }

    ImageReader Reader => ImageReader.OfDevice(device.OrganisationId, device.Aet, new(address.ToString(), null, "DICOM"), clock.GetUtcNow());

    static DataSet Read(EncodedDataSet given)
    {
        try
        {
            return Part10.ReadDataSet(given.Bytes, TransferSyntax.Of(given.TransferSyntax));
        }
        catch (DicomFormatException problem)
        {
            throw new DimseFault(DimseStatus.CannotUnderstand with { Comment = problem.Message });
        }
    }

    static EncodedDataSet Encoded(DataSet set, TransferSyntax syntax) => new(DataSetWriter.ToBytes(set, syntax), syntax.Uid);

    /// <summary>What has come is noted at the orders it belongs to.</summary>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (received.Count == 0) return;
        await using var connection = await database.OpenAsync(CancellationToken.None);
        foreach (var study in received)
            await connection.RunAsync("update imaging_order set images_at = @p2 where organisation_id = @p0 and images_at is null and (study_uid = @p1 or accession in "
                + "(select accession from imaging_study where holder_id = @p0 and uid = @p1 and accession <> ''))", CancellationToken.None,
                device.OrganisationId, study, clock.GetUtcNow());
    }
}
