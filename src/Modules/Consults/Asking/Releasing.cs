using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>
/// On what the other facility may know who the patient is: handed in by the asker with the patient's paper, put in force by the director's approval, ended with
/// the case or after thirty days. For a patient of the index a basis of the release gate goes with it.
/// </summary>
sealed class Releasing(ConsultsStore store, IFiles files, Abroad abroad, TimeProvider clock)
{
    const long MostBytes = 20L * 1024 * 1024;

    /// <summary>What a consultation lets pass of the record: everything but groups that need a basis of their own.</summary>
    const RecordKinds Kinds = RecordKinds.All;

    /// <summary>Hands in the patient's paper; it holds from the director's approval on.</summary>
    public async Task HandInAsync(Case of, string reference, IFormFile? paper, Actor by, CancellationToken stop)
    {
        if (of.AnsweringId is not { } receiver) throw new Refusal(RefusalKind.Invalid, "Xin chọn cơ sở được hỏi ý kiến.") { Field = "answering" };
        if (paper is null) throw new Refusal(RefusalKind.Invalid, "Xin đính kèm văn bản có chữ ký của người bệnh.") { Field = "paper" };
        await using var content = paper.OpenReadStream();
        var kept = await files.PutAsync(of.AskingId, content, MostBytes, stop);
        await using (var copy = await files.OpenAsync(of.AskingId, kept.Hash, stop))
            if (await Sniffing.OfAsync(copy, stop) is not { Nature: FileNature.Pdf or FileNature.Picture })
                throw new Refusal(RefusalKind.Invalid, "Chỉ nhận tệp PDF hoặc ảnh JPG, PNG.") { Field = "paper" };
        await PutAsync(of, new CaseRelease
        {
            CaseId = of.Id,
            ReceiverId = receiver,
            Kind = BasisKind.WrittenRequest,
            Reference = reference,
            Evidence = kept.Hash,
            EvidenceName = Filing.NameOf(paper.FileName),
            MadeById = by.UserId ?? Guid.Empty,
            MadeAt = clock.GetUtcNow(),
        }, stop);
    }

    /// <summary>Urgent danger: holds at once; the director answers for it with the owed approval.</summary>
    public async Task UrgentAsync(Case of, string why, Actor by, CancellationToken stop)
    {
        var release = new CaseRelease
        {
            CaseId = of.Id,
            ReceiverId = of.AnsweringId!.Value,
            Kind = BasisKind.Emergency,
            Reference = $"Điều 61 Luật 15/2023/QH15 · {of.Code}",
            MadeById = by.UserId ?? Guid.Empty,
            MadeAt = clock.GetUtcNow(),
        };
        await PutAsync(of, release, stop);
        await MakeLiveAsync(of, release, why, by, stop);
    }

    /// <summary>The one that was handed in for the facility that is asked now; null where there is none.</summary>
    public Task<CaseRelease?> OfAsync(Case of, CancellationToken stop) => store.Releases
        .Where(r => r.CaseId == of.Id && r.ReceiverId == of.AnsweringId && r.State != ReleaseState.Revoked).OrderByDescending(r => r.MadeAt).FirstOrDefaultAsync(stop);

    /// <summary>Puts in force what was handed in; towards another country only as far as the basis for it goes.</summary>
    public async Task MakeLiveAsync(Case of, CaseRelease release, string why, Actor by, CancellationToken stop)
    {
        var outside = await abroad.IsForeignAsync(release.ReceiverId, stop) ? await abroad.BasisAsync(of.AskingId, release.ReceiverId, stop)
            ?? throw Refusal.Conflict("Nơi được hỏi ở nước ngoài và chưa có căn cứ còn hiệu lực để chuyển dữ liệu tới đó. Xin lãnh đạo đơn vị ghi căn cứ trước.") : null;
        var now = clock.GetUtcNow();
        (release.State, release.ValidFrom, release.ValidTo) = (ReleaseState.Live, now, now + CaseRelease.Longest);
        of.ReleaseId = release.Id;
        if (of.PersonId is not { } person) return;
        var basis = new Basis
        {
            Kind = release.Kind,
            HolderId = of.AskingId,
            ReceiverId = release.ReceiverId,
            PersonId = person,
            Purpose = "consultation",
            Kinds = outside is null ? Kinds : Kinds & outside.Kinds,
            IsIdentified = outside?.IsIdentified ?? true,
            Reference = release.Reference,
            Reason = why,
            Evidence = release.Evidence,
            EvidenceName = release.EvidenceName,
            ValidFrom = now,
            ValidTo = outside is not null && outside.ValidTo < release.ValidTo ? outside.ValidTo : release.ValidTo.Value,
            MadeBy = by.UserId,
            MadeAt = now,
        };
        store.Bases.Add(basis);
        release.BasisId = basis.Id;
    }

    async Task PutAsync(Case of, CaseRelease release, CancellationToken stop)
    {
        if (await OfAsync(of, stop) is { } old) (old.State, old.RevokedAt, old.RevokedReason) = (ReleaseState.Revoked, clock.GetUtcNow(), "thay bằng văn bản mới");
        store.Releases.Add(release);
    }
}
