using System.Data.Common;
using System.Runtime.InteropServices;
using LienY.Contracts;
using LienY.Formulas;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>
/// One entry of a track: a half-month of a series, or a single fact where the half-month is cut by the period or the item asks for subjects.
/// Value and counts are net of reversals; the latest statement is empty where it was taken back.
/// </summary>
readonly record struct Entry(DateOnly On, long Total, int Count, Grade? Weakest, DateOnly? LastOn, long LastSeq, long LastValue, Guid Unit, string? Subject);

/// <summary>The entries of one series.</summary>
sealed record SeriesEntries(Guid Unit, string Dims)
{
    public List<Entry> Entries { get; } = [];
}

/// <summary>Everything some formulas need of the ledger, loaded in three queries whatever their number: pages, facts of cut half-months, facts by subject.</summary>
sealed class FigureBook
{
    const string FactColumns = "seq, id, kind, plan_id, topic_id, unit_id, occurred_on, value, grade, part, corrects, subject_hash, dims";
    readonly Shelf cells = new();
    readonly Shelf facts = new();
    readonly Dictionary<EvidenceItem, Dictionary<(Guid, Guid?, Guid?), Track>> tracks = new(ReferenceEqualityComparer.Instance);

    /// <summary>
    /// The track of an item for a plan; <paramref name="topic"/>, <paramref name="unit"/> and <paramref name="within"/> narrow it. Targets with the same formula share theirs,
    /// those of one unit out of a shared target have their own.
    /// </summary>
    public Track Track(EvidenceItem item, Guid plan, Guid? topic, Guid? unit, IReadOnlyCollection<Guid>? within = null)
    {
        if (within is not null) return new(item, Of(item, plan, topic, unit).Where(s => within.Contains(s.Unit)));
        if (!tracks.TryGetValue(item, out var made)) tracks[item] = made = [];
        return made.TryGetValue((plan, topic, unit), out var track) ? track : made[(plan, topic, unit)] = new(item, Of(item, plan, topic, unit));
    }

    IEnumerable<SeriesEntries> Of(EvidenceItem item, Guid plan, Guid? topic, Guid? unit) =>
        (NeedsFacts(item) ? facts : cells).Of(plan, item.Kind, topic).Where(s => (unit is null || s.Unit == unit) && (item.Dims.Count == 0 || Fits(item, s.Dims)));

    /// <summary>Loads what the asked formulas need; <paramref name="windows"/> are all the first and last days that will be asked for.</summary>
    public static async Task<FigureBook> LoadAsync(DbConnection connection, IReadOnlyCollection<(Target Target, Formula Formula)> asked,
        IReadOnlyCollection<(DateOnly From, DateOnly To)> windows, CancellationToken stop)
    {
        var book = new FigureBook();
        var items = asked.SelectMany(a => a.Formula.Items.OfType<EvidenceItem>().Select(i => (Item: i, Topic: Reference(i.Topic, a.Target.IndicatorId)))).Distinct().ToList();
        if (items.Count == 0 || windows.Count == 0) return book;
        var plans = asked.Select(a => a.Target.PlanId).ToHashSet();
        var (first, last) = (windows.Min(w => w.From), windows.Max(w => w.To));
        var added = Narrow(items.Where(i => !NeedsFacts(i.Item)));
        var single = Narrow(items.Where(i => NeedsFacts(i.Item)));
        if (added.Count > 0)
        {
            var cut = windows.SelectMany(Cut).ToHashSet();
            await book.PagesAsync(connection, plans, added, first, last, cut, stop);
            if (cut.Count > 0)
            {
                var edge = new Where(connection).In("plan_id", plans).Either(added).AnyOf("occurred_on", Ranges(cut));
                book.cells.Put((await edge.RowsAsync($"select {FactColumns} from kernel_fact", Loose.Of, stop)).Where(f => cut.Contains(HalfMonth.Of(f.On))));
            }
        }
        if (single.Count > 0)
        {
            var by = new Where(connection).In("plan_id", plans).Either(single).Between("occurred_on", first, last);
            book.facts.Put(await by.RowsAsync($"select {FactColumns} from kernel_fact", Loose.Of, stop));
        }
        return book;
    }

    /// <summary>Subjects and what only describes are not in the pages.</summary>
    static bool NeedsFacts(EvidenceItem item) => item.Measure == Measure.Distinct || item.Dims.Any(d => d.Name == Dimensions.Period);

    static bool Fits(EvidenceItem item, string dims) => Dimensions.Read(dims) is var all && item.Dims.All(d => all.GetValueOrDefault(d.Name) == d.Value);

    internal static Guid? Reference(string? text, Guid own) => text is null ? null : text == "this" ? own : Guid.Parse(text);

    /// <summary>One clause a kind: all its topics where an item asks for all, else those asked for.</summary>
    static List<Action<Where>> Narrow(IEnumerable<(EvidenceItem Item, Guid? Topic)> items) =>
        [.. items.GroupBy(i => i.Item.Kind).Select(g => (Action<Where>)(where =>
        {
            where.Is("kind", g.Key);
            if (g.All(i => i.Topic is not null)) where.Among("topic_id", g.Select(i => i.Topic!.Value).ToHashSet());
        }))];

    async Task PagesAsync(DbConnection connection, IEnumerable<Guid> plans, List<Action<Where>> narrow, DateOnly first, DateOnly last, HashSet<DateOnly> cut, CancellationToken stop)
    {
        var where = new Where(connection).In("plan_id", plans).Is("is_tree", false).Either(narrow).Between("year", first.Year, last.Year);
        var known = new Dictionary<int, SeriesEntries>();
        await where.RowsAsync("select id, year, cells, plan_id, kind, topic_id, unit_id, dims from evidence_series join evidence_page on series = id", r =>
        {
            // A series has several years: its key is read once.
            if (!known.TryGetValue(r.GetInt32(0), out var series))
                known[r.GetInt32(0)] = series = cells.Series((r.GetGuid(3), r.GetString(4), r.GetGuid(5), r.GetGuid(6), r.GetString(7)));
            var year = r.GetInt32(1);
            for (ReadOnlySpan<byte> bytes = r.GetFieldValue<byte[]>(2); bytes.Length > 0;)
            {
                var bucket = HalfMonth.At(year, YearPage.Next(ref bytes, out var cell));
                if (!cut.Contains(bucket)) series.Entries.Add(new(bucket, cell.Total, cell.Count, cell.Weakest, cell.LastOn(bucket), cell.LastSeq, cell.LastValue, series.Unit, null));
            }
            return known.Count;
        }, stop);
    }

    /// <summary>Half-months of which the period takes only a part.</summary>
    static IEnumerable<DateOnly> Cut((DateOnly From, DateOnly To) window)
    {
        if (HalfMonth.Of(window.From) is var start && start != window.From) yield return start;
        if (HalfMonth.Of(window.To) is var end && HalfMonth.Last(end) != window.To) yield return end;
    }

    static IEnumerable<(DateOnly, DateOnly)> Ranges(HashSet<DateOnly> buckets) =>
        buckets.Count > 6 ? [(buckets.Min(), HalfMonth.Last(buckets.Max()))] : buckets.Order().Select(b => (b, HalfMonth.Last(b)));

    /// <summary>A fact that was read by itself.</summary>
    readonly record struct Loose(
        long Seq, Guid Id, string Kind, Guid Plan, Guid Topic, Guid Unit, DateOnly On, long Value, Grade Grade, bool IsReversal, Guid? Corrects, string? Subject, string Dims)
    {
        public static Loose Of(DbDataReader r) => new(r.GetInt64(0), r.GetGuid(1), r.GetString(2), r.Id(3) ?? Guid.Empty, r.Id(4) ?? Guid.Empty, r.GetGuid(5), r.Day(6), r.GetInt64(7),
            Enum.Parse<Grade>(r.GetString(8)), r.GetInt16(9) == 1, r.Id(10), r.Text(11), r.GetString(12));
    }

    /// <summary>Series by plan and kind, and by topic.</summary>
    sealed class Shelf
    {
        readonly Dictionary<(Guid, string, Guid, Guid, string), SeriesEntries> series = [];
        readonly Dictionary<(Guid, string), List<SeriesEntries>> kinds = [];
        readonly Dictionary<(Guid, string, Guid), List<SeriesEntries>> topics = [];

        public IReadOnlyList<SeriesEntries> Of(Guid plan, string kind, Guid? topic) =>
            (topic is { } one ? topics.GetValueOrDefault((plan, kind, one)) : kinds.GetValueOrDefault((plan, kind))) ?? [];

        public SeriesEntries Series((Guid Plan, string Kind, Guid Topic, Guid Unit, string Dims) key)
        {
            ref var one = ref CollectionsMarshal.GetValueRefOrAddDefault(series, key, out var known);
            if (known) return one!;
            one = new(key.Unit, key.Dims);
            Add(kinds, (key.Plan, key.Kind), one);
            Add(topics, (key.Plan, key.Kind, key.Topic), one);
            return one;
        }

        // A statement that was taken back has no say in what is the latest; nor has the reversal. Both lie on the same day, so both were loaded.
        public void Put(IEnumerable<Loose> rows)
        {
            var all = rows.ToList();
            var taken = all.Where(r => r.IsReversal).Select(r => r.Corrects).ToHashSet();
            foreach (var row in all)
            {
                var gone = row.IsReversal || taken.Contains(row.Id);
                Series((row.Plan, row.Kind, row.Topic, row.Unit, row.Dims)).Entries.Add(
                    new(row.On, row.Value, row.IsReversal ? -1 : 1, gone ? null : row.Grade, gone ? null : row.On, row.Seq, row.Value, row.Unit, row.Subject));
            }
        }

        static void Add<T>(Dictionary<T, List<SeriesEntries>> lists, T key, SeriesEntries one) where T : notnull
        {
            ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(lists, key, out _);
            (list ??= []).Add(one);
        }
    }
}
