using System.Text;

namespace LienY.Fhir.Tests;

public sealed class FaultTests
{
    const string Code = "\"code\":{\"text\":\"x\"}";

    [Theory]
    [InlineData("""{"resourceType":"Patient","nmae":[]}""", "structure", "Patient", "'nmae' is no element of Patient.")]
    [InlineData("""{"resourceType":"Patient","name":[{"family":"A","familly":"B"}]}""", "structure", "Patient.name[0]", "'familly' is no element of HumanName.")]
    [InlineData("""{"resourceType":"Patient","contact":[{"name":{"given":["A",5]}}]}""", "structure",
        "Patient.contact[0].name.given[1]", "string is written as a text in quotes.")]
    [InlineData("""{"resourceType":"Patient","name":{"family":"A"}}""", "structure", "Patient.name", "An array is expected, since more than one may stand here.")]
    [InlineData("""{"resourceType":"Patient","birthDate":["1990"]}""", "structure", "Patient.birthDate", "One value is expected, not an array.")]
    [InlineData("""{"resourceType":"Patient","active":"true"}""", "structure", "Patient.active", "boolean is written as true or false.")]
    [InlineData("""{"resourceType":"Patient","active":null}""", "structure", "Patient.active", "null may not stand here.")]
    [InlineData("""{"resourceType":"Patient","maritalStatus":"M"}""", "structure", "Patient.maritalStatus", "An object (CodeableConcept) is expected, not a value.")]
    [InlineData("""{"resourceType":"Patient","gender":{"code":"male"}}""", "structure", "Patient.gender", "code is expected, not an object.")]
    [InlineData("""{"resourceType":"Patient","name":[]}""", "structure", "Patient.name", "An array may not be empty.")]
    [InlineData("""{"resourceType":"Patient","name":[{}]}""", "structure", "Patient.name[0]", "An object may not be empty.")]
    [InlineData("""{"resourceType":"Patient","name":[{"id":"a"}]}""", "structure", "Patient.name[0]", "An object needs more than an id.")]
    [InlineData("""{"resourceType":"Patient","active":true,"active":true}""", "structure", "Patient", "The property 'active' stands twice.")]
    [InlineData("""{"resourceType":"Patient","resourceType":"Patient"}""", "structure", "Patient", "The property 'resourceType' stands twice.")]
    [InlineData("""{"resourceType":"Patient","deceasedBoolean":true,"deceasedDateTime":"2025"}""", "structure", "Patient", "Only one of deceased[x] may stand here.")]
    [InlineData("""{"resourceType":"Patient","contained":[{"resourceType":"Patient","contained":[{"resourceType":"Patient"}]}]}""", "structure",
        "Patient.contained[0].contained[0]", "A contained resource contains no other.")]
    [InlineData("""{"resourceType":"Patient","contained":[{"id":"a"}]}""", "structure", "Patient.contained[0]", "The property resourceType is missing.")]
    [InlineData("""{"resourceType":"Patient","extension":[{"url":"u"}]}""", "structure", "Patient.extension[0]", "An extension has a value or extensions.")]
    [InlineData("""{"resourceType":"Patient","extension":[{"url":"u","valueCode":"x","extension":[{"url":"v","valueCode":"y"}]}]}""", "structure",
        "Patient.extension[0]", "An extension has a value or extensions, not both.")]
    [InlineData("""{"resourceType":"Patient","extension":[{"valueString":"u"}]}""", "required", "Patient.extension[0].url", "Extension needs the element 'url'.")]
    [InlineData("""{"resourceType":"Patient","name":[{"given":["A"],"_given":[null,{"extension":[{"url":"u","valueCode":"x"}]}]}]}""", "structure", "Patient.name[0]",
        "'given' and '_given' must have the same length, and each place a value or an extension.")]
    [InlineData("""{"resourceType":"Patient","name":[{"given":[null]}]}""", "structure", "Patient.name[0]",
        "'given' and '_given' must have the same length, and each place a value or an extension.")]
    public void A_fault_of_structure_names_its_place(string json, string code, string path, string text) =>
        Assert.Contains(new Issue("error", code, path, text), Given.Read(json).Issues);

    [Theory]
    [InlineData("""{"resourceType":"Observation","status":"final"}""", "Observation.code")]
    [InlineData("""{"resourceType":"Observation","code":{"text":"x"}}""", "Observation.status")]
    [InlineData("""{"resourceType":"Observation","status":"final","code":{"text":"x"},"component":[{"valueString":"y"}]}""", "Observation.component[0].code")]
    [InlineData("""{"resourceType":"MedicationRequest","status":"active","intent":"order","subject":{"reference":"Patient/1"}}""", "MedicationRequest.medication")]
    public void What_is_required_is_missed_by_its_path(string json, string path) =>
        Assert.Equal([("required", path)], Given.Read(json).Issues.Select(i => (i.Code, i.Path)));

    [Fact]
    public void A_value_may_be_missing_where_an_extension_says_why() => Assert.Empty(Given.Read(
        """{"resourceType":"Observation","_status":{"extension":[{"url":"http://example.org/reason","valueCode":"unknown"}]},"code":{"text":"x"}}""").Issues);

    [Theory]
    [InlineData("\"birthDate\":\"22/11/1990\"", "birthDate")]
    [InlineData("\"birthDate\":\"1990-02-30\"", "birthDate")]
    [InlineData("\"birthDate\":\"1990-02-03T10:00:00Z\"", "birthDate")]
    [InlineData("\"deceasedDateTime\":\"2025-01-01T10:00:00\"", "deceased")]
    [InlineData("\"deceasedDateTime\":\"2025-01-01T10:00Z\"", "deceased")]
    [InlineData("\"meta\":{\"lastUpdated\":\"2025-01-01\"}", "meta.lastUpdated")]
    [InlineData("\"multipleBirthInteger\":1.5", "multipleBirth")]
    [InlineData("\"multipleBirthInteger\":3000000000", "multipleBirth")]
    [InlineData("\"id\":\"a b\"", "id")]
    [InlineData("\"language\":\"vi  VN\"", "language")]
    [InlineData("\"language\":\"\"", "language")]
    [InlineData("\"implicitRules\":\"http://a b\"", "implicitRules")]
    [InlineData("\"photo\":[{\"data\":\"###\"}]", "photo[0].data")]
    [InlineData("\"photo\":[{\"size\":-1}]", "photo[0].size")]
    [InlineData("\"telecom\":[{\"rank\":0}]", "telecom[0].rank")]
    [InlineData("\"name\":[{\"text\":\" \"}]", "name[0].text")]
    [InlineData("\"extension\":[{\"url\":\"u\",\"valueTime\":\"25:00:00\"}]", "extension[0].value")]
    [InlineData("\"extension\":[{\"url\":\"u\",\"valueOid\":\"1.2.3\"}]", "extension[0].value")]
    [InlineData("\"extension\":[{\"url\":\"u\",\"valueUuid\":\"urn:uuid:C757873D-EC9A-4326-A141-556F43239520\"}]", "extension[0].value")]
    [InlineData("\"name\":[{\"text\":\"\\ud800\"}]", "name[0].text")]
    public void A_value_of_the_wrong_form_is_named(string element, string path)
    {
        var read = Given.Read($$"""{"resourceType":"Patient",{{element}}}""");
        Assert.Equal([("value", "Patient." + path)], read.Issues.Select(i => (i.Code, i.Path)).Distinct());
    }

    [Theory]
    [InlineData("\"extension\":[{\"url\":\"u\",\"valueTime\":\"23:59:60.5\"}]")]
    [InlineData("\"extension\":[{\"url\":\"u\",\"valueOid\":\"urn:oid:1.2.3.0\"}]")]
    [InlineData("\"extension\":[{\"url\":\"u\",\"valueUuid\":\"urn:uuid:c757873d-ec9a-4326-a141-556f43239520\"}]")]
    [InlineData("\"extension\":[{\"url\":\"u\",\"valueDecimal\":-1.50E+3}]")]
    [InlineData("\"photo\":[{\"data\":\"AAAA\\n BBBB\"}]")]
    [InlineData("\"deceasedDateTime\":\"2025-01-01T10:00:00.123+07:00\"")]
    [InlineData("\"n\\u0061me\":[{\"text\":\"\\u0110\\u00e0o\"}]")]
    public void A_value_of_the_right_form_passes(string element) => Assert.Empty(Given.Read($$"""{"resourceType":"Patient",{{element}}}""").Issues);

    [Fact]
    public void A_code_outside_its_required_binding_is_named() => Assert.Equal(
        [new Issue("error", "code-invalid", "Patient.gender", "'nữ' is no code of http://hl7.org/fhir/ValueSet/administrative-gender.")],
        Given.Read("""{"resourceType":"Patient","gender":"nữ"}""").Issues);

    [Theory]
    [InlineData("""{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"active"}]}""", 0)]
    [InlineData("""{"coding":[{"system":"http://other","code":"x"},{"code":"active","system":"http://terminology.hl7.org/CodeSystem/condition-clinical"}]}""", 0)]
    [InlineData("""{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"busy"}]}""", 1)]
    [InlineData("""{"coding":[{"system":"http://other","code":"active"}]}""", 1)]
    [InlineData("""{"text":"active"}""", 1)]
    public void A_concept_of_a_required_binding_has_a_coding_of_the_set(string concept, int faults)
    {
        var issues = Given.Read($$"""{"resourceType":"Condition","subject":{"display":"x"},"clinicalStatus":{{concept}}}""").Issues;
        Assert.Equal(Enumerable.Repeat(("code-invalid", "Condition.clinicalStatus"), faults), issues.Select(i => (i.Code, i.Path)));
    }

    [Theory]
    [InlineData("<div>ok <b>x</b><br/><a href='https://example.org'>y</a><img src=\\\"#a\\\" alt='p'/></div>", true)]
    [InlineData("<div style='background: url(tbl.png)'>ok</div>", true)]
    [InlineData("<p>x</p>", false)]
    [InlineData("<div><script>alert(1)</script></div>", false)]
    [InlineData("<div onclick='x()'>a</div>", false)]
    [InlineData("<div><a href='javascript:x()'>a</a></div>", false)]
    [InlineData("<div><a href='java&#x09;script:x()'>a</a></div>", false)]
    [InlineData("<div><img src='data:text/html;base64,AAAA'/></div>", false)]
    [InlineData("<div><iframe src='https://example.org'></iframe></div>", false)]
    [InlineData("<div style='background:url(https://example.org/x)'>a</div>", false)]
    [InlineData("<div style='width: expre\\\\ssion(x)'>a</div>", false)]
    [InlineData("<div><b>a</div>", false)]
    [InlineData("<div>a</div><div>b</div>", false)]
    [InlineData("<div>a", false)]
    [InlineData("<div><form><input/></form></div>", false)]
    [InlineData("<div><p title=x>a</p></div>", false)]
    [InlineData("<!DOCTYPE html><div>a</div>", false)]
    public void Only_a_harmless_narrative_passes(string div, bool passes)
    {
        var read = Given.Read($$"""{"resourceType":"Basic","text":{"status":"generated","div":"{{div}}"},{{Code}} }""");
        Assert.Equal(passes ? [] : ["Basic.text.div"], read.Issues.Select(i => i.Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("{\"resourceType\":\"Patient\",}")]
    [InlineData("{\"resourceType\":\"Patient\"} x")]
    [InlineData("{\"resourceType\":\"Patient\"}{}")]
    [InlineData("{\"resourceType\":\"Người\"}")]
    [InlineData("{\"resourceType\":5}")]
    [InlineData("{\"resourceType\":\"DomainResource\"}")]
    [InlineData("{\"id\":\"x\"}")]
    [InlineData("{\"resourceType\":\"Patient\",\"id\":\"\\")]
    [InlineData("{\"resourceType\":\"Patient\",\"multipleBirthInteger\":01}")]
    public void What_is_no_resource_is_fatal(string text) =>
        Assert.All([ReadMode.Outline, Given.Whole], mode => Assert.Contains(Given.Read(text, mode).Issues, i => i.Severity == "fatal"));

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_fatal()
    {
        byte[] bytes = [.. "{\"resourceType\":\"Patient\",\"id\":\""u8, 0xC3, 0x28, .. "\"}"u8];
        Assert.Equal("The bytes are not UTF-8.", Assert.Single(ResourceReader.Read(bytes, Given.Whole).Issues).Text);
    }

    [Fact]
    public void A_byte_order_mark_is_left_out()
    {
        byte[] bytes = [.. "\uFEFF"u8, .. "{\"resourceType\":\"Patient\"}"u8];
        var read = ResourceReader.Read(bytes, Given.Whole);
        Assert.Empty(read.Issues);
        Assert.Equal((byte)'{', Splice.Keep(read, "a", out _)[0]);
    }

    [Fact]
    public void What_is_nested_too_deeply_is_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"url\":\"u\",\"extension\":[", 40)) + string.Concat(Enumerable.Repeat("]}", 40));
        var issue = Assert.Single(Given.Read("{\"resourceType\":\"Patient\",\"extension\":[" + deep + "]}").Issues, i => i.Severity == "fatal");
        Assert.Equal("too-costly", issue.Code);
        Assert.StartsWith("Patient.extension[0].extension[0]", issue.Path);
    }

    [Fact]
    public void A_text_of_more_than_a_megabyte_is_refused_but_not_an_attachment()
    {
        var text = new string('a', ResourceReader.MostText + 4);
        Assert.Equal(["too-long"], Given.Read($$"""{"resourceType":"Patient","name":[{"text":"{{text}}"}]}""").Issues.Select(i => i.Code));
        Assert.Empty(Given.Read($$"""{"resourceType":"Binary","contentType":"text/plain","data":"{{text}}"}""").Issues);
    }

    [Fact]
    public void A_resource_of_more_than_sixteen_megabytes_is_refused() =>
        Assert.Equal("too-long", Assert.Single(ResourceReader.Read(new byte[ResourceReader.MostBytes + 1], Given.Whole).Issues).Code);

    [Fact]
    public void Issues_are_told_up_to_a_limit()
    {
        var read = Given.Read("{\"resourceType\":\"Patient\"," + string.Join(',', Enumerable.Range(0, 500).Select(i => $"\"x{i}\":1")) + "}");
        Assert.Equal(ResourceReader.MostIssues, read.Issues.Count);
        Assert.True(read.IsBad);
    }

    [Fact]
    public void The_index_of_a_faulty_resource_is_what_can_be_read_of_it() =>
        Assert.Equal([Hashes.Of("male")], Given.Read("""{"resourceType":"Patient","nonsense":{"deep":[1]},"gender":"male"}""").Of("gender").Select(v => v.Code));
}
