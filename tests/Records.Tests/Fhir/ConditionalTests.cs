using LienY.Site;
using static LienY.Records.Tests.FhirHouse;

namespace LienY.Records.Tests;

/// <summary>Requests on a condition: what is there is found, what is not is made once, what is not certain is refused.</summary>
public abstract class ConditionalTests(TestSite site)
{
    static string Number() => Guid.CreateVersion7().ToString("N");

    [Fact]
    public async Task Of_thirty_two_who_make_the_same_at_once_one_makes_it()
    {
        var program = await site.HospitalProgramAsync();
        var number = Number();
        var said = await Task.WhenAll(Enumerable.Range(0, 32).Select(i =>
            program.SendAsync("POST", "Patient", Patient("Người" + i, number: number), ("If-None-Exist", $"identifier=urn:thu|{number}"))));
        Assert.Equal(1, said.Count(s => s.Status == 201));
        Assert.Equal(31, said.Count(s => s.Status == 200));
        Assert.Single(said.Select(s => s.Id).Distinct());
        Assert.Equal(1, (await program.SendAsync("GET", $"Patient?identifier=urn:thu|{number}&_total=accurate")).Json.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Update_patch_and_delete_reach_what_the_condition_names_and_nothing_where_it_names_two()
    {
        var program = await site.HospitalProgramAsync();
        var number = Number();
        var made = await program.SendAsync("PUT", $"Patient?identifier=urn:thu|{number}", Patient("Một", number: number));
        Assert.Equal(201, made.Status);
        var changed = await program.SendAsync("PUT", $"Patient?identifier=urn:thu|{number}", Patient("Hai", number: number));
        Assert.Equal((200, made.Id, "2"), (changed.Status, changed.Id, changed.Version));
        Assert.Equal(200, (await program.SendAsync("PATCH", $"Patient?identifier=urn:thu|{number}", """[{"op":"add","path":"/active","value":true}]""")).Status);
        await program.SendAsync("POST", "Patient", Patient("Ba", number: number));
        foreach (var method in new[] { "PUT", "PATCH", "DELETE" })
            Assert.Equal(412, (await program.SendAsync(method, $"Patient?identifier=urn:thu|{number}", method == "PUT" ? Patient(number: number) : method == "PATCH" ? "[]" : null)).Status);
        await program.SendAsync("DELETE", $"Patient/{made.Id}");
        Assert.Equal(204, (await program.SendAsync("DELETE", $"Patient?identifier=urn:thu|{number}")).Status);
        Assert.Equal(0, (await program.SendAsync("GET", $"Patient?identifier=urn:thu|{number}&_total=accurate")).Json.GetProperty("total").GetInt32());
        Assert.Contains((await program.SendAsync("DELETE", "Patient")).Status, new[] { 400, 405, 412 });
    }

    [Fact]
    public async Task A_conditional_reference_of_a_transaction_leads_to_the_one_that_is_meant()
    {
        var program = await site.HospitalProgramAsync();
        var (number, twice, never) = (Number(), Number(), Number());
        var patient = (await program.SendAsync("POST", "Patient", Patient(number: number))).Id;
        await program.SendAsync("POST", "Patient", Patient(number: twice));
        await program.SendAsync("POST", "Patient", Patient(number: twice));
        Task<FhirSaid> Send(string who) => program.SendAsync("POST", "", Bundle("transaction", Entry("POST", "Observation", Observation($"Patient?identifier=urn:thu|{who}"))));
        var done = await Send(number);
        Assert.Equal(200, done.Status);
        var place = done.Json.GetProperty("entry")[0].GetProperty("response").GetProperty("location").GetString()!.Split("/_history")[0];
        Assert.Equal($"Patient/{patient}", (await program.SendAsync("GET", place)).Json.GetProperty("subject").GetProperty("reference").GetString());
        foreach (var who in new[] { twice, never })
        {
            var refused = await Send(who);
            Assert.True(refused.Status is 400 or 412 or 422, refused.Text);
            Assert.Equal("OperationOutcome", refused.Json.GetProperty("resourceType").GetString());
        }
    }

    [Fact]
    public async Task A_condition_never_finds_what_another_hospital_holds()
    {
        var (here, there) = (await site.HospitalProgramAsync(), await site.HospitalProgramAsync());
        var number = Number();
        await here.SendAsync("POST", "Patient", Patient("Kín", number: number));
        var made = await there.SendAsync("POST", "Patient", Patient("Riêng", number: number), ("If-None-Exist", $"identifier=urn:thu|{number}"));
        Assert.Equal(201, made.Status);
        Assert.Equal(204, (await there.SendAsync("DELETE", $"Patient?identifier=urn:thu|{number}")).Status);
        Assert.Equal(1, (await here.SendAsync("GET", $"Patient?identifier=urn:thu|{number}&_total=accurate")).Json.GetProperty("total").GetInt32());
    }
}

public sealed class Conditional_on_sqlite(SqliteSite site) : ConditionalTests(site), IClassFixture<SqliteSite>;

public sealed class Conditional_on_postgres(PostgresSite site) : ConditionalTests(site), IClassFixture<PostgresSite>;
