using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace LienY.Imaging;

/// <summary>
/// Lets another organisation see a person's images that the own facility holds: by a basis of the release gate with purpose, paper and last day; ended at any time.
/// A basis covers the person's images at the holder, not a single study.
/// </summary>
sealed class Sharing(ImagingStore store, StudyDesk desk, ImageReaders readers, IOrganisations organisations, IPersons persons, IFiles files, Caller caller, TimeProvider clock)
{
    const long MostBytes = 20L * 1024 * 1024;
    const int MostDays = 365;
    static readonly string[] Papers = [".pdf", ".jpg", ".jpeg", ".png"];

    /// <summary>Opens the person's images to a receiver.</summary>
    public async Task ShareAsync(Guid study, Form form, CancellationToken stop)
    {
        var view = await MineAsync(study, stop);
        var person = view.PersonId ?? throw Refusal.Conflict("Lượt chụp này chưa gắn với người bệnh nào. Xin đối chiếu người bệnh trước khi chia sẻ.");
        var receiver = form.Id("receiver") is { } id ? await organisations.FindAsync(id, null, stop) : null;
        if (receiver is not { IsOpen: true } || receiver.Id == view.Study.FacilityId) throw new Refusal(RefusalKind.Invalid, "Xin chọn đơn vị nhận.") { Field = "receiver" };
        if (receiver.Country != "VN") throw new Refusal(RefusalKind.Forbidden, "Chia sẻ ra nước ngoài xin lập căn cứ ở trang Chia sẻ hồ sơ, theo hồ sơ đánh giá tác động.") { Field = "receiver" };
        var purpose = form.Text("purpose", 40);
        if (!ImageReader.Care.Contains(purpose)) throw new Refusal(RefusalKind.Invalid, "Mục đích “{0}” không có trong danh sách.", purpose) { Field = "purpose" };
        var isUrgent = form.Ticked("urgent");
        var until = form.Day("to") ?? throw new Refusal(RefusalKind.Invalid, "Xin nhập ngày kết thúc: căn cứ nào cũng có thời hạn.") { Field = "to" };
        if (until < clock.Today() || until > clock.Today().AddDays(MostDays)) throw new Refusal(RefusalKind.Invalid, "Ngày kết thúc phải từ hôm nay và trong vòng {0} ngày.", MostDays) { Field = "to" };
        var paper = form.File("paper");
        if (paper is null && !isUrgent) throw new Refusal(RefusalKind.Invalid, "Xin đính kèm văn bản có chữ ký của người bệnh.") { Field = "paper" };
        var kept = paper is null ? null : await KeepAsync(view.Study.FacilityId, paper, stop);
        var basis = new Basis
        {
            Kind = isUrgent ? BasisKind.Emergency : BasisKind.WrittenRequest,
            HolderId = view.Study.FacilityId,
            ReceiverId = receiver.Id,
            PersonId = person,
            Purpose = purpose,
            Kinds = RecordKinds.Imaging,
            Reference = form.Required("reference", 300),
            Reason = form.Required("reason", 1000),
            Evidence = kept?.Hash,
            EvidenceName = paper is null ? null : Path.GetFileName(paper.FileName.Replace('\\', '/')),
            ValidFrom = clock.GetUtcNow(),
            ValidTo = Midnight(until.AddDays(1)),
            MadeBy = caller.UserId,
            MadeAt = clock.GetUtcNow(),
        };
        store.Bases.Add(basis);
        store.Report(new Fact
        {
            Kind = "imaging.study.shared",
            UnitId = basis.HolderId,
            OccurredOn = clock.Today(),
            Value = 1,
            Module = "imaging",
            SourceId = $"imaging/{study}/{basis.Id:N}",
            SubjectHash = persons.SubjectHash(person),
            Dims = Fact.DimsOf(("basis", basis.Kind.ToString()), ("purpose", purpose), ("receiver", receiver.Id.ToString())),
        });
        store.Notify(new Notice
        {
            OrganisationId = receiver.Id,
            Text = Words.Key("{0} đã chia sẻ hình ảnh của một người bệnh với đơn vị."),
            Args = Notice.ArgsOf(view.Study.Unit),
            Link = $"/imaging/studies/{study}",
            Once = $"imaging-share/{basis.Id}",
        });
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Ends a basis now; the next query finds it closed.</summary>
    public async Task RevokeAsync(Guid study, Guid id, int version, string why, CancellationToken stop)
    {
        var view = await MineAsync(study, stop);
        var basis = await store.Bases.SingleOrDefaultAsync(b => b.Id == id && b.HolderId == view.Study.FacilityId && b.PersonId == view.PersonId, stop) ?? throw Refusal.Missing("Không có căn cứ này.");
        if (basis.RevokedAt is not null) throw Refusal.Conflict("Căn cứ này đã được thu hồi.");
        store.Expect(basis, version);
        (basis.RevokedAt, basis.RevokedReason, basis.RevokedBy) = (clock.GetUtcNow(), why, caller.UserId);
        await store.SaveChangesAsync(stop);
    }

    async Task<StudyView> MineAsync(Guid study, CancellationToken stop)
    {
        var view = await desk.OneAsync(study, null, stop);
        if (!(await readers.HomesAsync(ImagingRights.Share, stop)).Contains(view.Study.FacilityId))
            throw Refusal.Forbidden("Ông/bà chưa được phân quyền “{0}” tại đơn vị này. Xin liên hệ quản trị viên của đơn vị.", ImagingRights.Share.Title);
        return view;
    }

    async Task<Kept> KeepAsync(Guid holder, IFormFile paper, CancellationToken stop)
    {
        if (!Papers.Contains(Path.GetExtension(paper.FileName).ToLowerInvariant())) throw new Refusal(RefusalKind.Invalid, "Chỉ nhận tệp PDF hoặc ảnh JPG, PNG.") { Field = "paper" };
        await using var content = paper.OpenReadStream();
        return await files.PutAsync(holder, content, MostBytes, stop);
    }

    static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(7));
}
