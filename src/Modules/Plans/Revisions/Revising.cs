using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>The amending document as a form gives it.</summary>
sealed record RevisionHead(string Number, DateOnly? Date, string Issuer, DateOnly EffectiveOn, string Note)
{
    /// <summary>Reads it.</summary>
    public static RevisionHead Read(Form form) => new(form.Required("number", 100), form.Day("date") ?? throw new Refusal(RefusalKind.Invalid, "Xin nhập ngày của văn bản.") { Field = "date" },
        form.Text("issuer", 300), form.Day("effective") ?? throw new Refusal(RefusalKind.Invalid, "Xin nhập ngày có hiệu lực.") { Field = "effective" }, form.Text("note", 4000));
}

/// <summary>Prepares a revision: nothing of the plan moves before it is published.</summary>
sealed class Revising(PlansStore store, Caller caller, TimeProvider clock)
{
    /// <summary>Begins an empty draft for a signed amendment.</summary>
    public async Task<PlanRevision> BeginAsync(Guid planId, RevisionHead head, KeptUpload? file, CancellationToken stop)
    {
        var plan = await MineAsync(planId, stop);
        var revision = Make(plan, head, null);
        if (file is not null) (revision.FileOrgId, revision.FileName, revision.FileHash) = (plan.OwnerId, file.Name, file.Hash);
        store.Revisions.Add(revision);
        await store.SaveChangesAsync(stop);
        return revision;
    }

    /// <summary>Begins a draft from a reviewed import of the amending paper.</summary>
    public async Task<Guid> FromImportAsync(Guid importId, int version, CancellationToken stop)
    {
        var import = await store.ImportAsync(importId, stop);
        if (import.RevisesId is not { } planId) throw Refusal.Conflict("Văn bản này không phải bản sửa đổi của một kế hoạch.");
        if (import.State != ImportState.Review) throw Refusal.Conflict("Lần nhập này đã khép lại, không sửa được nữa.");
        var open = await OpenMatters.OfAsync(store, importId, stop);
        if (!open.None) throw Refusal.Conflict("Chưa lập được bản sửa đổi: còn {0} việc chưa xong. Xin xem danh sách việc còn lại.", open.Count);
        var plan = await MineAsync(planId, stop);
        store.Expect(import, version);
        var effective = import.IssuedOn ?? clock.Today();
        var revision = Make(plan, new(import.Number.Length > 0 ? import.Number : import.FileName, import.IssuedOn, "", effective, import.Title), import.Id);
        (revision.FileOrgId, revision.FileName, revision.FileHash) = (import.OwnerId, import.FileName, import.FileHash);
        store.Revisions.Add(revision);
        foreach (var found in await RevisionMatching.FindAsync(store, plan, import, stop))
            store.RevisionRows.Add(new RevisionRow
            {
                RevisionId = revision.Id,
                PlanId = planId,
                Part = found.Part,
                ObjectId = found.ObjectId,
                Deed = found.Deed,
                Before = found.Before?.Json(),
                After = found.After?.Json(),
            });
        (import.State, import.PlanId) = (ImportState.Adopted, planId);
        await store.SaveChangesAsync(stop);
        return revision.Id;
    }

    /// <summary>Changes the document's number, day, effect or remark.</summary>
    public async Task SetHeadAsync(Guid id, int version, RevisionHead head, KeptUpload? file, CancellationToken stop)
    {
        var (revision, plan) = await DraftAsync(id, stop);
        store.Expect(revision, version);
        (revision.DocumentNumber, revision.DocumentDate, revision.DocumentIssuer, revision.EffectiveOn, revision.Note) = (head.Number, head.Date, head.Issuer, head.EffectiveOn, head.Note);
        if (file is not null) (revision.FileOrgId, revision.FileName, revision.FileHash) = (plan.OwnerId, file.Name, file.Hash);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Says what a row becomes; without an id it is a new row. Saying what already stands takes the row out of the draft.</summary>
    public async Task SetRowAsync(Guid id, PlanPart part, Guid? objectId, int rowVersion, Func<Clause, Clause> change, CancellationToken stop)
    {
        var (revision, plan) = await DraftAsync(id, stop);
        var row = objectId is { } known ? await store.RevisionRows.FirstOrDefaultAsync(r => r.RevisionId == id && r.Part == part && r.ObjectId == known, stop) : null;
        var now = row?.Before is { } before ? Clause.Of(before) : objectId is { } existing ? (await PlanRows.LoadAsync(store, plan.Id, stop)).Find(part, existing) : null;
        if (part is PlanPart.Plan && objectId is null) throw Refusal.Missing("Dòng này không còn trong kế hoạch. Xin tải lại trang.");
        if (row is null && objectId is not null && now is null) throw Refusal.Missing("Dòng này không còn trong kế hoạch. Xin tải lại trang.");
        var after = change(Clause.Of(row?.After) ?? now ?? new Clause());
        if (row is not null)
        {
            store.Expect(row, rowVersion);
            if (now is not null && after == now) store.RevisionRows.Remove(row);
            else (row.After, row.Deed) = (after.Json(), now is null ? Deed.Add : Deed.Change);
        }
        else if (after != now)
            store.RevisionRows.Add(new RevisionRow
            {
                RevisionId = id,
                PlanId = plan.Id,
                Part = part,
                ObjectId = objectId ?? Guid.CreateVersion7(),
                Deed = now is null ? Deed.Add : Deed.Change,
                Before = now?.Json(),
                After = after.Json(),
            });
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Marks a row of the plan as ended by the revision.</summary>
    public async Task EndRowAsync(Guid id, PlanPart part, Guid objectId, CancellationToken stop)
    {
        if (part is PlanPart.Plan) throw Refusal.Conflict("Cả kế hoạch không bãi bỏ bằng bản sửa đổi. Xin ghi văn bản thu hồi kế hoạch.");
        var (_, plan) = await DraftAsync(id, stop);
        var now = (await PlanRows.LoadAsync(store, plan.Id, stop)).Find(part, objectId) ?? throw Refusal.Missing("Dòng này không còn trong kế hoạch. Xin tải lại trang.");
        var row = await store.RevisionRows.FirstOrDefaultAsync(r => r.RevisionId == id && r.Part == part && r.ObjectId == objectId, stop);
        if (row is not null) (row.Deed, row.After) = (Deed.End, null);
        else store.RevisionRows.Add(new RevisionRow { RevisionId = id, PlanId = plan.Id, Part = part, ObjectId = objectId, Deed = Deed.End, Before = now.Json() });
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Takes a row out of the draft: it stays as it stands in the plan.</summary>
    public async Task LeaveRowAsync(Guid id, Guid rowId, CancellationToken stop)
    {
        await DraftAsync(id, stop);
        if (await store.RevisionRows.FirstOrDefaultAsync(r => r.Id == rowId && r.RevisionId == id, stop) is not { } row) return;
        store.RevisionRows.Remove(row);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Puts the draft on the plan as it stands now, keeping what it says; rows that say nothing new any more fall out.</summary>
    public async Task RebaseAsync(Guid id, int version, CancellationToken stop)
    {
        var (revision, plan) = await DraftAsync(id, stop);
        store.Expect(revision, version);
        var rows = await PlanRows.LoadAsync(store, plan.Id, stop);
        foreach (var row in await store.RevisionRows.Where(r => r.RevisionId == id && r.Deed != Deed.Add).ToListAsync(stop))
        {
            var now = rows.Find(row.Part, row.ObjectId);
            if (now is null && row.Deed is Deed.End) store.RevisionRows.Remove(row);
            else if (now is null) (row.Deed, row.Before) = (Deed.Add, null);
            else if (Clause.Of(row.After) == now) store.RevisionRows.Remove(row);
            else row.Before = now.Json();
        }
        revision.BasedOn = plan.Revision;
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Puts the draft aside.</summary>
    public async Task DiscardAsync(Guid id, int version, CancellationToken stop)
    {
        var (revision, _) = await DraftAsync(id, stop);
        store.Expect(revision, version).State = RevisionState.Discarded;
        await store.SaveChangesAsync(stop);
    }

    /// <summary>A draft with its plan, for people with the right.</summary>
    public async Task<(PlanRevision Revision, Plan Plan)> DraftAsync(Guid id, CancellationToken stop)
    {
        var revision = await store.Revisions.FirstOrDefaultAsync(r => r.Id == id, stop) ?? throw Refusal.Missing("Không có bản sửa đổi này, hoặc nó thuộc kế hoạch của đơn vị khác.");
        var plan = await MineAsync(revision.PlanId, stop);
        if (revision.State is not RevisionState.Draft) throw Refusal.Conflict("Bản sửa đổi này đã công bố hoặc đã bỏ nên không sửa được nữa.");
        return (revision, plan);
    }

    async Task<Plan> MineAsync(Guid planId, CancellationToken stop)
    {
        var plan = await store.PlanAsync(planId, stop);
        caller.Must(Rights.Revise, plan.OwnerId);
        WhoMay.MustBeLive(plan);
        return plan;
    }

    PlanRevision Make(Plan plan, RevisionHead head, Guid? importId) => new()
    {
        PlanId = plan.Id,
        Kind = RevisionKind.Amendment,
        DocumentNumber = head.Number,
        DocumentDate = head.Date,
        DocumentIssuer = head.Issuer,
        EffectiveOn = head.EffectiveOn,
        Note = head.Note,
        ImportId = importId,
        BasedOn = plan.Revision,
        CreatedAt = clock.GetUtcNow(),
        CreatedBy = caller.UserId,
        CreatedName = caller.Name,
    };
}
