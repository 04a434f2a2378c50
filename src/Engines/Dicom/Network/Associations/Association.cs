using System.Buffers.Binary;

namespace LienY.Dicom;

/// <summary>
/// An association that stands (PS3.8 §7, §9.2), on either side: reads one message after the other, sends messages, releases, aborts. One operation at a time;
/// a fault of the other side is thrown, remembered, and answered with A-ABORT when the association is disposed.
/// </summary>
public sealed partial class Association : IAsyncDisposable
{
    readonly Wire wire;
    readonly Dictionary<byte, AcceptedContext> contexts;
    readonly SemaphoreSlim gate = new(1);
    readonly int mostFragment;
    uint pduLeft;
    int fragmentLeft;
    bool isLast, isOver;

    Association(Wire wire, string called, string calling, UserInformation peer, IEnumerable<AcceptedContext> contexts, bool isRequestor)
    {
        (this.wire, Called, Calling, Peer, IsRequestor) = (wire, called, calling, peer, isRequestor);
        this.contexts = contexts.ToDictionary(c => c.Id);
        var most = peer.MostPdu == 0 ? wire.Bounds.MostPdu : (int)Math.Clamp(peer.MostPdu, 128, (uint)wire.Bounds.MostPdu);
        // Fragments are even (PS3.8 annex E); six bytes of a PDU are the head of its value.
        mostFragment = (most - 6) & ~1;
        wire.Within(Timeout.InfiniteTimeSpan);
        wire.Patience = wire.Bounds.Idle;
        wire.Widen();
    }

    /// <summary>The AE title that was called.</summary>
    public string Called { get; }

    /// <summary>The AE title that called.</summary>
    public string Calling { get; }

    /// <summary>What the other side told of itself.</summary>
    public UserInformation Peer { get; }

    /// <summary>We asked for it.</summary>
    public bool IsRequestor { get; }

    /// <summary>Presentation contexts that stand.</summary>
    public IReadOnlyCollection<AcceptedContext> Contexts => contexts.Values;

    /// <summary>What the other side did wrong; null while it did nothing.</summary>
    public PduFault? Fault { get; private set; }

    /// <summary>Contexts of a SOP class on which we may ask.</summary>
    public IEnumerable<AcceptedContext> For(string sopClass) => contexts.Values.Where(c => c.SopClass == sopClass && (IsRequestor || c.RequestorProvides));

    /// <summary>
    /// The next message; null when the other side has released the association, which is then over. Its data set has to be read before the next call.
    /// </summary>
    public async Task<DimseMessage?> ReadAsync()
    {
        try
        {
            if (pduLeft == 0 && !await NextPduAsync(atMessage: true)) return null;
            var (id, isCommand) = await ValueHeadAsync();
            if (!isCommand) throw new PduFault(AbortReason.UnexpectedPdu, "A data set without a command.");
            if (!contexts.TryGetValue(id, out var context)) throw new PduFault(AbortReason.InvalidParameter, "A presentation context that does not stand.");
            var bytes = new List<byte>(256);
            while (await FragmentAsync(id, isCommand: true, int.MaxValue) is { IsEmpty: false } part)
            {
                if (bytes.Count + part.Length > DimseCommand.MostBytes) throw new PduFault(AbortReason.InvalidParameter, "The command set is too long.");
                bytes.AddRange(part.Span);
            }
            var command = DimseCommand.Read(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes));
            return new(context, command, command.HasData ? new DataSetStream(this, id) : null);
        }
        catch (PduFault fault)
        {
            Fault ??= fault;
            throw;
        }
    }

    /// <summary>Bytes of the part of a message that comes now, in place; empty at its end.</summary>
    internal async ValueTask<ReadOnlyMemory<byte>> FragmentAsync(byte context, bool isCommand, int most)
    {
        try
        {
            while (fragmentLeft == 0)
            {
                if (isLast)
                {
                    isLast = false;
                    return default;
                }
                if (pduLeft == 0) await NextPduAsync(atMessage: false);
                if (await ValueHeadAsync() != (context, isCommand)) throw new PduFault(AbortReason.UnexpectedPdu, "Another part came than that which was begun.");
            }
            if (wire.Ready.IsEmpty && !await wire.HaveAsync(1)) throw new AssociationBroken(AssociationEnd.Cut, "The line was cut within a message.");
            var part = wire.Ready;
            if (part.Length > Math.Min(most, fragmentLeft)) part = part[..Math.Min(most, fragmentLeft)];
            wire.Take(part.Length);
            fragmentLeft -= part.Length;
            return part;
        }
        catch (PduFault fault)
        {
            Fault ??= fault;
            throw;
        }
    }

    /// <summary>The heads of the next data PDU; false when the association was released instead.</summary>
    async ValueTask<bool> NextPduAsync(bool atMessage)
    {
        if (await wire.HeadAsync() is not var (type, length)) throw new AssociationBroken(AssociationEnd.Cut, "The other side hung up without a release.");
        switch (type)
        {
            case PduType.Data when length >= 6 && length <= Math.Max(wire.Bounds.LongestPdu, wire.Bounds.MostPdu):
                pduLeft = length;
                return true;
            case PduType.Data:
                throw new PduFault(AbortReason.InvalidParameter, $"A P-DATA-TF of {length} bytes.");
            case PduType.ReleaseRequest when atMessage && length == 4:
                await BodyAsync(wire, length, 4);
                await SendAsync(PduWriter.ReleaseReply);
                isOver = true;
                await wire.EndAsync(default);
                return false;
            case PduType.Abort:
                var abort = PduReader.Abort((await BodyAsync(wire, length, 4)).Span);
                isOver = true;
                throw new AssociationBroken(AssociationEnd.Aborted, $"The other side aborted (source {abort.Source}, reason {abort.Reason}).");
            case PduType.AssociateRequest or PduType.AssociateAccept or PduType.AssociateReject or PduType.ReleaseRequest or PduType.ReleaseReply:
                throw new PduFault(AbortReason.UnexpectedPdu, $"{type} may not come now.");
            default:
                throw new PduFault(AbortReason.UnrecognizedPdu, $"There is no PDU of type {(byte)type}.");
        }
    }

    /// <summary>The head of the next value in the PDU that has begun; what follows is its fragment.</summary>
    async ValueTask<(byte Context, bool IsCommand)> ValueHeadAsync()
    {
        if (pduLeft < 6) throw new PduFault(AbortReason.InvalidParameter, "Half a presentation data value.");
        if (!await wire.HaveAsync(6)) throw new AssociationBroken(AssociationEnd.Cut, "The line was cut within a PDU.");
        var head = wire.Ready.Span;
        var (length, id, control) = (BinaryPrimitives.ReadUInt32BigEndian(head), head[4], head[5]);
        wire.Take(6);
        if (length < 2 || length > pduLeft - 4) throw new PduFault(AbortReason.InvalidParameter,
            $"A value of {length} bytes in the {pduLeft} bytes that are left of its PDU.");
        pduLeft -= 4 + length;
        fragmentLeft = (int)length - 2;
        isLast = (control & 2) != 0;
        return (id, (control & 1) != 0);
    }

    /// <summary>The body of a small PDU; longer than allowed is a fault.</summary>
    static async ValueTask<ReadOnlyMemory<byte>> BodyAsync(Wire wire, uint length, int most)
    {
        if (length > most) throw new PduFault(AbortReason.InvalidParameter, $"A PDU of {length} bytes.");
        if (length > 0 && !await wire.HaveAsync((int)length)) throw new AssociationBroken(AssociationEnd.Cut, "The line was cut within a PDU.");
        var body = wire.Ready[..(int)length];
        wire.Take((int)length);
        return body;
    }

    /// <summary>While we work, the other side has no reason to speak: no silence is too long until this is disposed.</summary>
    internal IDisposable Working()
    {
        wire.Patience = Timeout.InfiniteTimeSpan;
        return new Worked(wire);
    }

    sealed class Worked(Wire wire) : IDisposable
    {
        public void Dispose() => wire.Patience = wire.Bounds.Idle;
    }

    /// <summary>Releases in order and waits for the other side's yes (PS3.8 §7.2).</summary>
    public async Task ReleaseAsync()
    {
        if (isOver) return;
        wire.Within(wire.Bounds.Artim);
        await SendAsync(PduWriter.ReleaseRequest);
        while (await wire.HeadAsync() is var (type, length))
        {
            if (type == PduType.ReleaseReply) break;
            if (type == PduType.Abort) break;
            if (length > wire.Bounds.LongestPdu) throw Fault ??= new PduFault(AbortReason.InvalidParameter, $"A PDU of {length} bytes.");
            // Both released at once (PS3.8 §9.2, release collision), or an answer that nobody waits for any more.
            await BodyAsync(wire, length, wire.Bounds.LongestPdu);
            if (type == PduType.ReleaseRequest) await SendAsync(PduWriter.ReleaseReply);
        }
        isOver = true;
    }

    /// <summary>Ends it at once, for the reason given (PS3.8 §7.3); does nothing where it is over.</summary>
    public async Task AbortAsync(AbortReason reason = AbortReason.NotSpecified, bool byProvider = false)
    {
        if (isOver) return;
        isOver = true;
        await wire.EndAsync(PduWriter.Of(new Abort(byProvider ? (byte)2 : (byte)0, reason)));
    }

    /// <summary>Aborts where it is not over, and hangs up.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Fault is { } fault) await AbortAsync(fault.Reason, byProvider: true);
        else await AbortAsync();
        await wire.DisposeAsync();
        gate.Dispose();
    }
}
