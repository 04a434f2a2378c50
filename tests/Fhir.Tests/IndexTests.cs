namespace LienY.Fhir.Tests;

public sealed class IndexTests
{
    static readonly ReadResource pressure = ResourceReader.Read(Given.File("observation-huyet-ap.json"), Given.Whole);
    static readonly ReadResource patient = ResourceReader.Read(Given.File("patient-dao.json"), Given.Whole);

    static long Millis(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    [Fact]
    public void Our_own_instances_have_no_fault() => Assert.All(Given.Files, f => Assert.Empty(ResourceReader.Read(f, Given.Whole).Issues));

    [Fact]
    public void A_coding_is_found_by_code_and_system() =>
        Assert.Contains(pressure.Of("code"), v => v.Kind == ParamKind.Token && v.Code == Hashes.Of("85354-9") && v.System == Hashes.Of("http://loinc.org"));

    [Fact]
    public void A_code_has_the_system_of_its_binding() =>
        Assert.Equal([(Hashes.Of("final"), Hashes.Of("http://hl7.org/fhir/observation-status"))], pressure.Of("status").Select(v => (v.Code, v.System)));

    [Fact]
    public void The_text_of_a_concept_is_a_string_row_of_its_parameter() =>
        Assert.Equal(["huyet ap"], pressure.Of("code").Where(v => v.Kind == ParamKind.String).Select(v => v.Text));

    [Fact]
    public void A_reference_leads_to_the_resource_without_its_version()
    {
        Assert.Equal([Hashes.Reference("Encounter/luot-1")], pressure.Of("encounter").Select(v => v.Code));
        Assert.Equal([Hashes.Reference("Patient/benh-nhan-1")], pressure.Of("patient").Select(v => v.Code));
        Assert.Equal(("Patient/benh-nhan-1", "Encounter/luot-1"), (pressure.Patient, pressure.Encounter));
    }

    [Fact]
    public void A_moment_is_as_long_as_it_is_written()
    {
        Assert.Equal([(Millis("2026-11-22T01:30:00Z"), Millis("2026-11-22T01:30:01Z"))], pressure.Of("date").Select(v => (v.From, v.To)));
        Assert.Equal(Millis("2026-11-22T01:30:00Z"), pressure.Occurred!.Value.ToUnixTimeMilliseconds());
        Assert.Equal([(Millis("1958-04-30T17:00:00Z"), Millis("1958-05-31T17:00:00Z"))], patient.Of("birthdate").Select(v => (v.From, v.To)));
    }

    [Fact]
    public void A_quantity_is_found_bare_canonical_and_as_it_is_written()
    {
        Units.Canonical(Units.Ucum, "mm[Hg]", 149.5, out var unit, out var low);
        var rows = pressure.Of("component-value-quantity").Where(v => v.Kind == ParamKind.Quantity).ToList();
        Assert.Equal(6, rows.Count);
        Assert.Contains(rows, r => r.Code == 0 && r.Low == 149.5 && r.High == 150.5);
        Assert.Contains(rows, r => r.Code == Hashes.Unit(Units.Ucum, unit) && r.Low == low);
        Assert.Contains(rows, r => r.Code == Hashes.Unit("", "mmHg") && r.Low == 94.95);
    }

    [Fact]
    public void A_composite_joins_only_what_stands_in_one_element()
    {
        var rows = pressure.Of("combo-code-value-quantity").Where(v => v.Other == 0).ToList();
        Assert.Equal([(Hashes.Of("8480-6"), 149.5), (Hashes.Of("8462-4"), 94.95)], rows.Select(v => (v.Code, v.Low)));
        Assert.All(rows, r => Assert.Equal(Hashes.Of("http://loinc.org"), r.System));
        Assert.Empty(pressure.Of("code-value-quantity"));
    }

    [Fact]
    public void Codings_and_references_say_where_they_stand()
    {
        Assert.Contains(new CodingSpot("Observation.component.code", "http://loinc.org", "8480-6", ""), pressure.Codings);
        Assert.Contains(pressure.References, r => r is { Text: "Patient/benh-nhan-1", Path: "Observation.subject" });
    }

    [Fact]
    public void A_name_is_found_by_each_part_and_whole_in_Vietnamese_order() =>
        Assert.Equal(["dao", "nguyen", "nguyen thi dao", "thi"], patient.Of("name").Select(v => v.Text).Order(StringComparer.Ordinal));

    [Fact]
    public void An_address_is_found_by_each_part() =>
        Assert.Equal(["ban na khuong", "lai chau", "than uyen", "vn"], patient.Of("address").Select(v => v.Text).Order(StringComparer.Ordinal));

    [Fact]
    public void A_condition_on_the_way_chooses_what_counts()
    {
        Assert.Equal([Hashes.Of("0912345678")], patient.Of("phone").Select(v => v.Code));
        Assert.Equal([Hashes.Of("dao@example.org")], patient.Of("email").Select(v => v.Code));
        Assert.Equal(2, patient.Of("telecom").Count);
    }

    [Fact]
    public void A_reference_by_identifier_is_a_token_row() =>
        Assert.Equal([(ParamKind.Token, Hashes.Of("12001"))], patient.Of("organization").Select(v => (v.Kind, v.Code)));

    [Fact]
    public void What_is_contained_is_not_indexed_as_the_resource_nor_is_the_way_to_it()
    {
        Assert.DoesNotContain(patient.Values, v => v.Text is "lo van cuong");
        Assert.Empty(patient.Of("general-practitioner"));
    }

    [Theory]
    [InlineData("""{"resourceType":"Patient"}""", "false")]
    [InlineData("""{"resourceType":"Patient","deceasedBoolean":false}""", "false")]
    [InlineData("""{"resourceType":"Patient","deceasedBoolean":true}""", "true")]
    [InlineData("""{"resourceType":"Patient","deceasedDateTime":"2025"}""", "true")]
    public void Whether_somebody_died_is_always_known(string json, string deceased) =>
        Assert.Equal([Hashes.Of(deceased)], Given.Read(json).Of("deceased").Select(v => v.Code));

    [Fact]
    public void A_period_without_end_lasts()
    {
        var row = Assert.Single(Given.Read("""{"resourceType":"Encounter","status":"in-progress","class":{"code":"IMP"},"period":{"start":"2026-11-20"}}""").Of("date"));
        Assert.Equal(Millis("2026-11-19T17:00:00Z"), row.From);
        Assert.True(row.To > Millis("9999-01-01T00:00:00Z"));
    }

    [Fact]
    public void A_comparator_opens_one_side()
    {
        var read = Given.Read("""{"resourceType":"Observation","status":"final","code":{"text":"CRP"},"valueQuantity":{"value":5,"comparator":"<","unit":"mg/L"}}""");
        Assert.Contains(read.Of("value-quantity"), v => v.Code == 0 && v.Low <= -Numbers.Endless && v.High == 5.5);
    }

    [Fact]
    public void An_element_of_very_many_parts_is_paired_up_to_a_limit()
    {
        var codes = string.Join(',', Enumerable.Range(0, 5000).Select(i => $$"""{"code":"c{{i}}"}"""));
        var read = Given.Read($$"""{"resourceType":"Observation","status":"final","valueQuantity":{"value":1},"code":{"coding":[{{codes}}]} }""");
        Assert.InRange(read.Of("code-value-quantity").Count, 100, 2000);
        Assert.Equal(5000, read.Of("code").Count);
    }

    [Fact]
    public void A_performing_patient_does_not_own_what_is_about_another()
    {
        var read = Given.Read("""
            {"resourceType":"Observation","status":"final","code":{"text":"x"},"performer":[{"reference":"Patient/con"}],"subject":{"reference":"Patient/me"}}
            """);
        Assert.Equal("Patient/me", read.Patient);
    }

    [Fact]
    public void The_composition_of_a_document_is_a_reference_into_the_bundle()
    {
        var read = Given.Read("""
            {"resourceType":"Bundle","type":"document","entry":[
            {"resource":{"id":"c1","resourceType":"Composition","status":"final","type":{"text":"x"},"date":"2026","author":[{"display":"x"}],"title":"x"}},
            {"resource":{"resourceType":"Patient","id":"p1"}}]}
            """);
        Assert.Empty(read.Issues);
        Assert.Equal([Hashes.Reference("Composition/c1")], read.Of("composition").Select(v => v.Code));
    }

    [Fact]
    public void Every_search_parameter_has_a_place_in_its_type()
    {
        foreach (var type in FhirTypes.All)
            Assert.Empty(Given.Read($$"""{"resourceType":"{{type}}"}""", ReadMode.Index).Issues);
    }

    [Fact]
    public void The_same_value_twice_is_one_row() =>
        Assert.Single(Given.Read("""{"resourceType":"Patient","identifier":[{"value":"1"},{"value":"1"}]}""").Of("identifier"));
}
