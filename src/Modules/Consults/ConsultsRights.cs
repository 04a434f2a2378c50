using LienY.Kernel;

namespace LienY.Consults;

/// <summary>
/// What may be done with consultations. None names <see cref="Role.Administrator"/> but the rules of clocks: who runs the machine never reads patients' data.
/// Each is held at the facility itself; see <see cref="Seats"/>.
/// </summary>
static class ConsultsRights
{
    /// <summary>See the consultations of the own facility.</summary>
    public static readonly Right See = new("consults.see", Role.Doctor, Role.Director, Role.DataOfficer, Role.UnitOfficer) { Title = "Xem ca hội chẩn của đơn vị" };

    /// <summary>Ask another facility.</summary>
    public static readonly Right Ask = new("consults.ask", Role.Doctor) { Title = "Xin hội chẩn từ xa" };

    /// <summary>Let a request out of the facility, and let the other side know who the patient is.</summary>
    public static readonly Right Approve = new("consults.approve", Role.Director) { Title = "Duyệt đề nghị hội chẩn" };

    /// <summary>Take a case, ask for more, refuse, pass on, give an opinion.</summary>
    public static readonly Right Answer = new("consults.answer", Role.Doctor, Role.Director) { Title = "Tiếp nhận và trả lời hội chẩn" };

    /// <summary>Schedule meetings and prepare minutes.</summary>
    public static readonly Right Arrange = new("consults.arrange", Role.Doctor, Role.Director, Role.UnitOfficer, Role.DataOfficer) { Title = "Xếp lịch hội chẩn" };

    /// <summary>Keep the roster of those on call.</summary>
    public static readonly Right Roster = new("consults.roster", Role.Director, Role.UnitOfficer, Role.DataOfficer) { Title = "Lập lịch trực hội chẩn" };

    /// <summary>Set how long each urgency may take.</summary>
    public static readonly Right Rules = new("consults.rules", Role.Administrator) { Title = "Đặt thời hạn trả lời hội chẩn" };

    /// <summary>Agree on prices and settle what was done.</summary>
    public static readonly Right Settle = new("consults.settle", Role.Director, Role.UnitOfficer) { Title = "Thanh toán hội chẩn giữa hai đơn vị" };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Right> All = [See, Ask, Approve, Answer, Arrange, Roster, Rules, Settle];
}
