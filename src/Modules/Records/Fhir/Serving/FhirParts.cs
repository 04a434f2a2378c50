using System.Data.Common;

namespace LienY.Records;

/// <summary>A request with everything that answers it.</summary>
sealed record FhirCall(FhirSeat Seat, FhirAsk Ask, IServiceProvider Services, CancellationToken Stop);

/// <summary>An operation (<c>$name</c>) of the server, of types or of instances; registered as a singleton, found by name.</summary>
/// <param name="Name">With its <c>$</c>.</param>
/// <param name="Types">Types on which it works; empty: any.</param>
/// <param name="Levels">Where it may stand.</param>
/// <param name="IsSafe">Changes nothing, so that GET may call it.</param>
sealed record FhirOperation(string Name, IReadOnlyList<string> Types, FhirLevels Levels, bool IsSafe, Func<FhirCall, Task<FhirReply>> Run);

/// <summary>Where an operation stands.</summary>
[Flags]
enum FhirLevels
{
    /// <summary>[base]/$name</summary>
    System = 1,

    /// <summary>[base]/Type/$name</summary>
    Type = 2,

    /// <summary>[base]/Type/id/$name</summary>
    Instance = 4,
}

/// <summary>Searching, owned by the search half of the server.</summary>
interface IFhirSearch
{
    /// <summary>Answers a search; <paramref name="type"/> null: over all types. The parameters obey the gate wherever they look.</summary>
    Task<FhirReply> SearchAsync(FhirSeat seat, string? type, IReadOnlyList<KeyValuePair<string, string>> parameters, FhirAsk ask, DbConnection connection,
        CancellationToken stop);

    /// <summary>Rows that a conditional request means, two at most, among those the seat holds or may see; refused (400/412) where the query cannot be used.</summary>
    Task<IReadOnlyList<long>> MatchAsync(DbConnection connection, FhirSeat seat, string type, string query, CancellationToken stop);
}

/// <summary>Is told of what was read by a basis and of what was written, after the trail has it; for facts and counters.</summary>
interface IFhirWatch
{
    /// <summary>Persons' data left its holder by bases.</summary>
    void Read(FhirSeat seat, string action, IReadOnlyList<FhirTouched> touched);

    /// <summary>Something was written; never what.</summary>
    void Wrote(FhirSeat seat, string action, string type, int count);
}
