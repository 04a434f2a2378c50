using System.Text.RegularExpressions;

namespace LienY.Kernel;

/// <summary>Masks in free text the names and numbers by which a person is known, and every long number and written day.</summary>
public sealed partial class MaskedText(IEnumerable<string> known)
{
    const string Hidden = "[…]";

    readonly List<string> names = [.. known.SelectMany(Forms).Distinct().OrderByDescending(n => n.Length)];

    // The whole, and the last two words of a name, as wards call people.
    static IEnumerable<string> Forms(string name)
    {
        var folded = Fold.Of(name);
        if (folded.Length >= 4) yield return folded;
        if (folded.Split(' ') is { Length: > 2 and <= 6 } words && !folded.Any(char.IsAsciiDigit)) yield return $"{words[^2]} {words[^1]}";
    }

    /// <summary>The text without them.</summary>
    public string Mask(string text)
    {
        var masked = Numbers().Replace(WrittenDays().Replace(text, Hidden), Hidden);
        foreach (var name in names) masked = Without(masked, name);
        return masked;
    }

    /// <summary>Takes a folded name out of a text whatever its case and tone marks.</summary>
    static string Without(string text, string name)
    {
        var (folded, places) = Folded(text);
        for (var at = folded.LastIndexOf(name, StringComparison.Ordinal); at >= 0; at = at == 0 ? -1 : folded.LastIndexOf(name, at - 1, StringComparison.Ordinal))
        {
            var end = at + name.Length;
            if ((at > 0 && char.IsLetterOrDigit(folded[at - 1])) || (end < folded.Length && char.IsLetterOrDigit(folded[end]))) continue;
            text = text[..places[at]] + Hidden + text[places[end]..];
            (folded, places) = Folded(text);
            at = Math.Min(at, folded.Length);
        }
        return text;
    }

    /// <summary>The folded text, and for each of its letters where it stands in the text (one more for the end).</summary>
    static (string Folded, List<int> Places) Folded(string text)
    {
        var folded = new System.Text.StringBuilder(text.Length);
        var places = new List<int>(text.Length + 1);
        var space = true;
        for (var i = 0; i < text.Length; i++)
        {
            var part = char.IsWhiteSpace(text[i]) ? (space ? "" : " ") : Fold.Of(text[i].ToString());
            if (part.Length == 0) continue;
            space = part == " ";
            foreach (var c in part)
            {
                folded.Append(c);
                places.Add(i);
            }
        }
        places.Add(text.Length);
        return (folded.ToString(), places);
    }

    [GeneratedRegex(@"(?<![\d.,])(?:[A-Z]{2}\d)?\d(?:[\d .\-]{4,}\d)(?![\d])")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"\b(?:0?[1-9]|[12]\d|3[01])\s*(?:/\s*(?:0?[1-9]|1[0-2])(?:\s*/\s*\d{2,4})?|[.\-](?:0?[1-9]|1[0-2])[.\-]\d{2,4})\b")]
    private static partial Regex WrittenDays();
}
