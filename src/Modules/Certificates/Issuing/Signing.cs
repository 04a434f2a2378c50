using System.Security.Cryptography;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace LienY.Certificates;

/// <summary>Who signs.</summary>
/// <param name="Means">How they have just shown anew who they are.</param>
sealed record Signer(Guid? Id, string Name, string Title, string Means);

/// <summary>
/// Signs a batch of those who wait. Numbers come from a locked row of the register within the same transaction as the certificates: whatever process dies
/// when, the register has neither gap nor double.
/// </summary>
sealed class Signing(CertificatesStore store, IssuerKeys keys, Holders holders, IOrganisations organisations, Database database, TimeProvider clock, Wake wake)
{
    /// <summary>Most certificates in one batch.</summary>
    public const int Most = 1_000;

    /// <summary>Kind under which places in status lists are counted.</summary>
    public const string StatusKind = "status";

    /// <summary>Signs those of these rows of one issuer that still wait; returns how many.</summary>
    public async Task<int> SignAsync(Guid issuer, IReadOnlyCollection<Guid> rows, Signer signer, DateOnly on, CancellationToken stop)
    {
        if (rows.Count > Most) throw Refusal.Invalid("Mỗi lượt ký tối đa {0} chứng chỉ. Xin chia thành nhiều lượt.", Most);
        var name = (await organisations.FindAsync(issuer, on, stop))?.Name ?? throw Refusal.Missing("Không tìm thấy đơn vị cấp.");
        var profile = await ProfileAsync(issuer, stop);
        var kid = await keys.PublishAsync(issuer, on.Year, stop);
        await using var connection = await database.OpenAsync(stop);
        foreach (var (kind, year) in Kinds.All.Select(k => (k, on.Year)).Append((StatusKind, 0)))
            await connection.RunAsync("insert into certificates_register (issuer_id, kind, year, last) values (@p0, @p1, @p2, 0) on conflict do nothing", stop, issuer, kind, year);
        await connection.CloseAsync();
        await using var transaction = await store.Database.BeginTransactionAsync(stop);
        // Every signer takes the locks in the same order: kinds first, then the status list.
        var last = new Dictionary<string, int>();
        foreach (var kind in Kinds.All) last[kind] = await LockAsync(issuer, kind, on.Year, stop);
        var index = await LockAsync(issuer, StatusKind, 0, stop);
        var waiting = await store.Waiting.Where(w => w.IssuerId == issuer && rows.Contains(w.Id) && w.State == WaitingState.Waiting).ToListAsync(stop);
        if (waiting.Count == 0) throw Refusal.Conflict("Không còn chứng chỉ nào trong danh sách này chờ ký: có thể người khác vừa ký hoặc trả lại.");
        var cards = await holders.CardsAsync(waiting.Select(w => w.PractitionerId), on, stop);
        using var key = keys.Private(issuer, on.Year);
        foreach (var row in waiting.OrderBy(w => w.Course, StringComparer.Ordinal).ThenBy(w => w.Folded, StringComparer.Ordinal).ThenBy(w => w.Id))
        {
            var card = row.PractitionerId is { } id ? cards.GetValueOrDefault(id) : null;
            var old = row.ReplacesId is { } replaced ? await store.Certificates.SingleAsync(c => c.Id == replaced, stop) : null;
            var certificate = Make(row, old, profile, name, signer, on, kid, card, ++last[row.Kind], index++);
            if (old is not null) await EndAsync(old, certificate, row.Reason, signer, stop);
            certificate.Jws = Jws.Sign(key, kid, "JWT", CertificateContent.Canonical(CertificateContent.Of(certificate)));
            store.Certificates.Add(certificate);
            row.Issue(certificate.Id, signer.Name, clock.GetUtcNow());
            CertificateFacts.Issued(store, certificate);
            store.Publish("certificate/" + certificate.Source, new CertificateIssued(certificate.Id, certificate.Source, issuer, certificate.PractitionerId,
                certificate.Kind, certificate.Number, certificate.IssuedOn, certificate.TechniqueList, "/verify/certificate/" + certificate.Code));
            if (card?.UserId is { } user) store.Notify(new Notice
            {
                UserId = user,
                Text = Words.Key("Ông/bà được cấp chứng chỉ số {0}: {1}."),
                Args = Notice.ArgsOf(certificate.Number, certificate.Course),
                Link = "/certificates/" + certificate.Id,
                Once = "certificate/" + certificate.Id,
            });
        }
        foreach (var kind in Kinds.All) await SetAsync(issuer, kind, on.Year, last[kind], stop);
        await SetAsync(issuer, StatusKind, 0, index, stop);
        store.Trace("certificate.sign", "certificates_certificate", $"{waiting.Count}", "ok", signer.Means);
        await store.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        wake.Facts();
        wake.Events();
        return waiting.Count;
    }

    /// <summary>What the issuer prints, as far as it was entered; the rest from its name.</summary>
    public async Task<Issuer> ProfileAsync(Guid issuer, CancellationToken stop)
    {
        var kept = await store.Issuers.AsNoTracking().SingleOrDefaultAsync(i => i.Id == issuer, stop);
        var profile = new Issuer
        {
            Id = issuer,
            Symbol = kept?.Symbol ?? "",
            Place = kept?.Place ?? "",
            Position = kept?.Position ?? "",
            Programme = kept?.Programme ?? "",
            Version = kept?.Version ?? 0,
        };
        if (profile.Symbol.Length > 0) return profile;
        var card = await organisations.FindAsync(issuer, null, stop);
        profile.Symbol = Issuer.SymbolOf(card is { Short.Length: > 0 } ? card.Short : card?.Name ?? "");
        return profile;
    }

    /// <summary>The replaced one ends first: of one source only one certificate stands at any moment.</summary>
    async Task EndAsync(Certificate old, Certificate next, string reason, Signer signer, CancellationToken stop)
    {
        old.ReplaceBy(next.Id, reason, signer.Name, clock.GetUtcNow());
        await CertificateFacts.EndedAsync(store, old, next.IssuedOn, stop);
        store.Publish("certificate/" + old.Source, new CertificateEnded(old.Id, old.Source, next.Id, reason));
        await store.SaveChangesAsync(stop);
    }

    Certificate Make(WaitingRow row, Certificate? old, Issuer profile, string issuer, Signer signer, DateOnly on, string kid, PractitionerCard? card, int ordinal, int index) => new()
    {
        Source = row.Source,
        Code = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(16)),
        IssuerId = row.IssuerId,
        IssuerName = issuer,
        Programme = profile.Programme,
        Kind = row.Kind,
        Year = on.Year,
        Ordinal = ordinal,
        Number = Issuer.NumberOf(ordinal, on.Year, row.Kind, profile.Symbol),
        PractitionerId = row.PractitionerId,
        Holder = row.Holder,
        Born = row.Born,
        HolderAt = row.HolderAt,
        HomeId = card?.OrganisationId,
        Licence = card?.LicenceNumber ?? "",
        Course = row.Course,
        FromDay = row.FromDay,
        ToDay = row.ToDay,
        Hours = row.Hours,
        Grade = row.Grade,
        Techniques = row.Techniques,
        Place = profile.Place,
        IssuedOn = on,
        SignerId = signer.Id,
        SignerName = signer.Name,
        SignerPosition = profile.Position.Length > 0 ? profile.Position : signer.Title,
        Means = signer.Means,
        SignedAt = Commands.FromMicros(Commands.Micros(clock.GetUtcNow())),
        Kid = kid,
        StatusList = index / Certificate.ListSize,
        StatusIndex = index % Certificate.ListSize,
        ReplacesId = row.ReplacesId,
        ReplacesNumber = old?.Number ?? "",
        PlanId = row.PlanId,
        TopicId = row.TopicId,
        Href = row.Href,
        SubjectHash = holders.Hash(row.PractitionerId, row.Holder, row.Born),
        Folded = Fold.Of($"{Issuer.NumberOf(ordinal, on.Year, row.Kind, profile.Symbol)} {row.Holder} {row.HolderAt} {row.Course}"),
    };

    async Task<int> LockAsync(Guid issuer, string kind, int year, CancellationToken stop)
    {
        // The write takes the row's lock; what is read after it is the newest.
        await store.Register.Where(r => r.IssuerId == issuer && r.Kind == kind && r.Year == year).ExecuteUpdateAsync(s => s.SetProperty(r => r.Last, r => r.Last), stop);
        return await store.Register.AsNoTracking().Where(r => r.IssuerId == issuer && r.Kind == kind && r.Year == year).Select(r => r.Last).SingleAsync(stop);
    }

    Task<int> SetAsync(Guid issuer, string kind, int year, int last, CancellationToken stop) =>
        store.Register.Where(r => r.IssuerId == issuer && r.Kind == kind && r.Year == year).ExecuteUpdateAsync(s => s.SetProperty(r => r.Last, last), stop);
}
