using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Signatures;
using Microsoft.EntityFrameworkCore;

namespace LienY.Signing;

/// <summary>A certificate to be put in.</summary>
sealed record KeyInput(Guid Organisation, KeyKind Kind, Guid? User, string Label, byte[] File, string Password, byte[]? Picture);

/// <summary>Puts certificates in, takes them back, keeps their pictures.</summary>
sealed class KeyDesk(SigningStore store, KeyBox box, IPeople people, IOrganisations organisations, Caller caller)
{
    /// <summary>Bytes of the largest picture.</summary>
    public const int MostPicture = 512 * 1024;

    /// <summary>Puts a certificate in; its password is used now and forgotten.</summary>
    public async Task<Guid> AddAsync(KeyInput input, CancellationToken stop)
    {
        caller.Must(SigningRights.Arrange, input.Organisation);
        var (own, above, pkcs8) = KeyBox.Read(input.File, input.Password);
        try
        {
            return await AddAsync(input, own, above, pkcs8, stop);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
            own.Dispose();
        }
    }

    /// <summary>Puts in a certificate made here (demonstration).</summary>
    public async Task<Guid> AddAsync(KeyInput input, X509Certificate2 own, IReadOnlyCollection<X509Certificate2> above, byte[] pkcs8, CancellationToken stop)
    {
        var (now, to) = (store.Clock.GetUtcNow(), new DateTimeOffset(own.NotAfter.ToUniversalTime()));
        if (to <= now)
            throw new Refusal(RefusalKind.Invalid, "Chứng thư “{0}” đã hết hạn ngày {1}. Xin dùng chứng thư còn hạn.", own.Subject,
                Say.Day(Say.DayOf(to)))
            { Field = "file" };
        var thumbprint = own.GetCertHashString(HashAlgorithmName.SHA256);
        if (await store.Keys.IgnoreQueryFilters(["org"]).AnyAsync(k => k.OrganisationId == input.Organisation && k.Thumbprint == thumbprint
            && k.WithdrawnAt == null, stop))
            throw new Refusal(RefusalKind.Conflict, "Chứng thư “{0}” đã có ở đơn vị này.", own.Subject) { Field = "file" };
        var label = await LabelAsync(input, stop);
        var id = Guid.CreateVersion7();
        store.Keys.Add(new()
        {
            Id = id,
            OrganisationId = input.Organisation,
            UserId = input.Kind == KeyKind.Person ? input.User : null,
            Kind = input.Kind,
            Label = label,
            Subject = own.Subject,
            Issuer = own.Issuer,
            Serial = own.SerialNumber,
            Thumbprint = thumbprint,
            Raw = own.RawData,
            Above = string.Join('\n', above.Select(c => c.ExportCertificatePem())),
            Secret = box.Close(input.Organisation, id, pkcs8),
            Picture = Picture(input.Picture),
            ValidFrom = new(own.NotBefore.ToUniversalTime()),
            ValidTo = to,
            AddedAt = now,
            AddedBy = caller.Name,
        });
        store.Trace("signing.key.add", "signing_key", id.ToString(), "ok", thumbprint);
        await store.SaveChangesAsync(stop);
        return id;
    }

    async Task<string> LabelAsync(KeyInput input, CancellationToken stop)
    {
        if (input.Kind == KeyKind.Seal)
            return input.Label.Length > 0 ? input.Label : (await organisations.FindAsync(input.Organisation, null, stop))?.Name
                ?? throw Refusal.Missing("Không tìm thấy đơn vị này.");
        var person = (await people.AtAsync([input.Organisation], stop)).FirstOrDefault(p => p.Id == input.User)
            ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn người giữ chứng thư trong số người của đơn vị.") { Field = "user" };
        return input.Label.Length > 0 ? input.Label : person.Name;
    }

    static byte[]? Picture(byte[]? png)
    {
        if (png is null) return null;
        if (png.Length > MostPicture || !Pictures.IsDrawable(png)) throw new Refusal(RefusalKind.Invalid, Findings.Of(Codes.Picture)) { Field = "picture" };
        return png;
    }

    async Task<HeldKey> FindAsync(Guid id, CancellationToken stop)
    {
        var one = await store.Keys.SingleOrDefaultAsync(k => k.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy chứng thư này.");
        caller.Must(SigningRights.Arrange, one.OrganisationId);
        return one;
    }

    /// <summary>Takes a certificate back; its private key is destroyed.</summary>
    public async Task WithdrawAsync(Guid id, int version, string reason, CancellationToken stop)
    {
        var one = await FindAsync(id, stop);
        store.Expect(one, version).Withdraw(store.Clock.GetUtcNow(), caller.Name, reason);
        store.Trace("signing.key.withdraw", "signing_key", id.ToString(), "ok", reason);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Sets the picture and, for a seal, on which papers the house puts it by itself.</summary>
    public async Task ChangeAsync(Guid id, int version, byte[]? picture, string seals, CancellationToken stop)
    {
        var one = store.Expect(await FindAsync(id, stop), version);
        if (one.WithdrawnAt is not null) throw Refusal.Conflict("Chứng thư này đã được rút khỏi hệ thống.");
        if (picture is not null) one.Picture = Picture(picture);
        var types = seals.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries).Select(t => t.Trim()).Distinct().ToList();
        if (types.Find(t => !Powers.Types.Contains(t, StringComparer.OrdinalIgnoreCase)) is { } strange)
            throw new Refusal(RefusalKind.Invalid, "“{0}” không phải là chữ viết tắt tên loại văn bản. Ví dụ đúng: BC, KH, TTr.", strange) { Field = "seals" };
        one.Seals = one.Kind == KeyKind.Seal ? string.Join(',', types) : "";
        await store.SaveChangesAsync(stop);
    }
}
