using LienY.Kernel;
using LienY.Site;
using static LienY.Records.Tests.FhirHouse;

namespace LienY.Records.Tests;

/// <summary>$validate names every fault with its place, and $meta tells of a resource without it.</summary>
public abstract class OperationsValidateTests(TestSite site)
{
    static IEnumerable<(string Severity, string Code, string Path)> Issues(FhirSaid said) => said.Json.GetProperty("issue").EnumerateArray().Select(i =>
        (i.GetProperty("severity").GetString()!, i.GetProperty("code").GetString()!, i.TryGetProperty("expression", out var at) ? at[0].GetString()! : ""));

    [Fact]
    public async Task A_right_resource_has_no_error()
    {
        var program = await site.HospitalProgramAsync();
        var said = await program.SendAsync("POST", "Patient/$validate", Patient());
        Assert.Equal(200, said.Status);
        Assert.DoesNotContain(Issues(said), i => i.Severity is "error" or "fatal");
    }

    [Fact]
    public async Task Structure_and_invariants_are_told_with_their_places()
    {
        var program = await site.HospitalProgramAsync();
        var said = await program.SendAsync("POST", "Patient/$validate", """{"resourceType":"Patient","gender":"nam","contact":[{"gender":"male"}],"odd":1}""");
        Assert.Equal(200, said.Status);
        var issues = Issues(said).Where(i => i.Severity == "error").ToList();
        Assert.Contains(issues, i => i.Path == "Patient.gender");
        Assert.Contains(issues, i => i is { Code: "invariant", Path: "Patient.contact[0]" });
        Assert.Contains(issues, i => i is { Code: "structure", Path: "Patient" });
        Assert.Equal(400, (await program.SendAsync("POST", "Patient/$validate", "{")).Status);
        Assert.Equal(400, (await program.SendAsync("POST", "Patient/$validate")).Status);
    }

    [Fact]
    public async Task A_profile_sent_to_the_server_is_checked_with_its_value_set()
    {
        var program = await site.HospitalProgramAsync();
        var (profile, set) = ("http://example.vn/StructureDefinition/" + Guid.CreateVersion7(), "http://example.vn/ValueSet/" + Guid.CreateVersion7());
        Assert.Equal(201, (await program.SendAsync("POST", "ValueSet", $$"""
            {"resourceType":"ValueSet","url":"{{set}}","status":"active","compose":{"include":[{"system":"http://hl7.org/fhir/administrative-gender","concept":[{"code":"female"}]}]} }
            """)).Status);
        Assert.Equal(201, (await program.SendAsync("POST", "StructureDefinition", $$"""
            {"resourceType":"StructureDefinition","url":"{{profile}}","name":"Me","status":"active","kind":"resource","abstract":false,"type":"Patient","derivation":"constraint",
             "baseDefinition":"http://hl7.org/fhir/StructureDefinition/Patient","differential":{"element":[{"id":"Patient","path":"Patient"},
             {"id":"Patient.telecom","path":"Patient.telecom","min":1},
             {"id":"Patient.gender","path":"Patient.gender","binding":{"strength":"required","valueSet":"{{set}}"} }]} }
            """)).Status);
        var said = await program.SendAsync("POST", $"Patient/$validate?profile={profile}", Patient());
        Assert.Contains(("error", "required", "Patient.telecom"), Issues(said));
        Assert.Contains(("error", "code-invalid", "Patient.gender"), Issues(said));
        var claimed = Patient().Replace("\"gender\"", $"\"meta\":{{\"profile\":[\"{profile}\"]}},\"gender\"", StringComparison.Ordinal);
        var wrapped = await program.SendAsync("POST", "Patient/$validate", $$"""
            {"resourceType":"Parameters","parameter":[{"name":"resource","resource":{{claimed}}},{"name":"mode","valueCode":"create"}]}
            """);
        Assert.Contains(("error", "required", "Patient.telecom"), Issues(wrapped));
        Assert.Contains(Issues(await program.SendAsync("POST", "Patient/$validate?profile=urn:nobody", Patient())), i => i is { Severity: "error", Code: "not-found" });
    }

    [Fact]
    public async Task The_houses_own_profile_knows_the_numbers_of_Vietnam()
    {
        var program = await site.HospitalProgramAsync();
        const string own = "http://fhir.hl7.org.vn/core/StructureDefinition/vn-core-patient";
        var wrong = Patient().Replace("urn:thu", "urn:lieny:id:personal", StringComparison.Ordinal);
        Assert.Contains(("error", "invariant", "Patient"), Issues(await program.SendAsync("POST", $"Patient/$validate?profile={own}", wrong)));
        var right = Patient(number: "010123456789").Replace("urn:thu", "urn:lieny:id:personal", StringComparison.Ordinal);
        Assert.DoesNotContain(Issues(await program.SendAsync("POST", $"Patient/$validate?profile={own}", right)), i => i.Severity == "error");
    }

    [Fact]
    public async Task What_is_kept_is_validated_and_its_meta_read_only_by_who_may_see_it()
    {
        var program = await site.HospitalProgramAsync();
        var id = (await program.SendAsync("POST", "Patient", Patient())).Id;
        Assert.Equal(200, (await program.SendAsync("GET", $"Patient/{id}/$validate")).Status);
        var meta = await program.SendAsync("GET", $"Patient/{id}/$meta");
        Assert.Equal(200, meta.Status);
        Assert.Contains("\"versionId\":\"1\"", meta.Text, StringComparison.Ordinal);
        using var stranger = await site.HospitalProgramAsync("Bệnh viện khác");
        Assert.Equal(404, (await stranger.SendAsync("GET", $"Patient/{id}/$validate")).Status);
        Assert.Equal(404, (await stranger.SendAsync("GET", $"Patient/{id}/$meta")).Status);
    }
}

/// <inheritdoc/>
public sealed class OperationsValidateOnSqliteTests(SqliteSite site) : OperationsValidateTests(site), IClassFixture<SqliteSite>;

/// <inheritdoc/>
public sealed class OperationsValidateOnPostgresTests(PostgresSite site) : OperationsValidateTests(site), IClassFixture<PostgresSite>;
