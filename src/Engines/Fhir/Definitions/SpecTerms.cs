using System.Collections.Frozen;
using System.Text.Json;

namespace LienY.Fhir;

/// <summary>A code of a code system of the specification.</summary>
/// <param name="Code">The code.</param>
/// <param name="Display">What it means, in English.</param>
/// <param name="Parent">The code above it; empty for none.</param>
public sealed record SpecTerm(string Code, string Display, string Parent);

/// <summary>A code system that the specification keeps itself.</summary>
public sealed record SpecSystem(string Url, string Name, IReadOnlyList<SpecTerm> Terms);

/// <summary>A value set of the specification: its <c>compose</c> as it stands in the resource.</summary>
public sealed record SpecValueSet(string Url, string Name, JsonElement Compose);

/// <summary>The code systems and value sets of FHIR R4 that its elements are bound to; those of other bodies (SNOMED CT, LOINC …) are not kept.</summary>
public static class SpecTerms
{
    /// <summary>The version they all have.</summary>
    public const string Version = "4.0.1";

    static readonly Lazy<FrozenDictionary<string, SpecSystem>> systems = new(LoadSystems);
    static readonly Lazy<FrozenDictionary<string, string[]>> sets = new(() =>
        Tables.Lines("values.tsv").Select(l => l.Split('\t', 3)).ToFrozenDictionary(c => c[0], StringComparer.Ordinal));

    /// <summary>A code system by its address; null where it is not kept.</summary>
    public static SpecSystem? System(string url) => systems.Value.GetValueOrDefault(url);

    /// <summary>A value set by its address; null where it is not kept.</summary>
    public static SpecValueSet? ValueSet(string url) =>
        sets.Value.TryGetValue(url, out var found) ? new SpecValueSet(url, found[1], JsonDocument.Parse(found[2]).RootElement) : null;

    static FrozenDictionary<string, SpecSystem> LoadSystems()
    {
        var all = new Dictionary<string, SpecSystem>(StringComparer.Ordinal);
        var terms = new List<SpecTerm>();
        var above = new List<string>();
        foreach (var line in Tables.Lines("terms.tsv"))
        {
            var cells = line.Split('\t');
            if (line[0] == '!')
            {
                terms = [];
                all[cells[0][1..]] = new SpecSystem(cells[0][1..], cells[1], terms);
                continue;
            }
            var depth = int.Parse(cells[0], global::System.Globalization.CultureInfo.InvariantCulture);
            above.RemoveRange(depth, above.Count - depth);
            terms.Add(new SpecTerm(cells[1], cells[2].Length > 0 ? cells[2] : cells[1], depth > 0 ? above[depth - 1] : ""));
            above.Add(cells[1]);
        }
        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
