using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Certificates;

/// <summary>A field in which a brought text differs from what is kept.</summary>
sealed record Difference(string Name, string Kept, string Given);

/// <summary>What a brought text is worth.</summary>
/// <param name="IsSigned">The signature holds under a published key of the issuer.</param>
/// <param name="IsReadable">It is a compact JWS at all.</param>
sealed record Brought(bool IsReadable, bool IsSigned, IReadOnlyList<Difference> Differences);

/// <summary>What anybody may see of a certificate whose code they hold.</summary>
/// <param name="Faults">Names of fields that do not agree with what was signed; a name of <c>signature</c> where the signature itself does not hold.</param>
sealed record VerifyView(Certificate One, IReadOnlyList<string> Faults, Certificate? ReplacedBy, Brought? Brought, string Issuer);

/// <summary>Checks certificates for anybody: every field against the signature, and a text that somebody brings against both.</summary>
sealed class Verifying(CertificatesStore store, IssuerKeys keys, IOrganisations organisations)
{
    /// <summary>Name of the fault of a signature.</summary>
    public const string Signature = "signature";

    /// <summary>A certificate by its code.</summary>
    public async Task<VerifyView> FindAsync(string code, string jws, CancellationToken stop)
    {
        var one = await ByCodeAsync(code, stop) ?? throw Refusal.Missing("Không có chứng chỉ nào mang mã này.");
        var next = one.ReplacedById is { } id ? await store.Certificates.IgnoreQueryFilters(["org"]).AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, stop) : null;
        var now = (await organisations.FindAsync(one.IssuerId, null, stop))?.Name ?? one.IssuerName;
        return new(one, await FaultsAsync(one, stop), next, jws.Trim().Length == 0 ? null : await BroughtAsync(one, jws, stop), now);
    }

    /// <summary>The code that a brought text names; empty where it names none.</summary>
    public static string CodeOf(string jws) =>
        Jws.Read(jws) is { } parts && CertificateContent.Read(parts.Payload) is { } content ? content.GetValueOrDefault("code", "") : "";

    /// <summary>What of the kept rows does not agree with what was signed; empty: nothing.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync(Certificate one, CancellationToken stop)
    {
        var parts = Jws.Read(one.Jws);
        if (parts is null || !await HoldsAsync(parts, one, stop)) return [Signature];
        return CertificateContent.Read(parts.Payload) is { } signed ? CertificateContent.Differences(signed, CertificateContent.Of(one)) : [Signature];
    }

    async Task<Brought> BroughtAsync(Certificate one, string text, CancellationToken stop)
    {
        if (Jws.Read(text) is not { } parts || CertificateContent.Read(parts.Payload) is not { } given) return new(false, false, []);
        var kept = CertificateContent.Of(one);
        return new(true, await HoldsAsync(parts, one, stop), [.. CertificateContent.Differences(kept, given)
            .Select(n => new Difference(n, kept.GetValueOrDefault(n, ""), given.GetValueOrDefault(n, "")))]);
    }

    async Task<bool> HoldsAsync(JwsParts parts, Certificate one, CancellationToken stop) =>
        await keys.FindAsync(parts.Kid, stop) is { } key && key.Issuer == one.IssuerId && Jws.Holds(parts, key.Jwk);

    async Task<Certificate?> ByCodeAsync(string code, CancellationToken stop)
    {
        // Whoever guesses learns nothing and costs nothing: only texts that may be codes are looked up, and a code has 128 random bits.
        if (code.Length != 22 || !code.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')) return null;
        return await store.Certificates.IgnoreQueryFilters(["org"]).AsNoTracking().SingleOrDefaultAsync(c => c.Code == code, stop);
    }

    /// <summary>What was signed, as text.</summary>
    public static string Text(Certificate one) => Encoding.UTF8.GetString(CertificateContent.Canonical(CertificateContent.Of(one)));
}
