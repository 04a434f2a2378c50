using System.Globalization;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>Finds out what a request means, lets the part of the server that knows how answer it, and has the trail written before the answer leaves.</summary>
sealed class FhirDesk(ReadSeats seats, FhirReads reads, FhirWrites writes, FhirBundles bundles, FhirHistories histories, CommitQueue queue, TimeProvider clock,
    IEnumerable<FhirOperation> operations, IEnumerable<IFhirWatch> watches, IEnumerable<IFhirSearch> searches)
{
    readonly Dictionary<string, FhirOperation[]> byName = operations.GroupBy(o => o.Name).ToDictionary(g => g.Key, g => g.ToArray());

    readonly IFhirSearch? search = searches.FirstOrDefault();
    readonly IFhirWatch[] watching = [.. watches];

    /// <summary>Operations that the server has, for its CapabilityStatement.</summary>
    public IEnumerable<FhirOperation> Operations => byName.Values.SelectMany(o => o);

    /// <summary>Answers a whole request; refusals are thrown.</summary>
    public async Task<FhirReply> HandleAsync(FhirCall call)
    {
        var reply = await AnswerAsync(call);
        if (reply.Action.Length == 0 || (reply.Touched.Count == 0 && reply.Action is not ("fhir.search" or "fhir.history"))) return reply;
        await queue.LogAsync(call.Seat, Entries(call.Seat, reply), call.Stop);
        if (watching.Length > 0 && reply.Touched.Where(t => t.Basis is not null).ToList() is { Count: > 0 } passed)
            foreach (var watch in watching) watch.Read(call.Seat, reply.Action, passed);
        return reply;
    }

    List<TrailEntry> Entries(FhirSeat seat, FhirReply reply)
    {
        var (kind, id) = reply.About.Split('/', 2) is [var type, var rest] ? (type, rest) : ("fhir", reply.About);
        var now = clock.GetUtcNow();
        TrailEntry Entry(PersonTouched touched, int count) =>
            TrailEntry.About(seat.Acting, now, reply.Action, kind, id, touched, count.ToString(CultureInfo.InvariantCulture));
        if (reply.Touched.Count == 0) return [Entry(new(null, null, null, seat.Role), 0)];
        if (reply.Touched.Count == 1) return [Entry(new(reply.Touched[0].Person, reply.Touched[0].Holder, reply.Touched[0].Basis, seat.Role), reply.Touched[0].Count)];
        return [.. reply.Touched.GroupBy(t => (t.Person, t.Holder, t.Basis)).Select(g => Entry(new(g.Key.Person, g.Key.Holder, g.Key.Basis, seat.Role), g.Sum(t => t.Count)))];
    }

    /// <summary>Answers a request or an entry of a batch, without the trail of what was read.</summary>
    public Task<FhirReply> AnswerAsync(FhirCall call)
    {
        var ask = call.Ask;
        if (!ask.IsKnown) throw new FhirProblem(404, "not-found", "", $"The server has no address '{ask.Path}'.");
        if (ask.Type is { } type) FhirAsk.Known(type);
        if (ask.Operation is not null) return OperateAsync(call);
        if (ask.IsSearch) return ask.Method == "POST" && ask.Id is null ? SearchAsync(call) : throw NotAllowed(ask);
        return (ask.Method, ask.Type, ask.Id) switch
        {
            ("GET", _, _) when ask.Version is not null => reads.VersionAsync(call),
            ("GET", _, _) when ask.IsHistory => histories.AnswerAsync(call),
            ("GET", _, null) => SearchAsync(call),
            ("GET", _, _) when ask.Compartment is not null => SearchAsync(call),
            ("GET", _, _) => FhirViews.ReadAsync(call, () => reads.ReadAsync(call)),
            ("POST", null, _) => bundles.AnswerAsync(call, AnswerAsync),
            ("POST", _, null) or ("PUT" or "PATCH" or "DELETE", not null, _) when !ask.IsHistory && ask.Compartment is null => writes.WriteAsync(call),
            _ => throw NotAllowed(ask),
        };
    }

    async Task<FhirReply> SearchAsync(FhirCall call)
    {
        if (search is null) throw NotAllowed(call.Ask);
        await using var lease = await seats.LeaseAsync(call.Stop);
        var connection = lease.Connection;
        return await FhirViews.AddAsync(call, await search.SearchAsync(call.Seat, call.Ask.Type, call.Ask.Query, call.Ask, connection, call.Stop));
    }

    Task<FhirReply> OperateAsync(FhirCall call)
    {
        var ask = call.Ask;
        var level = ask.Type is null ? FhirLevels.System : ask.Id is null ? FhirLevels.Type : FhirLevels.Instance;
        var found = byName.GetValueOrDefault(ask.Operation!)?.FirstOrDefault(o => (o.Levels & level) != 0 && (ask.Type is null || o.Types.Count == 0 || o.Types.Contains(ask.Type)))
            ?? throw new FhirProblem(404, "not-supported", "", $"There is no operation '{ask.Operation}' here.");
        if (ask.Method != "POST" && !(ask.Method == "GET" && found.IsSafe)) throw NotAllowed(ask);
        return found.Run(call);
    }

    static FhirProblem NotAllowed(FhirAsk ask) => new(405, "not-supported", "", $"{ask.Method} is not possible on '{ask.Path}'.");
}
