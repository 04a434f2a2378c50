using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using LienY.Writing;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Reports.Tests;

public sealed class SignedReportOnSqlite(SqliteSite site) : SigningTests(site), IClassFixture<SqliteSite>;

public sealed class SignedReportOnPostgres(PostgresSite site) : SigningTests(site), IClassFixture<PostgresSite>;

/// <summary>An issued report signed with a key of the house; certificates of a test authority made here.</summary>
public abstract class SigningTests(TestSite site)
{
    const string Password = "Mat-khau-p12";

    async Task<(Visitor Director, string Href, MadeAccount Account, Guid Organisation)> IssuedAsync()
    {
        site.Clock.SetDay(new(2025, 6, 9));
        var plan = await LivePlan.AdoptAsync(site);
        var account = await site.AccountAsync(Role.Director, plan.Sender);
        var director = site.Visitor();
        await director.SignInAsync(account.User, account.Password);
        await director.OpenAsync($"/signing/keys/new?org={plan.Sender}");
        await director.SubmitAsync("/signing/keys", [("kind", "Person"), ("user", account.Id.ToString()), ("password", Password), ("label", "Khóa của giám đốc thử")], [("file", "khoa.p12", (await IssueAsync(plan.Sender, "Nguyễn Thị Ví Dụ")).Export(X509ContentType.Pkcs12, Password)!)]);
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
        return (director, href, account, plan.Sender);
    }

    async Task<X509Certificate2Collection> IssueAsync(Guid organisation, string name)
    {
        var now = site.Clock.GetUtcNow();
        using var rootKey = RSA.Create(2048);
        var ask = new CertificateRequest($"CN=Root of test {Guid.CreateVersion7():N}, O=Test", rootKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        ask.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        ask.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        ask.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(ask.PublicKey, false));
        using var root = ask.CreateSelfSigned(now.AddYears(-2), now.AddYears(10));
        await site.HouseAsync(async s =>
        {
            await s.GetRequiredService<ITrustedSigners>().AddAsync(organisation, System.Text.Encoding.ASCII.GetBytes(root.ExportCertificatePem()), "", default);
            return 0;
        });
        var key = RSA.Create(2048);
        var own = new CertificateRequest($"CN={name}, O=Sở Y tế thử", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        own.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        own.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, true));
        using var made = own.Create(root, now.AddYears(-1), now.AddDays(400), RandomNumberGenerator.GetBytes(12));
        return [made.CopyWithPrivateKey(key), X509CertificateLoader.LoadCertificate(root.RawData)];
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
        var (director, href, account, _) = await IssuedAsync();
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
    static async Task<IReadOnlyList<PdfWord>> WordsAsync(byte[] pdf) => await new PdfPages("", TimeProvider.System).WordsAsync(pdf, default);

    // Rows (in points from the top) of a page that have blue ink, which nothing but a signature has.
    static async Task<List<int>> BlueRowsAsync(byte[] pdf, int page)
    {
        var folder = Directory.CreateTempSubdirectory("lieny-blue-").FullName;
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, "a.pdf"), pdf);
            var number = page.ToString(System.Globalization.CultureInfo.InvariantCulture);
            using var process = Process.Start(new ProcessStartInfo("pdftoppm", ["-r", "72", "-f", number, "-l", number, "-singlefile", "a.pdf", "a"]) { WorkingDirectory = folder })!;
            await process.WaitForExitAsync();
            var ppm = await File.ReadAllBytesAsync(Path.Combine(folder, "a.ppm"));
            var head = System.Text.Encoding.ASCII.GetString(ppm, 0, 20).Split('\n');
            var (wide, high) = (int.Parse(head[1].Split(' ')[0], Say.Vietnam), int.Parse(head[1].Split(' ')[1], Say.Vietnam));
            var at = ppm.Length - wide * high * 3;
            return [.. Enumerable.Range(0, high).Where(y => Enumerable.Range(0, wide).Any(x => ppm[at + (y * wide + x) * 3 + 2] > ppm[at + (y * wide + x) * 3] + 60))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Signature_shows_between_position_and_name_as_the_decree_places_it()
    {
        Assert.SkipUnless(Paper.CanReadPdf, "soffice or pdftotext is not installed.");
        var (director, href, account, _) = await IssuedAsync();
        var words = await WordsAsync(await director.DownloadAsync(href + "/pdf"));
        var name = words.Select((w, i) => (Word: w, At: i)).Last(w => w.Word.Text == "Nguyễn" && words[w.At + 1].Text == "Thị").Word;
        var position = words.Last(w => w.Page == name.Page && w.Text == "GIÁM" && w.Bottom < name.Top);
        Assert.Empty(await BlueRowsAsync(await director.DownloadAsync(href + "/pdf"), name.Page));
        await director.OpenAsync(href);
        await director.SubmitAsync(href + "/sign", [("proof-password", account.Password)]);
        var signed = await director.DownloadAsync(href + "/pdf");
        var blue = await BlueRowsAsync(signed, name.Page);
        Assert.NotEmpty(blue);
        Assert.True(blue[0] > position.Top && blue[^1] < name.Bottom, $"{blue[0]}..{blue[^1]} of {position.Bottom}..{name.Top}");
        Assert.Contains("Signature is Valid", await PdfsigAsync(signed), StringComparison.Ordinal);
        // A second, of the same person, has no name to stand above, and covers nothing.
        await director.OpenAsync(href);
        await director.SubmitAsync(href + "/sign", [("proof-password", account.Password)]);
        Assert.Equal(blue, await BlueRowsAsync(await director.DownloadAsync(href + "/pdf"), name.Page));
    }

    [Fact]
    public async Task Report_signed_with_a_token_elsewhere_is_taken_of_who_may_sign_only()
    {
        Assert.SkipUnless(Paper.CanReadPdf, "soffice or pdftotext is not installed.");
        var (director, href, account, organisation) = await IssuedAsync();
        var unsigned = await director.DownloadAsync(href + "/pdf");
        var name = await site.HouseAsync(async s => (await s.GetRequiredService<IPeople>().NamesAsync([account.Id], default))[account.Id]);
        async Task<int> BringAsync(byte[] file)
        {
            await director.OpenAsync(href);
            await director.SubmitAsync(href + "/signed", [], [("file", "ky.pdf", file)]);
            return (int)director.Answer.StatusCode;
        }
        async Task<byte[]> SignAsync(string by)
        {
            var chain = await IssueAsync(organisation, by);
            return LienY.Signatures.PdfSigner.Sign(unsigned, chain[0], [chain[1]], new(site.Clock.GetUtcNow()));
        }
        Assert.Equal(422, await BringAsync(unsigned));
        Assert.Equal(403, await BringAsync(await SignAsync("Người không có thẩm quyền")));
        Assert.Equal(unsigned, await director.DownloadAsync(href + "/pdf"));
        var signed = await SignAsync(name);
        Assert.Equal(200, await BringAsync(signed));
        Assert.Contains("Đã nhận bản PDF ký bằng phần mềm khác", director.Text, StringComparison.Ordinal);
        Assert.Contains(name, director.Page.QuerySelector("#signatures tbody")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(signed, await director.DownloadAsync(href + "/pdf"));
        Assert.Contains("Signature is Valid", await PdfsigAsync(signed), StringComparison.Ordinal);
    }
}
