using System.Buffers.Text;
using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace LienY.Kernel;

/// <summary>
/// Reads the ledger narrowly and fast, row by row: on SQLite straight from the statement (no objects between), on PostgreSQL by binary rows.
/// </summary>
public static class LedgerScan
{
    const string Columns = "seq, id, kind, plan_id, topic_id, unit_id, occurred_on, value, grade, part, corrects, dims";

    /// <summary>The next rows after a cursor, at most <paramref name="most"/>, in the order of the ledger, and the cursor behind the last one.</summary>
    public static async Task<(List<LedgerRow> Rows, LedgerCursor After)> NextAsync(DbConnection connection, LedgerCursor after, int most, CancellationToken stop)
    {
        var rows = new List<LedgerRow>();
        if (connection is SqliteConnection sqlite)
        {
            foreach (var row in Sqlite(sqlite, FormattableString.Invariant($"select {Columns} from kernel_fact where seq > {after.Seq} order by seq limit {most}"))) rows.Add(row);
            return (rows, rows.Count == 0 ? after : new(0, rows[^1].Seq));
        }
        await using var command = connection.Command(
            $"select {Columns}, tx::text::bigint from kernel_fact where (tx, seq) > (@p0::text::xid8, @p1) and tx < pg_snapshot_xmin(pg_current_snapshot()) order by tx, seq limit @p2",
            after.Transaction.ToString(CultureInfo.InvariantCulture), after.Seq, most);
        await using var reader = (NpgsqlDataReader)await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            rows.Add(Postgres(reader));
            after = new(reader.GetInt64(12), rows[^1].Seq);
        }
        return (rows, after);
    }

    /// <summary>Every row up to a cursor, in no particular order, read as a stream.</summary>
    public static IEnumerable<LedgerRow> UpTo(DbConnection connection, LedgerCursor end) => connection is SqliteConnection sqlite
        ? Sqlite(sqlite, FormattableString.Invariant($"select {Columns} from kernel_fact where seq <= {end.Seq} order by seq"))
        : Postgres((NpgsqlConnection)connection, end);

    /// <summary>The last place in the ledger that a reader may reach now.</summary>
    public static async Task<LedgerCursor> EndAsync(DbConnection connection, CancellationToken stop) =>
        (await connection.RowsAsync(connection.IsPostgres()
            ? "select tx::text::bigint, seq from kernel_fact where tx < pg_snapshot_xmin(pg_current_snapshot()) order by tx desc, seq desc limit 1"
            : "select 0, seq from kernel_fact order by seq desc limit 1", r => new LedgerCursor(r.GetInt64(0), r.GetInt64(1)), stop)).FirstOrDefault();

    static IEnumerable<LedgerRow> Postgres(NpgsqlConnection connection, LedgerCursor end)
    {
        using var command = connection.Command($"select {Columns} from kernel_fact where (tx, seq) <= (@p0::text::xid8, @p1)", end.Transaction.ToString(CultureInfo.InvariantCulture), end.Seq);
        using var reader = (NpgsqlDataReader)command.ExecuteReader();
        while (reader.Read()) yield return Postgres(reader);
    }

    static LedgerRow Postgres(NpgsqlDataReader r) => new(
        r.GetInt64(0), r.GetGuid(1), r.GetString(2), r.IsDBNull(3) ? Guid.Empty : r.GetGuid(3), r.IsDBNull(4) ? Guid.Empty : r.GetGuid(4), r.GetGuid(5),
        r.GetFieldValue<DateOnly>(6), r.GetInt64(7), GradeOf(r.GetString(8)), r.GetInt16(9), r.IsDBNull(10) ? Guid.Empty : r.GetGuid(10), r.GetString(11));

    static IEnumerable<LedgerRow> Sqlite(SqliteConnection connection, string sql)
    {
        Check(raw.sqlite3_prepare_v2(connection.Handle, sql, out var statement), connection);
        using (statement)
        {
            var words = new Words8();
            int code;
            while ((code = raw.sqlite3_step(statement)) == raw.SQLITE_ROW) yield return Sqlite(statement, words);
            if (code != raw.SQLITE_DONE) Check(code, connection);
        }
    }

    static LedgerRow Sqlite(sqlite3_stmt s, Words8 words) => new(
        raw.sqlite3_column_int64(s, 0), IdOf(s, 1), words.Of(Text(s, 2)), IdOf(s, 3), IdOf(s, 4), IdOf(s, 5), DayOf(Text(s, 6)), raw.sqlite3_column_int64(s, 7),
        GradeOf(words.Of(Text(s, 8))), (short)raw.sqlite3_column_int(s, 9), IdOf(s, 10), words.Of(Text(s, 11)));

    static ReadOnlySpan<byte> Text(sqlite3_stmt statement, int column) => raw.sqlite3_column_blob(statement, column);

    static Guid IdOf(sqlite3_stmt statement, int column) => Utf8Parser.TryParse(Text(statement, column), out Guid id, out _) ? id : Guid.Empty;

    static DateOnly DayOf(ReadOnlySpan<byte> text) => new(Number(text[..4]), Number(text[5..7]), Number(text[8..10]));

    static int Number(ReadOnlySpan<byte> digits)
    {
        var number = 0;
        foreach (var digit in digits) number = number * 10 + digit - '0';
        return number;
    }

    static Grade GradeOf(string name) => name switch
    {
        nameof(Grade.Computed) => Grade.Computed,
        nameof(Grade.Official) => Grade.Official,
        nameof(Grade.DeclaredWithFile) => Grade.DeclaredWithFile,
        nameof(Grade.Declared) => Grade.Declared,
        _ => Enum.Parse<Grade>(name),
    };

    static void Check(int code, SqliteConnection connection)
    {
        if (code != raw.SQLITE_OK) throw new SqliteException(raw.sqlite3_errmsg(connection.Handle).utf8_to_string(), code);
    }

    /// <summary>The same few texts come again and again: each is made a string once.</summary>
    sealed class Words8
    {
        readonly (byte[] Bytes, string Text)[] kept = new (byte[], string)[4096];

        public string Of(ReadOnlySpan<byte> bytes)
        {
            var hash = bytes.Length;
            foreach (var one in bytes) hash = hash * 31 + one;
            ref var slot = ref kept[(hash ^ hash >> 12) & 4095];
            if (slot.Bytes is null || !bytes.SequenceEqual(slot.Bytes)) slot = (bytes.ToArray(), Encoding.UTF8.GetString(bytes));
            return slot.Text;
        }
    }
}
