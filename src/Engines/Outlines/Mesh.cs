namespace LienY.Outlines;

/// <summary>Rings laid on one grid so that neighbours share their border point by point: near points become one, and a point near a neighbour's edge becomes a point of it.</summary>
sealed class Mesh
{
    readonly double near;
    readonly int cell;
    readonly Dictionary<(int, int), List<Spot>> cells = [];
    readonly Dictionary<Spot, Spot> merged = [];

    /// <param name="rings">Rings on the grid, not closed twice.</param>
    /// <param name="near">How near, in grid steps, points count as the same.</param>
    public Mesh(IReadOnlyList<Spot[]> rings, double near)
    {
        this.near = near;
        cell = Math.Max(4, (int)Math.Ceiling(near) * 2);
        var laid = rings.Select(r => Tidy(r.Select(Merge))).ToArray();
        var owners = new Dictionary<Spot, int>();
        for (var i = 0; i < laid.Length; i++)
            foreach (var spot in laid[i]) owners[spot] = owners.TryGetValue(spot, out var other) && other != i ? -1 : i;
        Rings = [.. laid.Select((r, i) => Tidy(r.SelectMany((spot, k) => Split(spot, r[(k + 1) % r.Length], i, owners))))];
    }

    /// <summary>The rings, open (the last point is not the first), in the order given; one that has fallen together is empty.</summary>
    public IReadOnlyList<Spot[]> Rings { get; }

    Spot Merge(Spot spot)
    {
        if (merged.TryGetValue(spot, out var known)) return known;
        foreach (var other in Around(spot, spot))
            if (Distance(spot, other) <= near) return merged[spot] = other;
        Add(spot);
        return merged[spot] = spot;
    }

    IEnumerable<Spot> Split(Spot from, Spot to, int ring, Dictionary<Spot, int> owners)
    {
        yield return from;
        if (near <= 0 || from == to) yield break;
        double dx = to.X - from.X, dy = to.Y - from.Y, length = (dx * dx) + (dy * dy);
        var on = new List<(double At, Spot Spot)>();
        foreach (var spot in Around(from, to))
        {
            if (spot == from || spot == to || (owners.TryGetValue(spot, out var owner) ? owner : ring) == ring) continue;
            var at = (((spot.X - from.X) * dx) + ((spot.Y - from.Y) * dy)) / length;
            if (at is <= 0 or >= 1) continue;
            var off = Math.Abs(((spot.X - from.X) * dy) - ((spot.Y - from.Y) * dx)) / Math.Sqrt(length);
            if (off <= near) on.Add((at, spot));
        }
        foreach (var (_, spot) in on.OrderBy(o => o.At)) yield return spot;
    }

    void Add(Spot spot)
    {
        var key = (Cell(spot.X), Cell(spot.Y));
        if (!cells.TryGetValue(key, out var list)) cells[key] = list = [];
        list.Add(spot);
    }

    IEnumerable<Spot> Around(Spot a, Spot b)
    {
        var reach = (int)Math.Ceiling(near);
        for (var x = Cell(Math.Min(a.X, b.X) - reach); x <= Cell(Math.Max(a.X, b.X) + reach); x++)
            for (var y = Cell(Math.Min(a.Y, b.Y) - reach); y <= Cell(Math.Max(a.Y, b.Y) + reach); y++)
                if (cells.TryGetValue((x, y), out var list))
                    foreach (var spot in list) yield return spot;
    }

    int Cell(int value) => (int)Math.Floor((double)value / cell);

    static double Distance(Spot a, Spot b) => Math.Sqrt((((double)a.X - b.X) * (a.X - b.X)) + (((double)a.Y - b.Y) * (a.Y - b.Y)));

    /// <summary>Without repeated points and without spikes there and back; empty where fewer than three points are left.</summary>
    internal static Spot[] Tidy(IEnumerable<Spot> ring)
    {
        var kept = new List<Spot>();
        foreach (var spot in ring)
        {
            if (kept.Count > 0 && kept[^1] == spot) continue;
            if (kept.Count > 1 && kept[^2] == spot) kept.RemoveAt(kept.Count - 1);
            else kept.Add(spot);
        }
        for (var again = true; again && kept.Count > 2;)
        {
            again = true;
            if (kept[^1] == kept[0]) kept.RemoveAt(kept.Count - 1);
            else if (kept[^2] == kept[0]) kept.RemoveRange(kept.Count - 1, 1);
            else if (kept[^1] == kept[1]) kept.RemoveAt(0);
            else again = false;
        }
        return kept.Count < 3 ? [] : [.. kept];
    }
}
