using LienY.Kernel;

namespace LienY.Consults;

/// <summary>What may be done with meetings beside <see cref="ConsultsRights"/>.</summary>
static class MeetingRights
{
    /// <summary>See meetings, their state and whether minutes are signed; nothing of a patient.</summary>
    public static readonly Right Watch = new("consults.watch", Role.DepartmentOfficer, Role.UnitOfficer, Role.Doctor, Role.Director, Role.DataOfficer)
    { Title = "Xem buổi hội chẩn và tình trạng biên bản" };
}
