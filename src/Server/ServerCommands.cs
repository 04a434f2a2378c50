using LienY.Kernel;

namespace LienY.Server;

/// <summary>Commands of the house itself.</summary>
static class ServerCommands
{
    /// <summary>Commands that must find the database as it is.</summary>
    public static readonly IReadOnlySet<string> WithoutSchema = new HashSet<string> { "restore" };

    public static readonly IReadOnlyList<Command> All =
    [
        new("ledger verify", "ledger verify", "Kiểm tra chuỗi băm của sổ sự kiện.", (s, _) => VerifyAsync(s, "ledger")),
        new("audit verify", "audit verify", "Kiểm tra chuỗi băm của nhật ký truy cập.", (s, _) => VerifyAsync(s, "trail")),
    ];

    static async Task<int> VerifyAsync(IServiceProvider services, string book)
    {
        var result = await services.GetRequiredService<Sealing>().VerifyAsync(book);
        Console.WriteLine($"{result.Rows} dòng, {result.Seals} niêm phong, {result.Unsealed} dòng mới chưa niêm phong.");
        foreach (var fault in result.Faults.Take(50)) Console.WriteLine("SAI: " + fault);
        Console.WriteLine(result.IsSound ? "Nguyên vẹn." : $"Phát hiện {result.Faults.Count} sai lệch.");
        return result.IsSound ? 0 : 1;
    }
}
