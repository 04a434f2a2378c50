using LienY.Kernel;

namespace LienY.Imaging;

/// <summary>What may be done with studies of images.</summary>
static class ImagingRights
{
    /// <summary>Enter the place of images.</summary>
    public static readonly Right Enter = new("imaging.enter", Role.Doctor, Role.UnitOfficer, Role.Director, Role.Administrator) { Title = "Vào mục chẩn đoán hình ảnh" };

    /// <summary>Look at studies of the own facility, or released to it.</summary>
    public static readonly Right See = new("imaging.see", Role.Doctor, Role.UnitOfficer, Role.Director) { Title = "Xem hình ảnh y khoa" };

    /// <summary>Put studies into the archive by page or by program.</summary>
    public static readonly Right Send = new("imaging.send", Role.Doctor, Role.UnitOfficer) { Title = "Gửi hình ảnh y khoa vào kho" };

    /// <summary>Admit devices and settle what does not match.</summary>
    public static readonly Right Arrange = new("imaging.arrange", Role.Administrator, Role.UnitOfficer) { Title = "Quản lý thiết bị chẩn đoán hình ảnh" };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Right> All = [Enter, See, Send, Arrange];
}
