using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace LienY.Signatures.Tests;

/// <summary>XML signatures: made, checked, and what is not taken.</summary>
public sealed class XmlSigningTests
{
    static readonly Authority Authority = new();
    static readonly X509Certificate2 Person = Authority.Person("Sở Y tế tỉnh Lào Cai");
    static readonly X509Certificate2 Second = Authority.Person("Trần Thị Bình", isEcdsa: true);
    static readonly byte[] Plain = Encoding.UTF8.GetBytes(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<b:So xmlns:b=\"urn:b\">\n  <b:Dong Id=\"d1\">Kế hoạch số 05</b:Dong>\n  <b:Cuoi/>\n</b:So>");

    static byte[] Sign(bool isEcdsa = false, XmlSigning? ask = null) => XmlSigner.Sign(Plain, isEcdsa ? Second : Person, [Authority.Between], ask
        ?? new(Authority.Day));

    [Theory, InlineData(false, true, ""), InlineData(true, true, ""), InlineData(false, false, ""), InlineData(true, false, "Cuoi")]
    public void A_signed_document_is_valid_as_a_whole(bool isEcdsa, bool isExclusive, string into)
    {
        var one = Assert.Single(XmlCheck.Run(Sign(isEcdsa, new(Authority.Day) { IsExclusive = isExclusive, Into = into }), Authority.Trusted()).Signatures);
        Assert.Empty(one.Findings);
        Assert.Equal((Verdict.Valid, true, Authority.Day), (one.Verdict, one.WholeFile, one.At));
        Assert.Equal(["/b:So"], one.Covered);
    }

    [Fact]
    public void A_changed_letter_breaks_it()
    {
        var text = Encoding.UTF8.GetString(Sign()).Replace("số 05", "số 06", StringComparison.Ordinal);
        var one = Assert.Single(XmlCheck.Run(Encoding.UTF8.GetBytes(text), Authority.Trusted()).Signatures);
        Assert.Equal((Verdict.Broken, Codes.Digest), (one.Verdict, one.Findings[0]));
    }

    static SignatureReport Check(string xml) => Assert.Single(XmlCheck.Run(Encoding.UTF8.GetBytes(xml), Authority.Trusted()).Signatures);

    static string Text(byte[] xml) => Encoding.UTF8.GetString(xml);

    [Theory, InlineData(false), InlineData(true)]
    public void Xmlsec_says_that_it_verifies_and_after_a_change_that_it_does_not(bool isEcdsa)
    {
        var signed = Sign(isEcdsa);
        string Said(byte[] xml) => Programs.XmlSec(xml, Authority.Root);
        Assert.Contains("OK", Said(signed), StringComparison.Ordinal);
        Assert.DoesNotContain("FAIL", Said(signed), StringComparison.Ordinal);
        Assert.Contains("FAIL", Said(Encoding.UTF8.GetBytes(Text(signed).Replace("số 05", "số 06", StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_signed_part_is_named_and_is_not_the_whole()
    {
        var one = Check(Text(Sign(ask: new(Authority.Day) { Part = "d1" })));
        Assert.Equal((Verdict.Valid, false), (one.Verdict, one.WholeFile));
        Assert.Equal(["/b:So/b:Dong"], one.Covered);
        Assert.Contains(Codes.XmlPart, one.Findings);
    }

    [Fact]
    public void A_second_element_of_the_same_id_is_found()
    {
        var text = Text(Sign(ask: new(Authority.Day) { Part = "d1" }));
        var moved = text.Replace("<b:Cuoi", "<b:Dong Id=\"d1\">Kế hoạch số 99</b:Dong><b:Cuoi", StringComparison.Ordinal);
        Assert.Equal((Verdict.Broken, Codes.XmlReference), (Check(moved).Verdict, Check(moved).Findings[0]));
    }

    [Fact]
    public void A_signed_part_wrapped_elsewhere_is_named_where_it_stands_now()
    {
        var text = Text(Sign(ask: new(Authority.Day) { Part = "d1", IsExclusive = true }));
        var from = text.IndexOf("<b:Dong", StringComparison.Ordinal);
        var to = text.IndexOf("</b:Dong>", StringComparison.Ordinal) + "</b:Dong>".Length;
        var wrapped = text[..from] + "<b:Dong Id=\"x\">Kế hoạch số 99</b:Dong><b:Kho>" + text[from..to] + "</b:Kho>" + text[to..];
        Assert.Equal(["/b:So/b:Kho/b:Dong"], Check(wrapped).Covered);
    }

    [Theory]
    [InlineData("URI=\"\"", "URI=\"http://example.org/a.xml\"", Codes.XmlExternal)]
    [InlineData("URI=\"\"", "URI=\"cid:a\"", Codes.XmlExternal)]
    [InlineData("http://www.w3.org/2000/09/xmldsig#enveloped-signature", "http://www.w3.org/TR/1999/REC-xslt-19991116", Codes.XmlTransform)]
    [InlineData("http://www.w3.org/2000/09/xmldsig#enveloped-signature", "http://www.w3.org/TR/1999/REC-xpath-19991116", Codes.XmlTransform)]
    [InlineData("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "http://www.w3.org/2000/09/xmldsig#rsa-sha1", Codes.Weak)]
    [InlineData("http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2000/09/xmldsig#sha1", Codes.Weak)]
    [InlineData("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "http://www.w3.org/2000/09/xmldsig#hmac-sha1", Codes.Kind)]
    public void What_cannot_be_relied_upon_is_reported_with_its_signer(string old, string young, string code)
    {
        var one = Check(Text(Sign()).Replace(old, young, StringComparison.Ordinal));
        Assert.Equal(Verdict.Broken, one.Verdict);
        Assert.Contains(code, one.Findings);
        Assert.Equal("Sở Y tế tỉnh Lào Cai", one.Signer?.Name);
    }

    [Fact]
    public void A_document_type_or_a_bomb_is_not_read()
    {
        var bomb = "<!DOCTYPE a [<!ENTITY x \"xxxxxxxxxx\"><!ENTITY y \"&x;&x;&x;&x;\">]><a>&y;</a>";
        Assert.Equal(Codes.XmlUnreadable, XmlCheck.Run(Encoding.UTF8.GetBytes(bomb), Authority.Trusted()).Fault);
        var deep = string.Concat(Enumerable.Repeat("<a>", 5000));
        Assert.NotNull(XmlCheck.Run(Encoding.UTF8.GetBytes(deep), Authority.Trusted()).Fault);
    }

    [Fact]
    public void A_document_that_is_signed_as_a_whole_is_not_signed_again() =>
        Assert.Equal(Codes.XmlSigned, Assert.Throws<SignatureFault>(() => XmlSigner.Sign(Sign(), Second, [], new(Authority.Day))).Code);

    [Fact]
    public void Random_damage_never_throws()
    {
        var (signed, chance) = (Sign(), new Random(2026));
        for (var round = 0; round < 400; round++)
        {
            var file = signed.ToArray();
            for (var i = chance.Next(1, 6); i > 0; i--) file[chance.Next(file.Length)] = (byte)chance.Next(256);
            if (round % 4 == 0) file = file[..chance.Next(file.Length)];
            Assert.NotNull(XmlCheck.Run(file, Authority.Trusted()));
        }
    }
}
