using LienY.Fhir;

namespace LienY.Records;

/// <summary>The clinical index: whose, what, when in one range of <c>records_ix_clinical</c>.</summary>
static class Clinical
{
    static readonly string[] Codes = ["code", "type", "vaccine-code"];

    static readonly Dictionary<string, SearchParam?> ByType = FhirTypes.All.ToDictionary(t => t, Find);

    /// <summary>The parameter of a type whose codes stand in the index: <c>code</c>, else <c>type</c>, else <c>vaccine-code</c>; null where it has none.</summary>
    public static SearchParam? CodeOf(string type) => ByType.GetValueOrDefault(type);

    static SearchParam? Find(string type) => Codes.Select(c => FhirTypes.Param(type, c)).FirstOrDefault(p => p is { Kind: ParamKind.Token });

    /// <summary>When something happened as the index knows it: UTC milliseconds; the smallest number where nobody knows.</summary>
    public static long At(DateTimeOffset? occurred) => occurred is { } at ? at.ToUnixTimeMilliseconds() : long.MinValue;
}
