using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace LienY.Certificates;

/// <summary>What may be corrected before it is signed.</summary>
sealed record RowInput(string Holder, DateOnly? Born, string HolderAt, string Course, DateOnly From, DateOnly To, decimal Hours, string Grade)
{
    /// <summary>Reads a form.</summary>
    public static RowInput Of(Form form)
    {
        DateOnly Must(string name) => form.Day(name) ?? throw new Refusal(RefusalKind.Invalid, "Xin nhập nội dung cho ô này.") { Field = name };
        var input = new RowInput(form.Required("holder", 200), form.Day("born"), form.Text("holderAt", 300), form.Required("course", 500), Must("from"), Must("to"),
            form.Number("hours") ?? 0, form.Text("grade", 100));
        if (input.To < input.From) throw new Refusal(RefusalKind.Invalid, "Ngày cuối phải từ ngày đầu trở đi.") { Field = "to" };
        if (input.Hours is < 0 or > 10_000) throw new Refusal(RefusalKind.Invalid, "Số tiết phải từ 0 đến 10.000.") { Field = "hours" };
        return input;
    }

    /// <summary>Puts it into a row.</summary>
    public void Into(WaitingRow row) => (row.Holder, row.Born, row.HolderAt, row.Course, row.FromDay, row.ToDay, row.Hours, row.Grade) =
        (Holder, Born, HolderAt, Course, From, To, Hours, Grade);
}

/// <summary>The waiting list as a page shows it.</summary>
sealed record WaitingView(string Show, IReadOnlyList<WaitingRow> Rows, int Total, IReadOnlyDictionary<Guid, string> Names, IReadOnlySet<Guid> Signs, IReadOnlySet<Guid> Arranges);

/// <summary>A batch that is about to be signed.</summary>
sealed record BatchView(Guid Id, Guid IssuerId, string IssuerName, IReadOnlyList<WaitingRow> Rows, IReadOnlyDictionary<string, int> Last, Issuer Profile, string Title,
    int Year, ProofWays? Ways);

/// <summary>The waiting list: checked, corrected, sent back, put together and signed.</summary>
sealed class WaitingDesk(CertificatesStore store, Signing signing, IOrganisations organisations, IPeople people, IProof proof, Caller caller, TimeProvider clock)
{
    /// <summary>Rows on a page.</summary>
    public const int Size = 300;

    /// <summary>The page.</summary>
    public async Task<WaitingView> ListAsync(HttpRequest request, CancellationToken stop)
    {
        var show = request.Query["show"] == "returned" ? "returned" : "waiting";
        var state = show == "returned" ? WaitingState.Returned : WaitingState.Waiting;
        var rows = store.Waiting.AsNoTracking().Where(w => w.State == state);
        var list = await rows.OrderBy(w => w.IssuerId).ThenBy(w => w.Course).ThenBy(w => w.Folded).Take(Size).ToListAsync(stop);
        return new(show, list, await rows.CountAsync(stop), await organisations.NamesAsync(list.Select(w => w.IssuerId).Distinct(), null, stop),
            caller.Seats(CertificatesRights.Sign).ToHashSet(), caller.Seats(CertificatesRights.Arrange).ToHashSet());
    }

    /// <summary>One row.</summary>
    public async Task<WaitingRow> FindAsync(Guid id, CancellationToken stop) =>
        await store.Waiting.SingleOrDefaultAsync(w => w.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy dòng này trong danh sách chờ cấp.");

    /// <summary>Corrects a row; one that was sent back waits again.</summary>
    public async Task CorrectAsync(Guid id, int version, RowInput input, CancellationToken stop)
    {
        var row = await FindAsync(id, stop);
        caller.MustHold(CertificatesRights.Arrange, row.IssuerId);
        store.Expect(row, version);
        row.Change(caller.Name, clock.GetUtcNow());
        input.Into(row);
        row.Change(caller.Name, clock.GetUtcNow());
        if (row.State == WaitingState.Returned && row.ReplacesId is null) row.Reason = "";
        row.State = WaitingState.Waiting;
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Sends a row back with a reason.</summary>
    public async Task ReturnAsync(Guid id, int version, string reason, CancellationToken stop)
    {
        var row = await FindAsync(id, stop);
        caller.MustHold(CertificatesRights.Sign, row.IssuerId);
        if (reason.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi lý do.") { Field = "reason" };
        if (row.State != WaitingState.Waiting) throw Refusal.Conflict("Dòng này không còn chờ ký nên không trả lại được.");
        store.Expect(row, version);
        row.Change(caller.Name, clock.GetUtcNow());
        (row.State, row.Reason) = (WaitingState.Returned, reason);
        store.Notify(new Notice
        {
            OrganisationId = row.IssuerId,
            Text = Words.Key("Chứng chỉ của {0} bị trả lại để sửa: {1}"),
            Args = Notice.ArgsOf(row.Holder, reason),
            Link = "/certificates/waiting?show=returned",
            Once = $"certificate-returned/{row.Id}/{row.Version}",
        });
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Puts chosen rows together; the batch is shown whole before it is signed.</summary>
    public async Task<Guid> GatherAsync(IReadOnlyCollection<Guid> ids, CancellationToken stop)
    {
        if (ids.Count == 0) throw new Refusal(RefusalKind.Invalid, "Xin chọn ít nhất một dòng.") { Field = "row" };
        if (ids.Count > Signing.Most) throw Refusal.Invalid("Mỗi lượt ký tối đa {0} chứng chỉ. Xin chia thành nhiều lượt.", Signing.Most);
        var rows = await store.Waiting.Where(w => ids.Contains(w.Id) && w.State == WaitingState.Waiting).ToListAsync(stop);
        if (rows.Count == 0) throw Refusal.Conflict("Không còn chứng chỉ nào trong danh sách này chờ ký: có thể người khác vừa ký hoặc trả lại.");
        if (rows.Select(r => r.IssuerId).Distinct().Count() > 1) throw Refusal.Invalid("Mỗi lượt chỉ ký cho một đơn vị cấp. Xin chọn lại.");
        caller.MustHold(CertificatesRights.Sign, rows[0].IssuerId);
        var batch = Guid.CreateVersion7();
        foreach (var row in rows) row.BatchId = batch;
        await store.SaveChangesAsync(stop);
        return batch;
    }

    /// <summary>A batch before it is signed.</summary>
    public async Task<BatchView> BatchAsync(Guid batch, CancellationToken stop)
    {
        var rows = await store.Waiting.AsNoTracking().Where(w => w.BatchId == batch && w.State == WaitingState.Waiting).OrderBy(w => w.Course).ThenBy(w => w.Folded).ToListAsync(stop);
        if (rows.Count == 0) throw Refusal.Missing("Lượt ký này không còn dòng nào chờ ký. Xin chọn lại trong danh sách chờ.");
        caller.MustHold(CertificatesRights.Sign, rows[0].IssuerId);
        var (issuer, year) = (rows[0].IssuerId, clock.Today().Year);
        var last = await store.Register.AsNoTracking().Where(r => r.IssuerId == issuer && r.Year == year).ToDictionaryAsync(r => r.Kind, r => r.Last, stop);
        return new(batch, issuer, (await organisations.FindAsync(issuer, null, stop))?.Name ?? "", rows, last, await signing.ProfileAsync(issuer, stop),
            await TitleAsync(issuer, stop), year, await proof.WaysAsync(stop));
    }

    /// <summary>Signs a batch; the caller has just shown anew who they are by <paramref name="means"/>.</summary>
    public async Task<int> SignAsync(Guid batch, string means, CancellationToken stop)
    {
        var rows = await store.Waiting.AsNoTracking().Where(w => w.BatchId == batch && w.State == WaitingState.Waiting).Select(w => new { w.Id, w.IssuerId }).ToListAsync(stop);
        if (rows.Count == 0) throw Refusal.Conflict("Lượt ký này không còn dòng nào chờ ký. Xin chọn lại trong danh sách chờ.");
        var issuer = rows[0].IssuerId;
        caller.MustHold(CertificatesRights.Sign, issuer);
        return await signing.SignAsync(issuer, [.. rows.Select(r => r.Id)], new(caller.UserId, caller.Name, await TitleAsync(issuer, stop), means), clock.Today(), stop);
    }

    async Task<string> TitleAsync(Guid issuer, CancellationToken stop) =>
        (await people.AtAsync([issuer], stop)).FirstOrDefault(p => p.Id == caller.UserId)?.Title ?? "";
}
