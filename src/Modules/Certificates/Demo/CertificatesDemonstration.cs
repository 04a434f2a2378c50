using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Certificates;

/// <summary>
/// Signs what the demonstration's classes earned, each a week after the class ended, in the name of the issuer's director; the classes of the last month still
/// wait. One certificate is revoked, one replaced because a name was spelt wrongly.
/// </summary>
sealed class CertificatesDemonstration(CertificatesStore store, Signing signing, IPeople people, IOrganisations organisations, Caller caller, TimeProvider clock) : IDemonstration
{
    /// <inheritdoc/>
    public int Order => 54;

    /// <inheritdoc/>
    public async Task TellAsync(DemoWorld world, CancellationToken stop)
    {
        var (today, until) = (world.Today, world.Today.AddDays(-30));
        var rows = await store.Waiting.AsNoTracking().Where(w => w.State == WaitingState.Waiting && w.ToDay < until)
            .Select(w => new { w.Id, w.IssuerId, w.ToDay }).ToListAsync(stop);
        foreach (var issuer in rows.GroupBy(r => r.IssuerId).OrderBy(g => g.Key))
        {
            await ProfileAsync(issuer.Key, stop);
            var signer = await DirectorAsync(world, issuer.Key, stop);
            foreach (var day in issuer.GroupBy(r => r.ToDay.AddDays(7)).OrderBy(g => g.Key))
            {
                await signing.SignAsync(issuer.Key, [.. day.Select(r => r.Id)], signer, day.Key < today ? day.Key : today, stop);
                store.ChangeTracker.Clear();
            }
        }
        await EndAsync(world, stop);
    }

    async Task ProfileAsync(Guid issuer, CancellationToken stop)
    {
        var profile = await signing.ProfileAsync(issuer, stop);
        var place = (await organisations.AboveAsync(issuer, stop)).Select(o => o.Name).FirstOrDefault(n => n.Contains("tỉnh ", StringComparison.Ordinal));
        (profile.Place, profile.Position) = (place is null ? "Hà Nội" : place[(place.IndexOf("tỉnh ", StringComparison.Ordinal) + 5)..], "Giám đốc");
        (profile.ChangedByName, profile.ChangedAt) = (caller.Name, clock.GetUtcNow());
        store.Issuers.Add(profile);
        await store.SaveChangesAsync(stop);
    }

    async Task<Signer> DirectorAsync(DemoWorld world, Guid issuer, CancellationToken stop)
    {
        var directors = world.People.Where(p => p.Key.StartsWith("gd", StringComparison.Ordinal)).Select(p => p.Value).ToHashSet();
        var found = (await people.AtAsync([issuer], stop)).FirstOrDefault(p => directors.Contains(p.Id));
        return found is null ? new(null, "Lãnh đạo đơn vị (mẫu)", "Giám đốc", "house") : new(found.Id, found.Name, found.Title, "house");
    }

    async Task EndAsync(DemoWorld world, CancellationToken stop)
    {
        var rows = await store.Certificates.Where(c => c.State == CertificateState.Valid).OrderByDescending(c => c.IssuedOn).ThenBy(c => c.Ordinal).Take(40).ToListAsync(stop);
        if (rows.Count < 4) return;
        var ending = new Ending(store, caller, clock);
        var (revoked, replaced) = (rows[^1], rows[0]);
        await ending.RevokeAsync(revoked.Id, revoked.Version, "Người được cấp dự không đủ số buổi; phát hiện khi kiểm tra lại sổ điểm danh (mẫu)", "house", stop);
        var row = await ending.ReplaceAsync(replaced.Id, new(replaced.Holder, replaced.Born, replaced.HolderAt, replaced.Course, replaced.FromDay, replaced.ToDay, replaced.Hours,
            replaced.Grade.Length > 0 ? replaced.Grade : "Khá"), "Ghi sai xếp loại (mẫu)", stop);
        await signing.SignAsync(replaced.IssuerId, [row], await DirectorAsync(world, replaced.IssuerId, stop), world.Today.AddDays(-1), stop);
    }
}
