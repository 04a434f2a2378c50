namespace LienY.Hl7;

/// <summary>One resource that messages of some kinds become.</summary>
/// <param name="Entry">Its name within the map.</param>
/// <param name="Resource">FHIR type.</param>
/// <param name="Per">What one resource is made of: <c>person</c>, <c>order</c> (ORC/OBR), <c>result</c> (OBX), or a segment such as DG1.</param>
/// <param name="Write"><c>put</c> writes it, <c>ensure</c> only makes it where it is not there; <c>?</c> behind: left out where it has no identity.</param>
/// <param name="Events">Message types.</param>
/// <param name="Identity">Places that make its identity, apart by "+", alternatives by "|"; <c>identifier</c>: its FHIR identifiers.</param>
/// <param name="When">Only then; see <see cref="Condition"/>.</param>
public sealed record EntryRule(string Entry, string Resource, string Per, string Write, IReadOnlySet<string> Events, string Identity, string When)
{
    /// <summary>Left alone where it is there already.</summary>
    public bool IsEnsured => Write.StartsWith("ensure", StringComparison.Ordinal);

    /// <summary>Left out where it has no identity.</summary>
    public bool MayLack => Write.EndsWith('?');
}

/// <summary>
/// One line of the map: which place of the message fills which element. Elements: <c>name[].text</c> (one for each repetition), <c>identifier[bhyt].value</c>
/// (one item with a name of its own), <c>note[NTE].text</c> (one for each such segment). Sources: a place, alternatives by "|", <c>=text</c> fixed
/// (<c>=!text</c> also where nothing else stands beside it). The first line that gives something fills an element.
/// </summary>
/// <param name="As">How it is turned: see <see cref="Turning"/>.</param>
/// <param name="Need"><c>must</c>: the message is refused without it.</param>
public sealed record ElementRule(string Entry, string Element, string Source, string As, string When, string Need)
{
    /// <summary>An own line that switches the standard ones of the element off.</summary>
    public bool IsOff => Source == "-";
}

/// <summary>One line of a code map: what the sender says, what FHIR says; <c>*</c> for everything else.</summary>
public sealed record CodeRule(string Map, string From, string To);

/// <summary>The whole map: the standard tables of the program, with the lines an administrator wrote for a sender before them.</summary>
public sealed class MapBook
{
    readonly Dictionary<string, (Dictionary<string, string> Exact, Dictionary<string, string> Folded)> codes;
    readonly ILookup<string, ElementRule> elements;

    MapBook(IReadOnlyList<EntryRule> entries, IReadOnlyList<ElementRule> elements, IReadOnlyList<CodeRule> codes)
    {
        (Entries, Elements, Codes) = (entries, elements, codes);
        this.elements = elements.ToLookup(e => e.Entry, StringComparer.Ordinal);
        this.codes = codes.GroupBy(c => c.Map, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => (First(g, c => c.From), First(g, c => c.From.ToUpperInvariant())), StringComparer.Ordinal);
    }

    static Dictionary<string, string> First(IEnumerable<CodeRule> rules, Func<CodeRule, string> key) =>
        rules.GroupBy(key, StringComparer.Ordinal).ToDictionary(c => c.Key, c => c.First().To, StringComparer.Ordinal);

    /// <summary>The tables of the program.</summary>
    public static MapBook Standard { get; } = new(
        [.. Tsv.Rows("entries.tsv", 7).Select(r => new EntryRule(r[0], r[1], r[2], r[3], r[4].Split('|').ToHashSet(StringComparer.Ordinal), r[5], r[6]))],
        [.. Tsv.Rows("elements.tsv", 6).Select(r => new ElementRule(r[0], r[1], r[2], r[3], r[4], r[5]))],
        [.. Tsv.Rows("codes.tsv", 3).Select(r => new CodeRule(r[0], r[1], r[2]))]);

    /// <summary>Resources.</summary>
    public IReadOnlyList<EntryRule> Entries { get; }

    /// <summary>Elements, in the order in which they are tried.</summary>
    public IReadOnlyList<ElementRule> Elements { get; }

    /// <summary>Codes.</summary>
    public IReadOnlyList<CodeRule> Codes { get; }

    /// <summary>Message types that are taken.</summary>
    public IReadOnlyList<string> Types => [.. Entries.SelectMany(e => e.Events).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Names of code maps.</summary>
    public IReadOnlyList<string> Maps => [.. Codes.Select(c => c.Map).Distinct()];

    /// <summary>The map with own lines: an element with an own line takes it instead of the standard ones; own codes come before the standard ones.</summary>
    public MapBook With(IReadOnlyList<ElementRule> own, IReadOnlyList<CodeRule> ownCodes)
    {
        if (own.Count == 0 && ownCodes.Count == 0) return this;
        var replaced = own.Select(o => (o.Entry, o.Element)).ToHashSet();
        // Fixed words of an own line stand by themselves.
        var lines = own.Where(o => !o.IsOff).Select(o => o.Source.StartsWith('=') && !o.Source.StartsWith("=!", StringComparison.Ordinal)
            ? o with { Source = "=!" + o.Source[1..] } : o);
        return new(Entries, [.. lines, .. Elements.Where(e => !replaced.Contains((e.Entry, e.Element)))], [.. ownCodes, .. Codes]);
    }

    /// <summary>Lines of a resource.</summary>
    public IEnumerable<ElementRule> Of(string entry) => elements[entry];

    /// <summary>
    /// What a code becomes; null where the map does not know it. <c>{value}</c> in the map stands for the code itself. Capitals count only in the map of
    /// units, where G/L and g/L are different things.
    /// </summary>
    public string? Find(string map, string code, bool orElse = true)
    {
        if (!codes.TryGetValue(map, out var found)) return null;
        code = code.Trim();
        var to = found.Exact.GetValueOrDefault(code) ?? (map.StartsWith("unit", StringComparison.Ordinal) ? null
            : found.Folded.GetValueOrDefault(code.ToUpperInvariant()))
            ?? (orElse ? found.Exact.GetValueOrDefault("*") : null);
        return to?.Replace("{value}", code, StringComparison.Ordinal);
    }

    /// <summary>Codes that a map knows, for who asks what was expected.</summary>
    public string Expected(string map) => codes.TryGetValue(map, out var found) ? string.Join(", ", found.Exact.Keys.Where(k => k != "*").Take(20)) : "";

    /// <summary>What is wrong with a line that somebody typed, null where nothing is.</summary>
    public static string? WrongPart(ElementRule rule)
    {
        if (Standard.Entries.All(e => e.Entry != rule.Entry)) return rule.Entry;
        if (!ElementPath.IsGood(rule.Element)) return rule.Element;
        if (rule.IsOff) return null;
        if (rule.Source.Length == 0) return rule.Source;
        if (rule.Source[0] != '=' && rule.Source.Split('|', '+').Any(s => Place.Of(s.Trim()) is not { Field: > 0 })) return rule.Source;
        if (!Turning.IsKnown(rule.As)) return rule.As;
        return Condition.IsGood(rule.When) ? null : rule.When;
    }
}
