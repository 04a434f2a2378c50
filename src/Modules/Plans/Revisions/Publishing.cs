using System.Globalization;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>Publishes revisions and puts them into effect on their day: rows change, the plan counts one more, ledger and other modules learn of it.</summary>
sealed class Publishing(PlansStore store, Caller caller, TimeProvider clock)
{
    /// <summary>
    /// Publishes a draft. Refused with code <c>revised</c> where another revision came first since it was begun; it takes effect at once, or on its coming day.
    /// </summary>
    public async Task PublishAsync(Guid id, int version, CancellationToken stop)
    {
        var revision = await store.Revisions.FirstOrDefaultAsync(r => r.Id == id, stop) ?? throw Refusal.Missing("Không có bản sửa đổi này, hoặc nó thuộc kế hoạch của đơn vị khác.");
        var plan = await store.PlanAsync(revision.PlanId, stop);
        caller.Must(revision.Kind is RevisionKind.Withdrawal ? Rights.Withdraw : Rights.Revise, plan.OwnerId);
        WhoMay.MustBeLive(plan);
        if (revision.State is not RevisionState.Draft) throw Refusal.Conflict("Bản sửa đổi này đã công bố hoặc đã bỏ nên không sửa được nữa.");
        if (plan.Revision != revision.BasedOn) throw new Refusal(RefusalKind.Conflict, "Kế hoạch vừa được sửa đổi theo văn bản khác. Bản ông/bà soạn vẫn được giữ; xin xem hai bản rồi công bố lại.") { Code = "revised" };
        if (await store.Revisions.AnyAsync(r => r.PlanId == plan.Id && r.State == RevisionState.Waiting, stop))
            throw Refusal.Conflict("Kế hoạch đang có một bản sửa đổi chờ hiệu lực. Xin công bố bản này sau ngày đó.");
        var rows = await store.RevisionRows.Where(r => r.RevisionId == id).ToListAsync(stop);
        if (revision.Kind is RevisionKind.Amendment && rows.Count == 0) throw Refusal.Conflict("Bản sửa đổi chưa có nội dung nào. Xin thêm nội dung trước khi công bố.");
        var period = Clause.Of(rows.FirstOrDefault(r => r.Part is PlanPart.Plan)?.After);
        var ends = period?.To is { } later && later > plan.EndsOn ? later : plan.EndsOn;
        if (revision.EffectiveOn < plan.StartsOn || revision.EffectiveOn > ends)
            throw new Refusal(RefusalKind.Invalid, "Ngày có hiệu lực phải trong thời gian của kế hoạch ({0} – {1}).", plan.StartsOn, ends) { Field = "effective" };
        store.Expect(revision, version);
        // The plan itself is written: of two publications at one moment only one goes through.
        store.Expect(plan, plan.Version);
        (revision.State, revision.PublishedAt, revision.PublishedBy, revision.PublishedName) = (RevisionState.Waiting, clock.GetUtcNow(), caller.UserId, caller.Name);
        if (revision.EffectiveOn <= clock.Today()) await ApplyAsync(plan, revision, rows, stop);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Puts into effect what was published for a day that has come; returns how many.</summary>
    public async Task<int> ApplyDueAsync(CancellationToken stop)
    {
        var today = clock.Today();
        var due = await store.Revisions.Where(r => r.State == RevisionState.Waiting && r.EffectiveOn <= today).OrderBy(r => r.EffectiveOn).ToListAsync(stop);
        foreach (var revision in due)
        {
            var plan = await store.PlanAsync(revision.PlanId, stop);
            if (plan.State is not PlanState.Active) continue;
            await ApplyAsync(plan, revision, await store.RevisionRows.Where(r => r.RevisionId == revision.Id).ToListAsync(stop), stop);
            await store.SaveChangesAsync(stop);
        }
        return due.Count;
    }

    /// <summary>Takes a withdrawal back on the day on which it took effect.</summary>
    public async Task UndoWithdrawalAsync(Guid planId, CancellationToken stop)
    {
        var plan = await store.PlanAsync(planId, stop);
        caller.Must(Rights.Withdraw, plan.OwnerId);
        var revision = await store.Revisions.Where(r => r.PlanId == planId && r.Kind == RevisionKind.Withdrawal && r.State == RevisionState.Applied).OrderByDescending(r => r.PublishedAt).FirstOrDefaultAsync(stop);
        if (plan.State is not PlanState.Withdrawn || revision is null) throw Refusal.Conflict("Kế hoạch này không bị thu hồi.");
        if (revision.AppliedOn != clock.Today()) throw Refusal.Conflict("Chỉ hủy được việc thu hồi trong ngày {0}. Xin nhập lại kế hoạch theo văn bản mới.", revision.AppliedOn ?? revision.EffectiveOn);
        store.Expect(plan, plan.Version);
        (plan.State, plan.WithdrawnOn, revision.State) = (PlanState.Active, null, RevisionState.Undone);
        await WorkFacts.ReverseAsync(store, WorkFacts.Withdrawn, $"revision/{revision.Id}", "Hủy việc thu hồi trong ngày", stop);
        store.Remember(planId, Words.Key("Hủy việc thu hồi kế hoạch theo {0}"), "revision", revision.Id, revision.DocumentNumber);
        store.Publish($"plan/{planId}", new PlanRestored(planId));
        await store.SaveChangesAsync(stop);
    }

    async Task ApplyAsync(Plan plan, PlanRevision revision, List<RevisionRow> rows, CancellationToken stop)
    {
        (revision.State, revision.AppliedOn) = (RevisionState.Applied, clock.Today());
        if (revision.Kind is RevisionKind.Withdrawal)
        {
            (plan.State, plan.WithdrawnOn) = (PlanState.Withdrawn, revision.EffectiveOn);
            await WorkFacts.StateAsync(store, WorkFacts.Withdrawn, $"revision/{revision.Id}", plan.OwnerId, revision.EffectiveOn, 1, plan.Id, null, [("document", revision.DocumentNumber)], stop);
            store.Remember(plan.Id, Words.Key("Thu hồi kế hoạch theo {0}, từ ngày {1}: {2}"), "revision", revision.Id, revision.DocumentNumber, Say.Day(revision.EffectiveOn), revision.Note);
            store.Publish($"plan/{plan.Id}", new PlanWithdrawn(plan.Id, revision.EffectiveOn));
            Tell(plan, await OwnersAsync(plan, stop), Words.Key("Kế hoạch “{0}” đã được thu hồi từ ngày {1}."), revision);
            return;
        }
        plan.Revision++;
        revision.Number = plan.Revision;
        var change = await new RowChanges(store, plan, revision, clock.Today()).MakeAsync(rows, stop);
        await WorkFacts.StateAsync(store, WorkFacts.Revised, $"revision/{revision.Id}", plan.OwnerId, revision.EffectiveOn, 1, plan.Id, null,
            [("document", revision.DocumentNumber), ("revision", revision.Number.ToString(CultureInfo.InvariantCulture))], stop);
        store.Remember(plan.Id, Words.Key("Sửa đổi kế hoạch theo {0}, từ ngày {1}: {2} nội dung"), "revision", revision.Id, revision.DocumentNumber, Say.Day(revision.EffectiveOn), Say.Number(rows.Count));
        store.Publish($"plan/{plan.Id}", new PlanRevised(plan.Id, plan.OwnerId, plan.Title, plan.Revision, revision.EffectiveOn, plan.StartsOn, plan.EndsOn, change.Added, change.Ended, change.Owed, change.NoLongerOwed));
        Tell(plan, await OwnersAsync(plan, stop), Words.Key("Kế hoạch “{0}” đã được sửa đổi, có hiệu lực từ ngày {1}."), revision);
    }

    async Task<List<Guid>> OwnersAsync(Plan plan, CancellationToken stop) =>
        await store.Parties.Where(p => p.PlanId == plan.Id && (p.Role == PartyRole.Lead || p.Role == PartyRole.Owner)).Select(p => p.OrgId).Distinct().ToListAsync(stop);

    void Tell(Plan plan, List<Guid> organisations, string text, PlanRevision revision)
    {
        foreach (var organisation in organisations)
            store.Notify(new Notice
            {
                OrganisationId = organisation,
                Text = text,
                Args = Notice.ArgsOf(plan.Title, Say.Day(revision.EffectiveOn)),
                Link = $"/plans/{plan.Id}/revisions/{revision.Id}",
                Once = $"revision/{revision.Id}/{organisation}/{revision.Version}",
            });
    }
}
