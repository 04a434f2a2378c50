using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Consults;

/// <summary>Notices once that minutes were not signed within 24 hours, and prepares minutes of opinions in writing.</summary>
static class LateMinutes
{
    /// <summary>The job.</summary>
    public static readonly Job Often = new("consult-minutes", TimeSpan.FromMinutes(2), async (services, stop) =>
    {
        var store = services.GetRequiredService<ConsultsStore>();
        await WrittenAsync(store, services.GetRequiredService<MinutesDrafting>(), stop);
        await RunAsync(store, services.GetRequiredService<TimeProvider>(), stop);
    });

    /// <summary>Opinions in writing become minutes to sign; returns how many.</summary>
    public static async Task<int> WrittenAsync(ConsultsStore store, MinutesDrafting drafting, CancellationToken stop)
    {
        var waiting = await store.Cases.Where(c => c.State == CaseState.AwaitingSignatures && c.IsAsync && !store.Minutes.Any(m => m.CaseId == c.Id)).Take(100)
            .ToListAsync(stop);
        foreach (var one in waiting)
            if (await store.Opinions.AsNoTracking().Where(o => o.CaseId == one.Id).OrderByDescending(o => o.At).FirstOrDefaultAsync(stop) is { } opinion)
                await drafting.PrepareWrittenAsync(one, opinion, stop);
        await store.SaveChangesAsync(stop);
        return waiting.Count;
    }

    /// <summary>Tells of minutes that ran late; returns how many.</summary>
    public static async Task<int> RunAsync(ConsultsStore store, TimeProvider clock, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var late = await store.Minutes.Where(m => m.Edition == 1 && m.LateAt == null && m.DueAt <= now
            && (m.State == MinutesState.Draft || m.State == MinutesState.Signing)).Take(500).ToListAsync(stop);
        foreach (var minutes in late)
        {
            minutes.LateAt = now;
            store.Report(new Fact
            {
                Kind = "consult.minutes.late",
                UnitId = minutes.AskingId,
                OccurredOn = Say.DayOf(minutes.DueAt),
                Value = 1,
                Module = "consults",
                SourceId = $"minutes/{minutes.Id}/{minutes.AskingId:N}",
                Dims = Fact.DimsOf(("role", "asking")),
            });
            foreach (var user in await store.Members.Where(m => m.MinutesId == minutes.Id && m.UserId != null
                && (m.Role == RoomRole.Chair || m.Role == RoomRole.Secretary)).Select(m => m.UserId!.Value).ToListAsync(stop))
                store.Notify(new Notice
                {
                    UserId = user,
                    Text = Words.Key("Biên bản {0} đã quá 24 giờ mà chưa đủ chữ ký."),
                    Args = Notice.ArgsOf(minutes.Number),
                    Link = "/consults/minutes/" + minutes.Id,
                    Once = $"consult-minutes/{minutes.Id}/late/{user}",
                });
        }
        await store.SaveChangesAsync(stop);
        return late.Count;
    }
}
