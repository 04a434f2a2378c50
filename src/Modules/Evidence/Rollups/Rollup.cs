using System.Data.Common;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>
/// Keeps the pages of half-months up to date, in the transaction that moves its cursor. A late fact or a reversal lands in the half-month in which it
/// happened; each fact is also added to the sums of the units above its own. What a cell holds depends only on its facts, never on their order, so
/// replay and incremental agree.
/// </summary>
sealed class Rollup(IOrganisationTree trees) : IFollowLedger
{
    public const string Cursor = "pages";

    readonly SeriesBook book = new();
    TreeShape? shape;

    public string Name => Cursor;

    public IReadOnlyList<string> Tables => ["evidence_series", "evidence_page", "evidence_tree_unit", "evidence_edition"];

    public async Task<bool> WantsAsync(DbConnection connection, CancellationToken stop) =>
        TreeShape.Of(await trees.OnAsync(null, stop)).Mark != (string?)await connection.CellAsync("select shape from evidence_edition where id = 1", stop);

    public async Task ApplyAsync(DbConnection connection, IReadOnlyList<LedgerRow> facts, LedgerCursor end, CancellationToken stop)
    {
        try
        {
            await StepAsync(connection, facts, end, stop);
        }
        catch
        {
            book.Forget();
            shape = null;
            throw;
        }
    }

    async Task StepAsync(DbConnection connection, IReadOnlyList<LedgerRow> facts, LedgerCursor end, CancellationToken stop)
    {
        var (edition, mark) = (await connection.RowsAsync("select edition, shape from evidence_edition where id = 1", r => (r.GetInt64(0), r.GetString(1)), stop))[0];
        book.Check(edition);
        if (shape?.Mark != mark) shape = await TreeShape.StoredAsync(connection, stop);
        var now = TreeShape.Of(await trees.OnAsync(null, stop));
        if (now.Mark != shape.Mark || mark.Length == 0)
        {
            await TreeMove.RunAsync(connection, book, shape, now, stop);
            shape = now;
        }
        if (facts.Count > 0) await AddAsync(connection, facts, end, stop);
    }

    async Task AddAsync(DbConnection connection, IReadOnlyList<LedgerRow> facts, LedgerCursor end, CancellationToken stop)
    {
        var keys = new SeriesKey[facts.Count];
        var needed = new HashSet<SeriesKey>();
        for (var i = 0; i < keys.Length; i++)
        {
            var fact = facts[i];
            needed.Add(keys[i] = new(fact.PlanId, fact.TopicId, fact.UnitId, book.Words.Of(fact.Kind, fact.Dims)));
            if (TreeShape.Keeps(fact.Kind))
                foreach (var unit in shape!.Above(fact.UnitId)) needed.Add(Tree(keys[i], unit));
        }
        var numbers = await book.NumbersAsync(connection, needed, stop);
        var asked = new HashSet<(int, int)>();
        for (var i = 0; i < keys.Length; i++)
        {
            var year = facts[i].OccurredOn.Year;
            asked.Add((numbers[keys[i]], year));
            if (TreeShape.Keeps(facts[i].Kind))
                foreach (var unit in shape!.Above(facts[i].UnitId)) asked.Add((numbers[Tree(keys[i], unit)], year));
        }
        var pages = await PageShelf.TakeAsync(connection, [.. asked], stop);
        var doubted = new HashSet<(SeriesKey Key, int Series, DateOnly Bucket)>();
        for (var i = 0; i < keys.Length; i++)
        {
            var fact = facts[i];
            var (series, year, place) = (numbers[keys[i]], fact.OccurredOn.Year, HalfMonth.Place(fact.OccurredOn));
            ref var cell = ref pages[(series, year)][place];
            cell.Add(fact.Value, fact.Grade, fact.One);
            var doubt = (keys[i], series, HalfMonth.At(year, place));
            var lost = doubted.Contains(doubt);
            cell.Note(fact.OccurredOn.Day, fact.Seq, fact.Value, fact.Part == 1, ref lost);
            if (lost) doubted.Add(doubt);
            else doubted.Remove(doubt);
            if (TreeShape.Keeps(fact.Kind))
                foreach (var unit in shape!.Above(fact.UnitId)) pages[(numbers[Tree(keys[i], unit)], year)][place].Add(fact.Value, fact.Grade, fact.One);
        }
        foreach (var (key, series, bucket) in doubted)
        {
            var (page, place) = (pages[(series, bucket.Year)], HalfMonth.Place(bucket));
            if (page[place].Count == 0) page[place].Latest(0, 0, 0);
            else page[place].LatestOf(await StatementsAsync(connection, key, book.Words[key.Words], bucket, end, stop));
        }
        await PageShelf.PutAsync(connection, pages, stop);
    }

    /// <summary>The tree series above, to which a series adds.</summary>
    internal static SeriesKey Tree(SeriesKey key, Guid above) => new(Guid.Empty, key.Topic, above, key.Words + 1);

    /// <summary>The facts of a cell up to a place in the ledger.</summary>
    static async Task<IEnumerable<(Guid, Guid, bool, int, long, long)>> StatementsAsync(
        DbConnection connection, SeriesKey key, SeriesWords words, DateOnly bucket, LedgerCursor end, CancellationToken stop)
    {
        // On SQLite the plus keeps the index of topics out: one unit has fewer facts of a day than one topic.
        var plus = connection.IsPostgres() ? "" : "+";
        var same = (key.Plan == Guid.Empty ? "plan_id is null" : $"{plus}plan_id = @p6") + " and " + (key.Topic == Guid.Empty ? "topic_id is null" : $"{plus}topic_id = @p7");
        var known = connection.IsPostgres() ? "(tx, seq) <= (@p4::text::xid8, @p5)" : "seq <= @p5";
        var rows = await connection.RowsAsync(
            $"select id, corrects, part, occurred_on, seq, value, dims from kernel_fact where unit_id = @p0 and kind = @p1 and occurred_on between @p2 and @p3 and {known} and {same}",
            r => (Dims: r.GetString(6), Row: (r.GetGuid(0), r.Id(1) ?? Guid.Empty, r.GetInt16(2) == 1, r.Day(3).Day, r.GetInt64(4), r.GetInt64(5))), stop,
            key.Unit, words.Kind, bucket, HalfMonth.Last(bucket), end.Transaction.ToString(System.Globalization.CultureInfo.InvariantCulture), end.Seq, key.Plan, key.Topic);
        return rows.Where(r => Dimensions.Kept(r.Dims) == words.Dims).Select(r => r.Row);
    }
}
