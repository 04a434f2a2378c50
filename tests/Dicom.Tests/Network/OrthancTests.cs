using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace LienY.Dicom.Tests;

/// <summary>Debian's Orthanc as a peer in both directions.</summary>
public sealed class OrthancTests : IAsyncLifetime
{
    readonly Folder folder = new();
    readonly HttpClient http = new();
    readonly Clinic clinic = new();
    readonly int port = Tool.FreePort();
    Process? server;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    DimseTarget Orthanc => new("ORTHANC", "127.0.0.1", port);

    public async ValueTask InitializeAsync()
    {
        var program = Tool.Path("Orthanc", "orthanc");
        var web = Tool.FreePort();
        var settings = folder.File("orthanc.json", JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            ["StorageDirectory"] = folder.Root,
            ["IndexDirectory"] = folder.Root,
            ["DicomAet"] = "ORTHANC",
            ["DicomPort"] = port,
            ["HttpPort"] = web,
            ["RemoteAccessAllowed"] = false,
            ["DefaultEncoding"] = "Utf8",
            ["DicomModalities"] = new
            {
                lieny = new object[] { "LIENY", "127.0.0.1", clinic.Port },
                tester = new object[] { "TESTER", "127.0.0.1",
                Tool.FreePort() }
            },
        }));
        server = Tool.Start(program, settings);
        _ = server.StandardError.ReadToEndAsync();
        _ = server.StandardOutput.ReadToEndAsync();
        http.BaseAddress = new("http://127.0.0.1:" + web.ToString(CultureInfo.InvariantCulture));
        await Tool.ListensAsync(port, server);
        await Tool.ListensAsync(web, server);
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            server.Kill();
            await server.WaitForExitAsync();
            server.Dispose();
        }
        await clinic.DisposeAsync();
        http.Dispose();
        folder.Dispose();
    }

    // Names as they are written: Orthanc knows no others.
    Task<HttpResponseMessage> AskAsync(string path, object body) => http.PostAsJsonAsync(path, body, JsonSerializerOptions.Default, Stop);

    static EncodedDataSet Ask(string syntax, string level) => new(Elements.Of(syntax, (0x00080052, "CS", level), (0x00100020, "LO", ""), (0x0020000D, "UI",
        "2.25.77")), syntax);

    [Fact]
    public async Task Orthanc_takes_finds_gives_and_moves_what_we_send()
    {
        var instances = Enumerable.Range(0, 3).Select(n => Clinic.Outgoing(new(Elements.SecondaryCapture, "2.25.50" + n, Uids.ExplicitLittle),
            Elements.Capture("2.25.50" + n, "P7", 300_000))).ToList();
        await using (var sender = await DimseClient.OpenAsync(Orthanc, "TESTER", ProposedContexts.For(instances), TimeProvider.System, Stop))
        {
            foreach (var instance in instances) Assert.Equal(DimseStatus.Success, await sender.StoreAsync(instance, Stop));
            await sender.ReleaseAsync();
        }
        await using (var asker = await DimseClient.OpenAsync(Orthanc, "TESTER", ProposedContexts.For(SopClasses.StudyRootFind, SopClasses.StudyRootMove),
            TimeProvider.System, Stop))
        {
            var found = new List<string?>();
            await foreach (var row in asker.FindAsync(SopClasses.StudyRootFind, s => Ask(s, "STUDY"), Stop)) found.Add(Elements.Text(row, 0x00100020));
            Assert.Equal(["P7"], found);
            var moved = await asker.MoveAsync(SopClasses.StudyRootMove, s => Ask(s, "STUDY"), "LIENY", Stop);
            Assert.Equal(new(DimseStatus.Success, new(0, 3, 0, 0)), moved);
            await asker.ReleaseAsync();
        }
        Assert.Equal(3, clinic.Kept.Count);
        var contexts = ProposedContexts.ForGet(SopClasses.StudyRootGet, [Elements.SecondaryCapture], [Uids.ExplicitLittle]);
        await using var getter = await DimseClient.OpenAsync(Orthanc, "TESTER", contexts, TimeProvider.System, Stop, roles: [new(Elements.SecondaryCapture, true,
            true)]);
        var got = new List<long>();
        var end = await getter.GetAsync(SopClasses.StudyRootGet, s => Ask(s, "STUDY"), async (_, data) =>
        {
            await data.PassAsync();
            got.Add(data.Count);
            return DimseStatus.Success;
        }, Stop);
        Assert.Equal(DimseStatus.Success, end.Status);
        Assert.Equal(3, got.Count);
    }

    [Fact]
    public async Task Orthanc_echoes_sends_finds_and_retrieves_here()
    {
        Assert.True((await AskAsync("/modalities/lieny/echo", new { })).IsSuccessStatusCode);
        foreach (var n in Enumerable.Range(0, 2))
        {
            var uid = "2.25.60" + n;
            Assert.True((await http.PostAsync("/instances", new ByteArrayContent(Elements.Part10(Elements.Capture(uid, "P8", 200_000), uid)),
                Stop)).IsSuccessStatusCode);
        }
        var all = await http.GetFromJsonAsync<string[]>("/instances", Stop);
        var sent = await AskAsync("/modalities/lieny/store", new { Resources = all, Synchronous = true });
        Assert.True(sent.IsSuccessStatusCode, await sent.Content.ReadAsStringAsync(Stop));
        Assert.Equal(["2.25.600", "2.25.601"], clinic.Kept.Keys.Order());
        Assert.Equal(Elements.Capture("2.25.600", "P8", 200_000), clinic.Kept["2.25.600"].Data);

        clinic.Keep("2.25.602", Elements.Capture("2.25.602", "P8", 100_000));
        clinic.Destinations["ORTHANC"] = Orthanc;
        var asked = await AskAsync("/modalities/lieny/query", new { Level = "Study", Query = new { PatientID = "P8" } });
        var id = (await asked.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("ID").GetString();
        Assert.Equal(3, (await http.GetFromJsonAsync<string[]>($"/queries/{id}/answers", Stop))!.Length);
        var retrieved = await AskAsync($"/queries/{id}/answers/0/retrieve", new { TargetAet = "ORTHANC", Synchronous = true });
        Assert.True(retrieved.IsSuccessStatusCode, await retrieved.Content.ReadAsStringAsync(Stop) + string.Join('\n', clinic.Notes));
        Assert.Equal(3, (await http.GetFromJsonAsync<string[]>("/instances", Stop))!.Length);
    }
}
