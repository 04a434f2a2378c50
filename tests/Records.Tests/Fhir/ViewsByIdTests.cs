using System.Text.Json;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;
using static LienY.Records.Tests.FhirHouse;

namespace LienY.Records.Tests;

/// <summary>What the house shows of itself by id, documents, labels, and the own record of a citizen.</summary>
public abstract class ViewsByIdTests(TestSite site)
{
    static List<JsonElement> Resources(FhirSaid said) =>
        said.Json.TryGetProperty("entry", out var entries) ? [.. entries.EnumerateArray().Select(e => e.GetProperty("resource"))] : [];

    async Task<Guid> PersonAsync(string patient) => await site.HouseAsync(async s =>
    {
        await using var connection = await s.GetRequiredService<Database>().OpenAsync();
        return (await connection.RowsAsync("select person_id from records_resource where type = 'Patient' and fid = @p0", r => r.GetGuid(0), default, patient))[0];
    });

    Task LinkAsync(Guid user, Guid person, Guid hospital) => site.RunAsync(
        "insert into records_link (id, version, user_id, person_id, organisation_id, card, made_at) values (@p0, 1, @p1, @p2, @p3, 'CCCD 0001', @p4)",
        Guid.CreateVersion7(), user, person, hospital, site.Clock.GetUtcNow());

    [Fact]
    public async Task What_a_search_shows_of_the_house_is_read_by_its_id_by_the_same_people_only()
    {
        var (holder, receiver) = (await site.HospitalAsync(), await site.HospitalAsync("Bệnh viện nhận"));
        using var officer = await site.ProgramAsync(Role.DataOfficer, holder);
        using var stranger = await site.ProgramAsync(Role.DataOfficer, await site.HospitalAsync("Bệnh viện lạ"));
        var patient = (await officer.SendAsync("POST", "Patient", Patient())).Id;
        await site.BasisAsync(site.Live(holder, receiver, await PersonAsync(patient)));
        await officer.SendAsync("GET", $"Patient/{patient}");
        foreach (var ask in new[] { $"AuditEvent?patient={patient}", $"Consent?patient={patient}", $"Provenance?target=Patient/{patient}" })
        {
            var shown = Resources(await officer.SendAsync("GET", ask))[0];
            var path = $"{shown.GetProperty("resourceType").GetString()}/{shown.GetProperty("id").GetString()}";
            var read = await officer.SendAsync("GET", path);
            Assert.Equal(200, read.Status);
            Assert.Equal(shown.GetProperty("id").GetString(), read.Id);
            Assert.Contains($"Patient/{patient}", read.Text, StringComparison.Ordinal);
            Assert.Equal(404, (await stranger.SendAsync("GET", path)).Status);
        }
        foreach (var none in new[] { "AuditEvent/trail-0", "AuditEvent/trail-x", $"Consent/{Guid.CreateVersion7()}", "Provenance/v1.Patient.khong-co", "Provenance/v1.Nothing.x" })
            Assert.Equal(404, (await officer.SendAsync("GET", none)).Status);
    }

    [Fact]
    public async Task A_citizen_reads_the_own_record_from_whoever_holds_it_and_nothing_else()
    {
        var (here, there) = (await site.HospitalAsync("Bệnh viện Một"), await site.HospitalAsync("Bệnh viện Hai"));
        using var one = await site.ProgramAsync(Role.Doctor, here);
        using var two = await site.ProgramAsync(Role.Doctor, there);
        var (own, second, foreign) = ((await one.SendAsync("POST", "Patient", Patient("Mình"))).Id, (await two.SendAsync("POST", "Patient", Patient("Mình"))).Id,
            (await one.SendAsync("POST", "Patient", Patient("Lạ"))).Id);
        var person = await PersonAsync(own);
        // The same person at another hospital, as the index knows once a number is verified.
        await site.RunAsync("update records_resource set person_id = @p0 where type = 'Patient' and fid = @p1", person, second);
        var mine = (await one.SendAsync("POST", "Observation", Observation($"Patient/{own}"))).Id;
        var strange = (await one.SendAsync("POST", "Observation", Observation($"Patient/{foreign}"))).Id;
        var kept = (await one.SendAsync("POST", "Condition", $$$"""{"resourceType":"Condition","code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"T74"}]},"subject":{"reference":"Patient/{{{own}}}"}}""")).Id;
        await site.RunAsync("update records_resource set sensitive = 16 where type = 'Condition' and fid = @p0", kept);
        var account = await site.AccountAsync(Role.Citizen, here);
        using var citizen = new HttpClient { BaseAddress = site.Url, DefaultRequestHeaders = { Authorization = new("Bearer", account.Token) } };
        Assert.Equal(403, (await citizen.SendAsync("GET", $"Patient/{own}")).Status);
        await LinkAsync(account.Id, person, here);

        foreach (var path in new[] { $"Patient/{own}", $"Patient/{second}", $"Observation/{mine}", $"Patient/{own}/_history", $"Patient/{own}/$everything" })
            Assert.True((await citizen.SendAsync("GET", path)).Status == 200, path);
        foreach (var path in new[] { $"Patient/{foreign}", $"Observation/{strange}", $"Condition/{kept}", $"Patient/{foreign}/_history", $"Patient/{foreign}/$everything" })
            Assert.True((await citizen.SendAsync("GET", path)).Status == 404, path);
        Assert.Equal(new[] { own, second }.Order(StringComparer.Ordinal), Resources(await citizen.SendAsync("GET", "Patient?_count=50")).Select(r => r.GetProperty("id").GetString()!).Order(StringComparer.Ordinal));
        Assert.Equal([mine], Resources(await citizen.SendAsync("GET", "Observation")).Select(r => r.GetProperty("id").GetString()!));
        Assert.Equal(0, (await citizen.SendAsync("GET", $"Patient?_id={foreign}&_summary=count")).Json.GetProperty("total").GetInt32());
        Assert.Empty(Resources(await citizen.SendAsync("GET", $"Patient?_has:Observation:patient:_id={strange}")));
        Assert.DoesNotContain(Resources(await citizen.SendAsync("GET", "Observation?_include=*&_revinclude=*")), r => r.GetProperty("id").GetString() == foreign);
        Assert.Empty(Resources(await citizen.SendAsync("GET", $"Condition?patient={own}")));
        // Reads, never writes; looks among nobody; takes nothing out in bulk.
        Assert.Equal(403, (await citizen.SendAsync("POST", "Observation", Observation($"Patient/{own}"))).Status);
        Assert.Equal(403, (await citizen.SendAsync("DELETE", $"Observation/{mine}")).Status);
        Assert.Equal(403, (await citizen.SendAsync("POST", "Patient/$match", $$"""{"resourceType":"Parameters","parameter":[{"name":"resource","resource":{{Patient("Lạ")}}}]}""")).Status);
        Assert.Equal(403, (await citizen.SendAsync("GET", "Patient/$export")).Status);
        // Who opened it, and what lets others read it.
        Assert.Contains("Người dân", (await citizen.SendAsync("GET", $"AuditEvent?patient={own}")).Text, StringComparison.Ordinal);
        Assert.Empty(Resources(await citizen.SendAsync("GET", $"AuditEvent?patient={foreign}")));
        await site.BasisAsync(site.Live(here, there, person));
        var consent = Assert.Single(Resources(await citizen.SendAsync("GET", $"Consent?patient={own}")));
        Assert.Equal(200, (await citizen.SendAsync("GET", $"Consent/{consent.GetProperty("id").GetString()}")).Status);
        Assert.True(await site.CountAsync("select count(*) from kernel_trail where user_id = @p0 and purpose = 'own' and subject_id = @p1", account.Id, person) > 0);
        // The link ends, and with it everything at once.
        await site.RunAsync("update records_link set ended_at = @p1 where user_id = @p0", account.Id, site.Clock.GetUtcNow());
        Assert.Equal(403, (await citizen.SendAsync("GET", $"Patient/{own}")).Status);
    }

    [Fact]
    public async Task A_token_that_was_revoked_opens_nothing_from_that_moment_on()
    {
        var hospital = await site.HospitalAsync();
        var account = await site.AccountAsync(Role.Doctor, hospital);
        using var program = new HttpClient { BaseAddress = site.Url, DefaultRequestHeaders = { Authorization = new("Bearer", account.Token) } };
        Assert.Equal(201, (await program.SendAsync("POST", "Patient", Patient())).Status);
        Assert.Equal(200, (await program.SendAsync("GET", "Patient")).Status);
        var person = site.Visitor();
        await person.SignInAsync(account.User, account.Password);
        await person.OpenAsync("/account");
        Assert.Equal(200, (await program.SendAsync("GET", "Patient")).Status);
        var form = person.Page.Forms.First(f => f.GetAttribute("action")?.EndsWith("/revoke", StringComparison.Ordinal) == true);
        await person.SubmitAsync(form.GetAttribute("action")!);
        Assert.Equal(401, (await program.SendAsync("GET", "Patient")).Status);
    }

    [Fact]
    public async Task A_document_holds_the_composition_and_what_it_names_as_far_as_the_asker_may_read()
    {
        var (holder, receiver) = (await site.HospitalAsync(), await site.HospitalAsync());
        using var program = await site.ProgramAsync(Role.Doctor, holder);
        using var stranger = await site.ProgramAsync(Role.Doctor, receiver);
        var patient = (await program.SendAsync("POST", "Patient", Patient())).Id;
        var observation = (await program.SendAsync("POST", "Observation", Observation($"Patient/{patient}"))).Id;
        var composition = (await program.SendAsync("POST", "Composition", $$$"""{"resourceType":"Composition","status":"final","type":{"coding":[{"system":"http://loinc.org","code":"34133-9"}]},"subject":{"reference":"Patient/{{{patient}}}"},"date":"2025-11-01","author":[{"reference":"Practitioner/khong-co"}],"title":"Tóm tắt","section":[{"title":"Kết quả","entry":[{"reference":"Observation/{{{observation}}}"}]}]}""")).Id;
        var said = await program.SendAsync("GET", $"Composition/{composition}/$document");
        Assert.Equal((200, "document"), (said.Status, said.Json.GetProperty("type").GetString()));
        Assert.Equal(["Composition", "Patient", "Observation"], Resources(said).Select(r => r.GetProperty("resourceType").GetString()!));
        Assert.All(said.Json.GetProperty("entry").EnumerateArray(), e => Assert.StartsWith(site.Url + "fhir/", e.GetProperty("fullUrl").GetString(), StringComparison.Ordinal));
        Assert.Equal("5.10", Resources(said)[2].GetProperty("valueQuantity").GetProperty("value").GetRawText());
        Assert.Equal(200, (await program.SendAsync("POST", "$validate", said.Text)).Status);
        Assert.Equal(404, (await stranger.SendAsync("GET", $"Composition/{composition}/$document")).Status);
        Assert.Equal(422, (await program.SendAsync("GET", $"Composition/{composition}/$document?persist=true")).Status);
        Assert.Equal(404, (await program.SendAsync("GET", $"Patient/{patient}/$document")).Status);
        Assert.True(await site.CountAsync("select count(*) from kernel_trail where action = 'fhir.document' and object_id = @p0", composition) > 0);
    }

    [Fact]
    public async Task Labels_are_added_and_taken_away_without_touching_the_rest()
    {
        using var program = await site.HospitalProgramAsync();
        var patient = (await program.SendAsync("POST", "Patient", Patient())).Id;
        var id = (await program.SendAsync("POST", "Observation", Observation($"Patient/{patient}"))).Id;
        static string Meta(string code) => $$$"""{"resourceType":"Parameters","parameter":[{"name":"meta","valueMeta":{"tag":[{"system":"urn:nhan","code":"{{{code}}}"}]}}]}""";
        var added = await program.SendAsync("POST", $"Observation/{id}/$meta-add", Meta("a"));
        Assert.Equal(200, added.Status);
        Assert.Equal("a", added.Json.GetProperty("parameter")[0].GetProperty("valueMeta").GetProperty("tag")[0].GetProperty("code").GetString());
        await program.SendAsync("POST", $"Observation/{id}/$meta-add", Meta("b"));
        // What is there already makes no version.
        await program.SendAsync("POST", $"Observation/{id}/$meta-add", Meta("a"));
        var read = await program.SendAsync("GET", $"Observation/{id}");
        Assert.Equal("3", read.Version);
        Assert.Contains("5.10", read.Text, StringComparison.Ordinal);
        Assert.Equal([id], Resources(await program.SendAsync("GET", "Observation?_tag=urn:nhan|b")).Select(r => r.GetProperty("id").GetString()!));
        await program.SendAsync("POST", $"Observation/{id}/$meta-delete", Meta("a"));
        await program.SendAsync("POST", $"Observation/{id}/$meta-delete", Meta("b"));
        Assert.Empty(Resources(await program.SendAsync("GET", "Observation?_tag=urn:nhan|a,urn:nhan|b")));
        Assert.False((await program.SendAsync("GET", $"Observation/{id}")).Json.GetProperty("meta").TryGetProperty("tag", out _));
        Assert.Equal(400, (await program.SendAsync("POST", $"Observation/{id}/$meta-add", """{"resourceType":"Parameters"}""")).Status);
        Assert.Equal(405, (await program.SendAsync("GET", $"Observation/{id}/$meta-add")).Status);
        using var stranger = await site.HospitalProgramAsync();
        Assert.Equal(404, (await stranger.SendAsync("POST", $"Observation/{id}/$meta-add", Meta("a"))).Status);
    }
}

public sealed class Views_by_id_on_sqlite(SqliteSite site) : ViewsByIdTests(site), IClassFixture<SqliteSite>;

public sealed class Views_by_id_on_postgres(PostgresSite site) : ViewsByIdTests(site), IClassFixture<PostgresSite>;
