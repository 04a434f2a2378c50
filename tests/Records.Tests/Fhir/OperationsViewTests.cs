using System.Text.Json;
using LienY.Kernel;
using LienY.Site;
using static LienY.Records.Tests.FhirHouse;

namespace LienY.Records.Tests;

/// <summary>Trail, bases and versions are seen as AuditEvent, Consent and Provenance by those who see them on the pages.</summary>
public abstract class OperationsViewTests(TestSite site)
{
    static List<JsonElement> Resources(FhirSaid said) =>
        said.Json.TryGetProperty("entry", out var entries) ? [.. entries.EnumerateArray().Select(e => e.GetProperty("resource"))] : [];

    [Fact]
    public async Task The_holders_data_officer_sees_who_opened_a_record_and_on_which_bases_it_passes()
    {
        var (holder, receiver) = (await site.HospitalAsync(), await site.HospitalAsync("Bệnh viện nhận"));
        using var officer = await site.ProgramAsync(Role.DataOfficer, holder);
        using var doctor = await site.ProgramAsync(Role.Doctor, holder);
        using var stranger = await site.ProgramAsync(Role.DataOfficer, await site.HospitalAsync("Bệnh viện lạ"));
        var person = (await site.LinkOneAsync(holder.Says("1", "Lò Thị Hoa", personal: PersonsScene.NewPersonal()))).PersonId;
        var id = (await officer.SendAsync("POST", "Patient", Patient())).Id;
        await site.RunAsync("update records_resource set person_id = @p0 where type = 'Patient' and fid = @p1", person, id);
        await site.BasisAsync(holder, receiver, person);
        Assert.Equal(200, (await doctor.SendAsync("GET", $"Patient/{id}")).Status);

        var events = await officer.SendAsync("GET", $"AuditEvent?patient={id}");
        Assert.Contains(Resources(events), r => r.GetProperty("resourceType").GetString() == "AuditEvent"
            && r.GetProperty("entity")[0].GetProperty("what").GetProperty("reference").GetString() == $"Patient/{id}");
        Assert.Empty(Resources(await officer.SendAsync("GET", $"AuditEvent?patient={id}&date=le2000-01-01")));
        Assert.Empty(Resources(await stranger.SendAsync("GET", $"AuditEvent?patient={id}")));
        Assert.Empty(Resources(await doctor.SendAsync("GET", $"AuditEvent?patient={id}")));

        var consent = Assert.Single(Resources(await officer.SendAsync("GET", $"Consent?patient=Patient/{id}")));
        Assert.Equal("active", consent.GetProperty("status").GetString());
        Assert.Equal("treatment", consent.GetProperty("provision").GetProperty("purpose")[0].GetProperty("code").GetString());
        Assert.Empty(Resources(await stranger.SendAsync("GET", $"Consent?patient={id}")));
    }

    [Fact]
    public async Task Every_version_of_a_resource_tells_who_made_it_to_those_who_may_read_it()
    {
        using var program = await site.HospitalProgramAsync();
        var id = (await program.SendAsync("POST", "Patient", Patient())).Id;
        await program.SendAsync("PUT", $"Patient/{id}", Patient("Trần", id));
        var said = await program.SendAsync("GET", $"Provenance?target=Patient/{id}");
        Assert.Equal(["UPDATE", "CREATE"], Resources(said).Select(r => r.GetProperty("activity").GetProperty("coding")[0].GetProperty("code").GetString()));
        using var stranger = await site.HospitalProgramAsync("Bệnh viện khác");
        Assert.Empty(Resources(await stranger.SendAsync("GET", $"Provenance?target=Patient/{id}")));
    }
}

/// <inheritdoc/>
public sealed class OperationsViewOnSqliteTests(SqliteSite site) : OperationsViewTests(site), IClassFixture<SqliteSite>;

/// <inheritdoc/>
public sealed class OperationsViewOnPostgresTests(PostgresSite site) : OperationsViewTests(site), IClassFixture<PostgresSite>;
