using LienY.Kernel;

namespace LienY.Accounts;

/// <summary>
/// Rights of this module. The role Administrator holds these and the machine's, and no other: a right to data of patients must never name
/// <see cref="Role.Administrator"/>.
/// </summary>
static class AccountsRights
{
    public static readonly Right Manage = new("accounts.manage", Role.Administrator) { Title = "Quản lý tài khoản" };

    public static readonly Right Audit = new("audit.read", Role.Administrator, Role.Director) { Title = "Xem nhật ký truy cập" };
}
