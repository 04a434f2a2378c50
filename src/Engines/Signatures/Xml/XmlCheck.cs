using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Xml;

namespace LienY.Signatures;

/// <summary>Checks every XML-DSig of a document and says which elements each covers; nothing is fetched, and it never throws for what stands in the file.</summary>
public static class XmlCheck
{
    const int MostSignatures = 50;
    const int MostReferences = 50;

    static readonly string[] Methods = [SignedXml.XmlDsigRSASHA256Url, SignedXml.XmlDsigRSASHA384Url, SignedXml.XmlDsigRSASHA512Url, .. EcdsaMethod.Urls];
    static readonly string[] WeakMethods = [SignedXml.XmlDsigRSASHA1Url, SignedXml.XmlDsigDSAUrl, "http://www.w3.org/2001/04/xmldsig-more#rsa-md5",
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1"];
    static readonly string[] Digests = [SignedXml.XmlDsigSHA256Url, SignedXml.XmlDsigSHA384Url, SignedXml.XmlDsigSHA512Url];
    static readonly string[] Canonical =
    [
        SignedXml.XmlDsigC14NTransformUrl, SignedXml.XmlDsigC14NWithCommentsTransformUrl, SignedXml.XmlDsigExcC14NTransformUrl,
            SignedXml.XmlDsigExcC14NWithCommentsTransformUrl,
    ];

    /// <summary>Whether the bytes look like XML.</summary>
    public static bool Is(ReadOnlySpan<byte> file)
    {
        foreach (var b in file[..Math.Min(64, file.Length)])
        {
            if (b == '<') return true;
            if (b is not (0xEF or 0xBB or 0xBF or 0xFE or 0xFF or 0 or 9 or 10 or 13 or 32)) return false;
        }
        return false;
    }

    /// <summary>What was found.</summary>
    public static FileReport Run(byte[] xml, Trust trust)
    {
        try
        {
            var document = XmlReading.Open(xml);
            var found = document.GetElementsByTagName("Signature", SignedXml.XmlDsigNamespaceUrl).Cast<XmlElement>().Take(MostSignatures + 1).ToList();
            if (found.Count > MostSignatures) return new([], Codes.Bounds);
            return new([.. found.Select(s => One(document, s, trust))], null);
        }
        catch (SignatureFault fault)
        {
            return new([], fault.Code);
        }
        catch (Exception problem) when (SignatureFault.Is(problem))
        {
            return new([], Codes.XmlUnreadable);
        }
    }

    static SignatureReport One(XmlDocument document, XmlElement signature, Trust trust)
    {
        var path = XmlReading.Path(signature);
        try
        {
            // Judged before the library makes the transformations: one of another sort is not even built.
            if (signature.GetElementsByTagName("Transform", SignedXml.XmlDsigNamespaceUrl).Cast<XmlElement>().Any(t => !IsHarmless(t.GetAttribute("Algorithm"))))
                return new(path, First(signature), null, Verdict.Broken, false, [], [Codes.XmlTransform]);
            var signed = new StrictSignedXml(document);
            signed.LoadXml(signature);
            return Judge(document, signature, signed, path, trust);
        }
        catch (Exception problem) when (SignatureFault.Is(problem))
        {
            return new(path, null, null, Verdict.Broken, false, [], [Codes.Container]);
        }
    }

    static bool IsHarmless(string? transform) => transform == SignedXml.XmlDsigEnvelopedSignatureTransformUrl || Canonical.Contains(transform);

    static SignerCard? First(XmlElement signature)
    {
        var text = signature.GetElementsByTagName("X509Certificate", SignedXml.XmlDsigNamespaceUrl).Cast<XmlElement>().FirstOrDefault()?.InnerText;
        return text is null ? null : SignerCard.Of(X509CertificateLoader.LoadCertificate(Convert.FromBase64String(text)));
    }

    static SignatureReport Judge(XmlDocument document, XmlElement signature, StrictSignedXml signed, string path, Trust trust)
    {
        var (faults, covered, inside) = (new List<string>(), new List<XmlElement>(), new List<XmlElement>());
        var info = signed.SignedInfo!;
        void Fault(string code)
        {
            if (!faults.Contains(code)) faults.Add(code);
        }
        if (WeakMethods.Contains(info.SignatureMethod)) Fault(Codes.Weak);
        else if (!Methods.Contains(info.SignatureMethod)) Fault(Codes.Kind);
        if (!Canonical.Contains(info.CanonicalizationMethod)) Fault(Codes.XmlTransform);
        if (info.References.Count is 0 or > MostReferences) Fault(Codes.XmlReference);
        foreach (var reference in info.References.Cast<Reference>().Take(MostReferences))
        {
            if (!Digests.Contains(reference.DigestMethod)) Fault(reference.DigestMethod == SignedXml.XmlDsigSHA1Url || reference.DigestMethod.EndsWith("#md5",
                StringComparison.Ordinal)
                ? Codes.Weak : Codes.Kind);
            foreach (Transform transform in reference.TransformChain)
                if (!IsHarmless(transform.Algorithm)) Fault(Codes.XmlTransform);
            if (Target(reference.Uri, document, out var fault) is not { } target) Fault(fault);
            else (XmlReading.Within(target, signature) ? inside : covered).Add(target);
        }
        if (covered.Count == 0) Fault(Codes.XmlReference);
        var certificates = signed.KeyInfo.OfType<KeyInfoX509Data>().SelectMany(d => d.Certificates?.OfType<X509Certificate2>() ?? []).Take(20).ToList();
        if (certificates.Count == 0) Fault(Codes.NoCertificate);
        var maker = faults.Count == 0 ? Maker(signed, certificates) : null;
        if (faults.Count == 0 && maker is null) Fault(Codes.Digest);
        if (maker is not null && Strength.IsWeak(maker)) Fault(Codes.Weak);
        var whole = covered.Contains(document.DocumentElement!);
        var at = Moment(inside);
        var paths = covered.Select(XmlReading.Path).Distinct().ToList();
        var notes = whole || covered.Count == 0 ? Array.Empty<string>() : [Codes.XmlPart];
        if (maker is null || faults.Count > 0)
            return new(path, certificates.Count > 0 ? SignerCard.Of(maker ?? certificates[0]) : null, at, Verdict.Broken, false, paths, [.. faults, .. notes]);
        var (verdict, about) = trust.Judge(maker, certificates.Where(c => c != maker), at);
        return new(path, SignerCard.Of(maker), at, verdict, whole, paths, [.. about, .. notes]);
    }

    static XmlElement? Target(string? uri, XmlDocument document, out string fault)
    {
        fault = Codes.XmlReference;
        if (uri is null) return null;
        if (uri.Length == 0) return document.DocumentElement;
        if (uri[0] != '#')
        {
            fault = Codes.XmlExternal;
            return null;
        }
        return uri.Length < 2 || uri.Contains('(', StringComparison.Ordinal) ? null : XmlReading.Only(document, uri[1..]);
    }

    static X509Certificate2? Maker(StrictSignedXml signed, List<X509Certificate2> certificates)
    {
        EcdsaMethod.Register();
        var isEcdsa = EcdsaMethod.Urls.Contains(signed.SignatureMethod);
        foreach (var certificate in certificates)
        {
            try
            {
                using AsymmetricAlgorithm? key = isEcdsa ? certificate.GetECDsaPublicKey() : certificate.GetRSAPublicKey();
                if (key is not null and not RSA { KeySize: > 16384 } && signed.CheckSignature(key)) return certificate;
            }
            catch (Exception problem) when (SignatureFault.Is(problem))
            {
                // Another certificate may have made it.
            }
        }
        return null;
    }

    // Only a time that is signed itself is believed.
    static DateTimeOffset? Moment(List<XmlElement> inside)
    {
        foreach (var part in inside)
            foreach (XmlElement element in part.GetElementsByTagName("*"))
                if (element.LocalName == "SigningTime" && DateTimeOffset.TryParse(element.InnerText.Trim(), CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal, out var at)) return at;
        return null;
    }
}
