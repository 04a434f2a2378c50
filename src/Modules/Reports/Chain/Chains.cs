using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Reports;

/// <summary>What goes through a chain.</summary>
sealed record ChainSubject(string Kind, Guid Id, Guid OrganisationId, string Type, string Title, string Href);

/// <summary>What a decision led to.</summary>
enum ChainOutcome
{
    /// <summary>The next step has its turn.</summary>
    GoesOn,

    /// <summary>The last step agreed.</summary>
    Agreed,

    /// <summary>It went back to the drafter.</summary>
    Returned,
}

/// <summary>Chains of approval: who must agree in turn before a paper leaves; a draft stands still meanwhile.</summary>
sealed class Chains(ReportsStore store, Caller caller, TimeProvider clock)
{
    /// <summary>Steps of an organisation for a type: its own chain, else the common one; empty where there is none.</summary>
    public async Task<IReadOnlyList<ChainStep>> StepsAsync(Guid organisation, string type, CancellationToken stop)
    {
        var all = await store.ChainSteps.IgnoreQueryFilters(["org"]).AsNoTracking().Where(s => s.OrganisationId == organisation && (s.Type == type || s.Type == "")).OrderBy(s => s.Ordinal).ToListAsync(stop);
        return all.Any(s => s.Type == type) ? [.. all.Where(s => s.Type == type)] : all;
    }

    /// <summary>Sends a paper into its chain; false where it has none. Saving is the caller's.</summary>
    public async Task<bool> BeginAsync(ChainSubject subject, CancellationToken stop)
    {
        var steps = await StepsAsync(subject.OrganisationId, subject.Type, stop);
        if (steps.Count == 0) return false;
        var round = (await store.Approvals.Where(a => a.SubjectId == subject.Id).MaxAsync(a => (int?)a.Round, stop) ?? 0) + 1;
        var rows = steps.Select((step, i) => new Approval
        {
            SubjectKind = subject.Kind,
            SubjectId = subject.Id,
            OrganisationId = subject.OrganisationId,
            Title = subject.Title,
            Href = subject.Href,
            Round = round,
            Ordinal = i + 1,
            StepTitle = step.Title,
            UserId = step.UserId,
            UserName = step.UserName,
            Workdays = step.Workdays,
        }).ToList();
        store.Approvals.AddRange(rows);
        await TurnAsync(rows[0], stop);
        return true;
    }

    /// <summary>The steps of the newest round, in order.</summary>
    public async Task<IReadOnlyList<Approval>> OfAsync(Guid subject, CancellationToken stop)
    {
        var all = await store.Approvals.AsNoTracking().Where(a => a.SubjectId == subject).OrderBy(a => a.Round).ThenBy(a => a.Ordinal).ToListAsync(stop);
        return all;
    }

    /// <summary>The present person decides at a step, for themselves or in the place of who asked them to; saving is the caller's.</summary>
    public async Task<ChainOutcome> DecideAsync(Approval step, int version, bool agrees, string opinion, CancellationToken stop)
    {
        if (step.State != ApprovalState.Now) throw Refusal.Conflict("Bước này không chờ ý kiến nữa: {0}.", ApprovalWords.Word(step.State));
        if (!await MayDecideAsync(step, stop)) throw Refusal.Forbidden("Bước này chờ ý kiến của {0}. Ông/bà chưa được ủy quyền thay.", step.UserName);
        if (!agrees && opinion.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi lý do trả lại.") { Field = "opinion" };
        store.Expect(step, version);
        (step.State, step.Opinion, step.DecidedBy, step.DecidedByName, step.DecidedAt) = (agrees ? ApprovalState.Agreed : ApprovalState.Returned, opinion, caller.UserId, caller.Name, clock.GetUtcNow());
        var later = await store.Approvals.Where(a => a.SubjectId == step.SubjectId && a.Round == step.Round && a.Ordinal > step.Ordinal).OrderBy(a => a.Ordinal).ToListAsync(stop);
        if (!agrees)
        {
            foreach (var other in later) other.State = ApprovalState.Ended;
            return ChainOutcome.Returned;
        }
        if (later.Count == 0) return ChainOutcome.Agreed;
        await TurnAsync(later[0], stop);
        return ChainOutcome.GoesOn;
    }

    /// <summary>Takes a paper out of its chain; saving is the caller's.</summary>
    public async Task WithdrawAsync(Guid subject, CancellationToken stop)
    {
        foreach (var step in await store.Approvals.Where(a => a.SubjectId == subject && (a.State == ApprovalState.Now || a.State == ApprovalState.Waiting)).ToListAsync(stop)) step.State = ApprovalState.Ended;
    }

    /// <summary>The present person may decide at this step.</summary>
    public async Task<bool> MayDecideAsync(Approval step, CancellationToken stop)
    {
        if (caller.IsHouse || step.UserId == caller.UserId) return true;
        var today = clock.Today();
        return await store.Delegates.IgnoreQueryFilters(["org"]).AnyAsync(d => d.UserId == step.UserId && d.ToId == caller.UserId && d.OrganisationId == step.OrganisationId && d.EndedAt == null
            && d.FromDay <= today && d.ToDay >= today, stop);
    }

    async Task TurnAsync(Approval step, CancellationToken stop)
    {
        step.State = ApprovalState.Now;
        step.DueOn = (await RuleBook.LoadAsync(store, stop)).Workdays(clock.Today(), step.Workdays);
        store.Notify(new Notice
        {
            UserId = step.UserId,
            Text = Words.Key("Văn bản chờ ông/bà cho ý kiến: {0}"),
            Args = Notice.ArgsOf(step.Title),
            Link = step.Href,
            Once = $"approval/{step.Id}",
        });
    }
}
