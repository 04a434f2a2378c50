using LienY.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Network;

/// <summary>Commands that load the official lists.</summary>
static class LoadCommands
{
    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Command> All =
    [
        new("places load", "places load DIR", "Nạp danh mục đơn vị hành chính (units_current.csv, units_legacy.csv, commune_mapping_2025.csv).",
            (s, args) => RunAsync(args, path => ActivatorUtilities.CreateInstance<PlaceLoading>(s).RunAsync(path, default))),
        new("organisations load", "organisations load FILE.csv", "Nạp danh sách đơn vị từ tệp CSV.",
            (s, args) => RunAsync(args, path => ActivatorUtilities.CreateInstance<OrganisationLoading>(s).RunAsync(path, default))),
    ];

    static async Task<int> RunAsync(string[] args, Func<string, Task<Loaded>> load)
    {
        if (args.TakeWhile(a => !a.StartsWith("--", StringComparison.Ordinal)).FirstOrDefault() is not { } path) throw Refusal.Invalid("Xin cho biết tệp hoặc thư mục cần nạp.");
        var loaded = await load(path);
        foreach (var row in loaded.Bad.Take(200)) await Console.Error.WriteLineAsync(row.ToString());
        if (loaded.Bad.Count > 200) await Console.Error.WriteLineAsync($"… và {loaded.Bad.Count - 200} dòng nữa.");
        Console.WriteLine($"Thêm {loaded.Added}, sửa {loaded.Changed}, giữ nguyên {loaded.Same}, chuyển đổi {loaded.Passages}, dòng lỗi {loaded.Bad.Count}.");
        return 0;
    }
}
