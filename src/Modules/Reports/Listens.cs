using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Reports;

/// <summary>An adopted plan's obligations become due reports, once, for every period inside the plan; an organisation that has merged is followed by its successor.</summary>
sealed class ReportsFromPlan(ReportsStore store, ObligationBook book) : IListen<PlanAdopted>
{
    public async Task OnAsync(PlanAdopted happened, CancellationToken stop)
    {
        await book.AddAsync(happened, DateOnly.MinValue, stop);
        await store.SaveChangesAsync(stop);
    }
}

/// <summary>Writes obligations down with their reports.</summary>
sealed class ObligationBook(ReportsStore store, IOrganisations organisations)
{
    /// <summary>Adds those not known yet, with reports for periods that end on <paramref name="since"/> or later; saving is the caller's.</summary>
    public async Task AddAsync(PlanAdopted happened, DateOnly since, CancellationToken stop)
    {
        var known = await store.Obligations.Where(o => o.PlanId == happened.PlanId).Select(o => o.Id).ToListAsync(stop);
        var rules = await RuleBook.LoadAsync(store, stop);
        foreach (var given in happened.Obligations.Where(o => !known.Contains(o.Id)))
        {
            var obligation = new Obligation
            {
                Id = given.Id,
                PlanId = happened.PlanId,
                PlanTitle = happened.Title,
                PlanFrom = happened.From,
                PlanTo = happened.To,
                OwnerId = happened.OwnerId,
                FromId = given.FromId,
                ToId = given.ToId,
                Cadence = Cadences.Of(given.Cadence),
                Due = given.Due,
                Quote = given.Quote,
            };
            store.Obligations.Add(obligation);
            foreach (var period in Periods.Of(obligation.Cadence, obligation.Due, happened.From, happened.To, rules.By(obligation.Rule)).Where(p => p.To >= since))
                await OweAsync(obligation, period, stop);
        }
    }

    /// <summary>Writes down that a period's report is owed; saving is the caller's.</summary>
    public async Task OweAsync(Obligation obligation, ReportPeriod period, CancellationToken stop) =>
        store.Reports.Add(Due(obligation, period, await NowAsync(obligation.FromId, period.DueOn, stop), await NowAsync(obligation.ToId, period.DueOn, stop)));

    // Who owes a report of the past is who carries on today.
    async Task<Guid> NowAsync(Guid organisation, DateOnly due, CancellationToken stop) =>
        await organisations.SuccessorsAsync(organisation, due > store.Clock.Today() ? due : store.Clock.Today(), stop) is [var only] ? only : organisation;

    static Report Due(Obligation obligation, ReportPeriod period, Guid from, Guid to)
    {
        var title = Titles.Of(obligation.PlanTitle, obligation.Cadence, period.To);
        return new()
        {
            ObligationId = obligation.Id,
            PlanId = obligation.PlanId,
            PlanTitle = obligation.PlanTitle,
            OwnerId = obligation.OwnerId,
            FromId = from,
            ToId = to,
            Cadence = obligation.Cadence,
            Title = title,
            Folded = Fold.Of(title),
            PeriodFrom = period.From,
            PeriodTo = period.To,
            Cutoff = period.Cutoff,
            DueOn = period.DueOn,
            Rule = obligation.Rule,
        };
    }
}

/// <summary>Titles of reports, the summary line (trích yếu) of the document.</summary>
static class Titles
{
    /// <summary>The plan as a sentence names it: a title that only tells its matter is led by "Kế hoạch".</summary>
    public static string Named(string plan)
    {
        var title = plan.Trim().TrimEnd('.', ';');
        return title.Length == 0 || Led.Any(l => title.StartsWith(l, StringComparison.OrdinalIgnoreCase)) ? title : $"Kế hoạch {char.ToLower(title[0], Say.Vietnam)}{title[1..]}";
    }

    static readonly string[] Led = ["Kế hoạch", "Chương trình", "Đề án", "Dự án"];

    /// <summary>"Kết quả thực hiện Kế hoạch … 6 tháng đầu năm 2025".</summary>
    public static string Of(string plan, Cadence cadence, DateOnly to)
    {
        var period = Cadences.Vietnamese(cadence, to);
        var title = Named(plan);
        return title.EndsWith(period, StringComparison.OrdinalIgnoreCase) ? $"Kết quả thực hiện {title}" : $"Kết quả thực hiện {title}, {period}";
    }
}
