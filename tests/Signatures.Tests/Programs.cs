using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;

namespace LienY.Signatures.Tests;

/// <summary>Programs of others, that judge what was made here without knowing it.</summary>
static class Programs
{
    static bool Has(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(f => File.Exists(Path.Combine(f, program)));

    /// <summary>Runs a program in a folder; skips the test where it is not installed.</summary>
    public static string Run(string folder, string program, params string[] args)
    {
        Assert.SkipUnless(Has(program), $"'{program}' is not installed here.");
        var start = new ProcessStartInfo(program, args) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["HOME"] = folder;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit(120_000);
        return said + errors.Result;
    }

    /// <summary>What pdfsig says; with the root trusted where certutil is installed.</summary>
    public static string Pdfsig(byte[] pdf, X509Certificate2 root)
    {
        var folder = Directory.CreateTempSubdirectory("lieny-sig-").FullName;
        try
        {
            File.WriteAllBytes(Path.Combine(folder, "a.pdf"), pdf);
            if (!Has("certutil")) return Run(folder, "pdfsig", "a.pdf");
            File.WriteAllText(Path.Combine(folder, "root.pem"), root.ExportCertificatePem());
            Run(folder, "certutil", "-N", "-d", "sql:" + folder, "--empty-password");
            Run(folder, "certutil", "-A", "-d", "sql:" + folder, "-n", "root", "-t", "CT,C,C", "-i", "root.pem");
            return Run(folder, "pdfsig", "-nssdir", "sql:" + folder, "a.pdf");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>What xmlsec1 says, trusting the root alone.</summary>
    public static string XmlSec(byte[] xml, X509Certificate2 root)
    {
        var folder = Directory.CreateTempSubdirectory("lieny-xml-").FullName;
        try
        {
            File.WriteAllBytes(Path.Combine(folder, "a.xml"), xml);
            File.WriteAllText(Path.Combine(folder, "root.pem"), root.ExportCertificatePem());
            return Run(folder, "xmlsec1", "--verify", "--enabled-key-data", "x509", "--verification-time", "2026-11-20 03:00:00", "--trusted-pem", "root.pem", "a.xml");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A file turned into another by a program.</summary>
    public static byte[] Turn(string name, byte[] input, string output, string program, params string[] args)
    {
        var folder = Directory.CreateTempSubdirectory("lieny-turn-").FullName;
        try
        {
            File.WriteAllBytes(Path.Combine(folder, name), input);
            var said = Run(folder, program, args);
            var made = Path.Combine(folder, output);
            Assert.True(File.Exists(made), said);
            return File.ReadAllBytes(made);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
