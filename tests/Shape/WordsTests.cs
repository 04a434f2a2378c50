using System.Text.Json;
using System.Text.RegularExpressions;

namespace LienY.Shape;

/// <summary>Every text of the house exists in three languages.</summary>
public sealed partial class WordsTests
{
    static readonly string[] Projects =
        ["src/Kernel", "src/Design", "src/Server", .. Directory.GetDirectories(Path.Combine(Source.Root, "src/Modules")).Select(d => Path.GetRelativePath(Source.Root, d))];

    [GeneratedRegex("""(?<![A-Za-z])T\[\s*"((?:[^"\\]|\\.)*)"|Words\.Key\(\s*"((?:[^"\\]|\\.)*)"|Refusal\.(?:Missing|Invalid|Forbidden|Conflict|Unavailable)\(\s*"((?:[^"\\]|\\.)*)"|new(?: Refusal)?\(\s*RefusalKind\.\w+,\s*"((?:[^"\\]|\\.)*)"|Title = "((?:[^"\\]|\\.)*)"|new Place\(\s*"((?:[^"\\]|\\.)*)"|Show\.Done\([^;]*?,\s*"((?:[^"\\]|\\.)*)"\s*\)""")]
    private static partial Regex Texts();

    static IEnumerable<(string File, string Key)> Keys(string project) =>
        from file in Source.Files(project, ".cs", ".razor")
        from Match match in Texts().Matches(File.ReadAllText(file))
        let found = match.Groups.Values.Skip(1).First(g => g.Success)
        let key = Regex.Unescape(found.Value)
        where key.Any(c => c > 127) || key.Contains(' ', StringComparison.Ordinal)
        where !key.StartsWith('/')
        select (Path.GetRelativePath(Source.Root, file), key);

    static Dictionary<string, string> Words(string language)
    {
        var all = new Dictionary<string, string>();
        foreach (var file in Projects.Select(p => Path.Combine(Source.Root, p, "Words")).Where(Directory.Exists).SelectMany(f => Directory.GetFiles(f, "*" + language + ".json")))
            foreach (var (key, text) in JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file))!) all[key] = text;
        return all;
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    public void Every_text_is_translated(string language)
    {
        var words = Words(language);
        var missing = Projects.SelectMany(Keys).Where(k => !words.ContainsKey(k.Key)).Select(k => $"{k.File}: {k.Key}").Distinct().ToList();
        Assert.True(missing.Count == 0, $"{missing.Count} texts without {language}:\n" + string.Join('\n', missing.Take(60)));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    public void A_text_has_one_translation_in_the_whole_house(string language)
    {
        var said = Projects.Select(p => Path.Combine(Source.Root, p, "Words")).Where(Directory.Exists).SelectMany(f => Directory.GetFiles(f, "*" + language + ".json"))
            .SelectMany(f => JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(f))!);
        Assert.Empty(said.GroupBy(w => w.Key).Where(g => g.Select(w => w.Value).Distinct().Count() > 1).Select(g => $"{g.Key}: {string.Join(" / ", g.Select(w => w.Value).Distinct())}"));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    public void A_translation_has_the_places_of_its_key(string language)
    {
        var wrong = Words(language).Where(w => !Places(w.Key).SetEquals(Places(w.Value))).Select(w => w.Key).ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    public void No_translation_is_left_in_vietnamese(string language) =>
        Assert.Empty(Words(language).Where(w => w.Value.Length == 0 || (w.Value == w.Key && w.Key.Any(c => "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ".Contains(c)))).Select(w => w.Key));

    static HashSet<string> Places(string text) => [.. PlacePattern().Matches(text).Select(m => m.Value)];

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex PlacePattern();
}
