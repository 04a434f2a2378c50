using LienY.Kernel;

namespace LienY.Training;

/// <summary>What may be done with training. Each is held at an organisation and reaches the units below it; lecturers and learners act by their place in a
/// class.</summary>
static class TrainingRights
{
    /// <summary>See needs, plans and classes of the own units.</summary>
    public static readonly Right See = new("training.see", Role.DepartmentOfficer, Role.UnitOfficer, Role.Director, Role.DataOfficer, Role.Doctor)
    { Title = "Xem đào tạo của đơn vị" };

    /// <summary>Enter what a unit needs.</summary>
    public static readonly Right Need = new("training.need", Role.UnitOfficer, Role.Director) { Title = "Nhập nhu cầu đào tạo" };

    /// <summary>Make the yearly plan of a department.</summary>
    public static readonly Right Plan = new("training.plan", Role.DepartmentOfficer) { Title = "Lập kế hoạch đào tạo năm" };

    /// <summary>Approve the yearly plan.</summary>
    public static readonly Right Approve = new("training.approve", Role.Director) { Title = "Duyệt kế hoạch đào tạo năm" };

    /// <summary>Open classes, approve nominations, keep timetable and marks.</summary>
    public static readonly Right Arrange = new("training.arrange", Role.DepartmentOfficer, Role.UnitOfficer) { Title = "Tổ chức lớp đào tạo" };

    /// <summary>Nominate people of a unit.</summary>
    public static readonly Right Nominate = new("training.nominate", Role.UnitOfficer, Role.Director) { Title = "Cử người đi học" };

    /// <summary>Sign the results of a class.</summary>
    public static readonly Right Conclude = new("training.conclude", Role.Director) { Title = "Ký kết quả lớp đào tạo" };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Right> All = [See, Need, Plan, Approve, Arrange, Nominate, Conclude];
}
