using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Apps.Tests;

/// <summary>What the token of an application opens of records over FHIR: as far as its scopes, its patient, its organisation and the gate allow, on every way.</summary>
public abstract class RecordTests(TestSite site)
{
    static string Patient(string id, string family) => $$$"""{"resourceType":"Patient","id":"{{{id}}}","identifier":[{"system":"urn:thu","value":"{{{id}}}"}],"name":[{"family":"{{{family}}}"}]}""";

    static string Observation(string id, string patient, string category) =>
        $$$"""{"resourceType":"Observation","id":"{{{id}}}","status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"{{{category}}}"}]}],"code":{"coding":[{"system":"http://loinc.org","code":"15074-8"}]},"subject":{"reference":"Patient/{{{patient}}}"},"valueString":"x"}""";

    static string Condition(string id, string patient) => $$$"""{"resourceType":"Condition","id":"{{{id}}}","code":{"text":"Ho"},"subject":{"reference":"Patient/{{{patient}}}"}}""";

    sealed record Told(int Status, JsonNode? Json)
    {
        public List<string> Ids => Json?["entry"] is JsonArray all ? [.. all.Where(e => e!["search"]?["mode"]?.ToString() != "outcome")
            .Select(e => $"{e!["resource"]!["resourceType"]}/{e["resource"]!["id"]}").Order(StringComparer.Ordinal)] : [];
    }

    static async Task<Told> SendAsync(AppScene scene, string token, string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new(method), "/fhir/" + path);
        request.Headers.Authorization = new("Bearer", token);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/fhir+json"));
        using var answer = await scene.Program.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return new((int)answer.StatusCode, text.Length > 0 ? JsonNode.Parse(text) : null);
    }

    sealed record Records(string Own, string Other, string Mark)
    {
        public string Lab => $"Observation/lab{Mark}";
        public string Vital => $"Observation/vit{Mark}";
        public string Foreign => $"Observation/for{Mark}";
        public string Ill => $"Condition/con{Mark}";
    }

    async Task<Records> FillAsync(AppScene scene)
    {
        var mark = Guid.CreateVersion7().ToString("N");
        var records = new Records("own" + mark, "oth" + mark, mark);
        var doctor = (await site.AccountAsync(Role.Doctor, scene.Hospital)).Token;
        foreach (var (path, body) in new[]
        {
            ($"Patient/{records.Own}", Patient(records.Own, "Nguyễn")), ($"Patient/{records.Other}", Patient(records.Other, "Trần")),
            (records.Lab, Observation("lab" + mark, records.Own, "laboratory")), (records.Vital, Observation("vit" + mark, records.Own, "vital-signs")),
            (records.Foreign, Observation("for" + mark, records.Other, "laboratory")), (records.Ill, Condition("con" + mark, records.Own)),
        })
            Assert.Equal(201, (await SendAsync(scene, doctor, "PUT", path, body)).Status);
        return records;
    }

    async Task<Guid> PersonAsync(string patient) => await site.HouseAsync(async s =>
    {
        await using var connection = await s.GetRequiredService<Database>().OpenAsync();
        return (await connection.RowsAsync("select person_id from records_resource where type = 'Patient' and fid = @p0", r => r.GetGuid(0), default, patient))[0];
    });

    /// <summary>A token for one patient, chosen by a doctor.</summary>
    async Task<string> PatientTokenAsync(AppScene scene, string scopes, string patient)
    {
        var (app, _) = await scene.RegisterAsync("Public", scopes);
        var doctor = await site.SignInAsAsync(Role.Doctor, scene.Hospital);
        var back = await scene.DecideAsync(doctor, scene.Ask(app, scopes), "allow", ("person", (await PersonAsync(patient)).ToString()));
        var told = await scene.RedeemAsync(app, back["code"]!);
        Assert.Equal(patient, told.Text("patient"));
        return told.Text("access_token")!;
    }

    [Fact]
    public async Task A_scope_with_a_query_shows_of_one_patient_what_the_query_finds_on_every_way()
    {
        var scene = await AppScene.MakeAsync(site);
        var r = await FillAsync(scene);
        var token = await PatientTokenAsync(scene, "launch/patient patient/Patient.rs patient/Observation.rs?category=laboratory", r.Own);
        Assert.Equal([r.Lab], (await SendAsync(scene, token, "GET", "Observation")).Ids);
        Assert.Equal([r.Lab], (await SendAsync(scene, token, "GET", $"Observation?subject.family=nguyen")).Ids);
        Assert.Equal([$"Patient/{r.Own}"], (await SendAsync(scene, token, "GET", "Patient")).Ids);
        Assert.Equal([], (await SendAsync(scene, token, "GET", $"Patient?_has:Observation:subject:category=vital-signs")).Ids);
        Assert.Equal([$"Patient/{r.Own}"], (await SendAsync(scene, token, "GET", $"Patient?_has:Observation:subject:category=laboratory")).Ids);
        Assert.Equal([], (await SendAsync(scene, token, "GET", $"Patient?_id={r.Other}")).Ids);
        Assert.Equal([r.Lab, $"Patient/{r.Own}"], (await SendAsync(scene, token, "GET", "Observation?_include=Observation:subject")).Ids);
        Assert.Equal([r.Lab, $"Patient/{r.Own}"], (await SendAsync(scene, token, "GET", $"Patient?_id={r.Own}&_revinclude=*")).Ids);
        Assert.Equal([r.Lab, $"Patient/{r.Own}"], (await SendAsync(scene, token, "GET", $"Patient/{r.Own}/$everything")).Ids);
        Assert.Equal(0, (int)(await SendAsync(scene, token, "GET", "Observation?category=vital-signs&_summary=count")).Json!["total"]!);
        foreach (var (path, status) in new[] { (r.Lab, 200), (r.Vital, 404), (r.Foreign, 404), ($"Patient/{r.Other}", 404), (r.Ill, 404), ("Condition", 403), ($"{r.Vital}/_history", 404), ("_history", 403) })
            Assert.True((await SendAsync(scene, token, "GET", path)).Status == status, path);
        Assert.Equal(403, (await SendAsync(scene, token, "PUT", r.Lab, Observation("lab" + r.Mark, r.Own, "laboratory"))).Status);
        // A batch is no way around.
        var batch = await SendAsync(scene, token, "POST", "", $$$"""{"resourceType":"Bundle","type":"batch","entry":[{"request":{"method":"GET","url":"{{{r.Vital}}}"}},{"request":{"method":"GET","url":"Condition"}},{"request":{"method":"GET","url":"Observation"}}]}""");
        Assert.Equal(["404", "403", "200"], batch.Json!["entry"]!.AsArray().Select(e => e!["response"]!["status"]!.ToString()[..3]));
        Assert.DoesNotContain("vital-signs", batch.Json.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task User_scopes_reach_what_the_person_may_see_and_write_what_they_name()
    {
        var scene = await AppScene.MakeAsync(site);
        var r = await FillAsync(scene);
        var (app, _) = await scene.RegisterAsync("Public", "openid user/Observation.cruds user/Patient.r");
        var token = (await scene.RedeemAsync(app, await scene.CodeAsync(app, "openid user/Observation.cruds user/Patient.r"))).Text("access_token")!;
        Assert.Equal(new[] { r.Foreign, r.Lab, r.Vital }.Order(StringComparer.Ordinal), (await SendAsync(scene, token, "GET", $"Observation?_id=lab{r.Mark},vit{r.Mark},for{r.Mark}")).Ids);
        Assert.Equal(200, (await SendAsync(scene, token, "GET", $"Patient/{r.Other}")).Status);
        // Read is not search.
        Assert.Equal(403, (await SendAsync(scene, token, "GET", "Patient")).Status);
        Assert.Equal(200, (await SendAsync(scene, token, "PUT", r.Lab, Observation("lab" + r.Mark, r.Own, "laboratory"))).Status);
        Assert.Equal(403, (await SendAsync(scene, token, "PUT", $"Patient/{r.Own}", Patient(r.Own, "Lê"))).Status);
        Assert.Equal(204, (await SendAsync(scene, token, "DELETE", r.Vital)).Status);
    }

    [Fact]
    public async Task A_service_reads_what_its_role_may_and_an_app_of_another_hospital_sees_nothing_of_ours()
    {
        var (scene, other) = (await AppScene.MakeAsync(site), await AppScene.MakeAsync(site));
        var r = await FillAsync(scene);
        async Task<string> TokenAsync(AppScene at)
        {
            var (app, key) = await at.ServiceAsync("system/Observation.rs system/Patient.rs");
            return (await at.ByKeyAsync(key.Sign(at.Claims(app)), "system/Observation.rs system/Patient.rs")).Text("access_token")!;
        }
        var (ours, theirs) = (await TokenAsync(scene), await TokenAsync(other));
        Assert.Equal([r.Lab], (await SendAsync(scene, ours, "GET", $"Observation?_id=lab{r.Mark}")).Ids);
        Assert.Equal(403, (await SendAsync(scene, ours, "GET", "Condition")).Status);
        foreach (var path in new[] { r.Lab, $"Patient/{r.Own}", $"Patient/{r.Own}/_history", $"Patient/{r.Own}/$everything" })
            Assert.True((await SendAsync(other, theirs, "GET", path)).Status == 404, path);
        foreach (var search in new[] { "Observation", "Patient", $"Observation?patient={r.Own}", "Patient?_revinclude=*", "Observation?_include=*", $"Patient?_has:Observation:subject:_id=lab{r.Mark}" })
            Assert.DoesNotContain(r.Mark, string.Concat((await SendAsync(other, theirs, "GET", search)).Ids), StringComparison.Ordinal);
        Assert.Equal(0, (int)(await SendAsync(other, theirs, "GET", $"Patient?_id={r.Own}&_summary=count")).Json!["total"]!);
        Assert.Contains((await SendAsync(other, theirs, "DELETE", r.Lab)).Status, new[] { 403, 404 });
    }

    [Fact]
    public async Task The_app_of_a_citizen_reads_the_own_record_only()
    {
        var scene = await AppScene.MakeAsync(site);
        var r = await FillAsync(scene);
        const string scopes = "launch/patient openid fhirUser patient/*.rs";
        var (app, _) = await scene.RegisterAsync("Public", scopes);
        var account = await site.AccountAsync(Role.Citizen, scene.Hospital);
        var person = await PersonAsync(r.Own);
        await site.HouseAsync(async s =>
        {
            await using var connection = await s.GetRequiredService<Database>().OpenAsync();
            return await connection.RunAsync("insert into records_link (id, version, user_id, person_id, organisation_id, card, made_at) values (@p0, 1, @p1, @p2, @p3, 'CCCD 0001', @p4)", default,
                Guid.CreateVersion7(), account.Id, person, scene.Hospital, site.Clock.GetUtcNow());
        });
        var citizen = site.Visitor();
        await citizen.SignInAsync(account.User, account.Password);
        var told = await scene.RedeemAsync(app, (await scene.DecideAsync(citizen, scene.Ask(app, scopes)))["code"]!);
        var token = told.Text("access_token")!;
        Assert.Equal(r.Own, told.Text("patient"));
        foreach (var (path, status) in new[] { ($"Patient/{r.Own}", 200), (r.Lab, 200), (r.Ill, 200), (r.Foreign, 404), ($"Patient/{r.Other}", 404), ($"Patient/{r.Own}/$everything", 200) })
            Assert.True((await SendAsync(scene, token, "GET", path)).Status == status, path);
        Assert.Equal(new[] { r.Lab, r.Vital }.Order(StringComparer.Ordinal), (await SendAsync(scene, token, "GET", $"Observation?patient={r.Own}")).Ids);
        Assert.Equal([$"Patient/{r.Own}"], (await SendAsync(scene, token, "GET", "Patient")).Ids);
        Assert.Equal([], (await SendAsync(scene, token, "GET", $"Observation?patient={r.Other}")).Ids);
        Assert.Equal(403, (await SendAsync(scene, token, "POST", "Observation", Observation("x", r.Own, "laboratory"))).Status);
        // Who opened the own record is told to the app, too.
        Assert.Contains((await SendAsync(scene, token, "GET", $"AuditEvent?patient={r.Own}")).Ids, i => i.StartsWith("AuditEvent/trail-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_browser_app_may_call_from_its_registered_address_and_from_no_other()
    {
        var scene = await AppScene.MakeAsync(site);
        var (app, _) = await scene.RegisterAsync("Public", AppScene.Person);
        // Origins are believed for five seconds.
        site.Clock.Pass(TimeSpan.FromSeconds(6));
        var token = (await scene.RedeemAsync(app, await scene.CodeAsync(app))).Text("access_token")!;
        foreach (var (origin, allowed) in new[] { ("https://app.example", true), ("https://evil.example", false), ("http://app.example", false), ("null", false) })
        {
            using var asking = new HttpRequestMessage(HttpMethod.Options, "/fhir/Observation");
            asking.Headers.Add("Origin", origin);
            asking.Headers.Add("Access-Control-Request-Method", "GET");
            asking.Headers.Add("Access-Control-Request-Headers", "authorization");
            using var told = await scene.Program.SendAsync(asking);
            Assert.Equal(204, (int)told.StatusCode);
            Assert.Equal(allowed, told.Headers.Contains("Access-Control-Allow-Headers"));
            // Good answers and refusals alike, or the app could not even read what is wrong.
            foreach (var path in new[] { "/fhir/Observation", "/fhir/Observation/khong-co", "/fhir/Condition" })
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path);
                request.Headers.Add("Origin", origin);
                request.Headers.Authorization = new("Bearer", token);
                using var answer = await scene.Program.SendAsync(request);
                Assert.Equal(allowed ? origin : null, answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var said) ? said.Single() : null);
                Assert.Contains("Origin", answer.Headers.Vary);
                Assert.False(answer.Headers.Contains("Access-Control-Allow-Credentials"));
            }
        }
        await scene.Administrator.OpenAsync($"/apps/{app}");
        await scene.Administrator.SubmitAsync($"/apps/{app}/off", [("reason", "thử")]);
        using var after = new HttpRequestMessage(HttpMethod.Get, "/fhir/metadata");
        after.Headers.Add("Origin", "https://app.example");
        using var open = await scene.Program.SendAsync(after);
        Assert.Equal("*", open.Headers.GetValues("Access-Control-Allow-Origin").Single());
    }
}

public sealed class Record_on_sqlite(SqliteSite site) : RecordTests(site), IClassFixture<SqliteSite>;

public sealed class Record_on_postgres(PostgresSite site) : RecordTests(site), IClassFixture<PostgresSite>;
