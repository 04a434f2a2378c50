using System.Net;

namespace LienY.Dicom;

/// <summary>One association on the provider's side: takes requests, has them worked on, answers; C-CANCEL is heard while answers go out.</summary>
sealed partial class Conversation(Association association, DimseProvider provider, IDimseDoor door, IPAddress address, AssociationBounds bounds, TimeProvider clock,
    CancellationToken stop)
{
    Task<DimseMessage?>? ahead;
    ushort lastOwn;

    /// <summary>Until the other side releases; throws where it ends otherwise.</summary>
    public async Task RunAsync()
    {
        while (await NextAsync() is { } message)
        {
            if (message.Command.IsResponse) throw new PduFault(AbortReason.UnexpectedPdu, "An answer that nobody waits for.");
            if (message.Command.SopClass != message.Context.SopClass && message.Command.Verb != DimseVerb.Cancel)
            {
                if (message.Data is { } data) await data.PassAsync();
                await AnswerAsync(message, DimseStatus.ClassNotSupported with { Comment = "The SOP class is not that of the presentation context." });
                continue;
            }
            await (message.Command.Verb switch
            {
                DimseVerb.Echo => EchoAsync(message),
                DimseVerb.Store => StoreAsync(message),
                DimseVerb.Find => FindAsync(message),
                DimseVerb.Move => MoveAsync(message),
                DimseVerb.Get => GetAsync(message),
                DimseVerb.Create => NormalAsync(message, provider.CreateAsync),
                DimseVerb.Set => NormalAsync(message, provider.SetAsync),
                DimseVerb.Read => NormalAsync(message, provider.ReadAsync),
                DimseVerb.Action => NormalAsync(message, provider.ActionAsync),
                DimseVerb.Event => NormalAsync(message, provider.EventAsync),
                // What it would cancel has ended meanwhile.
                DimseVerb.Cancel => Task.CompletedTask,
                _ => UnknownAsync(message),
            });
        }
    }

    Task<DimseMessage?> NextAsync()
    {
        var next = ahead ?? association.ReadAsync();
        ahead = null;
        return next;
    }

    async Task EchoAsync(DimseMessage message)
    {
        var (status, _) = await TriedAsync(message, () => provider.EchoAsync(stop));
        await AnswerAsync(message, status);
    }

    async Task UnknownAsync(DimseMessage message)
    {
        if (message.Data is { } data) await data.PassAsync();
        await AnswerAsync(message, DimseStatus.UnknownOperation);
    }

    async Task StoreAsync(DimseMessage message)
    {
        if (message.Data is not { } data)
        {
            await AnswerAsync(message, DimseStatus.CannotUnderstand with { Comment = "A C-STORE without a data set." });
            return;
        }
        var command = message.Command;
        var request = new StoreRequest(command.SopClass, command.SopInstance, message.Context.TransferSyntax)
        {
            MoveOriginator = command.MoveOriginator,
            MoveMessageId = command.MoveMessageId,
        };
        var (status, _) = await TriedAsync(message, () => provider.StoreAsync(request, data, stop));
        await data.PassAsync();
        await AnswerAsync(message, status);
    }

    async Task FindAsync(DimseMessage message)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var (status, _) = await TriedAsync(message, async () =>
        {
            var request = new FindRequest(message.Command.SopClass, await message.WholeAsync());
            using var _ = association.Working();
            ahead = HearAsync(message.Command.MessageId, cancel);
            await foreach (var found in provider.FindAsync(request, cancel.Token).WithCancellation(cancel.Token))
            {
                if (cancel.IsCancellationRequested) return DimseStatus.Cancelled;
                await AnswerAsync(message, DimseStatus.Pending, found);
            }
            return DimseStatus.Success;
        }, cancel);
        await AnswerAsync(message, status);
    }

    /// <summary>
    /// Reads on while we work: a C-CANCEL of this operation cancels it, as does an end of the association; what else comes is taken up afterwards.
    /// </summary>
    async Task<DimseMessage?> HearAsync(ushort operation, CancellationTokenSource cancel)
    {
        try
        {
            while (await association.ReadAsync() is { } next)
            {
                if (next.Command.Verb != DimseVerb.Cancel || next.Command.IsResponse) return next;
                if (next.Command.AnswersId == operation) Cancel(cancel);
            }
            return null;
        }
        catch
        {
            Cancel(cancel);
            throw;
        }
    }

    static void Cancel(CancellationTokenSource cancel)
    {
        try
        {
            cancel.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The operation has ended meanwhile.
        }
    }

    async Task NormalAsync(DimseMessage message, Func<NormalRequest, CancellationToken, Task<NormalAnswer>> work)
    {
        var command = message.Command;
        var (status, answer) = await TriedAsync(message, async () =>
        {
            var data = message.Data is null ? null : (EncodedDataSet?)await message.WholeAsync();
            return await work(new(command.SopClass, command.SopInstance, command.Kind, data), stop);
        });
        if (message.Data is { } rest) await rest.PassAsync();
        await AnswerAsync(message, answer?.Status ?? status, answer?.Data, instance: answer?.SopInstance);
        if (answer?.Then is { } then) await TellAsync(message.Context, then, answer.Told);
    }

    // PS3.4 §J.3.3: the result of a commitment may be told on the association that asked for it.
    async Task TellAsync(AcceptedContext context, NormalRequest tell, Func<DimseStatus?, Task>? told)
    {
        var id = ++lastOwn;
        DimseStatus? status = null;
        try
        {
            await association.SendAsync(context.Id, new DimseCommand(DimseVerb.Event)
            {
                SopClass = tell.SopClass,
                SopInstance = tell.SopInstance,
                MessageId = id,
                Kind = tell.Kind,
                HasData = tell.Data is not null,
            }, tell.Data);
            var reply = await association.ReadAsync();
            if (reply is null)
            {
                ahead = Task.FromResult<DimseMessage?>(null);
                return;
            }
            if (!reply.Command.IsResponse || reply.Command.AnswersId != id)
            {
                // The other side has gone on to something else: it is worked on next, and the result is told another way.
                ahead = Task.FromResult<DimseMessage?>(reply);
                return;
            }
            if (reply.Data is { } data) await data.PassAsync();
            status = reply.Command.Status;
        }
        finally
        {
            if (told is not null) await told(status);
        }
    }

    Task AnswerAsync(DimseMessage message, DimseStatus status, EncodedDataSet? data = null, SubOperations? counts = null, string? instance = null)
    {
        var command = message.Command;
        return association.SendAsync(message.Context.Id, new DimseCommand(command.Verb, isResponse: true)
        {
            SopClass = command.SopClass,
            SopInstance = instance ?? command.SopInstance,
            AnswersId = command.MessageId,
            Kind = command.Verb is DimseVerb.Action or DimseVerb.Event ? command.Kind : (ushort)0,
            Status = status,
            Counts = counts,
            HasData = data is not null,
        }, data);
    }

    // A fault of the operation is its answer; a fault of the line is the end of the association.
    async Task<(DimseStatus Status, T? Answer)> TriedAsync<T>(DimseMessage message, Func<Task<T>> work, CancellationTokenSource? cancel = null)
    {
        try
        {
            var answer = await work();
            return (answer is DimseStatus status ? status : DimseStatus.Success, answer);
        }
        catch (Exception) when (association.Fault is { } fault)
        {
            throw fault;
        }
        catch (DimseFault fault)
        {
            return (fault.Status, default);
        }
        catch (OperationCanceledException) when (cancel is { IsCancellationRequested: true } && !stop.IsCancellationRequested)
        {
            return (DimseStatus.Cancelled, default);
        }
        catch (Exception problem) when (problem is not (AssociationBroken or PduFault or OperationCanceledException))
        {
            door.Note(address, association.Calling, $"{message.Command} failed.", problem);
            return (DimseStatus.ProcessingFailure, default);
        }
    }
}
