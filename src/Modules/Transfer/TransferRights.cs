using LienY.Kernel;

namespace LienY.Transfer;

/// <summary>What may be done with technique transfer; arranging and signing are held at the facility itself (see <see cref="Seats"/>).</summary>
static class TransferRights
{
    /// <summary>See packages, techniques of facilities and what became of them.</summary>
    public static readonly Right See = new("transfer.see", Role.DepartmentOfficer, Role.UnitOfficer, Role.Doctor, Role.Director, Role.DataOfficer)
    { Title = "Xem chuyển giao kỹ thuật" };

    /// <summary>Prepare packages, surveys, rounds and minutes of the own facility.</summary>
    public static readonly Right Arrange = new("transfer.arrange", Role.UnitOfficer, Role.Director) { Title = "Tổ chức chuyển giao kỹ thuật" };

    /// <summary>Sign for the facility: package, survey, extension, acceptance; approve protocols and equipment.</summary>
    public static readonly Right Sign = new("transfer.sign", Role.Director) { Title = "Ký gói chuyển giao kỹ thuật" };

    /// <summary>Enter the techniques that a facility is permitted to do.</summary>
    public static readonly Right List = new("transfer.list", Role.UnitOfficer, Role.DataOfficer, Role.Director, Role.DepartmentOfficer)
    { Title = "Cập nhật danh mục kỹ thuật của đơn vị" };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Right> All = [See, Arrange, Sign, List];
}
