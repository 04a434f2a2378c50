using System.Globalization;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>Decisions about many rows with one click: the sure ones, groups that wait for one reason, warnings of one code.</summary>
sealed class GroupDeciding(PlansStore store, UnitBook units, Caller caller)
{
    /// <summary>Note of a warning that was settled by keeping what the paper says.</summary>
    public const string Kept = "Giữ theo văn bản.";

    /// <summary>Note of a restated target that was merged.</summary>
    public const string Merged = "Đã gộp vào chỉ tiêu nêu trước.";

    /// <summary>
    /// Accepts every row, of whatever kind, that nobody has looked at and nothing speaks against: complete, no open warning on its lines, no doubtful word of a
    /// scan in it, no suggestion from an earlier import, not said before. Returns how many.
    /// </summary>
    public Task<int> AcceptSureAsync(Guid id, CancellationToken stop) => DecideAsync(id, "plan.review.accept-sure", (open, doubts) =>
        open.Where(r => r.Kind is not (RowKind.Warning or RowKind.Document) && doubts.Of(r) is null).Select(Accept).Count(), stop);

    /// <summary>Accepts the open rows of a kind that wait for one reason; restated targets are merged into the row that says it first.</summary>
    public Task<int> DecideAsync(Guid id, RowKind kind, RowDoubt why, CancellationToken stop)
    {
        if (kind is RowKind.Warning or RowKind.Document || why is RowDoubt.Incomplete or RowDoubt.Frame) throw Refusal.Invalid("Nhóm này phải xem từng dòng.");
        return why == RowDoubt.Restated ? MergeAsync(id, stop)
            : DecideAsync(id, "plan.review.accept-group", (open, doubts) => open.Where(r => r.Kind == kind && doubts.Of(r) == why).Select(Accept).Count(), stop);
    }

    /// <summary>Settles the open warnings of a code: the paper is kept as it is.</summary>
    public Task<int> KeepAsync(Guid id, string code, CancellationToken stop) => DecideAsync(id, "plan.review.keep-warnings", (open, _) =>
    {
        var some = open.Where(r => r.Kind == RowKind.Warning && r.Item != "W0" && RowFields.Of(r).Code == code).ToList();
        foreach (var row in some) (row.State, row.Note) = (RowState.Resolved, Kept);
        return some.Count;
    }, stop);

    async Task<int> MergeAsync(Guid id, CancellationToken stop)
    {
        var all = await store.ImportRows.AsNoTracking().Where(r => r.ImportId == id && r.Kind == RowKind.Indicator).ToListAsync(stop);
        return await DecideAsync(id, "plan.review.merge-restated", (open, doubts) =>
        {
            var done = 0;
            foreach (var row in open.Where(r => r.Kind == RowKind.Indicator && doubts.Of(r) == RowDoubt.Restated).ToList())
            {
                var first = all.Find(r => r.Item == RowFields.Of(row).Restates);
                if (first is null || first.State is RowState.Rejected or RowState.Merged) continue;
                (row.State, row.MergedInto, row.Note) = (RowState.Merged, first.Id, Merged);
                done++;
            }
            foreach (var warning in open.Where(r => r.Kind == RowKind.Warning && RowFields.Of(r).Code == "target-restated")) (warning.State, warning.Note) = (RowState.Resolved, Merged);
            return done;
        }, stop);
    }

    async Task<int> DecideAsync(Guid id, string deed, Func<List<ImportRow>, RowDoubts, int> decide, CancellationToken stop)
    {
        var import = await store.ImportAsync(id, stop);
        caller.Must(Rights.Review, import.OwnerId);
        if (import.State != ImportState.Review) throw Refusal.Conflict("Lần nhập này đã khép lại, không sửa được nữa.");
        var rows = await store.ImportRows.Where(r => r.ImportId == id).ToListAsync(stop);
        var open = rows.Where(r => r.State == RowState.Unreviewed).ToList();
        var done = decide(open, await RowDoubts.OfAsync(store, id, open, stop));
        await units.RefreshAsync(import, rows, stop);
        store.Trace(deed, "plan-import", id.ToString(), reason: done.ToString(CultureInfo.InvariantCulture));
        await store.SaveChangesAsync(stop);
        return done;
    }

    static ImportRow Accept(ImportRow row)
    {
        row.State = row.Edited is null || row.Edited == row.Original ? RowState.Accepted : RowState.Changed;
        return row;
    }
}
