using LienY.Kernel;

namespace LienY.Server;

/// <summary>Commands of the house itself.</summary>
static class ServerCommands
{
    public static readonly IReadOnlyList<Command> All =
    [
        new("ledger verify", "ledger verify", "Kiểm tra chuỗi băm của sổ sự kiện.", (s, _) => VerifyAsync(s, "ledger")),
        new("audit verify", "audit verify", "Kiểm tra chuỗi băm và chữ ký của nhật ký truy cập.", (s, _) => VerifyAsync(s, "trail")),
        new("audit root", "audit root", "In gốc đã ký mới nhất và khóa công khai, để giữ ở nơi thứ hai.", (s, _) => RootAsync(s)),
        new("backup", "backup TỆP [--passphrase-file TỆP] [--without-key]", "Sao lưu toàn bộ dữ liệu vào một tệp, kể cả khi đang chạy.", BackupAsync),
        new("restore", "restore TỆP [--passphrase-file TỆP]", "Khôi phục bản sao lưu vào thư mục dữ liệu trống (hoặc PostgreSQL trống).", RestoreAsync) { Bare = true },
    ];

    static async Task<int> BackupAsync(IServiceProvider services, string[] args)
    {
        var path = FileOf(args);
        var manifest = await Backup.WriteAsync(services, path, PassphraseOf(args), !args.Contains("--without-key"));
        Console.WriteLine($"Đã sao lưu {manifest.Rows.Values.Sum()} dòng của {manifest.Rows.Count} bảng và {manifest.Files} tệp vào {path}.");
        if (manifest.HasKey && PassphraseOf(args) is null) Console.WriteLine("Bản sao lưu chứa khóa của hệ thống và không có mật khẩu: xin cất giữ như chìa khóa.");
        if (!manifest.HasKey) Console.WriteLine("Bản sao lưu không chứa khóa: xin cất tệp “key” của thư mục dữ liệu ở nơi khác.");
        return 0;
    }

    static async Task<int> RestoreAsync(IServiceProvider bare, string[] args)
    {
        var path = FileOf(args);
        var settings = Settings.Read(args);
        await Restore.KeyAsync(settings.Data, path, PassphraseOf(args));
        var services = new ServiceCollection().AddLogging();
        Door.AddServices(services, settings);
        await using var provider = services.BuildServiceProvider();
        var manifest = await Restore.ReadAsync(provider, path, PassphraseOf(args));
        Console.WriteLine($"Đã khôi phục {manifest.Rows.Values.Sum()} dòng và {manifest.Files} tệp (sao lưu lúc {Say.Moment(manifest.At)}).");
        return 0;
    }

    static string FileOf(string[] args) =>
        args.Length > 0 && !args[0].StartsWith("--", StringComparison.Ordinal) ? args[0] : throw Refusal.Invalid("Xin cho biết tên tệp sao lưu.");

    static string? PassphraseOf(string[] args) =>
        Array.IndexOf(args, "--passphrase-file") is var at and >= 0 && at + 1 < args.Length ? File.ReadAllText(args[at + 1]).TrimEnd('\r', '\n') : null;

    static async Task<int> RootAsync(IServiceProvider services)
    {
        Console.WriteLine((await services.GetRequiredService<Roots>().LastAsync())?.Line ?? "Chưa có gốc nào.");
        Console.WriteLine(services.GetRequiredService<RootKey>().Public);
        return 0;
    }

    static async Task<int> VerifyAsync(IServiceProvider services, string book)
    {
        var result = await services.GetRequiredService<Sealing>().VerifyAsync(book);
        Console.WriteLine($"{result.Rows} dòng, {result.Seals} niêm phong, {result.Unsealed} dòng mới chưa niêm phong, {result.Roots} gốc đã ký.");
        foreach (var fault in result.Faults.Take(50)) Console.WriteLine("SAI: " + fault);
        Console.WriteLine(result.IsSound ? "Nguyên vẹn." : $"Phát hiện {result.Faults.Count} sai lệch.");
        return result.IsSound ? 0 : 1;
    }
}
