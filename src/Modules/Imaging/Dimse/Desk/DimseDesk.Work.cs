using LienY.Dicom;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Imaging;

sealed partial class DimseDesk
{
    /// <inheritdoc/>
    public override async Task<NormalAnswer> CreateAsync(NormalRequest request, CancellationToken stop)
    {
        var told = Told(request);
        await using var scope = DimseGate.House(scopes, address);
        return await scope.ServiceProvider.GetRequiredService<Steps>().BeginAsync(device, request.SopInstance, told, stop);
    }

    /// <inheritdoc/>
    public override async Task<NormalAnswer> SetAsync(NormalRequest request, CancellationToken stop)
    {
        var told = Told(request);
        await using var scope = DimseGate.House(scopes, address);
        return await scope.ServiceProvider.GetRequiredService<Steps>().ChangeAsync(device, request.SopInstance, told, stop);
    }

    DataSet Told(NormalRequest request)
    {
        if (request.SopClass != SopClasses.PerformedStep || !device.MayWork) throw new DimseFault(DimseStatus.ClassNotSupported);
        return request.Data is { } data ? Read(data) : throw new DimseFault(DimseStatus.MissingAttribute);
    }

    /// <inheritdoc/>
    public override async Task<NormalAnswer> ActionAsync(NormalRequest request, CancellationToken stop)
    {
        if (request.SopClass != SopClasses.Commitment || !device.MayStore) throw new DimseFault(DimseStatus.ClassNotSupported);
        if (request.Kind != 1) throw new DimseFault(DimseStatus.NoSuchAction);
        if (request.SopInstance != SopClasses.CommitmentInstance) throw new DimseFault(DimseStatus.NoSuchInstance);
        var asked = request.Data is { } data ? Read(data) : throw new DimseFault(DimseStatus.MissingAttribute);
        await using var scope = DimseGate.House(scopes, address);
        var commitment = await scope.ServiceProvider.GetRequiredService<Commitments>().PromiseAsync(device, Reader, asked, stop);
        // A device that listens is called by the courier; one that does not is told on this association.
        if (device.Host.Length > 0) return NormalAnswer.Done;
        var syntax = TransferSyntax.Of(request.Data!.Value.TransferSyntax);
        var result = Encoded(Part10.ReadDataSet(commitment.Body, TransferSyntax.ExplicitLittle), syntax);
        return NormalAnswer.Done with
        {
            Then = new(SopClasses.Commitment, SopClasses.CommitmentInstance, commitment.MissingCount == 0 ? (ushort)1 : (ushort)2, result),
            Told = status => ToldAsync(commitment.Id, status is { Code: 0 }),
        };
    }

    async Task ToldAsync(Guid id, bool isTold)
    {
        if (!isTold) return;
        await using var scope = DimseGate.House(scopes, address);
        await scope.ServiceProvider.GetRequiredService<Commitments>().ToldAsync(id, CancellationToken.None);
    }
}
