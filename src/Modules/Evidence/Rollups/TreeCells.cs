using System.Data.Common;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>Answers for sums over the tree of organisations, from the facts.</summary>
sealed class TreeCells(Database database, IOrganisationTree trees) : ITreeCells
{
    const string Columns = "seq, id, kind, topic_id, plan_id, dims, unit_id, occurred_on, value, grade, part, corrects, subject_hash, recorded_at";

    /// <summary>Beyond so many units the facts of a series are read whole and picked in memory.</summary>
    const int MostUnits = 3000;

    public async Task<IReadOnlyList<TreeCell>> SumsAsync(
        IReadOnlyCollection<SeriesName> series, IReadOnlyCollection<Guid> units, DateOnly from, DateOnly to, DateOnly? treeOn, CancellationToken stop)
    {
        var tree = await trees.OnAsync(treeOn, stop);
        var asked = units.Distinct().SelectMany(a => tree.Below(a).Select(u => (Unit: u, Asked: a))).ToLookup(p => p.Unit, p => p.Asked);
        var sums = new Dictionary<(string, Guid, string, Guid, DateOnly), Cell>();
        foreach (var (key, cell) in await CellsAsync(series, tree, units, from, to, stop))
            foreach (var above in asked[key.Unit])
            {
                var at = (key.Kind, key.Topic, key.Dims, above, key.Bucket);
                if (!sums.TryGetValue(at, out var sum)) sums[at] = sum = new();
                sum.Total += cell.Total;
                sum.Computed += cell.Computed;
                sum.Official += cell.Official;
                sum.Filed += cell.Filed;
                sum.Declared += cell.Declared;
            }
        return [.. sums.Select(s => new TreeCell(s.Key.Item1, s.Key.Item2, s.Key.Item3, s.Key.Item4, s.Key.Item5, s.Value.Total, s.Value.Count, s.Value.Weakest))];
    }

    public async Task<IReadOnlyList<UnitCell>> UnitsAsync(
        IReadOnlyCollection<SeriesName> series, IReadOnlyCollection<Guid> units, DateOnly from, DateOnly to, DateOnly? treeOn, CancellationToken stop) =>
        [.. (await CellsAsync(series, await trees.OnAsync(treeOn, stop), units, from, to, stop)).Select(c => new UnitCell(c.Key.Kind, c.Key.Topic, c.Key.Dims, c.Key.Unit, c.Key.Bucket,
            c.Value.Total, c.Value.Count, c.Value.Weakest, c.Value.LastOn, c.Value.LastSeq ?? 0, c.Value.LastValue ?? 0))];

    public async Task<IReadOnlyList<FactLine>> FactsAsync(
        IReadOnlyCollection<SeriesName> series, IReadOnlyCollection<Guid> units, DateOnly from, DateOnly to, DateOnly? treeOn, DateOnly? knownOn, CancellationToken stop)
    {
        var tree = await trees.OnAsync(treeOn, stop);
        return await FactsAsync(series, units.SelectMany(tree.Below).ToHashSet(), from, to, knownOn, stop);
    }

    async Task<Dictionary<(string Kind, Guid Topic, string Dims, Guid Unit, DateOnly Bucket), Cell>> CellsAsync(
        IReadOnlyCollection<SeriesName> series, OrganisationTree tree, IReadOnlyCollection<Guid> units, DateOnly from, DateOnly to, CancellationToken stop)
    {
        var facts = await FactsAsync(series, units.SelectMany(tree.Below).ToHashSet(), HalfMonth.Of(from), HalfMonth.Last(HalfMonth.Of(to)), null, stop);
        var cells = new Dictionary<(string, Guid, string, Guid, DateOnly), Cell>();
        foreach (var group in facts.GroupBy(f => (f.Kind, f.Topic, f.Dims, f.Unit, HalfMonth.Of(f.On))))
        {
            var cell = new Cell { Total = group.Sum(f => f.Value) };
            foreach (var fact in group)
            {
                var one = fact.Part == 1 ? -1 : 1;
                if (fact.Grade == Grade.Computed) cell.Computed += one;
                else if (fact.Grade == Grade.Official) cell.Official += one;
                else if (fact.Grade == Grade.DeclaredWithFile) cell.Filed += one;
                else cell.Declared += one;
            }
            cell.Latest(Cell.Standing([.. group.Select(f => new Statement(f.Id, f.Seq, f.On, f.Value, f.Part, f.Corrects))]));
            cells[group.Key] = cell;
        }
        return cells;
    }

    async Task<List<FactLine>> FactsAsync(
        IReadOnlyCollection<SeriesName> series, HashSet<Guid> units, DateOnly from, DateOnly to, DateOnly? knownOn, CancellationToken stop)
    {
        if (series.Count == 0 || units.Count == 0 || to < from) return [];
        await using var connection = await database.OpenAsync(stop);
        var where = new Where(connection).Between("occurred_on", from, to).Either(Narrow(series));
        if (units.Count <= MostUnits) where.Among("unit_id", units);
        if (knownOn is { } known) where.Before("recorded_at", new DateTimeOffset(known.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(7)));
        var lines = await where.RowsAsync($"select {Columns} from kernel_fact", Line, stop, "order by seq");
        if (units.Count > MostUnits) lines.RemoveAll(l => !units.Contains(l.Unit));
        return lines;
    }

    /// <summary>One clause a kind: all its topics, or those asked for.</summary>
    static IEnumerable<Action<Where>> Narrow(IReadOnlyCollection<SeriesName> series) =>
        series.GroupBy(s => s.Kind).Select(g => (Action<Where>)(where =>
        {
            where.Is("kind", g.Key);
            if (g.All(s => s.Topic is not null)) where.Among("topic_id", g.Select(s => s.Topic!.Value).ToHashSet());
        }));

    static FactLine Line(DbDataReader r) => new(
        r.GetInt64(0), r.GetGuid(1), r.GetString(2), r.Id(3) ?? Guid.Empty, r.Id(4), Dimensions.Kept(r.GetString(5)), r.GetGuid(6), r.Day(7), r.GetInt64(8),
        Enum.Parse<Grade>(r.GetString(9)), r.GetInt16(10), r.Id(11), r.Text(12), r.Instant(13));
}
