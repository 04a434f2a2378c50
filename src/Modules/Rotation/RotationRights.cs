using LienY.Kernel;

namespace LienY.Rotation;

/// <summary>What may be done with rotation. A person sees and keeps their own days without any of these.</summary>
static class RotationRights
{
    /// <summary>See orders and days of the own organisation and those below it.</summary>
    public static readonly Right See = new("rotation.see", Role.Doctor, Role.UnitOfficer, Role.Director, Role.DepartmentOfficer,
        Role.DataOfficer)
    { Title = "Xem luân phiên của đơn vị" };

    /// <summary>Draw up orders of the sending organisation; decide on leave and swaps.</summary>
    public static readonly Right Arrange = new("rotation.arrange", Role.UnitOfficer, Role.DepartmentOfficer) { Title = "Lập quyết định luân phiên" };

    /// <summary>Approve orders.</summary>
    public static readonly Right Approve = new("rotation.approve", Role.Director) { Title = "Duyệt quyết định luân phiên" };

    /// <summary>Receive: show the code of the day, see who is there, confirm days and months.</summary>
    public static readonly Right Receive = new("rotation.receive", Role.UnitOfficer, Role.Director) { Title = "Tiếp nhận và xác nhận luân phiên" };

    /// <summary>Set the duty of schemes.</summary>
    public static readonly Right Schemes = new("rotation.schemes", Role.DepartmentOfficer) { Title = "Đặt mức luân phiên của từng đề án" };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Right> All = [See, Arrange, Approve, Receive, Schemes];
}
