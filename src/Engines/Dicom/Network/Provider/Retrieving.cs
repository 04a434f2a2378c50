namespace LienY.Dicom;

sealed partial class Conversation
{
    // Sub-operations on an association of our own to the destination (PS3.4 §C.4.2).
    async Task MoveAsync(DimseMessage message)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var tally = new Tally();
        var (status, _) = await TriedAsync(message, async () =>
        {
            var request = new RetrieveRequest(message.Command.SopClass, await message.WholeAsync(), message.Command.Destination);
            using var _ = association.Working();
            ahead = HearAsync(message.Command.MessageId, cancel);
            var target = await provider.DestinationAsync(request.Destination, cancel.Token) ?? throw new DimseFault(DimseStatus.UnknownDestination);
            var instances = await provider.RetrieveAsync(request, cancel.Token);
            tally.Remaining = instances.Count;
            if (instances.Count > 0) await SendToAsync(target, instances, message, tally, cancel.Token);
            return tally.Outcome(cancel.IsCancellationRequested);
        }, cancel);
        await EndAsync(message, status, tally);
    }

    async Task SendToAsync(DimseTarget target, IReadOnlyList<OutgoingInstance> instances, DimseMessage message, Tally tally, CancellationToken cancel)
    {
        DimseClient? client = null;
        try
        {
            foreach (var instance in instances)
            {
                if (cancel.IsCancellationRequested) return;
                DimseStatus status;
                try
                {
                    client ??= await DimseClient.OpenAsync(target, association.Called, ProposedContexts.For(instances), clock, stop, bounds);
                    status = await client.StoreAsync(instance, cancel, association.Calling, message.Command.MessageId);
                }
                catch (Exception problem) when (problem is IOException or System.Net.Sockets.SocketException or PduFault && !stop.IsCancellationRequested)
                {
                    door.Note(address, association.Calling, $"Sending '{instance.SopInstance}' to '{target.Aet}' failed.", problem);
                    if (client is null) throw new DimseFault(DimseStatus.NoSubOperations with { Comment = "The destination does not answer or refuses." });
                    await client.DisposeAsync();
                    client = null;
                    status = DimseStatus.ProcessingFailure;
                }
                tally.Count(instance.SopInstance, status);
                if (tally.Remaining > 0) await AnswerAsync(message, DimseStatus.Pending, counts: tally.Counts);
            }
            if (client is not null) await client.ReleaseAsync();
        }
        finally
        {
            if (client is not null) await client.DisposeAsync();
        }
    }

    // Sub-operations on the association that asked (PS3.4 §C.4.3); its C-CANCEL comes between their answers.
    async Task GetAsync(DimseMessage message)
    {
        var tally = new Tally();
        var isCancelled = false;
        var (status, _) = await TriedAsync(message, async () =>
        {
            var request = new RetrieveRequest(message.Command.SopClass, await message.WholeAsync(), "");
            var instances = await provider.RetrieveAsync(request, stop);
            tally.Remaining = instances.Count;
            foreach (var instance in instances)
            {
                if (isCancelled) break;
                var (stored, cancelled) = await GiveAsync(instance, message.Command);
                isCancelled |= cancelled;
                tally.Count(instance.SopInstance, stored);
                if (tally.Remaining > 0) await AnswerAsync(message, DimseStatus.Pending, counts: tally.Counts);
            }
            return tally.Outcome(isCancelled);
        });
        await EndAsync(message, status, tally);
    }

    async Task<(DimseStatus Status, bool IsCancelled)> GiveAsync(OutgoingInstance instance, DimseCommand asked)
    {
        var id = ++lastOwn;
        if (!await Instances.SendAsync(association, instance, id, "", 0, stop)) return (DimseStatus.ClassNotSupported, false);
        for (var isCancelled = false; ;)
        {
            var reply = await association.ReadAsync() ?? throw new AssociationBroken(AssociationEnd.Cut, "The association was released within a C-GET.");
            if (reply.Data is { } data) await data.PassAsync();
            if (reply.Command is { Verb: DimseVerb.Cancel, IsResponse: false } && reply.Command.AnswersId == asked.MessageId) isCancelled = true;
            else if (reply.Command is { Verb: DimseVerb.Store, IsResponse: true } && reply.Command.AnswersId == id) return (reply.Command.Status, isCancelled);
            else throw new PduFault(AbortReason.UnexpectedPdu, "Within a C-GET only answers and a cancel may come.");
        }
    }

    Task EndAsync(DimseMessage message, DimseStatus status, Tally tally) => AnswerAsync(message, status,
        tally.Failed.Count > 0 ? EncodedDataSet.FailedInstances(tally.Failed, message.Context.TransferSyntax) : null, tally.Counts);

    sealed class Tally
    {
        int completed, warning;

        public List<string> Failed { get; } = [];

        public int Remaining { get; set; }

        public SubOperations Counts => new(Remaining, completed, Failed.Count, warning);

        public void Count(string instance, DimseStatus status)
        {
            Remaining--;
            if (status.IsFailure) Failed.Add(instance);
            else if (status.IsWarning) warning++;
            else completed++;
        }

        public DimseStatus Outcome(bool isCancelled) =>
            isCancelled ? DimseStatus.Cancelled
            : Failed.Count > 0 && completed + warning == 0 ? DimseStatus.NoSubOperations
            : Failed.Count > 0 || warning > 0 ? DimseStatus.SomeFailed : DimseStatus.Success;
    }
}
