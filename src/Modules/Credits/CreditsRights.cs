using LienY.Kernel;

namespace LienY.Credits;

/// <summary>What may be done with hours. Everybody sees the own.</summary>
static class CreditsRights
{
    /// <summary>See the own hours.</summary>
    public static readonly Right Mine = new("credits.mine", Role.Doctor, Role.Director, Role.UnitOfficer, Role.DepartmentOfficer, Role.DataOfficer, Role.Administrator)
    { Title = "Xem giờ cập nhật kiến thức của mình" };

    /// <summary>See those of the own organisation and below.</summary>
    public static readonly Right See = new("credits.see", Role.UnitOfficer, Role.Director, Role.DepartmentOfficer, Role.DataOfficer)
    { Title = "Xem giờ cập nhật kiến thức của đơn vị" };

    /// <summary>Approve hours from elsewhere, never the own.</summary>
    public static readonly Right Approve = new("credits.approve", Role.UnitOfficer, Role.Director) { Title = "Duyệt giờ cập nhật kiến thức từ nơi khác" };

    /// <summary>Enter rules.</summary>
    public static readonly Right Rules = new("credits.rules", Role.Administrator) { Title = "Ghi quy định về giờ cập nhật kiến thức" };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Right> All = [Mine, See, Approve, Rules];
}
