using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using LienY.Kernel;
using LienY.Site;

namespace LienY.DataSets.Tests;

/// <summary>Figures come and go as a program that knows DHIS2 sends and asks for them.</summary>
public abstract class ExchangeTests(TestSite site)
{
    static readonly DateOnly January = new(2025, 1, 31);

    static Task<Answer> JsonAsync(Given given, string body, string query = "", string? language = null) =>
        Given.PostAsync(given.Program, "/api/dataValueSets" + query, body, "application/json", language);

    static string Row(string element, string period, string unit, string value, string? cell = null) =>
        $$"""{"dataElement":"{{element}}","period":"{{period}}","orgUnit":"{{unit}}","value":"{{value}}"{{(cell is null ? "" : $",\"categoryOptionCombo\":\"{cell}\"")}}}""";

    static string Rows(params string[] rows) => "{\"dataValues\":[" + string.Join(',', rows) + "]}";

    [Fact]
    public async Task A_header_form_in_json_is_taken_changed_and_taken_away_with_its_facts()
    {
        var given = await Given.OfAsync(site);
        string Body(int visits) => $$"""
            {"dataSet":"monthlySet1","completeDate":"2025-02-05","period":"202501","orgUnit":"hospitalDh2","dataValues":[
            {"dataElement":"visitsUid01","categoryOptionCombo":"HllvX50cXC0","value":"{{visits}}","comment":"kiểm tra lại"},
            {"dataElement":"birthsUid01","categoryOptionCombo":"{{Given.Female}}","value":"12.5","storedBy":"his"},
            {"dataElement":"remarkUid01","value":"Bình thường"}]}
            """;
        var first = await JsonAsync(given, Body(100));
        Assert.Equal((HttpStatusCode.OK, "OK", "SUCCESS"), (first.Status, first.Json.GetProperty("status").GetString(), first.Summary.GetProperty("status").GetString()));
        Assert.Equal((3, 0, 0, 0), first.Counts);
        Assert.Equal("true", first.Summary.GetProperty("dataSetComplete").GetString());
        Assert.Equal(100, await Given.SumAsync(site, "KCB01", given.Hospital, January));
        var facts = await Given.FactsAsync(site, "KCB01", January);
        var again = await JsonAsync(given, Body(100));
        Assert.Equal((0, 3, 0, 0), again.Counts);
        Assert.Equal(3, again.Summary.GetProperty("unchanged").GetInt32());
        Assert.Equal(facts, await Given.FactsAsync(site, "KCB01", January));
        Assert.Equal((0, 3, 0, 0), (await JsonAsync(given, Body(130))).Counts);
        Assert.Equal(130, await Given.SumAsync(site, "KCB01", given.Hospital, January));
        Assert.Equal(facts + 2, await Given.FactsAsync(site, "KCB01", January));
        Assert.Equal((0, 0, 0, 1), (await JsonAsync(given, Rows(Row("visitsUid01", "202501", "hospitalDh2", "130")), "?importStrategy=DELETE")).Counts);
        Assert.Equal(0, await Given.SumAsync(site, "KCB01", given.Hospital, January));
        Assert.Equal((1, 0, 0, 0), (await JsonAsync(given, Rows(Row("visitsUid01", "202501", "hospitalDh2", "7")))).Counts);
        Assert.Equal(7, await Given.SumAsync(site, "KCB01", given.Hospital, January));
    }

    [Fact]
    public async Task Rows_with_faults_are_told_one_by_one_and_the_others_are_taken()
    {
        var given = await Given.OfAsync(site);
        var unit = given.OtherUid;
        var answer = await JsonAsync(given, Rows(
            Row("visitsUid01", "202502", unit, "1"), Row("nothingHere", "202502", unit, "1"), Row("visitsUid01", "2025-99", unit, "1"), Row("visitsUid01", "202502", "nowhereUid1", "1"),
            Row("birthsUid01", "202502", unit, "1", "noSuchCell1"), Row("birthsUid01", "202502", unit, "1"), Row("birthsUid01", "202502", unit, "1", "HllvX50cXC0"),
            Row("visitsUid01", "202502", unit, "1e400"), Row("visitsUid01", "202502", unit, "١٢"), Row("visitsUid01", "202502", unit, "1,5"), Row("visitsUid01", "202502", unit, "-3"),
            Row("visitsUid01", "202502", unit, ""), Row("visitsUid01", "2025Q1", unit, "1"), Row("visitsUid01", "202512", unit, "1"), Row("duplexUid02", "202502", unit, "maybe"),
            Row("birthsUid01", "202502", unit, "3", Given.Male)));
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Equal("WARNING", answer.Summary.GetProperty("status").GetString());
        Assert.Equal((2, 0, 14, 0), answer.Counts);
        Assert.Equal(["E7610", "E7611", "E7612", "E7613", "E7630", "E7634", "E7619", "E7619", "E7619", "E7619", "E7618", "E7632", "E7641", "E7619"], answer.Codes);
        Assert.Equal(Enumerable.Range(1, 14), answer.Rejected);
        var conflict = answer.Summary.GetProperty("conflicts")[0];
        Assert.Equal(("nothingHere", "dataElement", 1), (conflict.GetProperty("object").GetString(), conflict.GetProperty("property").GetString(), conflict.GetProperty("indexes")[0].GetInt32()));
    }

    [Fact]
    public async Task Faults_are_told_in_English_unless_Vietnamese_is_asked_for()
    {
        var given = await Given.OfAsync(site);
        var body = Rows(Row("nothingHere", "202502", given.OtherUid, "1"));
        Assert.Contains("Data element not found", (await JsonAsync(given, body)).Text, StringComparison.Ordinal);
        Assert.Contains("Không tìm thấy yếu tố số liệu", (await JsonAsync(given, body, language: "vi-VN")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_says_what_would_happen_and_keeps_nothing()
    {
        var given = await Given.OfAsync(site);
        var body = Rows(Row("visitsUid01", "202503", given.OtherUid, "5"));
        Assert.Equal((1, 0, 0, 0), (await JsonAsync(given, body, "?dryRun=true")).Counts);
        Assert.Equal((1, 0, 0, 0), (await JsonAsync(given, body)).Counts);
    }

    [Fact]
    public async Task Strategies_take_only_what_they_name()
    {
        var given = await Given.OfAsync(site);
        var body = Rows(Row("visitsUid01", "202504", given.OtherUid, "5"));
        Assert.Equal((0, 0, 1, 0), (await JsonAsync(given, body, "?importStrategy=UPDATE")).Counts);
        Assert.Equal((1, 0, 0, 0), (await JsonAsync(given, body, "?importStrategy=CREATE")).Counts);
        Assert.Equal((0, 0, 1, 0), (await JsonAsync(given, body, "?importStrategy=CREATE")).Counts);
        Assert.Equal((0, 0, 0, 1), (await JsonAsync(given, body, "?importStrategy=DELETE")).Counts);
        Assert.Equal((0, 0, 1, 0), (await JsonAsync(given, body, "?importStrategy=DELETE")).Counts);
    }

    [Fact]
    public async Task Things_are_named_by_code_or_by_name()
    {
        var given = await Given.OfAsync(site);
        Assert.Equal((1, 0, 0, 0), (await JsonAsync(given, Rows(Row("KCB01", "202505", "BVTN", "5")), "?dataElementIdScheme=CODE&orgUnitIdScheme=CODE")).Counts);
        Assert.Equal((0, 1, 0, 0), (await JsonAsync(given, Rows(Row("Lượt khám", "202505", "Bệnh viện Đa khoa tỉnh Thử nghiệm", "6")), "?idScheme=NAME")).Counts);
        Assert.Equal(["E7610"], (await JsonAsync(given, Rows(Row("Trùng tên", "202505", "Bệnh viện Đa khoa tỉnh Thử nghiệm", "6")), "?idScheme=NAME")).Codes);
        Assert.Equal(["E7610"], (await JsonAsync(given, Rows(Row("KCB01", "202505", "hospitalDh2", "5")), "?dataElementIdScheme=UID")).Codes);
    }

    [Fact]
    public async Task Xml_and_csv_and_their_compressed_forms_are_taken()
    {
        var given = await Given.OfAsync(site);
        var xml = $"""<dataValueSet xmlns="http://dhis2.org/schema/dxf/2.0" period="202506" orgUnit="hospitalDh2"><dataValue dataElement="visitsUid01" value="11"/><dataValue dataElement="birthsUid01" categoryOptionCombo="{Given.Male}" value="4"/></dataValueSet>""";
        Assert.Equal((2, 0, 0, 0), (await Given.PostAsync(given.Program, "/api/dataValueSets", xml, "application/xml")).Counts);
        var csv = "dataelement,period,orgunit,catoptcombo,attroptcombo,value,storedby,lastupdated,comment,followup\n"
            + "\"visitsUid01\",\"202507\",\"hospitalDh2\",\"HllvX50cXC0\",\"HllvX50cXC0\",\"12\",\"his\",\"2025-08-01\",\"một, hai\",\"true\"\n"
            + $"birthsUid01,202507,hospitalDh2,{Given.Female},otherDefaul,3,,,,\n";
        Assert.Equal((2, 0, 0, 0), (await Given.PostAsync(given.Program, "/api/dataValueSets", csv, "application/csv")).Counts);
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) await gzip.WriteAsync(Encoding.UTF8.GetBytes(xml.Replace("202506", "202508", StringComparison.Ordinal)));
        Assert.Equal((2, 0, 0, 0), (await Given.PostAsync(given.Program, "/api/dataValueSets", packed.ToArray(), "application/x-gzip")).Counts);
        var semicolons = "\uFEFForgunit;dataelement;value;period\nhospitalDh2;visitsUid01;13;202509\n";
        Assert.Equal((1, 0, 0, 0), (await Given.PostAsync(given.Program, "/api/dataValueSets", semicolons, "text/csv")).Counts);
    }

    [Fact]
    public async Task Adx_is_taken_with_categories_as_attributes_and_given_back()
    {
        var given = await Given.OfAsync(site);
        const string Adx = """
            <?xml version="1.0" encoding="UTF-8"?>
            <adx xmlns="urn:ihe:qrph:adx:2015" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:ihe:qrph:adx:2015 adx.xsd" exported="2025-11-01T09:00:00Z">
              <group dataSet="BCT" period="2025-10-01/P1M" orgUnit="BVTN" completeDate="2025-11-02">
                <dataValue dataElement="KCB01" value="32"/>
                <dataValue dataElement="SS01" value="20" SEX="F"/>
                <dataValue dataElement="SS01" SEX="M" value="56"/>
                <dataValue dataElement="GC01" value="0"><annotation>Đợt nghỉ lễ</annotation></dataValue>
                <dataValue dataElement="SS01" SEX="X" value="1"/>
                <dataValue dataElement="SS01" value="1"/>
              </group>
              <group dataSet="BCT" period="2025-10-02/P1M" orgUnit="BVTN"><dataValue dataElement="KCB01" value="1"/></group>
            </adx>
            """;
        var answer = await Given.PostAsync(given.Program, "/api/dataValueSets", Adx, "application/adx+xml");
        Assert.Equal((4, 0, 3, 0), answer.Counts);
        Assert.Equal(["E7613", "E7630", "E7611"], answer.Codes);
        var told = await given.Program.GetStringAsync("/api/dataValueSets.adx?dataSet=BCT&period=202510&orgUnit=hospitalDh2");
        Assert.Contains("period=\"2025-10-01/P1M\"", told, StringComparison.Ordinal);
        Assert.Contains("dataElement=\"SS01\" SEX=\"F\" value=\"20\"", told, StringComparison.Ordinal);
        Assert.Contains("<annotation>Đợt nghỉ lễ</annotation>", told, StringComparison.Ordinal);
        Assert.Equal((0, 4, 0, 0), (await Given.PostAsync(given.Program, "/api/dataValueSets", told, "application/adx+xml")).Counts);
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><dataValueSet><dataValue dataElement=\"&e;\"/></dataValueSet>", "application/xml")]
    [InlineData("<dataValueSet><dataValue></dataValueSet>", "application/xml")]
    [InlineData("{\"dataValues\":[{\"dataElement\":\"visitsUid01\"}", "application/json")]
    [InlineData("{\"dataValues\":7}", "application/json")]
    [InlineData("<html><body/></html>", "application/xml")]
    public async Task A_broken_file_is_refused_whole(string body, string type)
    {
        var given = await Given.OfAsync(site);
        var answer = await Given.PostAsync(given.Program, "/api/dataValueSets", body, type);
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Equal("ERROR", answer.Summary.GetProperty("status").GetString());
        Assert.DoesNotContain("root:", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_comes_twice_counts_as_its_last()
    {
        var given = await Given.OfAsync(site);
        var answer = await JsonAsync(given, Rows(Row("visitsUid01", "202401", given.OtherUid, "1"), Row("visitsUid01", "202401", given.OtherUid, "2")));
        Assert.Equal((1, 0, 1, 0), answer.Counts);
        Assert.Equal(1, answer.Summary.GetProperty("repeated").GetInt32());
        Assert.Contains("\"value\":\"2\"", await given.Program.GetStringAsync($"/api/dataValueSets?dataElement=KCB01&period=202401&orgUnit={given.OtherUid}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figures_of_units_outside_the_reach_are_refused()
    {
        var given = await Given.OfAsync(site);
        var stranger = await site.ProgramAsync(Role.UnitOfficer, given.Other);
        var rows = Rows(Row("visitsUid01", "202402", "hospitalDh2", "1"), Row("visitsUid01", "202402", given.OtherUid, "1"));
        var mixed = await Given.PostAsync(stranger, "/api/dataValueSets", rows, "application/json");
        Assert.Equal((1, 0, 1, 0), mixed.Counts);
        Assert.Equal(["E7617"], mixed.Codes);
        var all = await Given.PostAsync(stranger, "/api/dataValueSets", Rows(Row("visitsUid01", "202402", "hospitalDh2", "1")), "application/json");
        Assert.Equal(HttpStatusCode.Forbidden, all.Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync("/api/dataValueSets?dataSet=BCT&period=202501&orgUnit=hospitalDh2")).StatusCode);
        var citizen = await site.ProgramAsync(Role.Citizen, given.Hospital);
        Assert.Equal(HttpStatusCode.Forbidden, (await Given.PostAsync(citizen, "/api/dataValueSets", rows, "application/json")).Status);
    }

    [Fact]
    public async Task Closed_periods_are_opened_only_by_those_who_define()
    {
        var given = await Given.OfAsync(site);
        var body = Rows(Row("duplexUid01", "2025Q1", "hospitalDh2", "1"));
        Assert.Equal(["E7640"], (await JsonAsync(given, body)).Codes);
        var officer = await site.ProgramAsync(Role.UnitOfficer, given.Hospital);
        Assert.Equal(HttpStatusCode.Forbidden, (await Given.PostAsync(officer, "/api/dataValueSets?force=true", body, "application/json")).Status);
        Assert.Equal((1, 0, 0, 0), (await JsonAsync(given, body, "?force=true")).Counts);
        Assert.Equal((1, 0, 0, 0), (await JsonAsync(given, Rows(Row("duplexUid01", "2025Q4", "hospitalDh2", "1")))).Counts);
        Assert.Equal(["E7641"], (await JsonAsync(given, Rows(Row("duplexUid01", "2026Q1", "hospitalDh2", "1")))).Codes);
    }

    [Fact]
    public async Task An_older_version_in_the_address_gets_the_plain_summary()
    {
        var given = await Given.OfAsync(site);
        var answer = await Given.PostAsync(given.Program, "/api/37/dataValueSets", Rows(Row("nothingHere", "202502", given.OtherUid, "1")), "application/json");
        Assert.Equal((HttpStatusCode.OK, "WARNING"), (answer.Status, answer.Json.GetProperty("status").GetString()));
        Assert.Equal(1, answer.Json.GetProperty("importCount").GetProperty("ignored").GetInt32());
    }

    [Theory]
    [InlineData("json", "application/json")]
    [InlineData("xml", "application/xml")]
    [InlineData("csv", "application/csv")]
    public async Task What_is_given_out_can_be_taken_in_again(string format, string type)
    {
        var given = await Given.OfAsync(site);
        await JsonAsync(given, Rows(Row("visitsUid01", "202312", given.OtherUid, "41"), Row("birthsUid01", "202312", given.OtherUid, "2", Given.Male), Row("remarkUid01", "202312", given.OtherUid, "a<b>&\\\"c\\\"")));
        var told = await given.Program.GetStringAsync($"/api/dataValueSets.{format}?dataSet=monthlySet1&period=202312&orgUnit={given.OtherUid}");
        var again = await Given.PostAsync(given.Program, "/api/dataValueSets", told, type);
        Assert.Equal((0, 3, 0, 0), again.Counts);
        Assert.Equal(3, again.Summary.GetProperty("unchanged").GetInt32());
    }

    [Fact]
    public async Task Without_a_data_set_a_period_and_a_unit_nothing_is_given_out()
    {
        var given = await Given.OfAsync(site);
        async Task<string> CodeAsync(string query) => JsonDocument.Parse(await (await given.Program.GetAsync("/api/dataValueSets" + query)).Content.ReadAsStringAsync()).RootElement.GetProperty("errorCode").GetString()!;
        Assert.Equal("E2001", await CodeAsync("?period=202501&orgUnit=hospitalDh2"));
        Assert.Equal("E2002", await CodeAsync("?dataSet=BCT&orgUnit=hospitalDh2"));
        Assert.Equal("E2006", await CodeAsync("?dataSet=BCT&period=202501"));
    }

    [Fact]
    public async Task Lists_have_pages_fields_and_filters()
    {
        var given = await Given.OfAsync(site);
        var page = JsonDocument.Parse(await given.Program.GetStringAsync("/api/dataElements.json?pageSize=2&fields=id,code,categoryCombo[id]&filter=code:in:[KCB01,SS01,GC01]")).RootElement;
        Assert.Equal((3, 2), (page.GetProperty("pager").GetProperty("total").GetInt32(), page.GetProperty("dataElements").GetArrayLength()));
        Assert.True(page.GetProperty("dataElements")[0].TryGetProperty("categoryCombo", out _));
        Assert.Equal(HttpStatusCode.OK, (await given.Program.GetAsync("/api/dataElements/visitsUid01.json")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await given.Program.GetAsync("/api/dataElements/nothingHere")).StatusCode);
        foreach (var kind in new[] { "dataSets", "organisationUnits", "categoryOptionCombos", "indicators", "constants", "organisationUnitGroups" })
            Assert.True((await given.Program.GetAsync($"/api/{kind}.json")).IsSuccessStatusCode, kind);
    }

    [Fact]
    public async Task A_report_is_registered_complete_once_and_taken_back()
    {
        var given = await Given.OfAsync(site);
        const string Body = """{"completeDataSetRegistrations":[{"dataSet":"BCT","period":"202511","organisationUnit":"hospitalDh2","date":"2025-11-18"},{"dataSet":"BCT","period":"2025Q1","organisationUnit":"hospitalDh2"}]}""";
        var answer = await Given.PostAsync(given.Program, "/api/completeDataSetRegistrations", Body, "application/json");
        Assert.Equal((1, 0, 1, 0), answer.Counts);
        Assert.Equal(["E7632"], answer.Codes);
        Assert.Contains("hospitalDh2", await given.Program.GetStringAsync("/api/completeDataSetRegistrations?dataSet=BCT&period=202511&orgUnit=hospitalDh2"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, (await given.Program.DeleteAsync("/api/completeDataSetRegistrations?ds=BCT&pe=202511&ou=hospitalDh2")).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await given.Program.DeleteAsync("/api/completeDataSetRegistrations?ds=BCT&pe=202511&ou=hospitalDh2")).StatusCode);
    }
}

/// <summary>On SQLite.</summary>
public sealed class ExchangeOnSqlite(SqliteSite site) : ExchangeTests(site), IClassFixture<SqliteSite>;

/// <summary>On PostgreSQL.</summary>
public sealed class ExchangeOnPostgres(PostgresSite site) : ExchangeTests(site), IClassFixture<PostgresSite>;
