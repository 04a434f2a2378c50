using System.Security.Cryptography.X509Certificates;

namespace LienY.Signatures.Tests;

/// <summary>What a certificate is worth at the time of signing.</summary>
public sealed class TrustTests
{
    static readonly Authority Authority = new();

    static SignatureReport Signed(X509Certificate2 by, Trust trust, DateTimeOffset? at = null) =>
        Assert.Single(PdfCheck.Run(PdfSigner.Sign(Papers.Table(), by, [Authority.Between], new(at ?? Authority.Day)), trust).Signatures);

    [Fact]
    public void Of_an_unknown_authority_it_is_whole_but_not_trusted()
    {
        var one = Signed(Authority.Person("A"), new Authority().Trusted());
        Assert.Equal((Verdict.Unknown, true, Codes.Untrusted), (one.Verdict, one.WholeFile, one.Findings[0]));
    }

    [Fact]
    public void Ended_when_it_signed_it_is_expired_and_ended_since_it_is_valid()
    {
        var ended = Authority.Person("A", to: Authority.Day.AddDays(-1));
        Assert.Equal((Verdict.Expired, Codes.Expired), (Signed(ended, Authority.Trusted()).Verdict, Signed(ended, Authority.Trusted()).Findings[0]));
        var since = Signed(ended, Authority.Trusted(), Authority.Day.AddDays(-2));
        Assert.Equal(Verdict.Valid, since.Verdict);
        Assert.Contains(Codes.ExpiredSince, since.Findings);
        Assert.Equal(Codes.NotYet, Signed(Authority.Person("A", from: Authority.Day.AddDays(1)), Authority.Trusted()).Findings[0]);
    }

    [Fact]
    public void Revoked_before_it_is_revoked_and_revoked_since_it_is_valid_unless_the_key_leaked()
    {
        var person = Authority.Person("A");
        Trust With(DateTimeOffset at, X509RevocationReason reason) =>
            new(Authority.Trusted().Certificates, [Authority.List(Authority.Day.AddDays(3), (person, at, reason)), Authority.RootList(Authority.Day)],
                Authority.Day.AddDays(4));
        Assert.Equal(Verdict.Revoked, Signed(person, With(Authority.Day.AddDays(-1), X509RevocationReason.CessationOfOperation)).Verdict);
        var since = Signed(person, With(Authority.Day.AddDays(1), X509RevocationReason.CessationOfOperation));
        Assert.Equal(Verdict.Valid, since.Verdict);
        Assert.Contains(Codes.RevokedSince, since.Findings);
        Assert.Equal(Codes.Revoked, Signed(person, With(Authority.Day.AddDays(1), X509RevocationReason.KeyCompromise)).Findings[0]);
    }

    [Fact]
    public void A_list_of_another_authority_or_out_of_date_says_nothing()
    {
        var (person, other) = (Authority.Person("A"), new Authority());
        Trust With(params RevocationList[] lists) => new(Authority.Trusted().Certificates, lists, Authority.Day.AddHours(1));
        foreach (var trust in new[] { With(), With(other.List(Authority.Day.AddDays(-1), (person, Authority.Start, X509RevocationReason.KeyCompromise))),
            With(Authority.List(Authority.Day.AddDays(-90))) })
        {
            var one = Signed(person, trust);
            Assert.Equal(Verdict.Valid, one.Verdict);
            Assert.Contains(Codes.NotAsked, one.Findings);
        }
    }

    [Fact]
    public void A_certificate_not_for_signing_is_not_trusted_for_it() =>
        Assert.Equal((Verdict.Unknown, Codes.Usage), Pair(Signed(Authority.Person("A", usage: X509KeyUsageFlags.KeyEncipherment), Authority.Trusted())));

    [Fact]
    public void A_short_key_is_weak() => Assert.Equal((Verdict.Broken, Codes.Weak), Pair(Signed(Authority.Person("A", bits: 1024), Authority.Trusted())));

    [Fact]
    public void A_time_in_the_future_is_not_believed() =>
        Assert.Equal(Verdict.Unknown, Signed(Authority.Person("A"), Authority.Trusted(), Authority.Day.AddDays(9)).Verdict);

    static (Verdict, string) Pair(SignatureReport one) => (one.Verdict, one.Findings[0]);

    [Fact]
    public void A_damaged_list_is_refused_with_a_code()
    {
        foreach (var file in new byte[][] { [], [0x30], [0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF],
            "-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----"u8.ToArray(), Authority.Root.RawData })
            Assert.Throws<SignatureFault>(() => RevocationList.Read(file));
    }
}
