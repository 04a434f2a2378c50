using System.Net;
using LienY.Site;

namespace LienY.Consults.Tests;

/// <summary>Signed minutes that leave with the digital seal of who holds them, judged by a program of others.</summary>
public abstract class SealedTests(TestSite site)
{
    [Fact]
    public async Task Signed_minutes_leave_sealed_the_same_bytes_each_time()
    {
        Assert.SkipUnless(Judges.Has("pdfsig"), "'pdfsig' is not installed here.");
        var scene = await MeetScene.MakeAsync(site);
        await site.SealAsync(scene.Asking, "Bệnh viện hỏi", "BB");
        await site.SealAsync(scene.Answering, "Bệnh viện trả lời", "BB");
        var minutes = await scene.SignedAsync(await scene.CaseAsync());
        await site.SettleAsync();
        var asker = await scene.AsAsync(scene.Asker);
        var pdf = await asker.DownloadAsync($"/consults/minutes/{minutes}/pdf");
        Assert.SkipWhen(asker.Answer.StatusCode == HttpStatusCode.ServiceUnavailable, "LibreOffice is not installed here.");
        Assert.Equal(HttpStatusCode.OK, asker.Answer.StatusCode);
        var said = await Judges.RunAsync("pdfsig", [("a.pdf", pdf)], "-nocert", "a.pdf");
        Assert.Contains("Signature is Valid", said, StringComparison.Ordinal);
        Assert.Contains("Total document signed", said, StringComparison.Ordinal);
        Assert.Equal(pdf, await asker.DownloadAsync($"/consults/minutes/{minutes}/pdf"));
    }
}

public sealed class Sealed_on_sqlite(SqliteSite site) : SealedTests(site), IClassFixture<SqliteSite>;

public sealed class Sealed_on_postgres(PostgresSite site) : SealedTests(site), IClassFixture<PostgresSite>;
