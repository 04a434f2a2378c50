using LienY.Kernel;

namespace LienY.Network;

/// <summary>What may be done in the network.</summary>
static class Rights
{
    /// <summary>See organisations, places and the agreements of one's reach.</summary>
    public static readonly Right Read = new("network.read", Role.DepartmentOfficer, Role.UnitOfficer, Role.Doctor, Role.DataOfficer, Role.Director, Role.Administrator) { Title = "Xem mạng lưới" };

    /// <summary>Change organisations of one's reach.</summary>
    public static readonly Right Edit = new("network.edit", Role.Administrator, Role.DepartmentOfficer) { Title = "Sửa đơn vị" };

    /// <summary>Write agreements of one's reach.</summary>
    public static readonly Right Agree = new("agreements.edit", Role.DepartmentOfficer, Role.Director) { Title = "Sửa thỏa thuận" };
}
