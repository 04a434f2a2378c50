using System.Data.Common;
using System.Globalization;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>A where clause put together for plain ADO.NET; values are always parameters.</summary>
sealed class Where(DbConnection connection)
{
    readonly List<string> parts = [];
    readonly List<object?> values = [];

    public Where In<T>(string column, IEnumerable<T> among)
    {
        var names = among.Select(v => Add(v)).ToList();
        parts.Add(names.Count == 0 ? "1 = 0" : $"{column} in ({string.Join(", ", names)})");
        return this;
    }

    /// <summary>The same for many ids: one parameter whatever their number.</summary>
    public Where Among(string column, IReadOnlyCollection<Guid> ids)
    {
        parts.Add(connection.IsPostgres()
            ? $"{column} = any({Add(ids.ToArray())})"
            : $"{column} in (select value from json_each({Add("[" + string.Join(',', ids.Select(i => $"\"{connection.Store(i)}\"")) + "]")}))");
        return this;
    }

    public Where Before(string column, object value)
    {
        parts.Add($"{column} < {Add(value)}");
        return this;
    }

    public Where Is(string column, object value)
    {
        parts.Add($"{column} = {Add(value)}");
        return this;
    }

    public Where Between(string column, DateOnly from, DateOnly to)
    {
        parts.Add($"{column} between {Add(from)} and {Add(to)}");
        return this;
    }

    public Where Between(string column, int from, int to)
    {
        parts.Add($"{column} between {Add(from)} and {Add(to)}");
        return this;
    }

    public Where AnyOf(string column, IEnumerable<(DateOnly From, DateOnly To)> ranges)
    {
        parts.Add("(" + string.Join(" or ", ranges.Select(r => $"{column} between {Add(r.From)} and {Add(r.To)}")) + ")");
        return this;
    }

    /// <summary>The column's text has this piece somewhere.</summary>
    public Where Holds(string column, string piece)
    {
        parts.Add(connection.IsPostgres() ? $"strpos({column}, {Add(piece)}) > 0" : $"instr({column}, {Add(piece)}) > 0");
        return this;
    }

    /// <summary>The column's text has this piece nowhere.</summary>
    public Where Lacks(string column, string piece)
    {
        parts.Add(connection.IsPostgres() ? $"strpos({column}, {Add(piece)}) = 0" : $"instr({column}, {Add(piece)}) = 0");
        return this;
    }

    /// <summary>One of these narrower clauses holds.</summary>
    public Where Either(IEnumerable<Action<Where>> clauses)
    {
        var outer = parts.ToList();
        var either = new List<string>();
        foreach (var clause in clauses)
        {
            parts.Clear();
            clause(this);
            either.Add("(" + string.Join(" and ", parts) + ")");
        }
        parts.Clear();
        parts.AddRange(outer);
        parts.Add(either.Count == 0 ? "1 = 0" : "(" + string.Join(" or ", either) + ")");
        return this;
    }

    public Task<List<T>> RowsAsync<T>(string select, Func<DbDataReader, T> read, CancellationToken stop, string tail = "") =>
        connection.RowsAsync($"{select} where {string.Join(" and ", parts)} {tail}", read, stop, [.. values]);

    string Add(object? value)
    {
        values.Add(value);
        return "@p" + (values.Count - 1).ToString(CultureInfo.InvariantCulture);
    }
}
