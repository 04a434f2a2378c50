using System.Data.Common;
using System.Globalization;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>
/// Facts of what left its holder over FHIR, read off the trail: what is in the trail was read, and what was read by a basis is one release for each reader,
/// person, basis and day, exactly as the pages count it. A crash loses nothing, for the trail stands before the answer.
/// </summary>
sealed class ReadingFacts(Database database, Ledger ledger, IPersons persons, Wake wake)
{
    const string Name = "fhir-releases";
    const int Most = 2_000;

    /// <summary>Looks for new rows of the trail.</summary>
    public static readonly Job Round = new(Name, TimeSpan.FromSeconds(5),
        (services, stop) => ((ReadingFacts)services.GetService(typeof(ReadingFacts))!).RunAsync(stop));

    /// <summary>A row of the trail that tells of a release.</summary>
    sealed record Read(LedgerCursor Cursor, DateTimeOffset At, Guid? User, Guid? Session, Guid Receiver, string Purpose, Guid? Person, Guid? Basis, string Action);

    /// <summary>Reads on until nothing is new; returns how many facts were added.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var added = 0;
        while (await NextAsync(stop) is { } more) added += more;
        return added;
    }

    async Task<int?> NextAsync(CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        if (connection.IsPostgres()) await connection.RunAsync("select pg_advisory_xact_lock(hashtext(@p0))", stop, Name);
        var at = (await connection.RowsAsync("select tx, seq from records_teller where name = @p0", r => new LedgerCursor(r.GetInt64(0), r.GetInt64(1)), stop, Name)).FirstOrDefault();
        var rows = await RowsAsync(connection, at, stop);
        if (rows.Count == 0) return null;
        var facts = new Dictionary<string, Fact>(StringComparer.Ordinal);
        var bases = await BasesAsync(connection, rows, stop);
        foreach (var row in rows)
            if (row.Basis is { } id && row.Person is { } person && row.Action.StartsWith("fhir.", StringComparison.Ordinal) && bases.TryGetValue(id, out var basis) && FactOf(row, person, basis) is var fact)
                facts.TryAdd(fact.SourceId, fact);
        var added = await ledger.AppendAsync(connection, [.. facts.Values], stop);
        await connection.RunAsync("insert into records_teller (name, tx, seq) values (@p0, @p1, @p2) on conflict (name) do update set tx = excluded.tx, seq = excluded.seq", stop,
            Name, rows[^1].Cursor.Transaction, rows[^1].Cursor.Seq);
        await transaction.CommitAsync(stop);
        if (added > 0) wake.Facts();
        return added;
    }

    // On PostgreSQL a number is given before its transaction ends: only what every later reader will see too is read.
    static Task<List<Read>> RowsAsync(DbConnection connection, LedgerCursor after, CancellationToken stop)
    {
        const string columns = "at, user_id, session_id, organisation_id, purpose, subject_id, basis_id, action";
        return connection.IsPostgres()
            ? connection.RowsAsync($"select tx::text::bigint, seq, {columns} from kernel_trail where (tx, seq) > (@p0::text::xid8, @p1) and tx < pg_snapshot_xmin(pg_current_snapshot()) "
                + $"order by tx, seq limit {Most}", Take, stop, after.Transaction.ToString(CultureInfo.InvariantCulture), after.Seq)
            : connection.RowsAsync($"select 0, seq, {columns} from kernel_trail where seq > @p0 order by seq limit {Most}", Take, stop, after.Seq);
    }

    static Read Take(DbDataReader r) => new(new(r.GetInt64(0), r.GetInt64(1)), r.Instant(2), r.Id(3), r.Id(4), r.GetGuid(5), r.GetString(6), r.Id(7), r.Id(8), r.GetString(9));

    static async Task<Dictionary<Guid, PassedBasis>> BasesAsync(DbConnection connection, List<Read> rows, CancellationToken stop)
    {
        var bases = new Dictionary<Guid, PassedBasis>();
        foreach (var id in rows.Where(r => r.Action.StartsWith("fhir.", StringComparison.Ordinal)).Select(r => r.Basis).OfType<Guid>().Distinct())
            foreach (var basis in await connection.RowsAsync("select id, kind, holder_id, receiver_id, is_identified, reference, valid_to from kernel_basis where id = @p0",
                r => new PassedBasis(r.GetGuid(0), Enum.Parse<BasisKind>(r.GetString(1)), r.GetGuid(2), r.GetGuid(3), r.GetBoolean(4), r.GetString(5), r.Instant(6)), stop, id))
                bases[id] = basis;
        return bases;
    }

    Fact FactOf(Read row, Guid person, PassedBasis basis)
    {
        var day = Say.DayOf(row.At);
        return new()
        {
            Kind = Releases.Released,
            UnitId = basis.HolderId,
            OccurredOn = day,
            Value = 1,
            Module = "records",
            SourceId = $"release/{basis.Id:N}/{person:N}/{row.User ?? row.Session:N}/{day:yyyyMMdd}",
            SubjectHash = persons.SubjectHash(person),
            Dims = Fact.DimsOf(("basis", basis.Kind.ToString()), ("purpose", row.Purpose), ("receiver", basis.ReceiverId.ToString())),
        };
    }
}
