using System.Collections.Frozen;

namespace LienY.Insurance;

/// <summary>The sentences of faults: what is wrong and what to do, each in Vietnamese, English and Chinese.</summary>
public static class FaultTexts
{
    static readonly FrozenDictionary<string, string[]> Sentences = DataFile.Rows("sentences.tsv", 7).ToFrozenDictionary(c => c[0]);

    /// <summary>What is wrong, in Vietnamese, for a kind of fault.</summary>
    public static string Text(string kind) => Sentences[kind][1];

    /// <summary>What to do, in Vietnamese, for a kind of fault.</summary>
    public static string Remedy(string kind) => Sentences[kind][2];

    /// <summary>Whether a kind of fault has sentences.</summary>
    public static bool Knows(string kind) => Sentences.ContainsKey(kind);

    /// <summary>Vietnamese sentence to its translation (<c>en</c> or <c>zh</c>): what a module puts among its words.</summary>
    public static IReadOnlyDictionary<string, string> Words(string language)
    {
        var at = language switch { "en" => 3, "zh" => 5, _ => throw new ArgumentException($"Language \"{language}\" is not en or zh.", nameof(language)) };
        var words = new Dictionary<string, string>();
        foreach (var s in Sentences.Values) (words[s[1]], words[s[2]]) = (s[at], s[at + 1]);
        return words;
    }

    internal static Fault Make(Severity severity, string rule, string kind) => new(severity, rule, Text(kind), Remedy(kind));

    internal static string Short(string value) => value.Length <= 80 ? value : value[..(char.IsHighSurrogate(value[78]) ? 78 : 79)] + "…";
}
