using LienY.Kernel;

namespace LienY.Outreach;

/// <summary>What may be done in outreach. Children's data are for those who work at the campaign's organisation itself; whoever stands above sees numbers.</summary>
static class OutreachRights
{
    /// <summary>See events, research and numbers of campaigns.</summary>
    public static readonly Right See = new("outreach.see", Role.Doctor, Role.UnitOfficer, Role.Director, Role.DataOfficer, Role.DepartmentOfficer)
    { Title = "Xem hội thảo, đoàn, khám lưu động" };

    /// <summary>Keep events, research topics and campaigns.</summary>
    public static readonly Right Arrange = new("outreach.arrange", Role.UnitOfficer, Role.Director, Role.DepartmentOfficer) { Title = "Tổ chức hội thảo, đoàn, khám lưu động" };

    /// <summary>Examine children, read what was found, follow referrals.</summary>
    public static readonly Right Examine = new("outreach.examine", Role.Doctor, Role.UnitOfficer) { Title = "Khám lưu động và theo dõi trẻ giới thiệu" };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Right> All = [See, Arrange, Examine];

    /// <summary>Holds the right at this organisation itself.</summary>
    public static bool Holds(this Caller caller, Right right, Guid organisation) =>
        caller.IsHouse || caller.Posts.Any(p => p.OrganisationId == organisation && right.Roles.Contains(p.Role));

    /// <summary>Organisations where the right is held directly.</summary>
    public static IReadOnlyList<Guid> Seats(this Caller caller, Right right) =>
        [.. caller.Posts.Where(p => right.Roles.Contains(p.Role)).Select(p => p.OrganisationId).Distinct()];
}
