using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LienY.Evidence;

/// <summary>The nightly comparison of replay with incremental, and the commands that do it at will.</summary>
static class Checking
{
    /// <summary>Once a day, after two in the morning at Hà Nội (or at the first start of the day).</summary>
    public static readonly Job Nightly = new("evidence-check", TimeSpan.FromHours(1), NightlyAsync);

    public static readonly IReadOnlyList<Command> Commands =
    [
        new("evidence check", "evidence check", "So sánh số tổng hợp với tính lại từ sổ sự kiện; phải là 0 sai khác.", (s, _) => CheckAsync(s)),
        new("evidence replay", "evidence replay [--only]", "Tính lại toàn bộ số tổng hợp từ sổ sự kiện rồi so sánh (--only: không so sánh).", ReplayAsync),
        new("evidence evaluate", "evidence evaluate [--as-of NGÀY]", "Đọc mọi chỉ tiêu của mọi kế hoạch vào một ngày và đếm theo trạng thái.", EvaluateAsync),
    ];

    static async Task NightlyAsync(IServiceProvider services, CancellationToken stop)
    {
        var store = services.GetRequiredService<EvidenceStore>();
        var now = store.Clock.GetUtcNow();
        var last = await store.Checks.OrderByDescending(c => c.CheckedAt).Select(c => (DateTimeOffset?)c.CheckedAt).FirstOrDefaultAsync(stop);
        if (last is { } at && Say.DayOf(at.AddHours(-2)) == Say.DayOf(now.AddHours(-2))) return;
        var check = await services.GetRequiredService<Comparison>().RunAsync(stop);
        store.Checks.Add(check);
        await store.SaveChangesAsync(stop);
        if (check.Differences > 0)
            services.GetRequiredService<ILogger<RollupCheck>>().LogError("Roll-up differs from the ledger in {Count} cells, first '{First}'; run 'evidence replay'.", check.Differences, check.First);
    }

    static async Task<int> CheckAsync(IServiceProvider services)
    {
        var check = await services.GetRequiredService<Comparison>().RunAsync(default);
        Console.WriteLine($"{check.Facts} sự kiện, {check.Cells} ô tổng hợp, {check.Differences} sai khác.");
        if (check.Differences > 0) Console.WriteLine("Sai khác đầu tiên: " + check.First);
        return check.Differences == 0 ? 0 : 1;
    }

    static async Task<int> ReplayAsync(IServiceProvider services, string[] args)
    {
        Console.WriteLine($"Đã tính lại từ {await services.GetRequiredService<Replay>().RebuildAsync(default)} sự kiện.");
        return args.Contains("--only") ? 0 : await CheckAsync(services);
    }

    static async Task<int> EvaluateAsync(IServiceProvider services, string[] args)
    {
        var at = Array.IndexOf(args, "--as-of");
        var day = services.GetRequiredService<TimeProvider>().Today();
        if (at >= 0 && (at + 1 >= args.Length || !Say.TryDay(args[at + 1], out day))) throw Refusal.Invalid("Xin ghi ngày như 2026-11-20 hoặc 20/11/2026.");
        var all = await services.GetRequiredService<WholeEvaluation>().RunAsync(day, default);
        Console.WriteLine($"{all.Plans} kế hoạch, {all.Targets.Values.Sum()} chỉ tiêu đến ngày {Say.Day(day)}: {Say.Number((decimal)all.Took.TotalSeconds)} giây.");
        foreach (var (status, count) in all.Targets) Console.WriteLine($"{count,8}  {Design.Components.Signs.Word(status)}");
        return 0;
    }
}
