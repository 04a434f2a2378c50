using System.Security.Cryptography.X509Certificates;
using LienY.Contracts;
using LienY.Insurance;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Feed;

/// <summary>What signatures of an organisation's files are measured by.</summary>
sealed record Trust(IReadOnlyCollection<X509Certificate2> Certificates, SigningRule Rule) : IDisposable
{
    /// <summary>The fault of a part for the sake of its signature; null where the rule takes it in silence.</summary>
    public Fault? Judge(PartSignature part) => part.State switch
    {
        SignatureState.Trusted => null,
        SignatureState.None => Fault(Rule.Unsigned, "sign.none"),
        SignatureState.UnknownIssuer when part.IsUnchecked => Fault((SigningVerdict)Math.Max((int)Rule.Untrusted, (int)SigningVerdict.Warned), "sign.unchecked"),
        SignatureState.UnknownIssuer => Fault(Rule.Untrusted, "sign.untrusted", part.Checked?.Signer?.Subject),
        _ => part.Checked!.Fault! with { Severity = Rule.Invalid == SigningVerdict.Refused ? Severity.Refuse : Severity.Warn },
    };

    static Fault? Fault(SigningVerdict verdict, string kind, string? value = null) => verdict == SigningVerdict.Accepted ? null
        : new(verdict == SigningVerdict.Refused ? Severity.Refuse : Severity.Warn, kind, FaultTexts.Text(kind), FaultTexts.Remedy(kind))
        { Value = value is { Length: > 80 } ? value[..79] + "…" : value };

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var certificate in Certificates) certificate.Dispose();
    }
}

/// <summary>Reads what an organisation trusts: its own, that of those above it, and that of the house.</summary>
sealed class TrustBook(FeedStore store, IOrganisationTree trees)
{
    /// <summary>Trust of an organisation's files now; the nearest rule counts.</summary>
    public async Task<Trust> OfAsync(Guid organisation, CancellationToken stop)
    {
        var line = await LineAsync(organisation, stop);
        var raws = await Standing(line).Select(c => c.Raw).ToListAsync(stop);
        return new([.. raws.Select(X509CertificateLoader.LoadCertificate)], (await RuleAsync(line, stop)).Rule);
    }

    /// <summary>Certificates that count for an organisation, and the rule with the organisation that made it (empty: nobody).</summary>
    public async Task<(IReadOnlyList<TrustedCertificate> Certificates, SigningRule Rule)> ListAsync(Guid organisation, CancellationToken stop)
    {
        var line = await LineAsync(organisation, stop);
        return (await Standing(line).AsNoTracking().OrderBy(c => c.ValidTo).ToListAsync(stop), (await RuleAsync(line, stop)).Rule);
    }

    // The hospital's own people see what was trusted above them, so the row filter does not stand here; certificates name no patient.
    IQueryable<TrustedCertificate> Standing(IReadOnlyList<Guid> line) => store.Certificates.IgnoreQueryFilters()
        .Where(c => c.RemovedAt == null && (c.OrganisationId == null || line.Contains(c.OrganisationId.Value)));

    async Task<(SigningRule Rule, Guid By)> RuleAsync(IReadOnlyList<Guid> line, CancellationToken stop)
    {
        var rules = await store.SigningRules.IgnoreQueryFilters().AsNoTracking().Where(r => line.Contains(r.OrganisationId)).ToListAsync(stop);
        var nearest = line.Select(o => rules.Find(r => r.OrganisationId == o)).FirstOrDefault(r => r is not null);
        return (nearest ?? SigningRule.Usual, nearest?.OrganisationId ?? Guid.Empty);
    }

    async Task<IReadOnlyList<Guid>> LineAsync(Guid organisation, CancellationToken stop) =>
        [organisation, .. (await trees.OnAsync(null, stop)).Find(organisation)?.Above ?? []];
}
