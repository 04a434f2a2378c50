using System.Text;
using System.Text.Json;
using LienY.Kernel;
using LienY.Site;

namespace LienY.Records.Tests;

/// <summary>Codes are looked up, checked, listed, compared and translated: of loaded lists, of systems sent to the server, of the specification.</summary>
public abstract class OperationsTerminologyTests(TestSite site)
{
    const string List = "code\tname_vi\tname_en\tcategory\nT01\tBệnh tả\tCholera\t\nT01.0\tBệnh tả do Vibrio cholerae\tCholera due to Vibrio\tT01\n"
        + "T02\tTăng huyết áp vô căn\tEssential hypertension\t\n";

    // A system of its own for each test, for a fixture is shared.
    async Task<string> LoadedAsync()
    {
        var system = "urn:test:" + Guid.CreateVersion7();
        var visitor = await site.SignInAsAsync(Role.Administrator, await site.OrganisationAsync("Sở Y tế " + Guid.CreateVersion7()));
        await visitor.OpenAsync("/codes");
        await visitor.SubmitAsync("/codes", [("kind", "other"), ("system", system), ("from", "01/01/2021"), ("label", "Bản thử"), ("smaller", "")],
            [("file", "list.tsv", Encoding.UTF8.GetBytes(List))]);
        return system;
    }

    static async Task<string> SystemAsync(HttpClient program)
    {
        var url = "http://example.vn/CodeSystem/" + Guid.CreateVersion7();
        var made = await program.SendAsync("POST", "CodeSystem", $$"""
            {"resourceType":"CodeSystem","url":"{{url}}","name":"DongVat","title":"Động vật","version":"2","status":"active","content":"complete","concept":[
              {"code":"dv","display":"Động vật","concept":[
                {"code":"cho","display":"Chó","designation":[{"language":"en","value":"Dog"}],"property":[{"code":"chan","valueInteger":4}]},
                {"code":"ga","display":"Gà nhà","property":[{"code":"chan","valueInteger":2}]},
                {"code":"cu","display":"Tên cũ","property":[{"code":"inactive","valueBoolean":true}]}]}]}
            """);
        Assert.Equal(201, made.Status);
        return url;
    }

    static string Value(FhirSaid said, string name) => said.Json.GetProperty("parameter").EnumerateArray().First(p => p.GetProperty("name").GetString() == name)
        .EnumerateObject().First(m => m.Name.StartsWith("value", StringComparison.Ordinal)).Value.ToString();

    static IEnumerable<string> Codes(FhirSaid said) =>
        said.Json.GetProperty("expansion").GetProperty("contains").EnumerateArray().Select(c => c.GetProperty("code").GetString()!);

    static string Set(string url, string compose) => $$"""{"resourceType":"ValueSet","url":"{{url}}","status":"active","compose":{ {{compose}} } }""";

    [Fact]
    public async Task A_code_of_a_loaded_list_is_looked_up_in_two_languages()
    {
        var (program, system) = (await site.HospitalProgramAsync(), await LoadedAsync());
        var said = await program.SendAsync("GET", $"CodeSystem/$lookup?system={system}&code=T01.0");
        Assert.Equal(200, said.Status);
        Assert.Equal("Bệnh tả do Vibrio cholerae", Value(said, "display"));
        Assert.Contains("\"parent\"", said.Text, StringComparison.Ordinal);
        Assert.Equal("Cholera", Value(await program.SendAsync("GET", $"CodeSystem/$lookup?system={system}&code=T01&displayLanguage=en"), "display"));
        var missing = await program.SendAsync("GET", $"CodeSystem/$lookup?system={system}&code=Z99");
        Assert.Equal((404, "not-found"), (missing.Status, missing.Issue.GetProperty("code").GetString()));
        Assert.Equal(404, (await program.SendAsync("GET", "CodeSystem/$lookup?system=urn:nobody&code=1")).Status);
        Assert.Equal(400, (await program.SendAsync("GET", "CodeSystem/$lookup")).Status);
    }

    [Fact]
    public async Task A_code_is_checked_with_its_name_by_Parameters()
    {
        var (program, system) = (await site.HospitalProgramAsync(), await LoadedAsync());
        string Ask(string code, string display) =>
            $$"""{"resourceType":"Parameters","parameter":[{"name":"coding","valueCoding":{"system":"{{system}}","code":"{{code}}","display":"{{display}}"} }]}""";
        Assert.Equal("True", Value(await program.SendAsync("POST", "CodeSystem/$validate-code", Ask("T02", "tang huyet ap vo can")), "result"));
        var other = await program.SendAsync("POST", "CodeSystem/$validate-code", Ask("T02", "Bệnh tả"));
        Assert.Equal("False", Value(other, "result"));
        Assert.Equal("Tăng huyết áp vô căn", Value(other, "display"));
        Assert.Equal("False", Value(await program.SendAsync("POST", "CodeSystem/$validate-code", Ask("T9", "")), "result"));
    }

    [Fact]
    public async Task A_whole_list_is_expanded_by_words_with_and_without_marks_and_paged()
    {
        var (program, system) = (await site.HospitalProgramAsync(), await LoadedAsync());
        Assert.Equal(["T02"], Codes(await program.SendAsync("GET", $"ValueSet/$expand?url={system}?fhir_vs&filter=huyet+ap")));
        var page = await program.SendAsync("GET", $"ValueSet/$expand?url={system}&count=1&offset=1");
        Assert.Equal(3, page.Json.GetProperty("expansion").GetProperty("total").GetInt32());
        Assert.Single(Codes(page));
        var below = Set("urn:vs:" + Guid.CreateVersion7(), $$"""
            "include":[{"system":"{{system}}","filter":[{"property":"concept","op":"is-a","value":"T01"}]}]
            """);
        var said = await program.SendAsync("POST", "ValueSet/$expand", $$"""{"resourceType":"Parameters","parameter":[{"name":"valueSet","resource":{{below}}}]}""");
        Assert.Equal(["T01", "T01.0"], Codes(said));
    }

    [Fact]
    public async Task Value_sets_of_the_server_include_filter_exclude_and_stand_on_one_another()
    {
        var program = await site.HospitalProgramAsync();
        var system = await SystemAsync(program);
        var (four, all) = ("http://example.vn/ValueSet/" + Guid.CreateVersion7(), "http://example.vn/ValueSet/" + Guid.CreateVersion7());
        var made = await program.SendAsync("POST", "ValueSet", Set(four, $$"""
            "include":[{"system":"{{system}}","filter":[{"property":"chan","op":"=","value":"4"}]}]
            """));
        Assert.Equal(201, made.Status);
        Assert.Equal(201, (await program.SendAsync("POST", "ValueSet", Set(all, $$"""
            "include":[{"system":"{{system}}","filter":[{"property":"concept","op":"descendent-of","value":"dv"}]},{"system":"http://hl7.org/fhir/administrative-gender"}],
            "exclude":[{"valueSet":["{{four}}"]}]
            """))).Status);
        Assert.Equal(["cho"], Codes(await program.SendAsync("GET", $"ValueSet/{made.Id}/$expand")));
        Assert.Equal(["cu", "female", "ga", "male", "other", "unknown"], Codes(await program.SendAsync("GET", $"ValueSet/$expand?url={all}")).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("cu", Codes(await program.SendAsync("GET", $"ValueSet/$expand?url={all}&activeOnly=true")));
        Assert.Equal(["ga"], Codes(await program.SendAsync("GET", $"ValueSet/$expand?url={all}&filter=ga+nha")));
        Assert.Equal("True", Value(await program.SendAsync("GET", $"ValueSet/$validate-code?url={all}&system={system}&code=ga"), "result"));
        Assert.Equal("False", Value(await program.SendAsync("GET", $"ValueSet/$validate-code?url={all}&system={system}&code=cho"), "result"));
        Assert.Equal("True", Value(await program.SendAsync("GET", $"ValueSet/{made.Id}/$validate-code?system={system}&code=cho&display=dog"), "result"));
    }

    [Fact]
    public async Task What_cannot_be_expanded_is_refused_with_the_reason()
    {
        var program = await site.HospitalProgramAsync();
        Assert.Equal(404, (await program.SendAsync("GET", "ValueSet/$expand?url=urn:nobody")).Status);
        Assert.Equal(400, (await program.SendAsync("GET", "ValueSet/$expand")).Status);
        Assert.Equal(400, (await program.SendAsync("GET", "ValueSet/$expand?url=http://hl7.org/fhir/ValueSet/administrative-gender&count=nhieu")).Status);
        var loinc = await program.SendAsync("POST", "ValueSet/$expand", $$"""
            {"resourceType":"Parameters","parameter":[{"name":"valueSet","resource":{{Set("urn:x", "\"include\":[{\"system\":\"http://loinc.org\"}]")}}}]}
            """);
        Assert.Equal((422, "not-found"), (loinc.Status, loinc.Issue.GetProperty("code").GetString()));
        var around = "http://example.vn/ValueSet/" + Guid.CreateVersion7();
        await program.SendAsync("POST", "ValueSet", Set(around, $"\"include\":[{{\"valueSet\":[\"{around}\"]}}]"));
        Assert.Equal(422, (await program.SendAsync("GET", $"ValueSet/$expand?url={around}")).Status);
    }

    [Fact]
    public async Task Codes_of_a_hierarchy_are_compared()
    {
        var program = await site.HospitalProgramAsync();
        var system = await SystemAsync(program);
        async Task<string> OutcomeAsync(string a, string b) => Value(await program.SendAsync("GET", $"CodeSystem/$subsumes?system={system}&codeA={a}&codeB={b}"), "outcome");
        Assert.Equal("subsumes", await OutcomeAsync("dv", "cho"));
        Assert.Equal("subsumed-by", await OutcomeAsync("ga", "dv"));
        Assert.Equal("equivalent", await OutcomeAsync("ga", "ga"));
        Assert.Equal("not-subsumed", await OutcomeAsync("ga", "cho"));
        Assert.Equal(404, (await program.SendAsync("GET", $"CodeSystem/$subsumes?system={system}&codeA=ga&codeB=khong")).Status);
    }

    [Fact]
    public async Task A_code_is_translated_both_ways_by_a_map()
    {
        var program = await site.HospitalProgramAsync();
        var url = "http://example.vn/ConceptMap/" + Guid.CreateVersion7();
        var made = await program.SendAsync("POST", "ConceptMap", $$"""
            {"resourceType":"ConceptMap","url":"{{url}}","status":"active","group":[{"source":"urn:a","target":"urn:b",
              "element":[{"code":"1","target":[{"code":"x","display":"Ích","equivalence":"wider"}]}]}]}
            """);
        Assert.Equal(201, made.Status);
        var there = await program.SendAsync("GET", $"ConceptMap/$translate?url={url}&system=urn:a&code=1");
        Assert.Equal("True", Value(there, "result"));
        Assert.Contains("\"valueCode\":\"wider\"", there.Text, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"x\"", there.Text, StringComparison.Ordinal);
        var back = await program.SendAsync("GET", $"ConceptMap/{made.Id}/$translate?system=urn:b&code=x&reverse=true");
        Assert.Contains("\"valueCode\":\"narrower\"", back.Text, StringComparison.Ordinal);
        Assert.Equal("False", Value(await program.SendAsync("GET", $"ConceptMap/$translate?url={url}&system=urn:a&code=2"), "result"));
    }
}

/// <inheritdoc/>
public sealed class OperationsTerminologyOnSqliteTests(SqliteSite site) : OperationsTerminologyTests(site), IClassFixture<SqliteSite>;

/// <inheritdoc/>
public sealed class OperationsTerminologyOnPostgresTests(PostgresSite site) : OperationsTerminologyTests(site), IClassFixture<PostgresSite>;
