using LienY.Kernel;

namespace LienY.Network;

/// <summary>Level of an administrative unit.</summary>
enum PlaceLevel
{
    /// <summary>Tỉnh, thành phố trực thuộc trung ương.</summary>
    Province,

    /// <summary>Huyện, quận, thị xã (to 2025-06-30).</summary>
    District,

    /// <summary>Xã, phường, đặc khu.</summary>
    Commune,
}

/// <summary>
/// An administrative unit. Its key is (code, level, valid from), never the code alone: in 2025 code 15 passed from Yên Bái to Lào Cai and 91 from Kiên
/// Giang to An Giang.
/// </summary>
sealed class PlaceUnit
{
    /// <summary>First day of units whose true first day the lists do not give.</summary>
    public static readonly DateOnly Unknown = new(1900, 1, 1);

    /// <summary>The day of the two-tier reform.</summary>
    public static readonly DateOnly Reform = new(2025, 7, 1);

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Code { get; init; }
    public required PlaceLevel Level { get; init; }
    public required string Name { get; set; }
    public required string FullName { get; set; }
    public string NameEn { get; set; } = "";
    public string UnitType { get; set; } = "";
    public string Folded { get; set; } = "";
    public Guid? ParentId { get; set; }
    public DateOnly ValidFrom { get; init; }
    /// <summary>Last day; null while it is in force.</summary>
    public DateOnly? ValidTo { get; set; }
}

/// <summary>How much of a unit passed to another.</summary>
enum Extent
{
    /// <summary>The whole unit.</summary>
    Whole,

    /// <summary>A part of it.</summary>
    Part,
}

/// <summary>What became of an administrative unit.</summary>
sealed class PlacePassage
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid FromId { get; init; }
    public Guid ToId { get; init; }
    public DateOnly HappenedOn { get; init; }
    public Extent Extent { get; init; }
}
