using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LienY.Signatures;

/// <summary>A revocation list (RFC 5280, 5) as an authority published it.</summary>
public sealed class RevocationList
{
    /// <summary>Bytes of the largest list read.</summary>
    public const int MostBytes = 32 << 20;

    readonly Dictionary<string, (DateTimeOffset At, int Reason)> revoked = [];
    readonly byte[] body;
    readonly byte[] signature;
    readonly string algorithm;

    RevocationList(byte[] raw)
    {
        var outer = new AsnReader(raw, AsnEncodingRules.DER).ReadSequence();
        body = outer.PeekEncodedValue().ToArray();
        var list = outer.ReadSequence();
        algorithm = outer.ReadSequence().ReadObjectIdentifier();
        signature = outer.ReadBitString(out _);
        if (list.PeekTag().HasSameClassAndValue(Asn1Tag.Integer)) list.ReadInteger();
        list.ReadSequence();
        var name = list.ReadEncodedValue();
        (IssuerName, Issuer) = (name.ToArray(), new X500DistinguishedName(name.Span).Name);
        From = Time(list);
        if (list.HasData && IsTime(list)) Next = Time(list);
        if (!list.HasData || !list.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence)) return;
        for (var rows = list.ReadSequence(); rows.HasData;)
        {
            var row = rows.ReadSequence();
            var serial = Convert.ToHexString(row.ReadIntegerBytes().Span).TrimStart('0');
            var at = Time(row);
            revoked[serial] = (at, row.HasData ? ReasonOf(row.ReadSequence()) : 0);
        }
    }

    /// <summary>Subject of the authority, encoded.</summary>
    public byte[] IssuerName { get; }

    /// <summary>Subject of the authority, in words.</summary>
    public string Issuer { get; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset From { get; }

    /// <summary>When the next comes at the latest; null: it does not say.</summary>
    public DateTimeOffset? Next { get; }

    /// <summary>How many certificates it revokes.</summary>
    public int Count => revoked.Count;

    /// <summary>Reads DER or PEM; <see cref="SignatureFault"/> where it is none.</summary>
    public static RevocationList Read(byte[] file)
    {
        if (file.Length is 0 or > MostBytes) throw new SignatureFault(Codes.Bounds);
        try
        {
            if (file[0] == 0x30) return new(file);
            var text = System.Text.Encoding.ASCII.GetString(file);
            return PemEncoding.TryFind(text, out var at) ? new(Convert.FromBase64String(text[at.Base64Data])) : throw new SignatureFault(Codes.Container);
        }
        catch (Exception problem) when (problem is not SignatureFault && SignatureFault.Is(problem))
        {
            throw new SignatureFault(Codes.Container);
        }
    }

    /// <summary>When a certificate of this authority was revoked, and whether its key or authority is known to others; null: it stands.</summary>
    public (DateTimeOffset At, bool IsCompromised)? Find(X509Certificate2 certificate) =>
        revoked.TryGetValue(Convert.ToHexString(certificate.SerialNumberBytes.Span).TrimStart('0'), out var found) ? (found.At, found.Reason is 1 or 2 or 10) : null;

    /// <summary>The authority itself signed it.</summary>
    public bool IsOf(X509Certificate2 authority)
    {
        if (!authority.SubjectName.RawData.AsSpan().SequenceEqual(IssuerName)) return false;
        try
        {
            var digest = algorithm switch
            {
                "1.2.840.113549.1.1.11" or "1.2.840.10045.4.3.2" => HashAlgorithmName.SHA256,
                "1.2.840.113549.1.1.12" or "1.2.840.10045.4.3.3" => HashAlgorithmName.SHA384,
                "1.2.840.113549.1.1.13" or "1.2.840.10045.4.3.4" => HashAlgorithmName.SHA512,
                _ => default,
            };
            if (digest.Name is null) return false;
            using var rsa = authority.GetRSAPublicKey();
            if (rsa is not null) return algorithm.StartsWith("1.2.840.113549", StringComparison.Ordinal) && rsa.VerifyData(body, signature, digest,
                RSASignaturePadding.Pkcs1);
            using var ecdsa = authority.GetECDsaPublicKey();
            return ecdsa is not null && ecdsa.VerifyData(body, signature, digest, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    static bool IsTime(AsnReader at) => at.PeekTag() is
    {
        TagClass: TagClass.Universal,
        TagValue: (int)UniversalTagNumber.UtcTime or (int)UniversalTagNumber.GeneralizedTime
    };

    static DateTimeOffset Time(AsnReader at) => at.PeekTag().TagValue == (int)UniversalTagNumber.UtcTime ? at.ReadUtcTime() : at.ReadGeneralizedTime();

    static int ReasonOf(AsnReader extensions)
    {
        while (extensions.HasData)
        {
            var one = extensions.ReadSequence();
            if (one.ReadObjectIdentifier() != "2.5.29.21") continue;
            if (one.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean)) one.ReadBoolean();
            var raw = new AsnReader(one.ReadOctetString(), AsnEncodingRules.DER).ReadEnumeratedBytes().Span;
            return raw.Length == 1 ? raw[0] : 0;
        }
        return 0;
    }
}
