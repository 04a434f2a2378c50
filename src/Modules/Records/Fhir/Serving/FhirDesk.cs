using LienY.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Records;

/// <summary>Finds out what a request means and lets the part of the server that knows how answer it.</summary>
sealed class FhirDesk(Database database, IEnumerable<FhirOperation> operations)
{
    readonly Dictionary<string, FhirOperation[]> byName = operations.GroupBy(o => o.Name).ToDictionary(g => g.Key, g => g.ToArray());

    /// <summary>Operations that the server has, for its CapabilityStatement.</summary>
    public IEnumerable<FhirOperation> Operations => byName.Values.SelectMany(o => o);

    /// <summary>Answers; refusals are thrown.</summary>
    public Task<FhirReply> AnswerAsync(FhirCall call)
    {
        var ask = call.Ask;
        if (!ask.IsKnown) throw new FhirProblem(404, "not-found", "", $"The server has no address '{ask.Path}'.");
        if (ask.Type is { } type) FhirAsk.Known(type);
        if (ask.Operation is not null) return OperateAsync(call);
        if (ask.IsSearch) return ask.Method == "POST" && ask.Id is null ? SearchAsync(call) : throw NotAllowed(ask);
        return (ask.Method, ask.Type, ask.Id) switch
        {
            ("GET", _, null) when !ask.IsHistory => SearchAsync(call),
            ("GET", _, _) when ask.Compartment is not null => SearchAsync(call),
            _ => throw NotAllowed(ask),
        };
    }

    async Task<FhirReply> SearchAsync(FhirCall call)
    {
        if (call.Services.GetService<IFhirSearch>() is not { } search) throw NotAllowed(call.Ask);
        await using var connection = await database.OpenAsync(call.Stop);
        return await search.SearchAsync(call.Seat, call.Ask.Type, call.Ask.Query, call.Ask, connection, call.Stop);
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
