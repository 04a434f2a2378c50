using LienY.Contracts;

namespace LienY.Boards;

/// <summary>A line of a league table.</summary>
/// <param name="Rank">Place, shared by equal values; null where there is no value.</param>
/// <param name="Change">Difference to the same period last year; null where one of the two is missing.</param>
/// <param name="Met">Whether the target is met; null where there is none or no value.</param>
sealed record LeagueRow(int? Rank, UnitHead Unit, Cell Cell, IReadOnlyList<SeriesPoint> Run, decimal? Change, bool? Met);

/// <summary>Units by rank, and a single figure with its comparison.</summary>
static class League
{
    /// <summary>The rows, best first; without a value last.</summary>
    public static IReadOnlyList<LeagueRow> Of(Cube cube, decimal? target)
    {
        if (cube.Measures.Count == 0) return [];
        var measure = cube.Measures[0];
        var high = measure.HigherIsBetter ?? true;
        var rows = cube.Units.Select(u => (Unit: u, Cell: cube.At(measure, u, cube.Spans[^1]))).OrderBy(r => r.Cell.Value is null)
            .ThenBy(r => high ? -r.Cell.Value : r.Cell.Value).ToList();
        return [.. rows.Select(r => new LeagueRow(
            r.Cell.Value is { } v ? rows.Count(o => o.Cell.Value is { } w && (high ? w > v : w < v)) + 1 : null, r.Unit, r.Cell, Run(cube, r.Unit), Change(cube, r.Unit, r.Cell),
            r.Cell.Value is { } value && target is { } t ? high ? value >= t : value <= t : null))];
    }

    /// <summary>The run of values up to the window.</summary>
    public static IReadOnlyList<SeriesPoint> Run(Cube cube, UnitHead unit) =>
        [.. cube.Beside.Where(s => !s.IsTwin).Append(cube.Spans[^1]).OrderBy(s => s.To).Select(s => (s.To, cube.At(cube.Measures[0], unit, s).Value)).Where(p => p.Value is not null)
            .Select(p => new SeriesPoint(p.To, p.Value!.Value))];

    /// <summary>Difference to the same window a year earlier.</summary>
    public static decimal? Change(Cube cube, UnitHead unit, Cell cell) =>
        cube.Beside.FirstOrDefault(s => s.IsTwin) is { } twin && cell.Value is { } now && cube.At(cube.Measures[0], unit, twin).Value is { } before ? now - before : null;
}
