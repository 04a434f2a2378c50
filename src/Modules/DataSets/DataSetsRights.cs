using LienY.Kernel;

namespace LienY.DataSets;

/// <summary>What may be done with reported figures.</summary>
static class DataSetsRights
{
    /// <summary>See the dictionary and the figures of one's reach.</summary>
    public static readonly Right Read = new("datasets.read", Role.DepartmentOfficer, Role.UnitOfficer, Role.DataOfficer, Role.Director, Role.Doctor, Role.Administrator) { Title = "Xem số liệu báo cáo" };

    /// <summary>Enter figures and say that a report is complete.</summary>
    public static readonly Right Enter = new("datasets.enter", Role.DepartmentOfficer, Role.UnitOfficer, Role.DataOfficer) { Title = "Nhập số liệu báo cáo" };

    /// <summary>Send files of figures, by page or by program.</summary>
    public static readonly Right Import = new("datasets.import", Role.DepartmentOfficer, Role.UnitOfficer, Role.DataOfficer) { Title = "Nhập tệp số liệu" };

    /// <summary>Change data elements, data sets and what belongs to them; open closed periods.</summary>
    public static readonly Right Define = new("datasets.define", Role.DepartmentOfficer, Role.DataOfficer, Role.Administrator) { Title = "Sửa danh mục số liệu" };
}
