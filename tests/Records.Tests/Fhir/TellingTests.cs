using System.Globalization;
using System.Text.Json.Nodes;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;
using static LienY.Records.Tests.FhirHouse;

namespace LienY.Records.Tests;

/// <summary>What the FHIR server tells the ledger, and the indicators of the catalogue that are made of it, down to the single fact.</summary>
public abstract class TellingTests(TestSite site)
{
    sealed record Scene(Guid Department, Guid Holder, Guid Receiver, HttpClient Here, HttpClient There, HttpClient Officer);

    async Task<Scene> SceneAsync()
    {
        var department = await site.OrganisationAsync($"Sở Y tế thử {Guid.CreateVersion7():N}", null, "department");
        var (holder, receiver) = (await site.OrganisationAsync("Bệnh viện Giữ", department, "hospital"), await site.OrganisationAsync("Bệnh viện Xem", department, "hospital"));
        await site.RoundAsync("evidence-catalogue");
        return new(department, holder, receiver, await site.ProgramAsync(Role.Doctor, holder), await site.ProgramAsync(Role.Doctor, receiver),
            await site.ProgramAsync(Role.DepartmentOfficer, department));
    }

    async Task<string?> FigureAsync(Scene scene, string code)
    {
        using var answer = await scene.Officer.GetAsync($"/api/analytics?dimension=dx:{code}&dimension=ou:{scene.Department}&dimension=pe:{site.Clock.Today():yyyyMM}");
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        var rows = JsonNode.Parse(text)!["rows"]!.AsArray();
        return rows.Count == 0 ? null : decimal.Parse(rows[0]!.AsArray()[^1]!.ToString(), CultureInfo.InvariantCulture).ToString("0.####", CultureInfo.InvariantCulture);
    }

    async Task<Guid> PersonAsync(string patient) => await site.HouseAsync(async s =>
    {
        await using var connection = await s.GetRequiredService<Database>().OpenAsync();
        return (await connection.RowsAsync("select person_id from records_resource where type = 'Patient' and fid = @p0", r => r.GetGuid(0), default, patient))[0];
    });

    [Fact]
    public async Task What_is_read_by_a_basis_is_one_fact_a_day_with_whom_and_why()
    {
        var scene = await SceneAsync();
        var patient = (await scene.Here.SendAsync("POST", "Patient", Patient())).Id;
        var observation = (await scene.Here.SendAsync("POST", "Observation", Observation($"Patient/{patient}"))).Id;
        var other = (await scene.Here.SendAsync("POST", "Patient", Patient("Trần"))).Id;
        await site.BasisAsync(site.Live(scene.Holder, scene.Receiver, await PersonAsync(patient)));
        await scene.Here.SendAsync("GET", $"Patient/{patient}");
        Assert.Equal(200, (await scene.There.SendAsync("GET", $"Patient/{patient}")).Status);
        Assert.Equal(200, (await scene.There.SendAsync("GET", $"Observation/{observation}")).Status);
        Assert.Equal(200, (await scene.There.SendAsync("GET", $"Observation?patient={patient}")).Status);
        Assert.Equal(404, (await scene.There.SendAsync("GET", $"Patient/{other}")).Status);
        for (var tries = 0; tries < 500 && await RowsAsync() == 0; tries++)
        {
            await site.RoundAsync("fhir-releases");
            await Task.Delay(20);
        }
        await site.RoundAsync("fhir-releases");
        Assert.Equal(1, await RowsAsync());
        await site.SettleAsync();
        foreach (var (code, value) in new[] { ("CS_LUOT", "1"), ("CS_NGUOI", "1"), ("CS_DENGHI", "1") }) Assert.Equal(value, await FigureAsync(scene, code));
        Assert.NotEqual("1", await FigureAsync(scene, "CS_HOPDONG"));
        // The fact itself names the receiver, the basis and the purpose in words.
        var fact = await site.HouseAsync(async s =>
        {
            await using var connection = await s.GetRequiredService<Database>().OpenAsync();
            return (await connection.RowsAsync("select id from kernel_fact where kind = 'record.released' and unit_id = @p0", r => r.GetGuid(0), default, scene.Holder))[0];
        });
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, scene.Department);
        await officer.OpenAsync($"/evidence/facts/{fact}");
        foreach (var word in new[] { "Bệnh viện Xem", "Bệnh viện Giữ", "văn bản của người bệnh", "Điều trị" }) Assert.Contains(word, officer.Text, StringComparison.Ordinal);

        Task<long> RowsAsync() => site.CountAsync("select count(*) from kernel_fact where kind = 'record.released' and unit_id = @p0", scene.Holder);
    }

    static string Visit(string patient, string id) =>
        $$$"""{"resourceType":"Encounter","id":"{{{id}}}","status":"finished","class":{"code":"AMB"},"subject":{"reference":"Patient/{{{patient}}}"},"period":{"start":"2025-11-19T08:00:00+07:00"}}""";

    [Fact]
    public async Task The_share_of_visits_with_a_record_counts_each_visit_once_and_forgets_deleted_ones()
    {
        var scene = await SceneAsync();
        var patient = (await scene.Here.SendAsync("POST", "Patient", Patient())).Id;
        var ids = Enumerable.Range(0, 20).Select(_ => "luot-" + Guid.CreateVersion7().ToString("N")).ToList();
        foreach (var id in ids) Assert.Equal(201, (await scene.Here.SendAsync("PUT", $"Encounter/{id}", Visit(patient, id))).Status);
        await site.SettleAsync();
        Assert.Equal("20", await FigureAsync(scene, "FHIR_LUOT"));
        foreach (var id in ids.Take(5).Concat(ids.Take(2)))
            await scene.Here.SendAsync("POST", "Observation", Observation($"Patient/{patient}")[..^1] + $$$""","encounter":{"reference":"Encounter/{{{id}}}"}}""");
        await site.SettleAsync();
        Assert.Equal("25", await FigureAsync(scene, "FHIR_TYLE"));
        // Fewer than twenty visits are not enough to say.
        Assert.Equal(204, (await scene.Here.SendAsync("DELETE", $"Encounter/{ids[19]}")).Status);
        await site.SettleAsync();
        Assert.Equal("19", await FigureAsync(scene, "FHIR_LUOT"));
        Assert.Null(await FigureAsync(scene, "FHIR_TYLE"));
        var fact = await site.HouseAsync(async s =>
        {
            await using var connection = await s.GetRequiredService<Database>().OpenAsync();
            return (await connection.RowsAsync("select id from kernel_fact where kind = 'fhir.visit.known' and unit_id = @p0 and source_id = @p1", r => r.GetGuid(0), default,
                scene.Holder, $"Encounter/{ids[0]}"))[0];
        });
        var doctor = await site.SignInAsAsync(Role.Director, scene.Holder);
        await doctor.OpenAsync($"/evidence/facts/{fact}");
        Assert.Contains("lượt khám đã biết qua FHIR, HL7", doctor.Text, StringComparison.Ordinal);
        Assert.NotNull(doctor.Page.QuerySelector($"a[href='/integration/resources/Encounter/{ids[0]}']"));
    }
}

public sealed class Telling_on_sqlite(SqliteSite site) : TellingTests(site), IClassFixture<SqliteSite>;

public sealed class Telling_on_postgres(PostgresSite site) : TellingTests(site), IClassFixture<PostgresSite>;
