using System.Net.Http.Headers;
using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Signatures;
using LienY.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Signing.Tests;

/// <summary>Papers signed here and outside, and the check of files.</summary>
public abstract class PaperTests(TestSite site)
{
    async Task<(SignScene Scene, MadeAccount Account, Visitor Director)> DirectorAsync(bool power = true, bool key = true)
    {
        var scene = await SignScene.NewAsync(site);
        var account = await site.AccountAsync(Role.Director, scene.Organisation);
        if (key)
            await site.HouseAsync(s => s.GetRequiredService<KeyDesk>().AddAsync(
                new KeyInput(scene.Organisation, KeyKind.Person, account.Id, "", scene.P12(scene.Certificate("Giám đốc Thử")), SignScene.Password,
                    DemoPictures.Hand()), default));
        var visitor = site.Visitor();
        await visitor.SignInAsync(account.User, account.Password);
        if (power)
        {
            await visitor.OpenAsync("/signing/powers");
            await visitor.SubmitAsync("/signing/powers/new", [("user", account.Id.ToString()), ("types", "BC, KH"), ("basis", "Quyết định bổ nhiệm"), ("from",
                "2025-01-01")]);
            Assert.True(visitor.Answer.IsSuccessStatusCode, visitor.Text);
        }
        return (scene, account, visitor);
    }

    static async Task<Guid> PutAsync(Visitor visitor, byte[] pdf, string type = "BC")
    {
        await visitor.OpenAsync("/signing/papers");
        await visitor.SubmitAsync("/signing/papers/new", [("type", type), ("title", "Báo cáo thử"), ("number", "05/BC-BVT")], [("file", "bc.pdf", pdf)]);
        Assert.True(visitor.Answer.IsSuccessStatusCode, visitor.Text);
        return Guid.Parse(visitor.Answer.RequestMessage!.RequestUri!.Segments[^1]);
    }

    async Task<FileReport> ReportAsync(SignScene scene, byte[] pdf) => FileCheck.Run(pdf, await site.HouseAsync(s =>
        s.GetRequiredService<TrustShelf>().OfAsync(scene.Organisation, default)));

    [Fact]
    public async Task A_director_with_the_power_signs_after_showing_anew_who_they_are()
    {
        var (scene, account, visitor) = await DirectorAsync();
        var id = await PutAsync(visitor, SignScene.Pdf());
        await visitor.SubmitAsync($"/signing/papers/{id}/sign", [("proof-password", "sai")]);
        Assert.Equal(403, (int)visitor.Answer.StatusCode);
        await visitor.SubmitAsync($"/signing/papers/{id}/sign", [("proof-password", account.Password), ("show", "box")]);
        Assert.True(visitor.Answer.IsSuccessStatusCode, visitor.Text);
        Assert.Contains("Hợp lệ", visitor.Text, StringComparison.Ordinal);
        var report = await ReportAsync(scene, await visitor.DownloadAsync($"/signing/papers/{id}/pdf"));
        Assert.Equal((Verdict.Valid, true), (report.Signatures[0].Verdict, report.Signatures[0].WholeFile));
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync();
        Assert.Equal("{\"auto\":\"no\",\"first\":\"yes\",\"kind\":\"person\",\"type\":\"BC\"}",
            await connection.CellAsync("select dims from kernel_fact where kind = 'paper.signed' and unit_id = @p0", default, scene.Organisation));
    }

    [Fact]
    public async Task Without_the_power_it_is_refused_naming_who_may()
    {
        var (scene, _, _) = await DirectorAsync();
        var officer = await site.AccountAsync(Role.UnitOfficer, scene.Organisation);
        var key = await site.HouseAsync(s => s.GetRequiredService<KeyDesk>().AddAsync(
            new KeyInput(scene.Organisation, KeyKind.Person, officer.Id, "", scene.P12(scene.Certificate("Cán bộ Thử")), SignScene.Password, null), default));
        var refusal = await Assert.ThrowsAsync<Refusal>(() => AsAsync(officer.Id, Role.UnitOfficer, scene.Organisation, s =>
            s.SignPdfAsync(new(scene.Organisation, key, "BC", "", ""), SignScene.Pdf(), default)));
        Assert.Equal("signing-power", refusal.Code);
        Assert.Contains("Người thử", (string)refusal.Args[2], StringComparison.Ordinal);
        Assert.Empty(await AsAsync(officer.Id, Role.UnitOfficer, scene.Organisation, s => s.KeysAsync(scene.Organisation, "BC", default)));
    }

    [Fact]
    public async Task A_key_of_another_person_is_refused()
    {
        var (scene, account, _) = await DirectorAsync();
        var key = Assert.Single(await AsAsync(account.Id, Role.Director, scene.Organisation, s => s.KeysAsync(scene.Organisation, "KH", default)));
        Assert.Equal("person", key.Kind);
        Assert.Empty(await AsAsync(account.Id, Role.Director, scene.Organisation, s => s.KeysAsync(scene.Organisation, "QĐ", default)));
        var other = await site.AccountAsync(Role.Director, scene.Organisation);
        var refusal = await Assert.ThrowsAsync<Refusal>(() => AsAsync(other.Id, Role.Director, scene.Organisation, s =>
            s.SignPdfAsync(new(scene.Organisation, key.Id, "BC", "", ""), SignScene.Pdf(), default)));
        Assert.Equal("signing-key", refusal.Code);
    }

    async Task<T> AsAsync<T>(Guid user, Role role, Guid organisation, Func<ISigning, Task<T>> work)
    {
        await using var scope = site.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = new Caller(user, "Người thử", organisation, "", [new Post(role, organisation,
            new HashSet<Guid> { organisation })]);
        return await work(scope.ServiceProvider.GetRequiredService<ISigning>());
    }

    [Fact]
    public async Task A_paper_signed_outside_is_taken_only_if_it_is_our_paper_and_of_somebody_who_may()
    {
        var (scene, account, visitor) = await DirectorAsync(key: false);
        var pdf = SignScene.Pdf();
        var id = await PutAsync(visitor, pdf);
        var name = await site.HouseAsync(async s => (await s.GetRequiredService<IPeople>().NamesAsync([account.Id], default))[account.Id]);
        async Task<int> BringAsync(byte[] file)
        {
            await visitor.OpenAsync("/signing/papers/" + id);
            await visitor.SubmitAsync($"/signing/papers/{id}/signed", [], [("file", "ky.pdf", file)]);
            return (int)visitor.Answer.StatusCode;
        }
        byte[] Sign(byte[] file, string by) => PdfSigner.Sign(file, scene.Certificate(by), [scene.Between], new(site.Clock.GetUtcNow()));
        Assert.Equal(422, await BringAsync(pdf));
        Assert.Equal(422, await BringAsync(Sign(SignScene.Pdf("Van ban khac"), name)));
        Assert.Equal(403, await BringAsync(Sign(pdf, "Người lạ")));
        var broken = Sign(pdf, name);
        broken[^40] ^= 1;
        Assert.Equal(422, await BringAsync(broken));
        Assert.Equal(200, await BringAsync(Sign(pdf, name)));
        Assert.Contains("Đã nhận văn bản có chữ ký số.", visitor.Text, StringComparison.Ordinal);
        Assert.Equal("outside", (await site.HouseAsync(s => s.GetRequiredService<SigningStore>().Uses.SingleAsync(u => u.OrganisationId == scene.Organisation))).Kind);
    }

    [Fact]
    public async Task Two_who_sign_at_once_do_not_lose_a_signature()
    {
        var (scene, account, visitor) = await DirectorAsync();
        var id = await PutAsync(visitor, SignScene.Pdf());
        var second = site.Visitor();
        await second.SignInAsync(account.User, account.Password);
        await second.OpenAsync("/signing/papers/" + id);
        await visitor.SubmitAsync($"/signing/papers/{id}/sign", [("proof-password", account.Password)]);
        await second.SubmitAsync($"/signing/papers/{id}/sign", [("proof-password", account.Password)]);
        Assert.Equal(409, (int)second.Answer.StatusCode);
        Assert.Single((await ReportAsync(scene, await visitor.DownloadAsync($"/signing/papers/{id}/pdf"))).Signatures);
    }

    [Fact]
    public async Task A_signed_file_is_checked_on_the_page_by_a_program_and_by_a_stranger()
    {
        var (scene, account, visitor) = await DirectorAsync();
        var pdf = SignScene.Pdf();
        var signed = PdfSigner.Sign(pdf, scene.Certificate("Giám đốc Thử"), [scene.Between], new(site.Clock.GetUtcNow()));
        await visitor.OpenAsync("/signing/check");
        await visitor.SubmitAsync("/signing/check", [], [("file", "a.pdf", signed)]);
        Assert.Contains("toàn bộ tệp đã được ký", visitor.Text, StringComparison.Ordinal);
        await visitor.OpenAsync("/signing/check");
        await visitor.SubmitAsync("/signing/check", [], [("file", "a.pdf", pdf)]);
        Assert.Contains("không có chữ ký số nào", visitor.Text, StringComparison.Ordinal);
        var stranger = site.Visitor();
        await stranger.OpenAsync("/verify/paper");
        signed[300] ^= 1;
        await stranger.SubmitAsync("/verify/paper", [], [("file", "a.pdf", signed)]);
        Assert.Contains("Không hợp lệ", stranger.Text, StringComparison.Ordinal);
        signed[300] ^= 1;
        using var program = new HttpClient { BaseAddress = site.Url, DefaultRequestHeaders = { Authorization = new("Bearer", account.Token) } };
        using var answer = await program.PostAsync("/api/signing/check",
            new ByteArrayContent(signed) { Headers = { ContentType = new MediaTypeHeaderValue("application/pdf") } });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        var one = (await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync())).RootElement.GetProperty("signatures")[0];
        Assert.Equal(("valid", true), (one.GetProperty("state").GetString(), one.GetProperty("wholeFile").GetBoolean()));
        using var wrong = await program.PostAsync("/api/signing/check", new ByteArrayContent([1, 2, 3]));
        Assert.Equal("application/problem+json", wrong.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_stranger_who_asks_too_often_has_to_wait()
    {
        var stranger = site.Visitor();
        for (var i = 0; i < 30 && (int)stranger.Answer.StatusCode != 429; i++)
        {
            await stranger.OpenAsync("/verify/paper");
            await stranger.SubmitAsync("/verify/paper", [], [("file", "a.pdf", SignScene.Pdf())]);
        }
        Assert.Equal(429, (int)stranger.Answer.StatusCode);
        // Another process of the house counts the same turns.
        var other = new OpenChecks(site.Services.GetRequiredService<Database>(), site.Services.GetRequiredService<Keys>(), site.Clock);
        var context = new Microsoft.AspNetCore.Http.DefaultHttpContext { Connection = { RemoteIpAddress = System.Net.IPAddress.Loopback } };
        Assert.Equal("too-many", (await Assert.ThrowsAsync<Refusal>(() => other.TakeAsync(context, default))).Code);
        site.Clock.Pass(TimeSpan.FromSeconds(6));
        await other.TakeAsync(context, default);
        Assert.Equal("too-many", (await Assert.ThrowsAsync<Refusal>(() => other.TakeAsync(context, default))).Code);
        site.Clock.Pass(TimeSpan.FromMinutes(10));
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => other.TakeAsync(context, default)));
        Assert.Equal("too-many", (await Assert.ThrowsAsync<Refusal>(() => other.TakeAsync(context, default))).Code);
        site.Clock.Pass(TimeSpan.FromMinutes(10));
        await OpenChecks.ForgetAsync(site.Services.GetRequiredService<Database>(), site.Clock, default);
    }

    [Fact]
    public async Task Xml_is_signed_and_checked_through_the_contract()
    {
        var scene = await SignScene.NewAsync(site);
        var id = await scene.SealAsync("");
        var xml = "<so><dong>1</dong><ky/></so>"u8.ToArray();
        var signed = await site.HouseAsync(s => s.GetRequiredService<ISigning>().SignXmlAsync(new(scene.Organisation, id, "CV", "", "") { Element = "ky" },
            xml, default));
        Assert.Contains("<ky><Signature", System.Text.Encoding.UTF8.GetString(signed), StringComparison.Ordinal);
        var officer = await site.AccountAsync(Role.UnitOfficer, scene.Organisation);
        var found = Assert.Single(await AsAsync(officer.Id, Role.UnitOfficer, scene.Organisation, s => s.CheckAsync(signed, default)));
        Assert.Equal(("valid", true), (found.State, found.WholeFile));
        Assert.Empty(await AsAsync(officer.Id, Role.UnitOfficer, scene.Organisation, s => s.CheckAsync(xml, default)));
    }
}

public sealed class Paper_on_sqlite(SqliteSite site) : PaperTests(site), IClassFixture<SqliteSite>;

public sealed class Paper_on_postgres(PostgresSite site) : PaperTests(site), IClassFixture<PostgresSite>;
