using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>What may be done with evidence.</summary>
static class EvidenceRights
{
    public static readonly Right Read = new("evidence.read", Role.DepartmentOfficer, Role.UnitOfficer, Role.DataOfficer, Role.Director, Role.Doctor, Role.Administrator) { Title = "Xem minh chứng" };
    public static readonly Right Enter = new("evidence.enter", Role.DataOfficer, Role.UnitOfficer, Role.DepartmentOfficer) { Title = "Nhập số liệu" };
    public static readonly Right Measure = new("evidence.measure", Role.DepartmentOfficer, Role.DataOfficer, Role.Director) { Title = "Đặt cách đo chỉ tiêu" };
    public static readonly Right Catalogue = new("evidence.catalogue", Role.DepartmentOfficer, Role.DataOfficer) { Title = "Soạn danh mục chỉ tiêu" };
    public static readonly Right Ledger = new("evidence.ledger", Role.Administrator, Role.DepartmentOfficer, Role.Director) { Title = "Xem sổ sự kiện" };
}
