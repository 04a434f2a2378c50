using System.Collections.Concurrent;
using System.Net;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace LienY.Dicom.Tests;

/// <summary>A small archive behind a real listener: keeps what is sent in memory, finds it, sends it on; stands for the house in tests of the line.</summary>
sealed class Clinic : IDimseDoor, IAsyncDisposable
{
    readonly DimseListener listener;

    public Clinic(DimseListening? rules = null, TimeProvider? clock = null)
    {
        listener = new((rules ?? new(0)) with { Port = 0, Address = IPAddress.Loopback }, this, clock ?? TimeProvider.System);
        listener.Start();
    }

    public int Port => listener.Port;

    public int Open => listener.Open;

    public DimseTarget Target => new("LIENY", "127.0.0.1", Port);

    public ConcurrentDictionary<string, (StoreRequest Request, byte[] Data)> Kept { get; } = new();

    public ConcurrentQueue<string> Notes { get; } = [];

    public ConcurrentDictionary<string, DimseTarget> Destinations { get; } = new();

    public ConcurrentDictionary<string, (NormalRequest Created, NormalRequest? Changed)> Steps { get; } = new();

    /// <summary>Rows of the work list and of questions that go on and on until they are cancelled.</summary>
    public int Endless { get; set; }

    public DimseStatus StoreStatus { get; set; } = DimseStatus.Success;

    public HashSet<string> Strangers { get; } = [];

    public int Begun;

    public int Cut;

    /// <summary>Longest data that is kept; longer ones are only summed, so that memory can be looked at.</summary>
    public int KeepUpTo { get; set; } = 4 << 20;

    public ConcurrentDictionary<string, byte[]> Sums { get; } = new();

    public ValueTask<DimseProvider> AdmitAsync(DimseCaller caller, CancellationToken stop) =>
        Strangers.Contains(caller.Request.Calling) ? throw new AssociationRefused(AssociateReject.UnknownCaller) : new(new Desk(this));

    public void Note(IPAddress address, string? calling, string what, Exception? problem) => Notes.Enqueue($"{calling}: {what} {problem}");

    public void Keep(string sopInstance, byte[] data, string syntax = Uids.ExplicitLittle) =>
        Kept[sopInstance] = (new(Elements.SecondaryCapture, sopInstance, syntax), data);

    public ValueTask DisposeAsync() => listener.DisposeAsync();

    sealed class Desk(Clinic clinic) : DimseProvider
    {
        public override bool Takes(string sopClass) => sopClass is Uids.Verification or SopClasses.PerformedStep or SopClasses.Commitment
            || SopClasses.IsStorage(sopClass)
            || SopClasses.IsFind(sopClass) || SopClasses.IsMove(sopClass) || SopClasses.IsGet(sopClass);

        public override async Task<DimseStatus> StoreAsync(StoreRequest request, DataSetStream data, CancellationToken stop)
        {
            Interlocked.Increment(ref clinic.Begun);
            using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var kept = new MemoryStream();
            try
            {
                while (await data.NextAsync() is { IsEmpty: false } part)
                {
                    sum.AppendData(part.Span);
                    if (kept.Length < clinic.KeepUpTo) kept.Write(part.Span);
                    if (clinic.StoreStatus.IsFailure) return clinic.StoreStatus;
                }
            }
            catch
            {
                Interlocked.Increment(ref clinic.Cut);
                throw;
            }
            clinic.Sums[request.SopInstance] = sum.GetHashAndReset();
            clinic.Kept[request.SopInstance] = (request, kept.ToArray());
            return clinic.StoreStatus;
        }

        public override async IAsyncEnumerable<EncodedDataSet> FindAsync(FindRequest request, [EnumeratorCancellation] CancellationToken stop)
        {
            var syntax = request.Identifier.TransferSyntax;
            if (request.SopClass == SopClasses.Worklist)
                yield return new(Elements.Of(syntax, (0x00080005, "CS", "ISO_IR 192"), (0x00080050, "SH", "A77"), (0x00100010, "PN", "TRAN^THI B"), (0x00100020,
                    "LO", "P9")), syntax);
            if (Elements.Text(request.Identifier, 0x00080052) == "NOWHERE") throw new DimseFault(DimseStatus.Mismatch with { Comment = "No such level." });
            for (var n = 0; n < clinic.Endless; n++)
            {
                yield return new(Elements.Of(syntax, (0x00080052, "CS", "STUDY"), (0x00100020, "LO", "E" + n)), syntax);
                await Task.Delay(1, stop);
            }
            var asked = Elements.Text(request.Identifier, 0x00100020) ?? "";
            foreach (var (uid, one) in clinic.Kept)
            {
                var patient = Elements.Text(new(one.Data, one.Request.TransferSyntax), 0x00100020) ?? "";
                if (asked is not ("" or "*") && asked != patient) continue;
                yield return new(Elements.Of(syntax, (0x00080018, "UI", uid), (0x00080052, "CS", Elements.Text(request.Identifier, 0x00080052) ?? ""), (0x00100020,
                    "LO", patient), (0x0020000D, "UI",
                    "2.25.77")), syntax);
            }
        }

        public override Task<IReadOnlyList<OutgoingInstance>> RetrieveAsync(RetrieveRequest request, CancellationToken stop) =>
            Task.FromResult<IReadOnlyList<OutgoingInstance>>([.. clinic.Kept.OrderBy(k => k.Key).Select(k => Outgoing(k.Value.Request, k.Value.Data))]);

        public override Task<DimseTarget?> DestinationAsync(string aet, CancellationToken stop) => Task.FromResult(clinic.Destinations.GetValueOrDefault(aet));

        public override Task<NormalAnswer> CreateAsync(NormalRequest request, CancellationToken stop) =>
            Task.FromResult(clinic.Steps.TryAdd(request.SopInstance, (request, null)) ? NormalAnswer.Done : new(DimseStatus.Duplicate));

        public override Task<NormalAnswer> SetAsync(NormalRequest request, CancellationToken stop)
        {
            if (!clinic.Steps.TryGetValue(request.SopInstance, out var step)) return Task.FromResult(new NormalAnswer(DimseStatus.NoSuchInstance));
            clinic.Steps[request.SopInstance] = step with { Changed = request };
            return Task.FromResult(NormalAnswer.Done);
        }

        public override Task<NormalAnswer> ActionAsync(NormalRequest request, CancellationToken stop) =>
            Task.FromResult(NormalAnswer.Done with { Then = new(request.SopClass, request.SopInstance, 1, request.Data) });
    }

    /// <summary>An instance of bytes in memory.</summary>
    public static OutgoingInstance Outgoing(StoreRequest request, byte[] data) =>
        new(request.SopClass, request.SopInstance, request.TransferSyntax, (syntax, _) => new(syntax == request.TransferSyntax ? new MemoryStream(data) : null));
}
