namespace LienY.Outlines;

/// <summary>A point of a grid of so many steps a degree; <paramref name="X"/> to the east, <paramref name="Y"/> to the north.</summary>
public readonly record struct Spot(int X, int Y);

/// <summary>A place as a file tells it: rings of degrees (longitude, latitude), closed; holes are rings like the others (even-odd).</summary>
public sealed record Place(string Code, string Name, IReadOnlyList<IReadOnlyList<(double East, double North)>> Rings)
{
    /// <summary>Code of the place above it (the province of a commune); empty where the file does not tell.</summary>
    public string Within { get; init; } = "";
}

/// <summary>The outline of a place: closed rings (first point = last) on a grid of <paramref name="Scale"/> steps a degree; inside is by even and odd.</summary>
public sealed record Outline(string Code, string Name, int Scale, IReadOnlyList<IReadOnlyList<Spot>> Rings)
{
    /// <summary>Code of the place above it; empty for a province.</summary>
    public string Within { get; init; } = "";

    /// <summary>Area of the rings in square grid steps, holes counted positive.</summary>
    public double Area => Rings.Sum(Size);

    /// <summary>Area of one ring in square grid steps.</summary>
    public static double Size(IReadOnlyList<Spot> ring)
    {
        var sum = 0L;
        for (var i = 1; i < ring.Count; i++) sum += ((long)ring[i - 1].X * ring[i].Y) - ((long)ring[i].X * ring[i - 1].Y);
        return Math.Abs(sum) / 2.0;
    }
}

/// <summary>A feature that could not be taken, with the line where it begins (1 first) and why, a code of <see cref="GeoJson"/>.</summary>
public sealed record Fault(int Feature, int Line, string Code, string Why);
