using LienY.Contracts;
using LienY.Kernel;
using LienY.Periods;
using Microsoft.EntityFrameworkCore;

namespace LienY.DataSets;

/// <summary>Shows what waits for approval and what is approved, within the caller's reach.</summary>
sealed class ApprovalDesk(DataSetsStore store, GlossaryBook glossaries, ApprovalBoards boards, Reporting reporting, IOrganisationTree trees, Caller caller)
{
    const int PageSize = 100;

    /// <summary>The list of a workflow in a period; <paramref name="show"/> is mine, waiting, approved or "" for all.</summary>
    public async Task<ApprovalsView> ListAsync(Guid? workflowId, string? periodCode, string? show, int page, CancellationToken stop)
    {
        var glossary = await glossaries.NowAsync(stop);
        var workflows = glossary.Workflows.All.ToList();
        var may = caller.May(DataSetsRights.SetUpApproval);
        var workflow = workflowId is { } id ? glossary.Workflows.Find(id) ?? throw Refusal.Missing("Không tìm thấy quy trình duyệt này.") : workflows.FirstOrDefault();
        if (workflow is null) return new([], null, [], null, "", [], 1, 1, 0, 0, may);
        var periods = boards.Periods(workflow, 24);
        var period = Period.TryParse(periodCode, out var asked) && asked.Type.Name == workflow.PeriodType ? asked : periods[0];
        if (!periods.Contains(period)) periods = [period, .. periods];
        var open = await boards.OpenAsync(workflow, period, toChange: false, stop);
        var all = await LinesAsync(open, stop);
        var filtered = all.Where(l => show switch
        {
            "mine" => l.WaitsForMe(workflow),
            "waiting" => l.State is ApprovalState.UnapprovedReady or ApprovalState.UnapprovedWaiting,
            "approved" => l.State is ApprovalState.ApprovedHere or ApprovalState.ApprovedAbove or ApprovalState.AcceptedHere,
            _ => true,
        }).ToList();
        var pages = Math.Max(1, (filtered.Count + PageSize - 1) / PageSize);
        page = Math.Clamp(page, 1, pages);
        var lines = await FilledAsync(open, glossary, filtered.Skip((page - 1) * PageSize).Take(PageSize).ToList(), stop);
        return new(workflows, workflow, periods, period, show ?? "", lines, page, pages, all.Count(l => l.Row is { IsApproved: true }), all.Count, may);
    }

    /// <summary>Every line of a list, for a file.</summary>
    public async Task<(Workflow Workflow, Period Period, IReadOnlyList<ApprovalLine> Lines)> AllAsync(Guid workflowId, string? periodCode, CancellationToken stop)
    {
        var (glossary, workflow, period) = await FindAsync(workflowId, periodCode, stop);
        var open = await boards.OpenAsync(workflow, period, toChange: false, stop);
        return (workflow, period, await FilledAsync(open, glossary, await LinesAsync(open, stop), stop));
    }

    /// <summary>One unit with its figures.</summary>
    public async Task<ApprovalView> ShowAsync(Guid workflowId, Guid unit, string? periodCode, CancellationToken stop)
    {
        var (glossary, workflow, period) = await FindAsync(workflowId, periodCode, stop);
        if (!caller.IsHouse && !caller.Organisations.Contains(unit)) throw Refusal.Missing("Không tìm thấy đơn vị này.");
        var open = await boards.OpenAsync(workflow, period, toChange: false, stop);
        var board = open.Board;
        if (board.Level(unit) is null) unit = board.Above(unit).Cast<Guid?>().FirstOrDefault() ?? throw ApprovalRules.Refuse(ApprovalNo.NotApplicable, board.Name(unit));
        if (!caller.IsHouse && !caller.Organisations.Contains(unit)) throw Refusal.Missing("Không tìm thấy đơn vị này.");
        var lines = await LinesAsync(open, stop);
        var today = await trees.OnAsync(null, stop);
        var line = (await FilledAsync(open, glossary, [LineOf(open, unit, today)], stop))[0];
        var below = await FilledAsync(open, glossary, lines.Where(l => board.Above(l.UnitId).FirstOrDefault() == unit).ToList(), stop);
        var sets = glossary.SetsIn(workflow).ToList();
        var units = board.AllReports(unit).ToHashSet();
        var reports = new List<(DataSet, ReportLine)>();
        if (board.Reports(unit) is { Count: > 0 } own)
            foreach (var set in sets) reports.AddRange((await reporting.LinesAsync(set, [period], stop)).Where(l => own.Contains(l.UnitId)
                && l.State != ReportState.NotExpected).Select(l => (set, l)));
        var parts = units.Count is 0 or > ApprovalView.MostUnits ? [] : await PartsAsync(glossary, sets, [.. units], period, stop);
        var steps = (await store.ApprovalSteps.AsNoTracking().Where(s => s.WorkflowId == workflow.Id && s.UnitId == unit && s.Period == period.Code)
            .ToListAsync(stop)).OrderByDescending(s => s.At).ThenByDescending(s => s.Id).ToList();
        var chain = board.Above(unit).Prepend(unit).Select(u => (board.Name(u), board.State(u), open.Rows.GetValueOrDefault(u))).ToList();
        var violations = await ViolationsAsync(board, unit, stop);
        return new(workflow, period, line, chain, below, reports, parts, units.Count, steps, MayAskBack(board, unit, line.Power)) { Violations = violations };
    }

    /// <summary>What the entry form says; null where the data set has no workflow.</summary>
    public async Task<ApprovalNote?> NoteAsync(DataSet set, Guid unit, Period period, CancellationToken stop)
    {
        var glossary = await glossaries.NowAsync(stop);
        if (set.WorkflowId is not { } id || glossary.Workflows.Find(id) is not { } workflow || workflow.PeriodType != period.Type.Name) return null;
        var open = await boards.OpenAsync(workflow, period, toChange: false, stop);
        var board = open.Board;
        var approved = board.Above(unit).Prepend(unit).Where(board.IsApproved).Select(u => (board.Name(u), open.Rows[u].ApprovedBy, open.Rows[u].ApprovedAt!.Value))
            .ToList();
        var approver = board.Level(unit) is null ? board.Above(unit).Cast<Guid?>().FirstOrDefault() : unit;
        ApprovalStep? last = null;
        if (approved.Count == 0 && approver is { } a)
        {
            // The sentence of an approver above is for those who reported, even where the rest of that unit is not theirs to see.
            var steps = await store.ApprovalSteps.IgnoreQueryFilters().AsNoTracking().Where(s => s.WorkflowId == id && s.UnitId == a && s.Period == period.Code)
                .ToListAsync(stop);
            last = steps.Where(s => s.Kind != StepKind.AskedBack).OrderBy(s => s.At).ThenBy(s => s.Id).LastOrDefault() is { Kind: StepKind.Unapproved } step ? step
                : null;
        }
        var power = ApprovalPowers.Of(caller, unit, await trees.OnAsync(null, stop));
        return new(workflow, approver is { } u && (caller.IsHouse || caller.Organisations.Contains(u)) ? u : null, board.State(unit), approved, last,
            MayAskBack(board, unit, power));
    }

    /// <summary>How the approval of each unit stands in a period; null where the data set has no workflow.</summary>
    public async Task<Func<Guid, ApprovalState>?> StatesAsync(DataSet? set, Period? period, CancellationToken stop) =>
        set?.WorkflowId is { } id && period is not null && (await glossaries.NowAsync(stop)).Workflows.Find(id) is { } workflow && workflow.PeriodType == period.Type.Name
            ? (await boards.OpenAsync(workflow, period, toChange: false, stop)).Board.State : null;

    /// <summary>How much waits for the caller in a period, for "Hôm nay".</summary>
    public async Task<int> WaitingAsync(Workflow workflow, Period period, CancellationToken stop)
    {
        var open = await boards.OpenAsync(workflow, period, toChange: false, stop);
        var today = await trees.OnAsync(null, stop);
        return open.Board.Units.Where(u => caller.Organisations.Contains(u) && (workflow.AcceptFirst || ApprovalPowers.IsOwn(caller, u, today))).Count(u =>
            LineOf(open, u, today).WaitsForMe(workflow));
    }

    /// <summary>A workflow and a period by what an address says.</summary>
    public async Task<(Glossary, Workflow, Period)> FindAsync(Guid workflowId, string? periodCode, CancellationToken stop)
    {
        var glossary = await glossaries.NowAsync(stop);
        var workflow = glossary.Workflows.Find(workflowId) ?? throw Refusal.Missing("Không tìm thấy quy trình duyệt này.");
        if (!Period.TryParse(periodCode, out var period) || period.Type.Name != workflow.PeriodType) throw Refusal.Missing("Quy trình này không có kỳ “{0}”.",
            periodCode ?? "");
        return (glossary, workflow, period);
    }

    bool MayAskBack(ApprovalBoard board, Guid unit, ApprovalPower power) =>
        board.IsClosed(unit) && (caller.May(DataSetsRights.Enter, unit) || power != ApprovalPower.None)
        && !ApprovalRules.May(board.State(unit), ApprovalAction.Unapprove, power, board.Above(unit).Any());

    /// <summary>Units within reach, each followed by those below it, by name.</summary>
    async Task<List<ApprovalLine>> LinesAsync(OpenBoard open, CancellationToken stop)
    {
        var today = await trees.OnAsync(null, stop);
        var mine = open.Board.Units.Where(u => caller.IsHouse || caller.Organisations.Contains(u)).Select(u => LineOf(open, u, today)).ToList();
        var known = mine.Select(l => l.UnitId).ToHashSet();
        var names = StringComparer.Create(Say.Vietnam, ignoreCase: true);
        var under = mine.ToLookup(l => open.Board.Above(l.UnitId).Where(known.Contains).Cast<Guid?>().FirstOrDefault());
        var sorted = new List<ApprovalLine>(mine.Count);
        void Add(Guid? above)
        {
            foreach (var line in under[above].OrderBy(l => l.Unit, names))
            {
                sorted.Add(line);
                Add(line.UnitId);
            }
        }
        Add(null);
        return sorted;
    }

    ApprovalLine LineOf(OpenBoard open, Guid unit, OrganisationTree today)
    {
        var position = open.Board.Position(unit);
        return new(unit, open.Board.Name(unit), open.Board.Level(unit)!, ApprovalRules.StateOf(position), ApprovalPowers.Of(caller, unit, today), position.HasAbove,
            ApprovalPowers.IsOwn(caller, unit, today), open.Rows.GetValueOrDefault(unit));
    }

    async Task<IReadOnlyList<ApprovalLine>> FilledAsync(OpenBoard open, Glossary glossary, IReadOnlyList<ApprovalLine> lines, CancellationToken stop)
    {
        var (board, period) = (open.Board, open.Board.Period);
        var sets = glossary.SetsIn(board.Workflow).ToList();
        var reports = new List<ReportLine>();
        foreach (var set in sets) reports.AddRange((await reporting.LinesAsync(set, [period], stop)).Where(l => l.State != ReportState.NotExpected));
        var of = reports.ToLookup(r => r.UnitId);
        var direct = lines.SelectMany(l => board.Reports(l.UnitId)).Distinct().ToList();
        var doubts = await DoubtsAsync(glossary, sets, direct, period, stop);
        var violations = (await Standing(period).GroupBy(v => v.UnitId).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(stop)).ToDictionary(g => g.Key,
            g => g.Count);
        return [.. lines.Select(l =>
        {
            var own = board.AllReports(l.UnitId).SelectMany(u => of[u]).ToList();
            return l with
            {
                Expected = own.Count,
                Complete = own.Count(r => r.State is ReportState.OnTime or ReportState.Late),
                OnTime = own.Count(r => r.State == ReportState.OnTime),
                Violations = board.AllReports(l.UnitId).Sum(u => violations.GetValueOrDefault(u)),
                Doubts = board.Reports(l.UnitId).Sum(u => doubts.GetValueOrDefault(u)),
            };
        })];
    }

    IQueryable<Violation> Standing(Period period)
    {
        var code = period.Code;
        return store.Violations.AsNoTracking().Where(v => v.Period == code && v.State != ViolationState.Closed);
    }

    async Task<IReadOnlyList<(Violation, Rule, string)>> ViolationsAsync(ApprovalBoard board, Guid unit, CancellationToken stop)
    {
        var units = board.Reports(unit);
        if (units.Count == 0) return [];
        var rows = await Standing(board.Period).Where(v => units.Contains(v.UnitId)).ToListAsync(stop);
        var ids = rows.Select(v => v.RuleId).Distinct().ToList();
        var rules = await store.Rules.AsNoTracking().Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, stop);
        return [.. rows.Where(v => rules.ContainsKey(v.RuleId)).Select(v => (v, rules[v.RuleId], board.Name(v.UnitId))).OrderByDescending(v => v.v.Importance)];
    }

    async Task<Dictionary<Guid, int>> DoubtsAsync(Glossary glossary, List<DataSet> sets, List<Guid> units, Period period, CancellationToken stop)
    {
        if (units.Count == 0) return [];
        var values = await ValuesAsync(glossary, sets, units, period, stop);
        return values.GroupBy(v => (v.UnitId, v.ElementId, v.ComboId, v.AttributeId))
            .Select(g => (g.Key.UnitId, Difference: new Difference(Difference.Number(g.FirstOrDefault(v => v.Period == period.Code)?.Value),
                Difference.Number(g.FirstOrDefault(v => v.Period != period.Code)?.Value))))
            .Where(d => d.Difference.IsLarge).GroupBy(d => d.UnitId).ToDictionary(g => g.Key, g => g.Count());
    }

    Task<List<DataValue>> ValuesAsync(Glossary glossary, List<DataSet> sets, IReadOnlyCollection<Guid> units, Period period, CancellationToken stop)
    {
        var elements = sets.SelectMany(s => s.Elements).Select(e => e.ElementId).Where(e => glossary.Elements.Find(e) is not null).Distinct().ToList();
        var (now, before) = (period.Code, period.Previous.Code);
        return store.Values.AsNoTracking().Where(v => units.Contains(v.UnitId) && elements.Contains(v.ElementId) && (v.Period == now || v.Period == before)
            && !v.IsDeleted).ToListAsync(stop);
    }

    async Task<List<FigurePart>> PartsAsync(Glossary glossary, List<DataSet> sets, List<Guid> units, Period period, CancellationToken stop)
    {
        var values = (await ValuesAsync(glossary, sets, units, period, stop)).ToLookup(v => (v.ElementId, v.ComboId));
        var parts = new List<FigurePart>();
        foreach (var set in sets)
            foreach (var part in set.Elements.Select(e => (e.Section, Element: glossary.Elements[e.ElementId])).GroupBy(e => e.Section.Length > 0 ? e.Section
                : e.Element.Heading))
                parts.Add(new(set, part.Key, [.. part.SelectMany(e => glossary.CombosOf[e.Element.CombinationId].Select(c => FigureOf(e.Element, c,
                    values[(e.Element.Id, c.Id)].ToList(), period)))]));
        return parts;
    }

    static FigureLine FigureOf(Element element, Combo combo, List<DataValue> values, Period period)
    {
        var now = values.Where(v => v.Period == period.Code).ToList();
        var before = values.Where(v => v.Period != period.Code).ToList();
        var (a, b) = (Together(element, now), Together(element, before));
        return new(element, combo, a.Text, b.Text, new(a.Number, b.Number), now.Count == 1 ? now[0].Id : null);
    }

    /// <summary>Figures of several units as the element says that they go together; text only where there is one.</summary>
    static (string Text, decimal? Number) Together(Element element, List<DataValue> values)
    {
        if (values.Count == 0) return ("–", null);
        if (values.Count == 1) return (EntryDesk.Shown(element, values[0].Value), ValueTypes.IsNumber(element.ValueType) ? Difference.Number(values[0].Value) : null);
        var numbers = ValueTypes.IsNumber(element.ValueType) ? values.Select(v => Difference.Number(v.Value)).OfType<decimal>().ToList() : [];
        if (numbers.Count == 0) return ("…", null);
        decimal? number = element.Aggregation switch
        {
            "NONE" => null,
            "MIN" => numbers.Min(),
            "MAX" => numbers.Max(),
            "AVERAGE" or "LAST_AVERAGE_ORG_UNIT" => Math.Round(numbers.Average(), 2),
            _ => numbers.Sum(),
        };
        return (number is { } n ? Say.Number(n) : "…", number);
    }
}
