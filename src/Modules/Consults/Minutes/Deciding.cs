using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>The treating doctor's own decision on the ground of signed minutes (Law 15/2023, article 64): with a reason where it differs.</summary>
sealed class Deciding(ConsultsStore store, Seats seats, Caller caller, TimeProvider clock)
{
    /// <summary>Keeps the decision; from now on the patient is followed up.</summary>
    public async Task DecideAsync(Guid minutesId, bool follows, string text, string reason, CancellationToken stop)
    {
        var minutes = await store.Minutes.AsNoTracking().SingleOrDefaultAsync(m => m.Id == minutesId, stop) ?? throw Refusal.Missing("Không tìm thấy biên bản này.");
        var one = await store.Cases.SingleAsync(c => c.Id == minutes.CaseId, stop);
        // The doctor who asked decides; where they are away, another doctor of the facility does so under the own name.
        if (caller.UserId != one.AskedById) await seats.MustAsync(ConsultsRights.Ask, one.AskingId, stop);
        if (minutes.State != MinutesState.Signed) throw Refusal.Conflict("Biên bản chưa đủ chữ ký nên chưa ghi được quyết định điều trị.");
        if (text.Trim().Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi quyết định điều trị.") { Field = "text" };
        if (!follows && reason.Trim().Length == 0) throw new Refusal(RefusalKind.Invalid, "Quyết định khác kết luận hội chẩn thì phải ghi lý do.") { Field = "reason" };
        var now = clock.GetUtcNow();
        var isFirst = one.DecidedAt is null;
        one.Decide(Actor.Of(caller), now);
        store.Decisions.Add(new()
        {
            CaseId = one.Id,
            MinutesId = minutesId,
            UserId = caller.UserId,
            Name = caller.Name,
            Follows = follows,
            Text = text.Trim(),
            Reason = follows ? "" : reason.Trim(),
            DecidedAt = now,
        });
        if (one.State == CaseState.Signed) one.StartFollowUp(Actor.Of(caller), now);
        if (isFirst)
        {
            FollowUpPlan.Lay(store, one, now);
            var members = await store.Members.AsNoTracking().Where(m => m.MinutesId == minutesId).OrderBy(m => m.Ordinal).ToListAsync(stop);
            store.Publish("consult/" + one.Id, new ConsultSigned(one.Id, minutes.SessionId, one.AskingId, minutes.AnsweringId, Say.DayOf(minutes.HeldTo),
                minutes.SignedAt!.Value,
                [.. members.Select(m => new ConsultMember(m.UserId, m.Name, m.FacilityId, m.Role, m.Attended))]));
        }
        await store.SaveChangesAsync(stop);
    }
}
