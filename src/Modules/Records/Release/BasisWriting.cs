using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace LienY.Records;

/// <summary>What a basis is made of, as the holder's form says it.</summary>
sealed record BasisDraft(
    BasisKind Kind, Guid HolderId, Guid ReceiverId, Guid? PersonId, string Purpose, RecordKinds Kinds, Sensitivities Sensitive, bool IsIdentified, string Reference,
        string Reason,
    Guid? AgreementId, string TransferFile, DateOnly From, DateOnly To);

/// <summary>Entering and revoking bases, by those who decide for the holder.</summary>
sealed class BasisWriting(ReleaseStore store, Homes homes, IOrganisations organisations, IAgreements agreements, AbroadSetting abroad, IFiles files, Caller caller,
    TimeProvider clock)
{
    const long MostBytes = 20L * 1024 * 1024;
    static readonly string[] Papers = [".pdf", ".jpg", ".jpeg", ".png"];

    /// <summary>Reads the form of a basis.</summary>
    public static BasisDraft Read(Form form, Guid holder)
    {
        var kind = form.One<BasisKind>("kind");
        if (kind == BasisKind.Emergency && form.Text("reason").Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi tình huống khẩn cấp.") { Field = "reason" };
        var (from, to) = (form.Day("from"), form.Day("to"));
        if (from is null) throw new Refusal(RefusalKind.Invalid, "Xin nhập ngày bắt đầu.") { Field = "from" };
        if (to is null) throw new Refusal(RefusalKind.Invalid, "Xin nhập ngày kết thúc: căn cứ nào cũng có thời hạn.") { Field = "to" };
        return new(kind, holder, form.Id("receiver") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn đơn vị nhận.") { Field = "receiver" },
            form.Id("person"), Purposes.Known(form.Text("purpose", 40)), Kinds(form), Sensitive(form), form.Text("view", 20) != "masked",
            form.Required("reference", 300), form.Text("reason", 2000), form.Id("agreement"), form.Text("transfer", 300), from.Value, to.Value);
    }

    /// <summary>Ticked parts.</summary>
    public static RecordKinds Kinds(Form form) => form.All("kinds").Aggregate(RecordKinds.None, (all, k) => Enum.TryParse<RecordKinds>(k, out var one)
        && RecordParts.Kinds.ContainsKey(one) ? all | one : all)
        is var kinds && kinds != RecordKinds.None ? kinds : throw new Refusal(RefusalKind.Invalid, "Xin chọn ít nhất một phần của hồ sơ.") { Field = "kinds" };

    /// <summary>Ticked sensitive groups; none unless each is ticked.</summary>
    public static Sensitivities Sensitive(Form form) =>
        form.All("sensitive").Aggregate(Sensitivities.None, (all, g) => Enum.TryParse<Sensitivities>(g, out var one) && RecordParts.Groups.ContainsKey(one) ? all | one
            : all);

    /// <summary>Enters a basis; the signed paper is kept in the holder's files.</summary>
    public async Task<Basis> CreateAsync(BasisDraft draft, IFormFile? paper, CancellationToken stop)
    {
        var basis = await MakeAsync(draft, paper, stop);
        store.Bases.Add(basis);
        await TellAsync(basis, stop);
        await store.SaveChangesAsync(stop);
        return basis;
    }

    /// <summary>Checks a draft and makes the basis, without saving.</summary>
    public async Task<Basis> MakeAsync(BasisDraft draft, IFormFile? paper, CancellationToken stop)
    {
        await homes.MustAsync(RecordsRights.Bases, draft.HolderId, stop);
        var receiver = await organisations.FindAsync(draft.ReceiverId, null, stop);
        if (receiver is not { IsOpen: true }) throw new Refusal(RefusalKind.Invalid, "Không có đơn vị nhận này.") { Field = "receiver" };
        if (draft.ReceiverId == draft.HolderId) throw new Refusal(RefusalKind.Invalid, "Đơn vị nhận phải khác đơn vị giữ hồ sơ.") { Field = "receiver" };
        if (draft.To < draft.From) throw new Refusal(RefusalKind.Invalid, "Ngày kết thúc phải sau ngày bắt đầu.") { Field = "to" };
        if (draft is { PersonId: null, Kind: BasisKind.WrittenRequest or BasisKind.Emergency })
            throw new Refusal(RefusalKind.Invalid, "Căn cứ này phải gắn với một người bệnh.") { Field = "person" };
        if (draft.Kind == BasisKind.WrittenRequest && paper is null) throw new Refusal(RefusalKind.Invalid,
            "Xin đính kèm văn bản có chữ ký của người bệnh.")
        { Field = "paper" };
        if (draft.Kind == BasisKind.Contract) await ContractAsync(draft, stop);
        if (receiver.Country != "VN") await AbroadAsync(draft, paper, stop);
        var kept = paper is null ? null : await KeepAsync(draft.HolderId, paper, stop);
        return new()
        {
            Kind = draft.Kind,
            HolderId = draft.HolderId,
            ReceiverId = draft.ReceiverId,
            PersonId = draft.PersonId,
            Purpose = draft.Purpose,
            Kinds = draft.Kinds,
            Sensitive = draft.Sensitive,
            IsIdentified = draft.IsIdentified,
            Reference = receiver.Country == "VN" ? draft.Reference : $"{draft.Reference} · {draft.TransferFile}",
            Reason = draft.Reason,
            Evidence = kept?.Hash,
            EvidenceName = kept is null ? null : Path.GetFileName(paper!.FileName.Replace('\\', '/')) is var name && name.Length > 200 ? name[^200..] : name,
            AgreementId = draft.AgreementId,
            ValidFrom = Midnight(draft.From),
            ValidTo = Midnight(draft.To.AddDays(1)),
            MadeBy = caller.UserId,
            MadeAt = clock.GetUtcNow(),
        };
    }

    // What leaves the country is answered for by the holder's director, with the paper that both sides signed.
    async Task AbroadAsync(BasisDraft draft, IFormFile? paper, CancellationToken stop)
    {
        await abroad.MustAllowAsync(draft.TransferFile, stop);
        if (!caller.IsHouse && !caller.Posts.Any(p => p.Role == Role.Director && p.OrganisationId == draft.HolderId))
            throw Refusal.Forbidden("Chia sẻ hồ sơ ra nước ngoài do lãnh đạo đơn vị giữ hồ sơ quyết định.");
        if (paper is null) throw new Refusal(RefusalKind.Invalid, "Xin đính kèm văn bản thỏa thuận hai bên đã ký.") { Field = "paper" };
    }

    async Task ContractAsync(BasisDraft draft, CancellationToken stop)
    {
        if (draft.AgreementId is not { } id || (await agreements.ListAsync(stop)).FirstOrDefault(a => a.Id == id) is not { } agreement)
            throw new Refusal(RefusalKind.Invalid, "Xin chọn thỏa thuận đã ghi trong Mạng lưới làm hợp đồng.") { Field = "agreement" };
        if (agreement.To is { } last && draft.To > last) throw new Refusal(RefusalKind.Invalid, "Thỏa thuận chỉ có hiệu lực đến {0}; căn cứ không được dài hơn.",
            last)
        { Field = "to" };
    }

    async Task<Kept> KeepAsync(Guid holder, IFormFile paper, CancellationToken stop)
    {
        if (!Papers.Contains(Path.GetExtension(paper.FileName).ToLowerInvariant())) throw new Refusal(RefusalKind.Invalid,
            "Chỉ nhận tệp PDF hoặc ảnh JPG, PNG.")
        { Field = "paper" };
        await using var content = paper.OpenReadStream();
        return await files.PutAsync(holder, content, MostBytes, stop);
    }

    /// <summary>Ends a basis now; the next query finds it closed.</summary>
    public async Task RevokeAsync(Guid id, int version, string why, CancellationToken stop)
    {
        var basis = await store.Bases.SingleOrDefaultAsync(b => b.Id == id, stop) ?? throw Refusal.Missing("Không có căn cứ này.");
        await homes.MustAsync(RecordsRights.Bases, basis.HolderId, stop);
        if (basis.RevokedAt is not null) throw Refusal.Conflict("Căn cứ này đã được thu hồi.");
        store.Expect(basis, version);
        (basis.RevokedAt, basis.RevokedReason, basis.RevokedBy) = (clock.GetUtcNow(), why, caller.UserId);
        var names = await organisations.NamesAsync([basis.HolderId], null, stop);
        store.Notify(new Notice
        {
            OrganisationId = basis.ReceiverId,
            Text = Words.Key("{0} đã thu hồi căn cứ “{1}”; hồ sơ liên quan không còn mở."),
            Args = Notice.ArgsOf(names.GetValueOrDefault(basis.HolderId, ""), basis.Reference),
            Link = "/records/bases",
            Once = $"basis/{basis.Id}/revoked",
        });
        await store.SaveChangesAsync(stop);
    }

    async Task TellAsync(Basis basis, CancellationToken stop)
    {
        var names = await organisations.NamesAsync([basis.HolderId], null, stop);
        store.Notify(new Notice
        {
            OrganisationId = basis.ReceiverId,
            Text = Words.Key("{0} cho xem hồ sơ theo căn cứ “{1}”."),
            Args = Notice.ArgsOf(names.GetValueOrDefault(basis.HolderId, ""), basis.Reference),
            Link = basis.PersonId is { } person ? $"/records/{person}?purpose={basis.Purpose}" : "/records",
            Once = $"basis/{basis.Id}/made",
        });
    }

    // Days are days at Hà Nội.
    static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(7));
}
