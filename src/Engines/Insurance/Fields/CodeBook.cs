using System.Collections.Frozen;

namespace LienY.Insurance;

/// <summary>One code of a list and when it holds.</summary>
/// <param name="List">Name of the list.</param>
/// <param name="Value">The code.</param>
/// <param name="From">First day; null: always.</param>
/// <param name="To">Last day; null: for good.</param>
/// <param name="Meaning">What it says, in Vietnamese; empty where the list is only known by number.</param>
public sealed record Code(string List, string Value, DateOnly? From, DateOnly? To, string Meaning)
{
    /// <summary>Whether the code holds on a day.</summary>
    public bool HoldsOn(DateOnly day) => (From is null || From <= day) && (To is null || day <= To);
}

/// <summary>The small code lists of the insurance XML, dated.</summary>
public static class CodeBook
{
    static readonly FrozenDictionary<string, Code[]> Lists =
        DataFile.Rows("codes.tsv", 5).Select(c => new Code(c[0], c[1], DataFile.Day(c[2]), DataFile.Day(c[3]), c[4]))
            .GroupBy(c => c.List).ToFrozenDictionary(g => g.Key, g => g.ToArray());

    /// <summary>Names of the lists.</summary>
    public static IEnumerable<string> Names => Lists.Keys;

    /// <summary>The codes of a list (none for an unknown one).</summary>
    public static IReadOnlyList<Code> Of(string list) => Lists.GetValueOrDefault(list) ?? [];

    /// <summary>The codes of a list that hold on a day.</summary>
    public static FrozenSet<string> On(string list, DateOnly day) => Of(list).Where(c => c.HoldsOn(day)).Select(c => c.Value).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What a code means on a day, or null.</summary>
    public static string? Meaning(string list, string value, DateOnly day) => Of(list).FirstOrDefault(c => c.Value == value && c.HoldsOn(day))?.Meaning;
}
