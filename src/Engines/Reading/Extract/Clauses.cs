using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>Parts the words between two figures: what belongs to the first, what leads the second.</summary>
static partial class Clauses
{
    /// <summary>Where the tail of a figure ends, given where the next figure begins.</summary>
    public static int TailEnd(string text, Figure figure, int next, bool hasSubject)
    {
        var from = figure.IsRate ? figure.End : figure.NumberEnd;
        if (from >= next) return next;
        var between = text[from..next];
        // The name stood before the figure, so a comma right after it begins the next statement.
        if (hasSubject && Direct().Match(between) is { Success: true } direct) return from + direct.Index;
        var measure = Measure().Match(between);
        if (measure.Success) return from + measure.Index;
        var connective = Connective().Match(between);
        if (connective.Success) return from + connective.Index;
        var comma = LastComma(between);
        if (comma >= 0) return from + comma;
        var preposition = Preposition().Match(between);
        return preposition.Success ? from + preposition.Index : from + ComparatorWords.Cut(between);
    }

    static int LastComma(string between)
    {
        for (var i = between.Length - 1; i >= 0; i--)
            if (between[i] is ',' or ':') return i;
        return -1;
    }

    [GeneratedRegex(@"(?<=^\s*(?:(?:vào|đến|trong|năm|cuối|hết|/|giường|bác|dân|người|trở|lên)[^,;]{0,40})?)(?:,|\s+và\s|\s*;)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Direct();

    [GeneratedRegex(@"(?:,|\svà|;)\s*(?=(?:tỷ lệ|tỉ lệ|tỷ số|tỉ số|tỷ suất|tỉ suất|tổng tỷ suất|số lượng|số|mức|tổng số|trong đó|thời gian|công suất)\s)", RegexOptions.CultureInvariant | RegexOptions.RightToLeft, 1000)]
    private static partial Regex Measure();

    [GeneratedRegex(@"(?:,|\svà|;|\svà\s)\s*(?:(?:và|đạt|còn|trên|dưới|ít nhất|tối thiểu|không quá|không dưới|phấn đấu|đến|năm|vào|lên|tăng|giảm|xuống|có|từ|duy trì|đảm bảo|bảo đảm|hơn|≥|≤|<|>|=|\d{4}|:)\s*)*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Connective();

    [GeneratedRegex(@"\s(?=(?:cho|với|tại|ở)\s+(?:(?:ít nhất|tối thiểu|khoảng|trên|hơn|không quá|từ|dưới)\s+)?$)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Preposition();
}
