using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LienY.Insurance;

/// <summary>What a signature is worth.</summary>
public enum SignatureState
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>It agrees with the content, and its certificate leads to a root that the caller trusts.</summary>
    Trusted,

    /// <summary>It agrees with the content, but nobody the caller trusts vouches for the certificate.</summary>
    UnknownIssuer,

    /// <summary>It does not agree, or cannot be relied upon.</summary>
    Invalid,
}

/// <summary>Who signed.</summary>
/// <param name="Subject">Subject of the certificate.</param>
/// <param name="Issuer">Who issued it.</param>
/// <param name="Serial">Serial number in hex.</param>
/// <param name="From">Begin of validity.</param>
/// <param name="To">End of validity.</param>
/// <param name="Thumbprint">SHA-256 of the certificate in hex.</param>
public sealed record Signer(string Subject, string Issuer, string Serial, DateTimeOffset From, DateTimeOffset To, string Thumbprint);

/// <summary>Outcome of checking the signature in CHUKYDONVI.</summary>
/// <param name="State">What it is worth.</param>
/// <param name="Signer">Who signed, as far as a certificate could be read.</param>
/// <param name="CoversAll">Whether the whole document was signed; false: THONGTINHOSO alone, so that the facility's code stands outside.</param>
/// <param name="Fault">Why it is invalid or missing; null for a good one.</param>
public sealed record EnvelopeSignature(SignatureState State, Signer? Signer, bool CoversAll, Fault? Fault)
{
    /// <summary>Bytes of a file whose signature is checked; the check holds the document in memory: 64 MB.</summary>
    public const int MostBytes = 64 << 20;

    /// <summary>
    /// Checks the signature of a file: XMLDSig, RSA or ECDSA with SHA-256 or longer, one signature within CHUKYDONVI, over the whole document or over
    /// THONGTINHOSO. Nothing is fetched from the network; revocation is not asked.
    /// </summary>
    /// <param name="file">The bytes as they came.</param>
    /// <param name="roots">Certificates that the caller trusts: a signer's own, or an authority's. Those of authorities below another help to reach it, but
    /// count only where its own root is trusted too. None makes every issuer unknown.</param>
    /// <param name="at">When the file came; the certificate must have been valid then.</param>
    public static EnvelopeSignature Check(ReadOnlyMemory<byte> file, IReadOnlyCollection<X509Certificate2> roots, DateTimeOffset at)
    {
        if (file.Length > MostBytes) return Bad("sign.broken", MostBytes.ToString(CultureInfo.InvariantCulture));
        try
        {
            return new SignatureCheck(roots, at).Run(file);
        }
        catch (Exception e) when (EnvelopeReader.Shape(e) is not null || e is CryptographicException or FormatException or ArgumentException or NotSupportedException)
        {
            return Bad("sign.broken", FaultTexts.Short(e.Message));
        }
    }

    internal static EnvelopeSignature Bad(string kind, string? value = null, Signer? signer = null) =>
        new(SignatureState.Invalid, signer, false, FaultTexts.Make(Severity.Refuse, kind, kind) with { Value = value });
}
