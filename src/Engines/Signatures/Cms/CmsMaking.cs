using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace LienY.Signatures;

/// <summary>Makes the detached CMS of a PAdES baseline-B signature (ETSI EN 319 142-1): SHA-256, the certificate named in a signed attribute (RFC 5035).</summary>
static class CmsMaking
{
    public const string CertificateV1 = "1.2.840.113549.1.9.16.2.12";
    public const string CertificateV2 = "1.2.840.113549.1.9.16.2.47";
    public const string Sha256 = "2.16.840.1.101.3.4.2.1";

    public static byte[] Sign(byte[] content, X509Certificate2 certificate, IEnumerable<X509Certificate2> above)
    {
        var signed = new SignedCms(new ContentInfo(content), detached: true);
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, certificate)
        {
            DigestAlgorithm = new Oid(Sha256),
            IncludeOption = X509IncludeOption.None
        };
        signer.Certificates.Add(Public(certificate));
        foreach (var one in above) signer.Certificates.Add(Public(one));
        signer.SignedAttributes.Add(new AsnEncodedData(new Oid(CertificateV2), Tie(certificate)));
        signed.ComputeSignature(signer, silent: true);
        return signed.Encode();
    }

    static X509Certificate2 Public(X509Certificate2 certificate) => X509CertificateLoader.LoadCertificate(certificate.RawData);

    // SigningCertificateV2 ::= SEQUENCE { certs SEQUENCE OF ESSCertIDv2 }; SHA-256 is the default and is left out.
    static byte[] Tie(X509Certificate2 certificate)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteOctetString(SHA256.HashData(certificate.RawData));
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 4, isConstructed: true)))
                    writer.WriteEncodedValue(certificate.IssuerName.RawData);
                writer.WriteInteger(certificate.SerialNumberBytes.Span);
            }
        }
        return writer.Encode();
    }
}
