using System.Globalization;
using System.Net;
using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Documents.Tests;

/// <summary>Messages signed when they are sent, and what other organisations see of papers by their programs.</summary>
public abstract class SignedSendingTests(TestSite site)
{
    static CancellationToken Stop => Office.Stop;

    async Task<(Visitor Signer, MadeAccount Account, byte[] Root)> SignerAsync(Office office)
    {
        var account = await site.AccountAsync(Role.DepartmentOfficer, office.Id);
        var (root, p12) = Judges.Issue("Nguyễn Thị Ví Dụ", site.Clock.GetUtcNow());
        var pem = Encoding.ASCII.GetBytes(root.ExportCertificatePem());
        await site.HouseAsync(async s =>
        {
            await s.GetRequiredService<ITrustedSigners>().AddAsync(Guid.Empty, pem, "", default);
            return 0;
        });
        await office.Director.OpenAsync($"/signing/keys/new?org={office.Id}");
        await office.Director.SubmitAsync("/signing/keys", [("kind", "Person"), ("user", account.Id.ToString()), ("password", Judges.Password), ("label", "Khóa thử")],
            [("file", "khoa.p12", p12)]);
        Assert.Contains("Đã nạp chứng thư", office.Director.Text, StringComparison.Ordinal);
        await office.Director.OpenAsync($"/signing/powers?org={office.Id}");
        await office.Director.SubmitAsync("/signing/powers/new", [("user", account.Id.ToString()), ("types", ""), ("basis", "Quyết định bổ nhiệm"), ("from", "2025-01-01")]);
        Assert.Contains("Đã ghi thẩm quyền ký", office.Director.Text, StringComparison.Ordinal);
        var signer = site.Visitor();
        await signer.SignInAsync(account.User, account.Password);
        return (signer, account, pem);
    }

    static async Task<string> KeyAsync(Visitor signer, Outgoing paper)
    {
        await signer.OpenAsync("/documents/out/" + paper.Id);
        return signer.Page.QuerySelectorAll("select[name=key] option").Select(o => o.GetAttribute("value") ?? "").First(v => v.Length > 0);
    }

    [Fact]
    public async Task A_message_is_signed_when_it_is_sent_and_its_receiver_finds_it_valid()
    {
        await Office.AxisAsync(site, AxisChoice.Simulated);
        var (sender, receiver) = (await (await Office.MakeAsync(site)).OnAxisAsync(), await (await Office.MakeAsync(site)).OnAxisAsync());
        var (signer, account, root) = await SignerAsync(sender);
        var paper = await sender.IssueAsync("TB", "Có chữ ký số");
        var key = await KeyAsync(signer, paper);
        await signer.SubmitAsync($"/documents/out/{paper.Id}/send", [("codes", receiver.Code), ("key", key), ("proof-password", "không phải mật khẩu")]);
        Assert.Equal(HttpStatusCode.Forbidden, signer.Answer.StatusCode);
        Assert.Empty(await sender.MessagesAsync(Numbering.Out));
        await signer.OpenAsync("/documents/out/" + paper.Id);
        await signer.SubmitAsync($"/documents/out/{paper.Id}/send", [("codes", receiver.Code), ("key", key), ("proof-password", account.Password)]);
        Assert.True(signer.Answer.IsSuccessStatusCode, signer.Text);
        await Office.ExchangeAsync(site);
        var came = Assert.Single(await receiver.MessagesAsync(Numbering.In));
        Assert.Equal((MessageState.Waiting, "valid"), (came.State, came.Signature));
        await receiver.Clerk.OpenAsync("/documents/exchange/" + came.Id);
        Assert.Contains("Chữ ký số hợp lệ", receiver.Clerk.Text, StringComparison.Ordinal);
        var envelope = await receiver.Clerk.DownloadAsync($"/documents/exchange/{came.Id}/original");
        var moment = site.Clock.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var said = await Judges.RunAsync("xmlsec1", [("a.xml", envelope), ("root.pem", root)], "--verify", "--enabled-key-data", "x509", "--verification-time", moment,
            "--trusted-pem", "root.pem", "a.xml");
        Assert.Contains("OK", said, StringComparison.Ordinal);
        Assert.DoesNotContain("FAIL", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signed_message_changed_on_its_way_waits_for_the_clerk_even_where_papers_enter_alone()
    {
        await Office.AxisAsync(site, AxisChoice.Folder);
        var (sender, receiver) = (await (await Office.MakeAsync(site)).OnAxisAsync(), await (await Office.MakeAsync(site)).OnAxisAsync(alone: true));
        var (signer, account, _) = await SignerAsync(sender);
        var paper = await sender.IssueAsync("TB", "Nội dung gốc");
        await signer.OpenAsync("/documents/out/" + paper.Id);
        await signer.SubmitAsync($"/documents/out/{paper.Id}/send", [("other", receiver.Code), ("key", await KeyAsync(signer, paper)), ("proof-password", account.Password)]);
        Assert.True(signer.Answer.IsSuccessStatusCode, signer.Text);
        await Office.ExchangeAsync(site, 1);
        var sent = Assert.Single(Directory.GetFiles(Path.Combine(site.Folder, "axis", sender.Code, "out")));
        var changed = (await File.ReadAllTextAsync(sent, Stop)).Replace("Nội dung gốc", "Nội dung khác", StringComparison.Ordinal);
        var box = Directory.CreateDirectory(Path.Combine(site.Folder, "axis", receiver.Code, "in")).FullName;
        await File.WriteAllTextAsync(Path.Combine(box, "a.edxml"), changed, Stop);
        await Office.ExchangeAsync(site, 1);
        var came = Assert.Single(await receiver.MessagesAsync(Numbering.In));
        Assert.Equal((MessageState.Waiting, "broken"), (came.State, came.Signature));
        Assert.Empty(await receiver.AllAsync());
    }

    [Fact]
    public async Task The_token_of_another_organisation_sees_nothing_and_leaves_a_trace()
    {
        await Office.AxisAsync(site, AxisChoice.Simulated);
        var (sender, receiver, stranger) = (await (await Office.MakeAsync(site)).OnAxisAsync(), await (await Office.MakeAsync(site)).OnAxisAsync(),
            await Office.MakeAsync(site));
        var paper = await sender.IssueAsync("TB", "Việc riêng của hai nơi");
        await sender.Clerk.OpenAsync("/documents/out/" + paper.Id);
        await sender.Clerk.SubmitAsync($"/documents/out/{paper.Id}/send", [("codes", receiver.Code)]);
        await receiver.EnterAsync("7/BYT", "Văn bản đến riêng");
        await Office.ExchangeAsync(site);
        var row = Assert.Single(await receiver.MessagesAsync(Numbering.In));
        using var theirs = await site.ProgramAsync(Role.UnitOfficer, receiver.Id);
        using var program = await site.ProgramAsync(Role.UnitOfficer, stranger.Id);
        Assert.Equal(HttpStatusCode.OK, (await theirs.GetAsync("/api/documents/edxml/" + row.Id, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await program.GetAsync("/api/documents/edxml/" + row.Id, Stop)).StatusCode);
        foreach (var address in new[] { "edxml?organisation=", "incoming?org=", "outgoing?org=" })
            Assert.Equal(HttpStatusCode.Forbidden, (await program.GetAsync($"/api/documents/{address}{receiver.Id}", Stop)).StatusCode);
        using var message = new ByteArrayContent("<x/>"u8.ToArray());
        Assert.Equal(HttpStatusCode.Forbidden, (await program.PostAsync($"/api/documents/edxml?organisation={receiver.Id}", message, Stop)).StatusCode);
        foreach (var list in new[] { "edxml", "incoming", "outgoing" })
            Assert.Equal("[]", await program.GetStringAsync("/api/documents/" + list, Stop));
        var trail = await site.Services.GetRequiredService<TrailBook>().NewestAsync(500, stop: Stop);
        Assert.Contains(trail, t => t.ObjectId == row.Id.ToString() && t.Outcome == "refused" && t.OrganisationId == stranger.Id);
        foreach (var list in new[] { "edxml", "incoming", "outgoing" })
            Assert.Contains(trail, t => t.Action == "GET /api/documents/" + list && t.Outcome == "refused" && t.OrganisationId == stranger.Id);
        Assert.Contains(trail, t => t.Action == "POST /api/documents/edxml" && t.Outcome == "refused" && t.OrganisationId == stranger.Id);
        using var nobody = new HttpClient { BaseAddress = site.Url };
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync("/api/documents/incoming", Stop)).StatusCode);
    }
}

public sealed class Signed_sending_on_sqlite(SqliteSite site) : SignedSendingTests(site), IClassFixture<SqliteSite>;

public sealed class Signed_sending_on_postgres(PostgresSite site) : SignedSendingTests(site), IClassFixture<PostgresSite>;
