using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Signing.Tests;

/// <summary>Certificates and powers through the pages.</summary>
public abstract class KeyTests(TestSite site)
{
    static async Task<Visitor> PutInAsync(TestSite site, SignScene scene, MadeAccount director, byte[] p12, string password, string kind = "Person")
    {
        var visitor = site.Visitor();
        await visitor.SignInAsync(director.User, director.Password);
        await visitor.OpenAsync("/signing/keys/new?org=" + scene.Organisation);
        await visitor.SubmitAsync("/signing/keys", [("kind", kind), ("user", kind == "Person" ? director.Id.ToString() : ""), ("password", password)],
            [("file", "khoa.p12", p12)]);
        return visitor;
    }

    [Fact]
    public async Task A_certificate_is_put_in_and_its_key_lies_sealed()
    {
        var scene = await SignScene.NewAsync(site);
        var director = await site.AccountAsync(Role.Director, scene.Organisation);
        var certificate = scene.Certificate("Giám đốc Thử");
        var visitor = await PutInAsync(site, scene, director, scene.P12(certificate), SignScene.Password);
        Assert.True(visitor.Answer.IsSuccessStatusCode, visitor.Text);
        Assert.Contains(certificate.SerialNumber, visitor.Text, StringComparison.Ordinal);
        var row = await site.HouseAsync(s => s.GetRequiredService<SigningStore>().Keys.AsNoTracking().SingleAsync(k => k.OrganisationId == scene.Organisation));
        var plain = System.Security.Cryptography.X509Certificates.RSACertificateExtensions.GetRSAPrivateKey(certificate)!.ExportPkcs8PrivateKey();
        Assert.Equal(-1, row.Secret.AsSpan().IndexOf(plain.AsSpan(40, 64)));
        using var opened = site.Services.GetRequiredService<KeyBox>().Open(row);
        Assert.True(opened.HasPrivateKey);
    }

    [Fact]
    public async Task A_wrong_password_is_told_beside_its_field()
    {
        var scene = await SignScene.NewAsync(site);
        var director = await site.AccountAsync(Role.Director, scene.Organisation);
        var visitor = await PutInAsync(site, scene, director, scene.P12(scene.Certificate("Giám đốc Thử")), "sai");
        Assert.Equal(422, (int)visitor.Answer.StatusCode);
        Assert.Contains("mật khẩu không đúng", visitor.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_withdrawn_key_is_destroyed_and_signs_nothing_more()
    {
        var scene = await SignScene.NewAsync(site);
        var id = await scene.SealAsync("BB");
        var visitor = await site.SignInAsAsync(Role.Director, scene.Organisation);
        await visitor.OpenAsync("/signing/keys/" + id);
        await visitor.SubmitAsync($"/signing/keys/{id}/withdraw", [("reason", "Đổi con dấu")]);
        Assert.True(visitor.Answer.IsSuccessStatusCode, visitor.Text);
        Assert.Null((await site.HouseAsync(s => s.GetRequiredService<SigningStore>().Keys.AsNoTracking().SingleAsync(k => k.Id == id))).Secret);
        var pdf = SignScene.Pdf();
        Assert.Same(pdf, await site.HouseAsync(s => s.GetRequiredService<ISigning>().SealAsync(scene.Organisation, "BB", "", pdf, default)));
    }

    [Fact]
    public async Task An_officer_of_another_organisation_sees_and_uses_nothing()
    {
        var scene = await SignScene.NewAsync(site);
        var id = await scene.SealAsync("BB");
        var stranger = await site.SignInAsAsync(Role.Director, await site.OrganisationAsync("Bệnh viện khác " + Guid.CreateVersion7()));
        await stranger.OpenAsync("/signing/keys/" + id);
        Assert.Equal(404, (int)stranger.Answer.StatusCode);
        await stranger.OpenAsync("/signing");
        Assert.DoesNotContain("/signing/keys/" + id, stranger.Page.Body!.InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_ends_soon_is_told_today()
    {
        var scene = await SignScene.NewAsync(site);
        await scene.SealAsync("", scene.Certificate("Bệnh viện thử", days: 20));
        var visitor = await site.SignInAsAsync(Role.Director, scene.Organisation);
        await visitor.OpenAsync("/");
        Assert.Contains("làm thủ tục gia hạn", visitor.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_go_out_as_tables()
    {
        var scene = await SignScene.NewAsync(site);
        await scene.SealAsync("BB");
        await site.HouseAsync(s => s.GetRequiredService<ISigning>().SealAsync(scene.Organisation, "BB", "09/BB", SignScene.Pdf(), default));
        var visitor = await site.SignInAsAsync(Role.Director, scene.Organisation);
        Assert.Contains("09/BB", System.Text.Encoding.UTF8.GetString(await visitor.DownloadAsync("/signing/uses.csv")), StringComparison.Ordinal);
        Assert.Contains("Con dấu", System.Text.Encoding.UTF8.GetString(await visitor.DownloadAsync("/signing/keys.csv")), StringComparison.Ordinal);
        foreach (var list in new[] { "powers", "papers", "lists" })
        {
            await visitor.DownloadAsync($"/signing/{list}.xlsx");
            Assert.True(visitor.Answer.IsSuccessStatusCode, list);
        }
        foreach (var page in new[] { "", "/uses", "/powers", "/papers", "/trust", "/check" })
        {
            await visitor.OpenAsync("/signing" + page);
            Assert.True(visitor.Answer.IsSuccessStatusCode, page);
        }
    }
}

public sealed class Key_on_sqlite(SqliteSite site) : KeyTests(site), IClassFixture<SqliteSite>;

public sealed class Key_on_postgres(PostgresSite site) : KeyTests(site), IClassFixture<PostgresSite>;
