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
}
