using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;
using static LienY.Records.Tests.FhirHouse;

namespace LienY.Records.Tests;

/// <summary>Bulk data: what goes out obeys the gate, what comes in loses no line.</summary>
public abstract class BulkTests(TestSite site)
{
    static async Task<(int Status, JsonElement Json)> GetAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        return ((int)answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }

    async Task<(string Job, JsonElement Manifest)> ExportAsync(HttpClient client, string ask)
    {
        using var asked = await client.GetAsync($"/fhir/{ask}");
        Assert.Equal(202, (int)asked.StatusCode);
        var job = new Uri(asked.Content.Headers.GetValues("Content-Location").First()).AbsolutePath;
        await site.RoundAsync("fhir-bulk");
        var (status, manifest) = await GetAsync(client, job);
        Assert.Equal(200, status);
        return (job, manifest);
    }

    static async Task<string> AllAsync(HttpClient client, JsonElement manifest)
    {
        var text = new StringBuilder();
        foreach (var file in manifest.GetProperty("output").EnumerateArray()) text.Append(await client.GetStringAsync(new Uri(file.GetProperty("url").GetString()!).AbsolutePath));
        return text.ToString();
    }

    [Fact]
    public async Task An_export_holds_the_own_records_and_of_others_only_what_a_basis_lets_pass()
    {
        var (ours, theirs) = (await site.HospitalAsync(), await site.HospitalAsync());
        var (doctor, officer, other) = (await site.ProgramAsync(Role.Doctor, ours), await site.ProgramAsync(Role.DataOfficer, ours), await site.ProgramAsync(Role.Doctor, theirs));
        await doctor.SendAsync("POST", "Patient", Patient("Nhàmình"));
        await other.SendAsync("POST", "Patient", Patient("Nhàkín"));
        var shared = (await other.SendAsync("POST", "Patient", Patient("Nhàmở"))).Id;
        var person = await site.HouseAsync(async s =>
        {
            await using var connection = await s.GetRequiredService<Database>().OpenAsync();
            return (await connection.RowsAsync("select person_id from records_resource where fid = @p0", r => r.GetGuid(0), default, shared))[0];
        });
        var basis = site.Live(theirs, ours, person);
        await site.BasisAsync(basis);
        var (job, manifest) = await ExportAsync(officer, "$export?_type=Patient");
        var text = await AllAsync(officer, manifest);
        Assert.Contains("Nhàmình", text, StringComparison.Ordinal);
        Assert.Contains("Nhàmở", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Nhàkín", text, StringComparison.Ordinal);
        Assert.Equal(1, await site.CountAsync("select count(*) from kernel_trail where action = 'fhir.export' and subject_id = @p0 and basis_id is not null", person));
        // Nobody else fetches it, and when the basis ends it ends.
        Assert.Equal(404, (await GetAsync(await site.ProgramAsync(Role.DataOfficer, ours), job)).Status);
        await site.HouseAsync(async s =>
        {
            await using var connection = await s.GetRequiredService<Database>().OpenAsync();
            return await connection.RunAsync("update kernel_basis set revoked_at = @p1 where person_id = @p0", default, person, site.Clock.GetUtcNow());
        });
        Assert.Equal(403, (await GetAsync(officer, job)).Status);
        using var file = await officer.GetAsync($"{job}/1.ndjson");
        Assert.Equal(403, (int)file.StatusCode);
    }

    [Fact]
    public async Task An_export_is_for_those_who_may_take_out_and_can_be_called_off()
    {
        var hospital = await site.HospitalAsync();
        var doctor = await site.ProgramAsync(Role.Doctor, hospital);
        using var refused = await doctor.GetAsync("/fhir/$export");
        Assert.Equal(403, (int)refused.StatusCode);
        var officer = await site.ProgramAsync(Role.DataOfficer, hospital);
        using var wrong = await officer.GetAsync("/fhir/$export?_type=Patientt");
        Assert.Equal(400, (int)wrong.StatusCode);
        await doctor.SendAsync("POST", "Patient", Patient());
        var (job, manifest) = await ExportAsync(officer, "Patient/$export");
        Assert.Equal(1, manifest.GetProperty("output").GetArrayLength());
        using var gone = await officer.DeleteAsync(job);
        Assert.Equal(202, (int)gone.StatusCode);
        Assert.Equal(404, (await GetAsync(officer, job)).Status);
    }

    static StringContent Lines(params string[] lines) => new(string.Join('\n', lines), Encoding.UTF8) { Headers = { ContentType = new MediaTypeHeaderValue("application/fhir+ndjson") } };

    [Fact]
    public async Task An_import_keeps_good_lines_names_bad_ones_and_changes_nothing_the_second_time()
    {
        var doctor = await site.HospitalProgramAsync();
        string Id(string name) => name + Guid.CreateVersion7().ToString("N");
        var (one, two) = (Id("mot-"), Id("hai-"));
        var lines = new[] { Patient(id: one), "{\"resourceType\":\"Patient\",\"id\":\"x\",\"nonsense\":1}", "", Patient(), "not json", Observation($"Patient/{one}", id: two) };
        using var said = await doctor.PostAsync("/fhir/$import", Lines(lines));
        var outcome = JsonDocument.Parse(await said.Content.ReadAsStringAsync()).RootElement.GetProperty("issue");
        Assert.Equal("2 kept, 0 there already, 3 refused.", outcome[0].GetProperty("diagnostics").GetString());
        Assert.StartsWith("line 2", outcome[1].GetProperty("diagnostics").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("line 4", outcome[2].GetProperty("diagnostics").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("line 5", outcome[3].GetProperty("diagnostics").GetString(), StringComparison.Ordinal);
        using var again = await doctor.PostAsync("/fhir/$import", Lines(lines));
        Assert.Contains("0 kept, 2 there already, 3 refused.", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("1", (await doctor.SendAsync("GET", $"Patient/{one}")).Version);
        Assert.Equal($"Patient/{one}", (await doctor.SendAsync("GET", $"Observation/{two}")).Json.GetProperty("subject").GetProperty("reference").GetString());
    }

    [Fact]
    public async Task A_line_that_another_hospital_holds_is_refused_alone()
    {
        var (here, there) = (await site.HospitalProgramAsync(), await site.HospitalProgramAsync());
        var (theirs, ours) = ("cua-ho-" + Guid.CreateVersion7().ToString("N"), "cua-ta-" + Guid.CreateVersion7().ToString("N"));
        await there.SendAsync("PUT", $"Patient/{theirs}", Patient("Kín", theirs));
        using var said = await here.PostAsync("/fhir/$import", Lines(Patient("Mới", ours), Patient("Mới", theirs)));
        Assert.Contains("1 kept, 0 there already, 1 refused.", await said.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("Kín", (await there.SendAsync("GET", $"Patient/{theirs}")).Text, StringComparison.Ordinal);
        Assert.Equal(200, (await here.SendAsync("GET", $"Patient/{ours}")).Status);
        using var json = await here.PostAsync("/fhir/$import", new StringContent("{}", Encoding.UTF8, "application/fhir+json"));
        Assert.Equal(415, (int)json.StatusCode);
    }
}

public sealed class Bulk_on_sqlite(SqliteSite site) : BulkTests(site), IClassFixture<SqliteSite>;

public sealed class Bulk_on_postgres(PostgresSite site) : BulkTests(site), IClassFixture<PostgresSite>;
