using LienY.Kernel;

namespace LienY.Records;

/// <summary>What may be done with the person index beyond reading it (<see cref="RecordsRights.Read"/>).</summary>
static class PersonsRights
{
    /// <summary>Register an emergency patient whom nobody knows, and say who it is once that is known.</summary>
    public static readonly Right Register = new("persons.register", Role.Doctor, Role.DataOfficer) { Title = "Ghi nhận người bệnh chưa rõ danh tính" };

    /// <summary>Settle who is the same person: merge, take a merge back, answer a possible likeness.</summary>
    public static readonly Right Merge = new("persons.merge", Role.DataOfficer) { Title = "Gộp, tách hồ sơ người bệnh trùng" };

    /// <summary>Take and answer requests of persons to correct what is said of them.</summary>
    public static readonly Right Correct = new("persons.correct", Role.DataOfficer) { Title = "Trả lời yêu cầu đính chính" };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Right> All = [Register, Merge, Correct];
}
