using LienY.Design.Components;
using LienY.Kernel;

namespace LienY.Boards;

/// <summary>A chart: what stands at its foot (or beside its bars) and its lines or colours.</summary>
sealed record Chart(string Head, IReadOnlyList<string> Labels, IReadOnlyList<ChartSeries> Series);

/// <summary>Lays a cube out as a chart.</summary>
static class Charting
{
    /// <summary>Lines over periods: one for each measure and organisation, comparisons faint.</summary>
    public static Chart Lines(Cube cube, Words words)
    {
        var spans = cube.Spans.Where(s => !s.IsTwin).ToList();
        var series = new List<ChartSeries>();
        foreach (var measure in cube.Measures)
            foreach (var unit in cube.Units)
            {
                var name = cube.Measures.Count == 1 ? unit.Name : cube.Units.Count == 1 ? measure.Name : $"{unit.Name}: {measure.Name}";
                series.Add(new(name, [.. spans.Select(s => Point(cube, measure, unit, s))]));
                if (cube.Spans.Any(s => s.IsTwin))
                    series.Add(new(words["{0}: cùng kỳ năm trước", name], [.. cube.Spans.Where(s => s.IsTwin).Select(s => Point(cube, measure, unit, s))], true));
            }
        return new(words["Kỳ"], [.. spans.Select(s => s.Short)], series);
    }

    /// <summary>Bars: the first side of the rows beside them, the first of the columns as colours; the third side shows one member.</summary>
    public static Chart Bars(Cube cube, Item item, Words words)
    {
        var category = item.Rows.Count > 0 ? item.Rows[0] : Axis.Unit;
        var colour = item.Columns.Concat(Enum.GetValues<Axis>()).First(a => a != category);
        var third = Enum.GetValues<Axis>().Single(a => a != category && a != colour);
        int Count(Axis axis) => axis switch { Axis.Measure => cube.Measures.Count, Axis.Unit => cube.Units.Count, _ => cube.Spans.Count };
        string Name(Axis axis, int i) => axis switch { Axis.Measure => cube.Measures[i].Name, Axis.Unit => cube.Units[i].Name, _ => cube.Spans[i].Label };
        var picked = third == Axis.Period ? Math.Max(0, cube.Spans.ToList().FindLastIndex(s => !s.IsTwin)) : 0;
        ChartPoint? At(int row, int column)
        {
            int Of(Axis axis) => axis == category ? row : axis == colour ? column : picked;
            return Point(cube, cube.Measures[Of(Axis.Measure)], cube.Units[Of(Axis.Unit)], cube.Spans[Of(Axis.Period)]);
        }
        if (cube.Size == 0) return new(words[AxisWords.Of(category)], [], []);
        var rows = Enumerable.Range(0, Count(category)).ToList();
        var ordered = item.Sort switch { "down" => rows.OrderByDescending(r => At(r, 0)?.Value), "up" => rows.OrderBy(r => At(r, 0)?.Value), _ => rows.AsEnumerable() };
        rows = [.. ordered];
        var series = Enumerable.Range(0, Count(colour)).Select(c => new ChartSeries(Name(colour, c), [.. rows.Select(r => At(r, c))], colour == Axis.Period && cube.Spans[c].IsTwin));
        return new(words[AxisWords.Of(category)], [.. rows.Select(r => Name(category, r))], [.. series]);
    }

    static ChartPoint? Point(Cube cube, MeasureHead measure, UnitHead unit, Span span)
    {
        var cell = cube.At(measure, unit, span);
        return cell.Value is { } value ? new(value, cube.Href(cell), measure.SayWithUnit(value)) : null;
    }
}
