using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>The reviewer's decisions about rows: accept, change, merge, reject, settle, take back.</summary>
sealed class Reviewing(PlansStore store, UnitBook units, Caller caller)
{
    /// <summary>The row is right as it stands; <paramref name="measure"/> says how an indicator is measured.</summary>
    public Task AcceptAsync(Guid id, Guid row, int version, string? measure, CancellationToken stop) => DecideAsync(id, row, version, r =>
    {
        if (r.Kind == RowKind.Warning) throw new Refusal(RefusalKind.Invalid, "Xin ghi cách giải quyết cảnh báo này.") { Field = "note" };
        var fields = RowFields.Of(r);
        Complete(r.Kind, fields);
        r.State = r.Edited is null || r.Edited == r.Original ? RowState.Accepted : RowState.Changed;
        if (measure is { Length: > 0 }) r.Measure = measure;
    }, stop);

    /// <summary>The row is right with these fields.</summary>
    public Task ChangeAsync(Guid id, Guid row, int version, Form form, CancellationToken stop) => DecideAsync(id, row, version, r =>
    {
        var json = RowForm.Read(r.Kind, form, RowFields.Of(r)).Json();
        r.Edited = json == r.Original ? null : json;
        r.State = r.Edited is null ? RowState.Accepted : RowState.Changed;
        r.MergedInto = null;
        r.Note = form.Text("remark", 2000);
        if (form.Text("measure", 400) is { Length: > 0 } measure) r.Measure = measure;
    }, stop);

    /// <summary>The row is no part of the plan.</summary>
    public Task RejectAsync(Guid id, Guid row, int version, string note, CancellationToken stop) => DecideAsync(id, row, version, r =>
    {
        (r.State, r.MergedInto) = (RowState.Rejected, null);
        if (note.Length > 0) r.Note = note;
    }, stop);

    /// <summary>The row says again what another row of its kind says.</summary>
    public async Task MergeAsync(Guid id, Guid row, int version, Guid into, CancellationToken stop)
    {
        var other = await store.ImportRows.FirstOrDefaultAsync(r => r.ImportId == id && r.Id == into, stop);
        await DecideAsync(id, row, version, r =>
        {
            if (other is null || other.Id == r.Id || other.Kind != r.Kind || other.State is RowState.Merged or RowState.Rejected)
                throw new Refusal(RefusalKind.Invalid, "Xin chọn dòng còn dùng, cùng loại, để gộp vào.") { Field = "into" };
            (r.State, r.MergedInto) = (RowState.Merged, other.Id);
        }, stop);
    }

    /// <summary>
    /// The warning is settled or accepted, with the reviewer's words; <paramref name="keep"/>: the line of the place that is right, 0 where none was chosen, -1 for
    /// the plan that the house has; <paramref name="alike"/>: every open warning with the same code too.
    /// </summary>
    public Task ResolveAsync(Guid id, Guid row, int version, string note, int keep, bool alike, CancellationToken stop) => DecideAsync(id, row, version, (r, all) =>
    {
        if (r.Kind != RowKind.Warning) throw Refusal.Invalid("Dòng này không phải cảnh báo.");
        if (keep != 0) note = $"{Choosing.Settle(r, keep, all)} {note}".Trim();
        if (note.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi cách giải quyết cảnh báo này.") { Field = "note" };
        var code = RowFields.Of(r).Code;
        (r.State, r.Note) = (RowState.Resolved, note);
        if (!alike) return;
        foreach (var other in all.Where(o => o.Kind == RowKind.Warning && o.State == RowState.Unreviewed && RowFields.Of(o).Code == code))
            (other.State, other.Note) = (RowState.Resolved, note);
    }, stop);

    /// <summary>Back to "not looked at", as it was read.</summary>
    public Task UndoAsync(Guid id, Guid row, int version, CancellationToken stop) => DecideAsync(id, row, version, r =>
    {
        (r.State, r.MergedInto, r.Edited) = (RowState.Unreviewed, null, null);
        if (r.Kind == RowKind.Warning || Remembering.IsMark(r.Note)) r.Note = "";
    }, stop);

    /// <summary>Accepts every row of a kind that nobody has looked at; rows that need a choice first stay. Returns how many were accepted.</summary>
    public async Task<int> AcceptAllAsync(Guid id, RowKind kind, CancellationToken stop)
    {
        await OpenAsync(id, stop);
        if (kind == RowKind.Warning) throw Refusal.Invalid("Cảnh báo phải giải quyết từng dòng.");
        var rows = await store.ImportRows.Where(r => r.ImportId == id && r.Kind == kind && r.State == RowState.Unreviewed).ToListAsync(stop);
        var done = 0;
        foreach (var row in rows)
        {
            if (!IsComplete(row.Kind, RowFields.Of(row))) continue;
            row.State = row.Edited is null || row.Edited == row.Original ? RowState.Accepted : RowState.Changed;
            done++;
        }
        store.Trace("plan.review.accept-all", "plan-import", id.ToString(), reason: kind.ToString());
        await store.SaveChangesAsync(stop);
        return done;
    }

    /// <summary>The row to look at after <paramref name="row"/>: the next unreviewed one of its kind, else of any kind, else the row itself.</summary>
    public async Task<ImportRow> NextAsync(Guid id, Guid row, CancellationToken stop)
    {
        var here = await store.ImportRows.AsNoTracking().FirstAsync(r => r.ImportId == id && r.Id == row, stop);
        var open = await store.ImportRows.AsNoTracking().Where(r => r.ImportId == id && r.State == RowState.Unreviewed).ToListAsync(stop);
        return open.Where(r => r.Kind == here.Kind).OrderBy(r => r.Ordinal < here.Ordinal).ThenBy(r => r.Ordinal).FirstOrDefault()
            ?? open.OrderBy(r => r.Kind).ThenBy(r => r.Ordinal).FirstOrDefault() ?? here;
    }

    /// <summary>Puts an import aside.</summary>
    public async Task DiscardAsync(Guid id, int version, CancellationToken stop)
    {
        var import = await store.ImportAsync(id, stop);
        caller.Must(Rights.Review, import.OwnerId);
        // A scan that is being read is cancelled so too.
        if (import.State is not (ImportState.Review or ImportState.Reading or ImportState.Failed)) throw Refusal.Conflict("Lần nhập này đã khép lại, không sửa được nữa.");
        store.Expect(import, version).State = ImportState.Discarded;
        await store.SaveChangesAsync(stop);
    }

    Task DecideAsync(Guid id, Guid row, int version, Action<ImportRow> decide, CancellationToken stop) => DecideAsync(id, row, version, (r, _) => decide(r), stop);

    async Task DecideAsync(Guid id, Guid row, int version, Action<ImportRow, List<ImportRow>> decide, CancellationToken stop)
    {
        var import = await OpenAsync(id, stop);
        var rows = await store.ImportRows.Where(r => r.ImportId == id).ToListAsync(stop);
        var one = rows.Find(r => r.Id == row) ?? throw Refusal.Missing("Không có dòng này trong lần nhập.");
        store.Expect(one, version);
        decide(one, rows);
        await units.RefreshAsync(import, rows, stop);
        await store.SaveChangesAsync(stop);
    }

    async Task<PlanFile> OpenAsync(Guid id, CancellationToken stop)
    {
        var import = await store.ImportAsync(id, stop);
        caller.Must(Rights.Review, import.OwnerId);
        if (import.State != ImportState.Review) throw Refusal.Conflict("Lần nhập này đã khép lại, không sửa được nữa.");
        return import;
    }

    static void Complete(RowKind kind, RowFields fields)
    {
        if (kind == RowKind.Obligation && fields.Cadences.Count == 0) throw RowForm.NoCadence();
        if (!IsComplete(kind, fields)) throw Refusal.Invalid("Dòng này còn thiếu nội dung. Xin bấm “Sửa” để điền trước khi chấp nhận.");
    }

    /// <summary>Nothing is missing that adoption needs.</summary>
    public static bool IsComplete(RowKind kind, RowFields fields) => kind switch
    {
        RowKind.Document => !fields.IsPlan || (fields.Name.Length > 0 && fields.From is not null && fields.To is not null),
        RowKind.Obligation => fields.Cadences.Count > 0,
        RowKind.Warning => false,
        _ => fields.Name.Length > 0,
    };
}
