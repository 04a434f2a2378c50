using LienY.Design;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;

namespace LienY.Boards;

/// <summary>Any item as a file: what is drawn, as rows of numbers.</summary>
static class Exports
{
    /// <summary>The file of an item.</summary>
    public static IResult Of(ReadItem read, Picks picks, MapDrawing maps, Words words)
    {
        var name = Fold.Of(read.Item.Title.Length == 0 ? words["bang-so-lieu"] : words[read.Item.Title]);
        name = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-');
        return Export.Of(name.Length == 0 ? "bang-so-lieu" : name, Rows(read, picks, maps, words));
    }

    static List<object?[]> Rows(ReadItem read, Picks picks, MapDrawing maps, Words words)
    {
        if (read.Trouble is { } trouble) throw trouble;
        if (read.Cube is not { } cube) return [[words["Nội dung"]], [read.Item.Text]];
        return read.Item.Kind switch
        {
            ItemKind.League => League(read.Item, cube, words),
            ItemKind.Map => Map(read.Map!, cube, maps, words),
            _ => Table(read.Item, cube, picks, words),
        };
    }

    static List<object?[]> Table(Item item, Cube cube, Picks picks, Words words)
    {
        // A chart is told as one row a figure, so that nothing that is drawn is left out.
        var shown = item.Kind == ItemKind.Table ? item : item with { Rows = [Axis.Measure, Axis.Unit, Axis.Period], Columns = [], Totals = false, Heat = false };
        var grid = new GridLayout(cube, shown, picks, words).Make();
        List<object?[]> rows = [[.. grid.Corner, .. Enumerable.Range(0, grid.Heads[0].Count).Select(i => (object?)string.Join(" · ", grid.Heads.Select(h => h[i]).Where(h => h.Length > 0)))]];
        rows.AddRange(grid.Rows.Select(r => (object?[])[.. r.Heads, .. r.Cells.Select(c => c.Kind is "value" or "sum" ? c.Value : c.Kind is "outside" or "bad" ? c.Said : (object?)null)]));
        return rows;
    }

    static List<object?[]> League(Item item, Cube cube, Words words)
    {
        List<object?[]> rows = [[words["Hạng"], words["Đơn vị"], words["Giá trị"], words["So với cùng kỳ"], words["Mục tiêu"], words["Kết quả"]]];
        rows.AddRange(Boards.League.Of(cube, item.Target).Select(r => (object?[])
            [r.Rank, r.Unit.Name, r.Cell.Sees ? r.Cell.Value : words["không thuộc phạm vi"], r.Change, item.Target, r.Met switch { true => words["đạt"], false => words["không đạt"], _ => null }]));
        return rows;
    }

    static List<object?[]> Map(Drawn map, Cube cube, MapDrawing maps, Words words)
    {
        List<object?[]> rows = [[words["Mã"], words["Địa phương"], words["Giá trị"], words["Diễn giải"]]];
        rows.AddRange(map.Units.Select(u => (u, Cell: cube.At(cube.Measures[0], u, cube.Spans[^1]))).Select(r => (object?[])[r.u.Place, r.u.Name, r.Cell.Value, maps.Said(cube.Measures[0], r.Cell)]));
        return rows;
    }
}
