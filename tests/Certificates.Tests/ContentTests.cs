using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.WebUtilities;

namespace LienY.Certificates.Tests;

/// <summary>What is signed, letter by letter, and that no change of it goes unseen.</summary>
public sealed class ContentTests
{
    static Certificate Of(params string[] t)
    {
        string At(int i) => i < t.Length ? t[i] : "x";
        return new()
        {
            Source = "class/1/2",
            Code = "AAAAAAAAAAAAAAAAAAAAAA",
            IssuerId = Guid.Empty,
            IssuerName = At(0),
            Programme = At(1),
            Kind = Kinds.Cme,
            Year = 2025,
            Ordinal = 7,
            Number = "07/2025/CCĐTLT-BV",
            Holder = At(2),
            HolderAt = At(3),
            Licence = At(4),
            Course = At(5),
            FromDay = new(2025, 1, 2),
            ToDay = new(2025, 3, 4),
            Hours = 16.5m,
            Grade = At(6),
            Techniques = At(7),
            Place = At(8),
            IssuedOn = new(2025, 3, 11),
            SignerName = At(9),
            SignerPosition = "Giám đốc",
            Means = "password",
            SignedAt = DateTimeOffset.UnixEpoch,
            Kid = "k",
            StatusList = 0,
            StatusIndex = 0,
            SubjectHash = "",
            Folded = "",
        };
    }

    [Fact]
    public void Content_is_canonical_json_with_sorted_names_and_without_empty_fields() =>
        Assert.StartsWith("""{"code":"AAAAAAAAAAAAAAAAAAAAAA","course":"a\"\\\u0001\nđ","from":"2025-01-02","grade":"x","holder":"x","holderAt":"x","hours":"16.5",""",
            Encoding.UTF8.GetString(CertificateContent.Canonical(CertificateContent.Of(Of("x", "", "x", "x", "", "a\"\\\u0001\nđ")))), StringComparison.Ordinal);

    [Fact]
    public void Whatever_a_field_holds_is_read_back_the_same() => Prop.ForAll(Texts, texts =>
    {
        var content = CertificateContent.Of(Of(texts));
        return CertificateContent.Differences(content, CertificateContent.Read(CertificateContent.Canonical(content))!).Count == 0;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_change_of_a_field_breaks_the_signature_and_is_named()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var q = key.ExportParameters(false).Q;
        var jwk = JsonSerializer.Serialize(new { x = WebEncoders.Base64UrlEncode(q.X!), y = WebEncoders.Base64UrlEncode(q.Y!) });
        var arguments = from texts in Texts.Generator from field in Gen.Choose(0, CertificateContent.Fields.Count - 1) from other in ArbMap.Default.GeneratorFor<NonNull<string>>() select (texts, field, other.Get);
        Prop.ForAll(arguments.ToArbitrary(), case_ =>
        {
            var (texts, at, other) = case_;
            var content = CertificateContent.Of(Of(texts));
            var text = Jws.Sign(key, "k", "JWT", CertificateContent.Canonical(content));
            if (!Jws.Holds(Jws.Read(text)!, jwk)) return false;
            var name = CertificateContent.Fields[at].Name;
            var clean = string.Concat(other.Where(c => !char.IsSurrogate(c)));
            var changed = new SortedDictionary<string, string>(content, StringComparer.Ordinal);
            if (clean.Length == 0) changed.Remove(name);
            else changed[name] = clean;
            if (changed.GetValueOrDefault(name, "") == content.GetValueOrDefault(name, "")) return true;
            var parts = text.Split('.');
            var forged = Jws.Read($"{parts[0]}.{WebEncoders.Base64UrlEncode(CertificateContent.Canonical(changed))}.{parts[2]}")!;
            return !Jws.Holds(forged, jwk) && CertificateContent.Differences(content, CertificateContent.Read(forged.Payload)!).SequenceEqual([name]);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Any_text_at_all_can_be_pasted() =>
        Prop.ForAll<string>(text => Jws.Read(text ?? "") is null || text!.Count(c => c == '.') == 2).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("{\"alg\":\"none\"}")]
    [InlineData("{\"alg\":\"HS256\"}")]
    public void A_signature_of_another_kind_never_holds(string header)
    {
        var text = $"{WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(header))}.{WebEncoders.Base64UrlEncode("{}"u8)}.{WebEncoders.Base64UrlEncode(new byte[64])}";
        Assert.False(Jws.Holds(Jws.Read(text)!, "{\"x\":\"\",\"y\":\"\"}"));
    }

    [Theory]
    [InlineData("BV Nhi TW", "BVNTW")]
    [InlineData("Sở Y tế Lào Cai", "SYTLC")]
    [InlineData("", "LY")]
    public void A_short_name_gives_the_sign_of_the_number(string name, string sign) => Assert.Equal(sign, Issuer.SymbolOf(name));

    [Fact]
    public void Bits_of_the_status_list_stand_from_the_left()
    {
        using var bits = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(new MemoryStream(WebEncoders.Base64UrlDecode(OpenBadge.Encode([0, 9])[1..])), System.IO.Compression.CompressionMode.Decompress))
            gzip.CopyTo(bits);
        Assert.Equal([0x80, 0x40, 0], bits.ToArray()[..3]);
    }

    static Arbitrary<string[]> Texts => ArbMap.Default.GeneratorFor<NonNull<string>>().Select(t => string.Concat(t.Get.Where(c => !char.IsSurrogate(c)))).ArrayOf(10).ToArbitrary();
}
