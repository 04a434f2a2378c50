using System.Text.Json;
using LienY.Kernel;
using LienY.Periods;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.DataSets;

/// <summary><c>datasets predict [CODE] [--from P --to P] [--json]</c>: periods by code, e.g. 202601 or 2026W3.</summary>
static class PredictCommand
{
    public static async Task<int> RunAsync(IServiceProvider services, string[] args)
    {
        var code = args.Length > 0 && !args[0].StartsWith("--", StringComparison.Ordinal) ? args[0] : null;
        var json = args.Contains("--json");
        var (from, to) = (PeriodOf(args, "--from"), PeriodOf(args, "--to"));
        if (from is null != to is null) throw Refusal.Invalid("Xin nêu cả --from và --to, hoặc không nêu.");
        if (from is not null && to!.Last < from.Last) throw Refusal.Invalid("Ngày đầu kỳ phải trước hoặc trùng ngày cuối kỳ.");
        var store = services.GetRequiredService<DataSetsStore>();
        var all = await store.Predictors.AsNoTracking().Where(p => code == null ? p.IsActive : p.Code == code || p.Uid == code).OrderBy(p => p.Code).ToListAsync();
        if (code is not null && all.Count == 0) throw Refusal.Missing("Không có dự báo “{0}”.", code);
        var told = new List<object>();
        var failed = false;
        foreach (var predictor in all)
        {
            var usual = Predicting.Usual(predictor, services.GetRequiredService<TimeProvider>().Today());
            var run = await services.GetRequiredService<Predicting>().RunAsync(predictor, from?.Last ?? usual.From, to?.Last ?? usual.To, default);
            failed |= run.Trouble.Length > 0;
            told.Add(QualityApi.RunOf(predictor, run));
            if (json) continue;
            if (run.Trouble.Length > 0) await Console.Error.WriteLineAsync($"{predictor.Code}: {run.Trouble}");
            else Console.WriteLine($"{predictor.Code}: {run.Units} đơn vị, {run.Periods} kỳ: ghi {run.Written}, không đổi {run.Unchanged}, rút {run.Removed}, không có giá trị {run.Valueless}, giữ số đã nhập {run.Kept}.");
        }
        if (json) Console.WriteLine(JsonSerializer.Serialize(told, JsonSerializerOptions.Web));
        else if (all.Count == 0) Console.WriteLine("Chưa có dự báo nào đang dùng.");
        return failed ? 2 : 0;
    }

    static Period? PeriodOf(string[] args, string name)
    {
        var at = Array.IndexOf(args, name);
        if (at < 0) return null;
        return Period.TryParse(at + 1 < args.Length ? args[at + 1] : null, out var period) ? period : throw Refusal.Invalid("Kỳ “{0}” không hợp lệ.",
            at + 1 < args.Length ? args[at + 1] : "");
    }
}
