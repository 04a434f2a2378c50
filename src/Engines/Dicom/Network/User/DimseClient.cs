using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace LienY.Dicom;

/// <summary>
/// The user's side of an association: asks for one operation after the other. Refused: <see cref="AssociationRefused"/>; broken: <see cref="AssociationBroken"/>. A
/// cancelled token breaks the association.
/// </summary>
public sealed class DimseClient : IAsyncDisposable
{
    readonly Association association;
    readonly TcpClient line;
    readonly CancellationTokenSource over;
    ushort last;

    DimseClient(Association association, TcpClient line, CancellationTokenSource over) => (this.association, this.line, this.over) = (association, line, over);

    /// <summary>The association.</summary>
    public Association Association => association;

    /// <summary>Opens an association; <paramref name="roles"/> are proposed where the other side shall send to us.</summary>
    public static async Task<DimseClient> OpenAsync(DimseTarget target, string calling, IReadOnlyList<ProposedContext> contexts, TimeProvider clock,
        CancellationToken stop,
        AssociationBounds? bounds = null, IReadOnlyList<RoleSelection>? roles = null)
    {
        bounds ??= new();
        var line = new TcpClient { NoDelay = true };
        var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            using var greeting = new CancellationTokenSource(bounds.Artim, clock);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(over.Token, greeting.Token);
            Stream stream;
            try
            {
                await line.ConnectAsync(target.Host, target.Port, both.Token);
                stream = target.Tls is { } tls ? await tls.CallAsync(line.GetStream(), target.Host, both.Token) : line.GetStream();
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                throw new AssociationBroken(AssociationEnd.Silent, $"'{target.Aet}' at {target.Host}:{target.Port} does not answer.");
            }
            catch (Exception problem) when (problem is SocketException or System.Security.Authentication.AuthenticationException)
            {
                throw new AssociationBroken(AssociationEnd.Cut, $"'{target.Aet}' at {target.Host}:{target.Port} cannot be reached: {problem.Message}");
            }
            var request = new AssociateRequest(target.Aet, calling, contexts, new UserInformation { Roles = roles ?? [] });
            return new(await Association.RequestAsync(stream, request, bounds, clock, over.Token), line, over);
        }
        catch
        {
            line.Dispose();
            over.Dispose();
            throw;
        }
    }

    /// <summary>The transfer syntax that stands for a SOP class; null where it was not accepted.</summary>
    public string? SyntaxOf(string sopClass) => association.For(sopClass).FirstOrDefault()?.TransferSyntax;

    /// <summary>C-ECHO.</summary>
    public async Task<DimseStatus> EchoAsync()
    {
        var context = ContextOf(Uids.Verification);
        var id = ++last;
        await association.SendAsync(context.Id, new DimseCommand(DimseVerb.Echo) { SopClass = context.SopClass, MessageId = id });
        return (await ReplyAsync(id)).Command.Status;
    }

    /// <summary>C-STORE; 0122 where no context stands for the instance.</summary>
    public async Task<DimseStatus> StoreAsync(OutgoingInstance instance, CancellationToken stop, string moveOriginator = "", ushort moveMessage = 0)
    {
        using var _ = stop.UnsafeRegister(static o => ((CancellationTokenSource)o!).Cancel(), over);
        var id = ++last;
        if (!await Instances.SendAsync(association, instance, id, moveOriginator, moveMessage, stop)) return DimseStatus.ClassNotSupported;
        return (await ReplyAsync(id)).Command.Status;
    }

    /// <summary>C-FIND: the identifier is written in the syntax that stands. Who stops reading early cancels; a failure throws <see cref="DimseFault"/>.</summary>
    public async IAsyncEnumerable<EncodedDataSet> FindAsync(string sopClass, Func<string, EncodedDataSet> identifier,
        [EnumeratorCancellation] CancellationToken stop = default)
    {
        using var _ = stop.UnsafeRegister(static o => ((CancellationTokenSource)o!).Cancel(), over);
        var context = ContextOf(sopClass);
        var id = ++last;
        await association.SendAsync(context.Id, new DimseCommand(DimseVerb.Find) { SopClass = sopClass, MessageId = id, Priority = 0, HasData = true },
            identifier(context.TransferSyntax));
        var isDone = false;
        try
        {
            while (true)
            {
                var reply = await ReplyAsync(id, pass: false);
                isDone = !reply.Command.Status.IsPending;
                if (isDone)
                {
                    if (reply.Data is { } rest) await rest.PassAsync();
                    if (reply.Command.Status.IsFailure) throw new DimseFault(reply.Command.Status);
                    yield break;
                }
                yield return await reply.WholeAsync();
            }
        }
        finally
        {
            if (!isDone && !over.IsCancellationRequested && association.Fault is null) await CancelAsync(context.Id, id);
        }
    }

    async Task CancelAsync(byte context, ushort id)
    {
        await association.SendAsync(context, new DimseCommand(DimseVerb.Cancel) { AnswersId = id });
        while ((await ReplyAsync(id)).Command.Status.IsPending) { }
    }

    /// <summary>C-MOVE: the other side sends to a destination that it knows.</summary>
    public async Task<RetrieveOutcome> MoveAsync(string sopClass, Func<string, EncodedDataSet> identifier, string destination, CancellationToken stop,
        Action<SubOperations>? progress = null)
    {
        using var _ = stop.UnsafeRegister(static o => ((CancellationTokenSource)o!).Cancel(), over);
        var context = ContextOf(sopClass);
        var id = ++last;
        await association.SendAsync(context.Id,
            new DimseCommand(DimseVerb.Move) { SopClass = sopClass, MessageId = id, Priority = 0, Destination = destination, HasData = true },
                identifier(context.TransferSyntax));
        while (true)
        {
            var reply = (await ReplyAsync(id)).Command;
            if (!reply.Status.IsPending) return new(reply.Status, reply.Counts ?? default);
            if (reply.Counts is { } counts) progress?.Invoke(counts);
        }
    }

    /// <summary>C-GET: instances come on this association; <paramref name="take"/> reads each and says how that ended.</summary>
    public async Task<RetrieveOutcome> GetAsync(string sopClass, Func<string, EncodedDataSet> identifier, Func<StoreRequest, DataSetStream, Task<DimseStatus>> take,
        CancellationToken stop)
    {
        using var _ = stop.UnsafeRegister(static o => ((CancellationTokenSource)o!).Cancel(), over);
        var context = ContextOf(sopClass);
        var id = ++last;
        await association.SendAsync(context.Id, new DimseCommand(DimseVerb.Get) { SopClass = sopClass, MessageId = id, Priority = 0, HasData = true },
            identifier(context.TransferSyntax));
        while (true)
        {
            var message = await NextAsync();
            if (message.Command is { Verb: DimseVerb.Store, IsResponse: false } && message.Data is { } data)
            {
                var asked = message.Command;
                var status = await take(new(asked.SopClass, asked.SopInstance, message.Context.TransferSyntax), data);
                await data.PassAsync();
                await association.SendAsync(message.Context.Id, new DimseCommand(DimseVerb.Store, isResponse: true)
                {
                    SopClass = asked.SopClass,
                    SopInstance = asked.SopInstance,
                    AnswersId = asked.MessageId,
                    Status = status,
                });
                continue;
            }
            var reply = await MatchedAsync(message, id, pass: true);
            if (!reply.Command.Status.IsPending) return new(reply.Command.Status, reply.Command.Counts ?? default);
        }
    }

    /// <summary>N-CREATE, N-SET, N-ACTION, N-EVENT-REPORT.</summary>
    public async Task<NormalAnswer> AskAsync(DimseVerb verb, NormalRequest request, string? contextClass = null)
    {
        var context = ContextOf(contextClass ?? request.SopClass);
        var id = ++last;
        await association.SendAsync(context.Id, new DimseCommand(verb)
        {
            SopClass = request.SopClass,
            SopInstance = request.SopInstance,
            MessageId = id,
            Kind = request.Kind,
            HasData = request.Data is not null,
        }, request.Data);
        var reply = await ReplyAsync(id, pass: false);
        var data = reply.Data is null ? null : (EncodedDataSet?)await reply.WholeAsync();
        return new(reply.Command.Status, data, reply.Command.SopInstance);
    }

    /// <summary>Waits for an N-EVENT-REPORT on this association (the result of a commitment) and answers it.</summary>
    public async Task<NormalRequest> EventAsync(CancellationToken stop)
    {
        using var _ = stop.UnsafeRegister(static o => ((CancellationTokenSource)o!).Cancel(), over);
        var message = await NextAsync();
        if (message.Command is not { Verb: DimseVerb.Event, IsResponse: false } told) throw new PduFault(AbortReason.UnexpectedPdu,
            $"{message.Command} instead of an event.");
        var data = message.Data is null ? null : (EncodedDataSet?)await message.WholeAsync();
        await association.SendAsync(message.Context.Id, new DimseCommand(DimseVerb.Event, isResponse: true)
        {
            SopClass = told.SopClass,
            SopInstance = told.SopInstance,
            AnswersId = told.MessageId,
            Kind = told.Kind,
            Status = DimseStatus.Success,
        });
        return new(told.SopClass, told.SopInstance, told.Kind, data);
    }

    /// <summary>Releases in order.</summary>
    public Task ReleaseAsync() => association.ReleaseAsync();

    AcceptedContext ContextOf(string sopClass) =>
        association.For(sopClass).FirstOrDefault() ?? throw new DimseFault(DimseStatus.ClassNotSupported with { Comment = "The SOP class was not accepted." });

    async Task<DimseMessage> NextAsync() =>
        await association.ReadAsync() ?? throw new AssociationBroken(AssociationEnd.Cut, "The other side released the association instead of answering.");

    async Task<DimseMessage> ReplyAsync(ushort id, bool pass = true) => await MatchedAsync(await NextAsync(), id, pass);

    static async Task<DimseMessage> MatchedAsync(DimseMessage message, ushort id, bool pass)
    {
        if (!message.Command.IsResponse || message.Command.AnswersId != id) throw new PduFault(AbortReason.UnexpectedPdu,
            $"{message.Command} instead of an answer to {id}.");
        if (pass && message.Data is { } data) await data.PassAsync();
        return message;
    }

    /// <summary>Aborts where it was not released, and hangs up.</summary>
    public async ValueTask DisposeAsync()
    {
        await association.DisposeAsync();
        line.Dispose();
        over.Dispose();
    }
}
