using LienY.Contracts;
using LienY.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Imaging;

/// <summary>Commands of images.</summary>
static class ImagingCommands
{
    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Command> All =
    [
        new("imaging program", "imaging program TÊN_CƠ_SỞ TÊN_ĐĂNG_NHẬP", "Lập tài khoản cho một chương trình gửi và đọc ảnh qua DICOMweb tại một cơ sở (lập cơ sở nếu chưa có); in mã truy cập một lần.",
            ProgramAsync),
    ];

    static async Task<int> ProgramAsync(IServiceProvider services, string[] args)
    {
        if (args is not [{ Length: > 0 } facility, { Length: > 0 } user, ..] || facility.StartsWith("--", StringComparison.Ordinal) || user.StartsWith("--", StringComparison.Ordinal))
            throw Refusal.Invalid("Xin cho biết tên cơ sở và tên đăng nhập của chương trình.");
        var organisations = services.GetRequiredService<IOrganisations>();
        var known = (await organisations.ListAsync(facility, 50, default)).FirstOrDefault(o => o.Name == facility);
        var holder = known?.Id ?? await organisations.CreatePartnerAsync(facility, "hospital", null, default);
        var account = await services.GetRequiredService<IAccountMaker>().MakeAsync(user, user, "DICOMweb", Role.Doctor, holder, default);
        Console.WriteLine(account.Token);
        return 0;
    }
}
