using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Site;

/// <summary>An authority of the test, and programs of others that judge what was made here.</summary>
public static class Judges
{
    /// <summary>Password of the key files.</summary>
    public const string Password = "Mat-khau-p12";

    /// <summary>The program is installed here; a test that needs it says so and is skipped elsewhere.</summary>
    public static bool Has(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(f => File.Exists(Path.Combine(f, program)));

    /// <summary>What a program says about files.</summary>
    public static async Task<string> RunAsync(string program, IReadOnlyList<(string Name, byte[] Content)> files, params string[] args)
    {
        var folder = Directory.CreateTempSubdirectory("lieny-judge-").FullName;
        try
        {
            foreach (var (name, content) in files) await File.WriteAllBytesAsync(Path.Combine(folder, name), content);
            using var process = Process.Start(new ProcessStartInfo(program, args)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var errors = process.StandardError.ReadToEndAsync();
            var said = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return said + await errors;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A root, and a certificate of a person below it as .p12 with <see cref="Password"/>.</summary>
    public static (X509Certificate2 Root, byte[] P12) Issue(string name, DateTimeOffset now)
    {
        using var rootKey = RSA.Create(2048);
        var ask = new CertificateRequest($"CN=Root of test {Guid.CreateVersion7():N}, O=Test", rootKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        ask.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        ask.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        ask.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(ask.PublicKey, false));
        var root = ask.CreateSelfSigned(now.AddYears(-2), now.AddYears(10));
        using var key = RSA.Create(2048);
        var own = new CertificateRequest($"CN={name}, O=Bệnh viện thử", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        own.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        own.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, true));
        using var made = own.Create(root, now.AddYears(-1), now.AddDays(400), RandomNumberGenerator.GetBytes(12));
        using var whole = made.CopyWithPrivateKey(key);
        return (root, new X509Certificate2Collection { whole, X509CertificateLoader.LoadCertificate(root.RawData) }.Export(X509ContentType.Pkcs12, Password)!);
    }

    /// <summary>Gives an organisation a seal of the test's authority, which the house puts on papers of these types (BB, GCN …) by itself.</summary>
    public static async Task SealAsync(this TestSite site, Guid organisation, string name, string types)
    {
        var (root, p12) = Issue(name, site.Clock.GetUtcNow());
        await site.HouseAsync(async s =>
        {
            await s.GetRequiredService<ITrustedSigners>().AddAsync(organisation, Encoding.ASCII.GetBytes(root.ExportCertificatePem()), "", default);
            return 0;
        });
        var director = await site.SignInAsAsync(Role.Director, organisation);
        await director.OpenAsync($"/signing/keys/new?org={organisation}");
        await director.SubmitAsync("/signing/keys", [("kind", "Seal"), ("password", Password), ("label", "Con dấu thử")], [("file", "dau.p12", p12)]);
        await director.SubmitAsync(director.Answer.RequestMessage!.RequestUri!.AbsolutePath, [("seals", types)]);
        if (!director.Text.Contains(types.Split(',')[0], StringComparison.Ordinal)) throw new InvalidOperationException(director.Text);
    }
}
