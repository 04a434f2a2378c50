using System.Security.Cryptography;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Signatures;
using Microsoft.EntityFrameworkCore;

namespace LienY.Signing;

/// <summary>Whom signatures are measured by: the certificates that Feed keeps for an organisation and the house, and lists of revoked certificates kept here.</summary>
sealed class TrustShelf(SigningStore store, ITrustedSigners trusted, Caller caller)
{
    /// <summary>Trust for an organisation; <see cref="Guid.Empty"/>: what the whole house trusts.</summary>
    public async Task<Trust> OfAsync(Guid organisation, CancellationToken stop)
    {
        var lists = new List<RevocationList>();
        foreach (var row in await NewestAsync(stop)) lists.Add(RevocationList.Read(row));
        return new(await trusted.OfAsync(organisation, stop), lists, store.Clock.GetUtcNow());
    }

    // Of each authority the newest list alone: it holds whatever the earlier ones held.
    async Task<List<byte[]>> NewestAsync(CancellationToken stop)
    {
        var heads = await store.Lists.AsNoTracking().Select(l => new { l.Id, l.Issuer, l.MadeAt }).ToListAsync(stop);
        var ids = heads.GroupBy(l => l.Issuer).Select(g => g.MaxBy(l => l.MadeAt)!.Id).Take(100).ToList();
        return await store.Lists.AsNoTracking().Where(l => ids.Contains(l.Id)).Select(l => l.Raw).ToListAsync(stop);
    }

    /// <summary>Takes a list; the same list again changes nothing. It counts only for certificates of the authority that signed it.</summary>
    public async Task<RevocationRow> AddAsync(byte[] file, CancellationToken stop)
    {
        if (!caller.May(SigningRights.Trust))
            throw Refusal.Forbidden("Ông/bà chưa được phân quyền “{0}”. Xin liên hệ quản trị viên của đơn vị.", SigningRights.Trust.Title);
        RevocationList list;
        try
        {
            list = RevocationList.Read(file);
        }
        catch (SignatureFault)
        {
            throw new Refusal(RefusalKind.Invalid, "Tệp không phải là danh sách chứng thư bị thu hồi (CRL, dạng DER hoặc PEM).") { Field = "file" };
        }
        var hash = Convert.ToHexStringLower(SHA256.HashData(file));
        if (await store.Lists.AsNoTracking().FirstOrDefaultAsync(l => l.Hash == hash, stop) is { } known) return known;
        var row = new RevocationRow
        {
            Issuer = list.Issuer,
            Hash = hash,
            Raw = file,
            Revoked = list.Count,
            MadeAt = list.From,
            NextAt = list.Next,
            AddedAt = store.Clock.GetUtcNow(),
            AddedBy = caller.Name,
        };
        store.Lists.Add(row);
        await store.SaveChangesAsync(stop);
        return row;
    }
}
