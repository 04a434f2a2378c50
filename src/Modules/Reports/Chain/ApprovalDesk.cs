using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Reports;

/// <summary>Decisions at steps of a chain and what they do to the paper: it goes on, it leaves, or it returns to who drafted it.</summary>
sealed class ApprovalDesk(ReportsStore store, Chains chains, Sending sending, Caller caller, TimeProvider clock)
{
    /// <summary>Decides at a step; gives the paper's address.</summary>
    public async Task<(string Href, ChainOutcome Outcome)> DecideAsync(Guid id, int version, bool agrees, string opinion, CancellationToken stop)
    {
        var step = await store.Approvals.FirstOrDefaultAsync(a => a.Id == id, stop) ?? throw Refusal.Missing("Không có bước duyệt này, hoặc văn bản không thuộc đơn vị của ông/bà.");
        var outcome = await chains.DecideAsync(step, version, agrees, opinion, stop);
        if (step.SubjectKind == "report") await ReportAsync(step, outcome, opinion, stop);
        else await PaperAsync(step, outcome, opinion, stop);
        store.Trace(agrees ? "approval.agree" : "approval.return", "reports_approval", id.ToString());
        await store.SaveChangesAsync(stop);
        return (step.Href, outcome);
    }

    /// <summary>Sends the draft of a report into its chain; false where its organisation has none.</summary>
    public async Task<bool> PresentAsync(Report report, CancellationToken stop)
    {
        if (!await chains.BeginAsync(new("report", report.Id, report.FromId, "BC", report.Title, "/reports/" + report.Id), stop)) return false;
        await sending.MustBeReadyAsync(report, stop);
        report.PresentedAt = clock.GetUtcNow();
        store.Remember(report, report.State, "Trình duyệt trong đơn vị");
        await store.SaveChangesAsync(stop);
        return true;
    }

    /// <summary>Takes a presented report back.</summary>
    public async Task TakeBackAsync(Guid id, int version, CancellationToken stop)
    {
        var report = await store.ReportAsync(id, stop);
        caller.Must(ReportsRights.Write, report.FromId);
        store.Expect(report, version);
        if (report.PresentedAt is null) throw Refusal.Conflict("Dự thảo này không ở trong quy trình duyệt.");
        await chains.WithdrawAsync(id, stop);
        report.PresentedAt = null;
        store.Remember(report, report.State, "Rút lại để sửa");
        await store.SaveChangesAsync(stop);
    }

    async Task ReportAsync(Approval step, ChainOutcome outcome, string opinion, CancellationToken stop)
    {
        var report = await store.ReportAsync(step.SubjectId, stop);
        if (outcome == ChainOutcome.GoesOn) store.Remember(report, report.State, $"{step.StepTitle}: đồng ý");
        if (outcome == ChainOutcome.Returned)
        {
            report.PresentedAt = null;
            store.Remember(report, report.State, $"{step.StepTitle}: trả lại, {opinion}");
            Tell(report.FromId, report.Title, step);
        }
        if (outcome != ChainOutcome.Agreed) return;
        report.PresentedAt = null;
        await sending.SendAsync(report, stop, byChain: true);
    }

    async Task PaperAsync(Approval step, ChainOutcome outcome, string opinion, CancellationToken stop)
    {
        var paper = await store.PaperAsync(step.SubjectId, stop);
        if (outcome == ChainOutcome.Agreed) paper.State = PaperState.Approved;
        if (outcome != ChainOutcome.Returned) return;
        (paper.State, paper.ReturnReason) = (PaperState.Draft, $"{step.DecidedByName}: {opinion}");
        Tell(paper.OrganisationId, paper.Subject, step, paper.MadeBy);
    }

    void Tell(Guid organisation, string title, Approval step, Guid? drafter = null) => store.Notify(new Notice
    {
        UserId = drafter,
        OrganisationId = drafter is null ? organisation : null,
        Text = Words.Key("Văn bản bị trả lại khi trình duyệt: {0}"),
        Args = Notice.ArgsOf(title),
        Link = step.Href,
        Once = $"approval/{step.Id}/returned",
    });
}
