using LienY.Contracts;
using LienY.Kernel;
using LienY.Periods;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.DataSets;

/// <summary>Each night: predictors write the thresholds of the running period and the one before, then every rule is read for the newest periods.</summary>
sealed class Nightly(DataSetsStore store, Predicting predicting, CheckBook book, IOrganisationTree trees, TimeProvider clock)
{
    /// <summary>The job: looks each hour whether the day has had its round.</summary>
    public static readonly Job Round = new("datasets-quality", TimeSpan.FromHours(1), (s, stop) => s.GetRequiredService<Nightly>().RunAsync(stop));

    /// <summary>How many ended periods of each rule are read again.</summary>
    const int Periods = 2;

    /// <summary>Goes round, unless the day has had its round; returns whether it went.</summary>
    public async Task<bool> RunAsync(CancellationToken stop)
    {
        var today = clock.Today();
        if (await store.Nights.AnyAsync(n => n.Day == today, stop) || !await store.Rules.AnyAsync(r => r.IsActive, stop) && !await store.Predictors.AnyAsync(p =>
            p.IsActive, stop)) return false;
        store.Nights.Add(new() { Day = today, StartedAt = clock.GetUtcNow() });
        await store.SaveChangesAsync(stop);
        foreach (var predictor in await store.Predictors.AsNoTracking().Where(p => p.IsActive).OrderBy(p => p.Code).ToListAsync(stop))
        {
            var (from, to) = Predicting.Usual(predictor, today);
            await predicting.RunAsync(predictor, from, to, stop);
        }
        var units = (await trees.OnAsync(null, stop)).Units.Select(u => u.Id).ToList();
        foreach (var group in (await store.Rules.AsNoTracking().Where(r => r.IsActive).ToListAsync(stop)).GroupBy(r => r.PeriodType))
        {
            var running = PeriodType.Find(group.Key)!.Of(today);
            var first = running;
            for (var i = 0; i < Periods; i++) first = first.Previous;
            // A threshold may be passed while the period still runs; figures that do not fit are told when it has ended.
            await book.RunAsync([.. group], units, first.Last, running.Previous.Last, stop);
            var warnings = group.Where(r => r.Kind == RuleKind.Warning).ToList();
            if (warnings.Count > 0) await book.RunAsync(warnings, units, running.Last, running.Last, stop);
        }
        return true;
    }
}

/// <summary>Warnings and figures that do not fit, of the caller's units, on "Hôm nay".</summary>
sealed class QualityToday(Checks checks, DataSetsStore store, Caller caller, Words words, TimeProvider clock) : ITodaySource
{
    const int Most = 4;
    const int Days = 92;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TodayItem>> ItemsAsync(CancellationToken stop)
    {
        if (!caller.May(DataSetsRights.Enter) || caller.IsHouse) return [];
        var since = clock.Today().AddDays(-Days);
        var items = new List<TodayItem>();
        foreach (var group in (await checks.WarningsAsync(since, stop)).Where(w => w.Violation.State == ViolationState.Open && caller.May(DataSetsRights.Enter,
            w.Violation.UnitId)).GroupBy(w => w.Rule.Id).Take(Most))
        {
            var first = group.OrderByDescending(w => w.Violation.EndsOn).First();
            items.Add(group.Count() == 1
                ? new(TodayList.Due, words["Cảnh báo: {0}", first.Rule.Title(words.Language)], $"{first.Unit} · {first.Period.Title(words.Language)}", null,
                    $"/data/checks/{first.Violation.Id}", words["Xem cảnh báo"])
                : new(TodayList.Due, words["{0} cảnh báo: {1}", group.Count(), first.Rule.Title(words.Language)], first.Period.Title(words.Language), null,
                    "/data/alerts", words["Xem cảnh báo"]));
        }
        var open = (await store.Violations.AsNoTracking().Where(v => v.Kind == RuleKind.Check && v.Importance == Importance.High && v.State == ViolationState.Open
            && v.EndsOn >= since).Select(v => v.UnitId).ToListAsync(stop))
            .Count(u => caller.May(DataSetsRights.Enter, u));
        if (open > 0)
            items.Add(new(TodayList.Due, words["{0} lỗi số liệu mức cao chưa xử lý", open], words["từ ngày {0}", since], null,
                FormattableString.Invariant($"/data/checks?from={since:yyyy-MM-dd}&to={clock.Today():yyyy-MM-dd}&importance=High&state=Open"), words["Xem lỗi"]));
        return items;
    }
}
