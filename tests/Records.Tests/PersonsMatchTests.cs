using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using LienY.People;
using LienY.Site;

namespace LienY.Records.Tests;

/// <summary>Who a description may be, and how sure that is.</summary>
public abstract class PersonsMatchTests(TestSite site)
{
    async Task<string> GradeAsync(Func<Guid, PersonClaim> stored, PersonClaim asked)
    {
        var hospital = await site.HospitalAsync();
        var person = (await site.LinkOneAsync(stored(hospital))).PersonId;
        return (await site.MatchAsync(hospital, asked)).FirstOrDefault(m => m.Person.Id == person)?.Grade ?? "certainly-not";
    }

    [Fact]
    public async Task Certain_is_never_wrong_on_the_labelled_set_and_rarely_missed()
    {
        const int Count = 200;
        var hospital = await site.HospitalAsync();
        var stored = LabelledSet.Stored(Count).ToList();
        var truth = new Dictionary<Guid, long>();
        foreach (var part in stored.Chunk(100))
        {
            var linked = await site.LinkAsync([.. part.Select(h => h.Claim(hospital, "L" + h.Number))]);
            for (var n = 0; n < part.Length; n++) truth[linked[n].PersonId] = part[n].Number;
        }
        var wrong = new List<string>();
        int certain = 0, probes = 0, found = 0, known = 0;
        foreach (var probe in LabelledSet.Probes(Count))
        {
            probes++;
            var matches = await site.MatchAsync(hospital, probe.Claim);
            foreach (var match in matches.Where(m => m.Grade == "certain"))
            {
                certain++;
                if (truth[match.Person.Id] != probe.Truth) wrong.Add($"{probe.Case}: {probe.Claim.Name} {probe.Claim.BirthDay} is not {match.Person.Name} {match.Person.BirthDay}");
            }
            if (probe.Truth < 0) continue;
            known++;
            if (matches.Any(m => truth[m.Person.Id] == probe.Truth)) found++;
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(certain > probes / 3, $"{certain} of {probes} are certain");
        Assert.True(found >= known * 0.97, $"{found} of {known} are found");
    }

    [Fact]
    public async Task The_same_number_and_name_is_certain_also_without_marks()
    {
        var number = PersonsScene.NewPersonal();
        Assert.Equal("certain", await GradeAsync(h => h.Says("1", "Đinh Thị Hồng", "19810203", number), Guid.Empty.Says("", "dinh thi hong", "19810203", number)));
    }

    [Fact]
    public async Task The_same_number_under_another_name_is_only_possible()
    {
        var number = PersonsScene.NewPersonal();
        Assert.Equal("possible", await GradeAsync(h => h.Says("1", "Đinh Thị Hồng", "19810203", number), Guid.Empty.Says("", "Lò Văn Chung", "19550101", number)));
    }

    [Theory]
    [InlineData("Nguyễn Thị Thu Hà", "Nguyễn Hà", "19900710", "19900710", "probable", "middle names missing")]
    [InlineData("Nguyễn Thị Thu Hà", "Hà Nguyễn Thị Thu", "19900710", "19900710", "probable", "another order")]
    [InlineData("Nguyễn Thị Thu Hà", "Nguyễn Thị Thu Hà", "19900710", "19901007", "probable", "day and month exchanged")]
    [InlineData("Nguyễn Thị Thu Hà", "Nguyễn Thị Thu Hà", "19900710", "19900000", "probable", "only the year")]
    [InlineData("Giàng Thị Sua", "Dàng Thị Sua", "19900710", "19900710", "probable", "sounds alike")]
    [InlineData("Nguyễn Thị Thu Hà", "Nguyễn Thị Thu Hà", "19900710", "19550101", "certainly-not", "another birth")]
    [InlineData("Nguyễn Thị Thu Hà", "Trần Văn Bắc", "19900710", "19900710", "certainly-not", "another name")]
    public async Task Without_numbers_likeness_is_weighed(string stored, string asked, string birth, string askedBirth, string grade, string why)
    {
        var phone = "09" + PersonsScene.NewPersonal()[^8..];
        var got = await GradeAsync(h => h.Says("1", stored, birth, sex: "female", phone: phone),
            Guid.Empty.Says("", asked, askedBirth, sex: "female", phone: grade == "certainly-not" ? "" : phone));
        Assert.True(got == grade, $"{why}: {got}");
    }

    [Fact]
    public async Task Twins_are_not_one()
    {
        var phone = "09" + PersonsScene.NewPersonal()[^8..];
        var grade = await GradeAsync(h => h.Says("1", "Lê Minh Anh", "20180505", sex: "female", phone: phone, guardian: "Trần Thị Tươi"),
            Guid.Empty.Says("", "Lê Minh Ánh", "20180505", sex: "female", phone: phone, guardian: "Trần Thị Tươi"));
        Assert.NotEqual("certain", grade);
    }

    [Fact]
    public async Task A_number_of_two_persons_makes_neither_certain()
    {
        var (a, b) = (await site.HospitalAsync(), Guid.Empty);
        var number = PersonsScene.NewPersonal();
        await site.LinkOneAsync(a.Says("1", "Đào Thị Vân", "19930303", number));
        await site.LinkOneAsync(a.Says("2", "Người Khác Hẳn", "19500404", number));
        await site.LinkOneAsync(a.Says("3", "Đào Thị Vân", "19930303", number));
        Assert.DoesNotContain(await site.MatchAsync(a, b.Says("", "Đào Thị Vân", "19930303", number)), m => m.Grade == "certain");
    }

    [Fact]
    public async Task A_program_asks_in_json_and_gets_reasons_in_words()
    {
        var hospital = await site.HospitalAsync();
        var number = PersonsScene.NewPersonal();
        var person = (await site.LinkOneAsync(hospital.Says("1", "Phan Thị Nết", "19640412", number, "female"))).PersonId;
        using var program = await site.ProgramAsync(Role.Doctor, hospital);
        using var answer = await program.PostAsJsonAsync("/api/persons/match",
            new { name = "phan thi net", birth = "1964-04-12", sex = "female", identifiers = new[] { new { system = IdentifierSystems.Personal, value = number } } });
        var first = (await answer.Content.ReadFromJsonAsync<JsonElement>())[0];
        Assert.Equal(person, first.GetProperty("personId").GetGuid());
        Assert.Equal("certain", first.GetProperty("grade").GetString());
        Assert.Contains("Cùng số định danh cá nhân", first.GetProperty("reasons").EnumerateArray().Select(r => r.GetProperty("text").GetString()));
        using var bad = await program.PostAsync("/api/persons/match", new StringContent("[1", Encoding.UTF8, "application/json"));
        Assert.Equal(422, (int)bad.StatusCode);
    }

    [Fact]
    public async Task Fhir_match_answers_a_bundle_with_grades()
    {
        var hospital = await site.HospitalAsync();
        var number = PersonsScene.NewPersonal();
        var person = (await site.LinkOneAsync(hospital.Says("1", "Lý Thị Mẩy", "19700909", number, "female"))).PersonId;
        using var program = await site.ProgramAsync(Role.Doctor, hospital);
        var ask = JsonSerializer.Serialize(new
        {
            resourceType = "Parameters",
            parameter = new object[]
            {
                new { name = "resource", resource = new { resourceType = "Patient", name = new[] { new { family = "Lý", given = new[] { "Thị", "Mẩy" } } },
                    gender = "female", birthDate = "1970-09-09",
                    identifier = new[] { new { system = IdentifierSystems.Personal, value = number } } } },
                new { name = "onlyCertainMatches", valueBoolean = true },
            },
        });
        using var answer = await program.PostAsync("/fhir/Patient/$match", new StringContent(ask, Encoding.UTF8, "application/fhir+json"));
        Assert.Equal("application/fhir+json", answer.Content.Headers.ContentType!.MediaType);
        var bundle = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("searchset", bundle.GetProperty("type").GetString());
        var entry = Assert.Single(bundle.GetProperty("entry").EnumerateArray());
        Assert.Equal(person, entry.GetProperty("resource").GetProperty("id").GetGuid());
        var search = entry.GetProperty("search");
        Assert.True(search.GetProperty("score").GetDouble() >= 0.99);
        var grade = search.GetProperty("extension").EnumerateArray().Single(e =>
            e.GetProperty("url").GetString() == "http://hl7.org/fhir/StructureDefinition/match-grade");
        Assert.Equal("certain", grade.GetProperty("valueCode").GetString());
        using var other = await site.ProgramAsync(Role.Doctor, await site.HospitalAsync());
        using var nothing = await other.PostAsync("/fhir/Patient/$match", new StringContent(ask, Encoding.UTF8, "application/fhir+json"));
        Assert.Equal(0, (await nothing.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("total").GetInt32());
        using var bad = await program.PostAsync("/fhir/Patient/$match", new StringContent("""{"resourceType":"Parameters"}""", Encoding.UTF8, "application/fhir+json"));
        Assert.Equal(422, (int)bad.StatusCode);
        Assert.Equal("OperationOutcome", (await bad.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("resourceType").GetString());
    }
}

public sealed class PersonsMatch_on_sqlite(SqliteSite site) : PersonsMatchTests(site), IClassFixture<SqliteSite>;

public sealed class PersonsMatch_on_postgres(PostgresSite site) : PersonsMatchTests(site), IClassFixture<PostgresSite>;
