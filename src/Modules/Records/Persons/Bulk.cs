using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>Many rows in one statement: arrays on PostgreSQL, one JSON text on SQLite.</summary>
static class Bulk
{
    /// <summary>
    /// Rows as a table that a statement can join, with the columns as named. <paramref name="columns"/> hold arrays of equal length of string, long, int,
    /// bool, Guid, DateTimeOffset (also nullable) or byte[]; its parameters are appended to <paramref name="values"/>.
    /// </summary>
    public static string Rows(DbConnection connection, List<object?> values, string alias, params (string Name, Array Values)[] columns)
    {
        var names = string.Join(", ", columns.Select(c => c.Name));
        if (connection.IsPostgres())
        {
            var places = columns.Select(c => Place(values, c.Values) + "::" + TypeOf(c.Values) + "[]");
            return $"unnest({string.Join(", ", places)}) as {alias}({names})";
        }
        var cells = columns.Select((c, i) => c.Values is byte[][]? $"unhex(value->>{i}) as {c.Name}" : $"value->>{i} as {c.Name}");
        return $"(select {string.Join(", ", cells)} from json_each({Place(values, Json(connection, columns))})) {alias}";
    }

    /// <summary>Inserts rows; nothing where there are none.</summary>
    public static Task InsertAsync(DbConnection connection, string table, CancellationToken stop, params (string Name, Array Values)[] columns) =>
        InsertAsync(connection, table, "", stop, columns);

    /// <summary>Inserts rows; <paramref name="conflict"/> says what happens to one that is there, e.g. "on conflict do nothing".</summary>
    public static async Task InsertAsync(DbConnection connection, string table, string conflict, CancellationToken stop, params (string Name, Array Values)[] columns)
    {
        if (columns[0].Values.Length == 0) return;
        var values = new List<object?>();
        var names = string.Join(", ", columns.Select(c => c.Name));
        var rows = Rows(connection, values, "t", columns);
        await connection.RunAsync($"insert into {table} ({names}) select {names} from {rows} where true {conflict}", stop, [.. values]);
    }

    static string Place(List<object?> values, object? value)
    {
        values.Add(value);
        return "@p" + (values.Count - 1).ToString(CultureInfo.InvariantCulture);
    }

    static string TypeOf(Array values) => values switch
    {
        string[] => "text",
        bool[] => "boolean",
        byte[][] => "bytea",
        Guid[] or Guid?[] => "uuid",
        DateTimeOffset[] or DateTimeOffset?[] => "timestamptz",
        int[] => "integer",
        long[] => "bigint",
        _ => throw new ArgumentException($"Rows of '{values.GetType().Name}' are not known.", nameof(values)),
    };

    static string Json(DbConnection connection, (string Name, Array Values)[] columns)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            for (var row = 0; row < columns[0].Values.Length; row++)
            {
                json.WriteStartArray();
                foreach (var (_, cells) in columns) Write(connection, json, cells, row);
                json.WriteEndArray();
            }
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    static void Write(DbConnection connection, Utf8JsonWriter json, Array cells, int row)
    {
        switch (cells)
        {
            case string[] texts: json.WriteStringValue(texts[row]); break;
            case long[] numbers: json.WriteNumberValue(numbers[row]); break;
            case int[] numbers: json.WriteNumberValue(numbers[row]); break;
            case bool[] truths: json.WriteNumberValue(truths[row] ? 1 : 0); break;
            case byte[][] bytes: json.WriteStringValue(Convert.ToHexString(bytes[row])); break;
            default:
                switch (connection.Store(cells.GetValue(row)))
                {
                    case long number: json.WriteNumberValue(number); break;
                    case string text: json.WriteStringValue(text); break;
                    default: json.WriteNullValue(); break;
                }
                break;
        }
    }
}

/// <summary>A statement while it is written: its text comes from the pieces, its parameters from here.</summary>
sealed class Draft(DbConnection connection)
{
    /// <summary>The connection for which it is written.</summary>
    public DbConnection Connection => connection;

    /// <summary>Values of the places @p0, @p1 …</summary>
    public List<object?> Values { get; } = [];

    /// <summary>A place for a value.</summary>
    public string Place(object? value)
    {
        Values.Add(value);
        return "@p" + (Values.Count - 1).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>"in these", to stand after a column.</summary>
    public string In<T>(IEnumerable<T> all)
    {
        var list = all.ToArray();
        if (connection.IsPostgres()) return $"= any({Place(list)})";
        return $"in (select value from json_each({Place(JsonSerializer.Serialize(list.Select(v => v is Guid id ? connection.Store(id) : v)))}))";
    }

    /// <summary>The release gate over rows of an alias.</summary>
    public string Gate(RecordReader reader, string row) => ReleaseGate.Where(connection, reader, row, Values);

    /// <summary>Runs it.</summary>
    public Task<List<T>> RowsAsync<T>(string sql, Func<DbDataReader, T> read, CancellationToken stop) => connection.RowsAsync(sql, read, stop, [.. Values]);
}
