namespace LienY.Insurance;

/// <summary>One episode of care (a HOSO): its tables as they came, and what reading them found.</summary>
/// <param name="number">The how-manieth of its file, from 1.</param>
public sealed class Episode(int number)
{
    const int MostFound = 2_000;

    readonly List<Row>?[] tables = new List<Row>?[FieldBook.Tables.Count];

    /// <summary>From 1 within its file.</summary>
    public int Number { get; } = number;

    /// <summary>MA_LK of the summary, else of the first row that has one; null when no row has one.</summary>
    public string? Key => KeyOf(1) ?? Enumerable.Range(0, tables.Length).Select(KeyOf).FirstOrDefault(k => k is not null);

    /// <summary>The one row of XML1, or null.</summary>
    public Row? Summary => tables[1] is { Count: > 0 } rows ? rows[0] : null;

    /// <summary>Whether only the check-in table came.</summary>
    public bool IsCheckIn => tables[0] is { Count: > 0 } && tables.Skip(1).All(t => t is null);

    /// <summary>The rows of a table (none when it did not come).</summary>
    public IReadOnlyList<Row> Rows(int table) => tables[table] ?? (IReadOnlyList<Row>)[];

    /// <summary>Numbers of the tables that came, in order.</summary>
    public IEnumerable<int> Tables => Enumerable.Range(0, tables.Length).Where(t => tables[t] is { Count: > 0 });

    /// <summary>The day by which rules are chosen: the end of the visit, else its begin; null when neither can be read.</summary>
    public DateOnly? RuleDay => Summary?.Day(FieldNames.NGAY_RA) ?? Summary?.Day(FieldNames.NGAY_VAO) ?? Rows(0).FirstOrDefault()?.Day(FieldNames.NGAY_VAO);

    /// <summary>What reading found; checking adds its own in the verdict.</summary>
    public IReadOnlyList<Fault> Faults => found;

    readonly List<Fault> found = [];

    /// <summary>Puts a new empty row at the end of a table.</summary>
    public Row Add(int table)
    {
        var row = new Row(FieldBook.Tables[table], Rows(table).Count + 1, 0);
        (tables[table] ??= []).Add(row);
        return row;
    }

    /// <summary>Takes a table away.</summary>
    public void Remove(int table) => tables[table] = null;

    internal void Take(Row row)
    {
        var rows = tables[row.Layout.Number] ??= [];
        row.Number = rows.Count + 1;
        rows.Add(row);
    }

    internal List<Row>? Raw(int table) => tables[table];

    internal void Tell(Fault fault)
    {
        if (found.Count < MostFound) found.Add(fault);
    }

    string? KeyOf(int table)
    {
        if (tables[table] is not { } rows || table == 12) return null;
        foreach (var row in rows) if (row[0] is { } key) return key;
        return null;
    }
}
