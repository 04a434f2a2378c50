namespace LienY.Fhir;

/// <summary>Which resources belong to a patient, a practitioner, a visit, a device or a related person (CompartmentDefinition of FHIR R4).</summary>
public static class Compartments
{
    static readonly Lazy<Dictionary<(string, string), IReadOnlyList<string>>> all = new(() => Tables.Lines("compartments.tsv").Select(l => l.Split('\t'))
        .ToDictionary(c => (c[0], c[1]), c => (IReadOnlyList<string>)c[2].Split(',')));

    /// <summary>Types that have compartments.</summary>
    public static IReadOnlyList<string> All { get; } = ["Patient", "Encounter", "RelatedPerson", "Practitioner", "Device"];

    /// <summary>Search parameters of a type that lead into the compartment (<c>{def}</c>: the resource itself); empty where the type is never in it.</summary>
    public static IReadOnlyList<string> Params(string compartment, string type) => all.Value.GetValueOrDefault((compartment, type)) ?? [];
}
