using LienY.Contracts;
using LienY.Kernel;
using LienY.Periods;
using Microsoft.EntityFrameworkCore;

namespace LienY.DataSets;

/// <summary>A board with the rows behind it.</summary>
sealed record OpenBoard(ApprovalBoard Board, Dictionary<Guid, Approval> Rows);

/// <summary>Lays out the board of a workflow in a period, of all units: what stands above the caller decides his own state.</summary>
sealed class ApprovalBoards(DataSetsStore store, GlossaryBook glossaries, IOrganisationTree trees, TimeProvider clock)
{
    /// <summary>The board as it stands now; within a transaction with <paramref name="toChange"/> its rows can be changed.</summary>
    public async Task<OpenBoard> OpenAsync(Workflow workflow, Period period, bool toChange, CancellationToken stop)
    {
        var glossary = await glossaries.NowAsync(stop);
        var sets = glossary.SetsIn(workflow).Where(s => ReportRules.Within(s.ValidFrom, s.ValidTo, period)).ToList();
        var expected = sets.SelectMany(s => glossary.UnitsOf[s.Id].Where(u => u.Covers(period.Last)).Select(u => (s.Id, u.UnitId))).ToHashSet();
        var incomplete = new HashSet<Guid>();
        if (workflow.CompleteFirst)
        {
            var ids = sets.ConvertAll(s => s.Id);
            var done = (await store.Completions.IgnoreQueryFilters().AsNoTracking().Where(c => ids.Contains(c.SetId) && c.Period == period.Code && c.IsComplete)
                .Select(c => new { c.SetId, c.UnitId }).ToListAsync(stop)).Select(c => (c.SetId, c.UnitId)).ToHashSet();
            incomplete = [.. expected.Where(e => !done.Contains(e)).Select(e => e.UnitId)];
        }
        var board = new ApprovalBoard(workflow, glossary.LevelsOf(workflow), period, await trees.OnAsync(period.Last, stop), expected.Select(e => e.UnitId),
            incomplete, clock.Today());
        var query = store.Approvals.IgnoreQueryFilters().Where(a => a.WorkflowId == workflow.Id && a.Period == period.Code);
        var rows = await (toChange ? query : query.AsNoTracking()).ToDictionaryAsync(a => a.UnitId, stop);
        foreach (var row in rows.Values) board.Put(row.UnitId, row.IsApproved, row.IsAccepted);
        return new(board, rows);
    }

    /// <summary>Periods of a workflow that have ended, newest first.</summary>
    public IReadOnlyList<Period> Periods(Workflow workflow, int most)
    {
        var periods = new List<Period>();
        if (PeriodType.Find(workflow.PeriodType) is not { } type) return periods;
        for (var period = type.Of(clock.Today()).Previous; periods.Count < most; period = period.Previous) periods.Add(period);
        return periods;
    }
}
