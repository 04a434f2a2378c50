using System.Text.Json;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace LienY.DataSets;

/// <summary>Commands: figures in and out, dictionaries in.</summary>
static class Commanding
{
    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Command> All =
    [
        new("datasets import", "datasets import FILE [--dry-run true] [--import-strategy CREATE_AND_UPDATE]", "Nhập tệp số liệu (dataValueSet JSON, XML, CSV hoặc ADX; nén gzip, zip được).", ImportAsync),
        new("datasets export", "datasets export --data-set CODE --period CODE --org-unit CODE [--children true] [--format json]", "Xuất số liệu ra màn hình (json, xml, csv, adx).", ExportAsync),
        new("datasets metadata", "datasets metadata FILE.json", "Nạp danh mục từ tệp metadata của DHIS2.", MetadataAsync),
        new("datasets predict", "datasets predict [CODE] [--from PERIOD --to PERIOD] [--json]", "Chạy dự báo (một hoặc tất cả) và ghi ngưỡng; không nêu kỳ thì kỳ vừa qua và kỳ đang chạy.", PredictCommand.RunAsync),
    ];

    static async Task<int> ImportAsync(IServiceProvider services, string[] args)
    {
        var path = FileOf(args);
        var options = ImportOptions.Of(Query(args));
        await using var content = File.OpenRead(path);
        using var spool = await Spool.TakeAsync(services.GetRequiredService<Database>(), content, default);
        var file = spool.Values(spool.Kind(), options.HasHead) ?? throw Refusal.Invalid("Không nhận ra định dạng tệp. Xin gửi JSON, XML, CSV hoặc ADX.");
        var record = await DataValueSets.RecordAsync(spool, file.Format, Path.GetFileName(path), "command", options, services.GetRequiredService<IFiles>(), services.GetRequiredService<Caller>(),
            services.GetRequiredService<TimeProvider>(), default);
        var result = await services.GetRequiredService<Importing>().RunAsync(file, options, record, default);
        var words = new Words(services.GetRequiredService<Lexicon>(), "vi");
        foreach (var fault in result.Faults.Take(200)) await Console.Error.WriteLineAsync($"{fault.Row + 1}: {FaultWords.Say(words, fault.Code, fault.Args)}");
        Console.WriteLine($"Thêm {record.Imported}, sửa {record.Updated} (không đổi {record.Unchanged}), rút {record.Deleted}, không nhận {record.Ignored}, dòng lặp {record.Repeated}.");
        return record.Status == "ERROR" ? 2 : 0;
    }

    static async Task<int> ExportAsync(IServiceProvider services, string[] args)
    {
        var query = Query(args);
        var glossary = await services.GetRequiredService<GlossaryBook>().NowAsync(default);
        var units = await services.GetRequiredService<UnitBook>().NowAsync(default);
        var clock = services.GetRequiredService<TimeProvider>();
        var (ask, code, sentence) = ExportAsk.Of(query, glossary, units, services.GetRequiredService<Caller>(), clock);
        if (ask is null) throw Refusal.Invalid("Không xuất được: {0} {1}", code, sentence);
        await using var output = Console.OpenStandardOutput();
        await new ValueWriters(glossary, units, ask).WriteAsync(query["format"].FirstOrDefault() ?? "json", output, services.GetRequiredService<Exporting>().ReadAsync(ask, default), clock.GetUtcNow(), default);
        return 0;
    }

    static async Task<int> MetadataAsync(IServiceProvider services, string[] args)
    {
        await using var content = File.OpenRead(FileOf(args));
        using var json = await JsonDocument.ParseAsync(content, new() { MaxDepth = 32 });
        var report = await services.GetRequiredService<MetadataImport>().RunAsync(json.RootElement, validate: false, atomic: false, default);
        var words = new Words(services.GetRequiredService<Lexicon>(), "vi");
        foreach (var type in report.Types)
        {
            foreach (var error in type.Errors.Take(100)) await Console.Error.WriteLineAsync($"{type.Klass} {error.Uid}: {words[error.Text, error.Args]}");
            Console.WriteLine($"{type.Klass}: thêm {type.Created}, sửa {type.Updated}, không nhận {type.Ignored}.");
        }
        return 0;
    }

    static string FileOf(string[] args) =>
        args.TakeWhile(a => !a.StartsWith("--", StringComparison.Ordinal)).FirstOrDefault() is { } path && File.Exists(path) ? path : throw Refusal.Invalid("Xin cho biết tệp cần nhập.");

    /// <summary><c>--data-set X</c> as <c>dataSet=X</c>, so that a command takes what the address takes.</summary>
    static QueryCollection Query(string[] args)
    {
        var given = new Dictionary<string, StringValues>();
        for (var i = 0; i + 1 < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal)) continue;
            var parts = args[i][2..].Split('-');
            var name = parts[0] + string.Concat(parts.Skip(1).Where(p => p.Length > 0).Select(p => char.ToUpperInvariant(p[0]) + p[1..]));
            given[name] = StringValues.Concat(given.GetValueOrDefault(name), args[i + 1]);
        }
        return new(given);
    }
}
