using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.WebUtilities;

namespace LienY.Records;

/// <summary>The server for senders within the house: the same desk, the same checks, the same trail.</summary>
sealed class FhirDoor(FhirDesk desk, FhirSeats seats, SignInRules rules, IServiceProvider services, TimeProvider clock) : IFhirDoor
{
    /// <inheritdoc/>
    public Task<FhirAnswer> SendAsync(string method, string path, ReadOnlyMemory<byte> body, FhirSender sender, CancellationToken stop)
    {
        var caller = new Caller(null, sender.Name, sender.OrganisationId, "", []);
        var seat = new FhirSeat(new(null, [sender.OrganisationId], Purposes.Treatment, clock.GetUtcNow()), sender.OrganisationId, caller, "") { Writes = [sender.OrganisationId] };
        return AnswerAsync(() => Task.FromResult(seat), method, path, body, (sender.SourceId, sender.SourceRow), stop);
    }

    /// <inheritdoc/>
    public Task<FhirAnswer> ReadAsync(string path, CancellationToken stop) =>
        AnswerAsync(() => seats.OfAsync(Purposes.Treatment, stop), "GET", path, default, (Guid.Empty, ""), stop);

    async Task<FhirAnswer> AnswerAsync(Func<Task<FhirSeat>> seat, string method, string path, ReadOnlyMemory<byte> body, (Guid, string) source, CancellationToken stop)
    {
        FhirReply reply;
        try
        {
            var asked = path.IndexOf('?', StringComparison.Ordinal);
            var query = new List<KeyValuePair<string, string>>();
            if (asked >= 0) foreach (var pair in new QueryStringEnumerable(path[asked..])) query.Add(new(pair.DecodeName().ToString(), pair.DecodeValue().ToString()));
            var ask = new FhirAsk(method, asked >= 0 ? path[..asked] : path, query, body)
            {
                Base = rules.PublicUrl is { Length: > 0 } known ? known.TrimEnd('/') + "/fhir" : "/fhir",
                Source = source,
            };
            reply = await desk.HandleAsync(new(await seat(), ask, services, stop));
        }
        catch (FhirProblem problem)
        {
            reply = problem.Reply();
        }
        catch (Refusal refusal) when (refusal.Kind == RefusalKind.Forbidden)
        {
            return new(403, default, null);
        }
        return new(reply.Status, reply.Bytes(), reply.Location);
    }
}
