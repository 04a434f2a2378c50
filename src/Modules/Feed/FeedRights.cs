using LienY.Kernel;

namespace LienY.Feed;

/// <summary>What may be done with the feed. Counts are for many; what names a person is only for those whose post is at the hospital itself.</summary>
static class FeedRights
{
    /// <summary>See whether hospitals send, how much and how late: figures without any person.</summary>
    public static readonly Right See = new("feed.see", Role.DataOfficer, Role.Director, Role.UnitOfficer, Role.DepartmentOfficer,
        Role.Administrator)
    { Title = "Xem liên thông dữ liệu" };

    /// <summary>See files, episodes and faults with their values; held at the hospital itself.</summary>
    public static readonly Right Open = new("feed.open", Role.DataOfficer, Role.Director) { Title = "Xem hồ sơ đã gửi và lỗi" };

    /// <summary>Send files by page, have them checked again.</summary>
    public static readonly Right Send = new("feed.send", Role.DataOfficer) { Title = "Gửi tệp hồ sơ khám chữa bệnh" };

    /// <summary>Take the original of a file out of the house.</summary>
    public static readonly Right Originals = new("feed.originals", Role.DataOfficer) { Title = "Tải tệp gốc của hồ sơ" };

    /// <summary>Make and revoke the keys with which a hospital's software sends.</summary>
    public static readonly Right Keys = new("feed.keys", Role.Administrator, Role.DataOfficer) { Title = "Quản lý khóa liên thông" };

    /// <summary>Say whose signatures are believed, and what becomes of files without one.</summary>
    public static readonly Right Trust = new("feed.trust", Role.Administrator) { Title = "Quản lý chữ ký số của tệp liên thông" };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Right> All = [See, Open, Send, Originals, Keys, Trust];

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
