using LienY.Design.Components;
using LienY.Kernel;
using LienY.Outlines;

namespace LienY.Boards;

/// <summary>A map laid out for figures: outlines in order, and in the same order the organisation of each.</summary>
sealed record Drawn(string Place, IReadOnlyList<Outline> Outlines, IReadOnlyList<UnitHead> Units, Frame Frame, IReadOnlySet<string> Deeper)
{
    /// <summary>Shows the whole country.</summary>
    public bool IsNational => Place.Length == 0;
}

/// <summary>Lays maps out and colours them.</summary>
sealed class MapDrawing(ShapeBook shapes, UnitChoices choices, TimeProvider clock, Words words)
{
    /// <summary>The outlines of the country or of a province's communes, with the organisation of each.</summary>
    public async Task<Drawn> LayAsync(string place, Reader reader, CancellationToken stop)
    {
        var national = place.Length == 0;
        var outlines = national ? await shapes.ProvincesAsync(clock.Today(), stop) : await shapes.CommunesAsync(place, clock.Today(), stop);
        if (outlines.Count == 0) throw Refusal.Missing("Chưa có bản đồ các xã của tỉnh mã {0}. Quản trị viên nạp bằng lệnh boards shapes load.", place);
        var tops = PlaceUnits.Of(await choices.TreeAsync(stop), national);
        var units = outlines.Select(o => tops.TryGetValue(o.Code, out var unit) ? new UnitHead(unit.Id, o.Name, reader.Sees(unit.Id), o.Code) : new UnitHead(null, o.Name, true, o.Code));
        var frame = national ? Frame.Of(outlines, 640, 720, [.. Archipelago.All.Select(a => (a.East, a.North - 0.4))]) : Frame.Of(outlines, 640, 640);
        return new(place, outlines, [.. units], frame, national ? await shapes.WithCommunesAsync(stop) : new HashSet<string>());
    }

    /// <summary>Shapes, names and legend of a map with its figures; <paramref name="deeper"/> gives the address of a province's communes.</summary>
    public (IReadOnlyList<MapShape> Shapes, IReadOnlyList<MapName> Names, IReadOnlyList<MapClass> Classes) Colour(Drawn map, Cube cube, Func<string, string?> deeper)
    {
        var measure = cube.Measures[0];
        var cells = map.Units.Select(u => cube.At(measure, u, cube.Spans[^1])).ToList();
        var classes = Quantiles.Of(cells.Select(c => c.Value).OfType<decimal>());
        var drawn = map.Outlines.Select((outline, i) => new MapShape(map.Frame.Path(outline.Scale, outline.Rings), outline.Name, Said(measure, cells[i]),
            cells[i].Sees && cells[i].Value is { } value ? classes.ClassOf(value) : 0,
            (map.Deeper.Contains(outline.Code) ? deeper(outline.Code) : null) ?? cube.Href(cells[i]))).ToList();
        var legend = Enumerable.Range(0, classes.Count).Select(i => new MapClass(classes.Colour(i), Range(measure, classes.Bounds(i)))).Append(new(0, words["chưa có số liệu hoặc không thuộc phạm vi"]));
        var names = map.IsNational ? Archipelago.All.Select(a => Name(map, a)) : [];
        return (drawn, [.. names], [.. legend]);
    }

    /// <summary>A figure in words.</summary>
    public string Said(MeasureHead measure, Cell cell) =>
        !cell.Sees ? words["không thuộc phạm vi"] : cell.Value is { } value ? measure.SayWithUnit(value) : words["chưa có số liệu"];

    MapName Name(Drawn map, Archipelago archipelago)
    {
        var (x, y) = map.Frame.At(archipelago.East, archipelago.North);
        return new(archipelago.Key, x, y, words[archipelago == Archipelago.HoangSa ? Words.Key("Quần đảo Hoàng Sa") : Words.Key("Quần đảo Trường Sa")],
            words[archipelago == Archipelago.HoangSa ? Words.Key("(thuộc thành phố Đà Nẵng)") : Words.Key("(thuộc tỉnh Khánh Hòa)")]);
    }

    static string Range(MeasureHead measure, (decimal Low, decimal High) bounds) =>
        bounds.Low == bounds.High ? measure.SayWithUnit(bounds.Low) : $"{measure.Say(bounds.Low)} – {measure.SayWithUnit(bounds.High)}";
}

/// <summary>Values in at most five classes of about equally many; equal values are never parted.</summary>
sealed class Quantiles
{
    readonly List<(decimal Low, decimal High)> classes = [];

    /// <summary>Classes of some values.</summary>
    public static Quantiles Of(IEnumerable<decimal> values)
    {
        var made = new Quantiles();
        var sorted = values.Order().ToList();
        for (int from = 0, left = Math.Min(5, sorted.Distinct().Count()); from < sorted.Count; left--)
        {
            var to = left <= 1 ? sorted.Count : Math.Max(from + 1, from + (int)Math.Round((sorted.Count - from) / (double)left));
            while (to < sorted.Count && sorted[to] == sorted[to - 1]) to++;
            made.classes.Add((sorted[from], sorted[to - 1]));
            from = to;
        }
        return made;
    }

    /// <summary>How many classes there are.</summary>
    public int Count => classes.Count;

    /// <summary>Smallest and largest value of a class.</summary>
    public (decimal Low, decimal High) Bounds(int index) => classes[index];

    /// <summary>Shade of a class, 1–5; few classes lie apart.</summary>
    public int Colour(int index) => classes.Count == 1 ? 3 : 1 + (index * 4 / (classes.Count - 1));

    /// <summary>Shade of a value.</summary>
    public int ClassOf(decimal value) => Colour(Math.Max(0, classes.FindLastIndex(c => value >= c.Low)));
}
