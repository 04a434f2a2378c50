namespace LienY.Outlines;

/// <summary>How outlines are made simple; lengths in grid steps.</summary>
/// <param name="Scale">Grid steps a degree (1000: about 111 m).</param>
/// <param name="Near">Points of neighbours as near as this are one.</param>
/// <param name="Tolerance">How far the simple line may lie from the true one.</param>
/// <param name="LeastArea">Smaller rings are left out, but never the largest of a place and never one within <paramref name="Keep"/>.</param>
public sealed record SimpleRules(int Scale, double Near, double Tolerance, double LeastArea)
{
    /// <summary>Places of rings (longitude, latitude) that are kept however small they are.</summary>
    public Func<double, double, bool> Keep { get; init; } = (_, _) => false;
}

/// <summary>
/// Makes outlines simple so that shared borders stay equal: the rings are cut where three lines meet, each piece is made simple once
/// (Ramer 1972, Douglas and Peucker 1973) and both neighbours take the same piece.
/// </summary>
public static class Simplifying
{
    /// <summary>Simple outlines in the order of the places.</summary>
    public static IReadOnlyList<Outline> Run(IReadOnlyList<Place> places, SimpleRules rules)
    {
        var raw = places.SelectMany((p, i) => p.Rings.Select(r => (Place: i, Ring: Lay(r, rules)))).ToList();
        var mesh = new Mesh([.. raw.Select(r => r.Ring)], rules.Near);
        var joints = Joints(mesh.Rings);
        var pieces = new Dictionary<(Spot, Spot, Spot, int), Spot[]>();
        var made = new List<(int Place, Spot[] Ring, double Area)>();
        for (var i = 0; i < raw.Count; i++)
        {
            var ring = mesh.Rings[i].Length >= 3 ? Simple(mesh.Rings[i], joints, rules.Tolerance, pieces) : Dot(raw[i].Ring[0]);
            made.Add((raw[i].Place, ring, Outline.Size(ring)));
        }
        return [.. places.Select((p, i) => new Outline(p.Code, p.Name, rules.Scale, [.. Chosen([.. made.Where(m => m.Place == i)], rules).Select(r => (IReadOnlyList<Spot>)r)]) { Within = p.Within })];
    }

    static IEnumerable<Spot[]> Chosen(List<(int Place, Spot[] Ring, double Area)> rings, SimpleRules rules)
    {
        var most = rings.Count == 0 ? 0 : rings.Max(r => r.Area);
        return rings.Where(r => r.Area >= most || r.Area >= rules.LeastArea || rules.Keep((double)r.Ring[0].X / rules.Scale, (double)r.Ring[0].Y / rules.Scale)).Select(r => r.Ring);
    }

    static Spot[] Lay(IReadOnlyList<(double East, double North)> ring, SimpleRules rules) =>
        [.. ring.Select(p => new Spot((int)Math.Round(p.East * rules.Scale), (int)Math.Round(p.North * rules.Scale))).Take(Math.Max(1, ring.Count - 1))];

    // What is smaller than the grid stays where it is, as the smallest square.
    static Spot[] Dot(Spot at) => [at, new(at.X + 1, at.Y), new(at.X + 1, at.Y + 1), new(at.X, at.Y + 1), at];

    static HashSet<Spot> Joints(IReadOnlyList<Spot[]> rings)
    {
        var beside = new Dictionary<Spot, (Spot A, Spot B)>();
        var joints = new HashSet<Spot>();
        foreach (var ring in rings)
            for (var i = 0; i < ring.Length; i++)
            {
                var (before, after) = (ring[(i + ring.Length - 1) % ring.Length], ring[(i + 1) % ring.Length]);
                if (!beside.TryGetValue(ring[i], out var known)) beside[ring[i]] = (before, after);
                else if (known != (before, after) && known != (after, before)) joints.Add(ring[i]);
            }
        return joints;
    }

    static Spot[] Simple(Spot[] ring, HashSet<Spot> joints, double tolerance, Dictionary<(Spot, Spot, Spot, int), Spot[]> pieces)
    {
        var first = Array.FindIndex(ring, joints.Contains);
        if (first < 0) first = Array.IndexOf(ring, ring.MinBy(s => (s.X, s.Y)));
        var whole = ring.Skip(first).Concat(ring.Take(first + 1)).ToArray();
        var result = new List<Spot> { whole[0] };
        for (int from = 0, to = 1; to < whole.Length; to++)
        {
            if (to < whole.Length - 1 && !joints.Contains(whole[to])) continue;
            result.AddRange(Piece(whole[from..(to + 1)], tolerance, pieces).Skip(1));
            from = to;
        }
        var simple = Mesh.Tidy(result);
        return simple.Length >= 3 ? [.. simple, simple[0]] : Triangle(whole);
    }

    static Spot[] Piece(Spot[] line, double tolerance, Dictionary<(Spot, Spot, Spot, int), Spot[]> pieces)
    {
        var turned = (line[0].X, line[0].Y, line[1].X, line[1].Y).CompareTo((line[^1].X, line[^1].Y, line[^2].X, line[^2].Y)) > 0;
        if (turned) line = [.. line.Reverse()];
        var key = (line[0], line[1], line[^1], line.Length);
        if (!pieces.TryGetValue(key, out var simple)) pieces[key] = simple = Line(line, tolerance);
        return turned ? [.. simple.Reverse()] : simple;
    }

    static Spot[] Line(Spot[] line, double tolerance)
    {
        var keep = new bool[line.Length];
        keep[0] = keep[^1] = true;
        var open = new Stack<(int From, int To)>();
        open.Push((0, line.Length - 1));
        var closed = line[0] == line[^1];
        while (open.TryPop(out var part))
        {
            var (far, most) = (-1, closed && part == (0, line.Length - 1) ? -1.0 : tolerance);
            for (var i = part.From + 1; i < part.To; i++)
                if (Off(line[i], line[part.From], line[part.To]) is var off && off > most) (far, most) = (i, off);
            if (far < 0) continue;
            keep[far] = true;
            open.Push((part.From, far));
            open.Push((far, part.To));
        }
        return [.. line.Where((_, i) => keep[i])];
    }

    // A ring that a straight line would swallow keeps its three points that span most.
    static Spot[] Triangle(Spot[] ring)
    {
        var a = ring[0];
        var b = ring.MaxBy(s => Off(s, a, a));
        var c = ring.MaxBy(s => Off(s, a, b));
        return Mesh.Tidy([a, b, c]) is { Length: 3 } three ? [.. three, three[0]] : Dot(a);
    }

    /// <summary>Distance of a point from the piece between two others.</summary>
    static double Off(Spot p, Spot a, Spot b)
    {
        double dx = b.X - a.X, dy = b.Y - a.Y, length = (dx * dx) + (dy * dy);
        var at = length == 0 ? 0 : Math.Clamp((((p.X - a.X) * dx) + ((p.Y - a.Y) * dy)) / length, 0, 1);
        double x = a.X + (at * dx) - p.X, y = a.Y + (at * dy) - p.Y;
        return Math.Sqrt((x * x) + (y * y));
    }
}
