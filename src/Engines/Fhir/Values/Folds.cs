using System.Globalization;
using System.Text;

namespace LienY.Fhir;

/// <summary>Text as it is searched: without marks and case, đ as d, single spaces; the same as the house's own folding.</summary>
public static class Folds
{
    /// <summary>Longest folded text in the index.</summary>
    public const int Most = 100;

    /// <summary>"Đặng Thị  Hồng" becomes "dang thi hong".</summary>
    public static string Of(string text)
    {
        if (text.Length == 0) return "";
        if (Ascii.IsValid(text)) return Plain(text);
        string parts;
        try
        {
            parts = text.Normalize(NormalizationForm.FormD);
        }
        catch (ArgumentException)
        {
            // Half of a surrogate pair has no normal form.
            parts = text;
        }
        var folded = new StringBuilder(parts.Length);
        var space = true;
        foreach (var c in parts)
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark) continue;
            if (char.IsWhiteSpace(c))
            {
                if (!space) folded.Append(' ');
                space = true;
                continue;
            }
            space = false;
            folded.Append(c is 'đ' or 'Đ' ? 'd' : char.ToLowerInvariant(c));
        }
        return folded.ToString().TrimEnd();
    }

    /// <summary>The same, cut to what the index keeps; half a character is never left.</summary>
    public static string Cut(string text)
    {
        // Marks may double the length and fold away again, so four times the limit is always enough.
        var folded = Of(text.Length > Most * 4 ? text[..(Most * 4)] : text);
        if (folded.Length <= Most) return folded;
        return folded[..(char.IsHighSurrogate(folded[Most - 1]) ? Most - 1 : Most)].TrimEnd();
    }

    static string Plain(string text)
    {
        Span<char> room = text.Length <= 512 ? stackalloc char[text.Length] : new char[text.Length];
        var length = 0;
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c)) room[length++] = char.ToLowerInvariant(c);
            else if (length > 0 && room[length - 1] != ' ') room[length++] = ' ';
        }
        if (length > 0 && room[length - 1] == ' ') length--;
        return new string(room[..length]);
    }
}
