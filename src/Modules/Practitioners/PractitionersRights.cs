using LienY.Kernel;

namespace LienY.Practitioners;

/// <summary>What may be done with the register.</summary>
static class PractitionersRights
{
    /// <summary>See the register of the own organisation and those below.</summary>
    public static readonly Right See = new("practitioners.see", Role.UnitOfficer, Role.DepartmentOfficer, Role.Director, Role.DataOfficer, Role.Doctor)
    { Title = "Xem danh sách người hành nghề" };

    /// <summary>Enter people, licences and moves.</summary>
    public static readonly Right Keep = new("practitioners.keep", Role.UnitOfficer, Role.DepartmentOfficer) { Title = "Ghi danh sách người hành nghề" };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Right> All = [See, Keep];
}
