using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Reports.Tests;

public sealed class SignedReportOnSqlite(SqliteSite site) : SigningTests(site), IClassFixture<SqliteSite>;

public sealed class SignedReportOnPostgres(PostgresSite site) : SigningTests(site), IClassFixture<PostgresSite>;

/// <summary>An issued report signed with a key of the house; certificates of a test authority made here.</summary>
public abstract class SigningTests(TestSite site)
{
    const string Password = "Mat-khau-p12";

    async Task<(Visitor Director, string Href, MadeAccount Account)> IssuedAsync()
    {
        site.Clock.SetDay(new(2025, 6, 9));
        var plan = await LivePlan.AdoptAsync(site);
        var account = await site.AccountAsync(Role.Director, plan.Sender);
        var director = site.Visitor();
        await director.SignInAsync(account.User, account.Password);
        await director.OpenAsync($"/signing/keys/new?org={plan.Sender}");
        await director.SubmitAsync("/signing/keys", [("kind", "Person"), ("user", account.Id.ToString()), ("password", Password), ("label", "Khóa của giám đốc thử")], [("file", "khoa.p12", await P12Async(plan.Sender))]);
        Assert.Contains("Đã nạp chứng thư", director.Text, StringComparison.Ordinal);
        await director.OpenAsync($"/signing/powers?org={plan.Sender}");
        await director.SubmitAsync("/signing/powers/new", [("user", account.Id.ToString()), ("types", ""), ("basis", "Quyết định bổ nhiệm"), ("from", "2025-01-01")]);
        Assert.Contains("Đã ghi thẩm quyền ký", director.Text, StringComparison.Ordinal);
        var href = await plan.OpenAsync(director);
        await director.SubmitAsync(href + "/draft");
        await director.SubmitAsync(href, [("do", "send")]);
        await director.SubmitAsync(href + "/accept");
        await director.SubmitAsync(href + "/issue", [("symbol", "BC-SYT"), ("day", "2025-06-09"), ("place", "Thử Nghiệm"), ("signer", "Nguyễn Thị Ví Dụ"), ("position", "Giám đốc")]);
        Assert.Contains("Bản DOCX và PDF đã được lưu", director.Text, StringComparison.Ordinal);
        return (director, href, account);
    }

    async Task<byte[]> P12Async(Guid organisation)
    {
        var now = site.Clock.GetUtcNow();
        using var rootKey = RSA.Create(2048);
        var ask = new CertificateRequest("CN=Root of test, O=Test", rootKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        ask.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        ask.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        ask.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(ask.PublicKey, false));
        using var root = ask.CreateSelfSigned(now.AddYears(-2), now.AddYears(10));
        await site.HouseAsync(async s =>
        {
            await s.GetRequiredService<ITrustedSigners>().AddAsync(organisation, System.Text.Encoding.ASCII.GetBytes(root.ExportCertificatePem()), "", default);
            return 0;
        });
        using var key = RSA.Create(2048);
        var own = new CertificateRequest("CN=Nguyễn Thị Ví Dụ, O=Sở Y tế thử", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        own.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        own.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, true));
        using var made = own.Create(root, now.AddYears(-1), now.AddDays(400), RandomNumberGenerator.GetBytes(12));
        using var whole = made.CopyWithPrivateKey(key);
        return new X509Certificate2Collection { whole, X509CertificateLoader.LoadCertificate(root.RawData) }.Export(X509ContentType.Pkcs12, Password)!;
    }

    static async Task<string> PdfsigAsync(byte[] pdf)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, pdf);
            using var process = Process.Start(new ProcessStartInfo("pdfsig", ["-nocert", path]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            return await process.StandardOutput.ReadToEndAsync();
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Issued_report_is_signed_anew_proven_and_one_flipped_bit_breaks_it()
    {
        Assert.SkipUnless(Paper.CanReadPdf, "soffice or pdftotext is not installed.");
        var (director, href, account) = await IssuedAsync();
        var unsigned = await director.DownloadAsync(href + "/pdf");
        await director.OpenAsync(href);
        await director.SubmitAsync(href + "/sign", [("proof-password", "sai mật khẩu này")]);
        Assert.NotEqual(HttpStatusCode.OK, director.Answer.StatusCode);
        Assert.Equal(unsigned, await director.DownloadAsync(href + "/pdf"));
        await director.OpenAsync(href);
        await director.SubmitAsync(href + "/sign", [("proof-password", account.Password)]);
        Assert.Contains("Nguyễn Thị Ví Dụ", director.Page.QuerySelector("#signatures tbody")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("hợp lệ", director.Page.QuerySelector("#signatures tbody")!.TextContent, StringComparison.Ordinal);
        var signed = await director.DownloadAsync(href + "/pdf");
        Assert.True(signed.AsSpan().StartsWith(unsigned));
        Assert.Contains("Signature is Valid", await PdfsigAsync(signed), StringComparison.Ordinal);
        var broken = signed.ToArray();
        broken[unsigned.Length / 2] ^= 1;
        Assert.DoesNotContain("Signature is Valid", await PdfsigAsync(broken), StringComparison.Ordinal);
        await director.SubmitAsync(href + "/signed", [], [("file", "hong.pdf", broken)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, director.Answer.StatusCode);
        Assert.Contains("không phải bản PDF đã phát hành", director.Text, StringComparison.Ordinal);
        await director.OpenAsync(href + "/rebuild");
        Assert.Contains("giống từng bit", director.Text, StringComparison.Ordinal);
    }
}
