using LienY.Kernel;

namespace LienY.Reports;

/// <summary>What may be done with papers composed here, and by whom.</summary>
static class PapersRights
{
    /// <summary>See papers of an own organisation.</summary>
    public static readonly Right Read = new("papers.read", Role.DepartmentOfficer, Role.UnitOfficer, Role.DataOfficer, Role.Director, Role.Doctor,
        Role.Administrator)
    { Title = "Xem văn bản đã soạn" };

    /// <summary>Compose and present papers.</summary>
    public static readonly Right Write = new("papers.write", Role.DepartmentOfficer, Role.UnitOfficer, Role.DataOfficer, Role.Director)
    { Title = "Soạn và trình văn bản" };

    /// <summary>Number, sign and issue papers.</summary>
    public static readonly Right Issue = new("papers.issue", Role.Director, Role.DepartmentOfficer) { Title = "Phát hành văn bản" };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Right> All = [Read, Write, Issue];
}
