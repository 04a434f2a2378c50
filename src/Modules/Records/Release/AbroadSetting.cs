using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>
/// May data pass to a receiver outside the country? Off until an administrator turns it on (page <c>/records/abroad</c> or <c>records abroad on</c>), and then only
/// with the transfer file named and the signed paper, by the director of the holder (Law 91/2025 article 20).
/// </summary>
sealed class AbroadSetting(Database database) : IAbroad
{
    const string Name = "records/abroad";

    /// <summary>Its object in the trail.</summary>
    public const string Object = "records/abroad";

    /// <summary>Is it on.</summary>
    public async Task<bool> IsOnAsync(CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        return await connection.CellAsync("select value from kernel_setting where name = @p0", stop, Name) is "on";
    }

    /// <summary>Turns it on or off.</summary>
    public async Task SetAsync(bool on, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        await connection.RunAsync("insert into kernel_setting (name, value) values (@p0, @p1) on conflict (name) do update set value = excluded.value", stop, Name, on
            ? "on" : "off");
    }

    /// <summary>Refuses unless it is on and the transfer file is named.</summary>
    public async Task MustAllowAsync(string transferFile, CancellationToken stop)
    {
        if (!await IsOnAsync(stop))
            throw new Refusal(RefusalKind.Forbidden, "Đơn vị nhận ở ngoài Việt Nam: hệ thống đang tắt việc chuyển dữ liệu ra nước ngoài.")
            {
                Field = "receiver",
                Code = "abroad"
            };
        if (transferFile.Length == 0)
            throw new Refusal(RefusalKind.Invalid, "Chuyển ra nước ngoài phải nêu số hồ sơ đánh giá tác động chuyển dữ liệu.") { Field = "transfer" };
    }

    /// <summary>The command that turns it.</summary>
    public static readonly Command Turning = new("records abroad", "records abroad on|off", "Bật hoặc tắt việc chia sẻ hồ sơ cho đơn vị ở nước ngoài (mặc định tắt).",
        async (services, args) =>
    {
        if (args is not ["on" or "off", ..]) throw Refusal.Invalid("Xin ghi on hoặc off.");
        await new AbroadSetting((Database)services.GetService(typeof(Database))!).SetAsync(args[0] == "on", default);
        await ((TrailBook)services.GetService(typeof(TrailBook))!).WriteAsync(Caller.House, "records.abroad", "setting", args[0], "ok");
        Console.WriteLine(args[0] == "on" ? "Đã bật chia sẻ ra nước ngoài." : "Đã tắt chia sẻ ra nước ngoài.");
        return 0;
    });
}
