using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace LienY.Kernel;

/// <summary>
/// The texts of the house in three languages. Vietnamese is the key that stands in the source; every assembly of ours brings
/// <c>Words/en.json</c> and <c>Words/zh.json</c>, a large one in several files (<c>Words/links.en.json</c>). A missing translation shows the Vietnamese (a test keeps the lists complete).
/// </summary>
public sealed class Lexicon(IEnumerable<Assembly> assemblies)
{
    readonly FrozenDictionary<string, FrozenDictionary<string, string>> languages =
        new[] { "en", "zh" }.ToFrozenDictionary(l => l, l => Load(assemblies, l));

    /// <summary>The sentence in <paramref name="language"/> (vi, en, zh).</summary>
    public string Find(string language, string key) =>
        languages.TryGetValue(language, out var words) && words.TryGetValue(key, out var found) ? found : key;

    static FrozenDictionary<string, string> Load(IEnumerable<Assembly> assemblies, string language)
    {
        var all = new Dictionary<string, string>();
        foreach (var assembly in assemblies)
        {
            foreach (var name in assembly.GetManifestResourceNames().Where(n => IsOf(n, language)))
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                foreach (var (key, text) in JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!) all[key] = text;
            }
        }
        return all.ToFrozenDictionary();
    }

    static bool IsOf(string resource, string language) =>
        resource == $"Words/{language}.json" || (resource.StartsWith("Words/", StringComparison.Ordinal) && resource.EndsWith($".{language}.json", StringComparison.Ordinal));
}

/// <summary>The words in the language of this request. In a page: <c>@T["Lập báo cáo"]</c>, <c>@T["còn {0} ngày", n]</c>.</summary>
public sealed class Words(Lexicon lexicon, string language)
{
    /// <summary>vi, en or zh.</summary>
    public string Language => language;

    /// <summary>The sentence for a Vietnamese key.</summary>
    public string this[string key] => lexicon.Find(language, key);

    /// <summary>The sentence for a Vietnamese key, its places filled; numbers and days are written the Vietnamese way.</summary>
    public string this[string key, params object?[] args] => string.Format(Say.Vietnam, lexicon.Find(language, key), Array.ConvertAll(args, Tell));

    /// <summary>The sentence of a refusal.</summary>
    public string Of(Refusal refusal) => refusal.Args.Length == 0 ? this[refusal.Text] : this[refusal.Text, refusal.Args];

    /// <summary>Marks a Vietnamese key that is translated later, at the page (like gettext's noop).</summary>
    public static string Key(string vietnamese) => vietnamese;

    object? Tell(object? value) => value switch
    {
        DateOnly day => Say.Day(day),
        DateTimeOffset at => Say.Moment(at),
        decimal number => Say.Number(number),
        string text => this[text],
        IFormattable f => f.ToString(null, CultureInfo.GetCultureInfo("vi-VN")),
        _ => value,
    };
}
