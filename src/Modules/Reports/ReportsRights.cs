using LienY.Kernel;

namespace LienY.Reports;

/// <summary>What may be done with reports, and by whom.</summary>
static class ReportsRights
{
    /// <summary>See reports of and to an own organisation.</summary>
    public static readonly Right Read = new("reports.read", Role.DepartmentOfficer, Role.UnitOfficer, Role.DataOfficer, Role.Director, Role.Doctor, Role.Administrator) { Title = "Xem báo cáo" };

    /// <summary>Draft and send reports of an organisation.</summary>
    public static readonly Right Write = new("reports.write", Role.DepartmentOfficer, Role.UnitOfficer, Role.DataOfficer, Role.Director) { Title = "Lập và gửi báo cáo" };

    /// <summary>Accept or return reports that an organisation receives.</summary>
    public static readonly Right Accept = new("reports.accept", Role.Director, Role.DepartmentOfficer) { Title = "Duyệt báo cáo gửi đến" };

    /// <summary>Accept or return reports of the own organisation before they leave it.</summary>
    public static readonly Right Approve = new("reports.approve", Role.Director) { Title = "Duyệt báo cáo của đơn vị mình" };

    /// <summary>Give a number, sign and issue.</summary>
    public static readonly Right Issue = new("reports.issue", Role.Director, Role.DepartmentOfficer) { Title = "Phát hành báo cáo" };

    /// <summary>Keep templates and chains of approval of an organisation.</summary>
    public static readonly Right Arrange = new("reports.arrange", Role.Director, Role.DepartmentOfficer, Role.Administrator) { Title = "Quản lý mẫu và quy trình duyệt văn bản" };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Right> All = [Read, Write, Accept, Approve, Issue, Arrange];

    /// <summary>May accept or return this report.</summary>
    public static bool MayAccept(this Caller caller, Report report) => caller.May(Accept, report.ToId) || caller.May(Approve, report.FromId);

    /// <summary>May read what the report says; before it was sent only its own side may.</summary>
    public static bool MayReadDraft(this Caller caller, Report report) =>
        caller.IsHouse || caller.Organisations.Contains(report.FromId) || caller.Organisations.Contains(report.OwnerId);
}
