using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Consults;

/// <summary>
/// Takes up clocks that ran out: the case goes to the next on the roster, then to the director. Clocks are rows, so that a restart loses none; each is moved in
/// a transaction that finds the version it read, so that of several processes only one moves it.
/// </summary>
sealed class Escalating(IServiceScopeFactory scopes, TimeProvider clock)
{
    const int Most = 200;
    const int Levels = 10;

    /// <summary>Comes round every twenty seconds.</summary>
    public static Job Round => new("consults-clocks", TimeSpan.FromSeconds(20), (services, stop) => services.GetRequiredService<Escalating>().RunAsync(stop));

    /// <summary>Moves everything that is due; how many were moved by this run.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var moved = 0;
        foreach (var id in await DueAsync(stop)) moved += await MoveAsync(id, stop) ? 1 : 0;
        return moved;
    }

    async Task<List<Guid>> DueAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House;
        var now = clock.GetUtcNow();
        return await scope.ServiceProvider.GetRequiredService<ConsultsStore>().Cases.AsNoTracking()
            .Where(c => (c.NextAt != null && c.NextAt <= now) || (c.ApprovalDueAt != null && c.ApprovalDueAt <= now && !c.IsApprovalLate))
            .OrderBy(c => c.NextAt).Select(c => c.Id).Take(Most).ToListAsync(stop);
    }

    async Task<bool> MoveAsync(Guid id, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<CallerSeat>().Caller = Caller.House;
        var store = services.GetRequiredService<ConsultsStore>();
        var (clocks, telling, now) = (services.GetRequiredService<Clocks>(), services.GetRequiredService<Telling>(), clock.GetUtcNow());
        if (await store.Cases.SingleOrDefaultAsync(c => c.Id == id, stop) is not { } one) return false;
        var changed = false;
        if (one.NextAt <= now)
        {
            await PassAsync(store, one, clocks, telling, now, stop);
            changed = true;
        }
        if (one.ApprovalDueAt <= now && !one.IsApprovalLate)
        {
            one.ApprovalMissed(Actor.House, now);
            await telling.TellAsync(null, one.AskingId, one, Words.Key("Ca tối khẩn {0} hỏi {1} đã quá hạn duyệt. Xin xem và duyệt."), stop);
            changed = true;
        }
        if (!changed) return false;
        try
        {
            await store.SaveChangesAsync(stop);
            return true;
        }
        catch (Refusal refusal) when (refusal.Kind == RefusalKind.Conflict)
        {
            // Another process moved it, or somebody answered in this very moment.
            return false;
        }
    }

    static async Task PassAsync(ConsultsStore store, Case one, Clocks clocks, Telling telling, DateTimeOffset now, CancellationToken stop)
    {
        var facility = one.AnsweringId!.Value;
        var (kind, level) = (one.Clock, one.Level);
        var rule = await clocks.RuleAsync(kind, one.Urgency, now, stop);
        var onCall = await clocks.OnCallAsync(facility, one.Specialty, now, stop);
        var at = onCall.Select(d => d.UserId).ToList().IndexOf(one.OnCallId ?? Guid.Empty);
        // Whose shift ended is no longer on the list: the case goes to the first of those who are there now.
        Guid? next = level >= Levels || one.OnCallId is null ? null : onCall.Skip(at + 1).Select(d => (Guid?)d.UserId).FirstOrDefault();
        one.PassClock(Actor.House, now, next, now.AddMinutes(Math.Max(1, rule.NextMinutes)));
        store.Report(ConsultFacts.Timeout(one, kind, level, now));
        await telling.TellAsync(next, facility, one, next is null
            ? Words.Key("Hết giờ mà chưa ai trả lời ca hội chẩn {0} của {1}. Xin lãnh đạo phân công.")
            : Words.Key("Ca hội chẩn {0} của {1} chuyển tới ông/bà vì người trực trước chưa trả lời."), stop);
    }
}
