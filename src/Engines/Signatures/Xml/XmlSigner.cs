using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;

namespace LienY.Signatures;

/// <summary>What an XML signature says and where it goes.</summary>
/// <param name="At">When it is made; signed with the content.</param>
public sealed record XmlSigning(DateTimeOffset At)
{
    /// <summary>Local name of the only element of that name into which it goes, as last child; empty: the root.</summary>
    public string Into { get; init; } = "";

    /// <summary>Id of the only element that is signed; empty: the whole document.</summary>
    public string Part { get; init; } = "";

    /// <summary>Exclusive canonical form of what is signed; false: the inclusive one.</summary>
    public bool IsExclusive { get; init; } = true;
}

/// <summary>Signs XML: enveloped XML-DSig, RSA or ECDSA with SHA-256, the certificates and the moment inside. Throws <see cref="SignatureFault"/> and nothing
/// else.</summary>
public static class XmlSigner
{
    /// <summary>The signed file in UTF-8.</summary>
    public static byte[] Sign(byte[] xml, X509Certificate2 certificate, IReadOnlyCollection<X509Certificate2> above, XmlSigning ask)
    {
        try
        {
            var document = XmlReading.Open(xml);
            var root = document.DocumentElement!;
            if (ask.Part.Length == 0 && document.GetElementsByTagName("Signature", SignedXml.XmlDsigNamespaceUrl).Count > 0) throw new SignatureFault(Codes.XmlSigned);
            var place = ask.Into.Length == 0 ? root : Only(document, ask.Into);
            if (ask.Part.Length > 0 && XmlReading.Only(document, ask.Part) is null) throw new SignatureFault(Codes.XmlReference);
            place.AppendChild(document.ImportNode(Make(document, certificate, above, ask).GetXml(), true));
            using var to = new MemoryStream();
            using (var writer = XmlWriter.Create(to, new XmlWriterSettings
            {
                Encoding = new UTF8Encoding(false),
                OmitXmlDeclaration = document.FirstChild is not XmlDeclaration
            }))
                document.Save(writer);
            return to.ToArray();
        }
        catch (Exception problem) when (problem is not SignatureFault && SignatureFault.Is(problem))
        {
            throw new SignatureFault(problem is CryptographicException or NotSupportedException ? Codes.Key : Codes.XmlUnreadable);
        }
    }

    static XmlElement Only(XmlDocument document, string name)
    {
        var found = document.GetElementsByTagName("*").Cast<XmlElement>().Where(e => e.LocalName == name).Take(2).ToList();
        return found.Count == 1 ? found[0] : throw new SignatureFault(Codes.XmlReference);
    }

    static SignedXml Make(XmlDocument document, X509Certificate2 certificate, IEnumerable<X509Certificate2> above, XmlSigning ask)
    {
        EcdsaMethod.Register();
        using var key = (AsymmetricAlgorithm?)certificate.GetRSAPrivateKey() ?? certificate.GetECDsaPrivateKey() ?? throw new SignatureFault(Codes.Key);
        var name = Guid.CreateVersion7(ask.At).ToString("N");
        var signed = new StrictSignedXml(document) { SigningKey = key };
        signed.Signature.Id = "signature-" + name;
        signed.SignedInfo!.SignatureMethod = key is RSA ? SignedXml.XmlDsigRSASHA256Url : EcdsaMethod.Sha256Url;
        signed.SignedInfo.CanonicalizationMethod = SignedXml.XmlDsigExcC14NTransformUrl;
        var content = new Reference(ask.Part.Length > 0 ? "#" + ask.Part : "") { DigestMethod = SignedXml.XmlDsigSHA256Url };
        if (ask.Part.Length == 0) content.AddTransform(new XmlDsigEnvelopedSignatureTransform());
        content.AddTransform(ask.IsExclusive ? new XmlDsigExcC14NTransform() : new XmlDsigC14NTransform());
        signed.AddReference(content);
        signed.AddObject(new DataObject { Id = "time-" + name, Data = Moment(ask.At, "signature-" + name) });
        var moment = new Reference("#time-" + name) { DigestMethod = SignedXml.XmlDsigSHA256Url };
        moment.AddTransform(new XmlDsigExcC14NTransform());
        signed.AddReference(moment);
        var data = new KeyInfoX509Data(X509CertificateLoader.LoadCertificate(certificate.RawData));
        foreach (var one in above) data.AddCertificate(X509CertificateLoader.LoadCertificate(one.RawData));
        signed.KeyInfo.AddClause(data);
        signed.ComputeSignature();
        return signed;
    }

    // As Vietnamese signing programs write it: a SignatureProperty with SigningTime.
    static XmlNodeList Moment(DateTimeOffset at, string target)
    {
        var document = new XmlDocument();
        var holder = document.CreateElement("holder");
        var list = holder.AppendChild(document.CreateElement("SignatureProperties", SignedXml.XmlDsigNamespaceUrl))!;
        var one = (XmlElement)list.AppendChild(document.CreateElement("SignatureProperty", SignedXml.XmlDsigNamespaceUrl))!;
        one.SetAttribute("Target", "#" + target);
        one.AppendChild(document.CreateElement("SigningTime", "http://www.w3.org/2000/09/xmldsig#signatureProperties"))!.InnerText =
            at.ToOffset(TimeSpan.FromHours(7)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
        return holder.ChildNodes;
    }
}
