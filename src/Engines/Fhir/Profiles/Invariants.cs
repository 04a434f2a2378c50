using System.Collections.Frozen;

namespace LienY.Fhir;

/// <summary>A rule of the specification that an element must keep.</summary>
/// <param name="Key">E.g. <c>pat-1</c>.</param>
/// <param name="IsError">An error; otherwise a warning.</param>
/// <param name="Expression">FHIRPath that must be true.</param>
/// <param name="Sentence">What it means, in the words of the specification.</param>
public sealed record Invariant(string Key, bool IsError, string Expression, string Sentence);

/// <summary>
/// The invariants of FHIR R4, evaluated over a resource. That every element has a value or children (ele-1) is left to the structure check, which sees the
/// bytes.
/// </summary>
public static class Invariants
{
    static readonly Lazy<FrozenDictionary<string, Invariant[]>> byPath = new(Load);

    /// <summary>How many issues are told at most of one resource.</summary>
    public const int MostIssues = 200;

    /// <summary>Invariants at a path (<c>Patient.contact</c>) or of a type (<c>Quantity</c>).</summary>
    public static IReadOnlyList<Invariant> At(string path) => byPath.Value.GetValueOrDefault(path) ?? [];

    /// <summary>Checks a resource with all that is in it; what cannot be evaluated is told as information.</summary>
    /// <param name="resource">The root.</param>
    /// <param name="setting">Clock and callbacks; <c>as</c> on several items is always allowed, as the invariants of R4 need it.</param>
    /// <param name="onlyErrors">Leaves out what would only be a warning.</param>
    public static List<Issue> Check(PathElement resource, PathSetting? setting = null, bool onlyErrors = false)
    {
        ArgumentNullException.ThrowIfNull(resource);
        var issues = new List<Issue>();
        Walk(resource, (setting ?? PathSetting.Plain) with { AsKeepsMany = true }, onlyErrors, issues, 0);
        return issues;
    }

    static void Walk(PathElement element, PathSetting setting, bool onlyErrors, List<Issue> issues, int depth)
    {
        if (depth > 100 || issues.Count >= MostIssues) return;
        foreach (var invariant in Of(element)) if (invariant.IsError || !onlyErrors) Test(element, invariant, setting, issues);
        foreach (var child in element.Children()) if (child.Name != "id") Walk(child, setting, onlyErrors, issues, depth + 1);
    }

    static IEnumerable<Invariant> Of(PathElement element)
    {
        var own = element.Type.Shape;
        if (own is not null && own.Path != own.Name) foreach (var one in At(own.Path)) yield return one;
        if (element is { Parent.Type.Shape: { } above } && own?.Path == own?.Name)
        {
            foreach (var one in At($"{above.Path}.{element.Name}")) yield return one;
            if (element.Parent.Type.Choice(element.Name) is not null) foreach (var one in At($"{above.Path}.{element.Name}[x]")) yield return one;
        }
        for (var type = element.TypeName; type.Length > 0; type = FhirTypes.Kind(type) is null ? "" : FhirTypes.Shape(type).Base)
        {
            foreach (var one in At(type)) yield return one;
        }
    }

    internal static void Test(PathElement element, Invariant invariant, PathSetting setting, List<Issue> issues)
    {
        try
        {
            // Nothing at all is no breach: the rule speaks of something that is not there.
            if (FhirPath.Known(invariant.Expression).IsTrue(element, setting) != false) return;
            issues.Add(new Issue(invariant.IsError ? "error" : "warning", "invariant", element.Path, $"{invariant.Key}: {invariant.Sentence}"));
        }
        catch (PathFault fault)
        {
            issues.Add(new Issue("information", "not-supported", element.Path, $"{invariant.Key} could not be evaluated: {fault.Message}"));
        }
    }

    // que-7 names the type of the language where it means the type of the element.
    static string Mended(string expression) => expression.Replace("answer is Boolean", "answer is boolean", StringComparison.Ordinal);

    static FrozenDictionary<string, Invariant[]> Load() => Tables.Lines("constraints.tsv").Select(l => l.Split('\t')).Where(c => c[2] != "ele-1")
        .Select(c => (Path: c[1], Rule: new Invariant(c[2], c[3] == "error", Mended(c[4]), c.Length > 5 ? c[5] : "")))
        .GroupBy(c => c.Path, c => c.Rule).ToFrozenDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
}
