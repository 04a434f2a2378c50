using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace LienY.Insurance.Tests;

/// <summary>A signature is believed only for what it covers, and only from whom it comes.</summary>
public sealed class SignatureTests
{
    static readonly DateTimeOffset From = Files.Now.AddYears(-1), To = Files.Now.AddYears(1);
    static readonly RSA RootKey = RSA.Create(2048);
    static readonly X509Certificate2 Root = Authority("CN=CA thu nghiem", RootKey), OtherRoot = Authority("CN=CA khac", RSA.Create(2048));
    static readonly X509Certificate2 Rsa = Leaf(RSA.Create(2048)), Elliptic = Leaf(ECDsa.Create(ECCurve.NamedCurves.nistP256)),
        Expired = Leaf(RSA.Create(2048), Files.Now.AddDays(-30));

    static readonly byte[] File = Files.Written([.. new EpisodeMaker(1, "99001", Files.Today).Many(3)]);

    static X509Certificate2 Authority(string name, RSA key)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(From.AddDays(-1), To.AddDays(1));
    }

    static X509Certificate2 Leaf(AsymmetricAlgorithm key, DateTimeOffset? until = null)
    {
        var name = new X500DistinguishedName("CN=Benh vien thu nghiem, O=99001");
        var request = key is RSA rsa ? new CertificateRequest(name, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) : new CertificateRequest(name,
            (ECDsa)key, HashAlgorithmName.SHA256);
        var made = request.Create(Root.SubjectName, X509SignatureGenerator.CreateForRSA(RootKey, RSASignaturePadding.Pkcs1), From, until ?? To, [0x12, 0x34]);
        return key is RSA r ? made.CopyWithPrivateKey(r) : made.CopyWithPrivateKey((ECDsa)key);
    }

    static EnvelopeSignature Check(byte[] file, params X509Certificate2[] roots) => EnvelopeSignature.Check(file, roots, Files.Now);

    static byte[] Change(byte[] file, Func<string, string> how) => Encoding.UTF8.GetBytes(how(Encoding.UTF8.GetString(file)));

    static byte[] Signed(string which = "rsa") => EnvelopeSigner.Sign(File, which == "rsa" ? Rsa : Elliptic);

    [Fact]
    public void No_signature_is_told_as_none() => Assert.Equal((SignatureState.None, "sign.none"), (Check(File).State, Check(File).Fault!.Rule));

    [Theory]
    [InlineData("rsa")]
    [InlineData("ecdsa")]
    public void A_good_signature_is_trusted_through_its_root_and_names_its_signer(string which)
    {
        var checked_ = Check(Signed(which), OtherRoot, Root);
        Assert.Equal((SignatureState.Trusted, true, null), (checked_.State, checked_.CoversAll, checked_.Fault));
        Assert.Contains("Benh vien thu nghiem", checked_.Signer!.Subject);
        Assert.Equal("1234", checked_.Signer.Serial);
        Assert.Equal(64, checked_.Signer.Thumbprint.Length);
    }

    [Fact]
    public void Without_its_root_the_issuer_is_unknown()
    {
        Assert.Equal(SignatureState.UnknownIssuer, Check(Signed()).State);
        Assert.Equal(SignatureState.UnknownIssuer, Check(Signed(), OtherRoot).State);
    }

    [Fact]
    public void A_certificate_trusted_by_itself_needs_no_authority_and_vouches_for_no_other()
    {
        Assert.Equal(SignatureState.Trusted, Check(Signed(), X509CertificateLoader.LoadCertificate(Rsa.RawData)).State);
        Assert.Equal(SignatureState.UnknownIssuer, Check(Signed("ecdsa"), X509CertificateLoader.LoadCertificate(Rsa.RawData)).State);
    }

    [Fact]
    public void An_authority_below_another_counts_only_where_the_root_is_trusted()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=CA cap duoi", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var below = request.Create(Root, From, To, [0x77]);
        using var own = RSA.Create(2048);
        var signer = new CertificateRequest("CN=Benh vien cap duoi", own, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .Create(below.SubjectName, X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1), From, To, [0x78]).CopyWithPrivateKey(own);
        var signed = EnvelopeSigner.Sign(File, signer);
        Assert.Equal(SignatureState.UnknownIssuer, Check(signed, Root).State);
        Assert.Equal(SignatureState.UnknownIssuer, Check(signed, below).State);
        Assert.Equal(SignatureState.Trusted, Check(signed, Root, below).State);
    }

    [Fact]
    public void A_signed_file_is_read_as_before()
    {
        var read = Files.Read(Signed());
        Assert.True(read.Head.IsSigned);
        Assert.Equal(3, read.Episodes.Count);
        Assert.Empty(read.All);
    }

    public static TheoryData<string, Func<string, string>> Forgeries() => new()
    {
        { "another facility", t => t.Replace("<MACSKCB>99001", "<MACSKCB>99002", StringComparison.Ordinal) },
        { "another record", t => t.Replace("<HOSO>", "<HOSO><FILEHOSO/>", StringComparison.Ordinal) },
        { "a record put behind", t => t.Replace("<CHUKYDONVI>", "<HOSO/><CHUKYDONVI>", StringComparison.Ordinal) },
        { "white space", t => t.Replace("</THONGTINDONVI>", " </THONGTINDONVI>", StringComparison.Ordinal) },
        { "another digest", t => t.Replace("<DigestValue>", "<DigestValue>A", StringComparison.Ordinal) },
        { "another value", t => t.Replace("<SignatureValue>", "<SignatureValue>AAAA", StringComparison.Ordinal) },
        { "no value", t => System.Text.RegularExpressions.Regex.Replace(t, "<SignatureValue>.*?</SignatureValue>", "<SignatureValue></SignatureValue>") },
        { "a weak digest", t => t.Replace("http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2000/09/xmldsig#sha1", StringComparison.Ordinal) },
        { "a method with a shared key", t => t.Replace("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256",
            StringComparison.Ordinal) },
        { "a weak method", t => t.Replace("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
            StringComparison.Ordinal) },
        { "a transform that chooses", t => t.Replace("http://www.w3.org/2000/09/xmldsig#enveloped-signature", "http://www.w3.org/TR/1999/REC-xslt-19991116",
            StringComparison.Ordinal) },
        { "no certificate", t => System.Text.RegularExpressions.Regex.Replace(t, "<KeyInfo>.*?</KeyInfo>", "") },
        { "two signatures", t => System.Text.RegularExpressions.Regex.Replace(t, "(<Signature .*?</Signature>)", "$1$1") },
        { "no reference", t => System.Text.RegularExpressions.Regex.Replace(t, "<Reference .*?</Reference>", "") },
        { "a reference to nothing", t => t.Replace("<Reference URI=\"\">", "<Reference URI=\"#khong-co\">", StringComparison.Ordinal) },
        { "a reference to a file", t => t.Replace("<Reference URI=\"\">", "<Reference URI=\"file:///etc/passwd\">", StringComparison.Ordinal) },
        { "a reference to the network", t => t.Replace("<Reference URI=\"\">", "<Reference URI=\"http://127.0.0.1:9/x\">", StringComparison.Ordinal) },
        { "signature moved to another place", t => System.Text.RegularExpressions.Regex.Replace(t, "<CHUKYDONVI>(<Signature .*</Signature>)</CHUKYDONVI>",
            "<THONGTIN><CHUKYDONVI>$1</CHUKYDONVI></THONGTIN>") },
        { "wrapped: the signed document inside a new one", t => "<GIAMDINHHS><THONGTINHOSO><DANHSACHHOSO/></THONGTINHOSO>"
            + t[(t.IndexOf("?>", StringComparison.Ordinal) + 2)..] + "</GIAMDINHHS>" },
    };

    [Theory]
    [MemberData(nameof(Forgeries))]
    public void Whatever_is_changed_afterwards_is_found(string what, Func<string, string> how)
    {
        var signed = Signed();
        var forged = Change(signed, how);
        Assert.False(forged.AsSpan().SequenceEqual(signed), what);
        var found = Check(forged, Root);
        Assert.True(found.State == SignatureState.Invalid, what + ": " + found.State);
        Assert.NotNull(found.Fault);
    }

    [Fact]
    public void A_signature_over_the_records_alone_says_so_and_suffers_no_record_outside()
    {
        var signed = Partly("THONGTINHOSO");
        var good = Check(signed, Root);
        Assert.Equal((SignatureState.Trusted, false), (good.State, good.CoversAll));
        Assert.Equal(SignatureState.Invalid, Check(Change(signed, t => t.Replace("<CHUKYDONVI>", "<HOSO/><CHUKYDONVI>", StringComparison.Ordinal)), Root).State);
        Assert.Equal(SignatureState.Invalid, Check(Change(signed, t => t.Replace("<CHUKYDONVI>", "<THONGTINHOSO Id=\"x\"><HOSO/></THONGTINHOSO><CHUKYDONVI>",
            StringComparison.Ordinal)), Root).State);
    }

    [Fact]
    public void A_signature_over_a_part_that_says_nothing_is_refused() =>
        Assert.Equal("sign.cover", Check(Partly("THONGTINDONVI"), Root).Fault!.Rule);

    [Fact]
    public void A_certificate_that_has_run_out_is_refused() =>
        Assert.Equal("sign.expired", Check(EnvelopeSigner.Sign(File, Expired), Root).Fault!.Rule);

    [Fact]
    public void Bytes_changed_by_chance_never_make_a_good_signature_of_other_content()
    {
        var (signed, chance) = (Signed(), new Random(8));
        for (var turn = 0; turn < 150; turn++)
        {
            var spoiled = (byte[])signed.Clone();
            var at = chance.Next(spoiled.Length);
            spoiled[at] = (byte)(spoiled[at] ^ (1 << chance.Next(7)));
            var state = Check(spoiled, Root).State;
            // What does not change the canonical form (the name of a prefix, a letter of the certificate's own text) may still be good; then it is read alike.
            if (state == SignatureState.Trusted) Assert.Equal(Files.Read(signed).Episodes.Select(e => e.Key), Files.Read(spoiled).Episodes.Select(e => e.Key));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("<a")]
    [InlineData("<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>")]
    public void What_is_no_document_is_invalid_not_a_failure(string text) => Assert.Equal(SignatureState.Invalid, Check(Encoding.UTF8.GetBytes(text)).State);

    [Fact]
    public void A_deep_document_is_refused_before_it_is_walked() =>
        Assert.Equal(SignatureState.Invalid, Check(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<a>", 100_000))
            + string.Concat(Enumerable.Repeat("</a>", 100_000)))).State);

    /// <summary>Signs one element by its id, as some signing programs do.</summary>
    static byte[] Partly(string element)
    {
        var document = new System.Xml.XmlDocument { PreserveWhitespace = true };
        document.LoadXml(Encoding.UTF8.GetString(File).Replace($"<{element}>", $"<{element} Id=\"x\">", StringComparison.Ordinal));
        var signed = new System.Security.Cryptography.Xml.SignedXml(document) { SigningKey = Rsa.GetRSAPrivateKey() };
        var reference = new System.Security.Cryptography.Xml.Reference("#x");
        reference.AddTransform(new System.Security.Cryptography.Xml.XmlDsigExcC14NTransform());
        signed.AddReference(reference);
        signed.KeyInfo.AddClause(new System.Security.Cryptography.Xml.KeyInfoX509Data(Rsa));
        signed.ComputeSignature();
        document.DocumentElement!["CHUKYDONVI"]!.AppendChild(document.ImportNode(signed.GetXml(), true));
        return Encoding.UTF8.GetBytes(document.OuterXml);
    }
}
