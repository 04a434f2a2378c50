using System.Globalization;
using System.Text;

namespace LienY.Dicom;

/// <summary>Text for devices that know plain letters only.</summary>
public static class AsciiName
{
    /// <summary>The same text in ASCII: marks dropped, đ as d, what has no letter as ?; "NGUYỄN^ĐỨC" becomes "NGUYEN^DUC".</summary>
    public static string Fold(string text)
    {
        if (Ascii.IsValid(text)) return text;
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (c < 128) folded.Append(c);
            else if (c is 'đ' or 'Đ') folded.Append(c == 'đ' ? 'd' : 'D');
            else if (char.IsWhiteSpace(c)) folded.Append(' ');
            else if (!IsMark(c)) folded.Append('?');
        }
        return folded.ToString();
    }

    static bool IsMark(char c) =>
        char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}
