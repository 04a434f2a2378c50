using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>Adds facts up for other modules, straight from the ledger.</summary>
sealed class FactSums(Database database) : IFactKinds
{
    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Known => Kinds.All;

    /// <inheritdoc/>
    public async Task<IReadOnlySet<string>> ArrivedAsync(IReadOnlyCollection<string> kinds, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        var found = new HashSet<string>();
        foreach (var kind in kinds.Distinct())
            if (await connection.CellAsync("select 1 from kernel_fact where kind = @p0 limit 1", stop, kind) is not null) found.Add(kind);
        return found;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<decimal>> SumAsync(IReadOnlyList<FactSum> asks, CancellationToken stop)
    {
        if (asks.Count == 0) return [];
        await using var connection = await database.OpenAsync(stop);
        var sums = new List<decimal>(asks.Count);
        foreach (var ask in asks)
        {
            var where = new Where(connection).Is("kind", ask.Kind).Between("occurred_on", ask.From, ask.To);
            if (ask.PlanId is { } plan) where.Is("plan_id", plan);
            if (ask.Units is { } units) where.In("unit_id", units);
            // Dimensions are stored as JSON without spaces, so a pair is a piece of the text.
            foreach (var (name, value) in ask.Dims) where.Holds("dims", JsonSerializer.Serialize(name) + ":" + JsonSerializer.Serialize(value));
            sums.Add(Ledger.Unscale((await where.RowsAsync("select cast(coalesce(sum(value), 0) as bigint) from kernel_fact", r => r.GetInt64(0), stop))[0]));
        }
        return sums;
    }
}
