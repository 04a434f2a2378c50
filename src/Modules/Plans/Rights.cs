using LienY.Kernel;

namespace LienY.Plans;

/// <summary>What may be done with plans, and by whom.</summary>
static class Rights
{
    /// <summary>See plans of which an own organisation is a party.</summary>
    public static readonly Right Read = new("plans.read", Role.DepartmentOfficer, Role.UnitOfficer, Role.Doctor, Role.DataOfficer, Role.Director, Role.Administrator)
    {
        Title = "Xem kế hoạch",
    };

    /// <summary>Upload signed plans.</summary>
    public static readonly Right Import = new("plans.import", Role.DepartmentOfficer, Role.DataOfficer, Role.Director) { Title = "Nhập kế hoạch đã ký" };

    /// <summary>Decide about each row that was read.</summary>
    public static readonly Right Review = new("plans.review", Role.DepartmentOfficer, Role.DataOfficer, Role.Director) { Title = "Rà soát kế hoạch đã nhập" };

    /// <summary>Make a reviewed import a live plan.</summary>
    public static readonly Right Adopt = new("plans.adopt", Role.DepartmentOfficer, Role.Director) { Title = "Ban hành kế hoạch vào theo dõi" };

    /// <summary>Work on a live plan: tasks, products, comments, meetings, budget.</summary>
    public static readonly Right Work = new("plans.work", Role.DepartmentOfficer, Role.UnitOfficer, Role.Doctor, Role.DataOfficer, Role.Director)
    {
        Title = "Thực hiện kế hoạch",
    };

    /// <summary>Link a plan to the plan and agreement above it, tie targets, settle differences.</summary>
    public static readonly Right Link = new("plans.link", Role.DepartmentOfficer, Role.DataOfficer, Role.Director) { Title = "Liên kết kế hoạch" };

    /// <summary>Change a live plan by a signed amendment.</summary>
    public static readonly Right Revise = new("plans.revise", Role.DepartmentOfficer, Role.Director) { Title = "Sửa đổi kế hoạch theo văn bản" };

    /// <summary>Withdraw a live plan by a signed document, and take that back on the same day.</summary>
    public static readonly Right Withdraw = new("plans.withdraw", Role.DepartmentOfficer, Role.Director) { Title = "Thu hồi kế hoạch theo văn bản" };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Right> All = [Read, Import, Review, Adopt, Work, Link, Revise, Withdraw];
}
