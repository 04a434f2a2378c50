namespace LienY.Outlines;

/// <summary>An archipelago that every map of the country shows, with its name and the province to which it belongs.</summary>
/// <param name="Key">Name in ASCII, for programs.</param>
/// <param name="Name">Name.</param>
/// <param name="Province">Code of the province since 2025-07-01.</param>
/// <param name="East">Where its name stands, degrees.</param>
/// <param name="North">Where its name stands, degrees.</param>
public sealed record Archipelago(string Key, string Name, string Province, double East, double North)
{
    /// <summary>Hoàng Sa (đặc khu of Đà Nẵng).</summary>
    public static readonly Archipelago HoangSa = new("hoang-sa", "Quần đảo Hoàng Sa", "48", 112.1, 15.4);

    /// <summary>Trường Sa (đặc khu of Khánh Hòa).</summary>
    public static readonly Archipelago TruongSa = new("truong-sa", "Quần đảo Trường Sa", "56", 113.6, 6.75);

    /// <summary>Both.</summary>
    public static readonly IReadOnlyList<Archipelago> All = [HoangSa, TruongSa];

    /// <summary>Whether a point lies among its islands.</summary>
    public bool Holds(double east, double north) => this == HoangSa ? east > 111 && north is > 15 and < 18 : east > 109.6 && north < 12;

    /// <summary>Whether a point lies in one of the two.</summary>
    public static bool IsOf(double east, double north) => All.Any(a => a.Holds(east, north));

    /// <summary>Its islands among the rings of an outline.</summary>
    public IEnumerable<IReadOnlyList<Spot>> Of(Outline outline) => outline.Rings.Where(r => Holds((double)r[0].X / outline.Scale, (double)r[0].Y / outline.Scale));
}
