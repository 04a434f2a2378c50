using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>The three looks that a case owes.</summary>
static class FollowUpPlan
{
    static readonly (FollowUpKind Kind, TimeSpan After)[] Due = [(FollowUpKind.H24, TimeSpan.FromHours(24)), (FollowUpKind.H72, TimeSpan.FromHours(72)),
        (FollowUpKind.D7, TimeSpan.FromDays(7))];

    /// <summary>Lays them from the moment of the decision. The caller saves.</summary>
    public static void Lay(ConsultsStore store, Case one, DateTimeOffset decidedAt)
    {
        foreach (var (kind, after) in Due)
            store.FollowUps.Add(new()
            {
                CaseId = one.Id,
                FacilityId = one.AskingId,
                AnsweringId = one.AnsweringId ?? one.AskingId,
                Kind = kind,
                DueAt = decidedAt + after
            });
    }
}

/// <summary>Tells how a patient is; after the last look the case closes.</summary>
sealed class FollowingUp(ConsultsStore store, Seats seats, Caller caller, TimeProvider clock)
{
    /// <summary>Keeps a look; after a death no further one is owed.</summary>
    public async Task DoAsync(Guid id, int version, Outcome outcome, TransferMade transfer, bool backReferral, string note, CancellationToken stop)
    {
        var step = await store.FollowUps.SingleOrDefaultAsync(f => f.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy lần theo dõi này.");
        await seats.MustAsync(ConsultsRights.Ask, step.FacilityId, stop);
        store.Expect(step, version);
        var now = clock.GetUtcNow();
        if (backReferral && transfer != TransferMade.Made && !await store.FollowUps.AnyAsync(f => f.CaseId == step.CaseId && f.Transfer == TransferMade.Made, stop))
            throw new Refusal(RefusalKind.Invalid, "Chỉ ghi chuyển trả về khi người bệnh đã chuyển cơ sở.") { Field = "back" };
        step.Do(outcome, transfer, backReferral, note, caller.UserId, caller.Name, now);
        var rest = await store.FollowUps.Where(f => f.CaseId == step.CaseId && f.Id != id && f.DoneAt == null).ToListAsync(stop);
        if (outcome == Outcome.Died)
        {
            foreach (var later in rest) later.Do(outcome, TransferMade.NotNeeded, false, "", null, "Liên Y", now);
            rest = [];
        }
        FollowUpFacts.State(store, step, Say.DayOf(now));
        if (transfer != TransferMade.NotNeeded && !await store.FollowUps.AnyAsync(f => f.CaseId == step.CaseId && f.Id != id && f.Transfer == transfer,
            stop)) FollowUpFacts.StateTransfer(store, step, Say.DayOf(now));
        if (rest.Count == 0)
        {
            var one = await store.Cases.SingleAsync(c => c.Id == step.CaseId, stop);
            // An approval that is still owed keeps the case open; the desk says so.
            if (one.ApprovalDueAt is null && one.State == CaseState.FollowingUp) one.Close(Actor.Of(caller), now);
        }
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Closes a case whose looks are all done and whose owed approval has come since.</summary>
    public async Task CloseAsync(Guid caseId, CancellationToken stop)
    {
        var one = await store.Cases.SingleOrDefaultAsync(c => c.Id == caseId, stop) ?? throw Refusal.Missing("Không có ca hội chẩn này.");
        await seats.MustAsync(ConsultsRights.Ask, one.AskingId, stop);
        if (await store.FollowUps.AnyAsync(f => f.CaseId == caseId && f.DoneAt == null, stop)) throw Refusal.Conflict("Ca còn lần theo dõi chưa ghi nên chưa đóng được.");
        one.Close(Actor.Of(caller), clock.GetUtcNow());
        await store.SaveChangesAsync(stop);
    }
}

/// <summary>What follow-ups leave in the ledger. The caller saves.</summary>
static class FollowUpFacts
{
    /// <summary>A look was taken.</summary>
    public static void State(ConsultsStore store, FollowUpStep step, DateOnly day) => store.Report(new Fact
    {
        Kind = "consult.followup.done",
        UnitId = step.FacilityId,
        OccurredOn = day,
        Value = 1,
        Module = "consults",
        SourceId = "follow/" + step.Id,
        Dims = Fact.DimsOf(("kind", step.Kind.ToString()), ("outcome", step.Outcome.ToString()), ("on_time", step.DoneAt <= step.DueAt.AddDays(1) ? "true" : "false")),
    });

    /// <summary>A transfer was avoided or made.</summary>
    public static void StateTransfer(ConsultsStore store, FollowUpStep step, DateOnly day) => store.Report(new Fact
    {
        Kind = step.Transfer == TransferMade.Avoided ? "consult.transfer.avoided" : "consult.transfer.made",
        UnitId = step.FacilityId,
        OccurredOn = day,
        Value = 1,
        Module = "consults",
        SourceId = "follow/" + step.Id,
        Dims = Fact.DimsOf(("kind", step.Kind.ToString())),
    });
}
