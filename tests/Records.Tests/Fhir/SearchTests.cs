using System.Net;
using System.Text.Json.Nodes;
using LienY.Site;
using static LienY.Records.Tests.SearchScene;

namespace LienY.Records.Tests;

/// <summary>Searches over /fhir as a program asks them.</summary>
public abstract class SearchTests(TestSite site)
{
    const string Loinc = "http://loinc.org|";

    async Task<SearchScene> WardAsync(string s)
    {
        var scene = await SearchScene.OpenAsync(site);
        await scene.PutAsync(
            Patient($"{s}p1", "Nguyễn", "Ẩn", "1980-05-01"), Patient($"{s}p2", "Đặng", "Hồng", "1990-12-31", "male"), Patient($"{s}p3", "Trần", "Bình", "2001-01-15"),
            Observation($"{s}o1", $"{s}p1", "8480-6", 120, "mm[Hg]", "2025-03-01T08:00:00+07:00"), Observation($"{s}o2", $"{s}p1", "8480-6", 90, "mm[Hg]", "2025-04-01T08:00:00+07:00"),
            Observation($"{s}o3", $"{s}p1", "2339-0", 120, "mg/dL", "2025-05-01"), Observation($"{s}o4", $"{s}p2", "8480-6", 140, "mm[Hg]", "2025-03-01T08:00:00+07:00"),
            Observation($"{s}o5", $"{s}p2", "29463-7", 62.5, "kg", "2025-06"));
        return scene;
    }

    [Fact]
    public async Task Names_match_without_marks_and_exactly_only_when_asked()
    {
        var s = await WardAsync("n");
        Assert.Equal(["np1"], await s.IdsAsync("/Patient?family=nguyen&_id=np1,np2,np3"));
        Assert.Equal(["np1"], await s.IdsAsync("/Patient?family=NGUYỄN&_id=np1,np2,np3"));
        Assert.Equal(["np2"], await s.IdsAsync("/Patient?name=dang,hoang&_id=np1,np2,np3"));
        Assert.Equal(["np2"], await s.IdsAsync("/Patient?family:contains=an&family:contains=d&_id=np1,np2,np3"));
        Assert.Equal(["np1"], await s.IdsAsync("/Patient?family:exact=Nguyễn&_id=np1,np2"));
        Assert.Empty(await s.IdsAsync("/Patient?family:exact=Nguyen&_id=np1,np2"));
        Assert.Equal(["np1"], await s.IdsAsync("/Patient?given:exact=Ẩn&_id=np1,np2"));
    }

    [Fact]
    public async Task Tokens_match_by_code_system_absence_and_words()
    {
        var s = await WardAsync("t");
        Assert.Equal(["tp1"], await s.IdsAsync("/Patient?identifier=urn:test:number|tp1"));
        Assert.Equal(["tp1"], await s.IdsAsync("/Patient?identifier=tp1"));
        Assert.Empty(await s.IdsAsync("/Patient?identifier=urn:test:other|tp1"));
        Assert.Empty(await s.IdsAsync("/Patient?identifier=|tp1"));
        Assert.Equal(["tp1", "tp3"], await s.IdsAsync("/Patient?gender=female&_id=tp1,tp2,tp3"));
        Assert.Equal(["tp2"], await s.IdsAsync("/Patient?gender:not=female&_id=tp1,tp2,tp3"));
        Assert.Equal(["tp2"], await s.IdsAsync("/Patient?gender=http://hl7.org/fhir/administrative-gender|male&_id=tp1,tp2,tp3"));
        Assert.Equal(["tp1", "tp2", "tp3"], await s.IdsAsync("/Patient?active=true&_id=tp1,tp2,tp3"));
        Assert.Equal(["tp1", "tp2", "tp3"], await s.IdsAsync("/Patient?phone:missing=true&_id=tp1,tp2,tp3"));
        Assert.Empty(await s.IdsAsync("/Patient?birthdate:missing=true&_id=tp1,tp2,tp3"));
        Assert.Equal(["to5"], await s.IdsAsync("/Observation?code:text=xet nghiem 29463&patient=tp2"));
        Assert.Equal(["to3"], await s.IdsAsync($"/Observation?code:not={Loinc}8480-6&patient=tp1"));
        Assert.Equal(["to1", "to2", "to3"], await s.IdsAsync($"/Observation?code={Loinc}&patient=tp1"));
    }

    [Fact]
    public async Task Dates_compare_by_their_spans()
    {
        var s = await WardAsync("d");
        Assert.Equal(["dp1"], await s.IdsAsync("/Patient?birthdate=1980&_id=dp1,dp2,dp3"));
        Assert.Equal(["dp2", "dp3"], await s.IdsAsync("/Patient?birthdate=gt1980-05-01&_id=dp1,dp2,dp3"));
        Assert.Equal(["dp1", "dp2", "dp3"], await s.IdsAsync("/Patient?birthdate=ge1980-05-01&_id=dp1,dp2,dp3"));
        Assert.Equal(["dp1"], await s.IdsAsync("/Patient?birthdate=lt1990-12-31&_id=dp1,dp2,dp3"));
        Assert.Equal(["dp1", "dp3"], await s.IdsAsync("/Patient?birthdate=ne1990-12-31&_id=dp1,dp2,dp3"));
        Assert.Equal(["do2"], await s.IdsAsync($"/Observation?patient=dp1&code={Loinc}8480-6&date=ge2025-04-01T00:00:00%2B07:00&date=lt2025-04-02T00:00:00%2B07:00"));
        Assert.Equal(["do1"], await s.IdsAsync($"/Observation?patient=Patient/dp1&code={Loinc}8480-6&date=2025-03-01"));
        Assert.Equal(["do2", "do3"], await s.IdsAsync("/Observation?patient=dp1&date=sa2025-03-01"));
        // A month is no day of it, but it overlaps with days around.
        Assert.Empty(await s.IdsAsync("/Observation?patient=dp2&date=2025-06-10"));
        Assert.Equal(["do5"], await s.IdsAsync("/Observation?patient=dp2&date=2025-06"));
    }

    [Fact]
    public async Task Quantities_keep_to_their_units()
    {
        var s = await WardAsync("q");
        Assert.Equal(["qo1", "qo4"], await s.IdsAsync("/Observation?value-quantity=gt90|http://unitsofmeasure.org|mm[Hg]&subject=Patient/qp1,Patient/qp2"));
        Assert.Equal(["qo1", "qo2", "qo4"], await s.IdsAsync("/Observation?value-quantity=ge90||mm[Hg]&subject=Patient/qp1,Patient/qp2"));
        Assert.Equal(["qo1", "qo3"], await s.IdsAsync("/Observation?value-quantity=120&patient=qp1"));
        Assert.Equal(["qo5"], await s.IdsAsync("/Observation?value-quantity=62500|http://unitsofmeasure.org|g&patient=qp2"));
        Assert.Equal(["qo3"], await s.IdsAsync("/Observation?value-quantity=1.2|http://unitsofmeasure.org|g/L&patient=qp1"));
        Assert.Empty(await s.IdsAsync("/Observation?value-quantity=gt0|http://unitsofmeasure.org|mmol/L&patient=qp1"));
        Assert.Equal(["qo1"], await s.IdsAsync("/Observation?value-quantity=ap115||mm[Hg]&patient=qp1"));
        Assert.Equal(["qo1"], await s.IdsAsync($"/Observation?code-value-quantity={Loinc}8480-6$gt100||mm[Hg]&patient=qp1"));
        Assert.Empty(await s.IdsAsync($"/Observation?code-value-quantity={Loinc}2339-0$gt100||mm[Hg]&patient=qp1"));
    }

    [Fact]
    public async Task Chains_and_has_lead_over_references()
    {
        var s = await WardAsync("c");
        Assert.Equal(["co1", "co2"], await s.IdsAsync($"/Observation?patient.identifier=urn:test:number|cp1&code={Loinc}8480-6"));
        Assert.Equal(["co4", "co5"], await s.IdsAsync("/Observation?subject:Patient.name=dang&subject=Patient/cp1,Patient/cp2"));
        Assert.Equal(["cp2"], await s.IdsAsync($"/Patient?_has:Observation:patient:code={Loinc}29463-7&_id=cp1,cp2,cp3"));
        Assert.Equal(["cp1"], await s.IdsAsync("/Patient?_has:Observation:subject:value-quantity=lt100||mm[Hg]&_id=cp1,cp2,cp3"));
        await s.PutAsync(
            new JsonObject
            {
                ["resourceType"] = "DiagnosticReport",
                ["id"] = "cr1",
                ["status"] = "final",
                ["code"] = new JsonObject { ["text"] = "Tổng hợp" },
                ["subject"] = new JsonObject { ["reference"] = "Patient/cp1" },
                ["result"] = new JsonArray(new JsonObject { ["reference"] = "Observation/co1" })
            });
        Assert.Equal(["cr1"], await s.IdsAsync("/DiagnosticReport?result.subject:Patient.family=nguyen&patient=cp1"));
        Assert.Equal(["cp1"], await s.IdsAsync("/Patient?_has:Observation:patient:_has:DiagnosticReport:result:status=final&_id=cp1,cp2"));
        var along = await s.AskAsync("/DiagnosticReport?_id=cr1&_include=DiagnosticReport:result&_include:iterate=Observation:subject");
        Assert.Equal(["cr1"], Ids(along));
        Assert.Equal(["co1", "cp1"], Ids(along, "include").Order());
        Assert.Equal(["co4", "co5"], Ids(await s.AskAsync("/Patient?_id=cp2&_revinclude=Observation:patient"), "include"));
        Assert.Equal(["co1", "cp1"], Ids(await s.AskAsync("/DiagnosticReport?_id=cr1&_include=*"), "include").Order());
        Assert.Equal(["co1", "co2", "co3"], await s.IdsAsync("/Patient/cp1/Observation"));
        Assert.Equal(["co1", "co2"], await s.IdsAsync($"/Patient/cp1/Observation?code={Loinc}8480-6"));
    }

    [Fact]
    public async Task Order_is_as_asked_and_what_has_no_value_comes_last()
    {
        var s = await WardAsync("s");
        Assert.Equal(["sp3", "sp2", "sp1"], await s.IdsAsync("/Patient?_sort=-birthdate&_id=sp1,sp2,sp3"));
        Assert.Equal(["sp2", "sp1", "sp3"], await s.IdsAsync("/Patient?_sort=family&_id=sp1,sp2,sp3"));
        Assert.Equal(["sp3", "sp1", "sp2"], await s.IdsAsync("/Patient?_sort=gender,-birthdate&_id=sp1,sp2,sp3"));
        Assert.Equal(["so3", "so2", "so1"], await s.IdsAsync("/Observation?patient=sp1&_sort=-date"));
        Assert.Equal(["so2", "so1"], await s.IdsAsync($"/Observation?patient=sp1&code={Loinc}8480-6&_sort=value-quantity"));
        await s.PutAsync(new JsonObject { ["resourceType"] = "Patient", ["id"] = "sp4" });
        Assert.Equal(["sp1", "sp2", "sp3", "sp4"], await s.IdsAsync("/Patient?_sort=birthdate&_id=sp1,sp2,sp3,sp4"));
        Assert.Equal(["sp3", "sp2", "sp1", "sp4"], await s.IdsAsync("/Patient?_sort=-birthdate&_id=sp1,sp2,sp3,sp4"));
        Assert.Equal(["sp1", "sp3", "sp2", "sp4"], await s.PagesAsync("/Patient?_sort=gender&_id=sp1,sp2,sp3,sp4&_count=1"));
    }

    [Fact]
    public async Task Pages_neither_repeat_nor_lose_while_others_write()
    {
        var s = await SearchScene.OpenAsync(site);
        await s.PutAsync([.. Enumerable.Range(10, 45).Select(i => Observation($"w{i}", "wp", "718-7", i, "g/dL", $"2025-01-{1 + (i % 28):00}"))]);
        await s.PutAsync(Patient("wp"));
        var ids = Enumerable.Range(10, 45).Select(i => $"w{i}").ToList();
        foreach (var sort in new[] { "", "&_sort=-date", "&_sort=value-quantity,-date", "&_sort=-_lastUpdated", "&_sort=-_id" })
        {
            var round = 100;
            async Task Write()
            {
                // New ones come, old ones change without changing their place.
                await s.PutAsync(Observation($"wx{sort.Length}-{round++}", "wp", "718-7", 1, "g/dL", "2025-01-02"));
                if (!sort.Contains("lastUpdated", StringComparison.Ordinal)) await s.PutAsync(Observation("w40", "wp", "718-7", 40, "g/dL", $"2025-01-{1 + (40 % 28):00}"));
            }
            var found = await s.PagesAsync($"/Observation?patient=wp&_count=7{sort}", Write);
            Assert.Equal(found.Count, found.Distinct().Count());
            Assert.Empty(ids.Except(found));
            ids = await s.PagesAsync("/Observation?patient=wp&_count=200");
        }
    }

    [Fact]
    public async Task Totals_summaries_and_elements_are_as_asked()
    {
        var s = await WardAsync("e");
        Assert.Equal(3, (await s.AskAsync("/Observation?patient=ep1")).GetProperty("total").GetInt32());
        Assert.False((await s.AskAsync("/Observation?patient=ep1&_count=1")).TryGetProperty("total", out _));
        Assert.Equal(3, (await s.AskAsync("/Observation?patient=ep1&_count=1&_total=accurate")).GetProperty("total").GetInt32());
        Assert.Equal(3, (await s.AskAsync("/Observation?patient=ep1&_count=1&_total=estimate")).GetProperty("total").GetInt32());
        var count = await s.AskAsync("/Observation?patient=ep1&_summary=count");
        Assert.Equal(3, count.GetProperty("total").GetInt32());
        Assert.False(count.TryGetProperty("entry", out _));
        Assert.Equal(3, (await s.AskAsync("/Observation?patient=ep1&_count=0")).GetProperty("total").GetInt32());
        var few = (await s.AskAsync("/Patient?_id=ep1&_elements=gender")).GetProperty("entry")[0].GetProperty("resource");
        Assert.Equal(["active", "gender", "id", "meta", "resourceType"], few.EnumerateObject().Select(p => p.Name).Order());
        Assert.Equal("SUBSETTED", few.GetProperty("meta").GetProperty("tag")[0].GetProperty("code").GetString());
        var value = (await s.AskAsync("/Observation?_id=eo5&_elements=value")).GetProperty("entry")[0].GetProperty("resource");
        Assert.Equal("62.5", value.GetProperty("valueQuantity").GetProperty("value").GetRawText());
        Assert.True(value.TryGetProperty("status", out _));
        Assert.True((await s.AskAsync("/Patient?_id=ep1&_summary=true")).GetProperty("entry")[0].GetProperty("resource").TryGetProperty("name", out _));
        Assert.False((await s.AskAsync("/Patient?_id=ep1&_summary=text")).GetProperty("entry")[0].GetProperty("resource").TryGetProperty("name", out _));
    }

    [Fact]
    public async Task What_is_unknown_is_left_out_and_told_or_refused_when_strict()
    {
        var s = await WardAsync("u");
        var lenient = await s.AskAsync("/Patient?_id=up1&shoe-size=42");
        Assert.Equal(["up1"], Ids(lenient));
        Assert.DoesNotContain("shoe-size", Link(lenient, "self"), StringComparison.Ordinal);
        Assert.Contains(lenient.GetProperty("entry").EnumerateArray(), e => e.GetProperty("search").GetProperty("mode").GetString() == "outcome");
        var strict = await s.AskAsync("/Patient?_id=up1&shoe-size=42", HttpStatusCode.BadRequest, strict: true);
        Assert.Contains("shoe-size", strict.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/Patient?birthdate=soon", "birthdate")]
    [InlineData("/Observation?value-quantity=much", "value-quantity")]
    [InlineData("/Observation?value-quantity=5|a|b|c", "value-quantity")]
    [InlineData("/Patient?_count=many", "_count")]
    [InlineData("/Patient?gender:above=x", "gender:above")]
    [InlineData("/Patient?family:missing=maybe", "family:missing")]
    [InlineData("/Patient?_text=x", "_text")]
    [InlineData("/Patient?_contained=both", "_contained")]
    [InlineData("/Observation?subject=a/b/c", "subject")]
    [InlineData("/Observation?subject:Banana=1", "subject:Banana")]
    [InlineData("/Patient?_has:Observation:code=1", "_has")]
    [InlineData("/Patient?_include=Nothing:x", "_include")]
    [InlineData("/Patient?_total=some", "_total")]
    [InlineData("/Patient?_cursor=abc", "_cursor")]
    [InlineData("/Observation?code-value-quantity=8480-6", "code-value-quantity")]
    public async Task Wrong_values_are_refused_with_the_parameter_named(string path, string name)
    {
        var s = await SearchScene.OpenAsync(site);
        var outcome = await s.AskAsync(path, HttpStatusCode.BadRequest);
        Assert.Equal("OperationOutcome", outcome.GetProperty("resourceType").GetString());
        Assert.Contains(name, outcome.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Searches_by_post_over_all_types_and_by_tag_work()
    {
        var s = await WardAsync("g");
        var tagged = Patient("gp9");
        tagged["meta"] = new JsonObject { ["tag"] = new JsonArray(new JsonObject { ["system"] = "urn:test", ["code"] = "night" }), ["profile"] = new JsonArray("http://example.vn/p") };
        await s.PutAsync(tagged);
        Assert.Equal(["gp9"], await s.IdsAsync("/Patient?_tag=urn:test|night"));
        Assert.Equal(["gp9"], await s.IdsAsync("/Patient?_profile=http://example.vn/p"));
        Assert.Equal(["go1", "gp1"], (await s.IdsAsync("?_type=Patient,Observation&_id=gp1,go1")).Order());
        var answer = await s.Program.PostAsync("/fhir/Patient/_search", new FormUrlEncodedContent([new("family", "Đặng"), new("_id", "gp1,gp2")]));
        Assert.Contains("gp2", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(["gp1"], await s.IdsAsync("/Patient?_id=gp1&_lastUpdated=gt2020"));
        Assert.Empty(await s.IdsAsync("/Patient?_id=gp1&_lastUpdated=lt2020"));
    }

    [Fact]
    public async Task Value_sets_and_kinds_of_identifiers_narrow_tokens()
    {
        var s = await WardAsync("v");
        await s.PutAsync(
            new JsonObject
            {
                ["resourceType"] = "ValueSet",
                ["id"] = "vs1",
                ["url"] = "http://example.vn/vs/pressure",
                ["status"] = "active",
                ["compose"] = new JsonObject { ["include"] = new JsonArray(new JsonObject { ["system"] = "http://loinc.org", ["concept"] = new JsonArray(new JsonObject { ["code"] = "8480-6" }) }) }
            },
            new JsonObject
            {
                ["resourceType"] = "Patient",
                ["id"] = "vp9",
                ["identifier"] = new JsonArray(new JsonObject
                {
                    ["value"] = "77",
                    ["type"] = new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["system"] = "urn:t", ["code"] = "MR" }) }
                })
            });
        Assert.Equal(["vo1", "vo2"], await s.IdsAsync("/Observation?patient=vp1&code:in=http://example.vn/vs/pressure"));
        Assert.Equal(["vo3"], await s.IdsAsync("/Observation?patient=vp1&code:not-in=ValueSet/vs1"));
        Assert.Equal(["vp9"], await s.IdsAsync("/Patient?identifier:of-type=urn:t|MR|77"));
        Assert.Empty(await s.IdsAsync("/Patient?identifier:of-type=urn:t|SB|77"));
    }

    [Fact]
    public async Task Everything_of_a_patient_comes_page_by_page_with_who_is_named()
    {
        var s = await WardAsync("y");
        var named = Observation("yo9", "yp1", "718-7", 12, "g/dL", "2025-07-01");
        named["performer"] = new JsonArray(new JsonObject { ["reference"] = "Practitioner/ydr" });
        await s.PutAsync(new JsonObject { ["resourceType"] = "Practitioner", ["id"] = "ydr" }, named);
        var all = await s.AskAsync("/Patient/yp1/$everything");
        Assert.Equal(["yp1", "yo1", "yo2", "yo3", "yo9"], Ids(all));
        Assert.Equal(["ydr"], Ids(all, "include"));
        Assert.Equal(["yp1", "yo1", "yo2", "yo3", "yo9"], await s.PagesAsync("/Patient/yp1/$everything?_count=2"));
        Assert.Equal(["yp1", "yo3", "yo9"], await s.IdsAsync("/Patient/yp1/$everything?start=2025-05-01"));
        Assert.Equal(["yo1", "yo2", "yo3", "yo9"], await s.IdsAsync("/Patient/yp1/$everything?_type=Observation"));
        await s.AskAsync("/Patient/nobody/$everything", HttpStatusCode.NotFound);
    }
}

public sealed class Search_on_sqlite(SqliteSite site) : SearchTests(site), IClassFixture<SqliteSite>;

public sealed class Search_on_postgres(PostgresSite site) : SearchTests(site), IClassFixture<PostgresSite>;
