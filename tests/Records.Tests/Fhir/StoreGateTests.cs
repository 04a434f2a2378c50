using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;
using static LienY.Records.Tests.FhirHouse;

namespace LienY.Records.Tests;

/// <summary>Two hospitals at one server; bytes that nobody should send; senders of the house.</summary>
public abstract class StoreGateTests(TestSite site)
{
    [Fact]
    public async Task What_another_hospital_holds_is_not_there_until_a_basis_lets_it_pass_and_is_never_theirs_to_change()
    {
        var (ours, theirs) = (await site.HospitalAsync(), await site.HospitalAsync());
        var (here, there) = (await site.ProgramAsync(Role.Doctor, ours), await site.ProgramAsync(Role.Doctor, theirs));
        var id = (await here.SendAsync("POST", "Patient", Patient("Kín"))).Id;
        var path = $"Patient/{id}";
        foreach (var secret in new[] { path, $"{path}/_history", $"{path}/_history/1" }) Assert.Equal(404, (await there.SendAsync("GET", secret)).Status);
        Assert.Equal(404, (await there.SendAsync("DELETE", path)).Status);
        Assert.Equal(404, (await there.SendAsync("PATCH", path, "[]")).Status);
        var taken = await there.SendAsync("PUT", path, Patient(id: id));
        Assert.Equal(409, taken.Status);
        Assert.DoesNotContain("Kín", taken.Text, StringComparison.Ordinal);
        var person = await site.HouseAsync(async s =>
        {
            await using var connection = await s.GetRequiredService<Database>().OpenAsync();
            return (await connection.RowsAsync("select person_id from records_resource where fid = @p0", r => r.GetGuid(0), default, id))[0];
        });
        await site.BasisAsync(site.Live(ours, theirs, person));
        Assert.Contains("Kín", (await there.SendAsync("GET", path)).Text, StringComparison.Ordinal);
        Assert.Equal(200, (await there.SendAsync("GET", $"{path}/_history/1")).Status);
        Assert.Equal(403, (await there.SendAsync("PUT", path, Patient(id: id))).Status);
        Assert.Equal(403, (await there.SendAsync("DELETE", path)).Status);
        Assert.Equal(1, await site.CountAsync("select count(*) from kernel_trail where object_id = @p0 and action = 'fhir.read' and basis_id is not null and subject_id = @p1", id, person));
        Assert.Equal("1", (await here.SendAsync("GET", path)).Version);
    }

    [Fact]
    public async Task Who_may_only_read_writes_nothing_and_an_administrator_reads_nothing()
    {
        var hospital = await site.HospitalAsync();
        var director = await site.ProgramAsync(Role.Director, hospital);
        Assert.Equal(403, (await director.SendAsync("POST", "Patient", Patient())).Status);
        var keeper = await site.ProgramAsync(Role.Administrator, hospital);
        Assert.Equal((403, "forbidden"), ((await keeper.SendAsync("GET", "Patient/1")).Status, (await keeper.SendAsync("GET", "Patient/1")).Issue.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task What_is_sensitive_needs_a_basis_that_names_it()
    {
        var (ours, theirs) = (await site.HospitalAsync(), await site.HospitalAsync());
        var (here, there) = (await site.ProgramAsync(Role.Doctor, ours), await site.ProgramAsync(Role.Doctor, theirs));
        var patient = (await here.SendAsync("POST", "Patient", Patient())).Id;
        string Condition(string code) => $$$"""{"resourceType":"Condition","code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"{{{code}}}"}]},"subject":{"reference":"Patient/{{{patient}}}"}}""";
        var (plain, hidden) = ((await here.SendAsync("POST", "Condition", Condition("I10"))).Id, (await here.SendAsync("POST", "Condition", Condition("B24"))).Id);
        await site.BasisAsync(site.Live(ours, theirs));
        Assert.Equal(200, (await there.SendAsync("GET", $"Condition/{plain}")).Status);
        Assert.Equal(404, (await there.SendAsync("GET", $"Condition/{hidden}")).Status);
        // Its earlier version said more than the present one.
        var changed = Condition("I10").Replace("\"Condition\",", $"\"Condition\",\"id\":\"{hidden}\",", StringComparison.Ordinal);
        Assert.Equal(200, (await here.SendAsync("PUT", $"Condition/{hidden}", changed)).Status);
        Assert.Equal(200, (await there.SendAsync("GET", $"Condition/{hidden}")).Status);
        Assert.Equal(404, (await there.SendAsync("GET", $"Condition/{hidden}/_history/1")).Status);
        Assert.DoesNotContain("B24", (await there.SendAsync("GET", $"Condition/{hidden}/_history")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hospital_and_a_medicine_are_open_to_everybody_who_may_read()
    {
        var here = await site.HospitalProgramAsync();
        var there = await site.HospitalProgramAsync();
        var id = (await here.SendAsync("POST", "Organization", """{"resourceType":"Organization","name":"Bệnh viện mở"}""")).Id;
        Assert.Equal(200, (await there.SendAsync("GET", $"Organization/{id}")).Status);
        Assert.Equal(403, (await there.SendAsync("DELETE", $"Organization/{id}")).Status);
    }

    public static TheoryData<string, string> Hostile => new()
    {
        { "empty", "" },
        { "half", "{\"resourceType\":\"Patient\"" },
        { "no object", "[]" },
        { "no type", "{}" },
        { "unknown type", "{\"resourceType\":\"Benhnhan\"}" },
        { "other type", "{\"resourceType\":\"Observation\",\"status\":\"final\",\"code\":{\"text\":\"x\"}}" },
        { "unknown element", "{\"resourceType\":\"Patient\",\"ten\":\"An\"}" },
        { "twice", "{\"resourceType\":\"Patient\",\"gender\":\"male\",\"gender\":\"female\"}" },
        { "bad code", "{\"resourceType\":\"Patient\",\"gender\":\"nam\"}" },
        { "bad day", "{\"resourceType\":\"Patient\",\"birthDate\":\"30/02/1980\"}" },
        { "deep", "{\"resourceType\":\"Patient\",\"extension\":" + string.Concat(Enumerable.Repeat("[{\"url\":\"x\",\"extension\":", 4000)) + "1" + string.Concat(Enumerable.Repeat("}]", 4000)) + "}" },
        { "long", "{\"resourceType\":\"Patient\",\"language\":\"" + new string('a', 10_000_000) + "\"}" },
        { "not utf-8", "\u0001BAD" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task Bytes_that_are_no_resource_are_refused_with_what_is_wrong(string what, string body)
    {
        var program = await site.HospitalProgramAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/fhir/Patient");
        request.Content = new ByteArrayContent(body == "\u0001BAD" ? [.. "{\"resourceType\":\"Patient\",\"language\":\""u8, 0xC3, 0x28, .. "\"}"u8] : Encoding.UTF8.GetBytes(body));
        request.Content.Headers.ContentType = new("application/fhir+json");
        using var answer = await program.SendAsync(request);
        Assert.True((int)answer.StatusCode is 400 or 413 or 422, $"{what}: {(int)answer.StatusCode}");
        Assert.Contains("OperationOutcome", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(201, (await program.SendAsync("POST", "Patient", Patient())).Status);
    }

    [Fact]
    public async Task A_sender_of_the_house_writes_as_a_program_does_and_its_message_is_kept()
    {
        var hospital = await site.HospitalAsync();
        var message = Guid.CreateVersion7();
        var said = await site.HouseAsync(s => s.GetRequiredService<IFhirDoor>().SendAsync("POST", "", Encoding.UTF8.GetBytes(Bundle("transaction", Entry("POST", "Patient", Patient("Từ máy"), "urn:uuid:1"),
            Entry("POST", "Observation", Observation("urn:uuid:1")))), new(hospital, "HL7 phòng xét nghiệm", message, "OBX/1"), default));
        Assert.True(said.IsDone);
        Assert.Equal(2, await site.CountAsync("select count(*) from records_resource where holder_id = @p0 and source_id = @p1 and source_row = 'OBX/1' and person_id is not null", hospital, message));
        Assert.Equal(1, await site.CountAsync("select count(*) from kernel_trail where holder_id = @p0 and user_name = 'HL7 phòng xét nghiệm' and action = 'fhir.transaction'", hospital));
        var refused = await site.HouseAsync(s => s.GetRequiredService<IFhirDoor>().SendAsync("POST", "Patient", Encoding.UTF8.GetBytes("{}"), new(hospital, "HL7", message), default));
        Assert.False(refused.IsDone);
    }
}

public sealed class Store_gate_on_sqlite(SqliteSite site) : StoreGateTests(site), IClassFixture<SqliteSite>;

public sealed class Store_gate_on_postgres(PostgresSite site) : StoreGateTests(site), IClassFixture<PostgresSite>;
