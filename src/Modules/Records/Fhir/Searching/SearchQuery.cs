using LienY.Fhir;

namespace LienY.Records;

/// <summary>Whether the number of all matches is told.</summary>
enum TotalKind
{
    /// <summary>Where it is known without counting.</summary>
    Free,

    /// <summary>Counted up to a limit.</summary>
    Estimate,

    /// <summary>Counted.</summary>
    Accurate,

    /// <summary>Never.</summary>
    None,
}

/// <summary>How much of each resource is told.</summary>
enum SummaryKind
{
    /// <summary>All.</summary>
    False,

    /// <summary>Elements marked as summary.</summary>
    True,

    /// <summary>The narrative, id, meta and what is mandatory.</summary>
    Text,

    /// <summary>All but the narrative.</summary>
    Data,

    /// <summary>Only how many there are.</summary>
    Count,
}

/// <summary>What resources are sorted by.</summary>
/// <param name="Code">As asked; <c>_id</c> and <c>_lastUpdated</c> are columns.</param>
/// <param name="Params">The parameter in each type that is searched.</param>
sealed record SortTerm(string Code, bool IsDown, IReadOnlyList<SearchParam> Params)
{
    /// <summary>The index knows codes and references as numbers only, and addresses not by resource: these are sorted by what the bodies say.</summary>
    public bool ByBody => Params.Count > 0 && Params[0].Kind is ParamKind.Token or ParamKind.Reference or ParamKind.Uri or ParamKind.Composite or ParamKind.Special
        && Code is not ("_id" or "_lastUpdated");
}

/// <summary>Resources that come along: those that matches refer to, or those that refer to matches.</summary>
/// <param name="IsReverse">_revinclude.</param>
/// <param name="Type">The type that has the reference.</param>
/// <param name="Params">The parameters that hold it; every reference of the type for <c>*</c>.</param>
/// <param name="Target">Only resources of this type; null: any.</param>
/// <param name="IsIterate">Goes on from what came along.</param>
sealed record IncludeTerm(bool IsReverse, string Type, IReadOnlyList<SearchParam> Params, string? Target, bool IsIterate);

/// <summary>A search as it is understood.</summary>
sealed class SearchQuery
{
    /// <summary>Resources on a page where nothing is said.</summary>
    public const int UsualCount = 20;

    /// <summary>Most resources on a page.</summary>
    public const int MostCount = 1000;

    /// <summary>Types searched; empty: all.</summary>
    public required IReadOnlyList<string> Types { get; init; }

    /// <summary>All of them must be met.</summary>
    public List<Filter> Filters { get; } = [];

    /// <summary>What the index only nearly knows.</summary>
    public List<BodyCheck> Checks { get; } = [];

    /// <summary>What comes along.</summary>
    public List<IncludeTerm> Includes { get; } = [];

    /// <summary>In which order.</summary>
    public List<SortTerm> Sorts { get; } = [];

    /// <summary>Resources on a page.</summary>
    public int Count { get; set; } = UsualCount;

    /// <summary>Whether the number of all is told.</summary>
    public TotalKind Total { get; set; }

    /// <summary>How much of each.</summary>
    public SummaryKind Summary { get; set; }

    /// <summary>Only these elements, and what is mandatory; empty: all.</summary>
    public List<string> Elements { get; } = [];

    /// <summary>Where the page begins; null: at the beginning.</summary>
    public string? Cursor { get; set; }

    /// <summary>Parameters that were understood, for the links.</summary>
    public List<KeyValuePair<string, string>> Used { get; } = [];

    /// <summary>What was left out, and why.</summary>
    public List<Issue> Ignored { get; } = [];

    /// <summary>An answer tells something that masking takes out.</summary>
    public bool Reveals => Checks.Count > 0 || Sorts.Exists(s => s.Code != "_id" || Types.Count == 0 || Types.Contains("Patient")) || Filters.Exists(f => f.Reveals);
}
