using LienY.Kernel;

namespace LienY.Boards;

/// <summary>What may be done with boards, and by whom.</summary>
static class BoardsRights
{
    /// <summary>See boards that are shared.</summary>
    public static readonly Right Read = new("boards.read", Role.DepartmentOfficer, Role.UnitOfficer, Role.Doctor, Role.DataOfficer, Role.Director, Role.Administrator)
    {
        Title = "Xem bảng phân tích",
    };

    /// <summary>Make and change boards.</summary>
    public static readonly Right Write = new("boards.write", Role.DepartmentOfficer, Role.UnitOfficer, Role.DataOfficer, Role.Director) { Title = "Lập bảng phân tích" };

    /// <summary>Open a board to everybody who has its address, without signing in.</summary>
    public static readonly Right Publish = new("boards.publish", Role.Director) { Title = "Công khai bảng phân tích" };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Right> All = [Read, Write, Publish];
}
