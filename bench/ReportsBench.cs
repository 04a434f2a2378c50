using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LienY.Signatures;
using LienY.Writing;

namespace LienY.Bench;

/// <summary>A report of more than 20 pages: from a template too, as PDF, signed, checked by <c>pdfsig</c>, broken by one flipped bit.</summary>
static class ReportsBench
{
    public static async Task RunAsync()
    {
        var rows = new List<string[]>();
        var document = ReportBench.Document();
        byte[] docx = [];
        foreach (var name in new[] { "DOCX, first", "DOCX, again" }) docx = Timed(rows, name, () => OfficialDocx.Write(document));
        var template = new DocxTemplate(OfficialDocx.Write(document with { Body = [new Paragraph("{{noi_dung}}"), new Table([new("TT", 0.5), new("Chỉ tiêu", 3)], [Row.Of("{{chitieu.tt}}", "{{chitieu.ten}}")])] }));
        var fields = new TemplateFields(["noi_dung"], new Dictionary<string, IReadOnlyCollection<string>> { ["chitieu"] = ["tt", "ten"] });
        var values = new TemplateValues(new Dictionary<string, string> { ["noi_dung"] = string.Join('\n', Enumerable.Range(1, 120).Select(i => $"Đoạn {i}: các đơn vị đã triển khai đúng tiến độ, có phân công cụ thể.")) },
            new Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>> { ["chitieu"] = [.. Enumerable.Range(1, 600).Select(i => new Dictionary<string, string> { ["tt"] = $"{i}", ["ten"] = $"Chỉ tiêu số {i}" })] });
        Timed(rows, "DOCX by a template, 600 rows", () => template.Fill(fields, values));
        using var converter = new PdfConverter(new PdfOptions(), TimeProvider.System);
        byte[] pdf = [];
        foreach (var name in new[] { "PDF, first", "PDF, again" })
        {
            var watch = Stopwatch.StartNew();
            pdf = await converter.ConvertAsync(docx);
            rows.Add([name, Machine.Say(watch.Elapsed.TotalMilliseconds, 0), Machine.Say(pdf.Length / 1024.0, 0)]);
        }
        using var certificate = Certificate();
        byte[] signed = [];
        foreach (var name in new[] { "signed (PAdES, RSA 2048), first", "signed, again" })
            signed = Timed(rows, name, () => PdfSigner.Sign(pdf, certificate, [], new(TimeProvider.System.GetUtcNow())));
        var broken = signed.ToArray();
        broken[pdf.Length / 2] ^= 1;
        rows.Add(["pdfsig of the signed file: " + await PdfsigAsync(signed), "", ""]);
        rows.Add(["pdfsig after one flipped bit: " + await PdfsigAsync(broken), "", ""]);
        Machine.Table("A report of more than 20 pages, load " + Machine.Load(), ["what", "ms", "KB"], rows);
    }

    static byte[] Timed(List<string[]> rows, string name, Func<byte[]> work)
    {
        var watch = Stopwatch.StartNew();
        var made = work();
        rows.Add([name, Machine.Say(watch.Elapsed.TotalMilliseconds, 0), Machine.Say(made.Length / 1024.0, 0)]);
        return made;
    }

    static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var ask = new CertificateRequest("CN=Signer of the bench", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        ask.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, true));
        var now = TimeProvider.System.GetUtcNow();
        return ask.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
    }

    static async Task<string> PdfsigAsync(byte[] pdf)
    {
        var path = Path.GetTempFileName();
        await File.WriteAllBytesAsync(path, pdf);
        using var process = Process.Start(new ProcessStartInfo("pdfsig", ["-nocert", path]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = await process.StandardOutput.ReadToEndAsync();
        File.Delete(path);
        return said.Split('\n').FirstOrDefault(l => l.Contains("Signature Validation", StringComparison.Ordinal))?.Split(':')[^1].Trim() ?? "no signature";
    }
}
