using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Certificates;

/// <summary>What certificates leave in the ledger: never a name, only a keyed hash.</summary>
static class CertificateFacts
{
    const string Module = "certificates";

    /// <summary>Issued: counts for the issuer, and for where the holder works. The caller saves.</summary>
    public static void Issued(CertificatesStore store, Certificate c)
    {
        store.Report(Of("certificate.issued", c, c.IssuerId, "issuer", c.IssuedOn));
        if (c.HomeId is { } home) store.Report(Of("certificate.issued", c, home, "home", c.IssuedOn));
    }

    /// <summary>Revoked or replaced: what was counted is taken back; a revocation is a happening of its own. The caller saves.</summary>
    public static async Task EndedAsync(CertificatesStore store, Certificate c, DateOnly on, CancellationToken stop)
    {
        var prefix = Source(c, "");
        foreach (var fact in await store.Facts.AsNoTracking().Where(f => f.Module == Module && f.Kind == "certificate.issued" && f.Part == 0 && f.SourceId.StartsWith(prefix))
            .ToListAsync(stop)) store.Report(fact.Reversal(2, c.State == CertificateState.Replaced ? "certificates.replaced" : "certificates.revoked"));
        if (c.State == CertificateState.Revoked) store.Report(Of("certificate.revoked", c, c.IssuerId, "issuer", on));
    }

    static Fact Of(string kind, Certificate c, Guid unit, string role, DateOnly on) => new()
    {
        Kind = kind,
        UnitId = unit,
        OccurredOn = on,
        Value = 1,
        Module = Module,
        SourceId = Source(c, role),
        PlanId = c.PlanId,
        TopicId = c.TopicId,
        SubjectHash = c.SubjectHash,
        Dims = Fact.DimsOf(("kind", c.Kind), ("role", role)),
    };

    static string Source(Certificate c, string role) => $"certificate/{c.Id}/{role}";
}
