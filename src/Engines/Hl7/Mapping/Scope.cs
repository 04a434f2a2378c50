namespace LienY.Hl7;

/// <summary>Segments that belong together: the message, a person's part of it, an order, a result. A segment is looked for here, then further out.</summary>
sealed class Scope(Scope? outer, IReadOnlyList<Segment> own)
{
    public IReadOnlyList<Segment> Own => own;

    /// <summary>Orders of a person, results of an order.</summary>
    public List<Scope> Inner { get; } = [];

    public Segment? Find(string name)
    {
        foreach (var segment in own) if (segment.Name == name) return segment;
        return outer?.Find(name);
    }

    /// <summary>The scope in which it stands.</summary>
    public Scope? Outer => outer;

    public bool Has(string name) => own.Any(s => s.Name == name);

    /// <summary>Scopes for each segment of a name: results where they are, else each segment by itself.</summary>
    public IReadOnlyList<Scope> Each(string name) => Inner.Where(i => i.Own[0].Name == name).ToList() is { Count: > 0 } inner ? inner
        : [.. own.Where(s => s.Name == name).Select(s => new Scope(this, [s]))];

    /// <summary>The text at alternatives of places ("|"), the first that stands; parts apart by "+" are put one behind the other.</summary>
    public string Text(string source) => source.Contains('+', StringComparison.Ordinal)
        ? string.Join(' ', source.Split('+').Select(s => Text(s.Trim())).Where(t => t.Length > 0))
        : At(source) is var (segment, place) ? segment.Text(place) : "";

    /// <summary>The first of alternative places where something stands; of the named repetition where the place itself names none.</summary>
    public (Segment Segment, Place Place)? At(string source, int repetition = 0)
    {
        foreach (var one in source.Split('|'))
        {
            if (Place.Of(one.Trim()) is not { Field: > 0 } place || Find(place.Segment) is not { } segment) continue;
            if (place.Repetition == 0 && repetition > 0) place = place with { Repetition = repetition };
            if (segment.Text(place).Length > 0 || (place.Component == 0 && segment[place.Field].Rep(Math.Max(1, place.Repetition)).Whole.Trim('^', '&', ' ')
                .Length > 0)) return (segment, place);
        }
        return null;
    }

    /// <summary>
    /// Divides a message: one scope for each person (PID), in it one for each order (ORC, or OBR where another stands already), in it one for each result
    /// (OBX with the notes behind it). What stands before the first PID is seen by all.
    /// </summary>
    public static IReadOnlyList<Scope> Persons(Message message)
    {
        var head = new Scope(null, [.. message.Segments.TakeWhile(s => s.Name != "PID")]);
        var persons = new List<Scope>();
        foreach (var part in Split(message.Segments.Skip(head.Own.Count), (s, _) => s.Name == "PID"))
        {
            var orders = Split(part, (s, now) => s.Name == "ORC" || (s.Name == "OBR" && now.Any(n => n.Name == "OBR")) || (s.Name == "OBR" && now[0].Name == "PID"));
            var person = new Scope(head, orders[0]);
            persons.Add(person);
            foreach (var order in orders.Skip(1))
            {
                var results = Split(order, (s, _) => s.Name == "OBX");
                var first = results[0][0].Name == "OBX" ? 0 : 1;
                var scope = new Scope(person, first == 1 ? results[0] : []);
                scope.Inner.AddRange(results.Skip(first).Select(r => new Scope(scope, r)));
                person.Inner.Add(scope);
            }
        }
        return persons;
    }

    static List<List<Segment>> Split(IEnumerable<Segment> segments, Func<Segment, List<Segment>, bool> begins)
    {
        var parts = new List<List<Segment>>();
        foreach (var segment in segments)
        {
            if (parts.Count == 0 || begins(segment, parts[^1])) parts.Add([]);
            parts[^1].Add(segment);
        }
        return parts;
    }
}

/// <summary>
/// When a line holds: terms apart by <c>&amp;</c>, all of which must hold: <c>OBX-2=NM|SN</c>, <c>OBX-2!=ED</c>, <c>PV1-45</c> (something stands there),
/// <c>!PV1-45</c>, <c>no valueQuantity</c> (the element is not filled yet), <c>has valueQuantity</c>.
/// </summary>
static class Condition
{
    public static bool Holds(string when, Scope scope, Tree tree) => when.Length == 0 || when.Split('&').All(t => Term(t.Trim(), scope, tree));

    static bool Term(string term, Scope scope, Tree tree)
    {
        if (term.StartsWith("no ", StringComparison.Ordinal)) return !tree.Has(term[3..]);
        if (term.StartsWith("has ", StringComparison.Ordinal)) return tree.Has(term[4..]);
        if (term.StartsWith('!')) return scope.Text(term[1..]).Length == 0;
        var not = term.Contains("!=", StringComparison.Ordinal);
        var parts = term.Split(not ? "!=" : "=", 2);
        if (parts.Length == 1) return scope.Text(term).Length > 0;
        return parts[1].Split('|').Contains(scope.Text(parts[0]), StringComparer.OrdinalIgnoreCase) != not;
    }

    public static bool IsGood(string when) => when.Length == 0 || when.Split('&').Select(t => t.Trim())
        .All(t => t.StartsWith("no ", StringComparison.Ordinal) || t.StartsWith("has ", StringComparison.Ordinal) || t.TrimStart('!')
            .Split("!=")[0].Split('=')[0].Split('|').All(p => Place.Of(p.Trim()) is { Field: > 0 }));
}
