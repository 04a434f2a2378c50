using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>Links a plan to the plan and the agreement above it, ties its targets, settles differences; for people who hold the right at the plan below.</summary>
sealed class LinkWork(PlansStore store, IAgreements agreements, Caller caller, TimeProvider clock)
{
    /// <summary>Sets or clears the plan above. A circle is refused; ties to another parent end.</summary>
    public async Task LinkParentAsync(Guid id, int version, Guid? parentId, CancellationToken stop)
    {
        var plan = await MineAsync(id, stop);
        if (plan.ParentId == parentId) return;
        var parent = parentId is { } wanted ? await store.PlanAsync(wanted, stop) : null;
        store.Expect(plan, version);
        if (parent is not null) await MustNotCircleAsync(plan, parent, stop);
        store.Ties.RemoveRange(await store.Ties.Where(t => t.PlanId == id && t.ParentPlanId != parentId).ToListAsync(stop));
        plan.ParentId = parentId;
        if (parent is null) store.Remember(id, Words.Key("Bỏ liên kết với kế hoạch cấp trên"), "link", id);
        else store.Remember(id, Words.Key("Liên kết với kế hoạch cấp trên “{0}”"), "link", parent.Id, $"{parent.Number} {parent.Title}".Trim());
        store.Trace("plan.link", "plan", id.ToString());
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Sets or clears the agreement on which the plan rests.</summary>
    public async Task LinkAgreementAsync(Guid id, int version, Guid? agreementId, CancellationToken stop)
    {
        var plan = await MineAsync(id, stop);
        if (plan.AgreementId == agreementId) return;
        var agreement = agreementId is null ? null : (await agreements.ListAsync(stop)).FirstOrDefault(a => a.Id == agreementId)
            ?? throw Refusal.Missing("Không có thỏa thuận này, hoặc đơn vị của ông/bà không phải một bên ký.");
        store.Expect(plan, version);
        plan.AgreementId = agreementId;
        if (agreement is null) store.Remember(id, Words.Key("Bỏ liên kết với thỏa thuận"), "link", id);
        else store.Remember(id, Words.Key("Liên kết với thỏa thuận “{0}”"), "link", id, agreement.Title);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Says of two targets whether the one carries out the other; said again it changes the answer.</summary>
    public async Task TieAsync(Guid id, Guid own, Guid above, TieState state, CancellationToken stop)
    {
        var plan = await MineAsync(id, stop);
        var target = await store.Indicators.FirstOrDefaultAsync(i => i.Id == own && i.PlanId == id, stop) ?? throw Refusal.Missing("Không có chỉ tiêu này trong kế hoạch.");
        var parent = await store.Indicators.FirstOrDefaultAsync(i => i.Id == above && i.PlanId == plan.ParentId, stop)
            ?? throw Refusal.Missing("Chỉ tiêu cấp trên không thuộc kế hoạch đang liên kết. Xin tải lại trang.");
        var tie = await store.Ties.FirstOrDefaultAsync(t => t.IndicatorId == own && t.ParentIndicatorId == above, stop);
        if (tie is null)
        {
            tie = new Tie
            {
                PlanId = id,
                IndicatorId = own,
                ParentPlanId = parent.PlanId,
                ParentIndicatorId = above,
                State = state,
                DecidedBy = caller.UserId,
                DecidedName = caller.Name,
                DecidedAt = clock.GetUtcNow(),
            };
            store.Ties.Add(tie);
        }
        else (tie.State, tie.DecidedBy, tie.DecidedName, tie.DecidedAt) = (state, caller.UserId, caller.Name, clock.GetUtcNow());
        store.Remember(id, state is TieState.Accepted ? Words.Key("Chỉ tiêu “{0}” thực hiện chỉ tiêu cấp trên “{1}”") : Words.Key("Chỉ tiêu “{0}” không thực hiện chỉ tiêu cấp trên “{1}”"),
            "link", own, target.Name, parent.Name);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Takes back what was said about two targets.</summary>
    public async Task UntieAsync(Guid id, Guid tieId, CancellationToken stop)
    {
        await MineAsync(id, stop);
        if (await store.Ties.FirstOrDefaultAsync(t => t.Id == tieId && t.PlanId == id, stop) is not { } tie) return;
        store.Ties.Remove(tie);
        var name = await store.Indicators.Where(i => i.Id == tie.IndicatorId).Select(i => i.Name).FirstAsync(stop);
        store.Remember(id, Words.Key("Bỏ gắn chỉ tiêu “{0}” với chỉ tiêu cấp trên"), "link", tie.IndicatorId, name);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Leaves a difference as it is, with the reason; it stays visible.</summary>
    public async Task SettleAsync(Guid id, string difference, string note, CancellationToken stop)
    {
        await MineAsync(id, stop);
        if (await store.Settlements.AnyAsync(s => s.PlanId == id && s.Difference == difference, stop)) throw Refusal.Conflict("Điểm này vừa được người khác ghi ý kiến. Xin tải lại trang.");
        store.Settlements.Add(new Settlement { PlanId = id, Difference = difference, Note = note, UserId = caller.UserId, UserName = caller.Name, SettledAt = clock.GetUtcNow() });
        store.Remember(id, Words.Key("Ghi ý kiến về một điểm khác với kế hoạch liên kết: {0}"), "link", id, note);
        await store.SaveChangesAsync(stop);
    }

    async Task<Plan> MineAsync(Guid id, CancellationToken stop)
    {
        var plan = await store.PlanAsync(id, stop);
        caller.Must(Rights.Link, plan.OwnerId);
        return plan;
    }

    // Every plan above is written too, so that two links made at one moment cannot close a circle between them.
    async Task MustNotCircleAsync(Plan plan, Plan parent, CancellationToken stop)
    {
        var seen = new HashSet<Guid>();
        for (var above = parent; above is not null;)
        {
            if (above.Id == plan.Id) throw new Refusal(RefusalKind.Conflict, "Liên kết này tạo thành vòng tròn: “{0}” đã thực hiện kế hoạch này. Xin chọn kế hoạch khác.", parent.Title) { Code = "circle", Field = "parent" };
            if (!seen.Add(above.Id)) break;
            store.Expect(above, above.Version);
            above = above.ParentId is { } next ? await store.Plans.IgnoreQueryFilters(["org"]).FirstOrDefaultAsync(p => p.Id == next, stop) : null;
        }
    }
}
