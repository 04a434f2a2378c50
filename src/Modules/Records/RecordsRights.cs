using LienY.Kernel;

namespace LienY.Records;

/// <summary>What may be done with records of persons. None that reads names <see cref="Role.Administrator"/>: who runs the machine never reads patients' data.</summary>
static class RecordsRights
{
    /// <summary>Read records: what the own facility holds, and what a basis lets through. An officer of a department holds nothing, so sees only what a basis lets through.</summary>
    public static readonly Right Read = new("records.read", Role.Doctor, Role.DataOfficer, Role.Director, Role.DepartmentOfficer) { Title = "Xem hồ sơ người bệnh" };

    /// <summary>Take records out as files: a right apart from reading them.</summary>
    public static readonly Right Export = new("records.export", Role.DataOfficer, Role.Director) { Title = "Xuất hồ sơ người bệnh" };

    /// <summary>Open a record in urgent danger without asking first.</summary>
    public static readonly Right Urgent = new("records.urgent", Role.Doctor) { Title = "Mở hồ sơ khẩn cấp" };

    /// <summary>Enter and revoke bases on which the own facility's records pass to others; answer requests.</summary>
    public static readonly Right Bases = new("records.bases", Role.DataOfficer, Role.Director) { Title = "Quản lý căn cứ chia sẻ hồ sơ" };

    /// <summary>Judge what was opened in urgent danger.</summary>
    public static readonly Right Review = new("records.review", Role.Director) { Title = "Xem xét lần mở khẩn cấp" };

    /// <summary>See who opened records that the own facility holds.</summary>
    public static readonly Right Opened = new("records.opened", Role.DataOfficer, Role.Director) { Title = "Xem ai đã mở hồ sơ" };

    /// <summary>Link an account to the person whose card was seen.</summary>
    public static readonly Right Link = new("records.link", Role.DataOfficer) { Title = "Gắn tài khoản với người bệnh" };

    /// <summary>Read the own record.</summary>
    public static readonly Right Own = new("records.own", Role.Citizen) { Title = "Xem sổ của tôi" };

    /// <summary>Send records to the FHIR server, as a program or with one: what the own facility holds.</summary>
    public static readonly Right Exchange = new("records.exchange", Role.Doctor, Role.DataOfficer) { Title = "Trao đổi hồ sơ FHIR" };

    /// <summary>Turn on or off that records may leave the country at all; opens none.</summary>
    public static readonly Right Abroad = new("records.abroad", Role.Administrator) { Title = "Bật việc chuyển dữ liệu ra nước ngoài" };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Right> All = [Read, Export, Urgent, Bases, Review, Opened, Link, Own, Exchange, Abroad];
}
