using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace LienY.Signatures;

/// <summary>What a detached CMS says about some content.</summary>
/// <param name="Certificate">The signer's; null where it is not there.</param>
/// <param name="Others">Further certificates in it.</param>
/// <param name="At">Time it claims.</param>
/// <param name="Faults">What makes it worthless.</param>
sealed record CmsReading(X509Certificate2? Certificate, IReadOnlyList<X509Certificate2> Others, DateTimeOffset? At, IReadOnlyList<string> Faults)
{
    const string SigningTime = "1.2.840.113549.1.9.5";

    static readonly Dictionary<string, HashAlgorithmName> Digests = new()
    {
        [CmsMaking.Sha256] = HashAlgorithmName.SHA256,
        ["2.16.840.1.101.3.4.2.2"] = HashAlgorithmName.SHA384,
        ["2.16.840.1.101.3.4.2.3"] = HashAlgorithmName.SHA512,
    };

    static CmsReading Only(string fault) => new(null, [], null, [fault]);

    /// <summary>Reads and checks; <paramref name="mustTie"/>: the kind of signature demands that the certificate is named in a signed attribute.</summary>
    public static CmsReading Of(byte[] cms, byte[] content, bool mustTie)
    {
        var signed = new SignedCms(new ContentInfo(content), detached: true);
        try
        {
            signed.Decode(cms);
        }
        catch (Exception problem) when (SignatureFault.Is(problem))
        {
            return Only(Codes.Container);
        }
        if (!signed.Detached || signed.SignerInfos.Count != 1) return Only(Codes.Container);
        var info = signed.SignerInfos[0];
        if (info.Certificate is not { } certificate) return Only(Codes.NoCertificate);
        var faults = new List<string>();
        if (Strength.IsWeak(certificate) || !Digests.TryGetValue(info.DigestAlgorithm.Value ?? "", out var digest)) faults.Add(Codes.Weak);
        else if (!Told(info, "1.2.840.113549.1.9.4", content, digest)) faults.Add(Codes.Digest);
        if (faults.Count == 0 && !Agrees(info)) faults.Add(Codes.Arithmetic);
        faults.AddRange(Tie(info, certificate, mustTie));
        return new(certificate, [.. signed.Certificates.Where(c => !c.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span)).Take(20)], Time(info), faults);
    }

    static bool Told(SignerInfo info, string oid, byte[] content, HashAlgorithmName digest)
    {
        if (info.SignedAttributes.Count == 0) return true;
        foreach (var attribute in info.SignedAttributes)
        {
            if (attribute.Oid?.Value != oid || attribute.Values.Count != 1) continue;
            var told = new AsnReader(attribute.Values[0].RawData, AsnEncodingRules.BER).ReadOctetString();
            return told.AsSpan().SequenceEqual(CryptographicOperations.HashData(digest, content));
        }
        return false;
    }

    static bool Agrees(SignerInfo info)
    {
        try
        {
            info.CheckSignature(verifySignatureOnly: true);
            return true;
        }
        catch (Exception problem) when (SignatureFault.Is(problem))
        {
            return false;
        }
    }

    static DateTimeOffset? Time(SignerInfo info)
    {
        foreach (var attribute in info.SignedAttributes)
        {
            if (attribute.Oid?.Value != SigningTime || attribute.Values.Count != 1) continue;
            try
            {
                return new DateTimeOffset(new Pkcs9SigningTime(attribute.Values[0].RawData).SigningTime.ToUniversalTime());
            }
            catch (Exception problem) when (SignatureFault.Is(problem))
            {
                return null;
            }
        }
        return null;
    }

    static IEnumerable<string> Tie(SignerInfo info, X509Certificate2 certificate, bool must)
    {
        foreach (var attribute in info.SignedAttributes)
        {
            if (attribute.Oid?.Value is not (CmsMaking.CertificateV1 or CmsMaking.CertificateV2)) continue;
            bool same;
            try
            {
                same = attribute.Values.Count == 1 && Names(attribute.Values[0].RawData, attribute.Oid.Value == CmsMaking.CertificateV1, certificate);
            }
            catch (Exception problem) when (SignatureFault.Is(problem))
            {
                same = false;
            }
            if (!same) yield return Codes.Ess;
            yield break;
        }
        if (must) yield return Codes.NoEss;
    }

    static bool Names(byte[] raw, bool isFirst, X509Certificate2 certificate)
    {
        var id = new AsnReader(raw, AsnEncodingRules.BER).ReadSequence().ReadSequence().ReadSequence();
        // The first edition knows SHA-1 only: it ties no more than it can, and the signature itself has its own digest.
        var digest = isFirst ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256;
        if (!isFirst && id.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence) && !Digests.TryGetValue(id.ReadSequence().ReadObjectIdentifier(), out digest)) return false;
        return id.ReadOctetString().AsSpan().SequenceEqual(certificate.GetCertHash(digest));
    }
}

/// <summary>Keys that are too short today.</summary>
static class Strength
{
    public static bool IsWeak(X509Certificate2 certificate)
    {
        try
        {
            using var rsa = certificate.GetRSAPublicKey();
            if (rsa is not null) return rsa.KeySize is < 2048 or > 16384;
            using var ecdsa = certificate.GetECDsaPublicKey();
            return ecdsa is null || ecdsa.KeySize < 224;
        }
        catch (Exception problem) when (SignatureFault.Is(problem))
        {
            return true;
        }
    }
}
