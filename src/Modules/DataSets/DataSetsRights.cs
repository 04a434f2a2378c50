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

    /// <summary>Approve the figures of one's own organisation ("approve data" of DHIS2).</summary>
    public static readonly Right Approve = new("datasets.approve", Role.DepartmentOfficer, Role.Director) { Title = "Duyệt số liệu của đơn vị mình" };

    /// <summary>Approve in the place of units below ("approve data at lower levels").</summary>
    public static readonly Right ApproveLower = new("datasets.approve-lower", Role.DepartmentOfficer, Role.Director) { Title = "Duyệt thay đơn vị cấp dưới" };

    /// <summary>Accept what units below have approved, and give it back ("accept data at lower levels").</summary>
    public static readonly Right Accept = new("datasets.accept", Role.DepartmentOfficer, Role.Director) { Title = "Tiếp nhận số liệu cấp dưới đã duyệt" };

    /// <summary>Change levels and workflows of approval, and which data set takes which.</summary>
    public static readonly Right SetUpApproval = new("datasets.approval-set-up", Role.DepartmentOfficer, Role.Administrator) { Title = "Lập quy trình duyệt số liệu" };
}
