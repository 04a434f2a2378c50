using LienY.Kernel;

namespace LienY.Plans;

/// <summary>Withdraws a plan by a signed document, now or from a coming day.</summary>
sealed class Withdrawing(PlansStore store, Publishing publishing, Caller caller, TimeProvider clock)
{
    /// <summary>Writes the document down and publishes it.</summary>
    public async Task WithdrawAsync(Guid planId, RevisionHead head, KeptUpload? file, CancellationToken stop)
    {
        var plan = await store.PlanAsync(planId, stop);
        caller.Must(Rights.Withdraw, plan.OwnerId);
        WhoMay.MustBeLive(plan);
        if (head.EffectiveOn < plan.StartsOn || head.EffectiveOn > plan.EndsOn)
            throw new Refusal(RefusalKind.Invalid, "Ngày có hiệu lực phải trong thời gian của kế hoạch ({0} – {1}).", plan.StartsOn, plan.EndsOn) { Field = "effective" };
        var revision = new PlanRevision
        {
            PlanId = planId,
            Kind = RevisionKind.Withdrawal,
            DocumentNumber = head.Number,
            DocumentDate = head.Date,
            DocumentIssuer = head.Issuer,
            EffectiveOn = head.EffectiveOn,
            Note = head.Note,
            BasedOn = plan.Revision,
            CreatedAt = clock.GetUtcNow(),
            CreatedBy = caller.UserId,
            CreatedName = caller.Name,
        };
        if (file is not null) (revision.FileOrgId, revision.FileName, revision.FileHash) = (plan.OwnerId, file.Name, file.Hash);
        store.Revisions.Add(revision);
        await store.SaveChangesAsync(stop);
        await publishing.PublishAsync(revision.Id, revision.Version, stop);
    }
}
