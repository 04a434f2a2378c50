using LienY.Contracts;
using LienY.Kernel;
using LienY.Reading;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Plans;

/// <summary>The command <c>plans import</c>: prints what a paper holds, or stores it for review.</summary>
static class ImportCommands
{
    /// <summary>Both forms of the command; the one with <c>--owner</c> needs the database.</summary>
    public static readonly IReadOnlyList<Command> All =
    [
        new("plans import", "plans import FILE --owner MÃ|TÊN [--data DIR]", "Nhập một kế hoạch đã ký để rà soát trên trang.", StoreAsync)
        {
            Suits = args => args.Any(a => a == "--owner" || a.StartsWith("--owner=", StringComparison.Ordinal)),
        },
        new("plans import", "plans import FILE --json", "In nội dung đọc được của một kế hoạch (JSON), không lưu.", (_, args) => PrintAsync(args)) { Bare = true },
    ];

    static async Task<int> PrintAsync(string[] args)
    {
        var (path, bytes) = await FileAsync(args);
        if (!args.Contains("--json")) throw Refusal.Invalid("Xin thêm --json để in nội dung, hoặc --owner để nhập vào hệ thống.");
        var json = PlanJson.Write(Importing.Read(bytes, Path.GetFileName(path)));
        await Console.Out.WriteLineAsync(json);
        return 0;
    }

    static async Task<int> StoreAsync(IServiceProvider services, string[] args)
    {
        var (path, bytes) = await FileAsync(args);
        var owner = await OwnerAsync(services.GetRequiredService<IOrganisations>(), Option(args, "--owner"));
        var imported = await services.GetRequiredService<Importing>().ReceiveAsync(owner, Path.GetFileName(path), bytes, args.Contains("--again"), default);
        // A scan is read here and now: the command ends when the import is ready for review.
        await services.GetRequiredService<Scanning>().ReadAsync(imported.Id, default);
        await Console.Out.WriteLineAsync($"/plans/imports/{imported.Id}");
        if (imported.IsEarlier) await Console.Error.WriteLineAsync("Tệp này đã được nhập trước đây; muốn đọc lại, xin thêm --again.");
        return 0;
    }

    static async Task<(string Path, byte[] Bytes)> FileAsync(string[] args)
    {
        var path = args.FirstOrDefault() is { } first && !first.StartsWith("--", StringComparison.Ordinal) ? first : throw Refusal.Invalid("Xin nêu tên tệp: plans import FILE --json");
        if (!File.Exists(path)) throw Refusal.Invalid("Không có tệp “{0}”.", path);
        if (new FileInfo(path).Length > Importing.Limit) throw Refusal.Invalid("Tệp lớn hơn {0} MB nên không nhận. Xin chia nhỏ hoặc nén lại tệp.", Importing.Limit / 1024 / 1024);
        return (path, await File.ReadAllBytesAsync(path));
    }

    static async Task<Guid> OwnerAsync(IOrganisations organisations, string owner)
    {
        var matches = await organisations.MatchAsync(owner, null, null, default);
        return matches.FirstOrDefault() is { Score: >= 0.9 } best && matches.Count(m => m.Score >= best.Score) == 1 ? best.Organisation.Id
            : throw Refusal.Invalid("Không rõ đơn vị “{0}” là đơn vị nào. Xin ghi mã hoặc tên đầy đủ.", owner);
    }

    static string Option(string[] args, string name)
    {
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i].StartsWith(name + "=", StringComparison.Ordinal)) return args[i][(name.Length + 1)..];
            if (args[i] == name && i + 1 < args.Length) return args[i + 1];
        }
        throw Refusal.Invalid("Xin nêu đơn vị chủ trì: --owner MÃ hoặc TÊN.");
    }
}
