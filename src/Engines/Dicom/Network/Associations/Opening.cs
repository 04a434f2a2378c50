namespace LienY.Dicom;

public sealed partial class Association
{
    /// <summary>
    /// Asks for an association on a line. Refused: <see cref="AssociationRefused"/>. The line belongs to the association from here on.
    /// </summary>
    public static async Task<Association> RequestAsync(Stream line, AssociateRequest request, AssociationBounds bounds, TimeProvider clock, CancellationToken stop)
    {
        var wire = new Wire(line, bounds, clock, stop);
        try
        {
            wire.Within(bounds.Artim);
            request = request with { User = request.User with { MostPdu = (uint)bounds.MostPdu } };
            await wire.SendAsync(PduWriter.Of(request));
            if (await wire.HeadAsync() is not var (type, length)) throw new AssociationBroken(AssociationEnd.Cut, "The other side hung up instead of answering.");
            var body = await BodyAsync(wire, length, bounds.LongestRequest);
            switch (type)
            {
                case PduType.AssociateAccept:
                    var accept = PduReader.Accept(body.Span);
                    return new(wire, request.Called, request.Calling, accept.User, Standing(request, accept), isRequestor: true);
                case PduType.AssociateReject:
                    throw new AssociationRefused(PduReader.Reject(body.Span));
                case PduType.Abort:
                    throw new AssociationBroken(AssociationEnd.Aborted, "The other side aborted instead of answering.");
                default:
                    throw new PduFault(AbortReason.UnexpectedPdu, $"{type} may not come now.");
            }
        }
        catch (Exception problem)
        {
            if (problem is PduFault fault) await wire.EndAsync(PduWriter.Of(new Abort(2, fault.Reason)));
            await wire.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Hears who asks on a line and answers as is decided: <paramref name="decide"/> gives the answer or throws <see cref="AssociationRefused"/>. Null where the
    /// other side hung up without a word.
    /// </summary>
    public static async Task<Association?> AnswerAsync(Stream line, Func<AssociateRequest, ValueTask<AssociateAccept>> decide, AssociationBounds bounds,
        TimeProvider clock,
        CancellationToken stop)
    {
        var wire = new Wire(line, bounds, clock, stop);
        try
        {
            wire.Within(bounds.Artim);
            if (await wire.HeadAsync() is not var (type, length))
            {
                await wire.DisposeAsync();
                return null;
            }
            if (type != PduType.AssociateRequest)
                throw new PduFault((byte)type is >= 1 and <= 7 ? AbortReason.UnexpectedPdu : AbortReason.UnrecognizedPdu,
                    "An association begins with A-ASSOCIATE-RQ.");
            var request = PduReader.Request((await BodyAsync(wire, length, bounds.LongestRequest)).Span);
            if ((request.Version & 1) == 0) throw new AssociationRefused(AssociateReject.UnknownVersion);
            if (request.Application != AssociateRequest.DicomApplication) throw new AssociationRefused(AssociateReject.UnknownApplication);
            var accept = await decide(request);
            accept = accept with { User = accept.User with { MostPdu = (uint)bounds.MostPdu } };
            await wire.SendAsync(PduWriter.Of(accept));
            return new(wire, request.Called, request.Calling, request.User, Standing(request, accept), isRequestor: false);
        }
        catch (Exception problem)
        {
            if (problem is AssociationRefused refused) await wire.EndAsync(PduWriter.Of(refused.Reject));
            if (problem is PduFault fault) await wire.EndAsync(PduWriter.Of(new Abort(2, fault.Reason)));
            await wire.DisposeAsync();
            throw;
        }
    }

    /// <summary>The answer to a request: what is taken of its contexts, by the rules of <see cref="SopClasses.Choose"/>.</summary>
    public static AssociateAccept Accept(AssociateRequest request, Func<string, bool> takes)
    {
        var contexts = request.Contexts.Select(c =>
            !takes(c.SopClass) ? new AnsweredContext(c.Id, ContextResult.ClassNotSupported, Uids.ImplicitLittle)
            : SopClasses.Choose(c.SopClass, c.TransferSyntaxes) is { } syntax ? new(c.Id, ContextResult.Accepted, syntax)
            : new(c.Id, ContextResult.SyntaxesNotSupported, Uids.ImplicitLittle)).ToList();
        // Whoever gets may be sent instances: the roles are granted as they were asked for (PS3.4 §C.5.3).
        var roles = request.User.Roles.Where(r => SopClasses.IsStorage(r.SopClass) && takes(r.SopClass)).ToList();
        return new(request.Called, request.Calling, contexts, new UserInformation
        {
            Roles = roles,
            AsyncOperations = request.User.AsyncOperations is null ? null : ((ushort)1, (ushort)1),
            IdentityAnswer = request.User.Identity is { WantsAnswer: true } ? ReadOnlyMemory<byte>.Empty : null,
        });
    }

    static IEnumerable<AcceptedContext> Standing(AssociateRequest request, AssociateAccept accept)
    {
        foreach (var answer in accept.Contexts)
        {
            if (answer.Result != ContextResult.Accepted) continue;
            var asked = request.Contexts.FirstOrDefault(c => c.Id == answer.Id) ?? throw new PduFault(AbortReason.InvalidParameter,
                "An answer to a context that nobody asked for.");
            if (!asked.TransferSyntaxes.Contains(answer.TransferSyntax)) throw new PduFault(AbortReason.InvalidParameter, "A transfer syntax that nobody offered.");
            yield return new(asked.Id, asked.SopClass, answer.TransferSyntax, accept.User.Roles.Any(r => r.SopClass == asked.SopClass && r.Provider));
        }
    }
}
