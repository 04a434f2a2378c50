using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using LienY.Signatures;

namespace LienY.Bench;

/// <summary>Signing and checking: a PDF of 20 pages with pictures, and small XML as papers are exchanged; the engine alone, without database.</summary>
static class SigningBench
{
    const int Times = 100;

    public static Task RunAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        var rows = new List<string[]>();
        foreach (var isEcdsa in new[] { false, true })
        {
            var (root, person) = People(now, isEcdsa);
            var trust = new Trust([root], [], now.AddMinutes(1));
            var kind = isEcdsa ? "ECDSA P-256" : "RSA 2048";
            var pdf = Pdf();
            var signed = PdfSigner.Sign(pdf, person, [], new(now));
            rows.Add(["PDF, 20 pages, " + Machine.Say(pdf.Length / 1048576.0) + " MB", kind, .. Measure(() => PdfSigner.Sign(pdf, person, [], new(now)), () => PdfCheck.Run(signed, trust))]);
            var xml = Encoding.UTF8.GetBytes("<edXML>" + string.Concat(Enumerable.Range(0, 200).Select(i => $"<dong so=\"{i}\">Nội dung trao đổi văn bản số {i}</dong>")) + "</edXML>");
            var signedXml = XmlSigner.Sign(xml, person, [], new(now));
            rows.Add(["XML, " + Machine.Say(xml.Length / 1024.0) + " kB", kind, .. Measure(() => XmlSigner.Sign(xml, person, [], new(now)), () => XmlCheck.Run(signedXml, trust))]);
            if (PdfCheck.Run(signed, trust).Signatures.Concat(XmlCheck.Run(signedXml, trust).Signatures).Any(s => s.Verdict != Verdict.Valid))
                throw new InvalidOperationException("A signature of the measure is not valid.");
        }
        Machine.Table($"Digital signatures, {Times} times, median", ["what", "key", "sign, ms", "check, ms", "checks a second", "MB allocated to sign", "MB to check"], rows);
        return Task.CompletedTask;
    }

    static string[] Measure(Action sign, Action check)
    {
        var (made, madeBytes) = Median(sign);
        var (checkedIn, checkBytes) = Median(check);
        return [Machine.Say(made, 2), Machine.Say(checkedIn, 2), Machine.Say(1000 / checkedIn, 0), Machine.Say(madeBytes), Machine.Say(checkBytes)];
    }

    static (double Milliseconds, double Megabytes) Median(Action work)
    {
        for (var i = 0; i < 10; i++) work();
        var (times, before) = (new List<double>(), GC.GetTotalAllocatedBytes(precise: true));
        for (var i = 0; i < Times; i++)
        {
            var one = Stopwatch.StartNew();
            work();
            times.Add(one.Elapsed.TotalMilliseconds);
        }
        var bytes = GC.GetTotalAllocatedBytes(precise: true) - before;
        times.Sort();
        return (Machine.Percentile(times, 0.5), bytes / 1048576.0 / Times);
    }

    static (X509Certificate2 Root, X509Certificate2 Person) People(DateTimeOffset now, bool isEcdsa)
    {
        using var rootKey = RSA.Create(2048);
        var rootAsk = new CertificateRequest("CN=Root of the bench", rootKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        rootAsk.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var root = rootAsk.CreateSelfSigned(now.AddDays(-2), now.AddYears(5));
        using var rsa = RSA.Create(2048);
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var ask = isEcdsa ? new CertificateRequest("CN=Signer", ecdsa, HashAlgorithmName.SHA256)
            : new CertificateRequest("CN=Signer", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = ask.Create(root.SubjectName, X509SignatureGenerator.CreateForRSA(rootKey, RSASignaturePadding.Pkcs1), now.AddDays(-1), now.AddYears(1), [1, 2, 3]);
        return (X509CertificateLoader.LoadCertificate(root.RawData), isEcdsa ? made.CopyWithPrivateKey(ecdsa) : made.CopyWithPrivateKey(rsa));
    }

    // Twenty pages of text, and a picture of noise that nothing packs.
    static byte[] Pdf()
    {
        var (file, places, chance) = (new MemoryStream(), new List<long>(), new Random(20));
        void Text(string text) => file.Write(Encoding.Latin1.GetBytes(text));
        void Begin()
        {
            places.Add(file.Position);
            Text(string.Create(CultureInfo.InvariantCulture, $"{places.Count} 0 obj\n"));
        }
        Text("%PDF-1.6\n");
        Begin();
        Text("<</Type/Catalog/Pages 2 0 R>>\nendobj\n");
        Begin();
        Text("<</Type/Pages/Count 20/MediaBox[0 0 595 842]/Kids[" + string.Join(' ', Enumerable.Range(0, 20).Select(i => $"{4 + i * 2} 0 R")) + "]>>\nendobj\n");
        Begin();
        var noise = new byte[1_000_000];
        chance.NextBytes(noise);
        Text("<</Type/XObject/Subtype/Image/Width 1000/Height 1000/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1000000>>\nstream\n");
        file.Write(noise);
        Text("\nendstream\nendobj\n");
        for (var page = 0; page < 20; page++)
        {
            var words = string.Concat(Enumerable.Range(0, 40).Select(i => $"BT /F1 11 Tf 60 {780 - i * 18} Td (Dong thu {i} cua trang {page} trong van ban) Tj ET\n"));
            Begin();
            Text($"<</Type/Page/Parent 2 0 R/Contents {5 + page * 2} 0 R/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>/XObject<</I 3 0 R>>>>>>\nendobj\n");
            Begin();
            Text($"<</Length {words.Length}>>\nstream\n{words}\nendstream\nendobj\n");
        }
        var start = file.Position;
        Text($"xref\n0 {places.Count + 1}\n0000000000 65535 f \n");
        foreach (var place in places) Text(string.Create(CultureInfo.InvariantCulture, $"{place:D10} 00000 n \n"));
        Text($"trailer\n<</Size {places.Count + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
        return file.ToArray();
    }
}
