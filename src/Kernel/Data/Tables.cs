using System.Data.Common;

namespace LienY.Kernel;

/// <summary>The tables of the house as they stand in a database, in an order in which foreign keys allow filling them.</summary>
public static class Tables
{
    /// <summary>Names of all tables of ours, those referred to first.</summary>
    public static async Task<IReadOnlyList<string>> InOrderAsync(DbConnection connection, CancellationToken stop)
    {
        var names = await connection.RowsAsync(connection.IsPostgres()
            ? "select table_name::text from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE' order by 1"
            : "select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite_%' order by 1", r => r.GetString(0), stop);
        var links = connection.IsPostgres()
            ? await connection.RowsAsync(
                "select c.conrelid::regclass::text, c.confrelid::regclass::text from pg_constraint c where c.contype = 'f'", r => (From: r.GetString(0), To: r.GetString(1)), stop)
            : await SqliteLinksAsync(connection, names, stop);
        var ordered = new List<string>();
        var waiting = names.ToList();
        while (waiting.Count > 0)
        {
            var ready = waiting.Where(n => links.All(l => l.From != n || l.To == n || ordered.Contains(l.To))).ToList();
            if (ready.Count == 0) throw new InvalidOperationException($"Foreign keys of '{string.Join("', '", waiting)}' form a circle.");
            ordered.AddRange(ready);
            waiting.RemoveAll(ready.Contains);
        }
        return ordered;
    }

    /// <summary>Names of the columns of a table, in their order.</summary>
    public static Task<List<string>> ColumnsAsync(DbConnection connection, string table, CancellationToken stop) =>
        connection.RowsAsync(connection.IsPostgres()
            ? "select column_name::text from information_schema.columns where table_schema = current_schema() and table_name = @p0 order by ordinal_position"
            : "select name from pragma_table_info(@p0) order by cid", r => r.GetString(0), stop, table);

    static async Task<List<(string From, string To)>> SqliteLinksAsync(DbConnection connection, List<string> names, CancellationToken stop)
    {
        var links = new List<(string, string)>();
        foreach (var name in names)
            links.AddRange(await connection.RowsAsync("select \"table\" from pragma_foreign_key_list(@p0)", r => (name, r.GetString(0)), stop, name));
        return links;
    }
}
