using System.Data.Common;
using LienY.Contracts;
using LienY.Kernel;
using NpgsqlTypes;

namespace LienY.DataSets;

/// <summary>
/// Writes figures and their facts together, in the transaction that is open on the connection. An equal figure leaves nothing; a changed one leaves
/// its earlier edition, the reversal of its fact and a new fact; one taken away leaves the reversal. A figure of a report that somebody has approved
/// is not written, whoever sends it.
/// </summary>
sealed class ValueBook(Ledger ledger, GlossaryBook glossaries, IEnumerable<IReportLocks> locks, TimeProvider clock)
{
    static readonly Column[] Key =
        [new("unit_id", NpgsqlDbType.Uuid), new("period", NpgsqlDbType.Text), new("element_id", NpgsqlDbType.Uuid), new("combo_id", NpgsqlDbType.Uuid), new("attribute_id", NpgsqlDbType.Uuid)];

    static readonly Column[] Row =
    [
        new("id", NpgsqlDbType.Uuid), .. Key, new("starts_on", NpgsqlDbType.Date), new("ends_on", NpgsqlDbType.Date), new("edition", NpgsqlDbType.Integer),
        new("value", NpgsqlDbType.Text), new("comment", NpgsqlDbType.Text), new("followup", NpgsqlDbType.Boolean), new("is_deleted", NpgsqlDbType.Boolean),
        new("stored_by", NpgsqlDbType.Text), new("stored_at", NpgsqlDbType.TimestampTz), new("created_at", NpgsqlDbType.TimestampTz), new("fact_id", NpgsqlDbType.Uuid),
    ];

    static readonly Column[] Change =
    [
        new("id", NpgsqlDbType.Uuid), new("edition", NpgsqlDbType.Integer), new("value", NpgsqlDbType.Text), new("comment", NpgsqlDbType.Text), new("followup", NpgsqlDbType.Boolean),
        new("is_deleted", NpgsqlDbType.Boolean), new("stored_by", NpgsqlDbType.Text), new("stored_at", NpgsqlDbType.TimestampTz), new("fact_id", NpgsqlDbType.Uuid),
    ];

    static readonly Column[] Past =
    [
        new("id", NpgsqlDbType.Uuid), new("value_id", NpgsqlDbType.Uuid), new("edition", NpgsqlDbType.Integer), new("value", NpgsqlDbType.Text), new("comment", NpgsqlDbType.Text),
        new("followup", NpgsqlDbType.Boolean), new("is_deleted", NpgsqlDbType.Boolean), new("stored_by", NpgsqlDbType.Text), new("stored_at", NpgsqlDbType.TimestampTz),
    ];

    readonly Dictionary<(string Combo, string Attribute, string Period), string> dims = [];

    sealed record Standing(
        Guid Id, (Guid, string, Guid, Guid, Guid) Key, int Edition, string Value, string Comment, bool Followup, bool IsDeleted, string StoredBy, DateTimeOffset StoredAt, Guid? FactId);

    /// <summary>Writes figures, each key once; returns what became of each, in their order. With <paramref name="dry"/> it only looks.</summary>
    public async Task<Outcome[]> WriteAsync(DbConnection connection, IReadOnlyList<Entry> entries, Strategy strategy, string reason, bool dry, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var standing = await StandingAsync(connection, entries, stop);
        var closed = await ClosedAsync(connection, entries, stop);
        var outcomes = new Outcome[entries.Count];
        var (added, changed, past, facts) = (new List<object?[]>(), new List<object?[]>(), new List<object?[]>(), new List<Fact>());
        var taken = new List<(Guid FactId, int Edition)>();
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            var old = standing.GetValueOrDefault(KeyOf(entry));
            outcomes[i] = closed(entry) ? Outcome.Closed : Decide(entry, old, strategy);
            if (dry || outcomes[i] is Outcome.Same or Outcome.Left or Outcome.Closed) continue;
            if (old is null) Add(entry, now, added, facts);
            else Replace(entry, old, outcomes[i], now, reason, changed, past, facts, taken);
        }
        if (dry) return outcomes;
        await Bulk.InsertAsync(connection, "datasets_value_past", Past, past, stop);
        await Bulk.InsertAsync(connection, "datasets_value", Row, added, stop);
        await Bulk.UpdateAsync(connection, "datasets_value", Change, changed, stop);
        await ledger.AppendAsync(connection, [.. await ReversalsAsync(connection, taken, reason, stop), .. facts], stop);
        return outcomes;
    }

    /// <summary>Tells which figures belong to a report that is approved: of the data sets that the unit reports, else of any that asks for the element.</summary>
    async Task<Func<Entry, bool>> ClosedAsync(DbConnection connection, IReadOnlyList<Entry> entries, CancellationToken stop)
    {
        var glossary = await glossaries.NowAsync(stop);
        if (glossary.Workflows.All.Count == 0) return _ => false;
        var reports = entries.Select(e => (e.UnitId, e.Period)).ToHashSet();
        var all = new HashSet<(Guid, Guid, string)>();
        foreach (var one in locks) all.UnionWith(await one.LockedAsync(connection, reports, stop));
        if (all.Count == 0) return _ => false;
        return entry =>
        {
            var sets = glossary.SetsOf[entry.Element.Id].Where(s => s.PeriodType == entry.Period.Type.Name).ToList();
            var own = sets.Where(s => glossary.SetsOfUnit[entry.UnitId].Any(u => u.SetId == s.Id && u.Covers(entry.Period.Last))).ToList();
            return (own.Count > 0 ? own : sets).Any(s => all.Contains((s.Id, entry.UnitId, entry.Period.Code)));
        };
    }

    static Outcome Decide(Entry entry, Standing? old, Strategy strategy)
    {
        var there = old is { IsDeleted: false };
        if (entry.IsDeletion) return there ? Outcome.Deleted : Outcome.Left;
        if (there ? strategy == Strategy.Create : strategy == Strategy.Update) return Outcome.Left;
        if (!there) return Outcome.Created;
        return old!.Value == entry.Value && (entry.Comment ?? old.Comment) == old.Comment && (entry.Followup ?? old.Followup) == old.Followup ? Outcome.Same : Outcome.Changed;
    }

    void Add(Entry entry, DateTimeOffset now, List<object?[]> added, List<Fact> facts)
    {
        var id = Guid.CreateVersion7();
        var fact = FactOf(entry, id, 1, null, null);
        if (fact is not null) facts.Add(fact);
        added.Add(
        [
            id, entry.UnitId, entry.Period.Code, entry.Element.Id, entry.Combo.Id, entry.Attribute.Id, entry.Period.First, entry.Period.Last, 1, entry.Value, entry.Comment ?? "",
            entry.Followup ?? false, false, entry.StoredBy, now, now, fact?.Id,
        ]);
    }

    void Replace(Entry entry, Standing old, Outcome outcome, DateTimeOffset now, string reason, List<object?[]> changed, List<object?[]> past, List<Fact> facts, List<(Guid, int)> taken)
    {
        var edition = old.Edition + 1;
        var gone = outcome == Outcome.Deleted;
        // A remark alone changes no figure.
        var same = !gone && !old.IsDeleted && old.Value == entry.Value;
        var fact = gone || same ? null : FactOf(entry, old.Id, edition, old.FactId, old.FactId is null ? null : reason);
        if (fact is not null) facts.Add(fact);
        if (!same && old.FactId is { } before) taken.Add((before, edition));
        past.Add([Guid.CreateVersion7(), old.Id, old.Edition, old.Value, old.Comment, old.Followup, old.IsDeleted, old.StoredBy, old.StoredAt]);
        changed.Add(
        [
            old.Id, edition, gone ? old.Value : entry.Value, entry.Comment ?? old.Comment, entry.Followup ?? (!gone && old.Followup), gone, entry.StoredBy, now,
            same ? old.FactId : fact?.Id,
        ]);
    }

    Fact? FactOf(Entry entry, Guid id, int edition, Guid? corrects, string? reason) => entry.Number is not { } number ? null : new()
    {
        Kind = DataFacts.Value,
        UnitId = entry.UnitId,
        OccurredOn = entry.Period.FactDay,
        Value = number,
        Module = "datasets",
        SourceId = $"datavalue/{id}",
        SourceVersion = edition,
        TopicId = entry.Element.Id,
        Grade = entry.Grade,
        Corrects = corrects,
        Reason = reason,
        Dims = Dims(entry),
    };

    string Dims(Entry entry)
    {
        var key = (entry.Combo.Code, entry.Attribute.Code, entry.Period.Type.Name);
        if (dims.TryGetValue(key, out var text)) return text;
        var pairs = new List<(string, string)> { (DataFacts.Period, entry.Period.Type.Name) };
        if (!entry.Combo.IsDefault) pairs.Add((DataFacts.Option, entry.Combo.Code));
        if (!entry.Attribute.IsDefault) pairs.Add((DataFacts.Attribute, entry.Attribute.Code));
        return dims[key] = Fact.DimsOf([.. pairs]);
    }

    /// <summary>The facts taken back, as they stand in the ledger: dimensions by the codes of their time.</summary>
    static async Task<IEnumerable<Fact>> ReversalsAsync(DbConnection connection, List<(Guid FactId, int Edition)> taken, string reason, CancellationToken stop)
    {
        var facts = await Bulk.FindAsync(connection,
            "select t.id, t.unit_id, t.occurred_on, t.value, t.source_id, t.topic_id, t.dims, t.grade from kernel_fact t",
            [new Column("id", NpgsqlDbType.Uuid)], taken.ConvertAll(t => new object?[] { t.FactId }),
            r => (Id: r.GetGuid(0), Unit: r.GetGuid(1), Day: r.Day(2), Value: Ledger.Unscale(r.GetInt64(3)), Source: r.GetString(4), Topic: r.Id(5), Dims: r.GetString(6), Grade: r.GetString(7)), stop);
        var editions = taken.ToDictionary(t => t.FactId, t => t.Edition);
        return facts.Select(f => new Fact
        {
            Kind = DataFacts.Value,
            UnitId = f.Unit,
            OccurredOn = f.Day,
            Value = -f.Value,
            Module = "datasets",
            SourceId = f.Source,
            SourceVersion = editions[f.Id],
            Part = 1,
            TopicId = f.Topic,
            Dims = f.Dims,
            Grade = Enum.Parse<Grade>(f.Grade),
            Corrects = f.Id,
            Reason = reason,
        });
    }

    static async Task<Dictionary<(Guid, string, Guid, Guid, Guid), Standing>> StandingAsync(DbConnection connection, IReadOnlyList<Entry> entries, CancellationToken stop)
    {
        var found = await Bulk.FindAsync(connection,
            "select t.id, t.unit_id, t.period, t.element_id, t.combo_id, t.attribute_id, t.edition, t.value, t.comment, t.followup, t.is_deleted, t.stored_by, t.stored_at, t.fact_id from datasets_value t",
            Key, [.. entries.Select(e => new object?[] { e.UnitId, e.Period.Code, e.Element.Id, e.Combo.Id, e.Attribute.Id })],
            r => new Standing(r.GetGuid(0), (r.GetGuid(1), r.GetString(2), r.GetGuid(3), r.GetGuid(4), r.GetGuid(5)), r.GetInt32(6), r.GetString(7), r.GetString(8), r.GetBoolean(9),
                r.GetBoolean(10), r.GetString(11), r.Instant(12), r.Id(13)), stop);
        return found.ToDictionary(s => s.Key);
    }

    static (Guid, string, Guid, Guid, Guid) KeyOf(Entry entry) => (entry.UnitId, entry.Period.Code, entry.Element.Id, entry.Combo.Id, entry.Attribute.Id);
}
