using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Reports;

/// <summary>Making a draft, keeping what was typed, computing its figures anew.</summary>
sealed class Drafting(ReportsStore store, Figures figures, Gathering gathering, ReportPapers papers, IPlans plans, IOrganisations organisations, Caller caller, TimeProvider clock)
{
    /// <summary>Begins the draft of a due report.</summary>
    public async Task BeginAsync(Guid id, int version, CancellationToken stop)
    {
        var report = await store.ReportAsync(id, stop);
        caller.Must(ReportsRights.Write, report.FromId);
        store.Expect(report, version);
        await BeginAsync(report, stop);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>A report that no obligation demands, already as a draft; returns its id.</summary>
    public async Task<Guid> MakeAsync(Guid planId, Cadence cadence, DateOnly? from, DateOnly? to, Guid sender, Guid receiver, CancellationToken stop, string ownTitle = "", string rule = "", bool gathers = false)
    {
        var plan = await plans.FindAsync(planId, stop);
        caller.Must(ReportsRights.Write, sender);
        var rules = (await RuleBook.LoadAsync(store, stop)).By(rule);
        var period = from is { } first && to is { } last ? Periods.Upto(first, last, rules, cadence) : Periods.Latest(cadence, plan.From, plan.To, clock.Today(), rules);
        if (period.To < period.From)
            throw new Refusal(RefusalKind.Invalid, "Ngày cuối kỳ phải sau ngày đầu kỳ.") { Field = "to" };
        if (period.From > plan.To || period.To < plan.From)
            throw new Refusal(RefusalKind.Invalid, "Kỳ báo cáo nằm ngoài thời gian của kế hoạch ({0} – {1}).", plan.From, plan.To) { Field = "from" };
        var title = ownTitle.Length > 0 ? ownTitle : Titles.Of(plan.Title, cadence, period.To);
        var report = new Report
        {
            PlanId = planId,
            PlanTitle = plan.Title,
            OwnerId = plan.OwnerId,
            FromId = sender,
            ToId = receiver,
            Cadence = cadence,
            Title = title,
            Folded = Fold.Of(title),
            PeriodFrom = period.From,
            PeriodTo = period.To,
            Cutoff = period.Cutoff,
            DueOn = period.DueOn,
            Rule = rule,
            Gathers = gathers,
        };
        store.Reports.Add(report);
        await BeginAsync(report, stop);
        await store.SaveChangesAsync(stop);
        if (gathers && await GatherAsync(report, stop)) await store.SaveChangesAsync(stop);
        return report.Id;
    }

    /// <summary>Takes the figures anew, keeping what was typed; saving is the caller's.</summary>
    public async Task AnewAsync(Report report, CancellationToken stop) => await TakeAsync(report, await store.Cells.Where(c => c.ReportId == report.Id).ToListAsync(stop), stop);

    /// <summary>Gathers the units' reports anew: their words, which are added once to the texts. Saving is the caller's.</summary>
    public async Task<bool> GatherAsync(Report report, CancellationToken stop)
    {
        var all = await gathering.TextsAsync(report.Id, stop);
        var added = false;
        foreach (var text in await store.Texts.Where(t => t.ReportId == report.Id).ToListAsync(stop))
        {
            var known = text.Body.Split('\n').ToHashSet();
            var fresh = all.GetValueOrDefault(text.Part, []).Where(line => !known.Contains(line)).ToList();
            if (fresh.Count == 0) continue;
            text.Body = string.Join('\n', (text.Body.Length > 0 ? new[] { text.Body } : []).Concat(fresh));
            if (text.Body.Length > DraftInput.LongestText) text.Body = text.Body[..DraftInput.LongestText];
            added = true;
        }
        return added;
    }

    /// <summary>A supplementary report for a closed one: the same period and cut-off, figures as the ledger has them now; returns its id, the open one where there is one already.</summary>
    public async Task<Guid> SupplementAsync(Guid id, CancellationToken stop)
    {
        var closed = await store.ReportAsync(id, stop);
        caller.Must(ReportsRights.Write, closed.FromId);
        if (!closed.IsFrozen) throw Refusal.Conflict("Báo cáo chưa chốt số liệu; xin sửa ngay trên báo cáo này, chưa cần báo cáo bổ sung.");
        var all = await store.Reports.AsNoTracking().Where(r => r.SupplementOf == id).ToListAsync(stop);
        if (all.FirstOrDefault(r => r.IsEditable) is { } open) return open.Id;
        var title = $"Bổ sung báo cáo {char.ToLower(closed.Title[0], Say.Vietnam)}{closed.Title[1..]}" + (all.Count > 0 ? $" (lần {all.Count + 1})" : "");
        var report = new Report
        {
            PlanId = closed.PlanId,
            PlanTitle = closed.PlanTitle,
            OwnerId = closed.OwnerId,
            FromId = closed.FromId,
            ToId = closed.ToId,
            Cadence = closed.Cadence,
            Title = title,
            Folded = Fold.Of(title),
            PeriodFrom = closed.PeriodFrom,
            PeriodTo = closed.PeriodTo,
            Cutoff = closed.Cutoff,
            DueOn = clock.Today(),
            SupplementOf = closed.Id,
            Rule = closed.Rule,
            Gathers = closed.Gathers,
        };
        store.Reports.Add(report);
        await BeginAsync(report, stop);
        foreach (var text in await store.Texts.AsNoTracking().Where(t => t.ReportId == id && t.Part == TextPart.Proposals).ToListAsync(stop))
            if (store.Texts.Local.FirstOrDefault(t => t.ReportId == report.Id && t.Part == text.Part) is { } own) own.Body = text.Body;
        await store.SaveChangesAsync(stop);
        return report.Id;
    }

    /// <summary>Keeps what was typed and, where asked, takes the figures anew.</summary>
    public async Task<Report> SaveAsync(Guid id, int version, DraftInput input, bool anew, CancellationToken stop)
    {
        var report = await store.ReportAsync(id, stop);
        caller.Must(ReportsRights.Write, report.FromId);
        report.MustBeOpen();
        store.Expect(report, version);
        var cells = await store.Cells.Where(c => c.ReportId == id).ToListAsync(stop);
        foreach (var cell in cells.Where(c => !c.IsFinal && input.Estimates.ContainsKey(c.Id))) Estimate(cell, input.Estimates[cell.Id], input.Bases.GetValueOrDefault(cell.Id, cell.EstimateBasis));
        await WriteAsync(report, input.Texts, stop);
        if (input.Template is { } template) report.TemplateId = template == Guid.Empty ? null : (await papers.TemplatesAsync(report, stop)).FirstOrDefault(t => t.Id == template)?.Id ?? report.TemplateId;
        if (anew) await TakeAsync(report, cells, stop);
        return report;
    }

    /// <summary>Fills the estimates that are still empty by the stated rules; returns how many. Saving is the caller's.</summary>
    public async Task<int> SuggestAsync(Report report, CancellationToken stop)
    {
        var filled = 0;
        foreach (var cell in await store.Cells.Where(c => c.ReportId == report.Id && c.Estimate == null).ToListAsync(stop))
        {
            if (Estimates.Of(report, cell) is not { } found) continue;
            Estimate(cell, found.Value, found.Basis);
            filled++;
        }
        return filled;
    }

    void Estimate(ReportCell cell, decimal? value, string basis)
    {
        if (cell.Estimate == value && cell.EstimateBasis == basis) return;
        (cell.Estimate, cell.EstimateBasis) = (value, value is null ? "" : basis);
        (cell.EstimateBy, cell.EstimateAt) = (value is null ? "" : caller.Name, value is null ? null : clock.GetUtcNow());
    }

    /// <summary>Saves what <see cref="SaveAsync"/> has prepared.</summary>
    public Task<int> DoneAsync(CancellationToken stop) => store.SaveChangesAsync(stop);

    /// <summary>Prepares the draft of a loaded report; saving is the caller's.</summary>
    internal async Task BeginAsync(Report report, CancellationToken stop)
    {
        report.Begin();
        store.Remember(report, ReportState.Due);
        var plan = await plans.FindAsync(report.PlanId, stop);
        (report.PlanTitle, report.PlanNumber) = (plan.Title, plan.Number);
        var head = Letterhead.Of(await organisations.AboveAsync(report.FromId, stop));
        (report.Symbol, report.Place, report.Archive, report.SignerPosition) = (head.Symbol, head.Place, "VT", "Giám đốc");
        if (report.OwnerId != report.FromId && report.OwnerId != report.ToId && await organisations.FindAsync(report.OwnerId, report.Cutoff, stop) is { } owner) report.Recipients = owner.Name;
        report.TemplateId = (await papers.TemplatesAsync(report, stop)).FirstOrDefault()?.Id;
        await TakeAsync(report, [], stop);
    }

    async Task TakeAsync(Report report, IReadOnlyList<ReportCell> old, CancellationToken stop)
    {
        var taken = await figures.TakeAsync(report, old.GroupBy(c => c.IndicatorId).ToDictionary(g => g.Key, g => g.First()), stop);
        var before = new Snapshot([.. old.OrderBy(c => c.Ordinal)], await store.Tasks.Where(t => t.ReportId == report.Id).OrderBy(t => t.Ordinal).ToListAsync(stop), [],
            await store.Issues.Where(i => i.ReportId == report.Id).OrderBy(i => i.Ordinal).ToListAsync(stop));
        await ClearAsync(report, stop);
        store.Cells.AddRange(taken.Cells);
        store.Tasks.AddRange(taken.Tasks);
        store.Budgets.AddRange(taken.Budgets);
        store.Issues.AddRange(taken.Issues);
        store.Earlier.AddRange(taken.Earlier);
        store.Directives.AddRange(taken.Directives);
        store.Units.AddRange(taken.Units);
        store.UnitFigures.AddRange(taken.UnitFigures);
        (report.ComputedAt, report.ComputedBy) = (clock.GetUtcNow(), caller.Name);
        var texts = await store.Texts.Where(t => t.ReportId == report.Id).ToDictionaryAsync(t => t.Part, stop);
        foreach (var part in TextParts.Of(report.Cadence))
        {
            var suggested = Suggestions.For(part, report, taken);
            // A suggestion that nobody has touched follows the figures; what people wrote stays.
            if (texts.TryGetValue(part, out var text)) text.Body = text.Body == Suggestions.For(part, report, before) ? suggested : text.Body;
            else store.Texts.Add(new ReportText { ReportId = report.Id, Part = part, Body = suggested });
        }
    }

    async Task ClearAsync(Report report, CancellationToken stop)
    {
        store.Cells.RemoveRange(await store.Cells.Where(c => c.ReportId == report.Id).ToListAsync(stop));
        store.Tasks.RemoveRange(await store.Tasks.Where(t => t.ReportId == report.Id).ToListAsync(stop));
        store.Issues.RemoveRange(await store.Issues.Where(i => i.ReportId == report.Id).ToListAsync(stop));
        store.Earlier.RemoveRange(await store.Earlier.Where(e => e.ReportId == report.Id).ToListAsync(stop));
        store.Units.RemoveRange(await store.Units.Where(u => u.ReportId == report.Id).ToListAsync(stop));
        store.UnitFigures.RemoveRange(await store.UnitFigures.Where(f => f.ReportId == report.Id).ToListAsync(stop));
        store.Directives.RemoveRange(await store.Directives.Where(d => d.ReportId == report.Id).ToListAsync(stop));
        store.Budgets.RemoveRange(await store.Budgets.Where(b => b.ReportId == report.Id).ToListAsync(stop));
    }

    async Task WriteAsync(Report report, IReadOnlyDictionary<TextPart, string> given, CancellationToken stop)
    {
        var texts = await store.Texts.Where(t => t.ReportId == report.Id).ToListAsync(stop);
        foreach (var text in texts.Where(t => given.ContainsKey(t.Part))) text.Body = given[text.Part];
    }
}

/// <summary>What the draft's form holds: estimates by cell, texts by part.</summary>
sealed record DraftInput(IReadOnlyDictionary<Guid, decimal?> Estimates, IReadOnlyDictionary<Guid, string> Bases, IReadOnlyDictionary<TextPart, string> Texts)
{
    /// <summary>The chosen template; empty id: the layout of the house; null: not asked.</summary>
    public Guid? Template { get; init; }

    /// <summary>Nothing typed.</summary>
    public static readonly DraftInput None = new(new Dictionary<Guid, decimal?>(), new Dictionary<Guid, string>(), new Dictionary<TextPart, string>());

    /// <summary>Most characters of a written part.</summary>
    public const int LongestText = 20_000;

    /// <summary>Name of the field of a cell's estimate.</summary>
    public static string Field(ReportCell cell) => "estimate-" + cell.Id.ToString("N");

    /// <summary>Name of the field of an estimate's basis.</summary>
    public static string BasisField(ReportCell cell) => "basis-" + cell.Id.ToString("N");

    /// <summary>Name of the field of a part.</summary>
    public static string Field(TextPart part) => "text-" + part;

    /// <summary>Reads the form; a number beyond what a report can hold is refused at its field.</summary>
    public static DraftInput Read(Form form, Microsoft.AspNetCore.Http.IFormCollection raw) => new(
        Cells(raw, "estimate-").ToDictionary(f => f.Cell, f => Fitting(form.Number(f.Name), f.Name)), Cells(raw, "basis-").ToDictionary(f => f.Cell, f => form.Text(f.Name, 300)),
        Enum.GetValues<TextPart>().Where(p => raw.ContainsKey(Field(p))).ToDictionary(p => p, p => form.Text(Field(p), LongestText)))
    {
        Template = raw.ContainsKey("template") ? form.Id("template") ?? Guid.Empty : null,
    };

    static IEnumerable<(string Name, Guid Cell)> Cells(Microsoft.AspNetCore.Http.IFormCollection raw, string lead) =>
        raw.Keys.Where(k => k.StartsWith(lead, StringComparison.Ordinal) && Guid.TryParseExact(k[lead.Length..], "N", out _)).Select(k => (k, Guid.ParseExact(k[lead.Length..], "N")));

    static decimal? Fitting(decimal? number, string field) => number is { } n && Math.Abs(n) >= 100_000_000_000_000m
        ? throw new Refusal(RefusalKind.Invalid, "Số này quá lớn. Xin kiểm tra lại.") { Field = field } : number;
}
