using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Reports;

/// <summary>
/// Reports of the demonstration: those of past periods sent (some late), accepted, one returned, one forgotten, the first of each plan issued; the present one is due; a running plan that demands none has a draft of its own.
/// Signers are invented.
/// </summary>
sealed class ReportsDemonstration(ReportsStore store, Drafting drafting, Issuing issuing, IPlans plans, IOrganisations organisations) : IDemonstration
{
    static readonly string[] Signers = ["Nguyễn Thị Ví Dụ", "Trần Văn Giả Định", "Phạm Thị Minh Họa"];

    /// <inheritdoc/>
    public int Order => 50;

    /// <inheritdoc/>
    public async Task TellAsync(DemoWorld world, CancellationToken stop)
    {
        var told = world.Plans.Values.ToList();
        for (var at = 0; at < told.Count; at++)
        {
            var plan = told[at];
            if (!await store.Reports.AnyAsync(r => r.PlanId == plan, stop)) await OnItsOwnAsync(plan, world.Today, stop);
            var past = await store.Reports.Where(r => r.PlanId == plan && r.DueOn < world.Today).OrderBy(r => r.DueOn).ThenBy(r => r.PeriodFrom).ToListAsync(stop);
            for (var i = 0; i < past.Count; i++)
            {
                // The last report of one plan was forgotten: lists and reminders have something true to say.
                if (i == past.Count - 1 && at == told.Count - 1 && past.Count > 1) continue;
                await TellAsync(world, past[i], i == 0, i == past.Count - 1, at == 0, stop);
            }
        }
    }

    async Task TellAsync(DemoWorld world, Report report, bool first, bool last, bool returned, CancellationToken stop)
    {
        if (report.State != ReportState.Due) return;
        await drafting.BeginAsync(report, stop);
        var late = world.Chance.Next(5) == 0;
        var sent = report.DueOn.AddDays(late ? world.Chance.Next(2, 9) : -world.Chance.Next(0, 3));
        if (sent > world.Today) sent = world.Today;
        await store.SaveChangesAsync(stop);
        report.Send(sent);
        await drafting.SuggestAsync(report, stop);
        report.ClosedAt = store.Clock.GetUtcNow();
        foreach (var cell in await store.Cells.Where(c => c.ReportId == report.Id).ToListAsync(stop)) cell.Hash = Seal.Of(report, cell);
        store.Remember(report, ReportState.Draft);
        store.Report(Sending.Happened(report, "report.submitted", sent, ("cadence", report.Cadence.ToString().ToLowerInvariant()), ("on_time", sent <= report.DueOn ? "true" : "false")));
        if (last && returned)
        {
            report.Return("Đề nghị bổ sung nguyên nhân của các chỉ tiêu chưa có số liệu và giải pháp khắc phục.");
            store.Remember(report, ReportState.Sent, report.ReturnReason);
        }
        else if (!last)
        {
            var day = sent.AddDays(2) > world.Today ? world.Today : sent.AddDays(2);
            report.Accept(day);
            store.Remember(report, ReportState.Sent);
            store.Report(Sending.Happened(report, "report.accepted", day));
            if (first) await IssueAsync(report, day, world, stop);
        }
        await store.SaveChangesAsync(stop);
    }

    /// <summary>A plan that demands no report: its owner drafts one of the quarter while the plan runs.</summary>
    async Task OnItsOwnAsync(Guid plan, DateOnly today, CancellationToken stop)
    {
        var card = await plans.FindAsync(plan, stop);
        if (today < card.From || today > card.To) return;
        var above = await organisations.AboveAsync(card.OwnerId, stop);
        await drafting.MakeAsync(plan, Cadence.Quarter, null, null, card.OwnerId, above.Count > 1 ? above[1].Id : card.OwnerId, stop);
    }

    async Task IssueAsync(Report report, DateOnly day, DemoWorld world, CancellationToken stop)
    {
        await store.SaveChangesAsync(stop);
        var signer = Signers[world.Chance.Next(Signers.Length)];
        await issuing.IssueAsync(report.Id, report.Version,
            new(null, report.Symbol, day, report.Place.Length > 0 ? report.Place : "Hà Nội", signer, "Phó Giám đốc", "KT. Giám đốc", report.Recipients, "VT, NVY"), stop);
    }
}
