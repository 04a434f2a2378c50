using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>The words and signs that say how a figure compares.</summary>
static partial class ComparatorWords
{
    /// <summary>Comparator of the words right before a figure.</summary>
    public static Comparator Of(string before)
    {
        var s = Vietnamese.Lower(before).Trim();
        if (AtLeast().IsMatch(s)) return Comparator.AtLeast;
        if (AtMost().IsMatch(s)) return Comparator.AtMost;
        if (Less().IsMatch(s)) return Comparator.LessThan;
        if (Greater().IsMatch(s)) return Comparator.GreaterThan;
        if (Down().IsMatch(s)) return Comparator.AtMost;
        if (Up().IsMatch(s)) return Comparator.AtLeast;
        return Comparator.Equal;
    }

    /// <summary>Whether a text ends in a sign or word that bounds the figure after it ("≥", "dưới", "tối thiểu").</summary>
    public static bool Bounds(string before) => Of(before) is not Comparator.Equal;

    /// <summary>Start of the comparing words that end a text, or its length when there are none.</summary>
    public static int Cut(string before)
    {
        var m = Trailing().Match(Vietnamese.Lower(before));
        return m.Success ? m.Index : before.Length;
    }

    // "giảm còn 15 %" is met below 15, "tăng lên 90 %" above 90.
    [GeneratedRegex(@"(?<!\p{L})(còn|xuống|xuống còn|giảm đến|giảm tới|giảm về|hạ về|hạ đến)(?:\s*(?:mức|khoảng|là|ở mức|đến|tới))*\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Down();

    [GeneratedRegex(@"(?<!\p{L})(?:(?:tăng|nâng)(?:\s\p{L}+){0,14}\s)?(?<!(?:tính|trở|kể|cập nhật|tải|báo cáo)\s)lên(?:\s*(?:mức|khoảng|là|đạt|đến|tới))*\s*$|(?<!\p{L})tăng (?:đến|tới)\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Up();

    const string Fill = @"(?:\s*(?:mức|đạt|khoảng|là|ở mức|được|có|từ|cho|đến|bằng|số))*\s*$";

    [GeneratedRegex(@"(ít nhất|tối thiểu|không dưới|không ít hơn|không thấp hơn|không nhỏ hơn|không kém|từ hơn|≥|>=|=>|⩾|≧|>\s=)" + Fill, RegexOptions.CultureInvariant, 1000)]
    private static partial Regex AtLeast();

    [GeneratedRegex(@"(không quá|tối đa|nhiều nhất|không vượt quá|không vượt|không cao hơn|không lớn hơn|không nhiều hơn|không trên|không được vượt quá|≤|<=|=<|⩽|≦|<\s=)" + Fill, RegexOptions.CultureInvariant, 1000)]
    private static partial Regex AtMost();

    [GeneratedRegex(@"((?<!\p{L})dưới|thấp hơn|nhỏ hơn|ít hơn|<|&lt;)" + Fill, RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Less();

    [GeneratedRegex(@"((?<!\p{L})trên|(?<!\p{L})hơn|cao hơn|lớn hơn|nhiều hơn|(?<!\p{L})vượt|>|&gt;)" + Fill, RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Greater();

    [GeneratedRegex(@"(?:[\s,:=“]|(?<!\p{L})(?:không được vượt quá|không được quá|ít nhất|tối thiểu|không dưới|không ít hơn|không thấp hơn|không quá|tối đa|không vượt quá|không vượt|nhiều nhất|không nhỏ hơn|không kém|không trên|không cao hơn|không lớn hơn|dưới|trên|hơn|vượt|từ|đạt|còn|(?<!trở )xuống|giảm|tăng|(?<!trở )lên|đến|là|khoảng|mức|ở|bằng|chiếm|được|có|khống chế|kiểm soát|giảm bình quân|tăng bình quân|giảm trung bình|tăng trung bình|giảm khoảng|phấn đấu|duy trì|đảm bảo|bảo đảm|thấp|cao|nhỏ|lớn|giảm xuống|tăng lên|nâng lên|và|đạt tỷ lệ|ước|dự kiến|xấp xỉ|gần|kế hoạch|tăng thêm)(?!\p{L})|[<>≥≤⩾⩽≧≦])+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Trailing();
}
