namespace LienY.Fhir.Tests;

public sealed class DefinitionTests
{
    [Fact]
    public void All_resource_types_of_R4_are_there_with_numbers_of_their_own()
    {
        Assert.Equal(146, FhirTypes.All.Count);
        Assert.Equal(146, FhirTypes.All.Select(FhirTypes.Number).Where(n => n > 0).Distinct().Count());
        Assert.True(FhirTypes.Is("Patient"));
        Assert.False(FhirTypes.Is("DomainResource"));
        Assert.False(FhirTypes.Is("HumanName"));
        Assert.Equal(0, FhirTypes.Number("patient"));
    }

    [Theory]
    [InlineData("Account", 1)]
    [InlineData("Patient", 104)]
    [InlineData("VisionPrescription", 148)]
    public void A_type_keeps_its_number(string type, int number) => Assert.Equal(number, FhirTypes.Number(type));

    [Theory]
    [InlineData("Observation", "code", 1108)]
    [InlineData("Patient", "identifier", 1208)]
    [InlineData("Observation", "_tag", 2274)]
    public void A_search_parameter_keeps_its_number(string type, string code, int pid) => Assert.Equal(pid, FhirTypes.Param(type, code)!.Pid);

    [Fact]
    public void Every_search_parameter_has_a_number_of_its_own()
    {
        var all = FhirTypes.All.SelectMany(FhirTypes.Params).ToList();
        Assert.True(all.Count > 2500);
        Assert.Equal(all.Count, all.Select(p => p.Pid).Distinct().Count());
        Assert.DoesNotContain(all, p => p.Expression == "");
    }

    [Fact]
    public void A_composite_knows_its_parts()
    {
        var parts = FhirTypes.Param("Observation", "code-value-quantity")!.Components;
        Assert.Equal([ParamKind.Token, ParamKind.Quantity], parts.Select(p => p.Kind));
        Assert.Equal(FhirTypes.Param("Observation", "code")!.Pid, parts[0].Pid);
    }

    [Fact]
    public void Every_shape_can_be_made()
    {
        foreach (var type in FhirTypes.All)
        {
            var shape = FhirTypes.Shape(type);
            Assert.Equal("id", shape.Elements[0].Name);
            Assert.Equal("id", shape.Elements[0].Types[0].Name);
            Assert.All(shape.Elements, e => Assert.True(e.Types.Count > 0 || e.Inner is not null, $"{type}.{e.Name}"));
        }
    }

    [Fact]
    public void An_element_says_how_often_it_stands_and_what_it_may_be()
    {
        var value = FhirTypes.Shape("Observation").Element("value")!;
        Assert.True(value.IsChoice);
        Assert.Equal(11, value.Types.Count);
        var status = FhirTypes.Shape("Observation").Element("status")!;
        Assert.Equal((1, 1, true), (status.Min, status.Max, status.IsRequiredBinding));
        Assert.True(status.Codes!.Has(Hashes.Of("final"), out var system));
        Assert.Equal(Hashes.Of("http://hl7.org/fhir/observation-status"), system);
        Assert.False(status.Codes.Has(Hashes.Of("finished"), out _));
        var range = FhirTypes.Shape("Observation").Element("component")!.Inner!.Element("referenceRange")!;
        Assert.Same(FhirTypes.Shape("Observation").Element("referenceRange")!.Inner, range.Inner);
    }

    [Fact]
    public void Types_inherit() => Assert.True(FhirTypes.IsA("Age", "Quantity") && FhirTypes.IsA("Patient", "Resource") && !FhirTypes.IsA("Patient", "Element"));

    [Fact]
    public void Compartments_say_which_parameters_lead_in()
    {
        Assert.Equal(["subject", "performer"], Compartments.Params("Patient", "Observation"));
        Assert.Empty(Compartments.Params("Patient", "ValueSet"));
    }

    [Fact]
    public void A_type_that_speaks_of_patients_is_not_open() =>
        Assert.DoesNotContain(FhirTypes.All.Where(FhirTypes.IsOpen), t => Compartments.Params("Patient", t).Count > 0);
}
