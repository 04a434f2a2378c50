using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Plans;

/// <summary>The page "Bản sửa đổi": every signed document that changed the plan, the newest first.</summary>
sealed record RevisionsView(PlanHead Head, IReadOnlyList<(PlanRevision Revision, int Rows)> Revisions, bool MayRevise, bool MayWithdraw, bool MayUndo);

/// <summary>A row of a revision with its fields before and after.</summary>
sealed record ShownChange(RevisionRow Row, IReadOnlyList<FieldChange> Fields)
{
    /// <summary>What the row is called: its new words, else the old.</summary>
    public string Name { get; init; } = "";

    /// <summary>What the plan says now, where that is no longer what the draft was begun with.</summary>
    public IReadOnlyList<FieldChange> Now { get; init; } = [];
}

/// <summary>One revision with what it changes; a draft may be edited.</summary>
sealed record RevisionView(PlanHead Head, PlanRevision Revision, IReadOnlyList<ShownChange> Changes, bool MayEdit, IReadOnlyList<(PlanPart Part, IReadOnlyList<(string Value, string Label)> Rows)> Untouched)
{
    /// <summary>Another revision came first since this draft was begun.</summary>
    public bool IsBehind => Revision.State is RevisionState.Draft && Revision.BasedOn != Head.Plan.Revision;

    /// <summary>Reports that the plan would owe or not owe with its new period; empty where the period stays.</summary>
    public IReadOnlyList<ReportShift> Shifts { get; init; } = [];

    /// <summary>Targets and tasks whose last day lies outside the plan's new period, by name.</summary>
    public IReadOnlyList<string> Outside { get; init; } = [];

    /// <summary>Address of the revision.</summary>
    public string At(string part = "") => $"/plans/{Head.Plan.Id}/revisions/{Revision.Id}" + (part.Length > 0 ? "/" + part : "");

    /// <summary>Version for its forms.</summary>
    public string Version => Revision.Version.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>The form of one row of a draft.</summary>
sealed record RevisionRowView(PlanHead Head, PlanRevision Revision, PlanPart Part, Guid? ObjectId, int RowVersion, Clause Clause, Clause? Before, IReadOnlyList<(string Value, string Label)> Units,
    IReadOnlyList<(string Value, string Label)> Measures);

/// <summary>What an amending paper under review would change.</summary>
sealed record ImportChangesView(PlanFile Import, Plan Plan, IReadOnlyList<ShownChange> Changes);

/// <summary>Lays out revisions.</summary>
sealed class RevisionDesk(PlanDesk desk)
{
    readonly PlansStore store = desk.Store;

    /// <summary>All documents of a plan.</summary>
    public async Task<RevisionsView> ListAsync(Guid planId, CancellationToken stop)
    {
        var head = await desk.HeadAsync(planId, stop);
        var mayRevise = desk.Caller.May(Rights.Revise, head.Plan.OwnerId);
        var mayWithdraw = desk.Caller.May(Rights.Withdraw, head.Plan.OwnerId);
        // A draft binds nobody: only those who may publish it see it.
        var all = await store.Revisions.AsNoTracking().Where(r => r.PlanId == planId && (mayRevise || (r.State != RevisionState.Draft && r.State != RevisionState.Discarded)))
            .OrderByDescending(r => r.CreatedAt).ToListAsync(stop);
        var rows = (await store.RevisionRows.Where(r => r.PlanId == planId).GroupBy(r => r.RevisionId).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(stop)).ToDictionary(g => g.Key, g => g.Count);
        var live = head.Plan.State is PlanState.Active;
        return new(head, all.ConvertAll(r => (r, rows.GetValueOrDefault(r.Id))), live && mayRevise, live && mayWithdraw,
            head.Plan.State is PlanState.Withdrawn && mayWithdraw && all.Exists(r => r.Kind is RevisionKind.Withdrawal && r.State is RevisionState.Applied && r.AppliedOn == desk.Today));
    }

    /// <summary>One revision; refused as missing where it is another's draft.</summary>
    public async Task<RevisionView> LayAsync(Guid planId, Guid id, CancellationToken stop)
    {
        var head = await desk.HeadAsync(planId, stop);
        var revision = await FindAsync(head, id, stop);
        var rows = await store.RevisionRows.AsNoTracking().Where(r => r.RevisionId == id).ToListAsync(stop);
        var mayEdit = revision.State is RevisionState.Draft && head.Plan.State is PlanState.Active && desk.Caller.May(Rights.Revise, head.Plan.OwnerId);
        var stands = mayEdit ? await PlanRows.LoadAsync(store, planId, stop) : null;
        var names = await NamesAsync(head.Plan, rows.SelectMany(r => new[] { Clause.Of(r.Before), Clause.Of(r.After) }).Concat(stands is null ? [] : rows.Select(r => stands.Find(r.Part, r.ObjectId))), stop);
        return new(head, revision, [.. rows.OrderBy(r => r.Part).ThenBy(r => r.Deed).ThenBy(r => r.Id).Select(r => Shown(r, names, stands))], mayEdit,
            stands is null ? [] : [.. Enum.GetValues<PlanPart>().OrderBy(p => p is not PlanPart.Plan).Select(p => (p, Untouched(stands, p, rows)))])
        {
            Shifts = await ShiftsAsync(revision, rows, stop),
            Outside = stands is null ? [] : Outside(stands, rows),
        };
    }

    // Shown as long as it can still be weighed: before it takes effect.
    async Task<IReadOnlyList<ReportShift>> ShiftsAsync(PlanRevision revision, List<RevisionRow> rows, CancellationToken stop) =>
        revision.State is RevisionState.Draft or RevisionState.Waiting && desk.Services.GetService<IReportShifts>() is { } shifts
        && Clause.Of(rows.Find(r => r.Part is PlanPart.Plan)?.After) is { From: { } from, To: { } to } period
            ? await shifts.IfAsync(revision.PlanId, period.Name, revision.EffectiveOn, from, to, stop) : [];

    static List<string> Outside(PlanRows stands, List<RevisionRow> rows)
    {
        if (Clause.Of(rows.Find(r => r.Part is PlanPart.Plan)?.After) is not { From: { } from, To: { } to }) return [];
        return [.. new[] { PlanPart.Target, PlanPart.Task }.SelectMany(part => stands.Of(part)
            .Select(s => rows.Find(r => r.Part == part && r.ObjectId == s.Id) is { } row ? Clause.Of(row.After) : s.Clause))
            .Where(c => c is not null && (c.To > to || c.From < from)).Select(c => Cut($"{c!.Name} ({Say.Day(c.To)})"))];
    }

    /// <summary>The form of a row of a draft: an existing row of the plan, a row of the draft, or a new one.</summary>
    public async Task<RevisionRowView> RowAsync(Guid planId, Guid id, PlanPart part, Guid? objectId, CancellationToken stop)
    {
        var head = await desk.HeadAsync(planId, stop);
        var revision = await FindAsync(head, id, stop);
        desk.Caller.Must(Rights.Revise, head.Plan.OwnerId);
        var row = objectId is { } known ? await store.RevisionRows.AsNoTracking().FirstOrDefaultAsync(r => r.RevisionId == id && r.Part == part && r.ObjectId == known, stop) : null;
        var now = objectId is { } existing ? (await PlanRows.LoadAsync(store, planId, stop)).Find(part, existing) : null;
        if (objectId is not null && row is null && now is null) throw Refusal.Missing("Dòng này không còn trong kế hoạch. Xin tải lại trang.");
        var units = await TaskSheet.UnitsAsync(desk, head.Plan, stop);
        var clause = Clause.Of(row?.After) ?? now ?? new Clause { From = revision.EffectiveOn, To = head.Plan.EndsOn, OrgId = head.Plan.OwnerId };
        return new(head, revision, part, objectId, row?.Version ?? 0, clause, Clause.Of(row?.Before) ?? now,
            [.. units.OrderBy(u => Fold.Of(u.Value), StringComparer.Ordinal).Select(u => (u.Key.ToString(), u.Value))],
            part is PlanPart.Target && now is null
                ? [(Measures.Official, desk.Words["số liệu chính thức kèm văn bản"]), (Measures.Declared, desk.Words["đơn vị tự khai, kèm minh chứng"])] : []);
    }

    /// <summary>What an amending paper would change, from rows as they are read and reviewed so far.</summary>
    public async Task<ImportChangesView> ChangesAsync(Guid importId, CancellationToken stop)
    {
        var import = await store.ImportAsync(importId, stop);
        if (import.RevisesId is not { } planId) throw Refusal.Missing("Văn bản này không phải bản sửa đổi của một kế hoạch.");
        var plan = await store.PlanAsync(planId, stop);
        var found = await RevisionMatching.FindAsync(store, plan, import, stop, all: true);
        var names = await NamesAsync(plan, found.SelectMany(f => new[] { f.Before, f.After }), stop);
        return new(import, plan, [.. found.Select(f => Shown(new RevisionRow
        {
            RevisionId = Guid.Empty, PlanId = planId, Part = f.Part, ObjectId = f.ObjectId, Deed = f.Deed, Before = f.Before?.Json(), After = f.After?.Json(),
        }, names, null))]);
    }

    async Task<PlanRevision> FindAsync(PlanHead head, Guid id, CancellationToken stop)
    {
        var revision = await store.Revisions.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id && r.PlanId == head.Plan.Id, stop);
        if (revision is null || (revision.State is RevisionState.Draft or RevisionState.Discarded && !desk.Caller.May(Rights.Revise, head.Plan.OwnerId)))
            throw Refusal.Missing("Không có bản sửa đổi này, hoặc nó thuộc kế hoạch của đơn vị khác.");
        return revision;
    }

    ShownChange Shown(RevisionRow row, IReadOnlyDictionary<Guid, string> names, PlanRows? stands)
    {
        var (before, after) = (Clause.Of(row.Before), Clause.Of(row.After));
        var now = row.Deed is Deed.Add ? null : stands?.Find(row.Part, row.ObjectId);
        return new(row, ClauseWords.Fields(row.Part, before, after, names, desk.Words))
        {
            Name = (after ?? before)?.Name ?? "",
            Now = stands is null || row.Deed is Deed.Add || now == before ? [] : ClauseWords.Fields(row.Part, before, now, names, desk.Words),
        };
    }

    static List<(string, string)> Untouched(PlanRows stands, PlanPart part, List<RevisionRow> rows) =>
        [.. stands.Of(part).Where(s => !rows.Exists(r => r.Part == part && r.ObjectId == s.Id)).Select(s => (s.Id.ToString(), Cut($"{s.Clause.Path} {s.Clause.Name}".Trim())))];

    async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(Plan plan, IEnumerable<Clause?> clauses, CancellationToken stop) =>
        await desk.UnitsAsync(plan, clauses.SelectMany(c => c?.Organisations ?? []).Select(o => (Guid?)o), stop);

    static string Cut(string text) => text.Length > 110 ? text[..110] + "…" : text;
}
