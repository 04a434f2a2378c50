using LienY.Kernel;
using LienY.Site;
using static LienY.Records.Tests.FhirHouse;

namespace LienY.Records.Tests;

/// <summary>Resources are made, read, changed, deleted and come again, each version for ever.</summary>
public abstract class StoreTests(TestSite site)
{
    [Fact]
    public async Task A_resource_comes_back_byte_for_byte_with_its_version_and_time()
    {
        var program = await site.HospitalProgramAsync();
        var made = await program.SendAsync("POST", "Patient", Patient());
        Assert.Equal(201, made.Status);
        Assert.Equal("W/\"1\"", made.Tag);
        Assert.EndsWith($"/fhir/Patient/{made.Id}/_history/1", made.Location, StringComparison.Ordinal);
        Assert.NotNull(made.Modified);
        var sent = Observation($"Patient/{made.Id}");
        var observation = await program.SendAsync("POST", "Observation", sent);
        var read = await program.SendAsync("GET", $"Observation/{observation.Id}");
        Assert.Equal("application/fhir+json", read.Media);
        Assert.Equal("1", read.Version);
        Assert.Contains("\"value\":5.10,", read.Text, StringComparison.Ordinal);
        Assert.Contains(sent[(sent.IndexOf("\"status\"", StringComparison.Ordinal))..], read.Text, StringComparison.Ordinal);
        Assert.Equal(observation.Text, read.Text);
    }

    [Fact]
    public async Task Every_change_is_a_version_that_can_be_read_again()
    {
        var program = await site.HospitalProgramAsync();
        var id = (await program.SendAsync("POST", "Patient", Patient("Một"))).Id;
        var second = await program.SendAsync("PUT", $"Patient/{id}", Patient("Hai", id));
        Assert.Equal((200, "W/\"2\""), (second.Status, second.Tag));
        Assert.Equal(204, (await program.SendAsync("DELETE", $"Patient/{id}")).Status);
        Assert.Equal(410, (await program.SendAsync("GET", $"Patient/{id}")).Status);
        Assert.Equal("deleted", (await program.SendAsync("GET", $"Patient/{id}")).Issue.GetProperty("code").GetString());
        var again = await program.SendAsync("PUT", $"Patient/{id}", Patient("Bốn", id));
        Assert.Equal((201, "W/\"4\""), (again.Status, again.Tag));
        Assert.Contains("Một", (await program.SendAsync("GET", $"Patient/{id}/_history/1")).Text, StringComparison.Ordinal);
        Assert.Contains("Hai", (await program.SendAsync("GET", $"Patient/{id}/_history/2")).Text, StringComparison.Ordinal);
        Assert.Equal(410, (await program.SendAsync("GET", $"Patient/{id}/_history/3")).Status);
        Assert.Equal(404, (await program.SendAsync("GET", $"Patient/{id}/_history/5")).Status);
        var history = (await program.SendAsync("GET", $"Patient/{id}/_history")).Json;
        Assert.Equal(["W/\"4\"", "W/\"3\"", "W/\"2\"", "W/\"1\""], history.GetProperty("entry").EnumerateArray().Select(e => e.GetProperty("response").GetProperty("etag").GetString()));
        Assert.Equal(["PUT", "DELETE", "PUT", "POST"], history.GetProperty("entry").EnumerateArray().Select(e => e.GetProperty("request").GetProperty("method").GetString()));
        Assert.Equal(4, history.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_client_may_choose_the_id_and_it_must_be_the_one_of_the_address()
    {
        var program = await site.HospitalProgramAsync();
        var id = "bn-" + Guid.CreateVersion7().ToString("N");
        Assert.Equal(201, (await program.SendAsync("PUT", $"Patient/{id}", Patient(id: id))).Status);
        Assert.Equal(200, (await program.SendAsync("PUT", $"Patient/{id}", Patient(id: id))).Status);
        Assert.Equal(400, (await program.SendAsync("PUT", $"Patient/{id}", Patient(id: "khac"))).Status);
        Assert.Equal(400, (await program.SendAsync("PUT", $"Patient/{id}", Patient())).Status);
        Assert.Equal(400, (await program.SendAsync("PUT", "Patient/a_b", Patient(id: "a_b"))).Status);
        Assert.Equal("Patient.id", (await program.SendAsync("PUT", $"Patient/{id}", Patient(id: "khac"))).Issue.GetProperty("expression")[0].GetString());
        var files = "0123abcd-0000-8000-8000-000000000001";
        Assert.Equal(400, (await program.SendAsync("PUT", $"Patient/{files}", Patient(id: files))).Status);
    }

    [Fact]
    public async Task Who_has_the_present_version_is_told_so_and_who_changes_an_old_one_is_stopped()
    {
        var program = await site.HospitalProgramAsync();
        var made = await program.SendAsync("POST", "Patient", Patient());
        var path = $"Patient/{made.Id}";
        Assert.Equal(304, (await program.SendAsync("GET", path, null, ("If-None-Match", "W/\"1\""))).Status);
        Assert.Equal(304, (await program.SendAsync("GET", path, null, ("If-Modified-Since", made.Modified!.Value.ToString("r", System.Globalization.CultureInfo.InvariantCulture)))).Status);
        Assert.Equal(200, (await program.SendAsync("GET", path, null, ("If-None-Match", "W/\"9\""))).Status);
        Assert.Equal(200, (await program.SendAsync("PUT", path, Patient("Mới", made.Id), ("If-Match", "W/\"1\""))).Status);
        Assert.Equal(412, (await program.SendAsync("PUT", path, Patient("Cũ", made.Id), ("If-Match", "W/\"1\""))).Status);
        Assert.Equal(412, (await program.SendAsync("DELETE", path, null, ("If-Match", "W/\"1\""))).Status);
        Assert.Equal(412, (await program.SendAsync("PUT", path, Patient("Cũ", made.Id), ("If-None-Match", "*"))).Status);
        Assert.Contains("Mới", (await program.SendAsync("GET", path)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_patch_changes_what_it_names_and_nothing_else()
    {
        var program = await site.HospitalProgramAsync();
        var patient = (await program.SendAsync("POST", "Patient", Patient())).Id;
        var id = (await program.SendAsync("POST", "Observation", Observation($"Patient/{patient}"))).Id;
        var patched = await program.SendAsync("PATCH", $"Observation/{id}", """[{"op":"replace","path":"/status","value":"amended"}]""");
        Assert.Equal((200, "W/\"2\""), (patched.Status, patched.Tag));
        Assert.Contains("\"status\":\"amended\"", patched.Text, StringComparison.Ordinal);
        Assert.Contains("5.10", patched.Text, StringComparison.Ordinal);
        Assert.Equal(422, (await program.SendAsync("PATCH", $"Observation/{id}", """[{"op":"remove","path":"/khong-co"}]""")).Status);
        Assert.Equal(422, (await program.SendAsync("PATCH", $"Observation/{id}", """[{"op":"remove","path":"/status"}]""")).Status);
        Assert.Equal(400, (await program.SendAsync("PATCH", $"Observation/{id}", """{"op":"remove"}""")).Status);
        Assert.Equal(415, (await program.SendAsync("PATCH", $"Observation/{id}", "<a/>", ("Content-Type", "application/xml-patch+xml"))).Status);
        Assert.Equal(404, (await program.SendAsync("PATCH", "Observation/khong-co", "[]")).Status);
        Assert.Equal("2", (await program.SendAsync("GET", $"Observation/{id}")).Version);
    }

    [Fact]
    public async Task Prefer_says_what_comes_back()
    {
        var program = await site.HospitalProgramAsync();
        Assert.Equal("", (await program.SendAsync("POST", "Patient", Patient(), ("Prefer", "return=minimal"))).Text);
        Assert.Equal("information", (await program.SendAsync("POST", "Patient", Patient(), ("Prefer", "return=OperationOutcome"))).Issue.GetProperty("severity").GetString());
        Assert.Equal("Patient", (await program.SendAsync("POST", "Patient", Patient(), ("Prefer", "return=representation"))).Json.GetProperty("resourceType").GetString());
    }

    [Fact]
    public async Task Only_JSON_is_spoken_and_the_server_says_so()
    {
        var program = await site.HospitalProgramAsync();
        var id = (await program.SendAsync("POST", "Patient", Patient())).Id;
        Assert.Equal(406, (await program.SendAsync("GET", $"Patient/{id}", null, ("Accept", "application/fhir+xml"))).Status);
        Assert.Equal(406, (await program.SendAsync("GET", $"Patient/{id}?_format=xml")).Status);
        Assert.Equal(200, (await program.SendAsync("GET", $"Patient/{id}?_format=json", null, ("Accept", "application/fhir+xml"))).Status);
        var xml = await program.SendAsync("POST", "Patient", "<Patient/>", ("Content-Type", "application/fhir+xml"));
        Assert.Equal((415, "not-supported"), (xml.Status, xml.Issue.GetProperty("code").GetString()));
        var head = await program.SendAsync("HEAD", $"Patient/{id}");
        Assert.Equal((200, "", "W/\"1\""), (head.Status, head.Text, head.Tag));
    }

    [Fact]
    public async Task Every_write_and_every_read_stands_in_the_trail_before_it_is_answered()
    {
        var program = await site.HospitalProgramAsync();
        var id = (await program.SendAsync("POST", "Patient", Patient())).Id;
        await program.SendAsync("GET", $"Patient/{id}");
        await program.SendAsync("GET", $"Patient/{id}/_history");
        await program.SendAsync("DELETE", $"Patient/{id}");
        Assert.Equal(3, await site.CountAsync("select count(*) from kernel_trail where object_id = @p0 and subject_id is not null and holder_id is not null and role = 'Doctor' "
            + "and action in ('fhir.create', 'fhir.read', 'fhir.delete')", id));
        Assert.Equal(1, await site.CountAsync("select count(*) from kernel_trail where action = 'fhir.history' and object_id = @p0", $"{id}/_history"));
        Assert.Equal(1, await site.CountAsync("select count(*) from kernel_trail where object_id = @p0 and purpose = 'treatment' and action = 'fhir.read'", id));
    }

    [Fact]
    public async Task What_is_known_before_its_patient_is_the_patients_once_it_comes()
    {
        var program = await site.HospitalProgramAsync();
        var patient = "som-" + Guid.CreateVersion7().ToString("N");
        var id = (await program.SendAsync("POST", "Observation", Observation($"Patient/{patient}"))).Id;
        Assert.Equal(1, await site.CountAsync("select count(*) from records_resource where fid = @p0 and person_id is null", id));
        await program.SendAsync("PUT", $"Patient/{patient}", Patient(id: patient));
        Assert.Equal(1, await site.CountAsync("select count(*) from records_resource o join records_resource p on p.fid = @p1 and p.person_id = o.person_id where o.fid = @p0", id, patient));
    }

    [Fact]
    public async Task The_index_holds_exactly_what_the_present_version_says()
    {
        var program = await site.HospitalProgramAsync();
        var patient = (await program.SendAsync("POST", "Patient", Patient())).Id;
        var id = (await program.SendAsync("POST", "Observation", Observation($"Patient/{patient}"))).Id;
        Task<long> RowsAsync(string table) => site.CountAsync($"select count(*) from {table} where rid = (select rid from records_resource where type = 'Observation' and fid = @p0)", id);
        Assert.True(await RowsAsync("records_ix_token") > 0);
        Assert.Equal(1, await RowsAsync("records_ix_clinical"));
        var before = (await RowsAsync("records_ix_quantity"), await RowsAsync("records_ix_token"));
        await program.SendAsync("PUT", $"Observation/{id}", Observation($"Patient/{patient}", "7.25", id));
        Assert.Equal(before, (await RowsAsync("records_ix_quantity"), await RowsAsync("records_ix_token")));
        await program.SendAsync("DELETE", $"Observation/{id}");
        foreach (var table in new[] { "token", "reference", "date", "number", "quantity", "string", "uri", "pair", "clinical" }) Assert.Equal(0, await RowsAsync("records_ix_" + table));
    }

    [Fact]
    public async Task Histories_of_a_type_and_of_everything_come_in_pages_that_lose_nothing()
    {
        var program = await site.HospitalProgramAsync();
        var ids = new List<string>();
        for (var i = 0; i < 7; i++) ids.Add((await program.SendAsync("POST", "Device", """{"resourceType":"Device","status":"active"}""")).Id);
        await program.SendAsync("DELETE", $"Device/{ids[0]}");
        var seen = new List<string>();
        var next = "Device/_history?_count=3";
        while (next is not null)
        {
            var page = (await program.SendAsync("GET", next)).Json;
            if (page.TryGetProperty("entry", out var entries)) seen.AddRange(entries.EnumerateArray().Select(e => e.GetProperty("fullUrl").GetString()!.Split('/')[^1]));
            next = page.GetProperty("link").EnumerateArray().Where(l => l.GetProperty("relation").GetString() == "next").Select(l => l.GetProperty("url").GetString()!.Split("/fhir/")[1])
                .FirstOrDefault();
        }
        Assert.Equal(8, seen.Count(ids.Contains));
        var since = (await program.SendAsync("GET", "_history?_since=2100-01-01T00:00:00Z")).Json;
        Assert.Equal(0, since.GetProperty("entry").GetArrayLength());
        Assert.Equal(400, (await program.SendAsync("GET", "_history?_since=hom-qua")).Status);
        Assert.Equal(400, (await program.SendAsync("GET", "Device/_history?_page=zz")).Status);
    }

    [Fact]
    public async Task Addresses_that_are_none_are_told_in_the_form_of_FHIR()
    {
        var program = await site.HospitalProgramAsync();
        Assert.Equal(404, (await program.SendAsync("GET", "Benhnhan/1")).Status);
        Assert.Equal("not-supported", (await program.SendAsync("GET", "Benhnhan/1")).Issue.GetProperty("code").GetString());
        Assert.Equal(404, (await program.SendAsync("GET", "Patient/khong-co")).Status);
        Assert.Equal(404, (await program.SendAsync("GET", "Patient/1/2/3/4")).Status);
        Assert.Equal(404, (await program.SendAsync("POST", "Patient/$khong-co", "{}")).Status);
        Assert.Equal(405, (await program.SendAsync("DELETE", "Patient/1/_history")).Status);
        Assert.Equal(405, (await program.SendAsync("POST", "Patient/1", Patient())).Status);
        using var stranger = new HttpClient { BaseAddress = site.Url };
        var closed = await stranger.SendAsync("GET", "Patient/1");
        Assert.Equal((401, "login"), (closed.Status, closed.Issue.GetProperty("code").GetString()));
    }
}

public sealed class Store_on_sqlite(SqliteSite site) : StoreTests(site), IClassFixture<SqliteSite>;

public sealed class Store_on_postgres(PostgresSite site) : StoreTests(site), IClassFixture<PostgresSite>;
