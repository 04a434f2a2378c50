using System.Security.Cryptography;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Feed;

/// <summary>Adds and removes trusted certificates, and sets how strict an organisation is about signatures.</summary>
sealed class TrustDesk(FeedStore store, Caller caller)
{
    const int Most = 50;

    /// <summary>Trusts the certificates of a file for an organisation and those below it; null: for the house, which only its command line may.</summary>
    public async Task<IReadOnlyList<TrustedCertificate>> AddAsync(Guid? organisation, byte[] file, string name, CancellationToken stop)
    {
        Must(organisation);
        var now = store.Clock.GetUtcNow();
        var standing = await store.Certificates.IgnoreQueryFilters().Where(c => c.RemovedAt == null && c.OrganisationId == organisation).ToListAsync(stop);
        var made = new List<TrustedCertificate>();
        foreach (var certificate in PemFile.Read(file))
        {
            var thumbprint = certificate.GetCertHashString(HashAlgorithmName.SHA256);
            if (standing.Exists(c => c.Thumbprint == thumbprint)) throw new Refusal(RefusalKind.Conflict, "Chứng thư “{0}” đã có trong danh sách tin cậy.",
                certificate.Subject)
            { Field = "file" };
            var to = new DateTimeOffset(certificate.NotAfter.ToUniversalTime());
            if (to <= now)
                throw new Refusal(RefusalKind.Invalid, "Chứng thư “{0}” đã hết hạn ngày {1}. Xin dùng chứng thư còn hạn.", certificate.Subject,
                    Say.Day(Say.DayOf(to)))
                { Field = "file" };
            made.Add(new()
            {
                Id = Guid.CreateVersion7(),
                OrganisationId = organisation,
                Name = name.Length > 0 ? name : certificate.GetNameInfo(System.Security.Cryptography.X509Certificates.X509NameType.SimpleName, false),
                Subject = certificate.Subject,
                Issuer = certificate.Issuer,
                Serial = certificate.SerialNumber,
                Thumbprint = thumbprint,
                Kind = PemFile.KindOf(certificate),
                Raw = certificate.RawData,
                ValidFrom = new DateTimeOffset(certificate.NotBefore.ToUniversalTime()),
                ValidTo = to,
                AddedAt = now,
                AddedBy = caller.Name,
            });
        }
        if (standing.Count + made.Count > Most) throw Refusal.Invalid("Mỗi đơn vị tin cậy nhiều nhất {0} chứng thư. Xin bỏ bớt chứng thư không còn dùng.", Most);
        store.Certificates.AddRange(made);
        foreach (var one in made) store.Trace("feed.certificate.add", "feed_certificate", one.Id.ToString(), "ok", one.Thumbprint);
        await store.SaveChangesAsync(stop);
        return made;
    }

    /// <summary>No longer trusts a certificate; files that came before keep their outcome.</summary>
    public async Task<TrustedCertificate> RemoveAsync(Guid id, int? version, CancellationToken stop)
    {
        var one = await store.Certificates.SingleOrDefaultAsync(c => c.Id == id && c.RemovedAt == null, stop) ?? throw Refusal.Missing("Không tìm thấy chứng thư này.");
        Must(one.OrganisationId);
        if (version is { } seen) store.Expect(one, seen);
        (one.RemovedAt, one.RemovedBy) = (store.Clock.GetUtcNow(), caller.Name);
        store.Trace("feed.certificate.remove", "feed_certificate", id.ToString(), "ok", one.Thumbprint);
        await store.SaveChangesAsync(stop);
        return one;
    }

    /// <summary>Sets how strict an organisation is; <paramref name="version"/> 0: it said nothing before.</summary>
    public async Task SetAsync(Guid organisation, SigningVerdict unsigned, SigningVerdict untrusted, SigningVerdict invalid, int? version, CancellationToken stop)
    {
        Must(organisation);
        if (invalid == SigningVerdict.Accepted)
            throw new Refusal(RefusalKind.Invalid, "Tệp có chữ ký sai thì phải từ chối hoặc cảnh báo, không nhận im lặng.") { Field = "invalid" };
        var rule = await store.SigningRules.SingleOrDefaultAsync(r => r.OrganisationId == organisation, stop);
        if (rule is null) store.SigningRules.Add(rule = new() { OrganisationId = organisation, ChangedBy = caller.Name });
        else if (version is { } seen) store.Expect(rule, seen);
        (rule.Unsigned, rule.Untrusted, rule.Invalid, rule.ChangedAt, rule.ChangedBy) = (unsigned, untrusted, invalid, store.Clock.GetUtcNow(), caller.Name);
        store.Trace("feed.signing.set", "feed_signing", organisation.ToString(), "ok", $"unsigned={unsigned} untrusted={untrusted} invalid={invalid}");
        await store.SaveChangesAsync(stop);
    }

    void Must(Guid? organisation)
    {
        if (organisation is { } id) caller.Must(FeedRights.Trust, id);
        else if (!caller.IsHouse) throw Refusal.Forbidden("Chứng thư tin cậy cho toàn hệ thống chỉ thêm, bỏ được bằng dòng lệnh trên máy chủ.");
    }
}
