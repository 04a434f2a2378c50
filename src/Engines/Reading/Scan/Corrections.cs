using System.Text;

namespace LienY.Reading;

/// <summary>
/// Corrects marks that the recogniser missed: a word that no Vietnamese syllable is spelt like, or one that stands in a known name with other marks, gets the
/// marks of the known word. Letters are never changed to other letters, figures never touched; what was read is kept beside the correction.
/// </summary>
sealed class Corrections
{
    const int Sure = 90, LongestName = 12;
    readonly Dictionary<string, List<string[]>> names = [];
    readonly Dictionary<string, Dictionary<string, int>> known = [], pairs = [];

    public Corrections(IEnumerable<string> given, IReadOnlyList<PdfWord> words)
    {
        foreach (var name in TradeWords.Usual.Concat(given).Distinct().Take(20_000))
        {
            var parts = Parts(name);
            foreach (var part in parts) Count(part, 3);
            if (parts.Length is < 2 or > LongestName) continue;
            if (!names.TryGetValue(Vietnamese.Fold(parts[0]), out var begun)) names[Vietnamese.Fold(parts[0])] = begun = [];
            begun.Add(parts);
        }
        // What the paper itself says clearly, again and again.
        foreach (var word in words.Where(w => w.Sure >= Sure).SelectMany(w => Parts(w.Text)).Where(p => p.Length > 1 && p.All(char.IsLetter) && Syllables.IsLegal(p))) Count(word, 1);
        for (var i = 1; i < words.Count; i++)
            if (Pair(words[i - 1], words[i]) is { } pair && words[i - 1].Sure >= Sure && words[i].Sure >= Sure) Count(pairs, pair, 1);
    }

    // Two words with nothing between them.
    static string? Pair(PdfWord one, PdfWord other) =>
        one.Text.All(char.IsLetter) && Core(other.Text) is { Length: > 1 } next && next.All(char.IsLetter) && other.Text.StartsWith(next, StringComparison.Ordinal) ? one.Text + " " + next : null;

    void Count(string word, int times) => Count(known, word, times);

    static void Count(Dictionary<string, Dictionary<string, int>> book, string word, int times)
    {
        var (folded, lower) = (Vietnamese.Fold(word), word.ToLowerInvariant());
        if (!book.TryGetValue(folded, out var forms)) book[folded] = forms = [];
        forms[lower] = forms.GetValueOrDefault(lower) + times;
    }

    static string[] Parts(string text) => text.Split([' ', ',', ';', '.', ':', '(', ')', '-', '–', '/', '"', '“', '”'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The words of a line, corrected.</summary>
    public List<PdfWord> Of(IReadOnlyList<PdfWord> line)
    {
        var words = line.ToList();
        for (var i = 0; i < words.Count; i++)
        {
            if (names.TryGetValue(Vietnamese.Fold(Core(words[i].Text)), out var begun) && begun.Where(n => Follows(words, i, n)).MaxBy(n => n.Length) is { } name)
                for (var k = 0; k < name.Length; k++) words[i + k] = Take(words[i + k], name[k], Sure);
            if (Core(words[i].Text) is var core && core.Length > 1 && core.All(char.IsLetter) && words[i].Sure < 97 && !Syllables.IsLegal(core) && Best(known, core) is { } best) words[i] = Take(words[i], best, 101);
            // "nên tảng" in a paper that says "nền tảng" clearly and often.
            if (i == 0 || Pair(words[i - 1], words[i]) is not { } pair || Best(pairs, pair) is not { } usual) continue;
            var (first, second) = (usual[..usual.IndexOf(' ', StringComparison.Ordinal)], usual[(usual.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
            (words[i - 1], words[i]) = (Take(words[i - 1], first, Sure), Take(words[i], second, Sure));
        }
        return words;
    }

    bool Follows(List<PdfWord> words, int at, string[] name) =>
        at + name.Length <= words.Count && Enumerable.Range(0, name.Length).All(k => Vietnamese.Fold(Core(words[at + k].Text)) == Vietnamese.Fold(name[k]));

    // The one form that is known far better than any other with the same letters.
    static string? Best(Dictionary<string, Dictionary<string, int>> book, string core)
    {
        if (!book.TryGetValue(Vietnamese.Fold(core), out var forms)) return null;
        var best = forms.OrderByDescending(f => f.Value).Take(2).ToList();
        return best[0].Value >= 2 && (best.Count == 1 || best[0].Value >= 3 * best[1].Value) && best[0].Key.Split(' ').All(Syllables.IsLegal) ? best[0].Key : null;
    }

    // Marks of the known word on the letters and in the case that were read.
    static PdfWord Take(PdfWord word, string known, int below)
    {
        var core = Core(word.Text);
        if (word.Sure >= below || core.Length != known.Length || core.Any(char.IsDigit) || string.Equals(core, known, StringComparison.OrdinalIgnoreCase)) return word;
        var marked = new StringBuilder();
        for (var i = 0; i < core.Length; i++) marked.Append(char.IsUpper(core[i]) ? char.ToUpperInvariant(known[i]) : char.ToLowerInvariant(known[i]));
        return word with { Text = word.Text.Replace(core, marked.ToString(), StringComparison.Ordinal), Read = word.Read ?? word.Text };
    }

    static string Core(string word) => word.Trim('.', ',', ';', ':', '(', ')', '"', '“', '”', '-', '–', '/', '*');
}
