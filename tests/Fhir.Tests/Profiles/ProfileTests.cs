using System.Text.Json;

namespace LienY.Fhir.Tests;

public sealed class ProfileTests
{
    const string Url = "http://example.vn/StructureDefinition/benh-nhan";

    const string Patient = """
        {"resourceType":"StructureDefinition","url":"http://example.vn/StructureDefinition/benh-nhan","type":"Patient","kind":"resource","derivation":"constraint",
         "baseDefinition":"http://hl7.org/fhir/StructureDefinition/Patient","differential":{"element":[
          {"id":"Patient","path":"Patient","constraint":[{"key":"bn-1","severity":"error","human":"Trẻ dưới 6 tuổi có người liên hệ",
            "expression":"birthDate < @2020 or contact.exists()"}]},
          {"id":"Patient.identifier","path":"Patient.identifier","min":1,"slicing":{"discriminator":[{"type":"value","path":"system"}],"rules":"open"}},
          {"id":"Patient.identifier:ddcn","path":"Patient.identifier","sliceName":"ddcn","min":1,"max":"1"},
          {"id":"Patient.identifier:ddcn.system","path":"Patient.identifier.system","min":1,"fixedUri":"urn:lieny:id:personal"},
          {"id":"Patient.identifier:ddcn.value","path":"Patient.identifier.value","min":1,"maxLength":12},
          {"id":"Patient.name","path":"Patient.name","max":"2"},
          {"id":"Patient.gender","path":"Patient.gender","min":1,"binding":{"strength":"required","valueSet":"http://example.vn/ValueSet/gioi"}},
          {"id":"Patient.extension","path":"Patient.extension","slicing":{"discriminator":[{"type":"value","path":"url"}],"rules":"closed"}},
          {"id":"Patient.extension:dantoc","path":"Patient.extension","sliceName":"dantoc","min":1,"max":"1",
            "type":[{"code":"Extension","profile":["http://example.vn/StructureDefinition/dan-toc"]}]},
          {"id":"Patient.deceased[x]","path":"Patient.deceased[x]","type":[{"code":"dateTime"}]},
          {"id":"Patient.managingOrganization","path":"Patient.managingOrganization",
            "type":[{"code":"Reference","targetProfile":["http://hl7.org/fhir/StructureDefinition/Organization"]}]}
         ]}}
        """;

    const string Nation = """
        {"resourceType":"StructureDefinition","url":"http://example.vn/StructureDefinition/dan-toc","type":"Extension","derivation":"constraint",
         "baseDefinition":"http://hl7.org/fhir/StructureDefinition/Extension","differential":{"element":[
          {"id":"Extension.url","path":"Extension.url","fixedUri":"http://example.vn/StructureDefinition/dan-toc"},
          {"id":"Extension.value[x]","path":"Extension.value[x]","min":1,"type":[{"code":"Coding"}],"patternCoding":{"system":"urn:x"}}]}}
        """;

    const string Good = """
        {"resourceType":"Patient","identifier":[{"system":"urn:other","value":"1"},{"system":"urn:lieny:id:personal","value":"012345678901"}],
         "name":[{"text":"Lò Thị Hoa"}],
         "gender":"female","birthDate":"1987","extension":[{"url":"http://example.vn/StructureDefinition/dan-toc","valueCoding":{"system":"urn:x","code":"03"}}],
         "managingOrganization":{"reference":"Organization/1"}}
        """;

    [Fact]
    public void A_patient_that_keeps_the_profile_conforms() => Assert.Empty(Check(Good));

    [Theory]
    [InlineData("\"urn:lieny:id:personal\"", "\"urn:lieny:id:cmnd\"", "required", "Patient.identifier")]
    [InlineData("012345678901", "0123456789012", "too-long", "Patient.identifier[1].value")]
    [InlineData("\"urn:other\"", "\"urn:lieny:id:personal\"", "structure", "Patient.identifier")]
    [InlineData("[{\"text\":\"Lò Thị Hoa\"}]", "[{\"text\":\"a\"},{\"text\":\"b\"},{\"text\":\"c\"}]", "structure", "Patient.name")]
    [InlineData("\"female\"", "\"other\"", "code-invalid", "Patient.gender")]
    [InlineData("\"gender\":\"female\",", "", "required", "Patient.gender")]
    [InlineData("\"1987\"", "\"2024\"", "invariant", "Patient")]
    [InlineData("\"system\":\"urn:x\"", "\"system\":\"urn:y\"", "value", "Patient.extension[0].value")]
    [InlineData("valueCoding\":{\"system\":\"urn:x\",\"code\":\"03\"}", "valueString\":\"Thái\"", "structure", "Patient.extension[0].value")]
    [InlineData("Organization/1", "Practitioner/1", "structure", "Patient.managingOrganization")]
    [InlineData("\"birthDate\"", "\"deceasedBoolean\":true,\"birthDate\"", "structure", "Patient.deceased")]
    [InlineData("\"extension\":[", "\"extension\":[{\"url\":\"urn:odd\",\"valueString\":\"?\"},", "structure", "Patient.extension[0]")]
    public void What_breaks_the_profile_is_told_with_its_place(string from, string to, string code, string path)
    {
        var broken = Good.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(Good, broken);
        Assert.Contains(Check(broken), i => i.Severity == "error" && i.Code == code && i.Path == path);
    }

    [Fact]
    public void A_profile_on_a_profile_keeps_the_rules_of_both()
    {
        const string above = """
            {"resourceType":"StructureDefinition","url":"http://example.vn/StructureDefinition/tre","type":"Patient","derivation":"constraint",
             "baseDefinition":"http://example.vn/StructureDefinition/benh-nhan","differential":{"element":[{"id":"Patient.contact","path":"Patient.contact","min":1}]}}
            """;
        var issues = ProfileCheck.Check(Root(Good.Replace("\"gender\":\"female\",", "", StringComparison.Ordinal)), Profile.Read(Json(above), Definition), Setting);
        Assert.Equal(["Patient.contact", "Patient.gender"], issues.Select(i => i.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Slices_by_pattern_and_type_are_told_apart()
    {
        const string pressure = """
            {"resourceType":"StructureDefinition","url":"http://example.vn/StructureDefinition/huyet-ap","type":"Observation","derivation":"constraint",
             "baseDefinition":"http://hl7.org/fhir/StructureDefinition/Observation","differential":{"element":[
              {"id":"Observation.component","path":"Observation.component","slicing":{"discriminator":[{"type":"pattern","path":"code"}],"rules":"open"}},
              {"id":"Observation.component:tren","path":"Observation.component","sliceName":"tren","min":1,"max":"1"},
              {"id":"Observation.component:tren.code","path":"Observation.component.code",
                "patternCodeableConcept":{"coding":[{"system":"http://loinc.org","code":"8480-6"}]}},
              {"id":"Observation.component:tren.value[x]","path":"Observation.component.value[x]","min":1,"type":[{"code":"Quantity"}],
                "maxValueQuantity":{"value":300,"code":"mm[Hg]"}},
              {"id":"Observation.value[x]","path":"Observation.value[x]","slicing":{"discriminator":[{"type":"type","path":"$this"}]}},
              {"id":"Observation.value[x]:valueString","path":"Observation.value[x]","sliceName":"valueString","max":"0","type":[{"code":"string"}]}
             ]}}
            """;
        var profile = Profile.Read(Json(pressure), Definition);
        string Of(string component, string more = "") => $$"""{"resourceType":"Observation","status":"final","code":{"text":"HA"}{{more}},"component":[{{component}}]}""";
        const string upper = """
            {"code":{"coding":[{"system":"http://loinc.org","code":"8480-6","display":"x"}]},
             "valueQuantity":{"value":120.0,"system":"http://unitsofmeasure.org","code":"mm[Hg]"}}
            """;
        string Path(string resource) => Assert.Single(ProfileCheck.Check(Root(resource), profile, Setting)).Path;
        Assert.Empty(ProfileCheck.Check(Root(Of(upper)), profile, Setting));
        Assert.Equal("Observation.component", Path(Of(upper.Replace("8480-6", "8462-4", StringComparison.Ordinal))));
        Assert.Equal("Observation.component[0].value", Path(Of(upper.Replace("120.0", "301", StringComparison.Ordinal))));
        Assert.Equal("Observation.value", Path(Of(upper, ",\"valueString\":\"cao\"")));
    }

    [Fact]
    public void A_profile_whose_base_nobody_knows_is_refused_unless_it_brings_a_snapshot()
    {
        const string odd = """{"resourceType":"StructureDefinition","url":"urn:p","type":"Patient","baseDefinition":"urn:nobody","differential":{"element":[]}""";
        Assert.Throws<PathFault>(() => Profile.Read(Json(odd + "}"), Definition));
        const string snapshot = ""","snapshot":{"element":[{"id":"Patient","path":"Patient"},{"id":"Patient.active","path":"Patient.active","min":1}]}}""";
        var profile = Profile.Read(Json(odd + snapshot), Definition);
        Assert.Equal("Patient.active", Assert.Single(ProfileCheck.Check(Root(Good), profile, Setting)).Path);
    }

    static List<Issue> Check(string patient) => ProfileCheck.Check(Root(patient), Profile.Read(Json(Patient), Definition), Setting);

    static ProfileSetting Setting => new()
    {
        Find = url => Definition(url) is { } found ? Profile.Read(found, Definition) : null,
        Paths = new PathSetting { MemberOf = (element, _) => element.Value is "male" or "female" },
    };

    static JsonElement? Definition(string url) => url switch
    {
        Url => Json(Patient),
        "http://example.vn/StructureDefinition/dan-toc" => Json(Nation),
        _ => null,
    };

    static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;

    static PathElement Root(string json) => PathElement.Root(Json(json));
}
