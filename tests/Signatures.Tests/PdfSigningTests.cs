using System.Security.Cryptography.X509Certificates;

namespace LienY.Signatures.Tests;

/// <summary>Signing of PDFs and the check of them.</summary>
public sealed class PdfSigningTests
{
    static readonly Authority Authority = new();
    static readonly X509Certificate2 Person = Authority.Person("Nguyễn Văn An");
    static readonly X509Certificate2 Second = Authority.Person("Trần Thị Bình", isEcdsa: true);

    static byte[] Sign(byte[] pdf, X509Certificate2? by = null, PdfLook? look = null, DateTimeOffset? at = null) =>
        PdfSigner.Sign(pdf, by ?? Person, [Authority.Between], new(at ?? Authority.Day) { Reason = "Ban hành", Place = "Lào Cai", Look = look });

    public static TheoryData<string> Sorts => ["table", "packed"];

    static byte[] Paper(string sort) => sort == "table" ? Papers.Table() : Papers.Packed();

    [Theory, MemberData(nameof(Sorts))]
    public void A_signed_paper_is_valid_for_the_whole_file(string sort)
    {
        var signed = Sign(Paper(sort));
        var report = PdfCheck.Run(signed, Authority.Trusted());
        Assert.Null(report.Fault);
        var one = Assert.Single(report.Signatures);
        Assert.Empty(one.Findings);
        Assert.Equal((Verdict.Valid, true, "Nguyễn Văn An", Authority.Day), (one.Verdict, one.WholeFile, one.Signer!.Name, one.At));
        Assert.Equal(("Ban hành", "Sở Y tế tỉnh Lào Cai"), (one.Reason, one.Signer.Organisation));
        Assert.True(PdfCheck.Continues(signed, Paper(sort)));
    }

    [Theory, MemberData(nameof(Sorts))]
    public void Signed_twice_both_are_valid_and_only_the_second_covers_the_whole_file(string sort)
    {
        var report = PdfCheck.Run(Sign(Sign(Paper(sort)), Second), Authority.Trusted());
        Assert.Equal([Verdict.Valid, Verdict.Valid], report.Signatures.Select(s => s.Verdict));
        Assert.Equal([false, true], report.Signatures.Select(s => s.WholeFile));
        Assert.Equal([Codes.LaterSignatures], report.Signatures[0].Findings);
    }
}
