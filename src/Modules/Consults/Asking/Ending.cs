using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>With the case ends what let the other side know the patient: whichever use closes, cancels, refuses or passes it on, in the same transaction.</summary>
sealed partial class ConsultsStore
{
    /// <inheritdoc/>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        foreach (var over in ChangeTracker.Entries<Case>().Where(e => e.State == EntityState.Modified && (e.Entity.IsOver || e.Entity.State == CaseState.PassedOn))
            .Select(e => e.Entity).ToList()) await RevokeAsync(over, cancellationToken);
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    async Task RevokeAsync(Case over, CancellationToken stop)
    {
        const string why = "Ca hội chẩn đã kết thúc hoặc chuyển nơi khác";
        var now = Clock.GetUtcNow();
        foreach (var release in await Releases.Where(r => r.CaseId == over.Id && r.State != ReleaseState.Revoked).ToListAsync(stop))
        {
            (release.State, release.RevokedAt, release.RevokedReason) = (ReleaseState.Revoked, now, why);
            if (release.BasisId is { } id && await Bases.SingleOrDefaultAsync(b => b.Id == id && b.RevokedAt == null, stop) is { } basis)
                (basis.RevokedAt, basis.RevokedReason, basis.RevokedBy) = (now, why, Caller.UserId);
        }
        over.ReleaseId = null;
    }
}
