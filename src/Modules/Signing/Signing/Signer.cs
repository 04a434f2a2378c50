using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Signatures;
using Microsoft.EntityFrameworkCore;

namespace LienY.Signing;

/// <summary>Answers <see cref="ISigning"/>: every signature is judged by key, certificate and power, and noted with what it signed.</summary>
sealed class Signer(SigningStore store, KeyBox box, Powers powers, TrustShelf shelf, Outside outside, Caller caller, TimeProvider clock) : ISigning
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<SigningKey>> KeysAsync(Guid organisation, string type, CancellationToken stop)
    {
        var (now, me) = (clock.GetUtcNow(), caller.UserId);
        var seals = caller.Holds(SigningRights.Seal, organisation);
        var rows = await store.Keys.IgnoreQueryFilters(["org"]).AsNoTracking().Where(k => k.OrganisationId == organisation && k.WithdrawnAt == null && k.Secret != null)
            .ToListAsync(stop);
        var mine = rows.Where(k => k.IsUsable(now) && (k.Kind == KeyKind.Seal ? seals : me is not null && k.UserId == me && caller.May(SigningRights.Sign))).ToList();
        var signs = me is { } user && mine.Exists(k => k.Kind == KeyKind.Person) && await powers.HasAsync(organisation, user, type, clock.Today(), stop);
        return [.. mine.Where(k => k.Kind == KeyKind.Seal || signs).OrderByDescending(k => k.Kind).ThenByDescending(k => k.ValidTo)
            .Select(k => new SigningKey(k.Id, k.Kind == KeyKind.Seal ? "seal" : "person", k.Label, Say.DayOf(k.ValidTo)))];
    }

    /// <inheritdoc/>
    public async Task<byte[]> SignPdfAsync(SignatureAsk ask, byte[] pdf, CancellationToken stop)
    {
        var key = await KeyAsync(ask, stop);
        return await UseAsync(key, ask, "pdf", pdf, isAutomatic: false, (certificate, above, at) =>
            PdfSigner.Sign(pdf, certificate, above, new(at) { Reason = ask.Reason, Place = ask.Place, Look = Look(key, ask, at) }), stop);
    }

    /// <inheritdoc/>
    public async Task<byte[]> SignXmlAsync(SignatureAsk ask, byte[] xml, CancellationToken stop) =>
        await UseAsync(await KeyAsync(ask, stop), ask, "xml", xml, isAutomatic: false, (certificate, above, at) =>
            XmlSigner.Sign(xml, certificate, above, new(at) { Into = ask.Element }), stop);

    /// <inheritdoc/>
    public async Task<byte[]> SealAsync(Guid organisation, string type, string number, byte[] pdf, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var rows = await store.Keys.IgnoreQueryFilters(["org"]).AsNoTracking().Where(k => k.OrganisationId == organisation && k.Kind == KeyKind.Seal
            && k.WithdrawnAt == null
            && k.Seals != "").ToListAsync(stop);
        var key = rows.Where(k => k.IsUsable(now) && k.Seals.Split(',').Contains(type, StringComparer.OrdinalIgnoreCase)).MaxBy(k => k.ValidTo);
        if (key is null) return pdf;
        return await UseAsync(key, new(organisation, key.Id, type, "", "") { Number = number }, "pdf", pdf, isAutomatic: true, (certificate, above, at) =>
            PdfSigner.Sign(pdf, certificate, above, new(at)), stop);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SignatureFinding>> CheckAsync(byte[] file, CancellationToken stop)
    {
        var report = FileCheck.Run(file, await shelf.OfAsync(caller.OrganisationId, stop));
        if (report.Fault is { } fault) throw new Refusal(RefusalKind.Invalid, Findings.Of(fault)) { Field = "file", Code = "signing-file" };
        return [.. report.Signatures.Select(Findings.Contract)];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SignatureFinding>> TakeAsync(SignatureAsk ask, byte[] before, byte[] signed, CancellationToken stop)
    {
        var added = await outside.JudgeAsync(ask, before, signed, stop);
        await store.SaveChangesAsync(stop);
        return [.. added.Select(Findings.Contract)];
    }

    async Task<HeldKey> KeyAsync(SignatureAsk ask, CancellationToken stop)
    {
        var key = await store.Keys.IgnoreQueryFilters(["org"]).AsNoTracking().SingleOrDefaultAsync(k => k.Id == ask.KeyId
            && k.OrganisationId == ask.OrganisationId, stop)
            ?? throw new Refusal(RefusalKind.Missing, "Không tìm thấy chứng thư ký này của đơn vị.") { Code = "signing-key" };
        var isTheirs = key.Kind == KeyKind.Seal ? caller.Holds(SigningRights.Seal, key.OrganisationId) : caller.UserId is not null && key.UserId == caller.UserId;
        if (!isTheirs)
            throw new Refusal(RefusalKind.Forbidden, "Chứng thư “{0}” không giao cho ông/bà sử dụng.", key.Label) { Code = "signing-key" };
        if (key.WithdrawnAt is { } gone)
            throw new Refusal(RefusalKind.Conflict, "Chứng thư “{0}” đã rút khỏi hệ thống ngày {1}.", key.Label,
                Say.Day(Say.DayOf(gone)))
            { Code = "signing-key-withdrawn" };
        if (key.Kind == KeyKind.Person) await powers.MustAsync(key.OrganisationId, key.UserId!.Value, ask.Type, clock.Today(), stop);
        return key;
    }

    async Task<byte[]> UseAsync(HeldKey key, SignatureAsk ask, string format, byte[] file, bool isAutomatic,
        Func<X509Certificate2, IReadOnlyCollection<X509Certificate2>, DateTimeOffset, byte[]> sign, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (now < key.ValidFrom || now > key.ValidTo)
            throw new Refusal(RefusalKind.Conflict, "Chứng thư “{0}” chỉ có hiệu lực từ {1} đến {2} nên không ký được. Xin gia hạn với nơi cấp.", key.Label,
                Say.Day(Say.DayOf(key.ValidFrom)), Say.Day(Say.DayOf(key.ValidTo)))
            { Code = "signing-key-ended" };
        using var certificate = box.Open(key);
        var above = KeyBox.Above(key);
        await StandsAsync(key, certificate, above, now, stop);
        byte[] signed;
        try
        {
            signed = sign(certificate, above, now);
        }
        catch (SignatureFault fault)
        {
            throw Findings.Refused(fault);
        }
        await NoteAsync(store, caller, key.OrganisationId, key.Id, key.Kind == KeyKind.Seal ? "seal" : "person", key.Label, ask, format, file, signed,
            isAutomatic, stop);
        await store.SaveChangesAsync(stop);
        return signed;
    }

    async Task StandsAsync(HeldKey key, X509Certificate2 certificate, List<X509Certificate2> above, DateTimeOffset now, CancellationToken stop)
    {
        var trust = await shelf.OfAsync(key.OrganisationId, stop);
        var (verdict, _) = trust.Judge(certificate, above, now);
        foreach (var one in trust.Certificates) one.Dispose();
        if (verdict == Verdict.Revoked)
            throw new Refusal(RefusalKind.Conflict, "Chứng thư “{0}” đã bị nơi cấp thu hồi nên không ký được.", key.Label) { Code = "signing-key-revoked" };
    }

    /// <summary>Notes a signature in the log and the ledger. The caller saves.</summary>
    public static async Task NoteAsync(SigningStore store, Caller caller, Guid organisation, Guid? key, string kind, string signer, SignatureAsk ask,
        string format, byte[] before,
        byte[] after, bool isAutomatic, CancellationToken stop)
    {
        var (now, was) = (store.Clock.GetUtcNow(), Convert.ToHexStringLower(SHA256.HashData(before)));
        // A paper that leaves here signed and comes back for a second signature is counted once.
        var isFirst = !await store.Uses.IgnoreQueryFilters(["org"]).AnyAsync(u => u.AfterHash == was, stop);
        var use = new KeyUse
        {
            KeyId = key,
            OrganisationId = organisation,
            UserId = caller.UserId,
            Person = caller.Name,
            Signer = signer,
            At = now,
            Type = ask.Type,
            Number = ask.Number,
            Kind = kind,
            Format = format,
            BeforeHash = was,
            AfterHash = Convert.ToHexStringLower(SHA256.HashData(after)),
            Note = ask.Reason,
            IsAutomatic = isAutomatic,
        };
        store.Uses.Add(use);
        store.Report(new Fact
        {
            Kind = "paper.signed",
            UnitId = organisation,
            OccurredOn = Say.DayOf(now),
            Value = 1,
            Module = "signing",
            SourceId = "use/" + use.Id,
            Dims = Fact.DimsOf(("auto", isAutomatic ? "yes" : "no"), ("first", isFirst ? "yes" : "no"), ("kind", kind), ("type", ask.Type)),
        });
        store.Trace("signing.use", "signing_key", key?.ToString() ?? "outside", "ok", use.BeforeHash);
    }

    static PdfLook? Look(HeldKey key, SignatureAsk ask, DateTimeOffset at)
    {
        if (ask.Spot is not { } spot) return null;
        const double Point = 72 / 25.4;
        var moment = Say.WallClock(at).ToString("dd/MM/yyyy HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture) + " +07:00";
        return new()
        {
            Page = spot.Page,
            Left = (double)spot.Left * Point,
            Bottom = (double)spot.Bottom * Point,
            Width = (double)spot.Width * Point,
            Height = (double)spot.Height * Point,
            Hand = key.Kind == KeyKind.Person && spot.Corner.Length == 0 ? key.Picture : null,
            Seal = key.Kind == KeyKind.Seal && spot.Corner.Length == 0 ? key.Picture : null,
            Corner = spot.Corner.Length == 0 ? "" : spot.Corner + "; " + moment,
            Lines = [.. new[] { ask.Number, moment }.Where(l => l.Length > 0)],
        };
    }
}
