using LienY.Kernel;

namespace LienY.Signing;

/// <summary>What may be done with keys. Whoever keeps them does not sign with them, and whoever stands above an organisation does not sign in its name.</summary>
static class SigningRights
{
    /// <summary>Enter the place of signatures at all.</summary>
    public static readonly Right Enter = new("signing.enter", Role.Administrator, Role.Director, Role.UnitOfficer, Role.DepartmentOfficer, Role.Doctor,
        Role.DataOfficer)
    { Title = "Vào mục chữ ký số" };

    /// <summary>See certificates, powers and the log.</summary>
    public static readonly Right See = new("signing.see", Role.Administrator, Role.Director, Role.UnitOfficer,
        Role.DepartmentOfficer)
    { Title = "Xem chứng thư số và nhật ký ký" };

    /// <summary>Put in and withdraw certificates, say who has the power to sign.</summary>
    public static readonly Right Arrange = new("signing.arrange", Role.Administrator, Role.Director) { Title = "Quản lý chứng thư số và thẩm quyền ký" };

    /// <summary>Sign with the own certificate.</summary>
    public static readonly Right Sign = new("signing.sign", Role.Director, Role.DepartmentOfficer, Role.UnitOfficer, Role.Doctor,
        Role.DataOfficer)
    { Title = "Ký số văn bản" };

    /// <summary>Put the organisation's seal on a paper.</summary>
    public static readonly Right Seal = new("signing.seal", Role.Director, Role.DepartmentOfficer, Role.UnitOfficer) { Title = "Đóng dấu số của đơn vị" };

    /// <summary>Keep trusted roots and lists of revoked certificates.</summary>
    public static readonly Right Trust = new("signing.trust", Role.Administrator) { Title = "Quản lý nơi cấp chứng thư được tin cậy" };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Right> All = [Enter, See, Arrange, Sign, Seal, Trust];

    /// <summary>Holds the right at this organisation itself.</summary>
    public static bool Holds(this Caller caller, Right right, Guid organisation) =>
        caller.IsHouse || caller.Posts.Any(p => p.OrganisationId == organisation && right.Roles.Contains(p.Role));

    /// <summary>Organisations where the right is held directly.</summary>
    public static IReadOnlyList<Guid> Seats(this Caller caller, Right right) =>
        [.. caller.Posts.Where(p => right.Roles.Contains(p.Role)).Select(p => p.OrganisationId).Distinct()];
}
