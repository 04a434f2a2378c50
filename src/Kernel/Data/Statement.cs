using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LienY.Kernel;

/// <summary>One statement of SQLite that is prepared once and run very often; places count from 1. Not for two threads at once.</summary>
public sealed class Statement : IDisposable
{
    readonly sqlite3 handle;
    readonly sqlite3_stmt statement;

    /// <summary>Prepares it on an open connection.</summary>
    public Statement(SqliteConnection connection, string sql)
    {
        handle = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(handle, sql, out statement));
    }

    /// <summary>A whole number.</summary>
    public Statement Bind(int place, long value)
    {
        raw.sqlite3_bind_int64(statement, place, value);
        return this;
    }

    /// <summary>A whole number; null is null.</summary>
    public Statement Bind(int place, long? value)
    {
        if (value is { } number) raw.sqlite3_bind_int64(statement, place, number);
        else raw.sqlite3_bind_null(statement, place);
        return this;
    }

    /// <summary>A number.</summary>
    public Statement Bind(int place, double value)
    {
        raw.sqlite3_bind_double(statement, place, value);
        return this;
    }

    /// <summary>A text; null is null.</summary>
    public Statement Bind(int place, string? value)
    {
        if (value is null) raw.sqlite3_bind_null(statement, place);
        else if (value.Length > 256) raw.sqlite3_bind_text(statement, place, value);
        else
        {
            Span<byte> room = stackalloc byte[768];
            raw.sqlite3_bind_text(statement, place, room[..Encoding.UTF8.GetBytes(value, room)]);
        }
        return this;
    }

    /// <summary>An id in the form of this database; null is null.</summary>
    public Statement Bind(int place, Guid? value)
    {
        if (value is not { } id)
        {
            raw.sqlite3_bind_null(statement, place);
            return this;
        }
        Span<byte> room = stackalloc byte[36];
        id.TryFormat(room, out _, "D");
        foreach (ref var c in room) if (c is >= (byte)'a' and <= (byte)'f') c -= 32;
        raw.sqlite3_bind_text(statement, place, room);
        return this;
    }

    /// <summary>A moment; null is null.</summary>
    public Statement Bind(int place, DateTimeOffset? value)
    {
        if (value is { } at) raw.sqlite3_bind_int64(statement, place, Commands.Micros(at));
        else raw.sqlite3_bind_null(statement, place);
        return this;
    }

    /// <summary>Bytes.</summary>
    public Statement Bind(int place, ReadOnlySpan<byte> value)
    {
        raw.sqlite3_bind_blob(statement, place, value);
        return this;
    }

    /// <summary>The place of a name, e.g. <c>@p0</c>.</summary>
    public int PlaceOf(string name) => raw.sqlite3_bind_parameter_index(statement, name);

    /// <summary>Runs it to its end.</summary>
    public void Run()
    {
        while (Step())
        {
            // Rows of a statement that changes something are nobody's concern.
        }
    }

    /// <summary>The next row; false when there is none more, and the statement is ready again.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(statement);
        if (code == raw.SQLITE_ROW) return true;
        raw.sqlite3_reset(statement);
        if (code != raw.SQLITE_DONE) Check(code);
        return false;
    }

    /// <summary>Leaves the remaining rows.</summary>
    public void Reset() => raw.sqlite3_reset(statement);

    /// <summary>A whole number of the row, columns from 0.</summary>
    public long Long(int column) => raw.sqlite3_column_int64(statement, column);

    /// <summary>A number of the row.</summary>
    public double Double(int column) => raw.sqlite3_column_double(statement, column);

    /// <summary>What kind of value a cell holds (SQLITE_INTEGER, SQLITE_FLOAT, SQLITE_TEXT, SQLITE_BLOB, SQLITE_NULL).</summary>
    public int Kind(int column) => raw.sqlite3_column_type(statement, column);

    /// <summary>Is the cell null?</summary>
    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    /// <summary>Text of the row.</summary>
    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string() ?? "";

    /// <summary>An id of the row; null where there is none.</summary>
    public Guid? Id(int column) => IsNull(column) ? null : Guid.Parse(Text(column));

    /// <summary>A moment of the row; null where there is none.</summary>
    public DateTimeOffset? Instant(int column) => IsNull(column) ? null : Commands.FromMicros(Long(column));

    /// <summary>Bytes of the row, copied.</summary>
    public byte[] Bytes(int column) => raw.sqlite3_column_blob(statement, column).ToArray();

    void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE)) SqliteException.ThrowExceptionForRC(code, handle);
    }

    /// <inheritdoc/>
    public void Dispose() => statement.Dispose();
}
