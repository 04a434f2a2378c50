using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using LienY.Contracts;
using LienY.Formulas;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>A fact as a row of a page.</summary>
/// <param name="TakenBack">Why it was reversed since; null while it stands.</param>
sealed record FactRow(
    Guid Id, long Seq, string Kind, Guid UnitId, DateOnly On, DateTimeOffset RecordedAt, decimal Value, string Module, string SourceId, int SourceVersion, bool IsReversal,
    Guid? PlanId, Guid? TopicId, string Dims, Grade Grade, Guid? Corrects, string? Reason, byte[] Hash)
{
    public string? TakenBack { get; init; }

    /// <summary>It concerns a person (known by a keyed hash only), so that reading it is traced.</summary>
    public bool AboutPerson { get; init; }

    /// <summary>Dimensions by name.</summary>
    public IReadOnlyDictionary<string, string> DimList => JsonSerializer.Deserialize<Dictionary<string, string>>(Dims) ?? [];
}

/// <summary>One page of facts, newest first.</summary>
sealed record FactPage(IReadOnlyList<FactRow> Rows, int Total, int Page)
{
    public const int Size = 50;

    public int Pages => Math.Max(1, (Total + Size - 1) / Size);
}

/// <summary>Finds facts by index for pages and lists; whoever asks has checked that the caller may see the plan.</summary>
sealed class FactShelf(Database database)
{
    const string Columns =
        "id, seq, kind, unit_id, occurred_on, recorded_at, value, module, source_id, source_version, part, plan_id, topic_id, dims, grade, corrects, reason, hash, subject_hash is not null";

    /// <summary>The facts behind a reading; <paramref name="page"/> from 1, or 0 for all (at most 20,000).</summary>
    public async Task<FactPage> BehindAsync(Asked asked, int page, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        if (asked.To < asked.From) return new([], 0, 1);
        var where = new Where(connection).Is("plan_id", asked.Target.PlanId).Either(asked.Formula.Items.OfType<EvidenceItem>().Select(i => Narrow(asked, i)));
        return await PageAsync(connection, where, page, stop);
    }

    /// <summary>
    /// The facts behind a look, newest first, of these units only, and whether there are more; <paramref name="page"/> from 1, or 0 for all (at most 20,000).
    /// They are not counted: a count would read them all.
    /// </summary>
    public async Task<(IReadOnlyList<FactRow> Facts, bool More)> BehindAsync(Look look, IReadOnlyCollection<Guid> units, int page, CancellationToken stop)
    {
        if (units.Count == 0 || look.To < look.From) return ([], false);
        await using var connection = await database.OpenAsync(stop);
        var where = new Where(connection).Is("kind", look.Series.Kind).Between("occurred_on", look.First, look.Last).Among("unit_id", units);
        if (look.Series.Topic is { } topic) where.Is("topic_id", topic);
        foreach (var (name, value) in look.Dims)
            if (value is null) where.Lacks("dims", JsonSerializer.Serialize(name) + ":");
            else where.Holds("dims", JsonSerializer.Serialize(name) + ":" + JsonSerializer.Serialize(value));
        if (look.Known is { } known) where.Before("recorded_at", new DateTimeOffset(known.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(7)));
        var (size, skip) = page == 0 ? (20_000, 0) : (FactPage.Size, (page - 1) * FactPage.Size);
        var rows = await where.RowsAsync($"select {Columns} from kernel_fact", Read, stop, string.Create(CultureInfo.InvariantCulture, $"order by occurred_on desc, seq desc limit {size + 1} offset {skip}"));
        var more = rows.Count > size;
        return (await MarkedAsync(connection, more ? rows[..size] : rows, stop), more);
    }

    /// <summary>The newest facts of some plans, optionally of one kind.</summary>
    public async Task<FactPage> OfPlansAsync(IReadOnlyCollection<Guid> plans, string? kind, int page, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        var where = new Where(connection).In("plan_id", plans);
        if (kind is not null) where.Is("kind", kind);
        return await PageAsync(connection, where, page, stop);
    }

    /// <summary>One fact; null where there is none.</summary>
    public async Task<FactRow?> FindAsync(Guid id, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        var rows = await new Where(connection).Is("id", id).RowsAsync($"select {Columns} from kernel_fact", Read, stop);
        return rows.Count == 0 ? null : (await MarkedAsync(connection, rows, stop))[0];
    }

    /// <summary>The seal that closes over a fact: number and moment; null while it waits to be sealed.</summary>
    public async Task<(long Number, DateTimeOffset At)?> SealAsync(Guid id, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        var at = (await connection.RowsAsync(database.IsPostgres ? "select tx::text::bigint, seq from kernel_fact where id = @p0" : "select 0, seq from kernel_fact where id = @p0",
            r => (Tx: r.GetInt64(0), Seq: r.GetInt64(1)), stop, id)).FirstOrDefault();
        var seals = await connection.RowsAsync(
            "select number, sealed_at from kernel_seal where book = 'ledger' and (to_tx > @p0 or (to_tx = @p0 and to_seq >= @p1)) order by number limit 1",
            r => (r.GetInt64(0), r.Instant(1)), stop, at.Tx, at.Seq);
        return seals.Count == 0 ? null : seals[0];
    }

    static async Task<FactPage> PageAsync(DbConnection connection, Where where, int page, CancellationToken stop)
    {
        var total = (await where.RowsAsync("select count(*) from kernel_fact", r => r.GetInt64(0), stop))[0];
        var (size, skip) = page == 0 ? (20_000, 0) : (FactPage.Size, (page - 1) * FactPage.Size);
        var rows = await where.RowsAsync($"select {Columns} from kernel_fact", Read, stop,
            string.Create(CultureInfo.InvariantCulture, $"order by occurred_on desc, seq desc limit {size} offset {skip}"));
        return new(await MarkedAsync(connection, rows, stop), (int)total, Math.Max(1, page));
    }

    static Action<Where> Narrow(Asked asked, EvidenceItem item) => where =>
    {
        where.Is("kind", item.Kind).Between("occurred_on", item.Within(asked.From, asked.To).From, item.Within(asked.From, asked.To).To);
        if (item.Topic is { } topic) where.Is("topic_id", topic == "this" ? asked.Target.IndicatorId : Guid.Parse(topic));
        if (item.Unit is { } unit) where.Is("unit_id", unit == "this" ? asked.Target.OwnerId : Guid.Parse(unit));
        // Dimensions are stored as JSON without spaces, so a pair is a piece of the text.
        foreach (var (name, value) in item.Dims) where.Holds("dims", JsonSerializer.Serialize(name) + ":" + JsonSerializer.Serialize(value));
    };

    /// <summary>Says of each fact whether it was taken back since: reversals have the same source.</summary>
    static async Task<List<FactRow>> MarkedAsync(DbConnection connection, List<FactRow> rows, CancellationToken stop)
    {
        if (rows.Count == 0) return rows;
        var reasons = new Dictionary<Guid, string>();
        foreach (var chunk in rows.GroupBy(r => r.Module).SelectMany(g => g.Select(r => r.SourceId).Distinct().Chunk(500).Select(c => (Module: g.Key, Sources: c))))
            foreach (var (corrects, reason) in await new Where(connection).Is("module", chunk.Module).In("source_id", chunk.Sources).Is("part", (short)1)
                .RowsAsync("select corrects, reason from kernel_fact", r => (r.Id(0), r.Text(1)), stop))
                if (corrects is { } id) reasons[id] = reason ?? "";
        return [.. rows.Select(r => r with { TakenBack = reasons.GetValueOrDefault(r.Id) })];
    }

    static FactRow Read(DbDataReader r) => new(
        r.GetGuid(0), r.GetInt64(1), r.GetString(2), r.GetGuid(3), r.Day(4), r.Instant(5), Ledger.Unscale(r.GetInt64(6)), r.GetString(7), r.GetString(8), r.GetInt32(9),
        r.GetInt16(10) == 1, r.Id(11), r.Id(12), r.GetString(13), Enum.Parse<Grade>(r.GetString(14)), r.Id(15), r.Text(16), (byte[])r.GetValue(17))
    {
        AboutPerson = r.GetBoolean(18),
    };
}
