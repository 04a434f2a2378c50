using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Rotation;

/// <summary>
/// What a day tells the ledger, for the place that receives: that it was due (when it is over, or met before), met, what was done, confirmed. When it
/// changes, what stands
/// is taken back exactly and told anew. The caller saves.
/// </summary>
static class DayFacts
{
    /// <summary>The job: days that are over.</summary>
    public static readonly Job Hourly = new("rotation-days", TimeSpan.FromHours(1), async (services, stop) =>
        await RunAsync(services.GetRequiredService<RotationStore>(), services.GetRequiredService<TimeProvider>().Today(), stop));

    /// <summary>Tells of every day that was over before this one; returns how many.</summary>
    public static async Task<int> RunAsync(RotationStore store, DateOnly today, CancellationToken stop)
    {
        var told = 0;
        while (true)
        {
            var days = await store.Days.Where(d => d.OnDay < today && d.Told == "").OrderBy(d => d.OnDay).ThenBy(d => d.Id).Take(200).ToListAsync(stop);
            if (days.Count == 0) return told;
            foreach (var day in days) await StateAsync(store, day, today, stop);
            told += days.Count;
            await store.SaveChangesAsync(stop);
            store.ChangeTracker.Clear();
        }
    }

    static string Saying(RotationDay day, DateOnly today) =>
        day.State == DayState.Met ? FormattableString.Invariant($"met {day.OnDay:yyyyMMdd} {day.Patients} {day.Techniques} {day.Classes} {day.Consults} {(day.ConfirmedAt is null ? 0 : 1)}")
        : day.OnDay >= today ? "" : FormattableString.Invariant($"{(day.State == DayState.Excused ? "excused" : "unmet")} {day.OnDay:yyyyMMdd}");

    /// <summary>Brings the ledger to what holds of a day.</summary>
    public static async Task StateAsync(RotationStore store, RotationDay day, DateOnly today, CancellationToken stop)
    {
        var now = Saying(day, today);
        if (now == day.Told) return;
        var source = "rotation/" + day.Id;
        if (day.Told.Length > 0)
        {
            var all = await store.Set<Fact>().AsNoTracking().Where(f => f.Module == "rotation" && f.SourceId == source).ToListAsync(stop);
            var undone = all.Where(f => f.Part == 1).Select(f => f.Corrects).ToHashSet();
            foreach (var fact in all.Where(f => f.Part == 0 && !undone.Contains(f.Id))) store.Report(fact.Reversal(day.ToldVersion + 1,
                Words.Key("Ngày luân phiên được sửa")));
        }
        day.ToldVersion++;
        day.Told = now;
        if (now.Length == 0) return;
        Fact Of(string kind, decimal value, params (string, string)[] dims) => new()
        {
            Kind = kind,
            UnitId = day.ReceiverId,
            OccurredOn = day.OnDay,
            Value = value,
            Module = "rotation",
            SourceId = source,
            SourceVersion = day.ToldVersion,
            PlanId = day.PlanId,
            TopicId = day.TopicId,
            Dims = Fact.DimsOf([("scheme", day.Scheme), .. dims]),
        };
        store.Report(Of("rotation.day.due", 1, ("excused", day.State == DayState.Excused ? "true" : "false")));
        if (day.State != DayState.Met) return;
        store.Report(Of("rotation.day.met", 1));
        if (day.Patients > 0) store.Report(Of("rotation.patients", day.Patients));
        if (day.Techniques > 0) store.Report(Of("rotation.technique.handed", day.Techniques));
        if (day.Classes > 0) store.Report(Of("rotation.class.held", day.Classes));
        if (day.Consults > 0) store.Report(Of("rotation.consult.held", day.Consults));
        if (day.ConfirmedAt is not null) store.Report(Of("rotation.day.confirmed", 1));
    }
}
