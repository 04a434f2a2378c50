using System.Globalization;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Codes;

/// <summary>Code lists from the command line.</summary>
static class CodeCommands
{
    /// <summary>The commands.</summary>
    public static readonly IReadOnlyList<Command> All =
    [
        new("codes import", "codes import KIND FILE --from DAY [--label TEXT] [--column code=HEAD] [--column name=HEAD] [--smaller]",
            "Nạp một bản danh mục mã (icd10, techniques, drugs, facilities hoặc URI) từ TSV, CSV, XLSX; bản mới khép bản cũ theo ngày.", ImportAsync),
        new("codes list", "codes list", "Liệt kê các bản danh mục đã nạp.", ListAsync),
    ];

    static async Task<int> ImportAsync(IServiceProvider services, string[] args)
    {
        var given = args.TakeWhile(a => !a.StartsWith("--", StringComparison.Ordinal)).ToArray();
        if (given.Length < 2) throw Refusal.Invalid("Xin cho biết tệp cần nhập.");
        var (label, columns) = (Of(args, "--label") ?? "", ColumnsOf(args));
        var kind = CodeKinds.Of(given[0], label) ?? throw Refusal.Invalid("Không có danh mục “{0}”. Xin ghi icd10, techniques, drugs, facilities hoặc URI của hệ mã.", given[0]);
        if (!DateOnly.TryParseExact(Of(args, "--from") ?? "", ["yyyy-MM-dd", "dd/MM/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var from))
            throw Refusal.Invalid("Xin ghi ngày bắt đầu hiệu lực, ví dụ --from 2026-07-01.");
        if (!File.Exists(given[1])) throw Refusal.Invalid("Không có tệp hoặc thư mục “{0}”.", given[1]);
        await using var file = File.OpenRead(given[1]);
        var done = await services.GetRequiredService<EditionLoading>().LoadAsync(kind, file, from, label, columns, args.Contains("--smaller"), default);
        Console.WriteLine($"{done.Name}: {done.Codes.ToString("N0", Say.Vietnam)} mã từ {Say.Day(done.From)}{(done.To is { } to ? " đến " + Say.Day(to) : "")}, "
            + $"{(done.IsNew ? "đã nạp" : "đã có, không đổi")}{(done.Twice > 0 ? $"; bỏ {done.Twice} dòng trùng mã" : "")}.");
        return 0;
    }

    static async Task<int> ListAsync(IServiceProvider services, string[] args)
    {
        foreach (var e in await services.GetRequiredService<ICodeLists>().EditionsAsync(default))
            Console.WriteLine($"{e.System}\t{e.Name}\t{e.Label}\t{e.From:yyyy-MM-dd}\t{e.To:yyyy-MM-dd}\t{e.Codes}");
        return 0;
    }

    static string? Of(string[] args, string option) => Array.IndexOf(args, option) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

    static Dictionary<string, string> ColumnsOf(string[] args)
    {
        var columns = new Dictionary<string, string>();
        for (var i = 0; i + 1 < args.Length; i++)
            if (args[i] == "--column" && args[i + 1].Split('=', 2) is [var what, var head]) columns[what] = head;
        return columns;
    }
}
