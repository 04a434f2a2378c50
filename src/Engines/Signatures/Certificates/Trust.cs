using System.Security.Cryptography.X509Certificates;

namespace LienY.Signatures;

/// <summary>Whom a check trusts: roots, authorities between, lists of revoked certificates, and what time it is. Nothing is fetched from outside.</summary>
/// <param name="Certificates">Roots (issued by themselves), authorities between, and single signers trusted by themselves.</param>
/// <param name="Lists">Revocation lists.</param>
/// <param name="Now">The present moment.</param>
public sealed record Trust(IReadOnlyCollection<X509Certificate2> Certificates, IReadOnlyCollection<RevocationList> Lists, DateTimeOffset Now)
{
    /// <summary>What is to be said about a certificate as signer at a moment; empty or notes only: it is good.</summary>
    /// <param name="certificate">The signer's.</param>
    /// <param name="others">Further certificates that may help to reach a root.</param>
    /// <param name="at">When it signed; null: taken as now.</param>
    public (Verdict Verdict, IReadOnlyList<string> Findings) Judge(X509Certificate2 certificate, IEnumerable<X509Certificate2> others, DateTimeOffset? at)
    {
        var findings = new List<string>();
        if (at is null) findings.Add(Codes.NoTime);
        else if (at > Now.AddMinutes(10)) findings.Add(Codes.Future);
        var when = at is { } told && told <= Now.AddMinutes(10) ? told : Now;
        var (from, to) = (new DateTimeOffset(certificate.NotBefore.ToUniversalTime()), new DateTimeOffset(certificate.NotAfter.ToUniversalTime()));
        var verdict = Verdict.Valid;
        void Say(Verdict worse, string code)
        {
            if (verdict == Verdict.Valid) verdict = worse;
            findings.Insert(0, code);
        }
        var path = Path(certificate, others, when);
        foreach (var (one, authority) in path.Zip(path.Skip(1)))
        {
            var list = Lists.Where(l => l.IsOf(authority)).MaxBy(l => l.From);
            if (list is null || list.Next < when)
            {
                if (list?.Find(one) is null)
                {
                    if (!findings.Contains(Codes.NotAsked)) findings.Add(Codes.NotAsked);
                    continue;
                }
            }
            if (list.Find(one) is not { } revoked) continue;
            if (revoked.At <= when || revoked.IsCompromised) Say(Verdict.Revoked, Codes.Revoked);
            else findings.Add(Codes.RevokedSince);
        }
        if (when < from) Say(Verdict.Expired, Codes.NotYet);
        else if (when > to) Say(Verdict.Expired, Codes.Expired);
        else if (Now > to) findings.Add(Codes.ExpiredSince);
        if (path.Count == 0) Say(Verdict.Unknown, Codes.Untrusted);
        if (!IsForSigning(certificate)) Say(Verdict.Unknown, Codes.Usage);
        if (findings.Contains(Codes.Future) && verdict == Verdict.Valid) verdict = Verdict.Unknown;
        return (verdict, findings);
    }

    /// <summary>The certificate may sign: no authority's, and with the usage of digital signature or non-repudiation where it names its usage.</summary>
    public static bool IsForSigning(X509Certificate2 certificate)
    {
        var (usage, basic) = (certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault(),
            certificate.Extensions.OfType<X509BasicConstraintsExtension>().FirstOrDefault());
        return basic?.CertificateAuthority != true && (usage is null
            || (usage.KeyUsages & (X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation)) != 0);
    }

    // The signer first, the root last; empty where no trusted root is reached. A signer trusted by itself is its own path.
    List<X509Certificate2> Path(X509Certificate2 certificate, IEnumerable<X509Certificate2> others, DateTimeOffset at)
    {
        var anchors = Certificates.Where(c => c.SubjectName.RawData.AsSpan().SequenceEqual(c.IssuerName.RawData)).ToList();
        if (anchors.Count > 0)
        {
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            foreach (var root in anchors) chain.ChainPolicy.CustomTrustStore.Add(root);
            foreach (var between in Certificates.Except(anchors).Concat(others).Take(60)) chain.ChainPolicy.ExtraStore.Add(between);
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            chain.ChainPolicy.DisableCertificateDownloads = true;
            chain.ChainPolicy.VerificationTime = at.UtcDateTime;
            // Whether the signer's own was in force is said apart.
            chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
            try
            {
                if (chain.Build(certificate) && chain.ChainElements.Skip(1).All(e => !e.ChainElementStatus.Any(s => s.Status == X509ChainStatusFlags.NotTimeValid)))
                    return [.. chain.ChainElements.Select(e => X509CertificateLoader.LoadCertificate(e.Certificate.RawData))];
            }
            catch (System.Security.Cryptography.CryptographicException)
            {
                return [];
            }
        }
        return Certificates.Any(t => t.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span)) ? [certificate] : [];
    }
}
