namespace LienY.Fhir;

/// <summary>The scopes of a token or of a request: the clinical ones, and the words that are not about resources.</summary>
public sealed class SmartScopes
{
    /// <summary>The words that are not about resources and that this server knows (SMART App Launch 2.2, OpenID Connect Core 1.0).</summary>
    public static readonly IReadOnlyList<string> Known = ["launch", "launch/patient", "openid", "fhirUser", "profile", "offline_access", "online_access"];

    SmartScopes(IReadOnlyList<SmartScope> clinical, IReadOnlyList<string> words, IReadOnlyList<string> unknown) =>
        (Clinical, Words, Unknown) = (clinical, words, unknown);

    /// <summary>No scope at all.</summary>
    public static readonly SmartScopes None = new([], [], []);

    /// <summary>Scopes about resources, without those that another covers.</summary>
    public IReadOnlyList<SmartScope> Clinical { get; }

    /// <summary>Words of <see cref="Known"/>.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<string> Unknown { get; }

    /// <summary>Reads a list separated by white space.</summary>
    public static SmartScopes Parse(string? text) => Parse((text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Reads scopes.</summary>
    public static SmartScopes Parse(IEnumerable<string> texts)
    {
        var (clinical, words, unknown) = (new List<SmartScope>(), new List<string>(), new List<string>());
        foreach (var text in texts.Distinct(StringComparer.Ordinal))
        {
            if (Known.Contains(text)) words.Add(text);
            else if (SmartScope.Parse(text) is { } scope) clinical.Add(scope);
            else unknown.Add(text);
        }
        return new(Fewest(clinical), words, unknown);
    }

    /// <summary>Has a word.</summary>
    public bool Has(string word) => Words.Contains(word);

    /// <summary>What these and others have in common; what could not be read is dropped.</summary>
    public SmartScopes Within(SmartScopes allowed) => new(
        Fewest([.. Clinical.SelectMany(c => allowed.Clinical.Select(c.Within)).OfType<SmartScope>()]), [.. Words.Where(allowed.Has)], []);

    /// <summary>Some scope allows at least a part of what is asked: one verb, or several at once.</summary>
    public bool Allows(string type, ScopeVerbs verbs) => Restrictions(type, verbs) is not null;

    /// <summary>
    /// What every resource must meet for these verbs on a type: null where nothing allows it; empty where it is allowed without more; else search queries
    /// (<c>category=laboratory&amp;status=final</c>) of which a resource has to meet at least one. A seat narrows it to scopes of that seat.
    /// </summary>
    public IReadOnlyList<string>? Restrictions(string type, ScopeVerbs verbs, ScopeSeat? seat = null)
    {
        List<string>? queries = null;
        foreach (var scope in Clinical)
        {
            if ((scope.Type != "*" && scope.Type != type) || (scope.Verbs & verbs) != verbs || (seat is { } s && scope.Seat != s)) continue;
            if (scope.Query.Length == 0) return [];
            (queries ??= []).Add(scope.Query);
        }
        return queries;
    }

    /// <summary>Seats from which these verbs on a type are allowed, widest last; empty where nothing allows it.</summary>
    public IReadOnlyList<ScopeSeat> Seats(string type, ScopeVerbs verbs) =>
        [.. Clinical.Where(c => (c.Type == "*" || c.Type == type) && (c.Verbs & verbs) == verbs).Select(c => c.Seat).Distinct().Order()];

    /// <summary>One each, clinical ones in the form of version 2.</summary>
    public IReadOnlyList<string> ToList() => [.. Words, .. Clinical.Select(c => c.ToString())];

    /// <summary>Separated by spaces, as tokens say it.</summary>
    public override string ToString() => string.Join(' ', ToList());

    static IReadOnlyList<SmartScope> Fewest(List<SmartScope> all)
    {
        var distinct = all.Distinct().ToList();
        return [.. distinct.Where(s => !distinct.Any(o => o != s && o.Covers(s)))];
    }
}
