using System.Globalization;
using System.Text;

namespace LienY.Kernel;

/// <summary>Vietnamese text without tone marks and case, for search: one folding for both databases (FTS5 does not fold đ).</summary>
public static class Fold
{
    /// <summary>"Đặng Thị Hồng" becomes "dang thi hong"; white space is single.</summary>
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var parts = text.Normalize(NormalizationForm.FormD);
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
}
