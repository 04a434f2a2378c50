using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Xml;

namespace LienY.Insurance;

/// <summary>One check of a signature, in the order: shape, place, algorithms, what is covered, the arithmetic, the certificate.</summary>
sealed class SignatureCheck(IReadOnlyCollection<X509Certificate2> roots, DateTimeOffset at)
{
    static readonly string[] Methods = [SignedXml.XmlDsigRSASHA256Url, SignedXml.XmlDsigRSASHA384Url, SignedXml.XmlDsigRSASHA512Url, .. EcdsaDescription.Urls];
    static readonly string[] Digests = [SignedXml.XmlDsigSHA256Url, SignedXml.XmlDsigSHA384Url, SignedXml.XmlDsigSHA512Url];
    static readonly string[] Canonical =
    [
        SignedXml.XmlDsigC14NTransformUrl, SignedXml.XmlDsigC14NWithCommentsTransformUrl, SignedXml.XmlDsigExcC14NTransformUrl,
        SignedXml.XmlDsigExcC14NWithCommentsTransformUrl,
    ];
    const string SignedProperties = "http://uri.etsi.org/01903#SignedProperties";

    public EnvelopeSignature Run(ReadOnlyMemory<byte> file)
    {
        if (!Shape(file)) return new(SignatureState.None, null, false, FaultTexts.Make(Severity.Warn, "sign.none", "sign.none"));
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        using (var text = TextOpening.Open(Bytes(file), out _, out _))
        using (var guarded = new GuardedText(text, EnvelopeSignature.MostBytes, 65_536))
        using (var parser = XmlReader.Create(guarded, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null }))
            document.Load(parser);
        var root = document.DocumentElement!;
        var found = document.GetElementsByTagName("Signature", SignedXml.XmlDsigNamespaceUrl);
        if (found.Count != 1) return EnvelopeSignature.Bad("sign.several");
        var signature = (XmlElement)found[0]!;
        if (signature.ParentNode is not XmlElement { LocalName: "CHUKYDONVI" } place || place.ParentNode != root) return EnvelopeSignature.Bad("sign.place");
        var signed = new WholeSignedXml(document);
        signed.LoadXml(signature);
        return Judge(signed, signature, root);
    }

    /// <summary>Reads once with bounds, because the library walks documents recursively; whether there is a signature at all.</summary>
    static bool Shape(ReadOnlyMemory<byte> file)
    {
        var budget = new Budget(new ReadingLimits());
        using var text = TextOpening.Open(Bytes(file), out _, out _);
        using var parser = budget.Parser(text, EnvelopeSignature.MostBytes, budget.Names);
        var (any, nodes) = (false, 0);
        while (parser.Read())
        {
            budget.Depth(parser);
            if (++nodes > 2_000_000) throw new ReadingStop("file.too-deep");
            any |= parser is { NodeType: XmlNodeType.Element, LocalName: "Signature", NamespaceURI: SignedXml.XmlDsigNamespaceUrl };
        }
        return any;
    }

    static MemoryStream Bytes(ReadOnlyMemory<byte> file) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(file, out var part) ? new(part.Array!, part.Offset, part.Count, writable: false) : new(file.ToArray());

    EnvelopeSignature Judge(WholeSignedXml signed, XmlElement signature, XmlElement root)
    {
        var info = signed.SignedInfo!;
        if (!Methods.Contains(info.SignatureMethod)) return EnvelopeSignature.Bad("sign.algorithm", FaultTexts.Short(info.SignatureMethod ?? ""));
        if (!Canonical.Contains(info.CanonicalizationMethod)) return EnvelopeSignature.Bad("sign.algorithm", FaultTexts.Short(info.CanonicalizationMethod ?? ""));
        var (all, records) = (false, false);
        foreach (Reference reference in info.References)
        {
            if (!Digests.Contains(reference.DigestMethod)) return EnvelopeSignature.Bad("sign.algorithm", FaultTexts.Short(reference.DigestMethod ?? ""));
            foreach (Transform transform in reference.TransformChain)
                if (transform.Algorithm != SignedXml.XmlDsigEnvelopedSignatureTransformUrl && !Canonical.Contains(transform.Algorithm))
                    return EnvelopeSignature.Bad("sign.algorithm", FaultTexts.Short(transform.Algorithm ?? ""));
            var target = Target(reference.Uri, root);
            if (target == root) all = true;
            else if (target is { LocalName: "THONGTINHOSO" } && target.ParentNode == root && root.GetElementsByTagName(target.Name).Count == 1) records = true;
            else if (!(reference.Type == SignedProperties && target is not null && Within(target, signature))) return EnvelopeSignature.Bad("sign.cover");
        }
        // What stands outside the signed part must not be read as a record.
        var outside = !all && (!records || root.GetElementsByTagName("HOSO").Cast<XmlNode>().Any(h => !Within(h, root["THONGTINHOSO"]!)));
        if (outside) return EnvelopeSignature.Bad("sign.cover");
        var certificates = Certificates(signed);
        if (certificates.Count == 0) return EnvelopeSignature.Bad("sign.certificate");
        var maker = Maker(signed, certificates);
        return maker is not null ? Vouched(maker, certificates, all) : EnvelopeSignature.Bad("sign.wrong", null, About(certificates[0]));
    }

    /// <summary>What a reference means: the root for the whole document, an element with that id if it is the only one, else null.</summary>
    static XmlElement? Target(string? uri, XmlElement root)
    {
        if (uri is null) return null;
        if (uri.Length == 0) return root;
        if (uri[0] != '#' || uri.Length < 2) return null;
        return WholeSignedXml.Only(root.OwnerDocument, uri[1..]);
    }

    static bool Within(XmlNode? node, XmlNode outer)
    {
        for (; node is not null; node = node.ParentNode) if (node == outer) return true;
        return false;
    }

    static List<X509Certificate2> Certificates(SignedXml signed) =>
        [.. signed.KeyInfo.OfType<KeyInfoX509Data>().SelectMany(d => d.Certificates?.OfType<X509Certificate2>() ?? []).Take(10)];

    /// <summary>The certificate whose key made the signature, or null when none did.</summary>
    static X509Certificate2? Maker(SignedXml signed, List<X509Certificate2> certificates)
    {
        var isEcdsa = EcdsaDescription.Urls.Contains(signed.SignatureMethod);
        foreach (var certificate in certificates)
        {
            using AsymmetricAlgorithm? key = isEcdsa ? certificate.GetECDsaPublicKey() : certificate.GetRSAPublicKey();
            if (key is RSA { KeySize: < 1024 or > 16384 } or null) continue;
            if (isEcdsa) EcdsaDescription.Register();
            if (signed.CheckSignature(key)) return certificate;
        }
        return null;
    }

    EnvelopeSignature Vouched(X509Certificate2 certificate, List<X509Certificate2> others, bool all)
    {
        var signer = About(certificate);
        if (at < signer.From || at > signer.To) return EnvelopeSignature.Bad("sign.expired", signer.To.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture), signer);
        // A certificate that the caller trusts by itself needs nobody to vouch for it.
        if (roots.Any(r => r.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span))) return new(SignatureState.Trusted, signer, all, null);
        var anchors = roots.Where(r => r.SubjectName.RawData.AsSpan().SequenceEqual(r.IssuerName.RawData)).ToList();
        if (anchors.Count == 0) return new(SignatureState.UnknownIssuer, signer, all, null);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        foreach (var root in anchors) chain.ChainPolicy.CustomTrustStore.Add(root);
        foreach (var between in roots.Except(anchors)) chain.ChainPolicy.ExtraStore.Add(between);
        foreach (var other in others) chain.ChainPolicy.ExtraStore.Add(other);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = at.UtcDateTime;
        return new(chain.Build(certificate) ? SignatureState.Trusted : SignatureState.UnknownIssuer, signer, all, null);
    }

    static Signer About(X509Certificate2 c) =>
        new(c.Subject, c.Issuer, c.SerialNumber, new DateTimeOffset(c.NotBefore.ToUniversalTime()), new DateTimeOffset(c.NotAfter.ToUniversalTime()),
            c.GetCertHashString(HashAlgorithmName.SHA256));
}

/// <summary>Finds an id only when it is the only one, so that no second element can be put in its place.</summary>
sealed class WholeSignedXml(XmlDocument document) : SignedXml(document)
{
    public override XmlElement? GetIdElement(XmlDocument? document, string idValue) => document is null ? null : Only(document, idValue);

    public static XmlElement? Only(XmlDocument document, string id)
    {
        XmlElement? found = null;
        foreach (XmlElement element in document.GetElementsByTagName("*"))
        {
            foreach (XmlAttribute attribute in element.Attributes)
            {
                if (!attribute.LocalName.Equals("id", StringComparison.OrdinalIgnoreCase) || attribute.Value != id) continue;
                if (found is not null) return null;
                found = element;
            }
        }
        return found;
    }
}
