using System.Text.Json;
using LienY.Kernel;
using LienY.Site;
using static LienY.Records.Tests.FhirHouse;

namespace LienY.Records.Tests;

/// <summary>Bundles: all or nothing, and each for itself.</summary>
public abstract class StoreBundleTests(TestSite site)
{
    static string Urn() => $"urn:uuid:{Guid.CreateVersion7()}";

    static List<string> Statuses(FhirSaid said) => [.. said.Json.GetProperty("entry").EnumerateArray().Select(e => e.GetProperty("response").GetProperty("status").GetString()!)];

    static string Place(FhirSaid said, int entry) => said.Json.GetProperty("entry")[entry].GetProperty("response").GetProperty("location").GetString()!;

    [Fact]
    public async Task Entries_of_a_transaction_refer_to_each_other_also_in_a_circle()
    {
        var program = await site.HospitalProgramAsync();
        var (patient, visit) = (Urn(), Urn());
        var said = await program.SendAsync("POST", "", Bundle("transaction",
            Entry("POST", "Observation", Observation(patient), Urn()),
            Entry("POST", "Patient", Patient()[..^1] + $",\"link\":[{{\"other\":{{\"reference\":\"{patient}\"}},\"type\":\"seealso\"}}]}}", patient),
            Entry("POST", "Encounter", $$$"""{"resourceType":"Encounter","status":"finished","class":{"code":"AMB"},"subject":{"reference":"{{{patient}}}"},"partOf":{"reference":"{{{visit}}}"}}""", visit)));
        Assert.Equal(200, said.Status);
        Assert.Equal("transaction-response", said.Json.GetProperty("type").GetString());
        Assert.All(Statuses(said), s => Assert.Equal("201 Created", s));
        var (observation, made, encounter) = (Place(said, 0), Place(said, 1).Split("/_history")[0], Place(said, 2).Split("/_history")[0]);
        Assert.Equal(made, (await program.SendAsync("GET", observation.Split("/_history")[0])).Json.GetProperty("subject").GetProperty("reference").GetString());
        Assert.Equal(made, (await program.SendAsync("GET", made)).Json.GetProperty("link")[0].GetProperty("other").GetProperty("reference").GetString());
        Assert.Equal(encounter, (await program.SendAsync("GET", encounter)).Json.GetProperty("partOf").GetProperty("reference").GetString());
        Assert.Equal(1, await site.CountAsync("select count(distinct person_id) from records_resource where ref in (select ref from records_resource where fid in (@p0, @p1, @p2))",
            made.Split('/')[1], encounter.Split('/')[1], observation.Split('/')[1]));
    }

    [Fact]
    public async Task One_bad_entry_leaves_nothing_of_the_transaction()
    {
        var program = await site.HospitalProgramAsync();
        var id = "tx-" + Guid.CreateVersion7().ToString("N");
        var bad = await program.SendAsync("POST", "", Bundle("transaction", Entry("PUT", $"Patient/{id}", Patient(id: id)), Entry("POST", "Observation", """{"resourceType":"Observation","nonsense":1}""")));
        Assert.Equal(422, bad.Status);
        Assert.StartsWith("Bundle.entry[1]", bad.Issue.GetProperty("expression")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(404, (await program.SendAsync("GET", $"Patient/{id}")).Status);
        var late = await program.SendAsync("POST", "", Bundle("transaction", Entry("PUT", $"Patient/{id}", Patient(id: id)), Entry("DELETE", "Patient/khong-co")));
        Assert.Equal(404, late.Status);
        Assert.Equal(404, (await program.SendAsync("GET", $"Patient/{id}")).Status);
    }

    [Fact]
    public async Task The_same_resource_twice_or_the_same_name_twice_is_refused()
    {
        var program = await site.HospitalProgramAsync();
        var (id, urn) = ("hai-" + Guid.CreateVersion7().ToString("N"), Urn());
        Assert.Equal(400, (await program.SendAsync("POST", "", Bundle("transaction", Entry("PUT", $"Patient/{id}", Patient(id: id)), Entry("PUT", $"Patient/{id}", Patient(id: id))))).Status);
        Assert.Equal(400, (await program.SendAsync("POST", "", Bundle("transaction", Entry("POST", "Patient", Patient(), urn), Entry("POST", "Patient", Patient(), urn)))).Status);
        Assert.Equal(400, (await program.SendAsync("POST", "", Bundle("collection"))).Status);
        Assert.Equal(400, (await program.SendAsync("POST", "", Bundle("transaction", Entry("FETCH", "Patient")))).Status);
    }

    [Fact]
    public async Task A_transaction_deletes_makes_changes_and_reads_in_this_order()
    {
        var program = await site.HospitalProgramAsync();
        var old = (await program.SendAsync("POST", "Patient", Patient())).Id;
        var changed = (await program.SendAsync("POST", "Patient", Patient("Trước"))).Id;
        var said = await program.SendAsync("POST", "", Bundle("transaction", Entry("GET", $"Patient/{changed}"), Entry("PUT", $"Patient/{changed}", Patient("Sau", changed)),
            Entry("POST", "Patient", Patient()), Entry("DELETE", $"Patient/{old}")));
        Assert.Equal(["200 OK", "200 OK", "201 Created", "204 No Content"], Statuses(said));
        Assert.Contains("Sau", said.Json.GetProperty("entry")[0].GetProperty("resource").GetRawText(), StringComparison.Ordinal);
        Assert.Equal(410, (await program.SendAsync("GET", $"Patient/{old}")).Status);
    }

    [Fact]
    public async Task Entries_of_a_batch_fail_alone()
    {
        var program = await site.HospitalProgramAsync();
        var said = await program.SendAsync("POST", "", Bundle("batch", Entry("POST", "Patient", Patient()), Entry("GET", "Patient/khong-co"), Entry("POST", "Patient", """{"resourceType":"Patient","nonsense":1}"""),
            Entry("POST", "Patient", Patient())));
        Assert.Equal("batch-response", said.Json.GetProperty("type").GetString());
        Assert.Equal(["201 Created", "404 Not Found", "422 Unprocessable Entity", "201 Created"], Statuses(said));
        Assert.Equal("OperationOutcome", said.Json.GetProperty("entry")[2].GetProperty("response").GetProperty("outcome").GetProperty("resourceType").GetString());
    }

    [Fact]
    public async Task Thirty_two_bundles_at_once_lose_nothing()
    {
        var program = await site.HospitalProgramAsync();
        var id = "dua-" + Guid.CreateVersion7().ToString("N");
        await program.SendAsync("PUT", $"Patient/{id}", Patient(id: id));
        var all = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => program.SendAsync("POST", "", Bundle("transaction",
            Entry("PUT", $"Patient/{id}", Patient("Lần" + i, id)), Entry("POST", "Observation", Observation($"Patient/{id}"))))));
        Assert.All(all, s => Assert.Equal(200, s.Status));
        Assert.Equal("33", (await program.SendAsync("GET", $"Patient/{id}")).Version);
        Assert.Equal(32, await site.CountAsync("select count(distinct version) from records_history where type = 'Patient' and fid = @p0", id));
        Assert.Equal(32, await site.CountAsync("select count(*) from records_resource where type = 'Observation' and patient = (select ref from records_resource where fid = @p0)", id));
    }
}

public sealed class Store_bundles_on_sqlite(SqliteSite site) : StoreBundleTests(site), IClassFixture<SqliteSite>;

public sealed class Store_bundles_on_postgres(PostgresSite site) : StoreBundleTests(site), IClassFixture<PostgresSite>;
