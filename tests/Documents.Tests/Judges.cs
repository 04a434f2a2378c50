using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LienY.Documents.Tests;

/// <summary>An authority of the test, and programs of others that judge what was made here.</summary>
static class Judges
{
    public const string Password = "Mat-khau-p12";

    /// <summary>What a program says; skips the test where it is not installed.</summary>
    public static async Task<string> RunAsync(string program, IReadOnlyList<(string Name, byte[] Content)> files, params string[] args)
    {
        Assert.SkipUnless((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(f => File.Exists(Path.Combine(f, program))),
            $"'{program}' is not installed here.");
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
}
