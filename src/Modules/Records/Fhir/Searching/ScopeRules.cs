using LienY.Fhir;

namespace LienY.Records;

/// <summary>
/// What the token of an application lets through of each type (SMART App Launch 2), compiled into the same conditions as a search: queries of its scopes, and
/// for scopes of one patient that patient's record.
/// </summary>
sealed class ScopeRules
{
    static readonly AllFilter Anything = new([]);
    readonly Dictionary<string, Filter> known = [];
    readonly Func<string, Filter>? rule;

    ScopeRules(Func<string, Filter>? rule) => this.rule = rule;

    /// <summary>No application stands between: whatever the gate lets through.</summary>
    public static readonly ScopeRules All = new(null);

    /// <summary>The rules of a seat for what it does.</summary>
    public static ScopeRules Of(FhirSeat seat, ScopeVerbs verbs = ScopeVerbs.Search)
    {
        if (seat.Caller.Client is not { } client) return All;
        var scopes = SmartScopes.Parse(client.Scopes);
        var reading = new FilterReading("", null, seat.Reader.Now);
        // A citizen's patient is the person, whoever keeps a Patient of them; the gate lets nobody else's rows pass.
        return new(type => Rule(scopes, client.Patient, verbs, type, reading, isOwn: OwnGate.IsFor(seat.Reader)));
    }

    static Filter Rule(SmartScopes scopes, string? patient, ScopeVerbs verbs, string type, FilterReading reading, bool isOwn)
    {
        var ways = new List<Filter>();
        foreach (var seat in scopes.Seats(type, verbs))
        {
            if (seat == ScopeSeat.Patient && patient is null) continue;
            var queries = scopes.Restrictions(type, verbs, seat)!;
            Filter way = queries.Count == 0 ? Anything : new AnyFilter([.. queries.Select(q => Query(reading, type, q))]);
            if (seat == ScopeSeat.Patient && !isOwn)
            {
                var own = new CompartmentFilter(Hashes.Reference($"Patient/{patient}"), OrOpen: true);
                way = ReferenceEquals(way, Anything) ? own : new AllFilter([own, way]);
            }
            if (ReferenceEquals(way, Anything)) return Anything;
            ways.Add(way);
        }
        return ways.Count switch { 0 => new NoneFilter(), 1 => ways[0], _ => new AnyFilter(ways) };
    }

    // A restriction that cannot be understood lets nothing through.
    static Filter Query(FilterReading reading, string type, string query)
    {
        var parts = new List<Filter>();
        foreach (var (name, value) in SearchText.Query(query))
        {
            try
            {
                if (reading.Read([type], name, value, null, 3) is not { } part) return new NoneFilter();
                parts.Add(part);
            }
            catch (FhirProblem)
            {
                return new NoneFilter();
            }
        }
        return new AllFilter(parts);
    }

    /// <summary>Nothing is held back.</summary>
    public bool IsAll => rule is null;

    /// <summary>The condition on a type; <see cref="NoneFilter"/> where it is not allowed at all.</summary>
    public Filter Of(string type)
    {
        if (rule is null) return Anything;
        if (!known.TryGetValue(type, out var filter)) known[type] = filter = rule(type);
        return filter;
    }

    /// <summary>The application's token does not allow the type.</summary>
    public static FhirProblem Refused(string type) => new(403, "forbidden", "", $"The scopes of this token do not allow {type}.");
}
