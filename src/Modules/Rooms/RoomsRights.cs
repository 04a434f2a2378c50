using LienY.Kernel;

namespace LienY.Rooms;

/// <summary>What may be done with rooms beside what a seat in them allows.</summary>
static class RoomsRights
{
    /// <summary>Open a room of one's own.</summary>
    public static readonly Right Make = new("rooms.make", Role.DepartmentOfficer, Role.UnitOfficer, Role.Doctor, Role.DataOfficer, Role.Director) { Title = "Mở phòng họp" };

    /// <summary>Look after the rooms that an organisation holds: end one that was left open.</summary>
    public static readonly Right Keep = new("rooms.keep", Role.Director, Role.DepartmentOfficer, Role.UnitOfficer) { Title = "Trông coi phòng họp của đơn vị" };

    /// <summary>Say how long recordings are kept, and look at one without having had a seat.</summary>
    public static readonly Right Recordings = new("rooms.recordings", Role.Director) { Title = "Quản lý bản ghi cuộc họp" };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Right> All = [Make, Keep, Recordings];
}
