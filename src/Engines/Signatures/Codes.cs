namespace LienY.Signatures;

/// <summary>Stable codes of what a check finds; texts in people's languages belong to those who show them.</summary>
public static class Codes
{
    /// <summary>The bytes are not a PDF that can be read.</summary>
    public const string PdfUnreadable = "pdf.unreadable";

    /// <summary>The PDF is protected by a password.</summary>
    public const string PdfEncrypted = "pdf.encrypted";

    /// <summary>The file is longer, deeper or wider than this engine reads.</summary>
    public const string Bounds = "file.bounds";

    /// <summary>The document is certified so that nothing may be added.</summary>
    public const string PdfCertified = "pdf.certified";

    /// <summary>The picture of an appearance is not a PNG that can be drawn.</summary>
    public const string Picture = "picture.unreadable";

    /// <summary>The page of an appearance is not there.</summary>
    public const string Page = "pdf.page";

    /// <summary>The key is neither RSA nor ECDSA, or missing.</summary>
    public const string Key = "key.unfit";

    /// <summary>The signed bytes are not those of the file.</summary>
    public const string Digest = "sig.digest";

    /// <summary>The signature does not belong to the certificate's key.</summary>
    public const string Arithmetic = "sig.arithmetic";

    /// <summary>The signature's container cannot be read.</summary>
    public const string Container = "sig.container";

    /// <summary>ByteRange leaves out more than the signature, or is no range of this file.</summary>
    public const string Range = "sig.byterange";

    /// <summary>No attribute ties the signature to its certificate.</summary>
    public const string NoEss = "sig.no-certificate-tie";

    /// <summary>The attribute names another certificate.</summary>
    public const string Ess = "sig.other-certificate";

    /// <summary>SHA-1, MD5, a short key or another weak algorithm.</summary>
    public const string Weak = "sig.weak";

    /// <summary>A kind of signature which this engine does not judge.</summary>
    public const string Kind = "sig.kind";

    /// <summary>After it only further signatures were added.</summary>
    public const string LaterSignatures = "sig.later-signatures";

    /// <summary>The content was changed after it.</summary>
    public const string LaterChange = "sig.later-change";

    /// <summary>It does not say when it was made.</summary>
    public const string NoTime = "sig.no-time";

    /// <summary>It says that it was made in the future.</summary>
    public const string Future = "sig.future";

    /// <summary>The signer's certificate is not in the file.</summary>
    public const string NoCertificate = "cert.missing";

    /// <summary>The certificate does not lead to a root that is trusted here.</summary>
    public const string Untrusted = "cert.untrusted";

    /// <summary>It had ended when it was signed.</summary>
    public const string Expired = "cert.expired";

    /// <summary>It was not yet in force when it was signed.</summary>
    public const string NotYet = "cert.not-yet";

    /// <summary>It has ended since.</summary>
    public const string ExpiredSince = "cert.expired-since";

    /// <summary>It was not issued for signing.</summary>
    public const string Usage = "cert.usage";

    /// <summary>It was revoked before it was signed, or because its key was known to others.</summary>
    public const string Revoked = "cert.revoked";

    /// <summary>It was revoked after it was signed.</summary>
    public const string RevokedSince = "cert.revoked-since";

    /// <summary>No revocation list of its authority is at hand, or only one that is out of date.</summary>
    public const string NotAsked = "cert.revocation-unknown";

    /// <summary>The XML cannot be read.</summary>
    public const string XmlUnreadable = "xml.unreadable";

    /// <summary>Something outside the file is referred to.</summary>
    public const string XmlExternal = "xml.external";

    /// <summary>A transformation that may hide what is signed.</summary>
    public const string XmlTransform = "xml.transform";

    /// <summary>An element that is referred to is missing or there more than once.</summary>
    public const string XmlReference = "xml.reference";

    /// <summary>Only a part of the document is signed.</summary>
    public const string XmlPart = "xml.part";

    /// <summary>A signature over the whole document would break the one already there.</summary>
    public const string XmlSigned = "xml.signed";
}
