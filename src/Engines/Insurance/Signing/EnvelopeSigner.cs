using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Xml;

namespace LienY.Insurance;

/// <summary>Signs a file of the feed as hospitals do: enveloped XMLDSig over the whole document, SHA-256, put into CHUKYDONVI with the certificate.</summary>
public static class EnvelopeSigner
{
    /// <summary>The signed file in UTF-8.</summary>
    /// <param name="file">A file made by this house, with an empty CHUKYDONVI.</param>
    /// <param name="certificate">With its private key, RSA or ECDSA.</param>
    public static byte[] Sign(byte[] file, X509Certificate2 certificate)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        using (var parser = XmlReader.Create(new MemoryStream(file), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null }))
            document.Load(parser);
        var place = document.DocumentElement!["CHUKYDONVI"] ?? throw new ArgumentException("The file has no CHUKYDONVI.", nameof(file));
        EcdsaDescription.Register();
        using var key = (AsymmetricAlgorithm?)certificate.GetRSAPrivateKey() ?? certificate.GetECDsaPrivateKey()
            ?? throw new ArgumentException("The certificate has no private key of RSA or ECDSA.", nameof(certificate));
        var signed = new SignedXml(document) { SigningKey = key };
        signed.SignedInfo!.SignatureMethod = key is RSA ? SignedXml.XmlDsigRSASHA256Url : EcdsaDescription.Sha256Url;
        signed.SignedInfo.CanonicalizationMethod = SignedXml.XmlDsigC14NTransformUrl;
        var reference = new Reference("") { DigestMethod = SignedXml.XmlDsigSHA256Url };
        reference.AddTransform(new XmlDsigEnvelopedSignatureTransform());
        reference.AddTransform(new XmlDsigC14NTransform());
        signed.AddReference(reference);
        signed.KeyInfo.AddClause(new KeyInfoX509Data(certificate));
        signed.ComputeSignature();
        place.AppendChild(document.ImportNode(signed.GetXml(), true));
        using var to = new MemoryStream();
        using (var writer = XmlWriter.Create(to, new XmlWriterSettings { Encoding = new System.Text.UTF8Encoding(false) })) document.Save(writer);
        return to.ToArray();
    }
}
