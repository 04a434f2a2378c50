using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Server.Tests;

/// <summary>The FHIR server as processes: one that is killed has lost nothing that it acknowledged, two over one database are one server.</summary>
public sealed class FhirCrashTests
{
    const int Clients = 8, Before = 120;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    sealed record Scene(Settings Settings, ServiceProvider House, string Token) : IAsyncDisposable
    {
        public static async Task<Scene> MakeAsync(bool postgres)
        {
            var settings = new Settings
            {
                Data = Scratch.Folder("fhir"),
                Database = postgres ? await PostgresServer.FreshDatabaseAsync() : "",
                Key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            };
            var services = new ServiceCollection().AddLogging();
            Door.AddServices(services, settings);
            var house = services.BuildServiceProvider();
            await Server.House.MigrateAsync(house, Stop);
            await using var scope = house.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House;
            var hospital = await scope.ServiceProvider.GetRequiredService<IOrganisations>().CreatePartnerAsync("Bệnh viện Thử", "hospital", null, Stop);
            var account = await scope.ServiceProvider.GetRequiredService<IAccountMaker>().MakeAsync("thu", "Người thử", "Bác sĩ", Role.Doctor, hospital, Stop);
            return new(settings, house, account.Token);
        }

        public async Task<long> CountAsync(string sql)
        {
            await using var connection = await House.GetRequiredService<Database>().OpenAsync(Stop);
            return Convert.ToInt64(await connection.CellAsync(sql, Stop) ?? 0, CultureInfo.InvariantCulture);
        }

        public ValueTask DisposeAsync() => House.DisposeAsync();
    }

    static async Task<(int Status, JsonNode? Json)?> SendAsync(NodeProcess node, string method, string path, string? body = null, string? ifNoneExist = null)
    {
        try
        {
            using var request = new HttpRequestMessage(new(method), path.Length == 0 ? "/fhir" : "/fhir/" + path);
            if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/fhir+json"));
            if (ifNoneExist is not null) request.Headers.TryAddWithoutValidation("If-None-Exist", ifNoneExist);
            using var answer = await node.Client.SendAsync(request, Stop);
            var text = await answer.Content.ReadAsStringAsync(Stop);
            return ((int)answer.StatusCode, text.Length > 0 ? JsonNode.Parse(text) : null);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    static string Patient(string number) => $$$"""{"resourceType":"Patient","identifier":[{"system":"urn:thu","value":"{{{number}}}"}],"name":[{"family":"Nguyễn"}]}""";

    static string Observation(string patient, int value) =>
        $$$"""{"resourceType":"Observation","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"8480-6"}]},"subject":{"reference":"{{{patient}}}"},"valueQuantity":{"value":{{{value}}}.0,"unit":"mmHg","system":"http://unitsofmeasure.org","code":"mm[Hg]"}}""";

    static string Pair(string number, int value) =>
        $$$"""{"resourceType":"Bundle","type":"transaction","entry":[{"fullUrl":"urn:uuid:{{{Guid.CreateVersion7()}}}","resource":{{{Patient(number)}}},"request":{"method":"POST","url":"Patient"}},{"resource":{{{Observation("Patient?identifier=urn:thu|chung", value)}}},"request":{"method":"POST","url":"Observation"}}]}""";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_killed_node_has_lost_no_resource_that_it_acknowledged(bool postgres)
    {
        await using var scene = await Scene.MakeAsync(postgres);
        var acknowledged = new ConcurrentDictionary<string, string>();
        var pairs = new ConcurrentBag<(string Number, string Observation)>();
        await using (var doomed = await NodeProcess.StartAsync(scene.Settings, scene.Token))
        {
            Assert.Equal(201, (await SendAsync(doomed, "POST", "Patient", Patient("chung")))!.Value.Status);
            using var over = new CancellationTokenSource();
            var killing = Task.Run(async () =>
            {
                while (acknowledged.Count + pairs.Count < Before) await Task.Delay(1, Stop);
                await doomed.KillAsync();
                await over.CancelAsync();
            }, Stop);
            await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
            {
                for (var i = 0; !over.IsCancellationRequested; i++)
                {
                    var number = $"{client}-{i}";
                    // Single creates and transactions by turns.
                    if (i % 2 == 0)
                    {
                        if (await SendAsync(doomed, "POST", "Patient", Patient(number)) is { Status: 201, Json: { } made }) acknowledged[made["id"]!.ToString()] = number;
                    }
                    else if (await SendAsync(doomed, "POST", "", Pair(number, i)) is { Status: 200, Json: { } done })
                        pairs.Add((number, done["entry"]![1]!["response"]!["location"]!.ToString().Split("/_history")[0]));
                }
            }, Stop)));
            await killing;
        }
        Assert.True(acknowledged.Count + pairs.Count >= Before && !acknowledged.IsEmpty && !pairs.IsEmpty);
        await using var again = await NodeProcess.StartAsync(scene.Settings, scene.Token);
        foreach (var (id, number) in acknowledged)
        {
            var read = await SendAsync(again, "GET", $"Patient/{id}");
            Assert.Equal((200, number), (read!.Value.Status, read.Value.Json!["identifier"]![0]!["value"]!.ToString()));
            Assert.Equal(1, (int)(await SendAsync(again, "GET", $"Patient?identifier=urn:thu|{number}&_summary=count"))!.Value.Json!["total"]!);
        }
        foreach (var (number, observation) in pairs)
        {
            Assert.Equal(1, (int)(await SendAsync(again, "GET", $"Patient?identifier=urn:thu|{number}&_summary=count"))!.Value.Json!["total"]!);
            Assert.Equal(200, (await SendAsync(again, "GET", observation))!.Value.Status);
        }
        // Half of a transaction is never there: whoever was not answered has both or nothing; and every resource has its entry in the trail.
        Assert.Equal(await scene.CountAsync("select count(*) from records_resource where type = 'Patient' and method = 'POST'") - 1,
            await scene.CountAsync("select count(*) from records_resource where type = 'Observation'") + await SinglesAsync());
        Assert.Equal(201, (await SendAsync(again, "POST", "Patient", Patient("sau")))!.Value.Status);

        // Singles have even numbers; they are told by the body.
        async Task<long> SinglesAsync()
        {
            await using var connection = await scene.House.GetRequiredService<Database>().OpenAsync(Stop);
            var bodies = await connection.RowsAsync("select body from records_resource where type = 'Patient'", r => JsonNode.Parse((byte[])r.GetValue(0))!, Stop);
            return bodies.Select(b => b["identifier"]![0]!["value"]!.ToString()).Count(n => n.Contains('-', StringComparison.Ordinal) && int.Parse(n.Split('-')[1], CultureInfo.InvariantCulture) % 2 == 0);
        }
    }

    [Fact]
    public async Task Two_nodes_over_one_database_are_one_server()
    {
        await using var scene = await Scene.MakeAsync(postgres: true);
        await using var one = await NodeProcess.StartAsync(scene.Settings, scene.Token);
        await using var other = await NodeProcess.StartAsync(scene.Settings, scene.Token);
        NodeProcess Node(int i) => i % 2 == 0 ? one : other;

        // The same condition from both, at once: one is made.
        var made = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => SendAsync(Node(i), "POST", "Patient", Patient("mot"), "identifier=urn:thu|mot")));
        Assert.All(made, m => Assert.Contains(m!.Value.Status, new[] { 200, 201 }));
        Assert.Single(made, m => m!.Value.Status == 201);
        var id = Assert.Single(made.Select(m => m!.Value.Json!["id"]!.ToString()).Distinct());

        // What one acknowledged the other has at once, by id and by search; the versions of both make one row without gaps.
        for (var i = 0; i < 10; i++)
        {
            var observation = (await SendAsync(Node(i), "POST", "Observation", Observation($"Patient/{id}", 100 + i)))!.Value.Json!["id"]!.ToString();
            Assert.Equal(200, (await SendAsync(Node(i + 1), "GET", $"Observation/{observation}"))!.Value.Status);
            Assert.Equal(i + 1, (int)(await SendAsync(Node(i + 1), "GET", $"Observation?patient={id}&code=8480-6&_summary=count"))!.Value.Json!["total"]!);
        }
        var body = JsonNode.Parse(Patient("mot"))!;
        body["id"] = id;
        var changes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => SendAsync(Node(i), "PUT", $"Patient/{id}", body.ToJsonString())));
        Assert.All(changes, c => Assert.Equal(200, c!.Value.Status));
        Assert.Equal(Enumerable.Range(2, 20), changes.Select(c => int.Parse(c!.Value.Json!["meta"]!["versionId"]!.ToString(), CultureInfo.InvariantCulture)).Order());
        var history = (await SendAsync(one, "GET", $"Patient/{id}/_history?_count=100"))!.Value.Json!["entry"]!.AsArray();
        Assert.Equal(Enumerable.Range(1, 21).Reverse().Select(v => $"W/\"{v.ToString(CultureInfo.InvariantCulture)}\""), history.Select(e => e!["response"]!["etag"]!.ToString()));

        // Transactions of both over the same patient fall over nothing.
        var bundles = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => SendAsync(Node(i), "POST", "", Pair($"p{i.ToString(CultureInfo.InvariantCulture)}", i).Replace("urn:thu|chung", "urn:thu|mot", StringComparison.Ordinal))));
        Assert.All(bundles, b => Assert.Equal(200, b!.Value.Status));
        Assert.Equal(34, (int)(await SendAsync(other, "GET", $"Observation?patient={id}&_summary=count"))!.Value.Json!["total"]!);
        // A page that began at one goes on at the other.
        var page = (await SendAsync(one, "GET", $"Observation?patient={id}&_sort=value-quantity&_count=20"))!.Value.Json!;
        var next = page["link"]!.AsArray().Single(l => l!["relation"]!.ToString() == "next")!["url"]!.ToString();
        var rest = (await SendAsync(other, "GET", next[(next.IndexOf("/fhir/", StringComparison.Ordinal) + 6)..]))!.Value.Json!;
        Assert.Equal(34, page["entry"]!.AsArray().Concat(rest["entry"]!.AsArray()).Select(e => e!["resource"]!["id"]!.ToString()).Distinct().Count());
    }
}
