using System.Text.RegularExpressions;
using System.Xml.Linq;
using static LienY.Writing.Wml;

namespace LienY.Writing;

/// <summary>A placeholder in the joined words of a paragraph; without a name: opening braces that nothing closes.</summary>
readonly record struct Brace(int Start, int Length, string Written, string Name)
{
    /// <summary>Written in capitals, so its value is too.</summary>
    public bool IsLoud => Written.Any(char.IsLetter) && !Written.Any(char.IsLower);
}

/// <summary>Finds placeholders, however Word has split their letters over runs.</summary>
static partial class Braces
{
    /// <summary>The text elements that belong to a paragraph itself, not to a text box within it.</summary>
    public static List<XElement> Pieces(XElement paragraph) => [.. paragraph.Descendants(Main + "t").Where(t => t.Ancestors(Main + "p").First() == paragraph)];

    /// <summary>The words of a paragraph.</summary>
    public static string WordsOf(XElement paragraph) => string.Concat(Pieces(paragraph).Select(t => t.Value));

    /// <summary>Placeholders of a paragraph in order.</summary>
    public static IReadOnlyList<Brace> Of(XElement paragraph)
    {
        var words = WordsOf(paragraph);
        if (!words.Contains("{{", StringComparison.Ordinal)) return [];
        var found = new List<Brace>();
        for (var at = words.IndexOf("{{", StringComparison.Ordinal); at >= 0; at = at < words.Length ? words.IndexOf("{{", at, StringComparison.Ordinal) : -1)
        {
            var match = Whole().Match(words, at);
            var length = match.Success ? match.Length : Math.Min(words.Length - at, 40);
            found.Add(new(at, length, words.Substring(at, length), match.Success ? match.Groups[1].Value.ToLowerInvariant() : ""));
            at += length;
        }
        return found;
    }

    /// <summary>Tables whose columns are used within an element.</summary>
    public static IReadOnlyList<string> TablesOf(XElement element) => [.. element.DescendantsAndSelf(Main + "p").SelectMany(Of).Select(b => b.Name)
        .Where(n => n.Contains('.', StringComparison.Ordinal)).Select(n => n[..n.IndexOf('.', StringComparison.Ordinal)]).Distinct()];

    [GeneratedRegex(@"\G\{\{\s*([^\s{}]+)\s*\}\}")]
    private static partial Regex Whole();
}
