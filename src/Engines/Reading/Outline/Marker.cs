using System.Globalization;
using System.Text.RegularExpressions;

namespace LienY.Reading;

enum MarkerKind { Part, Capital, Roman, Article, Number, Letter, Phase, Dash, Plus }

/// <summary>The sign before an item: "II.", "2.1.", "a)", "-". Text is what the path shows.</summary>
sealed partial record Marker(MarkerKind Kind, string Text, int Ordinal, int Depth, int Length)
{
    /// <summary>Place in the order of nesting; smaller is higher.</summary>
    public int Rank => Kind switch
    {
        MarkerKind.Part => 0,
        MarkerKind.Capital => 10,
        MarkerKind.Roman => 20,
        MarkerKind.Article => 25,
        MarkerKind.Number => 30 + Depth,
        MarkerKind.Letter => 40,
        MarkerKind.Phase => 50,
        MarkerKind.Dash => 60,
        _ => 70,
    };

    /// <summary>Dashes, pluses and stars name no place of their own in a path.</summary>
    public bool IsBullet => Kind is MarkerKind.Dash or MarkerKind.Plus or MarkerKind.Phase;

    /// <summary>The marker a line begins with, or null.</summary>
    public static Marker? Find(string line)
    {
        if (line.Length == 0) return null;
        if (PartMark().Match(line) is { Success: true } part)
            return new(MarkerKind.Part, part.Groups[1].Value, 0, 0, part.Length);
        if (ArticleMark().Match(line) is { Success: true } article)
            return new(MarkerKind.Article, "Đ" + article.Groups[1].Value, Int(article.Groups[1].Value), 0, article.Length);
        if (SectionMark().Match(line) is { Success: true } section)
            return new(MarkerKind.Capital, "M" + section.Groups[1].Value, 0, 0, section.Length);
        if (RomanMark().Match(line) is { Success: true } roman)
            return new(MarkerKind.Roman, roman.Groups[1].Value, FromRoman(roman.Groups[1].Value), 0, roman.Length);
        if (CapitalMark().Match(line) is { Success: true } capital)
            return new(MarkerKind.Capital, capital.Groups[1].Value, capital.Groups[1].Value[0], 0, capital.Length);
        if (DeepMark().Match(line) is { Success: true } deep)
        {
            var text = deep.Groups[1].Value;
            return new(MarkerKind.Number, text, Int(text[(text.LastIndexOf('.') + 1)..]), text.Count(c => c == '.') + 1, deep.Length);
        }
        if (NumberMark().Match(line) is { Success: true } number)
            return new(MarkerKind.Number, number.Groups[1].Value, Int(number.Groups[1].Value), 1, number.Length);
        if (ParenMark().Match(line) is { Success: true } paren)
            return new(MarkerKind.Number, paren.Groups[1].Value, Int(paren.Groups[1].Value), 6, paren.Length);
        if (LetterMark().Match(line) is { Success: true } letter)
            return new(MarkerKind.Letter, letter.Groups[1].Value, letter.Groups[1].Value[0], 0, letter.Length);
        if (BulletMark().Match(line) is { Success: true } bullet)
        {
            var kind = bullet.Groups[1].Value switch { "+" or "o" => MarkerKind.Plus, "*" or "#" => MarkerKind.Phase, _ => MarkerKind.Dash };
            return new(kind, bullet.Groups[1].Value, 0, 0, bullet.Length);
        }
        return null;
    }

    static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    static int FromRoman(string text)
    {
        var total = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var value = Digit(text[i]);
            total += i + 1 < text.Length && Digit(text[i + 1]) > value ? -value : value;
        }
        return total;
    }

    static int Digit(char c) => c switch { 'I' => 1, 'V' => 5, 'X' => 10, 'L' => 50, 'C' => 100, _ => 0 };

    [GeneratedRegex(@"^(?:PHẦN|Phần|CHƯƠNG|Chương)\s+((?:THỨ|thứ)\s+\w+|[IVX]{1,5}|\d{1,2}|[A-H])\b\s*[.:)\-–]*\s*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PartMark();

    [GeneratedRegex(@"^(?:MỤC|Mục)\s+(\d{1,2}|[IVX]{1,5})\s*[.:\-–]\s*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SectionMark();

    [GeneratedRegex(@"^(?:ĐIỀU|Điều)\s+(\d{1,3})\s*[.:\-–]\s*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ArticleMark();

    [GeneratedRegex(@"^([IVX]{1,6})(?:\s?[.)/]\s*(?=\S)|\s+[-–]\s+)(?!\d)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex RomanMark();

    [GeneratedRegex(@"^([A-HĐ])\s?[.)/]\s+(?=\p{Lu})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex CapitalMark();

    [GeneratedRegex(@"^(\d{1,2}(?:\.\d{1,2}){1,4})(?:\s?[.)/:]\s*(?=[\p{L}""“(])|[.)]\s+(?=[\d≥≤<>])|\s+(?=\p{Lu}))", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DeepMark();

    [GeneratedRegex(@"^(\d{1,2})\s?(?:[.)](?!\d)\s*|/\s+|\s?[-–]\s+(?=\p{Lu}\p{Ll}+\s\p{Ll}))(?=\S)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NumberMark();

    [GeneratedRegex(@"^\((\d{1,2})\)\s*(?=\S)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ParenMark();

    [GeneratedRegex(@"^([a-zđ])\s?(?:[)/]\s*|\.\s+)(?=\S)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LetterMark();

    [GeneratedRegex(@"^([-–—−•●▪◦‣■□✓❖➢►·*+])\s*(?=[\p{L}\d""“(<>≥≤%'‘])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex BulletMark();
}
