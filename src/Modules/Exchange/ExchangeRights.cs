using LienY.Kernel;

namespace LienY.Exchange;

/// <summary>What may be done with the exchange of messages. States and counts are for many; what names a person only for those whose post is at the hospital
/// itself.</summary>
static class ExchangeRights
{
    /// <summary>See connections, queues and messages without their content.</summary>
    public static readonly Right See = new("exchange.see", Role.DataOfficer, Role.Director, Role.UnitOfficer, Role.DepartmentOfficer, Role.Administrator)
    { Title = "Xem kết nối HL7" };

    /// <summary>Admit, change and end connections.</summary>
    public static readonly Right Connect = new("exchange.connect", Role.Administrator) { Title = "Quản lý kết nối HL7" };

    /// <summary>Change the map of a sender.</summary>
    public static readonly Right Map = new("exchange.map", Role.Administrator, Role.DataOfficer) { Title = "Sửa bảng ánh xạ HL7" };

    /// <summary>See what stood at a fault; held at the hospital itself.</summary>
    public static readonly Right Open = new("exchange.open", Role.DataOfficer, Role.Director) { Title = "Xem nội dung bản tin HL7" };

    /// <summary>Take the original of a message, have it worked on again, send again; held at the hospital itself.</summary>
    public static readonly Right Originals = new("exchange.originals", Role.DataOfficer) { Title = "Tải và xử lý lại bản tin HL7" };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Right> All = [See, Connect, Map, Open, Originals];

    /// <summary>Holds a right by a post at this very organisation: a department reaches its hospitals, but does not hold what they hold.</summary>
    public static bool Holds(this Caller caller, Right right, Guid organisation) =>
        caller.Posts.Any(p => p.OrganisationId == organisation && right.Roles.Contains(p.Role));

    /// <summary>Refuses unless the right is held at this very organisation.</summary>
    public static void MustHold(this Caller caller, Right right, Guid organisation)
    {
        if (!caller.Holds(right, organisation))
            throw Refusal.Forbidden("Nội dung này có dữ liệu người bệnh nên chỉ người được giao việc tại chính đơn vị gửi mới xem được.");
    }
}
