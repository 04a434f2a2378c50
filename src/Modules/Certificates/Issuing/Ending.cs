using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Certificates;

/// <summary>Revokes a certificate, or asks for another one in its place; what was issued stays readable for ever.</summary>
sealed class Ending(CertificatesStore store, Caller caller, TimeProvider clock)
{
    /// <summary>Revokes; the signer has just shown anew who they are.</summary>
    public async Task RevokeAsync(Guid id, int version, string reason, string means, CancellationToken stop)
    {
        var certificate = await FindAsync(id, stop);
        caller.MustHold(CertificatesRights.Sign, certificate.IssuerId);
        store.Expect(certificate, version);
        certificate.Revoke(reason, caller.Name, clock.GetUtcNow());
        await CertificateFacts.EndedAsync(store, certificate, clock.Today(), stop);
        store.Publish("certificate/" + certificate.Source, new CertificateEnded(certificate.Id, certificate.Source, null, certificate.EndReason));
        store.Trace("certificate.revoke", "certificates_certificate", id.ToString(), "ok", means);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Puts a corrected one on the waiting list; the old one holds until the new one is signed.</summary>
    public async Task<Guid> ReplaceAsync(Guid id, RowInput input, string reason, CancellationToken stop)
    {
        var old = await FindAsync(id, stop);
        caller.MustHold(CertificatesRights.Arrange, old.IssuerId);
        if (old.State != CertificateState.Valid)
            throw new Refusal(RefusalKind.Conflict, "Chứng chỉ số {0} không còn hiệu lực nên không thay đổi được nữa.", old.Number) { Code = "certificate-ended" };
        if (reason.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi lý do.") { Field = "reason" };
        if (await store.Waiting.AnyAsync(w => w.Source == old.Source && (w.State == WaitingState.Waiting || w.State == WaitingState.Returned), stop))
            throw Refusal.Conflict("Bản thay thế của chứng chỉ này đang chờ ký; xin sửa ngay trong danh sách chờ.");
        var row = new WaitingRow
        {
            Source = old.Source,
            IssuerId = old.IssuerId,
            Kind = old.Kind,
            PractitionerId = old.PractitionerId,
            Techniques = old.Techniques,
            PlanId = old.PlanId,
            TopicId = old.TopicId,
            Href = old.Href,
            ReplacesId = old.Id,
            Reason = reason,
            ArrivedAt = clock.GetUtcNow(),
        };
        input.Into(row);
        row.Change(caller.Name, clock.GetUtcNow());
        store.Waiting.Add(row);
        await store.SaveChangesAsync(stop);
        return row.Id;
    }

    async Task<Certificate> FindAsync(Guid id, CancellationToken stop) =>
        await store.Certificates.SingleOrDefaultAsync(c => c.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy chứng chỉ này.");
}
