using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Server;
using LienY.Site;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Certificates.Tests;

/// <summary>From earning a certificate to its signature, its check by anybody, and its end.</summary>
public abstract class CertificateTests(TestSite site)
{
    static CancellationToken Stop => CertScene.Stop;

    [Fact]
    public void Module_is_a_room_of_the_house() => Assert.Contains(House.Modules, m => m.Name == "certificates");

    [Fact]
    public async Task Who_earned_one_waits_and_a_director_signs_with_gapless_numbers()
    {
        var scene = await CertScene.MakeAsync(site);
        var first = scene.Earned("Vàng A Páo");
        await scene.EarnAsync(first, first, scene.Earned("Lò Thị Én"), scene.Earned("Đặng Thị Hồng", "attendance"));
        Assert.Equal(3, (await scene.WaitingAsync()).Count);
        await scene.SignAllAsync();
        var all = await scene.AllAsync();
        Assert.Equal([("attendance", 1), ("cme", 1), ("cme", 2)], all.Select(c => (c.Kind, c.Ordinal)));
        Assert.Matches(@"^01/2025/CCĐTLT-\w+$", all[1].Number);
        await scene.EarnAsync(first);
        Assert.Empty(await scene.WaitingAsync());
        Assert.Equal(3m, await scene.FactsAsync("certificate.issued"));
        await scene.Director.OpenAsync("/certificates?q=" + Uri.EscapeDataString("dang hong"));
        Assert.Contains("Đặng Thị Hồng", scene.Director.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Lò Thị Én", scene.Director.Text, StringComparison.Ordinal);
        var csv = Encoding.UTF8.GetString(await scene.Director.DownloadAsync("/certificates/list.csv?kind=cme"));
        Assert.Contains("Lò Thị Én", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_signs_nothing_and_takes_no_number()
    {
        var scene = await CertScene.MakeAsync(site);
        await scene.EarnAsync(scene.Earned("Giàng Thị Mỷ"));
        await CertScene.GatherAsync(scene.Director);
        await scene.Director.SubmitAsync("/certificates/batches/", [("proof-password", "không phải mật khẩu")]);
        Assert.False(scene.Director.Answer.IsSuccessStatusCode);
        Assert.Empty(await scene.AllAsync());
        await scene.SignAllAsync();
        Assert.Equal(1, Assert.Single(await scene.AllAsync()).Ordinal);
    }

    [Fact]
    public async Task A_row_sent_back_is_corrected_and_waits_again()
    {
        var scene = await CertScene.MakeAsync(site);
        await scene.EarnAsync(scene.Earned("Tên Viết Sai"));
        var row = Assert.Single(await scene.WaitingAsync());
        await scene.Director.OpenAsync($"/certificates/waiting/{row.Id}");
        await scene.Director.SubmitAsync($"/certificates/waiting/{row.Id}/return", [("reason", "Tên viết sai")]);
        Assert.Equal(WaitingState.Returned, Assert.Single(await scene.WaitingAsync()).State);
        await scene.Officer.OpenAsync("/certificates/waiting?show=returned");
        Assert.Contains("Tên viết sai", scene.Officer.Text, StringComparison.Ordinal);
        await scene.Officer.OpenAsync($"/certificates/waiting/{row.Id}");
        await scene.Officer.SubmitAsync($"/certificates/waiting/{row.Id}", [("holder", "Tên Viết Đúng")]);
        Assert.True(scene.Officer.Answer.IsSuccessStatusCode, scene.Officer.Text);
        await scene.SignAllAsync();
        Assert.Equal("Tên Viết Đúng", Assert.Single(await scene.AllAsync()).Holder);
    }

    [Fact]
    public async Task A_row_changed_after_it_was_gathered_is_not_signed_unseen()
    {
        var scene = await CertScene.MakeAsync(site);
        await scene.EarnAsync(scene.Earned("Người Một"));
        await CertScene.GatherAsync(scene.Director);
        var row = Assert.Single(await scene.WaitingAsync());
        await scene.Officer.OpenAsync($"/certificates/waiting/{row.Id}");
        await scene.Officer.SubmitAsync($"/certificates/waiting/{row.Id}", [("holder", "Người Khác")]);
        await scene.Director.SubmitAsync("/certificates/batches/", [("proof-password", scene.DirectorAccount.Password)]);
        Assert.False(scene.Director.Answer.IsSuccessStatusCode);
        Assert.Empty(await scene.AllAsync());
    }

    [Fact]
    public async Task An_officer_and_a_director_from_above_cannot_sign()
    {
        var above = await site.OrganisationAsync("Sở Y tế trên", null, "department");
        var below = await site.OrganisationAsync("Bệnh viện dưới", above, "hospital");
        var scene = new CertScene(site, below);
        await scene.EarnAsync(scene.Earned("Người Chờ"));
        var head = await site.SignInAsAsync(Role.Director, above);
        await head.OpenAsync("/certificates/waiting");
        Assert.Contains("Người Chờ", head.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(head.Page.Forms, f => f.GetAttribute("action") == "/certificates/batches");
        var officer = await site.SignInAsAsync(Role.UnitOfficer, below);
        await officer.OpenAsync("/certificates/waiting");
        Assert.DoesNotContain(officer.Page.Forms, f => f.GetAttribute("action") == "/certificates/batches");
        var stranger = await site.SignInAsAsync(Role.Director, await site.OrganisationAsync("Bệnh viện khác", null, "hospital"));
        await stranger.OpenAsync("/certificates/waiting");
        Assert.DoesNotContain("Người Chờ", stranger.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anybody_checks_every_field_without_an_account()
    {
        var scene = await CertScene.MakeAsync(site);
        await scene.EarnAsync(scene.Earned("<script>alert(1)</script> Ma Thị Lử"));
        await scene.SignAllAsync();
        var one = Assert.Single(await scene.AllAsync());
        var anybody = site.Visitor();
        await anybody.OpenAsync("/verify/certificate/" + one.Code);
        Assert.Equal(HttpStatusCode.OK, anybody.Answer.StatusCode);
        foreach (var said in new[] { one.Number, "<script>alert(1)</script> Ma Thị Lử", "17/05/1990", "Bệnh viện Sản Nhi", "Cấp cứu nhi khoa cơ bản", "04/08/2025", "04/11/2025", "120,5", "Giỏi",
            "03.0001 03.0044", one.IssuerName, "20/11/2025", one.SignerName, one.Code, "còn hiệu lực" })
            Assert.Contains(said, anybody.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", await anybody.Answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        await anybody.OpenAsync("/verify/certificate/" + one.Code + "?jws=" + one.Jws);
        Assert.Contains("Mọi dòng trùng với bản lưu", anybody.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("x")]
    [InlineData("' or 1=1 --")]
    public async Task An_unknown_code_is_told_nothing(string code)
    {
        var anybody = site.Visitor();
        await anybody.OpenAsync("/verify/certificate/" + Uri.EscapeDataString(code));
        Assert.Equal(HttpStatusCode.NotFound, anybody.Answer.StatusCode);
        Assert.Contains("Không có chứng chỉ nào mang mã này", anybody.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edited_certificate_says_which_field_differs()
    {
        var scene = await CertScene.MakeAsync(site);
        await scene.EarnAsync(scene.Earned("Bế Văn Nông"));
        await scene.SignAllAsync();
        var one = Assert.Single(await scene.AllAsync());
        var parts = one.Jws.Split('.');
        var content = JsonNode.Parse(WebEncoders.Base64UrlDecode(parts[1]))!.AsObject();
        content["hours"] = "240";
        var forged = $"{parts[0]}.{WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(content.ToJsonString()))}.{parts[2]}";
        var anybody = site.Visitor();
        await anybody.OpenAsync("/verify/certificate?jws=" + forged);
        Assert.Contains("Chữ ký không đúng", anybody.Text, StringComparison.Ordinal);
        var differing = Assert.Single(anybody.Page.QuerySelectorAll("table tbody tr"));
        Assert.Contains("Số tiết", differing.TextContent, StringComparison.Ordinal);
        Assert.Contains("240", differing.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_edited_in_the_database_is_found_in_the_field()
    {
        var scene = await CertScene.MakeAsync(site);
        await scene.EarnAsync(scene.Earned("Nùng Thị Xuân"));
        await scene.SignAllAsync();
        var one = Assert.Single(await scene.AllAsync());
        await using (var connection = await site.Services.GetRequiredService<Database>().OpenAsync(Stop))
            await connection.RunAsync("update certificates_certificate set grade = 'Xuất sắc' where id = @p0", Stop, one.Id);
        var anybody = site.Visitor();
        await anybody.OpenAsync("/verify/certificate/" + one.Code);
        Assert.Contains("Nội dung lưu không khớp bản đã ký ở: Xếp loại", anybody.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Chứng chỉ có thật", anybody.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_one_says_so_everywhere_and_what_was_counted_is_taken_back()
    {
        var scene = await CertScene.MakeAsync(site);
        var earned = scene.Earned("Phùng Văn Tá");
        await scene.EarnAsync(earned);
        await scene.SignAllAsync();
        var one = Assert.Single(await scene.AllAsync());
        await scene.Director.OpenAsync("/certificates/" + one.Id);
        await scene.Director.SubmitAsync($"/certificates/{one.Id}/revoke", [("reason", "Dự không đủ buổi"), ("proof-password", scene.DirectorAccount.Password)]);
        Assert.True(scene.Director.Answer.IsSuccessStatusCode, scene.Director.Text);
        await site.SettleAsync();
        Assert.Equal(0m, await scene.FactsAsync("certificate.issued"));
        Assert.Equal(1m, await scene.FactsAsync("certificate.revoked"));
        var anybody = site.Visitor();
        await anybody.OpenAsync("/verify/certificate/" + one.Code);
        Assert.Contains("đã bị thu hồi", anybody.Text, StringComparison.Ordinal);
        Assert.Contains("Dự không đủ buổi", anybody.Text, StringComparison.Ordinal);
        Assert.True(await IsEndedAsync(scene, one));
        var cards = await site.HouseAsync(s => s.GetRequiredService<ICertificates>().OfSourceAsync(earned.Source, Stop));
        Assert.Equal("revoked", Assert.Single(cards).State);
        // Earned once more, it is issued anew under the next number.
        await scene.EarnAsync(earned);
        await scene.SignAllAsync();
        Assert.Equal([1, 2], (await scene.AllAsync()).Select(c => c.Ordinal));
    }

    [Fact]
    public async Task A_replaced_one_leads_to_the_other_and_stays_readable()
    {
        var scene = await CertScene.MakeAsync(site);
        await scene.EarnAsync(scene.Earned("Hoàng Thị Sai"));
        await scene.SignAllAsync();
        var old = Assert.Single(await scene.AllAsync());
        await scene.Officer.OpenAsync($"/certificates/{old.Id}/replace");
        await scene.Officer.SubmitAsync($"/certificates/{old.Id}/replace", [("holder", "Hoàng Thị Đúng"), ("reason", "Sai tên")]);
        Assert.True(scene.Officer.Answer.IsSuccessStatusCode, scene.Officer.Text);
        Assert.Equal(CertificateState.Valid, Assert.Single(await scene.AllAsync()).State);
        await scene.SignAllAsync();
        var all = await scene.AllAsync();
        Assert.Equal([CertificateState.Replaced, CertificateState.Valid], all.Select(c => c.State));
        Assert.Equal(old.Number, all[1].ReplacesNumber);
        Assert.Equal(1m, await scene.FactsAsync("certificate.issued"));
        Assert.Equal(0m, await scene.FactsAsync("certificate.revoked"));
        var anybody = site.Visitor();
        await anybody.OpenAsync("/verify/certificate/" + old.Code);
        Assert.Contains("Hoàng Thị Sai", anybody.Text, StringComparison.Ordinal);
        Assert.NotNull(anybody.Page.QuerySelector($"a[href='/verify/certificate/{all[1].Code}']"));
    }

    [Fact]
    public async Task A_badge_and_its_status_list_are_checked_with_the_published_key_alone()
    {
        var scene = await CertScene.MakeAsync(site);
        await scene.EarnAsync(scene.Earned("Chảo Tả Mẩy"));
        await scene.SignAllAsync();
        var one = Assert.Single(await scene.AllAsync());
        var badge = Encoding.ASCII.GetString(await scene.Director.DownloadAsync($"/certificates/{one.Id}/badge"));
        var parts = Jws.Read(badge)!;
        using var anybody = new HttpClient();
        Assert.True(Jws.Holds(parts, await anybody.GetStringAsync(parts.Kid, Stop)));
        var claims = JsonNode.Parse(parts.Payload)!;
        Assert.Equal("OpenBadgeCredential", (string?)claims["type"]![1]);
        Assert.Equal(claims["issuer"]!["id"]!.ToString(), claims["iss"]!.ToString());
        Assert.Equal(DateTimeOffset.Parse(claims["validFrom"]!.ToString(), Say.Vietnam).ToUnixTimeSeconds(), (long)claims["nbf"]!);
        Assert.Equal("Chảo Tả Mẩy", claims["credentialSubject"]!["identifier"]![0]!["identityHash"]!.ToString());
        Assert.False(await IsEndedAsync(scene, one));
        var keys = JsonNode.Parse(await anybody.GetStringAsync(new Uri(site.Url, $"/certificates/issuers/{scene.Issuer}/jwks"), Stop))!["keys"]!.AsArray();
        Assert.True(Jws.Holds(Jws.Read(one.Jws)!, Assert.Single(keys)!.ToJsonString()));
    }

    /// <summary>What the status list, fetched as a stranger would, says of a certificate.</summary>
    async Task<bool> IsEndedAsync(CertScene scene, Certificate one)
    {
        using var anybody = new HttpClient();
        var parts = Jws.Read(await anybody.GetStringAsync(new Uri(site.Url, $"/certificates/status/{scene.Issuer}/{one.StatusList}"), Stop))!;
        Assert.True(Jws.Holds(parts, await anybody.GetStringAsync(parts.Kid, Stop)));
        var encoded = JsonNode.Parse(parts.Payload)!["credentialSubject"]!["encodedList"]!.ToString();
        Assert.Equal('u', encoded[0]);
        using var bits = new MemoryStream();
        await using (var gzip = new GZipStream(new MemoryStream(WebEncoders.Base64UrlDecode(encoded[1..])), CompressionMode.Decompress)) await gzip.CopyToAsync(bits, Stop);
        Assert.Equal(16_384, bits.Length);
        return (bits.ToArray()[one.StatusIndex / 8] & (0x80 >> (one.StatusIndex % 8))) != 0;
    }

    [Fact]
    public async Task The_paper_names_holder_number_and_check_address()
    {
        var scene = await CertScene.MakeAsync(site);
        await scene.EarnAsync(scene.Earned("Tẩn Mý Dao"));
        await scene.SignAllAsync();
        var one = Assert.Single(await scene.AllAsync());
        var docx = await scene.Director.DownloadAsync($"/certificates/{one.Id}/docx");
        using var zip = new ZipArchive(new MemoryStream(docx));
        using var reader = new StreamReader(zip.GetEntry("word/document.xml")!.Open());
        var text = await reader.ReadToEndAsync(Stop);
        Assert.Contains("Tẩn Mý Dao", text, StringComparison.Ordinal);
        Assert.Contains(one.Number, text, StringComparison.Ordinal);
        Assert.Contains("/verify/certificate/" + one.Code, text, StringComparison.Ordinal);
        Assert.Contains(zip.Entries, e => e.FullName.StartsWith("word/media/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Many_signers_at_once_leave_neither_gap_nor_double()
    {
        var scene = await CertScene.MakeAsync(site);
        await scene.EarnAsync([.. Enumerable.Range(0, 40).Select(i => scene.Earned($"Người {i:00}", i % 2 == 0 ? "cme" : "attendance"))]);
        var ids = (await scene.WaitingAsync()).ConvertAll(w => w.Id);
        // Eight signers whose batches overlap: a row goes to whoever comes first, its number to nobody else.
        var signed = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(async () =>
        {
            try
            {
                return await site.HouseAsync(s => s.GetRequiredService<Signing>().SignAsync(scene.Issuer, [.. ids.Where((_, i) => i % 8 == n || i % 8 == (n + 1) % 8)],
                    new(null, $"Người ký {n}", "Giám đốc", "password"), new DateOnly(2025, 11, 20), Stop));
            }
            catch (Refusal refusal) when (refusal.Kind == RefusalKind.Conflict)
            {
                return 0;
            }
        }, Stop)));
        Assert.Equal(40, signed.Sum());
        var all = await scene.AllAsync();
        foreach (var kind in Kinds.All) Assert.Equal(Enumerable.Range(1, 20), all.Where(c => c.Kind == kind).Select(c => c.Ordinal));
        Assert.Equal(Enumerable.Range(0, 40), all.Select(c => c.StatusIndex).Order());
        Assert.Equal(40, all.Select(c => c.Source).Distinct().Count());
    }

    [Fact]
    public async Task A_certificate_of_another_place_is_confirmed_by_somebody_else_of_the_unit()
    {
        var scene = await CertScene.MakeAsync(site);
        var doctor = await site.SignInAsAsync(Role.Doctor, scene.Issuer);
        await doctor.OpenAsync("/certificates/outside");
        (string, string)[] typed = [("issuerName", "Trường Đại học Y"), ("number", "77/ĐHY"), ("course", "Siêu âm tim"), ("from", "2025-01-06"), ("to", "2025-04-04"), ("issuedOn", "2025-04-10"), ("hours", "120")];
        await doctor.SubmitAsync("/certificates/outside/register", typed, [("scan", "bang.pdf", "đây không phải PDF"u8.ToArray())]);
        Assert.Equal(422, (int)doctor.Answer.StatusCode);
        await doctor.OpenAsync("/certificates/outside");
        await doctor.SubmitAsync("/certificates/outside/register", typed, [("scan", "bang.pdf", "%PDF-1.7 bản quét"u8.ToArray())]);
        Assert.Contains("Trường Đại học Y", doctor.Text, StringComparison.Ordinal);
        var id = (await site.HouseAsync(s => s.GetRequiredService<CertificatesStore>().Outside.SingleAsync(o => o.OrganisationId == scene.Issuer, Stop))).Id;
        var stranger = await site.SignInAsAsync(Role.Director, await site.OrganisationAsync("Bệnh viện không liên quan", null, "hospital"));
        await stranger.OpenAsync("/certificates/outside/" + id);
        Assert.Equal(HttpStatusCode.NotFound, stranger.Answer.StatusCode);
        await scene.Officer.OpenAsync("/certificates/outside/" + id);
        await scene.Officer.SubmitAsync("/certificates/outside/" + id, [("do", "take")]);
        Assert.True(scene.Officer.Answer.IsSuccessStatusCode, scene.Officer.Text);
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync(Stop);
        var body = await connection.CellAsync("select body from kernel_event where type = 'CreditEarned' and stream = @p0", Stop, $"credit/outside/{id}");
        Assert.Equal(120m, JsonSerializer.Deserialize<CreditEarned>((string)body!)!.Hours);
        Assert.StartsWith("%PDF", Encoding.UTF8.GetString(await doctor.DownloadAsync($"/certificates/outside/{id}/scan")), StringComparison.Ordinal);
    }
}

public sealed class Certificates_on_sqlite(SqliteSite site) : CertificateTests(site), IClassFixture<SqliteSite>;

public sealed class Certificates_on_postgres(PostgresSite site) : CertificateTests(site), IClassFixture<PostgresSite>;
