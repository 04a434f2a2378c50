using LienY.Kernel;

namespace LienY.Apps;

/// <summary>What may be done with applications. Who registers one never reads patients' data by it: a service that reads by itself waits for a director.</summary>
static class AppsRights
{
    /// <summary>Register applications, change them, switch them off.</summary>
    public static readonly Right Manage = new("apps.manage", Role.Administrator) { Title = "Quản lý ứng dụng kết nối" };

    /// <summary>Let a service read patients' data by itself, without a person.</summary>
    public static readonly Right Approve = new("apps.approve", Role.Director) { Title = "Duyệt dịch vụ tự đọc dữ liệu" };

    /// <summary>See applications, their load and their errors.</summary>
    public static readonly Right See = new("apps.see", Role.Administrator, Role.Director, Role.DataOfficer) { Title = "Xem ứng dụng kết nối" };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Right> All = [Manage, Approve, See];
}
