using LienY.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Evidence;

/// <summary>Brings tables of indicators into the catalogue: the national ones that plans cite, and tables of a department.</summary>
static class CatalogueLoading
{
    /// <summary>Who publishes the national list.</summary>
    public const string House = "Liên Y";

    public static readonly IReadOnlyList<Command> Commands =
    [
        new("evidence catalogue load", "evidence catalogue load FILE.tsv", "Nạp danh mục chỉ tiêu từ bảng cách nhau bằng tab; bản đổi nội dung thành phiên bản mới.", LoadAsync),
    ];

    /// <summary>At each start: the list of this release, where it is new or changed.</summary>
    public static readonly Job AtStart = new("evidence-catalogue", TimeSpan.FromDays(1), async (services, stop) =>
        await NationalAsync(services.GetRequiredService<EvidenceStore>(), services.GetRequiredService<Cataloguing>(), stop));

    /// <summary>The lists that this release brings: the national one, what computes itself from the records that hospitals send, from their messages and from what is shared; returns how many indicators changed.</summary>
    public static async Task<int> NationalAsync(EvidenceStore store, Cataloguing cataloguing, CancellationToken stop)
    {
        var changed = 0;
        foreach (var name in new[]
        {
            "national", "feed", "apps", "exchange", "fhir", "consults", "logbook", "certificates", "training", "credits", "transfer", "outreach", "documents", "signing", "imaging",
        })
        {
            using var reader = new StreamReader(typeof(CatalogueLoading).Assembly.GetManifestResourceStream($"Tables/{name}.tsv")!);
            changed += await TakeAsync(store, cataloguing, CatalogueTable.Read(await reader.ReadToEndAsync(stop)).Rows, House, stop);
        }
        return changed;
    }

    static async Task<int> TakeAsync(EvidenceStore store, Cataloguing cataloguing, IReadOnlyList<(string Code, IndicatorInput Input)> rows, string author, CancellationToken stop)
    {
        var changed = 0;
        foreach (var (code, input) in rows)
            if (await cataloguing.TakeAsync(code, input, author, stop)) changed++;
        await store.SaveChangesAsync(stop);
        return changed;
    }

    static async Task<int> LoadAsync(IServiceProvider services, string[] args)
    {
        if (args.TakeWhile(a => !a.StartsWith("--", StringComparison.Ordinal)).FirstOrDefault() is not { } path) throw Refusal.Invalid("Xin cho biết tệp cần nạp.");
        var (rows, bad) = CatalogueTable.Read(await File.ReadAllTextAsync(path));
        foreach (var row in bad) await Console.Error.WriteLineAsync($"Dòng {row.Line} ({row.Code}): {string.Format(Say.Vietnam, row.Why.Text, row.Why.Args)}");
        var changed = await TakeAsync(services.GetRequiredService<EvidenceStore>(), services.GetRequiredService<Cataloguing>(), rows, House, default);
        Console.WriteLine($"Thêm hoặc đổi {changed}, giữ nguyên {rows.Count - changed}, dòng lỗi {bad.Count}.");
        return 0;
    }
}
