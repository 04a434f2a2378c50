using LienY.Kernel;

namespace LienY.Documents;

/// <summary>What may be done with papers. Each is held at the organisation itself, never from above: a department does not read its hospitals' registers.</summary>
static class DocumentsRights
{
    /// <summary>Papers routed to oneself or one's room.</summary>
    public static readonly Right Own = new("documents.own", Role.DepartmentOfficer, Role.UnitOfficer, Role.Doctor, Role.DataOfficer, Role.Director)
    { Title = "Xem văn bản được giao" };

    /// <summary>The whole registers of the organisation.</summary>
    public static readonly Right See = new("documents.see", Role.DepartmentOfficer, Role.UnitOfficer, Role.Director) { Title = "Xem sổ văn bản của đơn vị" };

    /// <summary>Enter, change and number papers (văn thư).</summary>
    public static readonly Right Register = new("documents.register", Role.DepartmentOfficer, Role.UnitOfficer) { Title = "Vào sổ văn bản đến, văn bản đi (văn thư)" };

    /// <summary>Say who deals with a paper (lãnh đạo).</summary>
    public static readonly Right Route = new("documents.route", Role.Director) { Title = "Cho ý kiến phân phối văn bản đến" };

    /// <summary>Say by which axis papers are exchanged.</summary>
    public static readonly Right Axis = new("documents.axis", Role.Administrator) { Title = "Đặt trục liên thông văn bản" };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Right> All = [Own, See, Register, Route, Axis];
}
