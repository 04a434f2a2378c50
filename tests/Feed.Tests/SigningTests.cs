using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using LienY.Insurance;
using LienY.Kernel;
using LienY.Site;

namespace LienY.Feed.Tests;

/// <summary>Signatures of files as hospitals send them: believed for whom the organisation trusts, judged as strictly as it wishes, the original always kept.</summary>
public abstract class SigningTests(TestSite site)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    async Task<(FeedScene Scene, HttpClient Software, TestAuthority Authority)> SceneAsync()
    {
        var scene = await FeedScene.MakeAsync(site);
        return (scene, await scene.SoftwareAsync(), new("CA thử " + scene.Code, site.Clock.GetUtcNow()));
    }

    async Task<Visitor> TrustAsync(FeedScene scene, byte[] file, Guid? at = null)
    {
        var administrator = await site.SignInAsAsync(Role.Administrator, scene.Department);
        await administrator.OpenAsync($"/feed/{at ?? scene.Hospital}/signatures");
        await administrator.SubmitAsync($"/feed/{at ?? scene.Hospital}/signatures", files: [("file", "ca.pem", file)]);
        return administrator;
    }

    async Task SetAsync(FeedScene scene, string unsigned = "Accepted", string untrusted = "Accepted", string invalid = "Refused", Guid? at = null)
    {
        var administrator = await site.SignInAsAsync(Role.Administrator, scene.Department);
        await administrator.OpenAsync($"/feed/{at ?? scene.Hospital}/signatures");
        await administrator.SubmitAsync($"/feed/{at ?? scene.Hospital}/signing", [("unsigned", unsigned), ("untrusted", untrusted), ("invalid", invalid)]);
        Assert.Contains("Đã lưu cách xử lý chữ ký.", administrator.Text);
    }

    static string Outcome(JsonNode answer) => answer["outcome"]!.GetValue<string>();

    static IEnumerable<string> Rules(JsonNode answer) => answer["faults"]!.AsArray().Select(f => f!["rule"]!.GetValue<string>());

    async Task<byte[]> OriginalAsync(FeedScene scene, JsonNode answer) =>
        await (await site.SignInAsAsync(Role.DataOfficer, scene.Hospital)).DownloadAsync($"/feed/files/{answer["id"]!.GetValue<string>()}/original");

    [Fact]
    public async Task A_signature_is_trusted_once_its_authority_is()
    {
        var (scene, software, authority) = await SceneAsync();
        using var signer = authority.Signer("Bệnh viện " + scene.Code);
        await SetAsync(scene, untrusted: "Refused");
        var signed = EnvelopeSigner.Sign(scene.File(scene.Maker().Make(Scene.Outpatient, 1)), signer);
        var before = await FeedScene.SendAsync(software, signed);
        Assert.Equal("refused", Outcome(before));
        Assert.Contains("sign.untrusted", Rules(before));
        Assert.Equal(signed, await OriginalAsync(scene, before));
        Assert.Contains("Đã thêm chứng thư vào danh sách tin cậy.", (await TrustAsync(scene, authority.Pem)).Text);
        Assert.Equal("accepted", Outcome(await FeedScene.SendAsync(software, signed)));
        Assert.Equal(1, await scene.CountAsync("select count(*) from feed_file where organisation_id = @p0 and signature = 'Trusted'"));
        Assert.Equal(1, await scene.SumAsync("visit.ended"));
    }

    [Fact]
    public async Task An_altered_signed_file_is_refused_with_a_clear_fault_and_kept()
    {
        var (scene, software, authority) = await SceneAsync();
        using var signer = authority.Signer("Bệnh viện");
        await TrustAsync(scene, authority.Pem);
        var signed = Encoding.UTF8.GetString(EnvelopeSigner.Sign(scene.File(scene.Maker().Make(Scene.Outpatient, 1)), signer));
        var altered = FeedScene.Utf8(signed.Replace("<SOLUONGHOSO>1<", "<SOLUONGHOSO>2<", StringComparison.Ordinal));
        Assert.False(altered.AsSpan().SequenceEqual(FeedScene.Utf8(signed)));
        var answer = await FeedScene.SendAsync(software, altered);
        Assert.Equal("refused", Outcome(answer));
        Assert.Contains("sign.wrong", Rules(answer));
        Assert.Contains("không khớp", answer["faults"]![0]!["text"]!.GetValue<string>());
        Assert.Equal(altered, await OriginalAsync(scene, answer));
        Assert.Equal(0, await scene.SumAsync("visit.ended"));
        // A hospital that has asked for it is warned only.
        await SetAsync(scene, invalid: "Warned");
        var warned = await FeedScene.SendAsync(software, altered);
        Assert.Equal("warned", Outcome(warned));
        Assert.Contains("sign.wrong", Rules(warned));
        Assert.Equal(1, await scene.SumAsync("visit.ended"));
    }

    [Fact]
    public async Task A_certificate_that_ran_out_or_comes_from_nobody_known_is_told()
    {
        var (scene, software, authority) = await SceneAsync();
        await TrustAsync(scene, authority.Pem);
        using var expired = authority.Signer("Hết hạn", site.Clock.GetUtcNow().AddDays(-3));
        var answer = await FeedScene.SendAsync(software, EnvelopeSigner.Sign(scene.File(scene.Maker().Make(Scene.Outpatient, 1)), expired));
        Assert.Equal("refused", Outcome(answer));
        Assert.Contains("sign.expired", Rules(answer));
        using var stranger = new TestAuthority("CA lạ", site.Clock.GetUtcNow());
        using var unknown = stranger.Signer("Không ai biết");
        await SetAsync(scene, untrusted: "Warned");
        var second = await FeedScene.SendAsync(software, EnvelopeSigner.Sign(scene.File(scene.Maker().Make(Scene.Outpatient, 2)), unknown));
        Assert.Equal("warned", Outcome(second));
        Assert.Contains("sign.untrusted", Rules(second));
        Assert.Contains("Không ai biết", second["faults"]!.AsArray().First(f => f!["rule"]!.GetValue<string>() == "sign.untrusted")!["text"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_file_without_a_signature_is_judged_as_the_hospital_or_those_above_it_wish()
    {
        var (scene, software, authority) = await SceneAsync();
        async Task<JsonNode> SendAsync(int number) => await FeedScene.SendAsync(software, scene.File(scene.Maker().Make(Scene.Outpatient, number)));
        Assert.Equal("accepted", Outcome(await SendAsync(1)));
        await SetAsync(scene, unsigned: "Refused", at: scene.Department);
        var refused = await SendAsync(2);
        Assert.Equal("refused", Outcome(refused));
        Assert.Contains("sign.none", Rules(refused));
        await SetAsync(scene, unsigned: "Warned");
        Assert.Contains("sign.none", Rules(await SendAsync(3)));
        // Trusted above, believed below.
        await TrustAsync(scene, authority.Pem, scene.Department);
        using var signer = authority.Signer("Bệnh viện");
        Assert.Equal("accepted", Outcome(await FeedScene.SendAsync(software, EnvelopeSigner.Sign(scene.File(scene.Maker().Make(Scene.Outpatient, 4)), signer))));
    }

    [Fact]
    public async Task A_signer_trusted_by_itself_stands_for_nobody_else_and_can_be_removed()
    {
        var (scene, software, authority) = await SceneAsync();
        using var own = authority.Signer("Của mình");
        using var other = authority.Signer("Của người khác");
        var administrator = await TrustAsync(scene, TestAuthority.Encode(own));
        await SetAsync(scene, untrusted: "Refused");
        Assert.Equal("accepted", Outcome(await FeedScene.SendAsync(software, EnvelopeSigner.Sign(scene.File(scene.Maker().Make(Scene.Outpatient, 1)), own))));
        Assert.Equal("refused", Outcome(await FeedScene.SendAsync(software, EnvelopeSigner.Sign(scene.File(scene.Maker().Make(Scene.Outpatient, 2)), other))));
        await administrator.OpenAsync($"/feed/{scene.Hospital}/signatures");
        await administrator.SubmitAsync("/feed/certificates/");
        Assert.Contains("Đã bỏ chứng thư khỏi danh sách tin cậy.", administrator.Text);
        Assert.Equal("refused", Outcome(await FeedScene.SendAsync(software, EnvelopeSigner.Sign(scene.File(scene.Maker().Make(Scene.Outpatient, 3)), own))));
    }

    [Fact]
    public async Task Entries_of_an_archive_are_judged_one_by_one_and_two_of_one_name_as_the_worse()
    {
        var (scene, software, authority) = await SceneAsync();
        await TrustAsync(scene, authority.Pem);
        await SetAsync(scene, unsigned: "Refused");
        using var signer = authority.Signer("Bệnh viện");
        byte[] File(int number) => scene.File(scene.Maker().Make(Scene.Outpatient, number));
        using var packed = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(packed, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in new[] { ("1.xml", EnvelopeSigner.Sign(File(1), signer)), ("2.xml", File(2)), ("a/3.xml", EnvelopeSigner.Sign(File(3),
                signer)), ("b/3.xml", File(4)) })
            {
                await using var entry = zip.CreateEntry(name).Open();
                await entry.WriteAsync(content, Stop);
            }
        }
        var answer = await FeedScene.SendAsync(software, packed.ToArray());
        Assert.Equal(("partly", 3), (Outcome(answer), answer["refused"]!.GetValue<int>()));
        Assert.Equal(1, await scene.SumAsync("visit.ended"));
    }

    [Fact]
    public async Task Only_a_fit_certificate_is_added_and_only_by_an_administrator()
    {
        var (scene, _, authority) = await SceneAsync();
        using var expired = authority.Signer("Hết hạn", site.Clock.GetUtcNow().AddDays(-3));
        Assert.Contains("đã hết hạn", (await TrustAsync(scene, TestAuthority.Encode(expired))).Text);
        using var signer = authority.Signer("Bệnh viện");
        Assert.Contains("Tệp có cả khóa bí mật.", (await TrustAsync(scene, Encoding.ASCII.GetBytes(signer.ExportCertificatePem() + "\n"
            + signer.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem()))).Text);
        Assert.Contains("Tệp không phải là chứng thư số X.509", (await TrustAsync(scene, FeedScene.Utf8("không phải"))).Text);
        using var weakKey = RSA.Create(1024);
        using var weak = new CertificateRequest("CN=Yếu", weakKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(site.Clock.GetUtcNow().AddDays(-1), site.Clock.GetUtcNow().AddDays(30));
        Assert.Contains("quá yếu", (await TrustAsync(scene, TestAuthority.Encode(weak))).Text);
        await TrustAsync(scene, authority.Pem);
        Assert.Contains("đã có trong danh sách tin cậy", (await TrustAsync(scene, authority.Pem)).Text);
        using var officer = await site.ProgramAsync(Role.DataOfficer, scene.Hospital);
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await officer.GetAsync($"/feed/{scene.Hospital}/signatures", Stop)).StatusCode);
        using var elsewhere = await site.ProgramAsync(Role.Administrator, (await FeedScene.MakeAsync(site)).Hospital);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await elsewhere.GetAsync($"/feed/{scene.Hospital}/signatures", Stop)).StatusCode);
    }

    [Fact]
    public async Task The_command_line_trusts_for_one_facility_and_sets_its_rule()
    {
        var (scene, software, authority) = await SceneAsync();
        var path = Path.Combine(site.Folder, scene.Code + ".pem");
        await System.IO.File.WriteAllBytesAsync(path, authority.Pem, Stop);
        Assert.Equal(0, await FeedScene.CommandAsync(site, "feed trust add", path, "--facility", scene.Code, "--name", "CA của tỉnh"));
        Assert.Equal(0, await FeedScene.CommandAsync(site, "feed signing", scene.Code, "--unsigned", "refused"));
        Assert.Equal("refused", Outcome(await FeedScene.SendAsync(software, scene.File(scene.Maker().Make(Scene.Outpatient, 1)))));
        using var signer = authority.Signer("Bệnh viện");
        Assert.Equal("accepted", Outcome(await FeedScene.SendAsync(software, EnvelopeSigner.Sign(scene.File(scene.Maker().Make(Scene.Outpatient, 1)), signer))));
        Assert.Equal(0, await FeedScene.CommandAsync(site, "feed trust remove", authority.Root.GetCertHashString(HashAlgorithmName.SHA256)));
        await Assert.ThrowsAsync<Refusal>(() => FeedScene.CommandAsync(site, "feed signing", scene.Code, "--unsigned", "vừa vừa"));
    }
}

public sealed class Signing_on_sqlite(SqliteSite site) : SigningTests(site), IClassFixture<SqliteSite>;

public sealed class Signing_on_postgres(PostgresSite site) : SigningTests(site), IClassFixture<PostgresSite>;
