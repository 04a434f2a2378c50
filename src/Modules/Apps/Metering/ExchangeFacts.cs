using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Apps;

/// <summary>
/// Tells the ledger, once a day is over, how many exchanges each application had and how many of them failed. Counts that come late (a node that was cut off)
/// correct the day: what was told is taken back and told anew.
/// </summary>
static class ExchangeFacts
{
    /// <summary>Exchanges of an application on a day.</summary>
    public const string Handled = "apps.exchange.handled";

    /// <summary>Those of them that failed or were refused.</summary>
    public const string Failed = "apps.exchange.failed";

    const int Days = 7;

    /// <summary>Every ten minutes; there is something to tell once a day.</summary>
    public static readonly Job Round = new("apps-exchanges", TimeSpan.FromMinutes(10), (services, stop) =>
        TellAsync(services.GetRequiredService<AppsStore>(), stop));

    /// <summary>Tells what is new about the last days.</summary>
    public static async Task TellAsync(AppsStore store, CancellationToken stop)
    {
        var today = store.Clock.Today();
        var from = today.AddDays(-Days);
        var load = (await store.Load.AsNoTracking().Where(l => l.Day >= from && l.Day < today).ToListAsync(stop)).GroupBy(l => (l.AppId, l.Day))
            .Select(g => (g.Key.AppId, g.Key.Day, Handled: g.Sum(l => l.Times), Failed: g.Where(l => l.Outcome is "refused" or "failed").Sum(l => l.Times)))
            .ToList();
        var told = await store.Told.Where(t => t.Day >= from && t.Day < today).ToDictionaryAsync(t => (t.AppId, t.Day), stop);
        var apps = await store.Apps.AsNoTracking().ToDictionaryAsync(a => a.Id, stop);
        foreach (var day in load.Where(d => apps.ContainsKey(d.AppId)))
        {
            if (!told.TryGetValue((day.AppId, day.Day), out var row)) store.Told.Add(row = new()
            {
                AppId = day.AppId,
                Day = day.Day,
                Handled = 0,
                Failed = 0,
                Edition = 0
            });
            if ((row.Handled, row.Failed) == (day.Handled, day.Failed)) continue;
            var source = FormattableString.Invariant($"app/{day.AppId}/{day.Day:yyyy-MM-dd}");
            var standing = row.Edition == 0 ? [] : await store.Facts.AsNoTracking().Where(f => f.SourceId == source && f.SourceVersion == row.Edition && f.Part == 0)
                .ToListAsync(stop);
            row.Edition++;
            foreach (var fact in standing) store.Report(fact.Reversal(row.Edition, "late counts"));
            (row.Handled, row.Failed) = (day.Handled, day.Failed);
            foreach (var (kind, value) in new[] { (Handled, day.Handled), (Failed, day.Failed) })
                if (value > 0) store.Report(Of(apps[day.AppId], kind, value, day.Day, source, row.Edition));
        }
        await store.SaveChangesAsync(stop);
    }

    static Fact Of(App app, string kind, long value, DateOnly day, string source, int edition) => new()
    {
        Kind = kind,
        UnitId = app.OrganisationId,
        OccurredOn = day,
        Value = value,
        Module = "apps",
        SourceId = source,
        SourceVersion = edition,
        Dims = Fact.DimsOf(("client", app.Code)),
    };
}
