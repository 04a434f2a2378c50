using System.Collections.Concurrent;
using System.Globalization;

namespace LienY.Fhir;

/// <summary>What FHIR R4 (4.0.1) defines: types, elements, search parameters. Read from the embedded tables when first asked for.</summary>
public static class FhirTypes
{
    /// <summary>Grows when a change of tables or reader gives other index values; a row of an older edition is indexed anew.</summary>
    public const int Edition = 1;

    sealed record Known(int Number, string Name, TypeKind Kind, string Base);

    static readonly Dictionary<string, Known> types = Tables.Lines("types.tsv").Select(l => l.Split('\t'))
        .Select(c => new Known(int.Parse(c[0], CultureInfo.InvariantCulture), c[1], Enum.Parse<TypeKind>(c[2], true), c[3]))
        .ToDictionary(k => k.Name, StringComparer.Ordinal);
    static readonly Lazy<Dictionary<string, List<string>>> structures = new(LoadStructures);
    static readonly Lazy<Dictionary<string, Dictionary<string, SearchParam>>> searches = new(LoadSearches);
    static readonly ConcurrentDictionary<string, TypeShape> shapes = new(StringComparer.Ordinal);

    /// <summary>Types that never speak of a person who is treated: anybody who may ask at all may read them.</summary>
    static readonly HashSet<string> open = new(StringComparer.Ordinal)
    {
        "ActivityDefinition", "CapabilityStatement", "ChargeItemDefinition", "CodeSystem", "CompartmentDefinition", "ConceptMap", "DeviceDefinition",
        "EffectEvidenceSynthesis", "Endpoint", "EventDefinition", "Evidence", "EvidenceVariable", "ExampleScenario", "GraphDefinition", "HealthcareService",
        "ImplementationGuide", "InsurancePlan", "Library", "Location", "Measure", "Medication", "MedicationKnowledge", "MedicinalProduct",
        "MedicinalProductAuthorization", "MedicinalProductContraindication", "MedicinalProductIndication", "MedicinalProductIngredient",
        "MedicinalProductInteraction", "MedicinalProductManufactured", "MedicinalProductPackaged", "MedicinalProductPharmaceutical",
        "MedicinalProductUndesirableEffect", "MessageDefinition", "NamingSystem", "ObservationDefinition", "OperationDefinition", "Organization",
        "OrganizationAffiliation", "PlanDefinition", "Practitioner", "PractitionerRole", "Questionnaire", "ResearchDefinition",
        "ResearchElementDefinition", "ResearchStudy", "RiskEvidenceSynthesis", "SearchParameter", "SpecimenDefinition", "StructureDefinition",
        "StructureMap", "Substance", "SubstanceNucleicAcid", "SubstancePolymer", "SubstanceProtein", "SubstanceReferenceInformation",
        "SubstanceSourceMaterial", "SubstanceSpecification", "TerminologyCapabilities", "TestScript", "ValueSet",
    };

    /// <summary>Names of the resource types, in alphabetical order.</summary>
    public static IReadOnlyList<string> All { get; } = [.. types.Values.Where(t => t.Kind == TypeKind.Resource).Select(t => t.Name).Order(StringComparer.Ordinal)];

    /// <summary>True for the name of a resource type that can be an instance.</summary>
    public static bool Is(string name) => types.TryGetValue(name, out var known) && known.Kind == TypeKind.Resource;

    /// <summary>Number of a type, the same for ever; 0 for a name that is none.</summary>
    public static int Number(string name) => types.TryGetValue(name, out var known) ? known.Number : 0;

    /// <summary>What kind of type a name is; null for a name that is none.</summary>
    public static TypeKind? Kind(string name) => types.TryGetValue(name, out var known) ? known.Kind : null;

    /// <summary>True where a type is another or specialises it, e.g. Age of Quantity, Patient of DomainResource.</summary>
    public static bool IsA(string name, string ancestor)
    {
        for (var at = name; types.TryGetValue(at, out var known); at = known.Base)
            if (at == ancestor) return true;
        return false;
    }

    /// <summary>True for types that never speak of a person who is treated: Organization, Practitioner, Location, ValueSet …</summary>
    public static bool IsOpen(string type) => open.Contains(type);

    /// <summary>Search parameters of a resource type, by code; empty for a name that is none.</summary>
    public static IReadOnlyCollection<SearchParam> Params(string type) => searches.Value.TryGetValue(type, out var own) ? own.Values : [];

    /// <summary>A search parameter of a type; null where it has none of that code.</summary>
    public static SearchParam? Param(string type, string code) => searches.Value.TryGetValue(type, out var own) ? own.GetValueOrDefault(code) : null;

    /// <summary>Elements of a type.</summary>
    /// <exception cref="ArgumentException">No type is so named.</exception>
    public static TypeShape Shape(string type)
    {
        if (shapes.TryGetValue(type, out var shape)) return shape;
        if (!types.TryGetValue(type, out var known)) throw new ArgumentException($"FHIR R4 has no type '{type}'.", nameof(type));
        return shapes.GetOrAdd(type, StructureReader.Read(known.Name, known.Kind, known.Base, structures.Value[type]));
    }

    static Dictionary<string, List<string>> LoadStructures()
    {
        var all = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        List<string> lines = [];
        foreach (var line in Tables.Lines("structure.tsv"))
        {
            if (line[0] == '!') all[line[1..].Split('\t')[0]] = lines = [];
            lines.Add(line);
        }
        return all;
    }

    static Dictionary<string, Dictionary<string, SearchParam>> LoadSearches()
    {
        var all = new Dictionary<string, Dictionary<string, SearchParam>>(StringComparer.Ordinal);
        var composites = new List<(SearchParam Param, string Parts)>();
        foreach (var line in Tables.Lines("search-params.tsv"))
        {
            var c = line.Split('\t');
            var param = new SearchParam(int.Parse(c[0], CultureInfo.InvariantCulture), c[1], c[2], Enum.Parse<ParamKind>(c[3], true), c.Length > 4 ? c[4] : "",
                c.Length > 5 && c[5] != "" ? c[5].Split(',') : [], []);
            if (!all.TryGetValue(c[1], out var own)) all[c[1]] = own = new Dictionary<string, SearchParam>(StringComparer.Ordinal);
            own[c[2]] = param;
            if (c.Length > 6) composites.Add((param, c[6]));
        }
        foreach (var (param, parts) in composites)
        {
            var own = all[param.Type];
            own[param.Code] = param with { Components = [.. parts.Split(';').Select(p => Part(param, p.Split(':', 3), own))] };
        }
        return all;
    }

    /// <summary>A part has the kind and targets of the parameter it is made of, and its own expression.</summary>
    static SearchParam Part(SearchParam whole, string[] cells, Dictionary<string, SearchParam> own)
    {
        var kind = Enum.Parse<ParamKind>(cells[1], true);
        return own.TryGetValue(cells[0], out var made) ? made with { Kind = kind, Expression = cells[2] }
            : new SearchParam(0, whole.Type, cells[0], kind, cells[2], [], []);
    }
}
