using LienY.Kernel;

namespace LienY.Imaging;

/// <summary>What may be done with studies of images. None that shows names holds <see cref="Role.Administrator"/>: who runs the machine never reads patients' data.</summary>
static class ImagingRights
{
    /// <summary>Enter the place of images.</summary>
    public static readonly Right Enter = new("imaging.enter", Role.Doctor, Role.UnitOfficer, Role.DataOfficer, Role.Director, Role.Administrator)
    { Title = "Vào mục chẩn đoán hình ảnh" };

    /// <summary>Look at studies of the own facility, or released to it.</summary>
    public static readonly Right See = new("imaging.see", Role.Doctor, Role.UnitOfficer, Role.DataOfficer, Role.Director) { Title = "Xem hình ảnh y khoa" };

    /// <summary>Put studies into the archive by page or by program.</summary>
    public static readonly Right Send = new("imaging.send", Role.Doctor, Role.UnitOfficer, Role.DataOfficer) { Title = "Gửi hình ảnh y khoa vào kho" };

    /// <summary>Settle what matches no patient, or came twice with other content.</summary>
    public static readonly Right Settle = new("imaging.settle", Role.Doctor, Role.UnitOfficer, Role.DataOfficer) { Title = "Đối chiếu hình ảnh y khoa" };

    /// <summary>Let another organisation see images of a person, and end that.</summary>
    public static readonly Right Share = new("imaging.share", Role.DataOfficer, Role.Director) { Title = "Chia sẻ hình ảnh y khoa" };

    /// <summary>Order studies.</summary>
    public static readonly Right Order = new("imaging.order", Role.Doctor, Role.UnitOfficer) { Title = "Chỉ định chụp" };

    /// <summary>Admit devices.</summary>
    public static readonly Right Arrange = new("imaging.arrange", Role.Administrator, Role.UnitOfficer) { Title = "Quản lý thiết bị chẩn đoán hình ảnh" };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Right> All = [Enter, See, Send, Order, Settle, Share, Arrange];
}
