using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using LienY.Formulas;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>
/// One entry of a track: a half-month cell, or a single fact where the half-month is cut by the period or the item asks for dimensions or subjects.
/// Value and counts are net of reversals; the latest statement is empty where it was taken back.
/// </summary>
readonly record struct Entry(
    string Kind, Guid PlanId, Guid TopicId, Guid UnitId, DateOnly On, long Total, int Count, Grade? Weakest, DateOnly? LastOn, long LastSeq, long LastValue, string? Subject,
    IReadOnlyDictionary<string, string>? Dims);

/// <summary>Everything some formulas need of the ledger, loaded in three queries whatever their number: cells, facts of cut half-months, facts by dimension.</summary>
sealed class FigureBook
{
    const string FactColumns = "seq, id, kind, plan_id, topic_id, unit_id, occurred_on, value, grade, part, corrects, subject_hash, dims";
    readonly ILookup<(Guid, string), Entry> cells;
    readonly ILookup<(Guid, string, Guid), Entry> topics;
    readonly ILookup<(Guid, string), Entry> facts;

    FigureBook(IReadOnlyCollection<Entry> cells, IEnumerable<Entry> facts)
    {
        this.cells = cells.ToLookup(e => (e.PlanId, e.Kind));
        topics = cells.ToLookup(e => (e.PlanId, e.Kind, e.TopicId));
        this.facts = facts.ToLookup(e => (e.PlanId, e.Kind));
    }

    /// <summary>Entries of an item for a plan, unordered; <paramref name="topic"/> and <paramref name="unit"/> narrow them.</summary>
    public IEnumerable<Entry> Of(EvidenceItem item, Guid plan, Guid? topic, Guid? unit)
    {
        if (item.NeedsFacts)
            return facts[(plan, item.Kind)].Where(e => (topic is null || e.TopicId == topic) && (unit is null || e.UnitId == unit)
                && item.Dims.All(d => e.Dims!.GetValueOrDefault(d.Name) == d.Value));
        var found = topic is { } one ? topics[(plan, item.Kind, one)] : cells[(plan, item.Kind)];
        return unit is null ? found : found.Where(e => e.UnitId == unit);
    }

    /// <summary>Loads what the asked formulas need; <paramref name="windows"/> are all the first and last days that will be asked for.</summary>
    public static async Task<FigureBook> LoadAsync(DbConnection connection, IReadOnlyCollection<Guid> plans, IReadOnlyCollection<EvidenceItem> items,
        IReadOnlyCollection<(DateOnly From, DateOnly To)> windows, CancellationToken stop)
    {
        if (plans.Count == 0 || items.Count == 0 || windows.Count == 0) return new([], []);
        var (first, last) = (windows.Min(w => w.From), windows.Max(w => w.To));
        var added = items.Where(i => !i.NeedsFacts).Select(i => i.Kind).Distinct().ToList();
        var single = items.Where(i => i.NeedsFacts).Select(i => i.Kind).Distinct().ToList();
        var cut = windows.SelectMany(Cut).ToHashSet();
        var cells = new List<Entry>();
        if (added.Count > 0)
        {
            var where = new Where(connection).In("plan_id", plans).In("kind", added).Between("bucket", HalfMonth.Of(first), last);
            cells.AddRange((await where.RowsAsync($"select {Rollup.Columns} from evidence_rollup", Rollup.Read, stop))
                .Where(c => !cut.Contains(c.Key.Bucket)).Select(c => OfCell(c.Key, c.Cell)));
            if (cut.Count > 0)
            {
                var edge = new Where(connection).In("plan_id", plans).In("kind", added).AnyOf("occurred_on", Ranges(cut));
                cells.AddRange(Stated((await edge.RowsAsync($"select {FactColumns} from kernel_fact", OfFact, stop))
                    .Where(f => cut.Contains(HalfMonth.Of(f.Entry.On)))));
            }
        }
        if (single.Count == 0) return new(cells, []);
        var by = new Where(connection).In("plan_id", plans).In("kind", single).Between("occurred_on", first, last);
        return new(cells, Stated(await by.RowsAsync($"select {FactColumns} from kernel_fact", OfFact, stop)));
    }

    /// <summary>Half-months of which the period takes only a part.</summary>
    static IEnumerable<DateOnly> Cut((DateOnly From, DateOnly To) window)
    {
        if (HalfMonth.Of(window.From) is var start && start != window.From) yield return start;
        if (HalfMonth.Of(window.To) is var end && HalfMonth.Last(end) != window.To) yield return end;
    }

    static IEnumerable<(DateOnly, DateOnly)> Ranges(HashSet<DateOnly> buckets) =>
        buckets.Count > 6 ? [(buckets.Min(), HalfMonth.Last(buckets.Max()))] : buckets.Order().Select(b => (b, HalfMonth.Last(b)));

    static Entry OfCell(CellKey key, Cell cell) =>
        new(key.Kind, key.PlanId, key.TopicId, key.UnitId, key.Bucket, cell.Total, cell.Count, cell.Weakest, cell.LastOn, cell.LastSeq ?? 0, cell.LastValue ?? 0, null, null);

    static (Statement Statement, Entry Entry) OfFact(DbDataReader r)
    {
        var statement = new Statement(r.GetGuid(1), r.GetInt64(0), r.Day(6), r.GetInt64(7), r.GetInt16(9), r.Id(10));
        return (statement, new(r.GetString(2), r.Id(3) ?? Guid.Empty, r.Id(4) ?? Guid.Empty, r.GetGuid(5), statement.On, statement.Value, statement.Part == 1 ? -1 : 1,
            Enum.Parse<Grade>(r.GetString(8)), null, statement.Seq, statement.Value, r.Text(11), JsonSerializer.Deserialize<Dictionary<string, string>>(r.GetString(12))));
    }

    // A statement that was taken back has no say in what is the latest; nor has the reversal. Both lie on the same day, so both were loaded.
    static IEnumerable<Entry> Stated(IEnumerable<(Statement Statement, Entry Entry)> rows)
    {
        var all = rows.ToList();
        var taken = all.Where(r => r.Statement.Part == 1).Select(r => r.Statement.Corrects).ToHashSet();
        return all.Select(r =>
        {
            var gone = r.Statement.Part == 1 || taken.Contains(r.Statement.Id);
            return r.Entry with { LastOn = gone ? null : r.Statement.On, Weakest = gone ? null : r.Entry.Weakest };
        });
    }
}
