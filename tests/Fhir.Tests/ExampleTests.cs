using System.Buffers;
using System.Text;

namespace LienY.Fhir.Tests;

/// <summary>The example instances of the specification, where they are laid out.</summary>
public sealed class ExampleTests
{
    /// <summary>Instances that break a rule of the specification themselves, or a limit of ours.</summary>
    static readonly Dictionary<string, string> faulty = new()
    {
        ["Bundle-dataelements.json"] = "21 MB: more than the 16 MB that a resource may have",
        ["Bundle-resources.json"] = "35 MB: more than the 16 MB that a resource may have",
        ["Bundle-valuesets.json"] = "a narrative with a link by ftp",
        ["ImplementationGuide-fhir.json"] = "lacks the required name and status",
        ["ig-r4.json"] = "lacks the required name and status",
        ["Questionnaire-qs1.json"] = "items without the required linkId",
    };

    static IReadOnlyList<string> Files()
    {
        if (Given.Examples is not { } folder) Assert.Skip(Given.NoExamples);
        return [.. Directory.EnumerateFiles(Given.Examples!, "*.json").Where(f => IsInstance(Path.GetFileName(f))).Order(StringComparer.Ordinal)];
    }

    // Definitions may lie in the same folder.
    static bool IsInstance(string name) => !definitions.Any(d => name.StartsWith(d, StringComparison.Ordinal));

    static readonly string[] definitions = ["StructureDefinition-", "SearchParameter-", "ValueSet-", "CodeSystem-", "ConceptMap-", "OperationDefinition-", "package"];

    [Fact]
    public void Every_instance_is_read_without_a_fault()
    {
        var files = Files();
        Assert.True(files.Count >= 728, $"{files.Count} instances");
        var found = files.Where(f => ResourceReader.Read(File.ReadAllBytes(f), ReadMode.Check).Issues.Count > 0).Select(Path.GetFileName);
        Assert.Equal(faulty.Keys.Order(StringComparer.Ordinal), found);
    }

    /// <summary>Instances that say nothing that a search parameter of their type asks for; OperationOutcome and Parameters have no parameters.</summary>
    static readonly string[] bare =
    [
        "Binary-example.json", "Binary-f006.json", "BiologicallyDerivedProduct-example.json", "CatalogEntry-example.json", "DetectedIssue-allergy.json",
        "DetectedIssue-lab.json", "MedicinalProductContraindication-example.json", "MedicinalProductIndication-example.json",
        "MedicinalProductIngredient-example.json", "MedicinalProductInteraction-example.json", "MedicinalProductManufactured-example.json",
        "MedicinalProductUndesirableEffect-example.json", "ObservationDefinition-example.json", "RiskAssessment-population.json",
        "SubstanceSpecification-example.json", "VerificationResult-example.json",
    ];

    [Fact]
    public void Every_instance_gives_rows_for_the_index()
    {
        var empty = new List<string>();
        foreach (var file in Files())
        {
            var read = ResourceReader.Read(File.ReadAllBytes(file), ReadMode.Index);
            if (read.IsBad || read.Type is "OperationOutcome" or "Parameters") continue;
            if (read.Values.Count == 0) empty.Add(Path.GetFileName(file));
            Assert.Equal(read.Values.Count, read.Values.Distinct().Count());
        }
        Assert.Equal(bare, empty);
    }

    [Fact]
    public void Every_instance_comes_back_as_it_went_in_but_for_version_and_time()
    {
        foreach (var file in Files())
        {
            var body = File.ReadAllBytes(file);
            var read = ResourceReader.Read(body, ReadMode.Outline);
            if (read.IsBad) continue;
            var id = read.Id ?? "one";
            var kept = Splice.Keep(read, id, out var metaAt);
            Assert.Equal(Without(read), read.Id is null ? Cut(kept, ",\"id\":\"one\"") : Encoding.UTF8.GetString(kept));
            var to = new ArrayBufferWriter<byte>();
            Splice.Send(to, kept, metaAt, 2, DateTimeOffset.UnixEpoch);
            var sent = ResourceReader.Read(to.WrittenMemory, ReadMode.Outline);
            Assert.Equal((read.Type, id, 0), (sent.Type, sent.Id, sent.Issues.Count));
            var again = Solid(Splice.Keep(sent, id, out _));
            Assert.Equal(Solid(kept), read.MetaSpot.Length == 0 ? again.Replace(",\"meta\":{}", "", StringComparison.Ordinal) : again);
        }
    }

    // The white space between what is cut out and what follows goes with it.
    static string Solid(byte[] bytes) => string.Concat(Encoding.UTF8.GetString(bytes).Where(c => c > ' '));

    static string Cut(byte[] kept, string what) => Encoding.UTF8.GetString(kept).Replace(what, "", StringComparison.Ordinal);

    static string Without(ReadResource read)
    {
        var body = read.Body.ToArray().ToList();
        foreach (var (start, length) in Enumerable.Reverse(read.OwnMeta)) body.RemoveRange(start, length);
        return Encoding.UTF8.GetString([.. body]);
    }
}
