using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LienY.Signatures;

/// <summary>What a signature is worth.</summary>
public enum Verdict
{
    /// <summary>Whole, and its certificate was good when it was made.</summary>
    Valid,

    /// <summary>Whole, but the certificate is not trusted or not fit.</summary>
    Unknown,

    /// <summary>Not whole, or not to be relied upon.</summary>
    Broken,

    /// <summary>Whole, but its certificate was not in force when it was made.</summary>
    Expired,

    /// <summary>Whole, but its certificate was revoked when it was made.</summary>
    Revoked,
}

/// <summary>Who signed, from the certificate.</summary>
/// <param name="Name">Common name.</param>
/// <param name="Organisation">Organisation; empty: none.</param>
/// <param name="Subject">The whole subject.</param>
/// <param name="Issuer">The whole issuer.</param>
/// <param name="Serial">Serial number in hex.</param>
/// <param name="From">Begin of validity.</param>
/// <param name="To">End of validity.</param>
/// <param name="Thumbprint">SHA-256 of the certificate in hex.</param>
public sealed record SignerCard(string Name, string Organisation, string Subject, string Issuer, string Serial, DateTimeOffset From, DateTimeOffset To,
    string Thumbprint)
{
    /// <summary>From a certificate.</summary>
    public static SignerCard Of(X509Certificate2 c) => new(c.GetNameInfo(X509NameType.SimpleName, false), Part(c, "2.5.4.10"), c.Subject, c.Issuer, c.SerialNumber,
        new(c.NotBefore.ToUniversalTime()), new(c.NotAfter.ToUniversalTime()), c.GetCertHashString(HashAlgorithmName.SHA256));

    static string Part(X509Certificate2 c, string oid)
    {
        try
        {
            return c.SubjectName.EnumerateRelativeDistinguishedNames().FirstOrDefault(r => !r.HasMultipleElements
                && r.GetSingleElementType().Value == oid)?.GetSingleElementValue() ?? "";
        }
        catch (CryptographicException)
        {
            return "";
        }
    }
}

/// <summary>What was found about one signature.</summary>
/// <param name="Field">Where it stands: field of a PDF, path of an XML element.</param>
/// <param name="Signer">Who signed; null where no certificate could be read.</param>
/// <param name="At">When it says that it was made.</param>
/// <param name="Verdict">What it is worth.</param>
/// <param name="WholeFile">It covers the whole file as it is now.</param>
/// <param name="Covered">What it covers, for a part of an XML document: its paths.</param>
/// <param name="Findings">Codes of <see cref="Codes"/>, the weightiest first.</param>
/// <param name="Revision">Bytes of the file that it covers, from the beginning; 0 where that means nothing.</param>
public sealed record SignatureReport(string Field, SignerCard? Signer, DateTimeOffset? At, Verdict Verdict, bool WholeFile, IReadOnlyList<string> Covered,
    IReadOnlyList<string> Findings, int Revision = 0)
{
    /// <summary>Reason it gives; empty: none.</summary>
    public string Reason { get; init; } = "";
}

/// <summary>What was found in a file.</summary>
/// <param name="Signatures">Every signature, oldest first.</param>
/// <param name="Fault">Why the file could not be read; null where it could.</param>
public sealed record FileReport(IReadOnlyList<SignatureReport> Signatures, string? Fault);
