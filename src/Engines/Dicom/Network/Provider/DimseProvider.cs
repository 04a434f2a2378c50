using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace LienY.Dicom;

/// <summary>Who asks for an association: what it says, from where, with which certificate.</summary>
public sealed record DimseCaller(AssociateRequest Request, IPAddress Address, X509Certificate2? Certificate);

/// <summary>Decides who is let in and hears what happened at the door.</summary>
public interface IDimseDoor
{
    /// <summary>Who works for this caller; throws <see cref="AssociationRefused"/> where nobody does.</summary>
    ValueTask<DimseProvider> AdmitAsync(DimseCaller caller, CancellationToken stop);

    /// <summary>Something happened that is worth a line in the log: English, the problem where there is one.</summary>
    void Note(IPAddress address, string? calling, string what, Exception? problem);
}

/// <summary>
/// Works for one association: an operation a method. What is not overridden is answered as not supported; a thrown <see cref="DimseFault"/> is the answer, any other
/// exception is noted and answered with 0110.
/// </summary>
public abstract class DimseProvider : IAsyncDisposable
{
    static DimseFault Unsupported => new(DimseStatus.ClassNotSupported);

    /// <summary>Whether a SOP class is spoken with this caller.</summary>
    public abstract bool Takes(string sopClass);

    /// <summary>C-ECHO.</summary>
    public virtual Task<DimseStatus> EchoAsync(CancellationToken stop) => Task.FromResult(DimseStatus.Success);

    /// <summary>
    /// C-STORE: reads the data as it comes and answers when the instance is durable. What is not read is passed over; a cut throws within the reading.
    /// </summary>
    public virtual Task<DimseStatus> StoreAsync(StoreRequest request, DataSetStream data, CancellationToken stop) => throw Unsupported;

    /// <summary>C-FIND: answers one by one, in the transfer syntax of the question; the token is cancelled by C-CANCEL.</summary>
    public virtual IAsyncEnumerable<EncodedDataSet> FindAsync(FindRequest request, CancellationToken stop) => throw Unsupported;

    /// <summary>What a C-MOVE or C-GET sends.</summary>
    public virtual Task<IReadOnlyList<OutgoingInstance>> RetrieveAsync(RetrieveRequest request, CancellationToken stop) => throw Unsupported;

    /// <summary>Where a C-MOVE sends to; null where that is not known.</summary>
    public virtual Task<DimseTarget?> DestinationAsync(string aet, CancellationToken stop) => Task.FromResult<DimseTarget?>(null);

    /// <summary>N-CREATE.</summary>
    public virtual Task<NormalAnswer> CreateAsync(NormalRequest request, CancellationToken stop) => throw Unsupported;

    /// <summary>N-SET.</summary>
    public virtual Task<NormalAnswer> SetAsync(NormalRequest request, CancellationToken stop) => throw Unsupported;

    /// <summary>N-GET.</summary>
    public virtual Task<NormalAnswer> ReadAsync(NormalRequest request, CancellationToken stop) => throw Unsupported;

    /// <summary>N-ACTION.</summary>
    public virtual Task<NormalAnswer> ActionAsync(NormalRequest request, CancellationToken stop) => throw Unsupported;

    /// <summary>N-EVENT-REPORT.</summary>
    public virtual Task<NormalAnswer> EventAsync(NormalRequest request, CancellationToken stop) => throw Unsupported;

    /// <summary>The association is over, however it ended.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
