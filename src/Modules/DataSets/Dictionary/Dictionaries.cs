using LienY.Contracts;
using LienY.Kernel;
using LienY.Periods;

namespace LienY.DataSets;

/// <summary>Answers other modules' questions about reported figures.</summary>
sealed class Dictionaries(GlossaryBook glossaries, IOrganisationTree trees, TimeProvider clock) : IDataDictionary
{
    (Guid Stamp, DateOnly Day, DataDictionary Told)? kept;
    readonly Lock gate = new();

    /// <inheritdoc/>
    public async Task<DataDictionary> LoadAsync(CancellationToken stop)
    {
        var glossary = await glossaries.NowAsync(stop);
        var today = clock.Today();
        lock (gate)
        {
            if (kept is not { } copy || copy.Stamp != glossary.Stamp || copy.Day != today) kept = copy = (glossary.Stamp, today, glossary.Told(today));
            return copy.Told;
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<int>> ExpectedAsync(IReadOnlyList<Expectation> asks, CancellationToken stop)
    {
        var glossary = await glossaries.NowAsync(stop);
        var tree = await trees.OnAsync(null, stop);
        var below = asks.Select(a => a.UnitId).Distinct().ToDictionary(u => u, u => tree.Below(u).ToHashSet());
        var counts = new int[asks.Count];
        foreach (var group in asks.Select((Ask, At) => (Ask, At)).GroupBy(a => a.Ask.SetId))
        {
            if (glossary.Sets.Find(group.Key) is not { } set || PeriodType.Find(set.PeriodType) is not { } type) continue;
            var units = glossary.UnitsOf[set.Id].ToList();
            var windows = new Dictionary<(DateOnly, DateOnly), int>();
            foreach (var (ask, at) in group)
                foreach (var unit in units.Where(u => below[ask.UnitId].Contains(u.UnitId)))
                    counts[at] += await CountAsync(set, type, unit, ask, tree, windows, stop);
        }
        return counts;
    }

    async Task<int> CountAsync(DataSet set, PeriodType type, SetUnit unit, Expectation ask, OrganisationTree tree, Dictionary<(DateOnly, DateOnly), int> windows, CancellationToken stop)
    {
        // A unit that has ended is expected as long as it was open.
        if (tree.Find(unit.UnitId) is not { IsOpen: true } && (await trees.OnAsync(ask.To, stop)).Find(unit.UnitId) is not { IsOpen: true }) return 0;
        var from = Latest(ask.From, unit.ValidFrom, set.ValidFrom);
        var to = Earliest(ask.To, unit.ValidTo, set.ValidTo);
        if (!windows.TryGetValue((from, to), out var count)) windows[(from, to)] = count = from > to ? 0 : type.EndingIn(from, to).Count();
        return count;
    }

    static DateOnly Latest(DateOnly day, params DateOnly?[] others) => others.Aggregate(day, (a, b) => b is { } d && d > a ? d : a);

    static DateOnly Earliest(DateOnly day, params DateOnly?[] others) => others.Aggregate(day, (a, b) => b is { } d && d < a ? d : a);
}
