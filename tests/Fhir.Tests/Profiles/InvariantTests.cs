using System.Text.Json;

namespace LienY.Fhir.Tests;

public sealed class InvariantTests
{
    [Fact]
    public void Every_invariant_of_the_specification_can_be_read()
    {
        var read = 0;
        string[] others = ["Quantity", "Period", "Reference", "ElementDefinition", "DomainResource", "Timing.repeat", "Patient.contact", "Bundle.entry"];
        foreach (var path in FhirTypes.All.Concat(others))
        {
            foreach (var invariant in Invariants.At(path))
            {
                FhirPath.Parse(invariant.Expression);
                read++;
            }
        }
        Assert.True(read > 100);
    }

    [Theory]
    [InlineData("""{"resourceType":"Patient","contact":[{"gender":"male"}]}""", "pat-1", "Patient.contact[0]")]
    [InlineData("""{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueInteger":1,"dataAbsentReason":{"text":"?"}}""", "obs-6", "Observation")]
    [InlineData("""{"resourceType":"Encounter","status":"planned","class":{"code":"AMB"},"period":{"start":"2026-02-02","end":"2026-02-01"}}""",
        "per-1", "Encounter.period")]
    [InlineData("""{"resourceType":"Patient","contained":[{"resourceType":"Organization","id":"o","name":"o"}]}""", "dom-3", "Patient")]
    [InlineData("""{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueQuantity":{"code":"mg"}}""", "qty-3", "Observation.value")]
    [InlineData("""{"resourceType":"Patient","extension":[{"url":"urn:x"}]}""", "ext-1", "Patient.extension[0]")]
    public void A_broken_invariant_is_told_with_its_key_and_place(string resource, string key, string path)
    {
        var issue = Assert.Single(Invariants.Check(Root(resource), onlyErrors: true));
        Assert.StartsWith(key + ":", issue.Text, StringComparison.Ordinal);
        Assert.Equal(("error", "invariant", path), (issue.Severity, issue.Code, issue.Path));
    }

    [Fact]
    public void The_specifications_own_examples_keep_its_invariants()
    {
        var folder = OfficialSuite.Examples;
        Assert.SkipWhen(folder is null, "The specification's examples are not there: run tools/FhirDefs examples, or name their folder in FHIR_EXAMPLES.");
        var (files, broken) = (0, new SortedSet<string>(StringComparer.Ordinal));
        foreach (var file in Directory.EnumerateFiles(folder!, "*.json").Order(StringComparer.Ordinal))
        {
            var type = Path.GetFileName(file).Split('-')[0];
            // The largest bundles are definitions, not records.
            if (new FileInfo(file).Length > 1_000_000 || !FhirTypes.Is(type)
                || type is "StructureDefinition" or "ValueSet" or "CodeSystem" or "SearchParameter" or "ConceptMap" or "OperationDefinition") continue;
            files++;
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            var issues = Invariants.Check(PathElement.Root(document.RootElement), new PathSetting { Now = new DateTimeOffset(2019, 11, 1, 0, 0, 0, TimeSpan.Zero) });
            foreach (var issue in issues.Where(i => i.Severity is "error" or "information"))
            {
                broken.Add($"{Path.GetFileNameWithoutExtension(file)}\t{issue.Text.Split(':', ' ')[0]}\t{issue.Path}");
            }
        }
        Assert.True(files > 500);
        Assert.Equal("", string.Join("\n", broken));
    }

    static PathElement Root(string json) => PathElement.Root(JsonDocument.Parse(json).RootElement);
}
