using System.Text.Json;
using LienY.Insurance;
using LienY.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Feed;

/// <summary>Files from the command line: one, or every XML and zip of a folder.</summary>
static class Importing
{
    /// <summary>The command.</summary>
    public static readonly Command Command = new("feed import", "feed import PATH [--facility CODE] [--json]",
        "Nhập hồ sơ khám chữa bệnh (XML 3176/4750, zip) từ tệp hoặc thư mục; cơ sở lấy từ tệp nếu không ghi.", RunAsync);

    static async Task<int> RunAsync(IServiceProvider services, string[] args)
    {
        var path = args.FirstOrDefault(a => !a.StartsWith("--", StringComparison.Ordinal)) ?? throw Refusal.Invalid("Xin cho biết tệp cần nhập.");
        var at = Array.IndexOf(args, "--facility");
        var given = at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
        if (given == path) path = args.FirstOrDefault(a =>
            !a.StartsWith("--", StringComparison.Ordinal) && a != given) ?? throw Refusal.Invalid("Xin cho biết tệp cần nhập.");
        var paths = File.Exists(path) ? [path] : Directory.Exists(path)
            ? Directory.EnumerateFiles(path).Where(p => Path.GetExtension(p).ToLowerInvariant() is ".xml" or ".zip").Order(StringComparer.Ordinal)
                .ToList() : throw Refusal.Invalid("Không có tệp hoặc thư mục “{0}”.", path);
        var answers = new List<FileAnswer>();
        foreach (var one in paths) answers.Add(await TakeAsync(services, one, given));
        if (args.Contains("--json")) Console.WriteLine(JsonSerializer.Serialize(answers.Select(Tell)));
        else foreach (var f in answers) Console.WriteLine($"{f.Name}: {f.Says}; {f.Episodes} hồ sơ, nhận {f.Accepted}, cảnh báo {f.Warned}, không nhận "
            + $"{f.Refused}, đã có {f.Same}.");
        foreach (var fault in answers.SelectMany(a => a.Faults).Where(f => f.IsRefusal)
            .Take(100)) await Console.Error.WriteLineAsync($"{fault.Key} {fault.Table} {fault.Row} {fault.Field}: {fault.Says} {fault.Remedy}");
        return answers.Any(a => a.State == 2) ? 2 : 0;
    }

    static async Task<FileAnswer> TakeAsync(IServiceProvider services, string path, string? given)
    {
        var facilities = services.GetRequiredService<Facilities>();
        await using var content = File.OpenRead(path);
        var code = given ?? CodeOf(content, path) ?? throw Refusal.Invalid("Tệp không ghi mã cơ sở. Xin thêm --facility MÃ.");
        var facility = await facilities.OfCodeAsync(code, default) ?? throw Refusal.Invalid("Không có cơ sở khám chữa bệnh nào mang mã này.");
        content.Position = 0;
        var kept = await services.GetRequiredService<Receipts>().KeepAsync(facility.Id, Path.GetFileName(path), content, default);
        var (batch, files) = await services.GetRequiredService<Receipts>().BookAsync(new(facility.Id, code, null, "dòng lệnh"), Channel.Command, [kept], null, default);
        await services.GetRequiredService<FeedWork>().NowAsync(files[0], Timeout.InfiniteTimeSpan, default);
        return (await services.GetRequiredService<FileAnswers>().OfAsync(facility.Id, files, default))[0];
    }

    static string? CodeOf(Stream content, string path)
    {
        using var parcel = Parcel.Open(content, Path.GetFileName(path));
        using var reader = parcel.Next();
        var first = reader?.Next();
        return reader?.Head.Facility ?? first?.Summary?[FieldNames.MA_CSKCB] ?? first?.Rows(0).FirstOrDefault()?[FieldNames.MA_CSKCB];
    }

    static object Tell(FileAnswer f) => new
    {
        id = f.Id,
        name = f.Name,
        outcome = f.Outcome?.ToString()
        .ToLowerInvariant(),
        episodes = f.Episodes,
        accepted = f.Accepted,
        warned = f.Warned,
        refused = f.Refused,
        same = f.Same
    };
}
