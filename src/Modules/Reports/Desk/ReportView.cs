using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Reports;

/// <summary>Everything the page of one report shows, and what the caller may do there.</summary>
sealed record ReportView(Report Report, Snapshot Data, IReadOnlyDictionary<TextPart, string> Texts, IReadOnlyList<ReportStep> Steps, IReadOnlyDictionary<Guid, string> Names, DateOnly Today)
{
    /// <summary>What the ledger says now, by target.</summary>
    public IReadOnlyDictionary<Guid, IndicatorReading> Now { get; init; } = new Dictionary<Guid, IndicatorReading>();

    /// <summary>The plan's own words about this report; "" for a report on its own account.</summary>
    public string Quote { get; init; } = "";

    /// <summary>Whose duty is carried on, by the name of then; null where nobody was followed.</summary>
    public string? Predecessor { get; init; }

    /// <summary>The text of law that sets its period; "" where none does.</summary>
    public string Law { get; init; } = "";

    /// <summary>The caller belongs to the side that reports.</summary>
    public bool IsOwnSide { get; init; }

    /// <summary>The caller may draft, save and send.</summary>
    public bool MayWrite { get; init; }

    /// <summary>The caller may accept or return.</summary>
    public bool MayAccept { get; init; }

    /// <summary>The caller may issue.</summary>
    public bool MayIssue { get; init; }

    /// <summary>The next free number, where the caller may issue now.</summary>
    public int NextNumber { get; init; }

    /// <summary>Figures that moved after closing, oldest first.</summary>
    public IReadOnlyList<ReportChange> Changes { get; init; } = [];

    /// <summary>Reports that supplement this one, and the one that it supplements.</summary>
    public IReadOnlyList<Report> Kin { get; init; } = [];

    /// <summary>Steps of its chain of approval, every round.</summary>
    public ChainState Chain { get; init; } = ChainState.None;

    /// <summary>Templates that may be used, with their words.</summary>
    public IReadOnlyList<(Guid Id, string Name)> Templates { get; init; } = [];

    /// <summary>Signatures of the issued paper.</summary>
    public SignatureState Signed { get; init; } = SignatureState.None;

    /// <summary>The period has ended and its official figures are not set yet.</summary>
    public bool MaySetFinal => MayWrite && Report.IsFrozen && Report.FinalOn is null && Today > Report.PeriodTo && Data.Cells.Count > 0;

    /// <summary>The page shows fields to fill in.</summary>
    public bool IsEditing => Report.IsEditable && MayWrite;

    /// <summary>The content may be read: by its own side always, by others once it was sent.</summary>
    public bool ShowsContent => Report.State != ReportState.Due && (IsOwnSide || Report.IsFrozen);

    /// <summary>The value that the ledger has now where it differs from the cell's, for late facts and corrections.</summary>
    public (bool Moved, decimal? Value) Moved(ReportCell cell)
    {
        if (!Now.TryGetValue(cell.IndicatorId, out var reading)) return (false, null);
        var now = reading.Value is { } v ? decimal.Round(v, 4, MidpointRounding.AwayFromZero) : (decimal?)null;
        return (now != cell.Actual, now);
    }

    /// <summary>Some figure moved since it was computed.</summary>
    public bool HasMoved => Data.Cells.Any(c => Moved(c).Moved);
}

/// <summary>Loads the page of one report.</summary>
sealed class ReportDesk(ReportsStore store, Figures figures, Issuing issuing, Signatures signatures, ReportPapers papers, Chains chains, IOrganisations organisations, Caller caller, TimeProvider clock)
{
    /// <summary>The page of a report the caller may see.</summary>
    public async Task<ReportView> LoadAsync(Guid id, CancellationToken stop)
    {
        var report = await store.Reports.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, stop) ?? await store.ReportAsync(id, stop);
        var own = caller.MayReadDraft(report);
        var shows = own || report.IsFrozen;
        var data = shows ? await DataAsync(store, id, stop) : new([], [], [], []);
        var law = (await RuleBook.LoadAsync(store, stop)).By(report.Rule).On(report.Cadence, report.Cutoff)?.Law ?? "";
        var mayIssue = report.State == ReportState.Accepted && caller.May(ReportsRights.Issue, report.FromId);
        return new(report, data, shows ? await store.Texts.AsNoTracking().Where(t => t.ReportId == id).ToDictionaryAsync(t => t.Part, t => t.Body, stop) : [],
            await store.Steps.AsNoTracking().Where(s => s.ReportId == id).OrderBy(s => s.At).ToListAsync(stop),
            await organisations.NamesAsync([report.FromId, report.ToId, report.OwnerId], clock.Today(), stop), clock.Today())
        {
            Now = shows ? await figures.NowAsync(report, data.Cells, stop) : new Dictionary<Guid, IndicatorReading>(),
            Quote = report.ObligationId is { } obligation ? await store.Obligations.IgnoreQueryFilters(["org"]).Where(o => o.Id == obligation).Select(o => o.Quote).FirstOrDefaultAsync(stop) ?? "" : "",
            Predecessor = await Predecessors.OfAsync(store, organisations, report, stop),
            Law = law,
            IsOwnSide = own,
            MayWrite = caller.May(ReportsRights.Write, report.FromId),
            MayAccept = report.State == ReportState.Sent && caller.MayAccept(report),
            MayIssue = mayIssue,
            Changes = shows ? await store.Changes.AsNoTracking().Where(c => c.ReportId == id).OrderBy(c => c.NotedAt).ThenBy(c => c.Ordinal).ToListAsync(stop) : [],
            Chain = own ? await ChainState.LoadAsync(chains, report.Id, report.FromId, "BC", stop) : ChainState.None,
            Templates = own ? [.. (await papers.TemplatesAsync(report, stop)).Select(t => (t.Id, t.Name + " · " + t.Edition.ToString(System.Globalization.CultureInfo.InvariantCulture)))] : [],
            Kin = await store.Reports.AsNoTracking().Where(r => r.SupplementOf == id || r.Id == report.SupplementOf).OrderBy(r => r.Id).ToListAsync(stop),
            Signed = report.State == ReportState.Issued && ReportSigning.Of(report) is { } subject
                ? await signatures.StateAsync(subject, caller.May(ReportsRights.Issue, report.FromId), stop) : SignatureState.None,
            NextNumber = mayIssue ? await issuing.NextNumberAsync(report.FromId, clock.Today().Year, stop) : 0,
        };
    }

    /// <summary>The report where the caller may read its content; refused otherwise.</summary>
    public async Task<Report> ReadableAsync(Guid id, CancellationToken stop)
    {
        var report = await store.ReportAsync(id, stop);
        if (report.State == ReportState.Due) throw Refusal.Missing("Báo cáo này chưa được lập.");
        if (!caller.MayReadDraft(report) && !report.IsFrozen) throw Refusal.Forbidden("Báo cáo đang được soạn; nội dung xem được khi đơn vị gửi.");
        return report;
    }

    /// <summary>Cells, tasks and budget of a report, in order.</summary>
    internal static async Task<Snapshot> DataAsync(ReportsStore store, Guid id, CancellationToken stop) => new(
        await store.Cells.AsNoTracking().Where(c => c.ReportId == id).OrderBy(c => c.Ordinal).ToListAsync(stop),
        await store.Tasks.AsNoTracking().Where(t => t.ReportId == id).OrderBy(t => t.Ordinal).ToListAsync(stop),
        await store.Budgets.AsNoTracking().Where(b => b.ReportId == id).OrderBy(b => b.Ordinal).ToListAsync(stop),
        await store.Issues.AsNoTracking().Where(i => i.ReportId == id).OrderBy(i => i.Ordinal).ToListAsync(stop))
    {
        Earlier = await store.Earlier.AsNoTracking().Where(e => e.ReportId == id).OrderBy(e => e.Ordinal).ToListAsync(stop),
        Units = await store.Units.AsNoTracking().Where(u => u.ReportId == id).OrderBy(u => u.Ordinal).ToListAsync(stop),
        UnitFigures = await store.UnitFigures.AsNoTracking().Where(f => f.ReportId == id).OrderBy(f => f.Ordinal).ToListAsync(stop),
        Directives = await store.Directives.AsNoTracking().Where(d => d.ReportId == id).OrderBy(d => d.Ordinal).ToListAsync(stop),
    };
}
