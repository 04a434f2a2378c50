using System.Diagnostics;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LienY.Dicom.Tests;

/// <summary>dcmtk as client and as server: what devices in the field are built upon.</summary>
public sealed class DcmtkTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static string[] To(Clinic clinic) => ["-aet", "DCMTK", "-aec", "LIENY", "127.0.0.1", clinic.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)];

    static string Uid(int n) => "2.25.1000" + n;

    static string[] Files(Folder folder, int count, int bytes) =>
        [.. Enumerable.Range(0, count).Select(n => folder.File($"{n}.dcm", Elements.Part10(Elements.Capture(Uid(n), "P1", bytes), Uid(n))))];

    [Fact]
    public async Task Echoscu_is_answered()
    {
        await using var clinic = new Clinic();
        var (code, said) = await Tool.RunAsync("echoscu", ["-v", "--repeat", "5", .. To(clinic)]);
        Assert.True(code == 0, said);
        Assert.Empty(clinic.Notes);
    }

    [Theory]
    [InlineData(2_000)]
    [InlineData(1_500_000)]
    public async Task Storescu_brings_every_byte(int bytes)
    {
        await using var clinic = new Clinic();
        using var folder = new Folder();
        var files = Files(folder, 3, bytes);
        var (code, said) = await Tool.RunAsync("storescu", [.. To(clinic), .. files]);
        Assert.True(code == 0, said);
        Assert.Equal(3, clinic.Kept.Count);
        foreach (var n in Enumerable.Range(0, 3))
        {
            var (request, data) = clinic.Kept[Uid(n)];
            Assert.Equal(Uids.ExplicitLittle, request.TransferSyntax);
            Assert.Equal(Elements.Unwrap(File.ReadAllBytes(files[n])).Data, data);
        }
        Assert.Empty(clinic.Notes);
    }

    [Fact]
    public async Task A_status_of_refusal_reaches_storescu()
    {
        await using var clinic = new Clinic { StoreStatus = DimseStatus.OutOfResources with { Comment = "The disk is full." } };
        using var folder = new Folder();
        var (_, said) = await Tool.RunAsync("storescu", ["-v", .. To(clinic), .. Files(folder, 1, 400_000)]);
        Assert.Contains("OutOfResources", said);
        Assert.Empty(clinic.Kept);
    }

    [Fact]
    public async Task Dcmsend_brings_a_folder()
    {
        await using var clinic = new Clinic();
        using var folder = new Folder();
        Files(folder, 20, 40_000);
        var (code, said) = await Tool.RunAsync("dcmsend", ["-v", "+sd", .. To(clinic), folder.Root]);
        Assert.True(code == 0, said);
        Assert.Equal(20, clinic.Kept.Count);
    }

    [Fact]
    public async Task Storescu_brings_instances_over_tls_with_a_certificate_and_nobody_comes_in_without()
    {
        using var folder = new Folder();
        using var ours = Certificate("CN=lieny");
        using var theirs = Certificate("CN=modality");
        await using var clinic = new Clinic(new(0)
        {
            Tls = new()
            {
                Certificate = X509CertificateLoader.LoadPkcs12(ours.Export(X509ContentType.Pkcs12), null),
                Authorities = [theirs],
                NeedsClient = true
            }
        });
        var key = folder.File("key.pem", System.Text.Encoding.ASCII.GetBytes(theirs.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem()));
        var own = folder.File("own.pem", System.Text.Encoding.ASCII.GetBytes(theirs.ExportCertificatePem()));
        var trusted = folder.File("trusted.pem", System.Text.Encoding.ASCII.GetBytes(ours.ExportCertificatePem()));
        var port = clinic.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var (code, said) = await Tool.RunAsync("storescu", ["-v", "+tls", key, own, "+cf", trusted, "-aec", "LIENY", "127.0.0.1", port, .. Files(folder, 2,
            300_000)]);
        Assert.True(code == 0, said);
        Assert.Equal(2, clinic.Kept.Count);
        Assert.Equal(300_000 / 2048 * 2048 + 2048, clinic.Kept[Uid(0)].Data.Length - Elements.Capture(Uid(0), "P1", 0).Length);

        (code, said) = await Tool.RunAsync("echoscu", ["+tla", "-ic", "-aec", "LIENY", "127.0.0.1", port]);
        Assert.True(code != 0, said);
        await Assert.ThrowsAnyAsync<IOException>(() => DimseClient.OpenAsync(clinic.Target, "TESTER", ProposedContexts.For(Uids.Verification), TimeProvider.System,
            Stop, new() { Artim = TimeSpan.FromSeconds(1) }));
        await using var client = await DimseClient.OpenAsync(clinic.Target with
        {
            Tls = new()
            {
                Authorities = [ours],
                Certificate = X509CertificateLoader.LoadPkcs12(theirs.Export(X509ContentType.Pkcs12), null)
            }
        },
            "TESTER", ProposedContexts.For(Uids.Verification), TimeProvider.System, Stop);
        Assert.Equal(DimseStatus.Success, await client.EchoAsync());
    }

    static X509Certificate2 Certificate(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
    }

    [Fact]
    public async Task Findscu_finds_in_every_model_and_reads_the_worklist()
    {
        await using var clinic = new Clinic();
        clinic.Keep(Uid(1), Elements.Capture(Uid(1), "P1", 2048));
        var (code, said) = await Tool.RunAsync("findscu", ["-S", .. To(clinic), "-k", "QueryRetrieveLevel=IMAGE", "-k", "PatientID=P1", "-k", "SOPInstanceUID"]);
        Assert.True(code == 0 && said.Contains(Uid(1), StringComparison.Ordinal), said);
        (code, said) = await Tool.RunAsync("findscu", ["-P", .. To(clinic), "-k", "QueryRetrieveLevel=IMAGE", "-k", "PatientID=P2"]);
        Assert.True(code == 0 && !said.Contains(Uid(1), StringComparison.Ordinal), said);
        (code, said) = await Tool.RunAsync("findscu", ["-W", .. To(clinic), "-k", "PatientName", "-k", "AccessionNumber"]);
        Assert.True(code == 0 && said.Contains("TRAN^THI B", StringComparison.Ordinal), said);
    }

    [Fact]
    public async Task Findscu_cancels_after_some_answers()
    {
        await using var clinic = new Clinic { Endless = 1_000_000 };
        var (code, said) = await Tool.RunAsync("findscu", ["-v", "-S", "--cancel", "3", .. To(clinic), "-k", "QueryRetrieveLevel=STUDY"]);
        Assert.True(code == 0 && said.Contains("Cancel", StringComparison.Ordinal), said);
        while (clinic.Open > 0) await Task.Delay(5);
    }

    [Fact]
    public async Task Movescu_moves_to_itself()
    {
        await using var clinic = new Clinic();
        using var folder = new Folder();
        for (var n = 0; n < 3; n++) clinic.Keep(Uid(n), Elements.Capture(Uid(n), "P1", 500_000));
        var port = Tool.FreePort();
        clinic.Destinations["DCMTK"] = new("DCMTK", "127.0.0.1", port);
        var (code, said) = await Tool.RunAsync("movescu", ["-v", "-S", "-aem", "DCMTK", "+P", port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            "-od", folder.Root,
            .. To(clinic), "-k", "QueryRetrieveLevel=STUDY", "-k", "StudyInstanceUID=2.25.77"]);
        Assert.True(code == 0, said);
        var files = Directory.GetFiles(folder.Root);
        Assert.True(files.Length == 3, said + string.Join(' ', files));
        Assert.Equal(clinic.Kept.Values.Select(k => Convert.ToHexString(SHA256.HashData(k.Data))).Order(),
            files.Select(f => Convert.ToHexString(SHA256.HashData(Elements.Unwrap(File.ReadAllBytes(f)).Data))).Order());
    }

    [Fact]
    public async Task Getscu_gets_on_its_own_association()
    {
        await using var clinic = new Clinic();
        using var folder = new Folder();
        for (var n = 0; n < 3; n++) clinic.Keep(Uid(n), Elements.Capture(Uid(n), "P1", 500_000));
        var (code, said) = await Tool.RunAsync("getscu", ["-v", "-S", "-od", folder.Root, .. To(clinic), "-k", "QueryRetrieveLevel=STUDY", "-k",
            "StudyInstanceUID=2.25.77"]);
        Assert.True(code == 0, said);
        var files = Directory.GetFiles(folder.Root);
        Assert.True(files.Length == 3, said);
        Assert.Equal(clinic.Kept[Uid(0)].Data, Elements.Unwrap(File.ReadAllBytes(files.Single(f => f.EndsWith(Uid(0), StringComparison.Ordinal)))).Data);
    }

    [Fact]
    public async Task Storescp_takes_what_we_send()
    {
        using var folder = new Folder();
        var port = Tool.FreePort();
        using var server = Tool.Start(Tool.Path("storescp", "dcmtk"), "+B", "-od", folder.Root, port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        try
        {
            await Tool.ListensAsync(port, server);
            var instance = Clinic.Outgoing(new(Elements.SecondaryCapture, Uid(1), Uids.ExplicitLittle), Elements.Capture(Uid(1), "P1", 700_000));
            await using var client = await DimseClient.OpenAsync(new("STORESCP", "127.0.0.1", port), "LIENY", ProposedContexts.For([instance]), TimeProvider.System,
                Stop);
            Assert.Equal(DimseStatus.Success, await client.StoreAsync(instance, Stop));
            await client.ReleaseAsync();
            var file = Assert.Single(Directory.GetFiles(folder.Root));
            Assert.Equal(Elements.Capture(Uid(1), "P1", 700_000), Elements.Unwrap(File.ReadAllBytes(file)).Data);
        }
        finally
        {
            server.Kill();
        }
    }
}
