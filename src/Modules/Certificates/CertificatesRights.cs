using LienY.Kernel;

namespace LienY.Certificates;

/// <summary>What may be done with certificates. Signing is held at the issuer itself: whoever stands above it does not sign in its name.</summary>
static class CertificatesRights
{
    /// <summary>See the own certificates.</summary>
    public static readonly Right Own = new("certificates.own", Role.Doctor, Role.UnitOfficer, Role.Director, Role.DataOfficer, Role.DepartmentOfficer)
    { Title = "Xem chứng chỉ của mình" };

    /// <summary>See what the own organisations issued and what their people hold.</summary>
    public static readonly Right See = new("certificates.see", Role.UnitOfficer, Role.Director, Role.DataOfficer, Role.DepartmentOfficer)
    { Title = "Xem chứng chỉ của đơn vị" };

    /// <summary>Correct who waits, register what was issued elsewhere, keep the issuer's particulars.</summary>
    public static readonly Right Arrange = new("certificates.arrange", Role.UnitOfficer, Role.Director) { Title = "Chuẩn bị cấp chứng chỉ" };

    /// <summary>Sign, revoke and replace.</summary>
    public static readonly Right Sign = new("certificates.sign", Role.Director) { Title = "Ký cấp, thu hồi chứng chỉ" };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Right> All = [Own, See, Arrange, Sign];

    /// <summary>Holds the right at this organisation itself.</summary>
    public static bool Holds(this Caller caller, Right right, Guid organisation) =>
        caller.IsHouse || caller.Posts.Any(p => p.OrganisationId == organisation && right.Roles.Contains(p.Role));

    /// <summary>Organisations where the right is held directly.</summary>
    public static IReadOnlyList<Guid> Seats(this Caller caller, Right right) =>
        [.. caller.Posts.Where(p => right.Roles.Contains(p.Role)).Select(p => p.OrganisationId).Distinct()];

    /// <summary>Refuses unless <see cref="Holds"/>.</summary>
    public static void MustHold(this Caller caller, Right right, Guid organisation)
    {
        if (!caller.Holds(right, organisation))
            throw Refusal.Forbidden("Chỉ người giữ quyền “{0}” tại chính đơn vị cấp mới làm được việc này.", right.Title);
    }
}
