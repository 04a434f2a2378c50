using System.Net;
using LienY.Site;

namespace LienY.Certificates.Tests;

/// <summary>Certificates that leave with the issuer's digital seal, judged by a program of others.</summary>
public abstract class SealedTests(TestSite site)
{
    [Fact]
    public async Task A_certificate_leaves_sealed_the_same_bytes_each_time_and_one_flipped_bit_breaks_it()
    {
        Assert.SkipUnless(Judges.Has("pdfsig"), "'pdfsig' is not installed here.");
        var scene = await CertScene.MakeAsync(site);
        await site.SealAsync(scene.Issuer, "Bệnh viện Cấp", "CCĐTLT,GCN");
        await scene.EarnAsync(scene.Earned("Lò Thị Én"));
        await scene.SignAllAsync();
        var certificate = Assert.Single(await scene.AllAsync());
        var pdf = await scene.Director.DownloadAsync($"/certificates/{certificate.Id}/pdf");
        Assert.SkipWhen(scene.Director.Answer.StatusCode == HttpStatusCode.ServiceUnavailable, "LibreOffice is not installed here.");
        var said = await Judges.RunAsync("pdfsig", [("a.pdf", pdf)], "-nocert", "a.pdf");
        Assert.Contains("Signature is Valid", said, StringComparison.Ordinal);
        Assert.Contains("Total document signed", said, StringComparison.Ordinal);
        Assert.Equal(pdf, await scene.Director.DownloadAsync($"/certificates/{certificate.Id}/pdf"));
        pdf[pdf.Length / 3] ^= 1;
        Assert.DoesNotContain("Signature is Valid", await Judges.RunAsync("pdfsig", [("a.pdf", pdf)], "-nocert", "a.pdf"), StringComparison.Ordinal);
    }
}

public sealed class Sealed_on_sqlite(SqliteSite site) : SealedTests(site), IClassFixture<SqliteSite>;

public sealed class Sealed_on_postgres(PostgresSite site) : SealedTests(site), IClassFixture<PostgresSite>;
