using System.Text.Json;
using System.Xml.Linq;

namespace LienY.Fhir.Tests;

/// <summary>The official FHIRPath suite for R4 and the instances it runs on, where they lie beside the repository and in the house's cache.</summary>
static class OfficialSuite
{
    // Names of the suite's files and of the same instances in the package; what the package does not have stands in Paths/Inputs, made by us to the suite's measure.
    static readonly Dictionary<string, string> names = new(StringComparer.Ordinal)
    {
        ["patient-example.xml"] = "Patient-example.json",
        ["observation-example.xml"] = "Observation-example.json",
        ["questionnaire-example.xml"] = "Questionnaire-3141.json",
        ["valueset-example-expansion.xml"] = "ValueSet-example-expansion.json",
        ["codesystem-example.xml"] = "CodeSystem-example.json",
        ["appointment-examplereq.json"] = "Appointment-examplereq.json",
        ["explanationofbenefit-example.json"] = "ExplanationOfBenefit-EB3500.json",
    };

    internal sealed record Case(string Name, string Text, string Input, bool IsInvalid, bool IsStrict, bool IsPredicate, bool IsOrdered,
        IReadOnlyList<(string Type, string Text)> Outputs);

    internal static string? Folder
    {
        get
        {
            var at = new DirectoryInfo(AppContext.BaseDirectory);
            while (at is not null && !File.Exists(Path.Combine(at.FullName, "LienY.slnx"))) at = at.Parent;
            var folder = at is null ? null : Path.GetFullPath(Path.Combine(at.FullName, "..", "shared", "data", "fhir"));
            return Directory.Exists(folder) ? folder : null;
        }
    }

    internal static string? Examples
    {
        get
        {
            var named = Environment.GetEnvironmentVariable("FHIR_EXAMPLES");
            var folder = string.IsNullOrEmpty(named)
                ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "lieny", "fhir-examples") : named;
            return File.Exists(Path.Combine(folder, "Patient-example.json")) ? folder : null;
        }
    }

    internal static IReadOnlyList<Case> Cases(string folder)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var cases = new List<Case>();
        foreach (var test in XDocument.Load(Path.Combine(folder, "fhirpath-tests-r4.xml")).Descendants("test"))
        {
            var name = (string)test.Attribute("name")!;
            counts[name] = counts.GetValueOrDefault(name) + 1;
            var expression = test.Element("expression")!;
            var invalid = (string?)expression.Attribute("invalid") ?? (string?)test.Attribute("invalid");
            cases.Add(new Case(counts[name] == 1 ? name : $"{name}#{counts[name]}", expression.Value, (string?)test.Attribute("inputfile") ?? "", invalid is not null,
                (string?)test.Attribute("mode") == "strict" || (string?)expression.Attribute("mode") == "strict" || invalid == "semantic",
                (string?)test.Attribute("predicate") == "true", (string?)test.Attribute("ordered") != "false",
                [.. test.Elements("output").Select(o => ((string?)o.Attribute("type") ?? "", o.Value))]));
        }
        return cases;
    }

    internal static JsonElement Input(string examples, string name)
    {
        if (name.Length == 0) name = "patient-example.xml";
        var path = names.TryGetValue(name, out var known)
            ? Path.Combine(examples, known) : Path.Combine(AppContext.BaseDirectory, "Paths", "Inputs", Path.ChangeExtension(name, ".json"));
        return JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;
    }
}
