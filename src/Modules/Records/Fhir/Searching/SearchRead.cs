using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using LienY.Kernel;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace LienY.Records;

/// <summary>Runs statements of searches: prepared once for each connection of the pool, ended by the database itself when their time is over.</summary>
static partial class SearchRead
{
    const int MostPrepared = 300;

    /// <summary>Prepared statements, as long as the connection lives in the pool; places are looked up by name once.</summary>
    static readonly ConditionalWeakTable<sqlite3, Dictionary<string, (Statement Statement, int[] Places)>> Prepared = [];

    /// <summary>All rows of a statement of <see cref="FilterSql"/>; its first columns are those of <see cref="FilterSql.Found"/>, what follows are sort keys.</summary>
    public static async Task<List<FhirRow>> RowsAsync(DbConnection connection, string sql, IReadOnlyList<object?> values, int keys, SearchTime time)
    {
        if (connection is not SqliteConnection sqlite) return await RowsAsync((NpgsqlConnection)connection, sql, values, keys, time);
        return Run(sqlite, sql, values, time, s => new FhirRow(s.Long(0), s.Text(1), s.Text(2), (int)s.Long(3), s.Instant(4)!.Value, (int)s.Long(5), s.Id(6)!.Value,
            s.Id(7), s.Id(8), s.Id(9)!.Value, s.Text(10), s.Bytes(11))
        { Keys = keys == 0 ? [] : [.. Enumerable.Range(FilterSql.Columns, keys).Select(i => Cell(s, i))] });
    }

    /// <summary>The numbers in the first column.</summary>
    public static async Task<List<long>> NumbersAsync(DbConnection connection, string sql, IReadOnlyList<object?> values, SearchTime time)
    {
        if (connection is SqliteConnection sqlite) return Run(sqlite, sql, values, time, s => s.Long(0));
        await using var command = Command((NpgsqlConnection)connection, sql, values);
        try
        {
            await using var reader = await command.ExecuteReaderAsync(time.Token);
            var found = new List<long>();
            while (await reader.ReadAsync(time.Token)) found.Add(reader.GetInt64(0));
            return found;
        }
        catch (Exception problem) when (time.IsOver(problem))
        {
            throw SearchTime.Over();
        }
    }

    static async Task<List<FhirRow>> RowsAsync(NpgsqlConnection connection, string sql, IReadOnlyList<object?> values, int keys, SearchTime time)
    {
        await using var command = Command(connection, sql, values);
        try
        {
            await using var r = await command.ExecuteReaderAsync(time.Token);
            var found = new List<FhirRow>();
            while (await r.ReadAsync(time.Token))
                found.Add(new(r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetInt32(3), r.Instant(4), r.GetInt32(5), r.GetGuid(6), r.Id(7), r.Id(8), r.GetGuid(9),
                    r.GetString(10), r.GetFieldValue<byte[]>(11))
                {
                    Keys = keys == 0 ? [] : [.. Enumerable.Range(FilterSql.Columns, keys).Select(i => r.GetValue(i) is DateTime ? r.Instant(i) : r.GetValue(i))],
                });
            return found;
        }
        catch (Exception problem) when (time.IsOver(problem))
        {
            throw SearchTime.Over();
        }
    }

    static NpgsqlCommand Command(NpgsqlConnection connection, string sql, IReadOnlyList<object?> values)
    {
        var command = new NpgsqlCommand(Numbered(sql), connection);
        for (var i = 0; i < values.Count; i++) command.Parameters.Add(new NpgsqlParameter { Value = connection.Store(values[i]) });
        return command;
    }

    // PostgreSQL counts its places: where they have names, the driver looks through the whole text of a search each time.
    static string Numbered(string sql)
    {
        if (NumberedTexts.TryGetValue(sql, out var known)) return known;
        if (NumberedTexts.Count >= MostPrepared) NumberedTexts.Clear();
        return NumberedTexts[sql] = PlaceForm().Replace(sql, m => Numbered(int.Parse(m.ValueSpan[2..], CultureInfo.InvariantCulture)));
    }

    static string Numbered(int place) => "$" + (place + 1).ToString(CultureInfo.InvariantCulture);

    static readonly ConcurrentDictionary<string, string> NumberedTexts = new();

    [GeneratedRegex("@p[0-9]+")]
    private static partial Regex PlaceForm();

    static List<T> Run<T>(SqliteConnection connection, string sql, IReadOnlyList<object?> values, SearchTime time, Func<Statement, T> read)
    {
        time.Check();
        var (statement, places) = Of(connection, sql, values.Count);
        var found = new List<T>();
        try
        {
            for (var i = 0; i < values.Count; i++) Bind(statement, places[i], values[i]);
            using var end = time.Ends(connection.Handle!);
            while (statement.Step()) found.Add(read(statement));
            return found;
        }
        catch (SqliteException problem) when (time.IsOver(problem))
        {
            throw SearchTime.Over();
        }
        finally
        {
            statement.Reset();
        }
    }

    static (Statement Statement, int[] Places) Of(SqliteConnection connection, string sql, int count)
    {
        var all = Prepared.GetValue(connection.Handle!, _ => []);
        if (all.TryGetValue(sql, out var known)) return known;
        if (all.Count >= MostPrepared)
        {
            // Questions of many forms: the next ones are prepared anew rather than memory growing for ever.
            foreach (var (old, _) in all.Values) old.Dispose();
            all.Clear();
        }
        var statement = new Statement(connection, sql);
        return all[sql] = (statement, [.. Enumerable.Range(0, count).Select(i => statement.PlaceOf("@" + Name(i)))]);
    }

    static void Bind(Statement s, int place, object? value)
    {
        switch (value)
        {
            case null: s.Bind(place, (string?)null); break;
            case string text: s.Bind(place, text); break;
            case long number: s.Bind(place, number); break;
            case int number: s.Bind(place, (long)number); break;
            case double number: s.Bind(place, number); break;
            case Guid id: s.Bind(place, (Guid?)id); break;
            case DateTimeOffset at: s.Bind(place, (DateTimeOffset?)at); break;
            default: throw new InvalidOperationException($"No place for a '{value.GetType().Name}'.");
        }
    }

    static object Cell(Statement s, int column) => s.Kind(column) switch
    {
        raw.SQLITE_INTEGER => s.Long(column),
        raw.SQLITE_FLOAT => s.Double(column),
        _ => s.Text(column),
    };

    static readonly string[] Names = [.. Enumerable.Range(0, 64).Select(i => "p" + i.ToString(CultureInfo.InvariantCulture))];

    static string Name(int i) => i < Names.Length ? Names[i] : "p" + i.ToString(CultureInfo.InvariantCulture);
}
