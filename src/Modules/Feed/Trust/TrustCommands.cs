using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Feed;

/// <summary>Trusted certificates and strictness from the command line.</summary>
static class TrustCommands
{
    /// <summary>The commands.</summary>
    public static readonly IReadOnlyList<Command> All =
    [
        new("feed trust add", "feed trust add FILE.pem [--facility CODE] [--name TEXT]", "Tin cậy chứng thư (CA hoặc người ký) cho một cơ sở, hoặc toàn hệ thống.",
            AddAsync),
        new("feed trust list", "feed trust list", "Liệt kê các chứng thư được tin cậy.", ListAsync),
        new("feed trust remove", "feed trust remove THUMBPRINT", "Bỏ tin cậy một chứng thư (dấu SHA-256).", RemoveAsync),
        new("feed signing", "feed signing CODE [--unsigned V] [--untrusted V] [--invalid V]",
            "Đặt cách xử lý tệp không ký, ký bằng chứng thư lạ, ký sai của một cơ sở; V: accepted, warned, refused.", SigningAsync),
    ];

    static async Task<int> AddAsync(IServiceProvider services, string[] args)
    {
        if (args.Length == 0 || !File.Exists(args[0])) throw Refusal.Invalid("Không có tệp hoặc thư mục “{0}”.", args.FirstOrDefault() ?? "");
        Guid? organisation = Of(args, "--facility") is { } code ? await FacilityAsync(services, code) : null;
        if (new FileInfo(args[0]).Length > PemFile.MostBytes) throw Refusal.Invalid("Tệp không phải là chứng thư số X.509 (PEM hoặc CER).");
        foreach (var c in await services.GetRequiredService<TrustDesk>().AddAsync(organisation, await File.ReadAllBytesAsync(args[0]), Of(args, "--name") ?? "", default))
            Console.WriteLine($"{c.Thumbprint}\t{c.Kind}\t{c.Subject}\t{Say.Day(Say.DayOf(c.ValidTo))}");
        return 0;
    }

    static async Task<int> ListAsync(IServiceProvider services, string[] args)
    {
        foreach (var c in await services.GetRequiredService<FeedStore>().Certificates.AsNoTracking().Where(c => c.RemovedAt == null).OrderBy(c => c.ValidTo)
            .ToListAsync())
            Console.WriteLine($"{c.Thumbprint}\t{c.Kind}\t{c.OrganisationId?.ToString() ?? "*"}\t{c.Name}\t{c.Subject}\t{Say.Day(Say.DayOf(c.ValidTo))}");
        return 0;
    }

    static async Task<int> RemoveAsync(IServiceProvider services, string[] args)
    {
        var asked = args.FirstOrDefault()?.ToUpperInvariant() ?? "";
        var found = await services.GetRequiredService<FeedStore>().Certificates.AsNoTracking().Where(c => c.Thumbprint == asked && c.RemovedAt == null).ToListAsync();
        if (found.Count == 0) throw Refusal.Missing("Không tìm thấy chứng thư này.");
        foreach (var one in found) await services.GetRequiredService<TrustDesk>().RemoveAsync(one.Id, null, default);
        return 0;
    }

    static async Task<int> SigningAsync(IServiceProvider services, string[] args)
    {
        var organisation = await FacilityAsync(services, args.FirstOrDefault() ?? "");
        var rule = await services.GetRequiredService<FeedStore>().SigningRules.AsNoTracking().SingleOrDefaultAsync(r =>
            r.OrganisationId == organisation) ?? SigningRule.Usual;
        SigningVerdict Verdict(string option, SigningVerdict before) => Of(args, option) is not { } text ? before
            : Enum.TryParse<SigningVerdict>(text, ignoreCase: true, out var verdict) && Enum.IsDefined(verdict) ? verdict
            : throw Refusal.Invalid("“{0}” không phải là accepted, warned hoặc refused.", text);
        await services.GetRequiredService<TrustDesk>().SetAsync(organisation, Verdict("--unsigned", rule.Unsigned), Verdict("--untrusted", rule.Untrusted),
            Verdict("--invalid", rule.Invalid), null, default);
        return 0;
    }

    static async Task<Guid> FacilityAsync(IServiceProvider services, string code) =>
        (await services.GetRequiredService<Facilities>().OfCodeAsync(code, default) ?? throw Refusal.Invalid("Không có cơ sở khám chữa bệnh nào mang mã này.")).Id;

    static string? Of(string[] args, string option) => Array.IndexOf(args, option) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
}
