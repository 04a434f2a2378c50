using System.Text.Json;

namespace LienY.Fhir.Tests;

public sealed class PathTests
{
    static readonly PathElement patient = PathElement.Root(JsonDocument.Parse("""
        {"resourceType":"Patient","id":"p","contained":[{"resourceType":"Organization","id":"o","name":"TTYT Than Uyên"}],
         "managingOrganization":{"reference":"#o"},"generalPractitioner":[{"reference":"Practitioner/9"}],
         "name":[{"family":"Lò","given":["Thị","Hoa"]},{"text":"Hoa"}],"deceasedBoolean":false,"birthDate":"1987-05",
         "_birthDate":{"extension":[{"url":"urn:x","valueString":"khoảng"}]},"multipleBirthInteger":2,"custom":{"deep":1.10}}
        """).RootElement);

    [Theory]
    [InlineData("Patient.deceased", "false")]
    [InlineData("(multipleBirth as integer) + 1", "3")]
    [InlineData("managingOrganization.resolve().name", "TTYT Than Uyên")]
    [InlineData("birthDate.extension('urn:x').value", "khoảng")]
    [InlineData("birthDate + 1 year", "1988-05")]
    [InlineData("name.given.last() & ' ' & name.family", "Hoa Lò")]
    [InlineData("custom.deep", "1.10")]
    [InlineData("iif(name.count() > 1, 'nhiều', 'một')", "nhiều")]
    [InlineData("90 'mm[Hg]' > 10 'kPa'", "true")]
    [InlineData("(5.4 'mmol/L' = 97 'mg/dL').empty()", "true")]
    [InlineData("@2024-02-29 + 1 year", "2025-02-28")]
    [InlineData("@T23:30 + 45 minutes", "00:15")]
    [InlineData("now().toString()", "2026-11-22T09:30:00.000+07:00")]
    [InlineData("%resource.id", "p")]
    [InlineData("generalPractitioner.resolve().id", "9")]
    [InlineData("contained.is(DomainResource)", "true")]
    [InlineData("'Nguyễn Thị Đào'.length()", "14")]
    public void An_expression_gives_what_it_says(string text, string expected)
    {
        var setting = new PathSetting
        {
            Now = new DateTimeOffset(2026, 11, 22, 9, 30, 0, TimeSpan.FromHours(7)),
            Resolve = r => PathElement.Root(JsonDocument.Parse($$"""{"resourceType":"{{r.Split('/')[0]}}","id":"{{r.Split('/')[1]}}"}""").RootElement),
        };
        Assert.Equal(expected, Assert.Single(FhirPath.Parse(text).Evaluate(patient, setting)).ToString());
    }

    [Theory]
    [InlineData("name.", PathFaultKind.Syntax)]
    [InlineData("'open", PathFaultKind.Syntax)]
    [InlineData("name)", PathFaultKind.Syntax)]
    [InlineData("#", PathFaultKind.Syntax)]
    [InlineData("@2024-13", PathFaultKind.Syntax)]
    [InlineData("name.given()", PathFaultKind.Semantic)]
    [InlineData("name.first(1)", PathFaultKind.Semantic)]
    [InlineData("name is Nothing", PathFaultKind.Semantic)]
    [InlineData("name.given + 1", PathFaultKind.Execution)]
    [InlineData("name.given < 1", PathFaultKind.Execution)]
    [InlineData("%nowhere", PathFaultKind.Semantic)]
    [InlineData("'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('^(a+)+$')", PathFaultKind.Limit)]
    [InlineData("(1 | 2).repeat($this + 1)", PathFaultKind.Limit)]
    public void A_fault_says_of_what_kind_it_is(string text, PathFaultKind kind)
    {
        var fault = Assert.Throws<PathFault>(() => FhirPath.Parse(text).Evaluate(patient, new PathSetting { MaxSteps = 20_000 }));
        Assert.Equal(kind, fault.Kind);
    }

    [Fact]
    public void An_expression_of_a_thousand_brackets_is_refused_without_harm()
    {
        var text = new string('(', 5_000) + "1" + new string(')', 5_000);
        Assert.Equal(PathFaultKind.Limit, Assert.Throws<PathFault>(() => FhirPath.Parse(text)).Kind);
        Assert.Equal(PathFaultKind.Limit, Assert.Throws<PathFault>(() => FhirPath.Parse(new string('-', 5_000) + "1")).Kind);
        Assert.Equal(PathFaultKind.Limit, Assert.Throws<PathFault>(() => FhirPath.Parse("1" + string.Concat(Enumerable.Repeat("+1", 9_000))).Evaluate()).Kind);
    }

    [Fact]
    public void Elements_know_where_they_stand()
    {
        var given = Assert.IsType<PathElement>(FhirPath.Parse("name.given[1]").Evaluate(patient)[0]);
        Assert.Equal("Patient.name[0].given[1]", given.Path);
        Assert.Equal("string", given.TypeName);
    }
}
