using LienY.Kernel;

namespace LienY.Boards;

/// <summary>One cell of a table as it is shown and exported.</summary>
/// <param name="Value">The number; null where there is none.</param>
/// <param name="Said">What is shown.</param>
/// <param name="Href">Where it leads.</param>
/// <param name="Grade">Quality of its evidence.</param>
/// <param name="Heat">Shade 1–5; 0 for none.</param>
/// <param name="Kind"><c>value</c>, <c>sum</c>, <c>none</c>, <c>outside</c>, <c>bad</c> or <c>blank</c>.</param>
sealed record GridCell(decimal? Value, string Said, string? Href, Grade? Grade, int Heat, string Kind);

/// <summary>A row: its heads (one a side), its cells, and whether it sums others.</summary>
sealed record GridRow(IReadOnlyList<string> Heads, IReadOnlyList<GridCell> Cells, bool IsSum = false);

/// <summary>A table of figures: names of the row heads, heads of the columns (outer to inner, one text a column), rows.</summary>
sealed record Grid(IReadOnlyList<string> Corner, IReadOnlyList<IReadOnlyList<string>> Heads, IReadOnlyList<GridRow> Rows);

/// <summary>Which member stands for a side that is in neither rows nor columns; negative: the last.</summary>
sealed record Picks(int Measure = 0, int Unit = 0, int Period = -1);

/// <summary>Lays a cube out as a table: rows, columns, subtotals where adding means something, heat, order.</summary>
sealed class GridLayout(Cube cube, Item item, Picks picks, Words words)
{
    readonly bool twins = cube.Spans.Any(s => s.IsTwin);
    readonly Dictionary<int, Quantiles> heats = [];

    /// <summary>A set of members of each side; a cell is one of each.</summary>
    sealed record Block(int[] Measures, int[] Units, int[] Spans);

    /// <summary>The table.</summary>
    public Grid Make()
    {
        var columns = Blocks(item.Columns, Everything());
        var rows = Blocks(item.Rows, Everything());
        if (item.Heat) Warm(rows, columns);
        var made = new List<GridRow>();
        var sums = item.Totals ? ColumnSum(columns) : null;
        foreach (var group in rows.GroupBy(r => item.Rows.Count > 1 ? Only(r, item.Rows[0]) : 0))
        {
            made.AddRange(Sorted(group.ToList(), columns[^1]).Select(row => Row(row, columns, sums, [.. item.Rows.Select(a => Name(row, a))], false)));
            if (item.Totals && item.Rows.Count > 1 && group.Count() > 1)
                AddSum(made, Cut(group.First(), item.Rows.Skip(1)), columns, sums, [Name(group.First(), item.Rows[0]), words["Cộng"], .. Enumerable.Repeat("", item.Rows.Count - 2)]);
        }
        if (item.Totals && rows.Count > 1) AddSum(made, Cut(rows[0], item.Rows), columns, sums, [words["Tổng cộng"], .. Enumerable.Repeat("", item.Rows.Count - 1)]);
        var heads = item.Columns.Select(a => (IReadOnlyList<string>)[.. columns.Select(c => Name(c, a)), .. sums is null ? [] : new[] { a == item.Columns[^1] ? words["Tổng cộng"] : "" }]).ToList();
        if (heads.Count == 0) heads.Add([words["Giá trị"]]);
        return new([.. item.Rows.Select(a => words[AxisWords.Of(a)])], heads, made);
    }

    /// <summary>The sides that are in neither rows nor columns.</summary>
    public IEnumerable<Axis> Picked => Enum.GetValues<Axis>().Except(item.Rows).Except(item.Columns);

    Block Everything() => new([.. Enumerable.Range(0, cube.Measures.Count)], [.. Enumerable.Range(0, cube.Units.Count)], [.. Enumerable.Range(0, cube.Spans.Count)]);

    List<Block> Blocks(IReadOnlyList<Axis> axes, Block all)
    {
        List<Block> blocks = [all];
        foreach (var axis in axes) blocks = [.. blocks.SelectMany(b => Of(b, axis).Select(i => With(b, axis, [i])))];
        return blocks;
    }

    static int[] Of(Block block, Axis axis) => axis switch { Axis.Measure => block.Measures, Axis.Unit => block.Units, _ => block.Spans };

    static int Only(Block block, Axis axis) => Of(block, axis)[0];

    static Block With(Block block, Axis axis, int[] members) => axis switch
    {
        Axis.Measure => block with { Measures = members },
        Axis.Unit => block with { Units = members },
        _ => block with { Spans = members },
    };

    /// <summary>A block widened again over some sides.</summary>
    Block Cut(Block block, IEnumerable<Axis> axes) => axes.Aggregate(block, (b, axis) => With(b, axis, Of(Everything(), axis)));

    /// <summary>What a row and a column have in common; a side in neither shows the picked member.</summary>
    Block Meet(Block row, Block column)
    {
        var met = Everything();
        foreach (var axis in Enum.GetValues<Axis>())
            met = With(met, axis, item.Rows.Contains(axis) ? Of(row, axis) : item.Columns.Contains(axis) ? Of(column, axis) : [Pick(axis)]);
        return met;
    }

    int Pick(Axis axis)
    {
        var (at, count) = axis switch { Axis.Measure => (picks.Measure, cube.Measures.Count), Axis.Unit => (picks.Unit, cube.Units.Count), _ => (picks.Period, cube.Spans.Count) };
        if (at >= 0 && at < count) return at;
        var last = axis == Axis.Period ? cube.Spans.ToList().FindLastIndex(s => !s.IsTwin) : 0;
        return Math.Max(0, last);
    }

    Block? ColumnSum(List<Block> columns) => columns.Count > 1 && item.Columns.Any(a => a != Axis.Measure || cube.Measures.Count == 1) ? Cut(columns[0], item.Columns) : null;

    void AddSum(List<GridRow> made, Block block, List<Block> columns, Block? sums, IReadOnlyList<string> heads)
    {
        var row = Row(block, columns, sums, heads, true);
        if (row.Cells.Any(c => c.Kind == "sum")) made.Add(row);
    }

    GridRow Row(Block row, List<Block> columns, Block? sums, IReadOnlyList<string> heads, bool sum) =>
        new(heads, [.. columns.Select(c => Show(Meet(row, c), sum)), .. sums is null ? [] : new[] { Show(Meet(row, sums), true) }], sum);

    GridCell Show(Block block, bool sum) => sum ? Sum(block) : One(block.Measures[0], block.Units[0], block.Spans[0]);

    GridCell One(int m, int u, int s)
    {
        var (cell, measure) = (cube.At(m, u, s), cube.Measures[m]);
        if (!cell.Sees) return new(null, words["không thuộc phạm vi"], null, null, 0, "outside");
        if (cell.Figure?.Trouble is { } trouble) return new(null, words.Of(trouble), cube.Href(cell), null, 0, "bad");
        if (cell.Value is not { } value) return new(null, words["chưa có số liệu"], null, null, 0, "none");
        return new(value, measure.Say(value), cube.Href(cell), cell.Figure!.Grade, heats.TryGetValue(m, out var heat) ? heat.ClassOf(value) : 0, "value");
    }

    GridCell Sum(Block block)
    {
        var blank = new GridCell(null, "", null, null, 0, "blank");
        if (block.Measures.Length != 1) return blank;
        var measure = cube.Measures[block.Measures[0]];
        if (block.Units.Length > 1 && !(measure.OverUnits && cube.Apart)) return blank;
        if (block.Spans.Length > 1 && (!measure.OverPeriods || twins)) return blank;
        var cells = (from u in block.Units from s in block.Spans select cube.At(block.Measures[0], u, s)).ToList();
        if (cells.Any(c => !c.Sees || c.Figure?.Trouble is not null)) return blank;
        var values = cells.Select(c => c.Value).OfType<decimal>().ToList();
        return values.Count == 0 ? blank : new(values.Sum(), measure.Say(values.Sum()), null, cells.Max(c => c.Figure?.Grade), 0, "sum");
    }

    IEnumerable<Block> Sorted(List<Block> rows, Block column)
    {
        if (item.Sort.Length == 0) return rows;
        decimal? Value(Block row)
        {
            var met = Meet(row, column);
            return cube.At(met.Measures[0], met.Units[0], met.Spans[0]).Value;
        }
        var valued = rows.Select(r => (Row: r, Value: Value(r))).OrderBy(r => r.Value is null);
        return (item.Sort == "up" ? valued.ThenBy(r => r.Value) : valued.ThenByDescending(r => r.Value)).Select(r => r.Row);
    }

    void Warm(List<Block> rows, List<Block> columns)
    {
        foreach (var group in rows.SelectMany(_ => columns, Meet).GroupBy(b => b.Measures[0]))
            heats[group.Key] = Quantiles.Of(group.Select(b => cube.At(b.Measures[0], b.Units[0], b.Spans[0]).Value).OfType<decimal>());
    }

    string Name(Block block, Axis axis) => axis switch
    {
        Axis.Measure => cube.Measures[block.Measures[0]] is var m && m.Unit.Length > 0 ? $"{m.Name} ({m.Unit})" : cube.Measures[block.Measures[0]].Name,
        Axis.Unit => cube.Units[block.Units[0]].Name,
        _ => cube.Spans[block.Spans[0]].Label,
    };
}

/// <summary>Words of sides.</summary>
static class AxisWords
{
    /// <summary>A Vietnamese key.</summary>
    public static string Of(Axis axis) => axis switch { Axis.Measure => Words.Key("Chỉ số"), Axis.Unit => Words.Key("Đơn vị"), _ => Words.Key("Kỳ") };
}
