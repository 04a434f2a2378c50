using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace LienY.Fhir;

/// <summary>Regular expressions met in expressions, kept while there are few.</summary>
internal static class Patterns
{
    static readonly ConcurrentDictionary<string, Regex> kept = new(StringComparer.Ordinal);

    internal static Regex Get(string pattern, TimeSpan patience)
    {
        if (kept.TryGetValue(pattern, out var regex)) return regex;
        if (pattern.Length > 5_000) throw new PathFault(PathFaultKind.Limit, "The pattern is too long.");
        regex = new Regex(pattern, RegexOptions.Singleline | RegexOptions.CultureInvariant, patience);
        if (kept.Count < 500) kept[pattern] = regex;
        return regex;
    }
}
