using System.Data.Common;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>
/// Answers for cells over the tree of organisations. Where the sums that are kept stand on the tree of today they are taken; kinds without such sums,
/// another day's tree, and the moments between a reorganisation and the move of its sums are added up from the cells of the single units.
/// </summary>
sealed class TreeCells(Database database, IOrganisationTree trees) : ITreeCells
{
    const string FactColumns = "seq, id, kind, topic_id, plan_id, dims, unit_id, occurred_on, value, grade, part, corrects, subject_hash, recorded_at";
    const string Pages = "select kind, topic_id, dims, unit_id, is_tree, year, cells from evidence_series join evidence_page on series = id";

    /// <summary>Beyond so many units a series is read whole and the units are picked in memory.</summary>
    const int MostUnits = 3000;

    public async Task<IReadOnlyList<TreeCell>> SumsAsync(
        IReadOnlyCollection<SeriesName> series, IReadOnlyCollection<Guid> units, DateOnly from, DateOnly to, DateOnly? treeOn, CancellationToken stop)
    {
        if (series.Count == 0 || units.Count == 0 || to < from) return [];
        var tree = await trees.OnAsync(treeOn, stop);
        var asked = units.ToHashSet();
        await using var connection = await database.OpenAsync(stop);
        await using var snapshot = await connection.SnapshotAsync(stop);
        var stands = treeOn is null && (string?)await connection.CellAsync("select shape from evidence_edition where id = 1", stop) == TreeShape.Of(tree).Mark;
        var kept = stands ? series.Where(s => TreeShape.Keeps(s.Kind)).ToList() : [];
        var loose = stands ? series.Where(s => !TreeShape.Keeps(s.Kind)).ToList() : [.. series];
        var clauses = new List<Action<Where>>();
        if (kept.Count > 0)
            clauses.Add(w => Named(w, kept).Among("unit_id", asked));
        var below = (loose.Count == 0 ? [] : asked).SelectMany(a => tree.Below(a).Select(u => (Unit: u, Asked: a))).ToLookup(p => p.Unit, p => p.Asked);
        if (loose.Count > 0)
            clauses.Add(w =>
            {
                Named(w, loose).Is("is_tree", false);
                if (below.Count <= MostUnits) w.Among("unit_id", [.. below.Select(b => b.Key)]);
            });
        var sums = new Dictionary<(string, Guid, string, Guid, DateOnly), Cell>();
        foreach (var page in await new Where(connection).Between("year", from.Year, to.Year).Either(clauses).RowsAsync(Pages, Page.Of, stop))
        {
            IEnumerable<Guid> at = stands && TreeShape.Keeps(page.Kind) ? [page.Unit] : below[page.Unit];
            foreach (var one in at)
                foreach (var (bucket, cell) in page.Within(from, to))
                {
                    ref var sum = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(sums, (page.Kind, page.Topic, page.Dims, one, bucket), out _);
                    sum.Add(cell, 1);
                }
        }
        return [.. sums.Select(s => new TreeCell(s.Key.Item1, s.Key.Item2, s.Key.Item3, s.Key.Item4, s.Key.Item5, s.Value.Total, s.Value.Count, s.Value.Weakest))];
    }

    public async Task<IReadOnlyList<UnitCell>> UnitsAsync(
        IReadOnlyCollection<SeriesName> series, IReadOnlyCollection<Guid> units, DateOnly from, DateOnly to, DateOnly? treeOn, CancellationToken stop)
    {
        if (series.Count == 0 || units.Count == 0 || to < from) return [];
        var tree = await trees.OnAsync(treeOn, stop);
        var below = units.SelectMany(tree.Below).ToHashSet();
        await using var connection = await database.OpenAsync(stop);
        var where = Named(new Where(connection).Between("year", from.Year, to.Year).Is("is_tree", false), series);
        if (below.Count <= MostUnits) where.Among("unit_id", below);
        var cells = new Dictionary<(string, Guid, string, Guid, DateOnly), UnitCell>();
        foreach (var page in (await where.RowsAsync(Pages, Page.Of, stop)).Where(p => below.Contains(p.Unit)))
            foreach (var (bucket, cell) in page.Within(from, to))
            {
                var key = (page.Kind, page.Topic, page.Dims, page.Unit, bucket);
                var one = new UnitCell(page.Kind, page.Topic, page.Dims, page.Unit, bucket, cell.Total, cell.Count, cell.Weakest, cell.LastOn(bucket), cell.LastSeq, cell.LastValue);
                cells[key] = cells.TryGetValue(key, out var other) ? Joined(other, one) : one;
            }
        return [.. cells.Values];
    }

    public async Task<IReadOnlyList<FactLine>> FactsAsync(
        IReadOnlyCollection<SeriesName> series, IReadOnlyCollection<Guid> units, DateOnly from, DateOnly to, DateOnly? treeOn, DateOnly? knownOn, CancellationToken stop)
    {
        if (series.Count == 0 || units.Count == 0 || to < from) return [];
        var tree = await trees.OnAsync(treeOn, stop);
        var below = units.SelectMany(tree.Below).ToHashSet();
        await using var connection = await database.OpenAsync(stop);
        var where = Named(new Where(connection).Between("occurred_on", from, to), series);
        if (below.Count <= MostUnits) where.Among("unit_id", below);
        if (knownOn is { } known) where.Before("recorded_at", new DateTimeOffset(known.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(7)));
        var lines = await where.RowsAsync($"select {FactColumns} from kernel_fact", Line, stop, "order by seq");
        if (below.Count > MostUnits) lines.RemoveAll(l => !below.Contains(l.Unit));
        return lines;
    }

    /// <summary>One clause a kind: all its topics, or those asked for.</summary>
    static Where Named(Where where, IEnumerable<SeriesName> series) => where.Either(series.GroupBy(s => s.Kind).Select(g => (Action<Where>)(narrow =>
    {
        narrow.Is("kind", g.Key);
        if (g.All(s => s.Topic is not null)) narrow.Among("topic_id", g.Select(s => s.Topic!.Value).ToHashSet());
    })));

    /// <summary>Two plans' cells of one unit.</summary>
    static UnitCell Joined(UnitCell a, UnitCell b)
    {
        var later = b.LastOn is { } on && (a.LastOn is null || (on, b.LastSeq).CompareTo((a.LastOn.Value, a.LastSeq)) > 0) ? b : a;
        return later with
        {
            Total = a.Total + b.Total,
            Count = a.Count + b.Count,
            Weakest = a.Weakest is null || b.Weakest > a.Weakest ? b.Weakest : a.Weakest,
        };
    }

    static FactLine Line(DbDataReader r) => new(
        r.GetInt64(0), r.GetGuid(1), r.GetString(2), r.Id(3) ?? Guid.Empty, r.Id(4), Dimensions.Kept(r.GetString(5)), r.GetGuid(6), r.Day(7), r.GetInt64(8),
        Enum.Parse<Grade>(r.GetString(9)), r.GetInt16(10), r.Id(11), r.Text(12), r.Instant(13));

    /// <summary>A page with its series.</summary>
    readonly record struct Page(string Kind, Guid Topic, string Dims, Guid Unit, bool IsTree, int Year, byte[] Cells)
    {
        public static Page Of(DbDataReader r) => new(r.GetString(0), r.GetGuid(1), r.GetString(2), r.GetGuid(3), r.GetBoolean(4), r.GetInt32(5), r.GetFieldValue<byte[]>(6));

        /// <summary>Its cells whose half-month lies within the window or is cut by it.</summary>
        public List<(DateOnly Bucket, Cell Cell)> Within(DateOnly from, DateOnly to)
        {
            var cells = new List<(DateOnly, Cell)>();
            for (ReadOnlySpan<byte> bytes = Cells; bytes.Length > 0;)
            {
                var bucket = HalfMonth.At(Year, YearPage.Next(ref bytes, out var cell));
                if (bucket <= to && HalfMonth.Last(bucket) >= from) cells.Add((bucket, cell));
            }
            return cells;
        }
    }
}
