using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;

namespace LienY.Kernel;

/// <summary>What a verification found.</summary>
public sealed record Verification(string Book, long Rows, long Seals, long Unsealed, IReadOnlyList<string> Faults)
{
    /// <summary>Signed roots that were checked.</summary>
    public int Roots { get; init; }

    /// <summary>Nothing altered, removed or inserted.</summary>
    public bool IsSound => Faults.Count == 0;
}

/// <summary>
/// The hash chain over an append-only book (ledger or trail). Each row carries the hash of its content; a seal closes a run of rows in order:
/// SHA-256(previous seal, every row hash). So an altered row, a removed row and a row inserted behind a seal are all found, and named.
/// </summary>
public sealed class Sealing(Database database, Roots roots, TimeProvider clock)
{
    static readonly (string Book, string Table)[] Books = [("ledger", "kernel_fact"), ("trail", "kernel_trail")];

    /// <summary>Seals what is new in both books, and once an hour signs the seals; one process at a time. Returns rows sealed.</summary>
    public async Task<long> RunAsync(CancellationToken stop = default)
    {
        var total = 0L;
        foreach (var (book, table) in Books)
            for (var rows = 1L; rows > 0; total += rows) rows = await SealAsync(book, table, stop);
        await roots.RunAsync(stop);
        return total;
    }

    async Task<long> SealAsync(string book, string table, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        if (database.IsPostgres) await connection.RunAsync("select pg_advisory_xact_lock(hashtext(@p0))", stop, "seal-" + book);
        var last = await LastAsync(connection, book, stop);
        var rows = await NextAsync(connection, table, last.Cursor, stop);
        if (rows.Count == 0) return 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(last.Hash);
        foreach (var row in rows) hash.AppendData(row.Hash);
        await connection.RunAsync(
            "insert into kernel_seal (book, number, to_tx, to_seq, row_count, hash, sealed_at) values (@p0, @p1, @p2, @p3, @p4, @p5, @p6)", stop,
            book, last.Number + 1, rows[^1].Cursor.Transaction, rows[^1].Cursor.Seq, (long)rows.Count, hash.GetHashAndReset(), clock.GetUtcNow());
        await transaction.CommitAsync(stop);
        return rows.Count;
    }

    static async Task<(long Number, LedgerCursor Cursor, byte[] Hash)> LastAsync(DbConnection connection, string book, CancellationToken stop)
    {
        var last = await connection.RowsAsync("select number, to_tx, to_seq, hash from kernel_seal where book = @p0 order by number desc limit 1",
            r => (r.GetInt64(0), new LedgerCursor(r.GetInt64(1), r.GetInt64(2)), (byte[])r.GetValue(3)), stop, book);
        return last.Count == 0 ? (0, default, new byte[32]) : last[0];
    }

    static Task<List<(LedgerCursor Cursor, byte[] Hash)>> NextAsync(DbConnection connection, string table, LedgerCursor after, CancellationToken stop) =>
        connection.IsPostgres()
            ? connection.RowsAsync(
                $"select tx::text::bigint, seq, hash from {table} where (tx, seq) > (@p0::text::xid8, @p1) and tx < pg_snapshot_xmin(pg_current_snapshot()) order by tx, seq limit 5000",
                r => (new LedgerCursor(r.GetInt64(0), r.GetInt64(1)), (byte[])r.GetValue(2)), stop,
                after.Transaction.ToString(CultureInfo.InvariantCulture), after.Seq)
            : connection.RowsAsync($"select seq, hash from {table} where seq > @p0 order by seq limit 5000",
                r => (new LedgerCursor(0, r.GetInt64(0)), (byte[])r.GetValue(1)), stop, after.Seq);

    /// <summary>Walks a book (<c>ledger</c> or <c>trail</c>) from its first row and names whatever does not fit.</summary>
    public async Task<Verification> VerifyAsync(string book, CancellationToken stop = default)
    {
        var table = Books.First(b => b.Book == book).Table;
        await using var connection = await database.OpenAsync(stop);
        await using var transaction = await connection.SnapshotAsync(stop);
        var seals = new Queue<(long Number, LedgerCursor To, long Count, byte[] Hash)>(await connection.RowsAsync(
            "select number, to_tx, to_seq, row_count, hash from kernel_seal where book = @p0 order by number",
            r => (r.GetInt64(0), new LedgerCursor(r.GetInt64(1), r.GetInt64(2)), r.GetInt64(3), (byte[])r.GetValue(4)), stop, book));
        var signed = await roots.VerifyAsync(connection, book, seals.ToDictionary(s => s.Number, s => s.Hash), stop);
        var walk = new Walk(seals);
        var (order, tx) = connection.IsPostgres() ? ("tx, seq", "tx::text::bigint") : ("seq", "0");
        var columns = book == "ledger" ? Ledger.Columns : TrailEntry.Columns;
        await using var command = connection.Command($"select {columns}, {tx} from {table} order by {order}");
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            var cursor = new LedgerCursor(reader.GetInt64(reader.FieldCount - 1), reader.GetInt64(0));
            if (book == "ledger")
            {
                var fact = Fact.Read(reader);
                walk.Row(cursor, fact.Id, fact.Hash, fact.Digest());
            }
            else
            {
                var entry = TrailEntry.Read(reader);
                walk.Row(cursor, entry.Id, entry.Hash, entry.Digest());
            }
        }
        walk.End();
        return new(book, walk.Rows, walk.Seals, walk.Unsealed, [.. walk.Faults, .. signed.Faults]) { Roots = signed.Count };
    }

    /// <summary>The state of a verification: rows against seals.</summary>
    sealed class Walk(Queue<(long Number, LedgerCursor To, long Count, byte[] Hash)> seals)
    {
        readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        readonly List<string> faults = [];
        byte[] previous = new byte[32];
        long inSeal;
        bool open;

        public long Rows { get; private set; }
        public long Seals { get; private set; }
        public long Unsealed { get; private set; }
        public IReadOnlyList<string> Faults => faults;

        public void Row(LedgerCursor cursor, Guid id, byte[] stored, byte[] computed)
        {
            Rows++;
            if (!stored.AsSpan().SequenceEqual(computed)) faults.Add($"row {cursor.Seq} ({id}): content does not match its hash");
            while (seals.TryPeek(out var next) && Compare(cursor, next.To) > 0) Close();
            if (seals.Count == 0)
            {
                Unsealed++;
                return;
            }
            Open();
            hash.AppendData(stored);
            inSeal++;
        }

        public void End()
        {
            while (seals.Count > 0) Close();
        }

        void Open()
        {
            if (open) return;
            hash.AppendData(previous);
            open = true;
        }

        void Close()
        {
            Open();
            var seal = seals.Dequeue();
            var computed = hash.GetHashAndReset();
            if (inSeal != seal.Count) faults.Add($"seal {seal.Number}: {seal.Count} rows were sealed, {inSeal} are there");
            else if (!computed.AsSpan().SequenceEqual(seal.Hash)) faults.Add($"seal {seal.Number}: the chain does not match");
            previous = seal.Hash;
            Seals++;
            inSeal = 0;
            open = false;
        }

        static int Compare(LedgerCursor a, LedgerCursor b) =>
            a.Transaction != b.Transaction ? a.Transaction.CompareTo(b.Transaction) : a.Seq.CompareTo(b.Seq);
    }
}
