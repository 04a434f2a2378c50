using System.Net;
using System.Net.Http.Headers;
using System.Text;
using LienY.Contracts;
using LienY.Insurance;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Feed.Tests;

/// <summary>What a hospital sends lies nowhere unsealed, and codes are judged by the lists that were loaded.</summary>
public abstract class SealingTests(TestSite site)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_sent_by_page_is_sealed_while_it_still_streams_in()
    {
        var scene = await FeedScene.MakeAsync(site);
        var officer = await site.SignInAsAsync(Role.DataOfficer, scene.Hospital);
        await officer.OpenAsync($"/feed/{scene.Hospital}");
        var proof = officer.Page.QuerySelector($"form[action='/feed/{scene.Hospital}/files'] input[name=_form]")!.GetAttribute("value")!;
        using var client = new HttpClient(new HttpClientHandler { CookieContainer = officer.Cookies, AllowAutoRedirect = false }) { BaseAddress = site.Url };
        var mark = "DAU-" + Guid.CreateVersion7().ToString("N");
        var half = new TaskCompletionSource();
        using var form = new MultipartFormDataContent { { new StringContent(proof), "_form" } };
        form.Add(new Held(Encoding.UTF8.GetBytes(mark), half.Task), "files", "lon.xml");
        var sending = client.PostAsync($"/feed/{scene.Hospital}/files", form, Stop);
        var store = Path.Combine(site.Folder, "files", scene.Hospital.ToString("N"));
        while (!Directory.Exists(store) || !Directory.EnumerateFiles(store, "*.part").Any(f => new FileInfo(f).Length > 256 * 1024))
        {
            Assert.False(sending.IsCompleted, "The file was answered before it was there.");
            await Task.Delay(20, Stop);
        }
        var temporary = Directory.EnumerateFiles(Path.GetTempPath(), "ASPNETCORE_*").Concat(Directory.EnumerateFiles(store, "*", SearchOption.AllDirectories));
        Assert.DoesNotContain(temporary, f => Contains(f, mark));
        half.SetResult();
        using var answer = await sending;
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal(1, await scene.CountAsync("select count(*) from feed_file where organisation_id = @p0 and name = 'lon.xml' and outcome = 'Refused'"));
        Assert.DoesNotContain(Directory.EnumerateFiles(store, "*", SearchOption.AllDirectories), f => Contains(f, mark));
    }

    static bool Contains(string path, string mark)
    {
        try
        {
            return System.IO.File.ReadAllBytes(path).AsSpan().IndexOf(Encoding.UTF8.GetBytes(mark)) >= 0;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>A megabyte that repeats a mark, of which the second half waits.</summary>
    sealed class Held(byte[] mark, Task half) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var block = Enumerable.Repeat(mark, (512 * 1024 / mark.Length) + 1).SelectMany(b => b).ToArray();
            await stream.WriteAsync(block);
            await stream.FlushAsync();
            await half;
            await stream.WriteAsync(block);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    [Fact]
    public async Task A_page_that_is_not_ours_cannot_send_a_file()
    {
        var scene = await FeedScene.MakeAsync(site);
        var officer = await site.SignInAsAsync(Role.DataOfficer, scene.Hospital);
        using var client = new HttpClient(new HttpClientHandler { CookieContainer = officer.Cookies, AllowAutoRedirect = false }) { BaseAddress = site.Url };
        foreach (var proof in new[] { null, "giả mạo" })
        {
            using var form = new MultipartFormDataContent();
            if (proof is not null) form.Add(new StringContent(proof), "_form");
            form.Add(new ByteArrayContent(scene.File(scene.Maker().Make(Scene.Outpatient, 1))) { Headers = { ContentType = new MediaTypeHeaderValue("text/xml") } },
                "files", "a.xml");
            using var answer = await client.PostAsync($"/feed/{scene.Hospital}/files", form, Stop);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        }
        Assert.Equal(0, await scene.CountAsync("select count(*) from feed_file where organisation_id = @p0"));
    }

    [Fact]
    public async Task A_form_without_a_file_is_shown_again_with_its_message()
    {
        var scene = await FeedScene.MakeAsync(site);
        var officer = await site.SignInAsAsync(Role.DataOfficer, scene.Hospital);
        await officer.OpenAsync($"/feed/{scene.Hospital}");
        await officer.SubmitAsync($"/feed/{scene.Hospital}/files");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Answer.StatusCode);
        Assert.Contains("Xin chọn tệp.", officer.Text);
        Assert.NotNull(officer.Page.QuerySelector("input[type=file][name=files]"));
        await officer.SubmitAsync($"/feed/{scene.Hospital}/files", files: [("files", "1.xml", scene.File(scene.Maker().Make(Scene.Outpatient, 1))),
            ("files", "2.xml", scene.File(scene.Maker().Make(Scene.Outpatient, 2)))]);
        Assert.Contains("Đã nhận các tệp", officer.Text);
        Assert.Equal(2, await scene.SumAsync("visit.ended"));
    }

    [Fact]
    public async Task An_unknown_code_is_told_once_its_list_is_loaded()
    {
        var scene = await FeedScene.MakeAsync(site);
        using var software = await scene.SoftwareAsync();
        var episode = scene.Maker().Make(Scene.Outpatient, 1);
        // The list of drugs alone is loaded, from the day of these visits on: what stands in other fields is judged by its form, as before.
        var drugs = episode.Rows(2).Select(r => r["MA_THUOC"]).OfType<string>().Distinct().ToList();
        Assert.NotEmpty(drugs);
        var before = await FeedScene.SendAsync(software, scene.File(episode));
        Assert.Equal("accepted", before["outcome"]!.GetValue<string>());
        var path = Path.Combine(site.Folder, "thuoc.tsv");
        await System.IO.File.WriteAllTextAsync(path, "code\tname_vi\n" + drugs[0] + "\tThuốc thử\n", Stop);
        Assert.Equal(0, await FeedScene.CommandAsync(site, "codes import", "drugs", path, "--from", "2025-01-01"));
        Assert.Equal(0, await FeedScene.CommandAsync(site, "codes import", "drugs", path, "--from", "2025-01-01"));
        var second = scene.Maker().Make(Scene.Outpatient, 1);
        second.Rows(2)[0]["MA_THUOC"] = "99.999";
        var answer = await FeedScene.SendAsync(software, scene.File(second));
        var fault = answer["faults"]!.AsArray().First(f => f!["rule"]!.GetValue<string>() == "XML2.MA_THUOC.coded")!;
        Assert.Equal((false, "MA_THUOC"), (fault["refuses"]!.GetValue<bool>(), fault["field"]!.GetValue<string>()));
        Assert.Contains("99.999", fault["text"]!.GetValue<string>());
        Assert.Equal("warned", answer["outcome"]!.GetValue<string>());
        Assert.NotNull(await site.Services.GetRequiredService<ICodeLists>().FindAsync(CodeSystems.Drugs, drugs[0], null, Stop));
    }
}

public sealed class Sealing_on_sqlite(SqliteSite site) : SealingTests(site), IClassFixture<SqliteSite>;

public sealed class Sealing_on_postgres(PostgresSite site) : SealingTests(site), IClassFixture<PostgresSite>;
