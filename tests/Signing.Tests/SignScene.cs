using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Signing.Tests;

/// <summary>An authority of the test with certificates as .p12, and people who sign.</summary>
sealed class SignScene
{
    public const string Password = "Mat-khau-p12";

    readonly TestSite site;

    SignScene(TestSite site, Guid organisation, X509Certificate2 root, X509Certificate2 between)
    {
        this.site = site;
        (Organisation, Root, Between) = (organisation, root, between);
    }

    public Guid Organisation { get; }

    public X509Certificate2 Root { get; }

    public X509Certificate2 Between { get; }

    public static async Task<SignScene> NewAsync(TestSite site)
    {
        var organisation = await site.OrganisationAsync("Bệnh viện thử " + Guid.CreateVersion7().ToString("N")[..12], kind: "hospital");
        var now = site.Clock.GetUtcNow();
        using var key = RSA.Create(2048);
        var ask = new CertificateRequest("CN=Root of test, O=Test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        Extend(ask, true);
        var root = ask.CreateSelfSigned(now.AddYears(-2), now.AddYears(10));
        var (between, _) = Issue("CN=Between of test, O=Test", root, true, now.AddYears(-2), now.AddYears(9));
        var scene = new SignScene(site, organisation, root, between);
        await site.HouseAsync(async s =>
        {
            await s.GetRequiredService<ITrustedSigners>().AddAsync(organisation, System.Text.Encoding.ASCII.GetBytes(root.ExportCertificatePem()), "", default);
            return 0;
        });
        return scene;
    }

    static (X509Certificate2, RSA) Issue(string subject, X509Certificate2 by, bool isAuthority, DateTimeOffset from, DateTimeOffset to)
    {
        var key = RSA.Create(2048);
        var ask = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        Extend(ask, isAuthority);
        using var above = by.GetRSAPrivateKey()!;
        using var made = ask.Create(by.SubjectName, X509SignatureGenerator.CreateForRSA(above, RSASignaturePadding.Pkcs1), from, to,
            RandomNumberGenerator.GetBytes(12));
        return (made.CopyWithPrivateKey(key), key);
    }

    static void Extend(CertificateRequest ask, bool isAuthority)
    {
        ask.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
        ask.CertificateExtensions.Add(new X509KeyUsageExtension(isAuthority ? X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign
            : X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, true));
        ask.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(ask.PublicKey, false));
    }

    /// <summary>A certificate of a person or an organisation.</summary>
    public X509Certificate2 Certificate(string name, int days = 400)
    {
        var now = site.Clock.GetUtcNow();
        return Issue($"CN={name}, O=Bệnh viện thử", Between, false, now.AddYears(-1), now.AddDays(days)).Item1;
    }

    /// <summary>The same as .p12 with <see cref="Password"/>.</summary>
    public byte[] P12(X509Certificate2 certificate) =>
        new X509Certificate2Collection { certificate, X509CertificateLoader.LoadCertificate(Between.RawData) }.Export(X509ContentType.Pkcs12, Password)!;

    /// <summary>The list of the authority between, with certificates revoked now.</summary>
    public byte[] List(params X509Certificate2[] revoked)
    {
        var (builder, now) = (new CertificateRevocationListBuilder(), site.Clock.GetUtcNow());
        foreach (var one in revoked) builder.AddEntry(one, now.AddMinutes(-1), X509RevocationReason.KeyCompromise);
        return builder.Build(Between, 1, now.AddDays(30), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1, now.AddMinutes(-1));
    }

    /// <summary>A PDF of one page.</summary>
    public static byte[] Pdf(string words = "Van ban thu")
    {
        var text = new System.Text.StringBuilder("%PDF-1.5\n");
        string[] bodies =
        [
            "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>",
            "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
            $"<</Length {words.Length + 36}>>\nstream\nBT /F1 18 Tf 72 720 Td ({words}) Tj ET\nendstream",
        ];
        var places = new List<int>();
        foreach (var body in bodies)
        {
            places.Add(text.Length);
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{places.Count} 0 obj\n{body}\nendobj\n");
        }
        var start = text.Length;
        text.Append("xref\n0 5\n0000000000 65535 f \n");
        foreach (var place in places) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{place:D10} 00000 n \n");
        text.Append(System.Globalization.CultureInfo.InvariantCulture, $"trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
        return System.Text.Encoding.Latin1.GetBytes(text.ToString());
    }

    /// <summary>A seal in the house.</summary>
    public Task<Guid> SealAsync(string seals, X509Certificate2? certificate = null) => site.HouseAsync(async s =>
    {
        var desk = s.GetRequiredService<KeyDesk>();
        var id = await desk.AddAsync(new KeyInput(Organisation, KeyKind.Seal, null, "", P12(certificate ?? Certificate("Bệnh viện thử")), Password, null), default);
        if (seals.Length > 0) await desk.ChangeAsync(id, (await s.GetRequiredService<SigningStore>().Keys.FindAsync(id))!.Version, null, seals, default);
        return id;
    });
}
