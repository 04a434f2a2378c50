using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Logbook;

/// <summary>Signs, confirms, allows, gives back, takes back: what others than those who performed it do with a case.</summary>
sealed class LogSigning(LogbookStore store, Logging logging, RuleBook rules, Seats seats, RootKey key, Caller caller, TimeProvider clock)
{
    /// <summary>Cases that wait for the caller: as supervisor, as head, for leave; the oldest first.</summary>
    public async Task<IReadOnlyList<LoggedCase>> WaitingAsync(int most, CancellationToken stop)
    {
        if (caller.UserId is not { } user) return [];
        var heads = (await seats.OfAsync(LogbookRights.Confirm, stop)).ToList();
        return await store.Cases.AsNoTracking().Include(c => c.Members)
            .Where(c => (c.State == LogState.AwaitsSupervisor && c.SupervisorUser == user && c.LoggedBy != user)
                || ((c.State == LogState.AwaitsHead || c.State == LogState.AwaitsLeave) && heads.Contains(c.FacilityId) && c.LoggedBy != user
                    && !c.Members.Any(m => m.UserId == user)))
            .OrderBy(c => c.OnDay).ThenBy(c => c.Id).Take(most).ToListAsync(stop);
    }

    /// <summary>
    /// Signs or confirms several cases at once, each as it was seen; <paramref name="means"/>: how the caller has just shown who they are. All or
    /// none.
    /// </summary>
    public async Task<int> SignAsync(IReadOnlyList<(Guid Id, int Version)> cases, string means, CancellationToken stop)
    {
        if (cases.Count == 0) throw new Refusal(RefusalKind.Invalid, "Xin chọn ít nhất một ca để ký.") { Field = "cases" };
        if (cases.Count > 200) throw Refusal.Invalid("Mỗi lần ký nhiều nhất {0} ca.", 200);
        foreach (var (id, version) in cases.DistinctBy(c => c.Id))
        {
            var one = await logging.FindAsync(id, stop);
            var role = await RoleAsync(one, stop);
            store.Expect(one, version);
            one.Sign(caller.UserId, caller.Name, role, means, clock.GetUtcNow(), key.Sign);
            LogFacts.Counted(store, one);
            store.Trace("logbook.sign", "logbook_case", id.ToString(), "ok", means);
        }
        await store.SaveChangesAsync(stop);
        return cases.Count;
    }

    // As what the caller signs; refused where they took part, entered it, or are not the one.
    async Task<string> RoleAsync(LoggedCase one, CancellationToken stop)
    {
        if (caller.UserId is { } me && (one.Members.Exists(m => m.UserId == me) || one.LoggedBy == me))
            throw new Refusal(RefusalKind.Forbidden, "Ông/bà đã tham gia hoặc tự ghi ca ngày {0} nên không ký ca của chính mình được.",
                Say.Day(one.OnDay))
            { Code = "own-case" };
        switch (one.State)
        {
            case LogState.AwaitsSupervisor:
                if (caller.UserId is null || one.SupervisorUser != caller.UserId)
                    throw Refusal.Forbidden("Ca ngày {0} chờ chữ ký của {1}, người giám sát của ca.", Say.Day(one.OnDay), one.SupervisorName);
                return "supervisor";
            case LogState.AwaitsHead:
                await seats.MustAsync(LogbookRights.Confirm, one.FacilityId, stop);
                return "head";
            case LogState.AwaitsLeave:
                throw Refusal.Conflict("Ca ngày {0} được ghi muộn, giám đốc cần cho phép trước khi ký.", Say.Day(one.OnDay));
            default:
                one.MustBeOpen();
                throw Refusal.Conflict("Ca ngày {0} đã bị trả lại, đang chờ người ghi sửa.", Say.Day(one.OnDay));
        }
    }

    /// <summary>The director allows a late entry.</summary>
    public async Task AllowAsync(Guid id, int version, CancellationToken stop)
    {
        var one = await logging.FindAsync(id, stop);
        await seats.MustAsync(LogbookRights.Confirm, one.FacilityId, stop);
        store.Expect(one, version);
        one.Allow(caller.UserId, caller.Name, clock.GetUtcNow(), await rules.OfAsync(one.TechniqueClass, one.OnDay, stop));
        if (one.State == LogState.Counted)
        {
            one.Sign(caller.UserId, caller.Name, "none", "", clock.GetUtcNow(), key.Sign);
            LogFacts.Counted(store, one);
        }
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Gives a case back to whoever entered it, with words.</summary>
    public async Task ReturnAsync(Guid id, int version, string reason, CancellationToken stop)
    {
        var one = await logging.FindAsync(id, stop);
        if (one.State == LogState.AwaitsLeave) await seats.MustAsync(LogbookRights.Confirm, one.FacilityId, stop);
        else await RoleAsync(one, stop);
        store.Expect(one, version);
        one.Return(reason);
        if (one.LoggedBy is { } author)
            store.Notify(new Notice
            {
                UserId = author,
                Text = Words.Key("Ca ngày {0} trong nhật ký tay nghề bị trả lại: {1}"),
                Args = Notice.ArgsOf(Say.Day(one.OnDay), reason),
                Link = "/logbook/cases/" + one.Id,
                Once = $"logbook/return/{one.Id}/{version}",
            });
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Takes back a case that counted: by who signed it, or the director of the facility.</summary>
    public async Task TakeBackAsync(Guid id, int version, string reason, CancellationToken stop)
    {
        var one = await logging.FindAsync(id, stop);
        var signer = caller.UserId is not null && one.SignedBy == caller.UserId && one.SignedAs != "none";
        if (!signer) await seats.MustAsync(LogbookRights.Confirm, one.FacilityId, stop);
        store.Expect(one, version);
        one.TakeBack(caller.Name, reason, clock.GetUtcNow());
        await LogFacts.TakeBackAsync(store, one, reason, stop);
        await store.SaveChangesAsync(stop);
    }
}
